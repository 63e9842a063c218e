"""What answers prove, and what is asked next: worked out by hand, and as laws."""

from __future__ import annotations

import math
from itertools import pairwise
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leonplan.optimizer.frontier.envelope import brackets, known_from
from leonplan.optimizer.frontier.exact import HALF, next_whole, whole_points
from leonplan.optimizer.frontier.points import finding_rows
from leonplan.optimizer.frontier.probe import Answer, Ask, Probe, Question
from leonplan.optimizer.frontier.schedule import first_round, front_of, next_round, second_round
from leonplan.optimizer.frontier.search import SearchResult


def answer(probe: Probe, x: float, y: float, bound: float, whole: str = "a", corners: tuple = ()) -> Question:
    return Question(probe, Answer(x, y, bound, whole, corners, {}, 0.0, 1, 0.0))


def least_y(high: float | None, x: float, y: float, bound: float, whole: str = "a") -> Question:
    return answer(Probe(Ask.LEAST_Y, high=high), x, y, bound, whole)


def test_between_two_plans_with_other_decisions() -> None:
    """Proves: above the plan at the smaller limit, below the bound at the larger one.

    By hand: plans (0, 10) and (4, 2), proven 9 and 2 there: between them at most 10 and at least 2.
    """
    known = known_from([least_y(0, 0, 10, 9, "a"), least_y(4, 4, 2, 2, "b")])
    assert (known.lower_at(2), known.upper_at(2)) == (2, 10)
    assert (known.lower_at(0), known.upper_at(0)) == (9, 10)
    assert (known.lower_at(4), known.upper_at(4)) == (2, 2)
    (piece,) = brackets(known)
    assert (piece.low, piece.high, piece.upper_low, piece.lower_low) == (0, 4, 10, 2)


def test_the_same_decisions_can_be_mixed() -> None:
    """By hand: (0, 10) and (4, 2) with the same whole decisions: halfway a plan reaches 6, though nobody solved it."""
    known = known_from([least_y(0, 0, 10, 9), least_y(4, 4, 2, 2)])
    assert known.upper_at(2) == 6
    assert known.lower_at(2) == 2


def test_a_slope_is_a_line_under_the_frontier_between_its_limits_only() -> None:
    """By hand: y + 2 x is at least 9 for limits in [0, 4]: at 1 y is at least 7; outside nothing is known of it."""
    slope = answer(Probe(Ask.SLOPE, low=0, high=4, price=2.0), 1, 8, 9)
    known = known_from([least_y(0, 0, 10, 9, "a"), slope, least_y(4, 4, 2, 0, "b")])
    assert known.lower_at(1) == 7
    assert known.lower_at(4) == 1
    assert known.lower_at(5) == -math.inf


def test_a_slope_asked_for_beyond_the_end_is_stored_as_far_as_the_end() -> None:
    """By hand: y + 2 x is at least 9 for limits in [0, 6], and 4 turns out to be all that is of use: it is told of [0, 4]."""
    slope = answer(Probe(Ask.SLOPE, low=0, high=6, price=2.0), 1, 8, 9, "c")
    asked = (least_y(0, 0, 10, 9, "a"), slope, least_y(None, 4, 1, 1, "b"))
    searched = SearchResult(Mock(), asked, front_of(asked, 0.0, 0.001), (0, 1, 2), True, False)
    _, floors = finding_rows(searched)
    assert [(row.low, row.high) for row in floors if row.ask == "slope"] == [(0, 4)]


def test_a_reach_is_a_floor_before_its_limit() -> None:
    """By hand: y at most 5 takes a limit of 3 (proven 2.9): before 2.9 y is above 5, the plan stands at 3."""
    known = known_from([least_y(0, 0, 10, 9), least_y(4, 4, 2, 2), answer(Probe(Ask.REACH, value=5), 3, 5, 2.9, "c")])
    assert known.lower_at(2.8) == 5
    assert known.lower_at(2.95) == 2
    assert known.upper_at(3) == pytest.approx(4)


def test_where_the_frontier_begins_nothing_lies_before() -> None:
    known = known_from([answer(Probe(Ask.LEAST_X), -1.254, 9, -1.2539999)])
    assert known.lower_at(-1.3) == math.inf
    assert known.lower_at(-1.254) == -math.inf
    assert known.upper_at(-1.3) == math.inf


def test_dominated_plans_are_no_points() -> None:
    known = known_from([least_y(3, 3, 5, 5), least_y(1, 1, 5, 5), least_y(2, 2, 6, 5), least_y(4, 4, 4, 4)])
    assert [spot for spot, _ in known.points] == [(1, 5), (4, 4)]


