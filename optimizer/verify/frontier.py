"""Checks a frontier, in memory or in a folder: every stored number is worked out again in fractions.

What is taken on trust is what only a search can know: that no plan lies under a floor (``floors.csv``), and that the plans
of a mix exist (``reached.csv``). That no plan at hand contradicts a floor is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.outcome.verification import Check, Verification
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.sealed.sealed import FRONTIER, INSTANCE, MANIFEST, PARTS, fault, read_sealed
from leonplan.optimizer.verify.exact import ZERO, exact
from leonplan.optimizer.verify.facts import Facts
from leonplan.optimizer.verify.frontier_curve import (
    Curve,
    alike,
    bracket_faults,
    jump_faults,
    point_faults,
    price_faults,
    what_is_open,
)
from leonplan.optimizer.verify.frontier_runs import Axis, Run, goal_faults, instance_faults, row_faults
from leonplan.optimizer.verify.frontier_sides import contradictions, sides_of
from leonplan.optimizer.verify.frontier_tables import Cells, Faults, read_tables
from leonplan.optimizer.verify.goals import UNITS

RULES = (
    "tables_are_whole",
    "manifest_tells_the_same",
    "findings_agree",
    "points_lie_within_their_bounds",
    "brackets_follow_from_findings",
    "jumps_follow_from_brackets",
    "prices_follow_from_points",
    "proof_is_complete",
    "runs_are_the_instance_at_their_limit",
    "points_follow_from_runs",
    "three_goals_follow_from_runs",
)
"""Every rule, in the order in which they are looked at."""

_GRIDS = {"frame-added": Fraction(1), "frame-year": Fraction(1), "frame-factor": Fraction(1, 10**6)}
_UNITS = {"frame-added": "kNOK/year", "frame-year": "kNOK/year", "frame-factor": "times the frame", "fte": "FTE/year"}
_GOAL_GRIDS = {"overrun": Fraction(1), "spend": Fraction(1), "travel": Fraction(1, 10)}
_FINE = Fraction(1, 1000)
_TOLD = 5
"""Sentences of a rule that are listed; the rest are counted."""


@dataclass(frozen=True)
class _Claim:
    """What a frontier says of itself, and what it rests on."""

    told: Mapping[str, Any]
    tables: Mapping[str, Sequence[Cells]]
    axis: Axis
    runs: Mapping[str, Run]
    faults: Faults

    def note(self, rule: str, sentences: Iterator[str]) -> None:
        """Keep what is wrong."""
        self.faults.setdefault(rule, []).extend(sentences)


def check_frontier(
    told: Mapping[str, Any], texts: Mapping[str, str], instance: Instance, runs: Mapping[str, Run]
) -> Verification:
    """Check a frontier: ``where`` of a rule that does not hold says what contradicts what.

    told: what its manifest says of it; texts: of its tables by name of file; instance: without any limit of its own; runs:
    of every point. Raises ValueError, KeyError or TypeError if what is said has no place for a number or a name.
    """
    faults: Faults = {}
    axis = Axis(str(told["axis"]), Facts(instance))
    claim = _Claim(told, read_tables(texts, faults), axis, runs, faults)
    if axis.is_money and not axis.base.frame:
        raise ValueError("the instance has no frames")
    if not claim.tables["points"]:
        raise ValueError("there are no points")
    _check_curve(claim)
    _check_runs(claim)
    _check_three(claim)
    return Verification(tuple(_check(rule, faults.get(rule, [])) for rule in RULES))


def check_frontier_folder(folder: Path) -> Verification:
    """The same for a stored frontier, from its files alone; its points' own rules are checked by ``verify_folder``.

    Raises InputError if it is none, VerificationError naming every file that was altered, is missing or was added.
    """
    sealed = read_sealed(folder, FRONTIER)
    instance = load_instance(folder / INSTANCE)
    start = f"{PARTS[FRONTIER]}/"
    names = sorted(x.split("/")[1] for x in sealed.manifest["files"] if x.startswith(start) and x.endswith(MANIFEST))
    try:
        runs = {}
        for part in (folder / PARTS[FRONTIER] / name for name in names):
            runs[part.name] = Run(load_instance(part / INSTANCE), read_sealed(part).results)
        return check_frontier(sealed.manifest["frontier"], sealed.results, instance, runs)
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise InputError([fault(folder, f"has a {MANIFEST} or tables that cannot be used ({error})")]) from error


def _check(rule: str, sentences: Sequence[str]) -> Check:
    more = f"; and {len(sentences) - _TOLD} more" if len(sentences) > _TOLD else ""
    return Check(rule, float(len(sentences)), "; ".join(sentences[:_TOLD]) + more, "numbers", 0.0)


def _check_curve(claim: _Claim) -> None:
    told, tables, axis = claim.told, claim.tables, claim.axis
    sides = sides_of(tables["reached"], tables["floors"], claim.faults)
    tolerance = exact(float(told["tolerance"]))
    curve = Curve(tables["points"], tables["brackets"], tables["jumps"], sides, tolerance, _grid(axis.name), axis.today)
    open_ = what_is_open(curve)
    claim.note("findings_agree", contradictions(sides, curve.grid))
    claim.note("points_lie_within_their_bounds", point_faults(curve))
    claim.note("brackets_follow_from_findings", bracket_faults(curve))
    claim.note("jumps_follow_from_brackets", jump_faults(curve, is_complete=tolerance == 0 and told["certified"]))
    claim.note("prices_follow_from_points", price_faults(curve, axis.cost))
    if told["certified"] is not (not open_):
        name = "complete" if tolerance == 0 else "certified"
        sentence = f"called {name}, but {open_}" if open_ else f"not called {name}, but it is"
        claim.note("proof_is_complete", iter((sentence,)))
    claim.note("manifest_tells_the_same", _manifest_faults(claim, curve))


def _grid(axis: str) -> Fraction:
    kind = axis.partition(":")[0]
    return _GRIDS.get(kind, _FINE if kind == "fte" else _GOAL_GRIDS.get(kind, _FINE))


def _manifest_faults(claim: _Claim, curve: Curve) -> Iterator[str]:
    """What the manifest says that follows from the instance and the tables."""
    told, axis, settings = claim.told, claim.axis, claim.axis.base.instance.settings
    texts = {
        "instance": settings.id,
        "name": settings.name,
        "price_year": settings.price_year,
        "last_year": max(settings.horizon.periods),
        "axis_unit": _UNITS.get(axis.name.partition(":")[0], UNITS.get(axis.name)),
        "is_money": axis.is_money,
        "goal_unit": UNITS.get(str(told["goal"])),
    }
    yield from (f"{name} is {told[name]!r}, not {value!r}" for name, value in texts.items() if told[name] != value)
    begins = curve.sides.begins
    numbers = {"begins": begins, "today": axis.today, "cost_per_limit": axis.cost, "jump": curve.jump}
    for name, value in numbers.items():
        stored = None if told[name] is None else exact(float(told[name]))
        if not alike(stored, value):
            yield f"{name} is {told[name]}, not {value if value is None else float(value)}"


def _check_runs(claim: _Claim) -> None:
    tables, axis, goal = claim.tables, claim.axis, str(claim.told["goal"])
    named = [row["point"] for row in (*tables["points"], *tables["three"])]
    lost = [f"{name}: has no run" for name in named if name not in claim.runs]
    lost += [f"{name}: a run that is in no table" for name in sorted(claim.runs.keys() - set(named))]
    lost += [f"{name}: twice" for name in sorted({name for name in named if named.count(name) > 1})]
    claim.note("points_follow_from_runs", iter(lost))
    steps = [row["step"] for row in tables["held"]]
    if steps != list(range(1, len(steps) + 1)):
        claim.note("points_follow_from_runs", iter(("the steps that are held are not numbered in order",)))
    before: Run | None = None
    for row in tables["points"]:
        name = row["point"]
        run = claim.runs.get(name)
        if run is None:
            continue
        claim.note("runs_are_the_instance_at_their_limit", instance_faults(axis, name, run, row["limit"], {}))
        claim.note("points_follow_from_runs", row_faults(name, row, run, goal))
        claim.note("points_follow_from_runs", goal_faults(name, row, run, goal, "lower_bound", tables["held"]))
        claim.note("points_follow_from_runs", _others(claim, row, run, before))
        before = run
    known = {row["point"] for row in tables["points"]}
    strange = {row["point"] for table in ("projects", "levels") for row in tables[table]} - known - set(claim.runs)
    claim.note("points_follow_from_runs", (f"{name}: is no point" for name in sorted(strange)))


def _others(claim: _Claim, row: Cells, run: Run, before: Run | None) -> Iterator[str]:
    """Projects, levels, cost, and whether projects switch."""
    name, axis = row["point"], claim.axis
    starts = [(x["year"], x["project"], x["starts"]) for x in claim.tables["projects"] if x["point"] == name]
    if sorted(starts) != sorted(run.starts):
        yield f"{name}: its projects are not those of its run"
    levels = {x["level"]: x for x in claim.tables["levels"] if x["point"] == name}
    again = run.levels()
    if levels.keys() != again.keys() or not all(
        alike(levels[l]["places"], places) and alike(levels[l]["persons"], persons)
        for l, (places, persons) in again.items()
    ):
        yield f"{name}: its places and persons by level are not those of its run"
    cost = None if axis.cost is None else axis.cost * (row["limit"] - (axis.today or ZERO))
    if not alike(row["cost"], cost):
        yield f"{name}: its cost does not follow from its limit"
    if row["switches"] != (before is not None and before.starts != run.starts):
        yield f"{name}: whether it switches projects is not what its run says"


def _check_three(claim: _Claim) -> None:
    rows, goal, third = claim.tables["three"], str(claim.told["goal"]), claim.told["third"]
    rule = "three_goals_follow_from_runs"
    for row in rows:
        name, run = row["point"], claim.runs.get(row["point"])
        if run is None:
            continue
        allowed = {goal: row["allowed"]}
        claim.note(
            "runs_are_the_instance_at_their_limit", instance_faults(claim.axis, name, run, row["limit"], allowed)
        )
        claim.note(rule, goal_faults(name, row, run, str(third), "third_bound", claim.tables["held"]))
        pairs = (("value", run.values.get(goal)), ("third", run.values.get(str(third))))
        claim.note(rule, (f"{name}: {x} is not what its run comes to" for x, y in pairs if not alike(row[x], y)))
    numbers = [(row["limit"], row["value"], row["third"]) for row in rows]
    for (i, one), (j, two) in combinations(enumerate(numbers), 2):
        for k, low, high in ((j, one, two), (i, two, one)):
            if all(a <= b for a, b in zip(low, high, strict=True)):
                claim.note(rule, iter((f"{rows[k]['point']}: another plan beats it in all three goals",)))
