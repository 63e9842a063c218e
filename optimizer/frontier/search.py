"""Finds a frontier: questions in rounds of two, answered side by side, until the bracket is narrow everywhere.

Each question is put to a search of its own on the same compiled problem, with other limits, so its answer depends neither on
what was asked before nor on which of two was answered first: a frontier that was cut short goes on to the same end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from leonplan.optimizer.errors import NoPlanError, VerificationError
from leonplan.optimizer.frontier.doubt import contradictions
from leonplan.optimizer.frontier.envelope import beaten, brackets
from leonplan.optimizer.frontier.exact import CLOSE, HALF, next_whole, whole_points
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe, Question
from leonplan.optimizer.frontier.prober import FalseAnswerError, GeographyBindsError, Law, Precision, Prober
from leonplan.optimizer.frontier.schedule import Front, distance_of, first_round, front_of, next_round, second_round
from leonplan.optimizer.frontier.state import Place, State
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.side_by_side import Progress, side_by_side
from leonplan.optimizer.solve.steps import WeightedGoals

SIDE_BY_SIDE = 2
"""Questions in a round, whatever the number of cores, so that the frontier does not depend on it."""

ENDS = 0.1
"""Part of the tolerance to which the ends are searched, as a relative gap."""

HELD_GOAL_TOLERANCE = 1e-6
"""Distance of plan and bound at which a step before the frontier's is proven, where the gap is finer [the step's unit]."""

ATTEMPTS = 3
"""Ways in which a question is asked before the solver is said to contradict itself."""

GRID_ROUND = 9999
"""Round of the questions that are no part of the frontier."""

Job = tuple[Prober, Probe, Answer | None]
"""Whom to ask what, and the plan to start from."""


@dataclass(frozen=True)
class SearchResult:
    """What a search came to."""

    prober: Prober
    """The problem, with what is held along the frontier."""
    asked: tuple[Question, ...]
    """Questions and answers in order."""
    front: Front
    """What they prove."""
    points: tuple[int, ...]
    """The numbers of the answers that are points of the frontier, by x."""
    is_certified: bool
    """Whether the bracket is within the tolerance everywhere."""
    interrupted: bool
    """Whether the user stopped the search."""


@dataclass(frozen=True)
class Options:
    """How to search."""

    tolerance: float = 0.01
    """Width that a bracket may have, as a share of the span of y."""
    points: int | None = None
    """The most points; none: as many as the tolerance takes."""
    cores: int = 2
    """Searches side by side."""
    today: float | None = None
    """A limit that becomes a point in any case, if it lies on the frontier."""
    closing: float = 0.0
    """Seconds that are left for each point once the search is over, so that a time limit is kept."""

    @property
    def is_exact(self) -> bool:
        """Whether every point is wanted, of whole numbers."""
        return self.tolerance == 0


class Search:
    """A search under way."""

    def __init__(
        self, prober: Prober, steps: Sequence[WeightedGoals], options: Options, state: State, clock: Clock
    ) -> None:
        """steps: taken before anything else and held along the frontier."""
        self._prober, self._steps, self._options = prober, tuple(steps), options
        self._state, self._clock = state, clock
        self.asked: list[Question] = []
        self._rounds = 0

    def run(self, progress: Progress) -> SearchResult:
        """Ask until certified, stopped, or there are points enough. Raises NoPlanError if stopped before both ends."""
        progress("the least that keeps the law")
        self._begin()
        begins = self._answer(0).x
        progress("both ends")
        self._round(second_round(begins + HALF if self._options.is_exact else begins))
        if any(one.found is None for one in self.asked) or not math.isfinite(self._answer(-1).bound):
            raise NoPlanError("stopped before both ends of the frontier were known; allow more time")
        while probes := self._next():
            progress(_doing(self._front(), len(self.asked)))
            self._round(probes)
        self._improve()
        return self._searched()

    def _searched(self) -> SearchResult:
        front = self._front()
        worse = {x for x, _ in beaten(front.known)}
        if worse and not self._options.is_exact:  # there was no time to replace them
            known = replace(front.known, points=tuple(one for one in front.known.points if one[0][0] not in worse))
            front = replace(front, known=known, brackets=brackets(known))
        points, is_certified = tuple(number for _, number in front.known.points), front.is_certified
        if self._options.is_exact:
            points, is_certified = whole_points(self.asked), not self._is_cut and not next_whole(self.asked)
            if not points:
                raise NoPlanError("stopped before any point of the frontier was proven; allow more time")
            found = [(number, self.asked[number].found) for number in points]
            spots = tuple(((one.x, one.y), number) for number, one in found if one is not None)
            known = replace(front.known, points=spots)
            front = replace(front, known=known, brackets=brackets(known))
        return SearchResult(self._prober, tuple(self.asked), front, points, is_certified, self._clock.stop.is_set())

    @property
    def _is_cut(self) -> bool:
        """Whether some search was stopped before its proof."""
        return any(one.found is None or one.found.is_stopped for one in self.asked)

    def ask_all(self, jobs: Sequence[Job], precision: Precision) -> list[Answer | None]:
        """Answers to questions that are no part of the frontier, side by side, in the order given; kept as well."""
        known = [self._state.answer(_place_beside(job), job[1]) for job in jobs]
        clock = self._clock_for(len(jobs))

        def ask(place: int) -> Question:
            return self._ask_beside(jobs[place], precision, clock)

        return [answer.found for answer in self._answered(known, ask)]

    def _answered(self, known: Sequence[Question | None], ask: Callable[[int], Question]) -> list[Question]:
        """The answers that are known, and side by side those to be asked for by their places; stopped by Ctrl-C."""
        left = [partial(ask, place) for place, answer in enumerate(known) if answer is None]
        found = iter(side_by_side(left, cores=self._options.cores, stop=self._clock.stop))
        return [answer or next(found) for answer in known]

    def _ask_beside(self, job: Job, precision: Precision, clock: Clock) -> Question:
        prober, probe, start = job
        if clock.is_out:
            return Question(probe, None)
        asked = Question(probe, _answer_of(prober, probe, precision, clock, start))
        self._state.keep(_place_beside(job), asked)
        return asked

    @property
    def _asking(self) -> Clock:
        """How long questions may take: time is left for the points there are, and for one more."""
        return self._clock_for(sum(one.found is not None for one in self.asked) + 1)

    def _clock_for(self, points: int) -> Clock:
        """How long questions may take if plans of so many points are still to be made: until a plan must be filled in."""
        filling = max((one.found.filling for one in self.asked if one.found is not None), default=0.0)
        return self._clock.leaving(self._options.closing * points).leaving(filling)

    def _front(self) -> Front:
        return front_of(self.asked, self._options.tolerance, self._prober.axis.grid)

    def _answer(self, number: int) -> Answer:
        found = self.asked[number].found
        if found is None:
            raise NoPlanError("stopped before there was a plan; allow more time")
        return found

    def _next(self) -> tuple[Probe, ...]:
        front = self._front()
        most = self._options.points
        count = len(whole_points(self.asked) if self._options.is_exact else front.known.points)
        if self._asking.is_out or self._is_cut or (most is not None and count >= most):
            return ()
        if self._options.is_exact:
            return next_whole(self.asked)
        left = None if most is None else most - len(front.known.points)
        return next_round(front, self.asked, self._options.today)[:left]

    def _begin(self) -> None:
        """What is held, and where the frontier begins; on the whole problem at once if geography binds there."""
        try:
            self._hold()
            self._round(first_round(), is_first=True)
        except GeographyBindsError:
            self._prober = replace(self._prober, small=None, laws=())
            self._hold()
            self._round(first_round())

    def _hold(self) -> None:
        laws: list[Law] = []
        for step in self._steps:
            self._prober = replace(self._prober, laws=tuple(laws))
            law = self._law(step)
            if law is None:
                raise NoPlanError("stopped before there was a plan; allow more time")
            laws.append(law)
        self._prober = replace(self._prober, laws=tuple(laws))

    def _law(self, step: WeightedGoals) -> Law | None:
        """What is held of a step; asked in other ways if the answer cannot be right."""
        precision = Precision(ENDS * self._options.tolerance, HELD_GOAL_TOLERANCE)
        for attempt in range(ATTEMPTS - 1):
            with suppress(FalseAnswerError):
                return self._prober.law(step, precision, self._asking, attempt)
        return self._prober.law(step, precision, self._asking, ATTEMPTS - 1)

    def _round(self, probes: Sequence[Probe], *, is_first: bool = False) -> None:
        """Ask some questions, and again what the answers contradict."""
        self.asked += self._answers(probes, is_first=is_first)
        self._doubt()

    def _answers(self, probes: Sequence[Probe], *, is_first: bool = False) -> list[Question]:
        """Ask some questions side by side and wait for all."""
        is_located = any(one.found is not None and one.found.is_located for one in self.asked)
        prober = replace(self._prober, small=None) if is_located else self._prober
        front = self._front()
        known = [
            self._state.answer((self._rounds, slot), probe) if self._follows(probe) else None
            for slot, probe in enumerate(probes)
        ]
        answers = self._answered(known, lambda slot: self._ask(prober, probes[slot], front, slot, is_first))
        self._rounds += 1
        return answers

    def _doubt(self) -> None:
        """Ask again what a plan at hand contradicts, until nothing does. Raises VerificationError if it stays."""
        for attempt in range(1, ATTEMPTS + 1):
            found = contradictions(self.asked, self._prober.axis.grid)
            if not found:
                return
            if attempt == ATTEMPTS or self._clock.is_out:
                raise VerificationError(f"{found[0]}; asked {attempt} times in {attempt} ways")
            probes = [replace(self.asked[one.number].probe, attempt=attempt) for one in found]
            for one, again in zip(found, self._answers(probes), strict=True):
                self.asked[one.number] = Question(self.asked[one.number].probe, again.found)

    def _improve(self) -> None:
        """Replace points that a mix of plans beats by the plan of those whole decisions at their limit, as far as time goes."""
        done: set[Probe] = set()
        while not self._options.is_exact:
            wanted = [Probe(Ask.SAME, high=x, of=number) for x, number in beaten(self._front().known)]
            probes = [probe for probe in dict.fromkeys(wanted) if probe not in done]
            if not probes:
                return
            done |= set(probes)
            self._round(probes)

    def _ask(self, prober: Prober, probe: Probe, front: Front, slot: int, is_first: bool) -> Question:
        precision, start = self._precision(probe, front), self._start(probe, front)
        if probe.of is not None:
            assert start is not None
            asked = Question(probe, prober.same(probe, start, self._asking))
        else:
            asked = Question(probe, _answer_of(prober, probe, precision, self._asking, start, may_move=not is_first))
        if self._follows(probe):
            self._state.keep((self._rounds, slot), asked)
        return asked

    def _follows(self, probe: Probe) -> bool:
        """Whether a question follows from answers that are on disk: not if one was stopped, nor if it only mends a point."""
        return probe.of is None and not self._is_cut

    def _precision(self, probe: Probe, front: Front) -> Precision:
        if self._options.is_exact:
            return Precision(0.0, CLOSE)
        if not front.span_y:
            gap = ENDS * self._options.tolerance
            return Precision(gap, self._prober.axis.grid / 2 if probe.ask is Ask.LEAST_X else 0.0)
        return Precision(0.0, distance_of(probe, front), front.jump)

    def _start(self, probe: Probe, front: Front) -> Answer | None:
        """The plan of a neighbour that keeps the limits asked for, or the one that was named."""
        if probe.of is not None:
            return self.asked[probe.of].found
        fits = [
            (spot, number)
            for spot, number in front.known.points
            if (probe.high is None or spot[0] <= probe.high)
            and (probe.low is None or spot[0] >= probe.low)
            and (probe.value is None or spot[1] <= probe.value)
        ]
        return self.asked[fits[-1][1]].found if fits else None


def _place_beside(job: Job) -> Place:
    """Where the answer to a question that is no part of the frontier is kept: by what is held and asked."""
    return GRID_ROUND, int(hash_of(repr((job[0].goal, job[0].laws, job[1])).encode())[:12], 16)


def _answer_of(
    prober: Prober, probe: Probe, precision: Precision, clock: Clock, start: Answer | None, *, may_move: bool = True
) -> Answer | None:
    """The answer, on the whole problem if geography binds and that may be; asked in other ways if it cannot be right."""
    for attempt in range(probe.attempt, ATTEMPTS):
        try:
            return prober.ask(probe, precision, clock, start, attempt)
        except FalseAnswerError:
            if attempt == ATTEMPTS - 1:
                raise
        except GeographyBindsError:
            if prober.small is None or not may_move:
                raise
            return _answer_of(replace(prober, small=None), probe, precision, clock, start)
    raise AssertionError("unreachable")


def _doing(front: Front, asked: int) -> str:
    widest = max((stretch.width for stretch in front.open()), default=0.0)
    part = widest / front.span_y if front.span_y else 0.0
    return f"{len(front.known.points)} points after {asked} questions; widest bracket {100 * part:.1f} % of the span"
