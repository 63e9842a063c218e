"""A comparison: plans side by side, frozen, with everything that follows from them by arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leonplan.optimizer.compare.causes import Causes
from leonplan.optimizer.compare.measures import MEASURES, At, Key, Measures, measures, unit_of
from leonplan.optimizer.compare.rows import Difference, Measured
from leonplan.optimizer.compare.walk import Coalitions, Player, Walk, make_walk
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.names import Names, names_of
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.results.year import tidy


class ScenarioKind(StrEnum):
    """What a scenario is among those compared."""

    BASE = "base"
    """What all others are compared with."""
    DO_NOTHING = "do_nothing"
    """No projects and no programmes beyond what is decided."""
    WHAT_IF = "what_if"
    """One what-if."""
    TOGETHER = "together"
    """All what-ifs at once."""
    WALK = "walk"
    """Some of the changes, solved for the walk only; not shown."""


@dataclass(frozen=True)
class Entry:
    """A scenario and its plan, or why there is none."""

    id: str
    """Identifier, unique in the comparison."""
    kind: ScenarioKind
    """What it is."""
    title: str
    """Title for people."""
    reason: str
    """Why it is asked."""
    question: str
    """The question it answers."""
    vegvalg: str | None
    """The strategic choice (vegvalg) it belongs to."""
    plan: Plan | None
    """The plan."""
    error: str | None = None
    """Why there is none, in words."""
    exit_code: ExitCode = ExitCode.DONE
    """Exit code of that error."""
    causes: Causes | None = None
    """Why it differs from the base; none if that was not looked at, as for doing nothing."""


@dataclass(frozen=True)
class Comparison:
    """Plans side by side."""

    entries: tuple[Entry, ...]
    """Every scenario, the base first, those of the walk last."""
    measured: tuple[Measured, ...]
    """What each scenario shown comes to."""
    differences: tuple[Difference, ...]
    """Where it differs from the base."""
    players: tuple[Player, ...]
    """The changes of the walk by id; none if no walk was asked for."""
    coalitions: Coalitions
    """The scenario in which some of the changes are made together, by their ids."""
    walk: Walk | None
    """Why the plan moved from the base to all changes together; none if no walk was asked for."""
    notes: tuple[str, ...] = ()
    """Anything a reader should know."""

    @property
    def base(self) -> Plan:
        """The plan of the base."""
        plan = self.entries[0].plan
        assert plan is not None  # checked when the comparison was made
        return plan

    @property
    def names(self) -> Names:
        """Names by identifier, the base's before others; a part that a what-if has added has the name it has there."""
        return names_of(*(entry.plan.instance for entry in self.entries if entry.plan is not None))

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The scenarios that were asked for, the base among them."""
        return tuple(entry for entry in self.entries if entry.kind is not ScenarioKind.WALK)


def make_comparison(
    entries: Sequence[Entry],
    *,
    players: Sequence[Player] = (),
    coalitions: Coalitions | None = None,
    notes: Sequence[str] = (),
) -> Comparison:
    """The comparison of some scenarios; pure.

    entries: the base first, which must have a plan. players, coalitions: the changes of the walk, and for every set of
    them the id of the scenario in which they are made together.
    """
    if not entries or entries[0].kind is not ScenarioKind.BASE or entries[0].plan is None:
        raise ValueError("a comparison begins with the plan of its base")
    shown = [entry for entry in entries if entry.kind is not ScenarioKind.WALK]
    found = {entry.id: measures(entry.plan) for entry in shown if entry.plan is not None}
    base, gaps = found[entries[0].id], _gaps(entries)
    causes = {entry.id: entry.causes for entry in shown}
    made = {} if coalitions is None else dict(coalitions)
    return Comparison(
        entries=tuple(entries),
        measured=tuple(row for id, told in found.items() for row in _measured(id, told)),
        differences=tuple(
            row for id, told in found.items() for row in _differences(id, base, told, causes[id], gaps[id])
        ),
        players=tuple(players),
        coalitions=made,
        walk=make_walk(players, made, {entry.id: (entry.plan, entry.error) for entry in entries}) if players else None,
        notes=tuple(notes),
    )


def _measured(scenario: str, told: Measures) -> Iterable[Measured]:
    for measure, at in sorted(told, key=_place):
        yield Measured(scenario, measure, *at, value=told[measure, at], unit=unit_of(measure, at))


def _gaps(entries: Sequence[Entry]) -> dict[str, float]:
    """The gap by scenario with a plan: its own, or the base's where that is wider [share]."""
    plans = {entry.id: entry.plan for entry in entries if entry.plan is not None}
    least = next(iter(plans.values())).settings.gap
    return {id: max(least, plan.settings.gap) for id, plan in plans.items()}


def _differences(
    scenario: str, base: Measures, told: Measures, causes: Causes | None, gap: float
) -> Iterable[Difference]:
    scales = _scales(base)
    for measure, at in sorted(base.keys() | told.keys(), key=_place):
        before, after = base.get((measure, at), 0.0), told.get((measure, at), 0.0)
        difference = tidy(after - before)
        if difference:
            share = tidy(difference / abs(before)) if before else None
            yield Difference(
                scenario,
                measure,
                *at,
                base=before,
                value=after,
                difference=difference,
                share=share,
                unit=unit_of(measure, at),
                cause=_cause(causes, at.project, difference, gap * scales[_whole(measure, at)]),
            )


def _whole(measure: str, at: At) -> tuple[str, str, str, bool]:
    """What a number is part of: its measure, post or goal, in a year or over all years."""
    return measure, at.post, at.goal, at.year is None


def _scales(base: Measures) -> Mapping[tuple[str, str, str, bool], float]:
    """What the base comes to in all of a measure, post or goal, in the year in which that is most; 0 where it has none."""
    sums: defaultdict[tuple[tuple[str, str, str, bool], int | None], float] = defaultdict(float)
    for (measure, at), value in base.items():
        sums[_whole(measure, at), at.year] += abs(value)
    scales: defaultdict[tuple[str, str, str, bool], float] = defaultdict(float)
    for (whole, _), amount in sums.items():
        scales[whole] = max(scales[whole], amount)
    return scales


def _cause(causes: Causes | None, project: str, difference: float, certain: float) -> str:
    """The cause of a difference, empty if it was not looked at. certain: by what it may be an accident."""
    if causes is None:
        return ""
    return (causes.projects[project] if project else causes.of_amount(difference, certain)).value


_MEASURES: Mapping[str, int] = {measure: place for place, measure in enumerate(MEASURES)}
_POSTS: Mapping[str, int] = {"": -1, **{post.value: place for place, post in enumerate(Post)}}


def _place(key: Key) -> tuple[object, ...]:
    """Where a row stands in its table: measures in reading order, all years after the years, posts as in the accounts."""
    measure, at = key
    year = (at.year is None, at.year or 0)
    return (_MEASURES[measure], *year, *at._replace(year=0, post=""), _POSTS[at.post])
