"""The alternatives and their differences: what each gives and costs against the plan, who gains and who loses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.report.content.key_figures import decimals_of, difference_of, title_of, unit_of, value_of
from leonplan.optimizer.report.content.rounded import unmet_by_group
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Block, Bullets, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import Words, mark
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.key_figures import KEY_FIGURES, KeyFigure
from leonplan.optimizer.results.view import StartedProject

SIDE_BY_SIDE = 5
"""Alternatives side by side in a table."""


@dataclass(frozen=True)
class Alternative:
    """A scenario as the chapters look at it."""

    entry: Entry
    view: View

    @property
    def name(self) -> str:
        """Its title; those that are no what-if are named in the report's language."""
        return name_of(self.view.words, self.entry)


def name_of(words: Words, entry: Entry) -> str:
    """The title of a scenario; those that are no what-if are named in the report's language."""
    named = {
        ScenarioKind.BASE: words.say("The plan"),
        ScenarioKind.DO_NOTHING: words.say("Doing nothing"),
        ScenarioKind.TOGETHER: words.say("All alternatives together"),
    }
    return named.get(entry.kind) or words.told(entry.title)


def alternatives_of(view: View, comparison: Comparison) -> tuple[Alternative, ...]:
    """Every scenario shown that has a plan, the base first."""
    return tuple(
        Alternative(entry, View(entry.plan, view.manifest, view.words))
        for entry in comparison.shown
        if entry.plan is not None
    )


def alternatives_chapter(view: View, comparison: Comparison) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    found = alternatives_of(view, comparison)
    yield Heading(1, w.say("Alternatives and their differences"), "alternatives")
    yield Paragraph(
        w.say("Each alternative is a plan of its own, solved and checked like the plan itself, and compared with it.")
    )
    yield _asked(view, found)
    yield from _without_plan(view, comparison)
    yield from _figures(view, found)
    yield from _differences(view, found)
    yield Heading(2, w.say("Projects in each alternative"), "alternatives-projects")
    yield _projects(view, found)
    yield Heading(2, w.say("Who gains and who loses"), "alternatives-gains")
    yield from _gains(view, found)
    if comparison.notes:
        yield Heading(2, w.say("To be noted"), "alternatives-notes")
        yield Bullets(tuple(w.told(note) for note in comparison.notes))


def _asked(view: View, found: tuple[Alternative, ...]) -> Table:
    w = view.words
    has_choice = any(one.entry.vegvalg for one in found)
    rows: list[tuple[Cell, ...]] = [
        (one.name, *((one.entry.vegvalg or "",) if has_choice else ()), w.told(one.entry.question), one.entry.reason)
        for one in found
        if one.entry.kind is ScenarioKind.WHAT_IF
    ]
    columns = [*([Column(w.say("Strategic choice"))] if has_choice else []), Column(w.say("Question"))]
    return plain(
        id="alternatives-asked",
        caption=w.say("What is asked"),
        stub=w.say("Alternative"),
        columns=[*columns, Column(w.say("Why"))],
        rows=rows,
    )


def _without_plan(view: View, comparison: Comparison) -> Iterator[Block]:
    lost = [entry for entry in comparison.shown if entry.plan is None]
    if lost:
        yield Paragraph(view.words.say("These have no plan:"))
        yield Bullets(
            tuple(
                f"{name_of(view.words, entry)}: {view.words.say(_WHY.get(entry.exit_code, _UNKNOWN))}" for entry in lost
            )
        )


_WHY: Mapping[ExitCode, str] = {
    ExitCode.COLLISION: mark("no plan meets every hard demand."),
    ExitCode.STOPPED_WITHOUT_PLAN: mark("the search was stopped before there was a plan."),
    ExitCode.INTERRUPTED: mark("the search was interrupted before there was a plan."),
    ExitCode.NOT_VERIFIED: mark("the solver contradicted itself."),
    ExitCode.INPUT: mark("its changes cannot be made together."),
}
"""Why a scenario has no plan."""

_UNKNOWN = mark("there is no plan.")


def _figures(view: View, found: tuple[Alternative, ...]) -> Iterator[Table]:
    """What each plan comes to, a line for each key figure."""
    w = view.words
    for first in range(1, max(2, len(found)), SIDE_BY_SIDE):
        plans = (found[0], *found[first : first + SIDE_BY_SIDE])
        yield _key_figures(
            view,
            f"alternatives-figures-{first}",
            w.say("What each plan comes to"),
            plans,
            lambda one, figure: value_of(one.view, figure),
        )


