"""A frontier's rows against the sealed runs of its points: each run is the frontier's instance at a limit, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total
from leonplan.optimizer.verify.facts import Facts
from leonplan.optimizer.verify.frontier_curve import alike
from leonplan.optimizer.verify.frontier_sides import rounding
from leonplan.optimizer.verify.frontier_tables import Cells
from leonplan.optimizer.verify.goals import goal_values
from leonplan.optimizer.verify.ledger import Ledger
from leonplan.optimizer.verify.staff import number
from leonplan.optimizer.verify.tables import StoredGoal, TableReader

_DIGITS = Fraction(1, 10**6)
"""To which frames are written down [kNOK], and other limits as a share."""


@dataclass(frozen=True)
class Axis:
    """What the limits of a frontier limit, and of which instance."""

    name: str
    base: Facts

    @property
    def is_money(self) -> bool:
        """Whether the limit is an operating frame."""
        return self.name in ("frame-added", "frame-factor") or self.year is not None

    @property
    def year(self) -> int | None:
        """The one period whose frame is changed."""
        kind, _, year = self.name.partition(":")
        return int(year) if kind == "frame-year" and year.isdecimal() else None

    def frame(self, year: int, x: Fraction) -> Fraction:
        """The operating frame of a decided year at a limit [kNOK/year]."""
        operating = (self.base.frame or {})[year]
        if self.name == "frame-factor":
            return operating * x
        return operating + x if self.name == "frame-added" or self.year == year else operating

    @cached_property
    def cost(self) -> Fraction | None:
        """What one unit of the limit costs over all decided years; none where no frame is limited [kNOK]."""
        if not self.is_money:
            return None
        return total(length * (self.frame(t, ONE) - self.frame(t, ZERO)) for t, length in self.base.length.items())

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        """Each category's share of recruitment; of those employed where nobody can be recruited."""
        staff = self.base.staff
        for weight in (
            {k: exact(row.recruitment_limit) for k, row in staff.items()},
            {k: exact(row.employed) for k, row in staff.items()},
        ):
            if whole := total(weight.values()):
                return {k: x / whole for k, x in weight.items()}
        return {}

    @cached_property
    def today(self) -> Fraction | None:
        """Where the instance itself stands; none if it sets no limit."""
        if self.is_money:
            return ONE if self.name == "frame-factor" else ZERO
        if self.name == "fte":
            return total(exact(row.recruitment_limit) for row in self.base.staff.values())
        limits = [exact(row.at_most) for row in self.base.instance.settings.limits if row.goal.value == self.name]
        return min(limits, default=None)


class Run:
    """The sealed run of a point, in exact numbers."""

    def __init__(self, instance: Instance, texts: Mapping[str, str]) -> None:
        """texts: of its tables, by name of file."""
        facts, ledger = Facts(instance), Ledger()
        reader = TableReader(instance, texts, facts.years, ledger)
        self.facts = facts
        self.goals: tuple[StoredGoal, ...] = reader.goals()
        self._case = Case(facts, {}, {}, reader.read(), self.goals, ledger)

    @cached_property
    def values(self) -> dict[str, Fraction]:
        """What the plan comes to in every goal."""
        return goal_values(self._case)

    @cached_property
    def starts(self) -> set[tuple[int, str, Fraction]]:
        """(Year, project, times) of every project started."""
        return {(t, p, row["starts"]) for t in self.facts.decided for p, row in self._case.rows("projects", t).items()}

    def row(self) -> dict[str, Fraction | None]:
        """The numbers of a point that its plan alone decides."""
        case, facts = self._case, self.facts
        last, years = facts.decided[-1], total(map(Fraction, facts.length.values()))
        unmet = {t: total(row["persons"] for row in case.rows("unmet", t).values()) for t in facts.decided}
        staff = {
            t: total(number(case, t, k, "employed") + number(case, t, k, "agency") for k in facts.staff)
            for t in facts.decided
        }
        above = [x for key, x in case.at_level[last].items() if facts.steps_above.get(key, 0)]
        frames = None if facts.frame is None else total(n * facts.frame[t] for t, n in facts.length.items()) / years
        return {
            "frame": frames,
            "unmet": self.values["unmet"],
            "unmet_person_years": total(facts.length[t] * persons for t, persons in unmet.items()),
            "unmet_persons": unmet[last],
            "above_persons": total(above),
            "above_level": self.values["above_level"],
            "starts": total(n for _, _, n in self.starts),
            "places": total(row["operated"] for row in case.rows("places", last).values()),
            "fte": staff[last],
            "fte_years": total(facts.length[t] * fte for t, fte in staff.items()),
            "spend": self.values["spend"],
        }

    def levels(self) -> dict[str, tuple[Fraction | None, Fraction]]:
        """(Places in use, persons) of the last year by level; no places at home."""
        last = self.facts.decided[-1]
        places, persons = dict.fromkeys(self.facts.levels, ZERO), dict.fromkeys(self.facts.levels, ZERO)
        for (_, l), row in self._case.rows("places", last).items():
            places[l] += row["operated"]
        for (_, l), x in self._case.at_level[last].items():
            persons[l] += x
        return {l: (None if row.at_home else places[l], persons[l]) for l, row in self.facts.levels.items()}


