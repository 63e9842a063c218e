"""Comparisons and what-if files that several tests look at."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from tiny_plan import tiny, tiny_plan, with_row

from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind, make_comparison
from leonplan.optimizer.compare.walk import Player
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance

HOSTILE = "=cmd|' /C calc'!A0 +1 @SUM(A1) [/bold] <script> \u202e\x1b[31m"
"""A title that a spreadsheet, a terminal or a browser might take for something else than text."""

FILES = {
    "late": ("Bokollektivet i Sør utsettes", "[{change: delay_project, project: group_living_south, years: 4}]"),
    "money": ("To millioner mer i rammen", "[{change: frame, add: 2000}]"),
    "need": (
        "Ti prosent mindre hjelp hjemme",
        "[{change: scale_need, factor: 0.9, groups: [home_help]}, {change: frame, add: -500}]",
    ),
    "forbid": ("Ikke noe nytt bokollektiv", "[{change: forbid_project, project: group_living_south}]"),
    "force": ("Bokollektivet bygges", "[{change: force_project, project: group_living_south}]"),
    "hard": (
        "Alt dekkes uten å gå over rammen",
        "[{change: limit_goal, goal: unmet, at_most: 0}, {change: limit_goal, goal: overrun, at_most: 0},"
        " {change: limit_goal, goal: shortfall, at_most: 0}]",
    ),
    "hand": ("Bygg i 2028", "[{change: start, project: group_living_south, year: 2028}]"),
    "wrong": ("Feil", "[{change: frame, ad: 2000}]"),
}
"""Title and changes of what-ifs over ``tiny``, by name."""


def write(folder: Path, *names: str) -> list[Path]:
    """Write what-if files."""
    paths = []
    for name in names:
        title, changes = FILES[name]
        path = folder / f"{name}.yaml"
        text = f"format: 1\ntitle: {title}\nreason: Prøve.\nquestion: Hva skjer?\nvegvalg: Valg 1\nchanges: {changes}\n"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


@cache
def later() -> Plan:
    """``tiny`` where the new unit cannot be started before 2030, too late to be of use."""
    return plan_instance(with_row(tiny(), "projects", 0, earliest=2030, latest=2030))


def entry(
    id: str, plan: Plan | None, kind: ScenarioKind = ScenarioKind.WHAT_IF, title: str = "", error: str | None = None
) -> Entry:
    """A scenario."""
    code = ExitCode.DONE if plan is not None else ExitCode.COLLISION
    return Entry(id, kind, title or id, "why", "what then?", "Valg 1", plan, error, code)


@cache
def comparison() -> Comparison:
    """``tiny``, the same with the unit late, and one that collides; walked over one change."""
    entries = [
        entry("base", tiny_plan(), ScenarioKind.BASE),
        entry("late", later(), title=HOSTILE),
        entry("hard", None, error="demands collide:\n- limit: unmet at most 0"),
    ]
    one = frozenset({"late"})
    return make_comparison(
        entries,
        players=[Player("late", HOSTILE)],
        coalitions={frozenset(): "base", one: "late"},
        notes=["a note"],
    )


def without_seconds(compared: Comparison) -> Comparison:
    """A comparison without the seconds that its plans took."""
    entries = (
        one if one.plan is None else replace(one, plan=replace(one.plan, seconds={})) for one in compared.entries
    )
    return replace(compared, entries=tuple(entries))