def _differences(view: View, found: tuple[Alternative, ...]) -> Iterator[Table]:
    """Differences of the numbers as shown."""
    caption = view.words.say("How each differs from the plan (above zero: more than in the plan)")
    base = found[0].view
    for first in range(1, len(found), SIDE_BY_SIDE):
        yield _key_figures(
            view,
            f"alternatives-differences-{first}",
            caption,
            found[first : first + SIDE_BY_SIDE],
            lambda one, figure: difference_of(one.view, base, figure),
        )


def _key_figures(
    view: View,
    id: str,
    caption: str,
    plans: tuple[Alternative, ...],
    amount: Callable[[Alternative, KeyFigure], float],
) -> Table:
    """A line for each key figure, a column for each plan."""
    rows: list[tuple[Cell, ...]] = [
        (
            title_of(view, figure),
            unit_of(view, figure),
            *(Number(amount(one, figure), decimals_of(figure)) for one in plans),
        )
        for figure in KEY_FIGURES
    ]
    w = view.words
    columns = [Column(w.say("Unit")), *(Column(one.name, numeric=True) for one in plans)]
    return plain(id=id, caption=caption, stub=w.say("Key figure"), columns=columns, rows=rows)


def _projects(view: View, found: tuple[Alternative, ...]) -> Table:
    """Which projects each alternative leaves out, adds, or starts in other years than the plan."""
    w = view.words
    base = {one.project.id: one for one in found[0].view.projects}
    rows: list[tuple[Cell, ...]] = []
    for alternative in found[1:]:
        here = {one.project.id: one for one in alternative.view.projects}
        left = tuple(one.project.name for id, one in base.items() if id not in here)
        added = tuple(_started(view, one) for id, one in here.items() if id not in base)
        moved = tuple(
            w.say("{project} (in the plan {years})", project=_started(view, one), years=_years(view, base[id]))
            for id, one in here.items()
            if id in base and one.years != base[id].years
        )
        rows.append((alternative.name, *("; ".join(some) or w.say("none") for some in (left, added, moved))))
    return plain(
        id="alternatives-starts",
        caption=w.say("How the projects of each alternative differ from those of the plan"),
        stub=w.say("Alternative"),
        columns=[
            Column(w.say("Not started")),
            Column(w.say("Started in addition")),
            Column(w.say("Started in other years")),
        ],
        rows=rows,
    )


def _years(view: View, one: StartedProject) -> str:
    return view.words.each(one.years)


def _started(view: View, one: StartedProject) -> str:
    return f"{one.project.name} {_years(view, one)}"


def _gains(view: View, found: tuple[Alternative, ...]) -> Iterator[Block]:
    """Several tables where there are more alternatives than fit side by side."""
    w, base = view.words, found[0].view
    groups = w.say(
        "More (above zero) or less unmet need than in the plan in {year}, by group (persons)", year=view.last
    )
    districts = w.say(
        "More (above zero) or fewer without any service than in the plan in {year}, by district (persons)",
        year=view.last,
    )
    for first in range(1, len(found), SIDE_BY_SIDE):
        others = found[first : first + SIDE_BY_SIDE]
        unmet = _compared(lambda one: unmet_by_group(one, one.last), base, others, view.names.groups)
        yield _who(f"alternatives-groups-{first}", groups, w.say("Group"), others, unmet)
        unserved = _compared(_unserved, base, others, view.names.districts)
        yield _who(f"alternatives-districts-{first}", districts, w.say("District"), others, unserved)


def _compared(
    amounts: Callable[[View], Mapping[str, float]],
    base: View,
    others: tuple[Alternative, ...],
    names: Mapping[str, str],
) -> list[tuple[Cell, ...]]:
    """By key, how much more each alternative has than the base, of the numbers as shown."""
    before, after = amounts(base), [amounts(one.view) for one in others]
    return [
        (name, *(_difference(some.get(key, 0.0), before.get(key, 0.0)) for some in after))
        for key, name in names.items()
    ]


def _who(id: str, caption: str, stub: str, others: tuple[Alternative, ...], rows: list[tuple[Cell, ...]]) -> Table:
    return plain(
        id=id, caption=caption, stub=stub, columns=[Column(one.name, numeric=True) for one in others], rows=rows
    )


def _difference(after: float, before: float) -> Number:
    return Number(round(round(after, PERSONS) - round(before, PERSONS), PERSONS), PERSONS)


def _unserved(one: View) -> Mapping[str, float]:
    return one.sums(r.Unserved, lambda row: row.district, lambda row: row.persons, lambda row: row.year == one.last)


def plan_of(comparison: Comparison, kind: ScenarioKind) -> Plan | None:
    """The plan of the first scenario of a kind, if there is one."""
    return next((entry.plan for entry in comparison.shown if entry.kind is kind), None)
