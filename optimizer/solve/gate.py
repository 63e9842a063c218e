"""The gate: what HiGHS answers is believed only if arithmetic bears it out, and what that cannot show, if it is said twice.

HiGHS 1.16.0 returns an offered start as "optimal" with another objective, and calls solvable problems infeasible; 1.15.1
calls a start optimal without having looked beyond it. So a doubted answer is asked for again: without the start, then
without presolve, then with another seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leonplan.optimizer.solve.matrix import Floats
from leonplan.optimizer.solve.standing import TOLERANCE, Standing


@dataclass(frozen=True, slots=True)
class Attempt:
    """A way to ask."""

    said: str
    """What is different, for the log."""
    with_start: bool = False
    """Whether a plan is offered."""
    presolve: bool = True
    """Whether HiGHS simplifies the problem first."""
    other_seed: int = 0
    """Added to the seed."""


def attempts(*, was_offered: bool) -> Iterator[Attempt]:
    """Ways to ask, one after the other."""
    yield Attempt("with the start" if was_offered else "plainly", with_start=was_offered)
    yield Attempt("without a start")
    yield Attempt("without presolve", presolve=False)
    yield Attempt("with another seed", other_seed=1)
    yield Attempt("with another seed and without presolve", presolve=False, other_seed=2)


SECOND_OPINION = Attempt("with another seed and without presolve", presolve=False, other_seed=1)
"""How it is asked again whether there is no plan at all."""


UNSEEN = "it called the plan offered optimal without looking"
"""The one doubt that proves unfounded as a rule: presolve alone solves many a small problem."""


@dataclass(frozen=True, slots=True)
class SolverAnswer:
    """What HiGHS says, not judged yet."""

    claim: str
    """optimal, enough (a plan that reaches the target), infeasible, stopped, lost (HiGHS gives up)."""
    told: str
    """The status in HiGHS's words."""
    values: Floats | None
    """Value of every column; none if there is no plan."""
    value: float
    """Value of the objective."""
    bound: float
    """No plan has less; minus infinity if nothing is known."""
    nodes: int
    """Nodes of the search; -1 of a linear problem."""
    seconds: float
    """Time that it took."""
    has_looked: bool
    """Whether there was any node or iteration."""
    is_feasible: bool
    """Whether HiGHS itself holds its columns for a plan, by its absolute tolerance."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges answers about one problem as it stands."""

    standing: Standing
    known: Floats | None
    """A plan of the problem, by arithmetic; none if none is at hand."""
    gap: float
    """Relative gap that HiGHS was asked to close [share]."""
    distance: float
    """Distance of value and bound that HiGHS was asked to close [the objective's unit]."""

    @classmethod
    def before(cls, standing: Standing, start: Floats | None, gap: float, distance: float) -> Gate:
        """A gate for answers on the way; a start that is no plan of the problem is no witness."""
        is_plan = start is not None and standing.excess(start) <= TOLERANCE
        return cls(standing, start if is_plan else None, gap, distance)

    def doubt(self, answer: SolverAnswer, attempt: Attempt) -> str:
        """Why an answer cannot be believed; empty if it can."""
        if answer.claim == "lost":
            return f"it gave up ({answer.told})"
        if answer.claim == "infeasible":
            return self._doubt_of_no_plan(answer)
        if answer.values is None:
            return "" if answer.claim == "stopped" else f"it is {answer.told} without a plan"
        excess = self.standing.excess(answer.values)
        if excess > TOLERANCE:
            return f"its plan breaks a row by {excess:.1g} of its size" if self._is_claimed(answer) else ""
        if attempt.with_start and not answer.has_looked and answer.claim == "optimal":
            return UNSEEN
        return self._doubt_of_sums(answer) or self._doubt_beside_known(answer)

    def agree(self, one: SolverAnswer, other: SolverAnswer) -> bool:
        """Whether two answers come to the same, within the gap."""
        if one.values is None or other.values is None:
            return False
        values = self.standing.value(one.values), self.standing.value(other.values)
        return abs(values[0] - values[1]) <= self._room(*values) + self.standing.rounding(other.values)

    def plan_of(self, answer: SolverAnswer) -> Floats | None:
        """The plan of an answer, or the one at hand where that is better; none if neither is a plan."""
        given = answer.values
        if given is None or self.standing.excess(given) > TOLERANCE:
            return self.known
        room = self.standing.rounding(given)
        is_worse = self.known is not None and self.standing.value(self.known) < self.standing.value(given) - room
        return self.known if is_worse else given

    def _is_claimed(self, answer: SolverAnswer) -> bool:
        """Whether HiGHS holds the columns for a plan; where it was stopped before it had one they are anything."""
        return answer.claim != "stopped" or answer.is_feasible

    def _doubt_of_no_plan(self, answer: SolverAnswer) -> str:
        if self.known is not None:
            return "it called a problem infeasible of which a plan is at hand"
        return "" if answer.told == "Infeasible" else f"it is {answer.told}"

    def _doubt_of_sums(self, answer: SolverAnswer) -> str:
        assert answer.values is not None
        value, room = self.standing.value(answer.values), self.standing.rounding(answer.values)
        if abs(value - answer.value) > room:
            return f"it reported {answer.value:.9g} where its plan comes to {value:.9g}"
        if answer.bound > value + room:
            return f"it has a plan with {value:.9g} and a bound of {answer.bound:.9g}"
        if answer.claim == "optimal" and value - answer.bound > room + self._room(value, answer.bound):
            return f"it called a plan with {value:.9g} optimal at a bound of {answer.bound:.9g}"
        return ""

    def _doubt_beside_known(self, answer: SolverAnswer) -> str:
        if self.known is None or answer.values is None:
            return ""
        known, room = self.standing.value(self.known), self.standing.rounding(self.known)
        if answer.bound > known + room:
            return f"it told a bound of {answer.bound:.9g} where a plan at hand has {known:.9g}"
        value = self.standing.value(answer.values)
        if answer.claim == "optimal" and value - known > room + self._room(value, known):
            return f"it called a plan with {value:.9g} optimal where a plan at hand has {known:.9g}"
        return ""

    def _room(self, one: float, other: float) -> float:
        """What may lie between two values that are the same within the gap."""
        return self.distance + self.gap * max(abs(one), abs(other))
