"""Where net spending falls, every year: by KOSTRA function, by centre, and what each project costs with interest apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leonplan.optimizer.report.content.tables import summed_by_column
from leonplan.optimizer.report.content.view import MOST_YEARS, View
from leonplan.optimizer.report.document import Block, Heading, Number, Paragraph, Table
from leonplan.optimizer.results.rows import Post, Spending
from leonplan.optimizer.results.sums import Key
from leonplan.optimizer.words import vocabulary as v

_OF_PROJECTS = (Post.INTEREST, Post.INSTALMENTS, Post.OPERATING_CHANGE)
"""Posts that projects bring."""


def spending_section(view: View) -> Iterator[Block]:
    """The section."""
    w = view.words
    yield Heading(2, w.say("Net spending by function, centre and project"), "money-spending")
    yield Paragraph(
        w.say(
            "Pay, agencies and work that nobody can be found for follow the work, by the time that it takes; all other posts "
            "fall where they arise. The tables add up to net spending in the accounts. What the data give no function stands as "
            "not stated."
        )
    )
    yield from _tables(view, "spending-by-function", w.say("Net spending by KOSTRA function"), _functions(view))
    yield from _tables(view, "spending-by-centre", w.say("Net spending by centre"), _centres(view))
    if view.projects:
        yield Paragraph(_loans(view))
        rows = _projects(view)
        if any(amounts for _, amounts in rows):
            yield from _tables(view, "spending-by-project", w.say("What projects cost"), rows)


def _loans(view: View) -> str:
    w, capital = view.words, view.instance.settings.capital
    return w.say(
        "Capital cost is divided as for a loan with equal amounts a year over the life of the project: interest is {rate} of "
        "what is still owed, the rest of the amount is paid back. The interest is real, the rise in prices not counted, and the "
        "amounts are not those of an agreement with a bank.",
        rate=Number(100 * capital.rate, 1, "%"),
    )


_Rows = Sequence[tuple[str, Mapping[int, float]]]
"""Label, and amounts by year [kNOK/year]."""


def _functions(view: View) -> _Rows:
    names: dict[int | None, str] = {None: view.words.say("Not stated")}
    sums = view.sums(Spending, lambda row: (row.function, row.year), lambda row: row.amount)
    stated = sorted({function for function, _ in sums if function is not None})
    for function in stated:
        word = v.FUNCTIONS.get(str(function))
        names[function] = str(function) if word is None else view.words.word(word)
    return [(names[function], _by_year(view, sums, function)) for function in (*stated, None)]


def _centres(view: View) -> _Rows:
    sums = view.sums(Spending, lambda row: (row.centre, row.year), lambda row: row.amount)
    found = [(name, _by_year(view, sums, centre)) for centre, name in view.names.centres.items()]
    return [*found, (view.words.say("At home, and the whole municipality"), _by_year(view, sums, None))]


def _projects(view: View) -> _Rows:
    """Interest, instalments and change of operation of each project that is carried out, in the order of the projects."""
    sums = view.sums(
        Spending,
        lambda row: (row.project or "", row.post, row.year),
        lambda row: row.amount,
        lambda row: row.project is not None,
    )
    found = []
    for one in view.projects:
        for post in _OF_PROJECTS:
            amounts = {t: sums.get((one.project.id, post, t), 0.0) for t in view.years}
            if any(abs(amount) >= 0.5 for amount in amounts.values()):
                found.append((f"{one.project.name}: {view.words.word(v.POSTS[post]).lower()}", amounts))
    return found


def _by_year(view: View, sums: Mapping[tuple[Key, int], float], key: Key) -> dict[int, float]:
    amounts = {t: sums.get((key, t), 0.0) for t in view.years}
    return amounts if any(abs(amount) >= 0.5 for amount in amounts.values()) else {}


def _tables(view: View, id: str, caption: str, rows: _Rows) -> Iterator[Table]:
    """Every year, as many side by side as fit on a page."""
    w, shown = view.words, [(label, amounts) for label, amounts in rows if amounts]
    parts = [view.years[at : at + MOST_YEARS] for at in range(0, len(view.years), MOST_YEARS)]
    for number, years in enumerate(parts, 1):
        span = w.say("{first}–{last}", first=years[0], last=years[-1]) if len(parts) > 1 else ""
        yield summed_by_column(
            id=id if number == 1 else f"{id}-{number}",
            caption=w.say(
                "{what} (1000 kr a year, kroner of {year})",
                what=f"{caption} {span}".strip(),
                year=view.instance.settings.price_year,
            ),
            stub={
                "spending-by-function": w.say("Function"),
                "spending-by-centre": w.word(v.DIMENSIONS["centre"]),
                "spending-by-project": w.say("Project"),
            }[id],
            columns=[view.year_column(year) for year in years],
            rows=[(label, [amounts[year] for year in years]) for label, amounts in shown],
            total=w.say("In all") if id == "spending-by-project" else w.word(v.POSTS[Post.SPEND]),
            decimals=0,
        )
