"""Goals in order on one problem: each is minimised, then held while the next ones are improved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from leonplan.optimizer.solve.alone import Bounds
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.live import Heuristics, Live, Outcome
from leonplan.optimizer.solve.matrix import Floats, Ints, Matrix, Terms
from leonplan.optimizer.solve.rows import LinearRow
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.sharpening import Sharpening, carried
from leonplan.optimizer.solve.side_by_side import GoalProgress, Progress
from leonplan.optimizer.solve.steps import HELD_PART, WeightedGoals, held_at, step_name, terms_of

OPEN_GOALS = frozenset({"below_minimum"})
"""Goals on whose way better plans are still to be found everywhere."""

HALF_OPEN_GOALS = frozenset({"below_sound", "shortfall", "overrun", "unmet"})
"""Goals on whose way better plans are found near the relaxation, if at all."""

CLOSE_GOALS = HALF_OPEN_GOALS - {"below_sound"}
"""Goals that are proven to ``FIRST_PART`` of the gap."""

KEPT_PART = 0.7
"""Part of the gap by which a plan must be better than the one offered to be taken in its place."""

NO_BETTER = 1e-9
"""A plan that is better by this alone is no better, where the one offered has 0 [the goal's unit]."""

FIRST_PART = 0.2
"""Part of the gap to which shortfall, overrun and unmet need are proven: it costs a second, and each later goal, held in a
thinner slice, is proven sooner (measured on Gjøvik: 17 s in all)."""

DECISIVE_PART = 0.01
"""Part of the gap to which it is asked whether a target can be reached."""

DECISIVE = 1e-9
"""Share by which a value may exceed a target that it reaches, as sums are rounded."""


@dataclass(frozen=True, slots=True)
class TakenStep:
    """What a step came to."""

    step: WeightedGoals
    """The step."""
    bound: float
    """No plan that keeps the steps before it has less."""
    value: float
    """What it came to when it was taken."""
    held: float
    """What later steps were not allowed to exceed, slack included."""
    slack: float = 0.0
    """What later steps were allowed to add."""


@dataclass
class Descent:
    """One problem on its way down the order of goals."""

    matrix: Matrix
    settings: SolveSettings
    clock: Clock
    progress: Progress
    plan: Floats | None = None
    """The best plan so far, by column."""
    offered: Floats | None = None
    """Values whose whole numbers are worth a try at every step, e.g. of a similar plan; need not be a plan of this problem."""
    reached: list[TakenStep] = field(default_factory=list)
    """The steps taken."""
    log: list[str] = field(default_factory=list)
    """Anything remarkable on the way."""
    known: Mapping[str, float] = field(default_factory=dict)
    """Lower bounds of steps by name, proven elsewhere."""
    slack: Mapping[str, float] = field(default_factory=dict)
    """What later steps may add to steps, by name."""
    targets: Mapping[str, float] = field(default_factory=dict)
    """What steps, by name, are to be held at, slack left out: a plan that reaches it is good enough."""
    missed: bool = False
    """Whether the last step taken does not reach its target."""
    infeasible: bool = False
    """Whether it is proven that there is no plan at all."""
    keeps_at: Mapping[str, float] | None = None
    """What the plan offered held steps at, by name, slack left out. A plan around its whole numbers is then taken wherever no
    other is better by more than the gap, and the step held there where that is within the gap; none: neither is done."""

    def __post_init__(self) -> None:
        """Hand the problem to HiGHS."""
        self._may_hope = self.offered is None and not self.targets
        self._begin()

    def _begin(self) -> None:
        """Start with nothing held."""
        self.sharpening = Sharpening(self.matrix, self.settings.strengthening)
        self._live = self.anew()
        self._held: list[LinearRow] = []
        self._hoped: list[TakenStep] = []
        self._relaxed: Live | None = None
        self._around = None if self.offered is None else self._around_whole_numbers_of(self.offered)
        self._tight: Live | None = None

    def anew(self) -> Live:
        """The problem in HiGHS once more, with what follows from it and nothing held."""
        settings = self.settings
        live = Live(
            self.matrix,
            gap=settings.gap * (1 - HELD_PART),
            seed=settings.seed,
            threads=settings.threads,
            stop=self.clock.stop,
            totals=settings.strengthening.totals,
        )
        self._tell_what_follows(live)
        return live

    def _tell_what_follows(self, live: Live) -> None:
        for row in (*self.sharpening.first, *self.sharpening.rows):
            live.follow(row.terms, row.lower, row.upper)

    def hold(self, before: TakenStep) -> None:
        """Hold a step that was taken on another problem."""
        terms, constant = terms_of(self.matrix, before.step)
        self._keep(terms, before.held - constant)
        self.reached.append(before)

    def take(
        self, step: WeightedGoals, known_bound: float = -np.inf, *, is_last: bool = False, is_followed: bool = False
    ) -> bool:
        """Take a step; false if there is no plan (proven, or stopped before one was found).

        ``known_bound`` is a bound from elsewhere, e.g. of a relaxation: a plan within the gap of it is good enough. The last
        step may take all the time left, others half of it. ``is_followed`` says that another step is taken after it: then a
        first step of which the relaxation needs nothing is held at that, and found out together with the next one.

        Raises VerificationError if HiGHS contradicts itself: no plan for a step where the one before had one.
        """
        terms, constant = terms_of(self.matrix, step)
        known_bound = max(known_bound, self.known.get(step_name(step), -np.inf))
        self.progress(step_name(step))
        if is_followed and self._is_hoped_for(step, terms, constant, known_bound):
            return True
        outcome = self._outcome(step, terms, constant, known_bound, is_last)
        if outcome.values is None and self._hoped:
            return self._taken_without_hope(step, known_bound, is_last=is_last)
        self._fulfil(outcome.values)
        if outcome.values is None:
            self.infeasible = outcome.status == "infeasible"
            return False
        self.plan = outcome.values
        slack, target = self.slack.get(step_name(step), 0.0), self.targets.get(step_name(step), np.inf)
        self.missed = bool(outcome.value > target + DECISIVE * max(1.0, abs(target)))
        found = held_at(step, outcome.value, self.settings.gap, self.matrix.size.grids)
        bound = min(max(outcome.bound, known_bound), outcome.value)
        held = max(found if self.missed or not np.isfinite(target) else target, self._kept_at(step, bound)) + slack
        self._keep(terms, held - constant)
        self.reached.append(TakenStep(step, bound, outcome.value, held, slack))
        self.progress(GoalProgress(step_name(step), outcome.value, bound))
        return True

    def _is_hoped_for(self, step: WeightedGoals, terms: Terms, constant: float, known_bound: float) -> bool:
        """Hold a first step at the least that its columns can give, if the relaxation has it: most plans lack no minimum.

        A search of its own would look for one such plan, and throw it away for the next goal's. That goal's search shows
        whether there is one.
        """
        least = self._least(terms, constant)
        is_first = self._may_hope and self.plan is None and not self.reached
        # a plan that uses a slack would not show that there is one at the least; with little time any plan is worth a search
        is_plain = not self.slack.get(step_name(step)) and self.clock.deadline is None
        if not (is_first and is_plain and np.isfinite(least) and known_bound <= least):
            return False
        relaxed = self._relaxation()
        relaxed.aim(terms, constant)
        held = held_at(step, least, self.settings.gap, self.matrix.size.grids)
        if not relaxed.run(None).value <= held:
            return False
        self._keep(terms, held - constant)
        self._hoped.append(TakenStep(step, least, least, held))
        return True

    def _fulfil(self, plan: Floats | None) -> None:
        """Take the steps hoped for, as there is a plan."""
        if plan is not None:
            for hoped in self._hoped:
                value = value_of(plan, *terms_of(self.matrix, hoped.step))
                self.reached.append(replace(hoped, value=value))
            self._hoped = []

    def _taken_without_hope(self, step: WeightedGoals, known_bound: float, *, is_last: bool) -> bool:
        """Begin anew: the steps hoped for cannot all be had at their least."""
        hoped, self._may_hope = self._hoped, False
        self._begin()
        return all(self.take(each.step) for each in hoped) and self.take(step, known_bound, is_last=is_last)

    def _kept_at(self, step: WeightedGoals, bound: float) -> float:
        """What the plan offered held a step at, if that is within the gap of the bound; nothing at all if not.

        Held more tightly, the plan offered might be none that keeps it, though it is as good.
        """
        before = (self.keeps_at or {}).get(step_name(step))
        if before is None or not np.isfinite(bound):
            return -np.inf
        is_as_good = before - bound <= (1 - HELD_PART) * self.settings.gap * max(abs(before), abs(bound))
        return before if is_as_good else -np.inf

    def _keep(self, terms: Terms, at_most: float) -> None:
        """Hold an expression from now on."""
        self._live.hold(terms, at_most)
        self._held.append(LinearRow(terms, -np.inf, at_most))
        self.sharpening.held(terms)
        for linear in (self._around, self._tight, self._relaxed):
            if linear is not None:
                linear.hold(terms, at_most)

    def take_over(self, other: Descent) -> None:
        """Take over what followed on a relaxation that holds nothing that is not held here."""
        rows, bounds = carried(other.sharpening.rows, other.sharpening.bounds, other.matrix, self.matrix)
        self.sharpening.take(rows, bounds)
        self._follow(rows, bounds)

    def _follow(self, rows: Sequence[LinearRow], bounds: Bounds | None) -> None:
        for row in rows:
            self._live.follow(row.terms, row.lower, row.upper)
        if bounds is not None:
            self._live.follow_bounds(bounds.columns, bounds.lower, bounds.upper)

    def _sharpen(self, terms: Terms, constant: float) -> None:
        """Tell HiGHS what follows from the problem and what is held, before a goal is taken."""
        if self.sharpening.has_cuts:
            self._relaxation()
        if self._relaxed is not None:
            self._relaxed.aim(terms, constant)
        self._follow(*self.sharpening.look(self._held, self._relaxed, self.clock))

    def _relaxation(self) -> Live:
        """The linear relaxation with what follows and what is held."""
        if self._relaxed is None:
            self._relaxed = self._linear()
            self._tell_what_follows(self._relaxed)
            for row in self._held:
                self._relaxed.hold(row.terms, row.upper)
        return self._relaxed

    def _around_whole_numbers_of(self, values: Floats) -> Live:
        """The linear problem that is left when the whole numbers are taken from values."""
        whole = np.flatnonzero(self.matrix.whole).astype(np.int32)
        around = self._linear()
        around.fix(whole, self._rounded(values, whole))
        return around

    def _linear(self) -> Live:
        return Live(self.matrix, gap=self.settings.gap, seed=self.settings.seed, whole=False, stop=self.clock.stop)

    def _rounded(self, values: Floats, whole: Ints) -> Floats:
        return np.clip(np.round(values[whole]), self.matrix.lower[whole], self.matrix.upper[whole])

    def _tightened(self, plan: Floats, terms: Terms, constant: float) -> Floats:
        """A plan solved again around its whole numbers for a goal.

        Columns that count in a goal and in none before it are anywhere between their limits until the goal is aimed at: a
        search that is stopped early would report need that is met.
        """
        if self._tight is None:
            self._tight = self._linear()
            for reached in self.reached:
                held, number = terms_of(self.matrix, reached.step)
                self._tight.hold(held, reached.held - number)
        whole = np.flatnonzero(self.matrix.whole).astype(np.int32)
        rounded = self._rounded(plan, whole)
        self._tight.fix(whole, rounded)
        self._tight.aim(terms, constant)
        found = self._tight.run(self.clock.left).values
        if found is None or value_of(found, terms, constant) >= value_of(plan, terms, constant):
            return plan
        found[whole] = rounded
        return found

    def _start(self, terms: Terms, constant: float) -> Floats | None:
        """The better of the plan at hand and the plan around the whole numbers offered, as far as there are any."""
        if self._around is None:
            return self.plan
        self._around.aim(terms, constant)
        around = self._around.run(self.clock.left)
        is_better = self.plan is None or around.value < value_of(self.plan, terms, constant)
        return around.values if around.values is not None and is_better else self.plan

    def _outcome(
        self, step: WeightedGoals, terms: Terms, constant: float, known_bound: float, is_last: bool
    ) -> Outcome:
        enough = known_bound + abs(known_bound) * self.settings.gap * (1 - HELD_PART)
        target = self.targets.get(step_name(step))
        enough = enough if target is None else target
        if self.plan is not None and value_of(self.plan, terms, constant) <= enough:
            return Outcome("optimal", self.plan, value_of(self.plan, terms, constant), known_bound, 0)
        if self.plan is not None and self.clock.is_out:
            return self._stopped(terms, constant)
        if self.plan is not None:
            self.plan = self._tightened(self.plan, terms, constant)
            if value_of(self.plan, terms, constant) <= enough:
                return Outcome("optimal", self.plan, value_of(self.plan, terms, constant), known_bound, 0)
        self._sharpen(terms, constant)
        self._live.aim(terms, constant)
        kept = self._kept(terms, constant) if self.keeps_at is not None else None
        if kept is not None:
            return kept
        start = self._start(terms, constant)
        if start is not None:
            self._live.start_from(start)
        heuristics = self._heuristics(step)
        close = FIRST_PART if self.plan is not None and step.keys() & CLOSE_GOALS else 1.0
        self._live.search(heuristics, close * self.settings.gap * (1 - HELD_PART))
        limit = self.clock.left if self.plan is None or is_last else self.clock.share
        if target is not None:
            outcome = self._asked(target, heuristics, close, limit)
        else:
            outcome = self._live.run(limit, enough=enough if np.isfinite(enough) else None)
        self.log.extend(outcome.doubts)
        if self.plan is None or outcome.status == "infeasible":
            return outcome
        return outcome if outcome.values is not None else self._stopped(terms, constant)

    def _kept(self, terms: Terms, constant: float) -> Outcome | None:
        """The plan around the whole numbers offered, if no plan is better by more than the gap; none if one is, or none is known.

        What is asked is only whether that can be beaten, which is proven sooner than the least.
        """
        if self._around is None:
            return None
        self._around.aim(terms, constant)
        offered = self._around.run(self.clock.left)
        if offered.values is None:
            return None
        beaten = offered.value - KEPT_PART * self.settings.gap * abs(offered.value) - NO_BETTER
        self._live.start_from(offered.values)
        self._live.search(Heuristics.SOME, self.settings.gap * (1 - HELD_PART - KEPT_PART))
        outcome = self._live.run(self.clock.share, enough=beaten, hopeless=beaten)
        self.log.extend(outcome.doubts)
        allowed = offered.value - (1 - HELD_PART) * self.settings.gap * abs(offered.value) - 2 * NO_BETTER
        if outcome.bound >= allowed:
            return Outcome("optimal", offered.values, offered.value, min(outcome.bound, offered.value), outcome.nodes)
        if outcome.values is not None:
            self.plan = outcome.values
        return None

    def _asked(self, target: float, heuristics: Heuristics, close: float, limit: float | None) -> Outcome:
        """A plan that reaches a target or, once it is proven that none does, one within the gap of the least there is.

        Whether it can be reached is asked to a hundredth of the gap, as what is held lies within a tenth of it; the search
        ends as soon as either is known.
        """
        gap = self.settings.gap * (1 - HELD_PART)
        self._live.search(heuristics, DECISIVE_PART * gap)
        room = DECISIVE * max(1.0, abs(target))
        first = self._live.run(limit, enough=target, hopeless=target + room)
        if first.status == "infeasible" or first.bound <= target + room or first.value <= target + room:
            return first
        if first.values is not None:
            self._live.start_from(first.values)
        self._live.search(heuristics, close * gap)
        second = self._live.run(limit)
        if second.values is None:
            second = first
        bound = min(max(first.bound, second.bound), second.value)
        return replace(second, bound=bound, doubts=(*first.doubts, *second.doubts))

    def _heuristics(self, step: WeightedGoals) -> Heuristics:
        """How hard to look for better plans.

        A first search must find a plan at all. Goals of sound service, means and need leave plans open near the relaxation
        (measured on Gjøvik: sound service 10.3 and 14.1 s with all heuristics, 5.9 and 6.5 with those alone; in cover mode
        shortfall 10.2 and 4.7, overrun 14.8 and 5.9). Once they are held, the
        plan at hand is hardly ever improved, and heuristics take most of HiGHS's time (spend 8.7 s with, 1.6 s without).
        """
        is_begun = self.plan is not None or bool(self._hoped)
        if not is_begun or step.keys() & OPEN_GOALS:
            return Heuristics.FULL
        return Heuristics.SOME if step.keys() & HALF_OPEN_GOALS else Heuristics.NONE

    def _stopped(self, terms: Terms, constant: float) -> Outcome:
        """The plan at hand, with the least that any column values within their bounds could give as bound."""
        assert self.plan is not None
        value = value_of(self.plan, terms, constant)
        return Outcome("stopped", self.plan, value, min(value, self._least(terms, constant)), 0)

    def _least(self, terms: Terms, constant: float) -> float:
        """The least that any column values within their bounds could give."""
        lower, upper = self.matrix.lower, self.matrix.upper
        return constant + sum(
            min(factor * lower[column], factor * upper[column]) if factor else 0.0 for column, factor in terms.items()
        )


def value_of(plan: Floats, terms: Terms, constant: float) -> float:
    """Value of an expression in a plan."""
    return constant + sum(factor * float(plan[column]) for column, factor in terms.items())
