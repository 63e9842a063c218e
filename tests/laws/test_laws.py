"""Laws that hold for every municipality, on random ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from random_cases import random_cases
from random_laws import UNREACHABLE, cases, least, no_more, over, solved, tiny

from leonplan.models.data import Category, JointLimit, LowOnLadder, ModelData, PlaceChange, Policies, Project
from leonplan.optimizer.outcome.solution import Status

SEEDS = random_cases(12, fast=2)
FRAME = (
    "shortfall", "below_minimum", "below_sound", "overrun", "unmet", "above_level", "spend", "travel", "changes",
)  # fmt: skip
COVER = (
    "below_minimum", "below_sound", "unmet", "shortfall", "overrun", "above_level", "spend", "travel", "changes",
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_more_money_never_leaves_more_unmet(seed: int) -> None:
    """Proves: where the frame can be kept, a larger one leaves no more unmet; else it is overrun no more."""
    data, _ = cases(seed, goal_limits={}, overrun_slack=0.0)
    frame = {t: 20.0 + 5 * seed for t in data.years} if data.operating_frame is None else data.operating_frame
    poor = solved(replace(data, operating_frame=frame), "shortfall", "overrun", "unmet")
    rich = solved(replace(data, operating_frame=over(frame, lambda x: 1.2 * x + 3)), "shortfall", "overrun", "unmet")
    assert poor.status == rich.status
    if poor.status is Status.OPTIMAL:
        assert no_more(rich.goals[1].bound, poor.goals[1].value)
        if poor.goals[1].held_at == 0:
            assert no_more(rich.goals[2].value, poor.goals[2].value)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_transition_money_never_leaves_more_unmet(seed: int) -> None:
    """Proves: transition money in some years leaves no more unmet where the frame can be kept; else it is overrun no more.

    Why: every plan within the frames is one with more money on top. Where the frames cannot be kept, the overrun comes first,
    and the plan that is over them least may be another (worked out in tests/models/test_budget.py).
    """
    data, _ = cases(seed, goal_limits={}, overrun_slack=0.0)
    frame = {t: 20.0 + 5 * seed for t in data.years} if data.operating_frame is None else data.operating_frame
    on_top = {t: 5.0 * (number + 1) for number, t in enumerate(data.years) if number % 2 == 0}
    goals = "shortfall", "overrun", "unmet"
    without = solved(replace(data, operating_frame=frame, transition={}), *goals)
    helped = solved(replace(data, operating_frame=frame, transition=on_top), *goals)
    assert without.status == helped.status
    if without.status is Status.OPTIMAL:
        assert no_more(helped.goals[1].bound, without.goals[1].value)
        if without.goals[1].held_at == 0:
            assert no_more(helped.goals[2].value, without.goals[2].value)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_programme_that_may_shrink_never_hurts(seed: int) -> None:
    data, goal = cases(seed)
    bound, free = (
        replace(data, programmes=over(data.programmes, lambda x: replace(x, may_shrink=shrinks)))  # noqa: B023
        for shrinks in (False, True)
    )
    assert no_more(least(free, goal), least(bound, goal))


@pytest.mark.parametrize("seed", SEEDS)
def test_more_people_to_recruit_never_hurt(seed: int) -> None:
    data, goal = cases(seed)
    more = over(data.categories, lambda x: replace(x, recruitment_limit=x.recruitment_limit + 1, agency_limit=9.0))
    assert no_more(least(replace(data, categories=more), goal), least(data, goal))


@pytest.mark.parametrize("seed", SEEDS)
def test_more_staff_never_leave_more_work_undone(seed: int) -> None:
    data, _ = cases(seed, goal_limits={})
    data = replace(data, policies=replace(data.policies, staff_growth=None))
    fractional = over(data.categories, lambda x: replace(x, whole=False))
    more = over(fractional, lambda x: replace(x, employed=x.employed + 1.5))
    few = least(replace(data, categories=fractional), "shortfall")
    assert no_more(least(replace(data, categories=more), "shortfall"), few)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_project_on_offer_never_hurts(seed: int) -> None:
    data, goal = cases(seed)
    new = Project(10.0, 3.0, 1.0, 0.1, 0, 2020, 2050, 1, 0, False, (), ())
    inside = next(l for l, level in data.levels.items() if not level.at_home)
    offered = replace(
        data,
        projects={**data.projects, "new": new},
        place_changes=(*data.place_changes, PlaceChange("new", data.centres[0], inside, 4, False, False)),
    )
    assert no_more(least(offered, goal), least(data, goal))


def renamed(data: Any, names: Mapping[str, str]) -> Any:
    """Any part of the data with identifiers renamed and everything that has no order turned round."""
    if isinstance(data, str):
        return names.get(data, data)
    if isinstance(data, tuple):
        return tuple(renamed(x, names) for x in data)
    if isinstance(data, frozenset):
        return frozenset(renamed(x, names) for x in data)
    if isinstance(data, Mapping):
        return {renamed(key, names): renamed(value, names) for key, value in reversed(list(data.items()))}
    if isinstance(data, Project | Category):
        fields = ("excludes", "requires") if isinstance(data, Project) else ("may_do",)
        return replace(data, **{field: renamed(getattr(data, field), names) for field in fields})
    if isinstance(data, PlaceChange):
        places: dict[str, Any] = {field: names[getattr(data, field)] for field in ("project", "centre", "level")}
        return replace(data, **places)
    if isinstance(data, JointLimit):
        return replace(data, categories=renamed(data.categories, names), places=renamed(data.places, names))
    if hasattr(data, "need_reduction"):
        return replace(data, level=names.get(data.level), fte_saved=renamed(data.fte_saved, names))
    if hasattr(data, "fte_per_participant"):
        return replace(data, fte_per_participant=renamed(data.fte_per_participant, names))
    return data


def with_minimum(data: ModelData, g: str, share: float) -> ModelData:
    """The municipality where this group alone has a minimum."""
    groups = {h: replace(group, minimum=share if h == g else 0.0) for h, group in data.groups.items()}
    return replace(data, groups=groups)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_higher_minimum_never_takes_help_away_below_the_old_one(seed: int) -> None:
    """Proves: raising a minimum never raises what the group lacks below its old one, nor what it lacks by more than that.

    By hand: the least that lacks of the higher minimum lies between the least that lacks of the old one, and that and the
    difference of the two; in a single year whoever is helped most with one is helped most with the other.
    Over several years it need not be so: a place in a later year may be had for half a place in an earlier one, and a
    higher minimum makes that worth it.
    """
    data, _ = cases(seed, goal_limits={})
    g = sorted(data.groups)[0]
    old, new = 0.6, 0.9
    low, high = (least(with_minimum(data, g, share), "below_minimum") for share in (old, new))
    need = sum(x.length * data.need[g, d, x.year] for x in data.periods for d in data.districts)
    assert no_more(low, high)
    if high < UNREACHABLE:
        assert no_more(high, low + data.groups[g].severity * (new - old) * need)
    policies = replace(data.policies, coverage=None)
    alone: dict[str, Any] = {"periods": data.periods[:1], "policies": policies, "programmes": {}, "effects": {}}
    together = over(
        data.joint_limits, lambda x: replace(x, at_most={t: x.at_most[t] for t in x.at_most if t in data.years[:1]})
    )
    first = replace(data, decided_participation={}, joint_limits=together, **alone)
    solution = solved(with_minimum(first, g, new), "below_minimum")
    if solution.status is Status.OPTIMAL:
        here = [key for key in solution.values["served"] if key[0] == g and relieves(first, key)]
        helped = sum(solution.values["served"][key] for key in here)
        lacks = old * sum(first.need[g, d, first.years[0]] for d in first.districts) - helped
        weight = first.groups[g].severity * first.periods[0].length
        assert no_more(weight * max(0.0, lacks), least(with_minimum(first, g, old), "below_minimum"))


def relieves(data: ModelData, key: tuple[str, str, str, int]) -> bool:
    """Whether those served so count towards their group's minimum."""
    return data.services[key[0], key[1]].relief >= data.groups[key[0]].counts_from


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_lacks_where_there_is_no_minimum(seed: int) -> None:
    """Proves: without minimums the goal is nothing, whatever else is asked for."""
    data, _ = cases(seed, goal_limits={})
    none = replace(data, groups=over(data.groups, lambda x: replace(x, minimum=0.0)))
    assert least(none, "below_minimum") in (0.0, UNREACHABLE)


