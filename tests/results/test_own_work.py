"""Everybody does their own category's work first, where not all of it can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import tiny

from leonplan.models.data import Category, ModelData, Shift
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results.own_work import own_work_first
from leonplan.optimizer.results.year import Year

Pair = tuple[str, str]
CATEGORIES = ("nurse", "care_worker", "assistant")


def town(
    work: Mapping[str, float],
    prices: Mapping[str, float],
    shifts: Mapping[Pair, Shift],
    may_do: Mapping[str, tuple[str, ...]],
) -> ModelData:
    """A municipality where one person at home takes so much work of each category."""
    return replace(
        prepare(tiny(), project_demand(tiny())),
        categories={
            k: Category(9.0, 0.0, 0.0, 0.0, 0.0, 0.0, prices[k], (k, *may_do.get(k, ())), False) for k in CATEGORIES
        },
        shifts=shifts,
        fte_per_person={("home_help", "home_care", k): fte for k, fte in work.items()},
        fte_per_unit={},
        effects={},
        programmes={},
    )


def shared(data: ModelData, covers: Mapping[Pair, float], left: Mapping[str, float]) -> Year:
    """The year with one person served, as the solver shares the work."""
    served = {("home_help", "home_care", "north"): 1.0}
    return own_work_first(data, Year(2026, {"served": served, "covers": dict(covers), "shortfall": dict(left)}))


PLAIN = {"nurse": 1350.0, "care_worker": 1150.0, "assistant": 950.0}


def test_nurses_do_their_own_work_first() -> None:
    """Nurses have 3 FTE of work, do 2 of it and 2 of the assistants' 5: 1 turns to their own, so that 1 more of it is left.

    By hand: nurses 3 of 3, and 1 of the assistants'; assistants do 2; 5 - 1 - 2 = 2 are left, all of it theirs.
    """
    data = town({"nurse": 3.0, "assistant": 5.0}, PLAIN, {}, {"nurse": ("assistant",)})
    covers = {("nurse", "nurse"): 2.0, ("nurse", "assistant"): 2.0, ("assistant", "assistant"): 2.0}
    year = shared(data, covers, {"nurse": 1.0, "assistant": 1.0})
    assert year.of("covers") == {
        ("nurse", "nurse"): 3.0,
        ("nurse", "assistant"): 1.0,
        ("assistant", "assistant"): 2.0,
    }
    assert year.of("shortfall") == {"assistant": 2.0}


def test_shifted_tasks_are_given_back_in_the_time_they_took() -> None:
    """Care workers do 2 of the nurses' 4 in 1.25 times the time, 2.5, while 3 of their own 5 are left.

    By hand: they turn to their own for all of the 2.5, so that 0.5 is left of it, and 2 more of the nurses': 2.5 in all,
    where it was 3. That costs 0.5 · 1150 + 2 · 1350 = 3275 instead of 3 · 1150 = 3450. Would nurses cost 1500, 3575: then it
    is dearer, and they go on: 1500 a time is more than 1.25 · 1150 = 1437.5.
    """
    work, shifts = {"nurse": 4.0, "care_worker": 5.0}, {("care_worker", "nurse"): Shift(0.5, 1.25)}
    covers = {("nurse", "nurse"): 2.0, ("care_worker", "nurse"): 2.0, ("care_worker", "care_worker"): 2.0}
    left = {"care_worker": 3.0}
    year = shared(town(work, PLAIN, shifts, {}), covers, left)
    assert year.of("covers") == {("nurse", "nurse"): 2.0, ("care_worker", "care_worker"): 4.5}
    assert year.of("shortfall") == {"care_worker": 0.5, "nurse": 2.0}
    dear = shared(town(work, {**PLAIN, "nurse": 1500.0}, shifts, {}), covers, left)
    assert (dear.of("covers"), dear.of("shortfall")) == (covers, left)


def test_nobody_does_the_work_of_those_who_do_theirs() -> None:
    """Each does 1 or 2 of the next one's work, in a ring: each does 1 of its own instead, and one still 1 of another's."""
    may_do = {"nurse": ("care_worker",), "care_worker": ("assistant",), "assistant": ("nurse",)}
    data = town({"nurse": 1.0, "care_worker": 2.0, "assistant": 1.0}, PLAIN, {}, may_do)
    covers = {("nurse", "care_worker"): 2.0, ("care_worker", "assistant"): 1.0, ("assistant", "nurse"): 1.0}
    year = shared(data, covers, {})
    assert year.of("covers") == {
        ("nurse", "care_worker"): 1.0, ("nurse", "nurse"): 1.0, ("care_worker", "care_worker"): 1.0,
        ("assistant", "assistant"): 1.0,
    }  # fmt: skip
    assert year.of("shortfall") == {}


FTE = st.integers(0, 8).map(lambda quarters: quarters / 4)
PAIRS = [(k, w) for k in CATEGORIES for w in CATEGORIES if k != w]


@given(
    own=st.tuples(FTE, FTE, FTE),
    others=st.dictionaries(st.sampled_from(PAIRS), FTE),
    left=st.tuples(FTE, FTE, FTE),
    hours=st.dictionaries(st.sampled_from(PAIRS), st.sampled_from((1.0, 1.1, 1.5))),
    prices=st.tuples(*[st.sampled_from((800.0, 1000.0, 1100.0))] * 3),
)
def test_no_goal_suffers_and_own_work_comes_first(
    own: tuple[float, ...],
    others: dict[Pair, float],
    left: tuple[float, ...],
    hours: dict[Pair, float],
    prices: tuple[float, ...],
) -> None:
    """Whatever the sharing: no more time, no more work left, none of it dearer, no less competence, and own work first."""
    covers = {**{(k, k): fte for k, fte in zip(CATEGORIES, own, strict=True)}, **others}
    short, price = dict(zip(CATEGORIES, left, strict=True)), dict(zip(CATEGORIES, prices, strict=True))
    work = {k: sum(fte for (_, w), fte in covers.items() if w == k) + short[k] for k in CATEGORIES}
    shifts = {pair: Shift(1.0, longer) for pair, longer in hours.items()}
    may_do = {k: tuple(w for j, w in PAIRS if j == k and (j, w) not in shifts) for k in CATEGORIES}
    year = shared(town(work, price, shifts, may_do), covers, short)
    after, rest = year.of("covers"), year.of("shortfall")
    for k in CATEGORIES:
        assert done(after, of=k) + rest.get(k, 0.0) == pytest.approx(work[k])
        assert time(after, k, hours) <= time(covers, k, hours) + 1e-9
        assert done(after, by=k) >= done(covers, by=k) - 1e-9
    assert sum(rest.values()) <= sum(left) + 1e-9
    assert sum(price[k] * fte for k, fte in rest.items()) <= sum(price[k] * fte for k, fte in short.items()) + 1e-5
    for (k, w), fte in after.items():
        if k != w and price[w] <= hours.get((k, w), 1.0) * price[k]:
            assert min(fte, rest.get(k, 0.0)) <= 1e-9


def done(covers: Mapping[Pair, float], *, by: str = "", of: str = "") -> float:
    """Work done by a category, or of a category."""
    return sum(fte for (k, w), fte in covers.items() if by in ("", k) and of in ("", w))


def time(covers: Mapping[Pair, float], k: str, hours: Mapping[Pair, float]) -> float:
    """Time that a category works."""
    return sum(hours.get(pair, 1.0) * fte for pair, fte in covers.items() if pair[0] == k)
