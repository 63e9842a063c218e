"""The first page: what is proposed, what it gives and costs, what is not met, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.report.content.basis import estimated_share
from leonplan.optimizer.report.content.key_figures import BY_NAME, number_of, title_of
from leonplan.optimizer.report.content.rounded import places_round_the_clock, unmet_by_group
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Facts, Heading, Number, Paragraph
from leonplan.optimizer.report.words import cell_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import StartedProject
from leonplan.optimizer.schema.settings import Mode

MOST_PROJECTS = 8
"""Projects named on the first page."""

MOST_GROUPS = 3
"""Groups named on the first page."""


def summary(view: View) -> Iterator[Block]:
    """The page."""
    w = view.words
    yield Heading(1, w.say("Summary"), "summary")
    yield Paragraph(_in_short(view), strong=True)
    yield Facts(tuple(_figures(view)))
    yield Heading(2, w.say("What is proposed"), "summary-proposed")
    yield Bullets(tuple(_proposed(view)))
    yield Heading(2, w.say("What it gives"), "summary-gives")
    yield Bullets(tuple(_given(view)))
    yield Heading(2, w.say("What it costs"), "summary-costs")
    yield Bullets(tuple(_costs(view)))
    yield Heading(2, w.say("What is not met"), "summary-unmet")
    yield from _unmet(view)
    yield Heading(2, w.say("How sure it is"), "summary-sure")
    yield Paragraph(_sure(view))


def _in_short(view: View) -> str:
    w, first, last = view.words, view.by_year[view.first], view.by_year[view.last]
    grown = w.say(
        "The need for health and care goes from {before} on an average day in {first} to {after} in {last} ({change}).",
        before=view.persons(first.need),
        after=view.persons(last.need),
        first=view.first,
        last=view.last,
        change=view.change(first.need, last.need),
    )
    if last.unmet < NOTHING:
        return f"{grown} {w.say('The plan meets all of it in {last}.', last=view.last)}"
    met, unmet = view.per_cent(last.need - last.unmet, last.need), view.persons(last.unmet)
    message = (
        w.say(
            "Within the money and the staff there are, the plan meets {met} of it in {last}. What is "
            "not met comes to {unmet}.",
            met=met,
            unmet=unmet,
            last=view.last,
        )
        if view.plan.mode is Mode.FRAME
        else w.say(
            "The plan puts need first, and meets {met} of it in {last}. What is not met comes to {unmet}.",
            met=met,
            unmet=unmet,
            last=view.last,
        )
    )
    return f"{grown} {message}"


def _figures(view: View) -> Iterator[tuple[str, Cell]]:
    w, last = view.words, view.by_year[view.last]
    grants = fsum(one.grants for one in view.projects)
    yield w.say("Need in {year}", year=view.last), view.persons(last.need)
    yield from _key(view, "unmet_last", "unmet", "spend_last")
    if last.frame is not None:
        yield w.say("Operating frame in {year}", year=view.last), view.million(last.frame)
    transition = view.over_years(lambda year: year.transition)
    if transition:
        yield w.say("Transition money over all years, on top of the frames"), view.million(transition)
    yield from _key(view, "outlay")
    if grants:
        yield w.say("State grants in all"), view.million(grants)
    if view.instance.settings.staff:
        yield from _key(view, "employed_last")


def _key(view: View, *names: str) -> Iterator[tuple[str, Cell]]:
    """Key figures with their titles."""
    for name in names:
        yield title_of(view, BY_NAME[name]), number_of(view, name)


def _proposed(view: View) -> Iterator[str]:
    """The largest projects in order of time, and programmes."""
    w = view.words
    projects = view.projects
    largest = sorted(projects, key=lambda one: -one.outlay)[:MOST_PROJECTS]
    for one in (project for project in projects if project in largest):
        yield _project(view, one)
    if len(projects) > len(largest):
        rest = len(projects) - len(largest)
        yield w.count(
            "{number} more project; see the chapter on projects.",
            "{number} more projects; see the chapter on projects.",
            rest,
        )
    taking_part = view.sums(r.Participants, lambda row: (row.programme, row.year), lambda row: row.persons)
    for programme in view.instance.programmes:
        persons = taking_part.get((programme.id, view.last), 0.0)
        if persons >= NOTHING:
            yield w.say(
                "{programme}: {persons} taking part in {year}.",
                programme=programme.name,
                persons=Number(persons, PERSONS),
                year=view.last,
            )
    if not projects:
        yield w.say("No building or conversion is started.")


def _project(view: View, one: StartedProject) -> str:
    w = view.words
    started, ready = w.listed(tuple(map(str, one.years))), w.listed(tuple(map(str, one.ready)))
    kroner = cell_text(view.million(one.outlay), w.language) if one.outlay else w.say("nothing to build")
    said = w.say(
        "{name} – start {started}, ready {ready}, {kroner}.",
        name=one.project.name,
        started=started,
        ready=ready,
        kroner=kroner,
    )
    return f"{said} {w.say('Decided already.')}" if one.project.decided else said


def _given(view: View) -> Iterator[str]:
    w = view.words
    yield w.say(
        "Places round the clock in use: {before} in {first}, {after} in {last}.",
        before=Number(places_round_the_clock(view, view.first), PERSONS),
        first=view.first,
        after=Number(places_round_the_clock(view, view.last), PERSONS),
        last=view.last,
    )
    lowest = view.sums(r.Served, lambda row: row.year, lambda row: row.persons, lambda row: view.steps_off(row) == 0)
    shares = [view.per_cent(lowest.get(year, 0.0), view.by_year[year].need) for year in (view.first, view.last)]
    yield w.say(
        "Served at the lowest effective level: {before} of all in need in {first}, {after} in {last}.",
        before=shares[0],
        first=view.first,
        after=shares[1],
        last=view.last,
    )
    if view.nothing is not None:
        without = next(total.unmet for total in view.nothing.by_year if total.year == view.last)
        yield w.say(
            "Without new projects and programmes {without} would be unmet in {last}; with the plan {unmet}.",
            without=view.persons(without),
            unmet=view.persons(view.by_year[view.last].unmet),
            last=view.last,
        )


def _costs(view: View) -> Iterator[str]:
    w, first, last = view.words, view.by_year[view.first], view.by_year[view.last]
    yield w.say(
        "Net spending goes from {before} in {first} to {after} in {last}, in kroner of {price_year}.",
        before=view.million(first.spend),
        after=view.million(last.spend),
        first=view.first,
        last=view.last,
        price_year=view.instance.settings.price_year,
    )
    over = {year: total.overrun for year, total in view.by_year.items() if year in view.decided}
    if last.frame is not None and not any(amount >= 0.5 for amount in over.values()):
        yield w.say("The operating frame is kept in every year that is decided.")
    elif last.frame is not None:
        years = w.listed(tuple(str(year) for year, amount in over.items() if amount >= 0.5))
        yield w.say(
            "The operating frame is exceeded in {years}, by {most} at the most.",
            years=years,
            most=view.million(max(over.values())),
        )
    capital = view.sums(r.Money, lambda row: (row.post, row.year), lambda row: row.amount)
    yield w.say(
        "Capital cost of new projects is {capital} of the spending in {last}.",
        capital=view.million(capital.get((r.Post.CAPITAL_COST, view.last), 0.0)),
        last=view.last,
    )


def _unmet(view: View) -> Iterator[Block]:
    w = view.words
    unmet = unmet_by_group(view, view.last)
    inlast = {group: persons for group, persons in unmet.items() if persons}
    if not inlast:
        yield Paragraph(w.say("All need is met in {year}.", year=view.last))
        return
    most = sorted(inlast, key=lambda group: -inlast[group])
    named = tuple(f"{view.names.groups[group]}: {cell_text(view.persons(inlast[group]), w.language)}" for group in most)
    items = named[:MOST_GROUPS]
    if len(most) > MOST_GROUPS:
        rest = fsum(inlast[group] for group in most[MOST_GROUPS:])
        other = w.count("{number} other group", "{number} other groups", len(most) - MOST_GROUPS)
        items = (*items, f"{other}: {cell_text(view.persons(rest), w.language)}")
    yield Paragraph(w.say("Most of what is not met in {year}, in persons or what comes to as much:", year=view.last))
    yield Bullets(items)


def _sure(view: View) -> str:
    w, plan = view.words, view.plan
    checks = 0 if plan.verification is None else len(plan.verification.checks)
    widest = max((goal.gap for goal in plan.goals if goal.gap is not None), default=0.0)
    proof = (
        w.say(
            "No plan is better by more than {gap} in any goal, taken in order; that is proven.",
            gap=Number(100 * widest, 2, "%"),
        )
        if plan.status is Status.OPTIMAL
        else w.say("The search was stopped before the plan was proven best; the certificate shows how far it may be.")
    )
    checked = w.count(
        "{number} rule was checked again by plain arithmetic and holds.",
        "{number} rules were checked again by plain arithmetic, and all hold.",
        checks,
    )
    rests = w.say(
        "{share} of the need in {year} rests on estimates and assumptions, not on counts of the municipality's own.",
        share=Number(100 * estimated_share(view), 0, "%"),
        year=view.last,
    )
    return f"{proof} {checked} {rests}"