def instance_faults(axis: Axis, name: str, run: Run, x: Fraction, allowed: Mapping[str, Fraction]) -> Iterator[str]:
    """Where the instance of a point's run is not the frontier's at the point's limit.

    allowed: goals with the limit that the point adds besides.
    """
    base, here = axis.base, run.facts
    if _plain(base.instance, axis) != _plain(here.instance, axis):
        yield f"{name}: its run is of another instance than the frontier"
        return
    if here.instance.settings.mode is not Mode.FRAME:
        yield f"{name}: its run is not in frame mode"
    if axis.is_money and not _has_frames(axis, here, x):
        yield f"{name}: the frames of its run are not those of limit {float(x):.10g}"
    if axis.name == "fte" and not all(
        alike(exact(row.recruitment_limit), axis.shares.get(k, ZERO) * x) for k, row in here.staff.items()
    ):
        yield f"{name}: the recruitment of its run is not that of limit {float(x):.10g}"
    extra = dict(allowed)
    if not axis.is_money and axis.name != "fte":
        extra[axis.name] = x
    wanted = [(row.goal.value, exact(row.at_most)) for row in base.instance.settings.limits]
    wanted = [(goal, most) for goal, most in wanted if goal not in extra] + list(extra.items())
    if sorted(wanted) != sorted((row.goal.value, exact(row.at_most)) for row in here.instance.settings.limits):
        yield f"{name}: the limits on goals of its run are not those of limit {float(x):.10g}"


def _has_frames(axis: Axis, here: Facts, x: Fraction) -> bool:
    base = axis.base
    if here.frame is None or base.frame is None or here.investment_frame != base.investment_frame:
        return False
    if any(
        abs((here.transition or {}).get(t, ZERO) - (base.transition or {}).get(t, ZERO)) > _DIGITS for t in base.years
    ):
        return False
    given = all(abs(here.frame[t] - base.frame[t]) <= _DIGITS for t in base.given)
    return given and all(abs(here.frame[t] - axis.frame(t, x)) <= 2 * _DIGITS for t in base.decided)


def _plain(instance: Instance, axis: Axis) -> dict[str, Any]:
    """An instance without what differs from point to point."""
    told = instance.model_dump(mode="json")
    settings = told["settings"]
    for name in ("mode", "limits"):
        settings.pop(name, None)
    settings["goals"].pop("frame", None)
    if axis.is_money:
        told.pop("frames", None)
    if axis.name == "fte":
        for row in settings["staff"]:
            row.pop("recruitment_limit", None)
    return told


def row_faults(name: str, told: Cells, run: Run, goal: str) -> Iterator[str]:
    """Where the row of a point is not what its run comes to."""
    again = {**run.row(), "value": run.values.get(goal)}
    for column, value in again.items():
        if not alike(told[column], value):
            yield f"{name}: {column} is {_shown(told[column])}, its run comes to {_shown(value)}"


def goal_faults(name: str, told: Cells, run: Run, goal: str, bound: str, held: Sequence[Cells]) -> Iterator[str]:
    """Where the goals that a run was solved for, with what is proven of them, are not those of the frontier.

    bound: the column of the row in which the proven least of the goal stands.
    """
    if [row.goal for row in run.goals] != [*(row["goal"] for row in held), goal]:
        yield f"{name}: the goals of its run are not {', '.join([*(row['goal'] for row in held), goal])}"
        return
    for row, kept in zip(run.goals, held, strict=False):
        if row.held_at != kept["at_most"] or row.value > kept["at_most"] + rounding(row.value):
            yield f"{name}: {row.goal} is not held at {_shown(kept['at_most'])}"
        if kept["bound"] > row.value + rounding(row.value) or not alike(row.bound, min(kept["bound"], row.value)):
            yield f"{name}: the bound of {row.goal} is not {_shown(kept['bound'])}"
    if not alike(run.goals[-1].bound, told[bound]):
        yield f"{name}: {bound} is {_shown(told[bound])}, its run has {_shown(run.goals[-1].bound)}"


def _shown(value: Fraction | None) -> str:
    return "nothing" if value is None else f"{float(value):.10g}"
