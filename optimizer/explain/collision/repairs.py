"""The cheapest repair of each kind: the least loosening of one thing with which there is a plan, and one step less has none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from leonplan.optimizer.explain.collision.feasibility import Feasibility
from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.schema.instance import Instance


@dataclass(frozen=True, slots=True)
class Repair:
    """What one way of loosening can do."""

    kind: str
    """What is loosened."""
    of: str
    """Identifier of what is loosened."""
    words: str
    """The repair, or what was tried in vain, as a part of a sentence."""
    amount: float | None
    """The least amount known to be enough, checked by solving again; none if none was found [unit]."""
    too_little: float | None
    """The greatest amount proven not to be enough; none if nothing is known [unit]."""
    step: float
    """Size of a step [unit]."""
    unit: str
    """Unit of the amounts."""
    is_least: bool
    """Whether one step less is proven not to be enough."""
    too_little_words: str = ""
    """The greatest loosening proven not to be enough, in words; empty if there is none."""

    @property
    def works(self) -> bool:
        """Whether it mends the collision."""
        return self.amount is not None


def least_repair(instance: Instance, way: Loosening, feasibility: Feasibility) -> Repair:
    """The least loosening of one thing with which an instance has a plan; the instance itself must have none."""
    search = _Search(instance, way, feasibility)
    enough, too_little = search.raised_limit() if way.goal is not None else search.bracket()
    tried = way.most if enough is None else enough
    return Repair(
        kind=way.kind,
        of=way.of,
        words=way.words(way.amount(tried)),
        amount=None if enough is None else way.amount(enough),
        too_little=None if too_little is None else way.amount(too_little),
        step=way.step,
        unit=way.unit,
        is_least=enough is not None and too_little == enough - 1,
        too_little_words=way.words(way.amount(too_little)) if too_little else "",
    )


@dataclass
class _Search:
    """The least number of steps."""

    instance: Instance
    way: Loosening
    feasibility: Feasibility

    def bracket(self) -> tuple[int | None, int | None]:
        """(fewest steps known to be enough, most steps proven to be too few), next to each other unless time ran out.

        First all that make sense, then 1, 2, 4 ... until it is enough, then halving between.
        """
        most = self.is_enough(self.way.most)
        if most is not True:
            return None, self.way.most if most is False else 0
        too_few, enough = self._doubled(1, 0, self.way.most)
        return self._halved(enough, too_few)

    def raised_limit(self) -> tuple[int | None, int | None]:
        """The same for a limit: the least that its goal can be says at once where to look."""
        assert self.way.goal is not None
        found = self.feasibility.least(self.instance, self.way.goal)
        if not found.has_plan:
            return None, self.way.most if found.has_plan is False else 0
        enough = self._first_enough(max(1, self._steps(found.least, math.ceil)), self.is_enough)
        too_few = min(max(0, self._steps(found.bound, math.floor)), enough - 1)
        while too_few and self.is_enough(too_few) is True:
            too_few = max(0, min(too_few - 1, 2 * too_few - enough))
        return self._halved(enough, too_few)

    def is_enough(self, steps: int) -> bool | None:
        """Whether so many steps give a plan."""
        return self.feasibility(self.way.apply(self.instance, steps))

    def _steps(self, value: float, rounded: Callable[[float], int]) -> int:
        """Steps from the limit as it is to a value of its goal."""
        now = next(x.at_most for x in self.instance.settings.limits if x.goal.value == self.way.goal)
        return rounded((value - now) / self.way.step) if math.isfinite(value) else 0

    def _first_enough(self, steps: int, is_enough: Callable[[int], bool | None]) -> int:
        """The first of a number of steps and the following that is known to be enough; rounding may cost one."""
        while is_enough(steps) is False:
            steps += 1
        return steps

    def _doubled(self, steps: int, too_few: int, most: int) -> tuple[int, int]:
        while steps < most:
            answer = self.is_enough(steps)
            if answer is True:
                return too_few, steps
            if answer is False:
                too_few = steps
            steps *= 2
        return too_few, most

    def _halved(self, enough: int, too_few: int) -> tuple[int, int]:
        """Both as near to each other as answers come."""
        low = too_few
        while enough - low > 1:
            middle = (enough + low) // 2
            answer = self.is_enough(middle)
            if answer is True:
                enough = middle
            else:
                low = middle
                too_few = middle if answer is False else too_few
        return enough, too_few