@pytest.mark.parametrize("seed", SEEDS)
def test_names_and_order_change_nothing(seed: int) -> None:
    data, goal = cases(seed)
    ids = [
        *data.districts,
        *data.centres,
        *data.levels,
        *data.groups,
        *data.categories,
        *data.projects,
        *data.programmes,
    ]
    names = {name: f"z{len(ids) - i}" for i, name in enumerate(ids)}
    parts = {
        field: renamed(getattr(data, field), names)
        for field in data.__slots__
        if field not in ("base_year", "periods", "policies", "goal_limits", "discharge_fee")
    }
    parts |= {"districts": parts["districts"][::-1], "centres": parts["centres"][::-1]}
    parts["place_changes"] = parts["place_changes"][::-1]
    parts["levels"] = dict(reversed(parts["levels"].items()))
    assert least(replace(data, **parts), goal) == pytest.approx(least(data, goal), rel=1e-6, abs=1e-5)


def in_other_money(data: ModelData, factor: float) -> ModelData:
    """All money times a factor."""

    def times(*fields: str) -> Callable[[Any], Any]:
        return lambda x: replace(x, **{field: getattr(x, field) * factor for field in fields})

    def scaled(frame: Mapping[int, float] | None) -> Mapping[int, float] | None:
        return None if frame is None else over(frame, lambda x: x * factor)

    return replace(
        data,
        levels=over(data.levels, times("place_cost", "unit_cost")),
        services=over(data.services, times("other_cost", "user_fee", "state_compensation")),
        centre_cost=over(data.centre_cost, lambda x: x * factor),
        reachable=None if data.reachable is None else over(data.reachable, lambda x: (x[0], x[1] * factor)),
        categories=over(data.categories, times("pay", "agency_cost")),
        projects=over(data.projects, times("cost", "grant_per_place", "operating_change")),
        programmes=over(data.programmes, times("cost")),
        operating_frame=scaled(data.operating_frame),
        transition=over(data.transition, lambda x: x * factor),
        investment_frame=scaled(data.investment_frame),
        discharge_fee=data.discharge_fee * factor,
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("goal", ["spend", "overrun"])
def test_money_has_no_unit(seed: int, goal: str) -> None:
    data, _ = cases(seed, goal_limits={})
    assert least(in_other_money(data, 4.0), goal) == pytest.approx(4 * least(data, goal), rel=1e-6, abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_in_need_is_nobody_unmet(seed: int) -> None:
    data, _ = cases(seed, goal_limits={}, residents={})
    data = replace(data, need=over(data.need, lambda _: 0.0))
    assert least(data, "unmet") in (pytest.approx(0, abs=1e-9), UNREACHABLE)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("goal", ["unmet", "above_level", "spend", "travel", "overrun", "shortfall"])
def test_a_period_counts_by_its_years(seed: int, goal: str) -> None:
    """Proves: a period twice as long weighs twice as much, where nothing grows or fades with time."""
    data, _ = cases(seed, goal_limits={}, programmes={}, effects={}, decided_participation={}, investment_frame=None)
    still = replace(
        data,
        levels=over(data.levels, lambda x: replace(x, turnover=None if x.turnover is None else 0.0)),
        categories=over(data.categories, lambda x: replace(x, leaving=0.0, recruitment_limit=0.0, whole=False)),
        projects=over(data.projects, lambda x: replace(x, years_between=0)),
        policies=replace(data.policies, staff_growth=None),
    )
    periods = tuple(replace(x, length=2 * x.length, discount=2 * x.discount) for x in still.periods)
    assert least(replace(still, periods=periods), goal) == pytest.approx(2 * least(still, goal), rel=1e-6, abs=1e-5)


POLICIES: tuple[dict[str, Any], ...] = (
    {"residents_stay": False}, {"discharge_ready_from": None}, {"near_share": None}, {"equity_tolerance": None},
    {"coverage": None}, {"minimum_competence": False}, {"staff_growth": None}, {"grant_binding_years": None},
    {"greatest_fall": None},
)  # fmt: skip
STRICT: dict[str, Any] = {
    "discharge_ready_from": 2025, "near_share": 0.5, "equity_tolerance": 0.1, "staff_growth": 0.0,
    "grant_binding_years": 1, "greatest_fall": 0.25,
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_a_policy_switched_off_never_hurts(seed: int) -> None:
    data, goal = cases(seed)
    strict = replace(data, policies=replace(data.policies, **STRICT))
    on = least(strict, goal)
    for off in POLICIES:
        assert no_more(least(replace(strict, policies=replace(strict.policies, **off)), goal), on), off


@pytest.mark.parametrize("seed", SEEDS)
def test_a_smaller_share_low_on_the_ladder_never_hurts(seed: int) -> None:
    """Proves: half the share, a higher step, and none of it are each no worse, where no help brings in more than it costs."""
    data, goal = cases(seed, programmes={}, effects={}, decided_participation={})
    paid = over(data.services, lambda x: replace(x, user_fee=0.0, state_compensation=0.0))

    def demanded(levels: int, share: float) -> float:
        wanted = LowOnLadder(frozenset(list(data.levels)[:levels]), dict.fromkeys(data.years, share))
        return least(replace(data, services=paid, policies=replace(data.policies, ladder_share=wanted)), goal)

    strict = demanded(1, 0.4)
    assert no_more(demanded(1, 0.2), strict)
    assert no_more(demanded(2, 0.4), strict)
    assert no_more(least(replace(data, services=paid), goal), demanded(1, 0.2))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_question_has_the_same_answer(seed: int) -> None:
    data, goal = cases(seed)
    first, second = (solved(data, goal, "spend", "changes") for _ in range(2))
    assert first.goals == second.goals
    assert first.values == second.values


NOBODY = {"employed": 0.0, "recruitment_limit": 0.0, "agency_limit": 0.0}
KINDS = (
    "no frame", "no frame tables", "no places", "nowhere to be reached", "huge need", "no services", "no staff",
    "everybody leaves",
)  # fmt: skip


def nasty(seed: int, kind: str) -> ModelData:
    """A municipality in which something has gone badly wrong; nothing is demanded but what the modes weigh."""
    data, _ = cases(
        seed, goal_limits={}, residents={}, policies=Policies(grant_binding_years=10), decided_participation={}
    )
    data = replace(data, projects=over(data.projects, lambda x: replace(x, decided=False)))
    data = replace(data, categories=over(data.categories, lambda x: replace(x, whole=False)))
    nothing = dict.fromkeys(data.years, 0.0)
    changes: dict[str, dict[str, Any]] = {
        "no frame": {"operating_frame": nothing, "investment_frame": nothing},
        "no frame tables": {"operating_frame": None, "investment_frame": None},
        "no places": {"places": {}},
        "nowhere to be reached": {"reachable": {}},
        "huge need": {"need": over(data.need, lambda x: 1e4 * (x + 1))},
        "no services": {"services": {}, "effects": {}},
        "no staff": {"categories": over(data.categories, lambda x: replace(x, **NOBODY))},
        "everybody leaves": {
            "categories": over(data.categories, lambda x: replace(x, leaving=1.0, recruitment_limit=0.0))
        },
    }
    return replace(data, **changes[kind])


@pytest.mark.parametrize("seed", random_cases(6, fast=2))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", [FRAME, COVER], ids=["frame", "cover"])
def test_there_is_always_an_answer(seed: int, kind: str, mode: tuple[str, ...]) -> None:
    assert solved(nasty(seed, kind), *mode).status is Status.OPTIMAL


def test_there_is_an_answer_when_need_falls_faster_than_residents_leave() -> None:
    """Residents who need no place any more cannot be served, and may not be moved."""
    data = tiny()
    stay = over(data.levels, lambda x: replace(x, turnover=None if x.turnover is None else 0.0))
    fallen = over(data.need, lambda x: 0.5 * x)
    assert solved(replace(data, levels=stay, need=fallen), *FRAME).status is Status.OPTIMAL


def test_there_is_an_answer_when_whole_staff_leave_and_nobody_comes() -> None:
    """A tenth of 30 leaves, then a tenth a year: 21.87 is no whole number, and nobody can be hired to make it one."""
    data = tiny()
    whole = over(data.categories, lambda x: replace(x, whole=True, recruitment_limit=0.0))
    assert solved(replace(data, categories=whole), *FRAME).status is Status.OPTIMAL


def test_there_is_an_answer_when_a_district_has_one_centre_and_its_residents_live_at_two() -> None:
    data = tiny()
    groups = over(data.groups, lambda x: replace(x, one_centre_per_district=True))
    all_in_north = {(g, d, t): 2 * x if d == "north" else 0.0 for (g, d, t), x in data.need.items()}
    assert solved(replace(data, groups=groups, need=all_in_north), *FRAME).status is Status.OPTIMAL


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_ready_after_the_horizon_never_starts_unless_decided(seed: int) -> None:
    """Proves: whatever is wished, and however useful a building site, nothing is begun that ends after the last year.

    The projects take two years more than they did and add their places at once, so that beginning is what pays.
    """
    data, goal = cases(seed, goal_limits={})
    slow = over(data.projects, lambda x: replace(x, lead_time=x.lead_time + 2))
    changes = tuple(replace(x, at_start=True) for x in data.place_changes)
    late = replace(data, projects=slow, place_changes=changes, decided_starts={})
    for solution in (solved(late, "unmet"), solved(late, goal)):
        started = solution.values.get("started", {}) if solution.status is Status.OPTIMAL else {}
        for p, project in late.projects.items():
            counts = [round(started.get((p, t), 0.0)) for t in late.years]
            begun = [t for t, before, now in zip(late.years, (0, *counts), counts, strict=False) if now > before]
            assert project.decided or all(t + project.lead_time <= late.years[-1] for t in begun)