class Curve:
    """A frontier made up: a falling function with jumps that answers questions as the solver would, with a gap."""

    def __init__(self, steps: list[tuple[float, float, float]], gap: float) -> None:
        """steps: (length, drop at its beginning, slope); plans on a step have the same whole decisions."""
        self.spots: list[tuple[float, float, float, float]] = []
        x, y = 0.0, sum(drop + length * slope for length, drop, slope in steps) + 1.0
        for length, drop, slope in steps:
            y -= drop
            self.spots.append((x, x + length, y, slope))
            x, y = x + length, y - length * slope
        self.last, self.least, self.gap = x, y, gap

    def value(self, x: float) -> float:
        low, high, y, slope = max((spot for spot in self.spots if spot[0] <= x + 1e-12), key=lambda spot: spot[0])
        return y - slope * (min(x, high) - low)

    def whole(self, x: float) -> str:
        return str(max(i for i, spot in enumerate(self.spots) if spot[0] <= x + 1e-12))

    def ask(self, probe: Probe) -> Question:
        """As the solver would: on a grid of limits, and a bound that lies the gap lower."""
        if probe.ask is Ask.LEAST_X:
            return answer(probe, 0.0, self.value(0.0), 0.0, "0")
        limits = sorted({*(spot[0] for spot in self.spots), *(spot[1] - 1e-7 for spot in self.spots), self.last})
        if probe.ask is Ask.LEAST_Y:
            x = self.last if probe.high is None else min(probe.high, self.last)
            return answer(probe, x, self.value(x), self.value(x) - self.gap, self.whole(x))
        if probe.ask is Ask.SLOPE:
            assert probe.low is not None
            assert probe.high is not None
            inside = [x for x in (*limits, probe.low, probe.high) if probe.low <= x <= probe.high]
            best = min(inside, key=lambda x: self.value(x) + probe.price * x)
            bound = self.value(best) + probe.price * best - self.gap
            return answer(probe, best, self.value(best), bound, self.whole(best))
        assert probe.value is not None
        low, _, y, slope = next(spot for spot in self.spots if spot[2] - spot[3] * (spot[1] - spot[0]) <= probe.value)
        x = low if y <= probe.value else low + (y - probe.value) / slope
        return answer(probe, x, self.value(x), x - 1e-9, self.whole(x))


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    number = st.floats(0.05, 5.0)
    steps = draw(
        st.lists(st.tuples(number, st.one_of(st.just(0.0), number), st.one_of(st.just(0.0), number)), min_size=1)
    )
    total = sum(drop + length * slope for length, drop, slope in steps[:6])
    return Curve(steps[:6], 0.001 * total)


@settings(max_examples=60)
@given(curves(), st.sampled_from([0.01, 0.05, 0.2]))
def test_whatever_the_curve_it_is_certified_and_the_bracket_holds_it(curve: Curve, tolerance: float) -> None:
    """Proves: any mix of slopes, plateaus and jumps is certified; points fall; every value lies in the bracket."""
    asked = [curve.ask(probe) for probe in (*first_round(), *second_round(0.0))]
    grid = curve.last * 1e-6
    for _ in range(400):
        probes = next_round(front_of(asked, tolerance, grid), asked, None)
        if not probes:
            break
        assert len(probes) == len(set(probes)) <= 2
        asked += [curve.ask(probe) for probe in probes]
    front = front_of(asked, tolerance, grid)
    spots = [spot for spot, _ in front.known.points]
    assert all(one[0] < two[0] and one[1] > two[1] for one, two in pairwise(spots))
    if front.span_y <= 1e-6 * max(1.0, curve.value(0.0)):
        return
    assert front.is_certified, front.open()
    close = 1e-6 * max(1.0, curve.value(0.0))
    for i in range(200):
        x = spots[0][0] + (spots[-1][0] - spots[0][0]) * i / 200
        true = curve.value(x)
        if min(abs(x - spot[0]) for spot in curve.spots) > 1e-6:
            assert front.known.lower_at(x) - close <= true <= front.known.upper_at(x) + close
    excused = front.stretches()
    for piece in front.pieces():
        is_excused = any(x.low <= piece.low and piece.high <= x.high for x in excused)
        assert is_excused or piece.width <= front.allowed * 1.0001 + close
    assert all(x.high - x.low <= front.jump * 1.001 for x in excused)


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=12))
def test_of_whole_numbers_every_point_is_found(plans: set[tuple[int, int]]) -> None:
    """Proves: among any plans the exact search finds those that no other one beats, all of them and no other."""
    asked = [_whole_answer(Probe(Ask.LEAST_X), plans)]
    probes = second_round(min(x for x, _ in plans) + HALF)
    while probes:
        assert len(asked) < 200
        asked += [_whole_answer(probe, plans) for probe in probes]
        probes = next_whole(asked)
    found = [(round(f.x), round(f.y)) for f in (asked[number].found for number in whole_points(asked)) if f]
    best = sorted(a for a in plans if not any(b != a and b[0] <= a[0] and b[1] <= a[1] for b in plans))
    assert found == best


def _whole_answer(probe: Probe, plans: set[tuple[int, int]]) -> Question:
    """The worst of the answers that are right: the other number is whatever it may be."""
    if probe.ask is Ask.LEAST_X:
        x, y = max(plan for plan in plans if plan[0] == min(x for x, _ in plans))
    elif probe.ask is Ask.LEAST_Y:
        fits = [plan for plan in plans if probe.high is None or plan[0] <= probe.high]
        x, y = max(plan for plan in fits if plan[1] == min(y for _, y in fits))
    else:
        fits = [plan for plan in plans if probe.value is not None and plan[1] <= probe.value]
        x, y = max(plan for plan in fits if plan[0] == min(x for x, _ in fits))
    return answer(probe, x, y, 0.0)
