"""Tables of a plan: the base year and a decided year worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_plan import tiny, tiny_plan, with_part, with_row, with_settings

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import CollisionError, NoPlanError
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import GoalResult, ModelSize, Solution, Status
from leonplan.optimizer.planning.plan import Plan, make_plan, steps_of
from leonplan.optimizer.planning.plan_instance import hard_demands, plan_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.cover import share_out
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings

CATEGORIES = ("a", "b", "c", "d")


def plan_of(instance: Instance, values: Mapping[str, Mapping[Any, float]], goals: tuple[GoalResult, ...] = ()) -> Plan:
    """The plan of decisions written by hand; what is not written is zero."""
    demand = project_demand(instance)
    solution = Solution(Status.FEASIBLE, goals, values, ModelSize(0, 0, 0, 0))
    data = prepare(instance, demand)
    return make_plan(instance, demand, data, solution, mode=Mode.FRAME, settings=SolveSettings())


def money_of(plan: Plan, t: int) -> dict[str, float]:
    """Posts of a year that are not zero."""
    return {row.post.value: row.amount for row in plan.rows(r.Money) if row.year == t and row.amount}


def test_base_year_by_hand() -> None:
    """40 at home, 4 + 4 in group living, 2 + 2 in nursing homes, four units of 4 places.

    By hand: care workers 40 · 0.25 + 8 · 0.5 + 2 · 2 + 4 · 0.5 + 2 · 2 = 24, as many as 30 · 0.8; nurses
    4 · 0.5 + 2 · 1 = 4, as many as 5 · 0.8. Pay 30 · 640 + 5 · 800 = 23 200, places 12 · 50, units 4 · 100, centres
    2 · 500, fees 8 · 100 + 4 · 200 = 1 600: 23 200 + 600 + 400 + 1 000 - 1 600 = 23 600, within the frame of 24 000.
    """
    plan = plan_of(tiny(), {})
    assert money_of(plan, 2025) == {
        "pay": 23200, "user_fees": -1600, "places": 600, "units": 400, "centres": 1000, "spend": 23600, "frame": 24000,
    }  # fmt: skip
    served = [(row.group, row.level, row.place, row.persons) for row in plan.rows(r.Served)]
    assert served == [
        ("complex", "nursing_home", "north_centre", 2),
        ("complex", "nursing_home", "south_centre", 2),
        ("dementia", "group_living", "north_centre", 4),
        ("dementia", "group_living", "south_centre", 4),
        ("home_help", "home_care", "north", 20),
        ("home_help", "home_care", "south", 20),
    ]
    staff = [row for row in plan.rows(r.Staff) if row.year == 2025]
    assert [(row.category, row.employed, row.work, row.agency, row.shortfall) for row in staff] == [
        ("care_worker", 30, 24, 0, 0),
        ("nurse", 5, 4, 0, 0),
    ]
    places = [(row.built, row.operated, row.open_units) for row in plan.rows(r.Places) if row.year == 2025]
    assert places == [(4, 4, 1), (4, 2, 1), (4, 4, 1), (4, 2, 1)]
    assert (plan.by_year[0].unmet, plan.by_year[0].above_level, plan.by_year[0].overrun) == (0, 0, 0)


def test_base_year_with_too_few_staff() -> None:
    """Idle nurses help out, then agencies come, and the rest is shortfall.

    By hand: care workers 25 · 0.8 = 20 of 24; nurses 6.25 · 0.8 = 5 of 4, so 1 helps out; 24 - 20 - 1 = 3 are left, of
    whom agencies give 2 and nobody 1. Agency costs 2 · 1 200 = 2 400; the 1 that is missing costs the same as they do,
    1 200, as pay for the time at work is less: 700 / 0.8 = 875.
    """
    plan = plan_of(with_part(with_part(tiny(), "staff", 0, employed=25), "staff", 1, employed=6.25), {})
    care_worker, nurse = (row for row in plan.rows(r.Staff) if row.year == 2025)
    assert (care_worker.agency, care_worker.shortfall, nurse.agency) == (2, 1, 0)
    covers = {(row.category, row.work_of): row.fte for row in plan.rows(r.Covers) if row.year == 2025}
    assert covers == {("care_worker", "care_worker"): 22, ("nurse", "care_worker"): 1, ("nurse", "nurse"): 4}
    assert money_of(plan, 2025)["agency"] == 2400
    assert money_of(plan, 2025)["unfilled"] == plan.by_year[0].unfilled == 1200
    assert plan.by_year[0].shortfall == 1


def test_base_year_with_people_waiting() -> None:
    """Two of the eight with dementia wait at home, which relieves half, and one has nothing at all.

    By hand: 5 in group living, 2 at home (1 in each district), 1 unserved (0.5 in each district). Unmet 1 + 2 · 0.5 = 2
    of 8; a tenth of the group is 0.8, the least severe tenths weigh 10 · (1 - 0.45) = 5.5, 6.5 and 7.5:
    0.8 · 5.5 + 0.8 · 6.5 + 0.4 · 7.5 = 12.6.
    """
    instance = with_part(tiny(), "groups", 1, spread=0.45)
    rows = [
        row.model_dump()
        for row in instance.current_service
        if row.centre != "north_centre" or row.level != "group_living"
    ]
    rows.append(
        {"group": "dementia", "level": "group_living", "centre": "north_centre", "persons": 1, "source": "paper"}
    )
    rows.append({"group": "dementia", "level": "home_care", "persons": 2, "source": "paper"})
    instance = Instance.model_validate(instance.model_dump() | {"current_service": rows})
    plan = plan_of(instance, {})
    assert [(row.district, row.persons) for row in plan.rows(r.Unserved)] == [("north", 0.5), ("south", 0.5)]
    dementia = next(row for row in plan.rows(r.Unmet) if (row.year, row.group) == (2025, "dementia"))
    assert (dementia.persons, dementia.weighted) == (2, 12.6)


def test_base_year_spreads_participants_over_those_eligible() -> None:
    """10 take part already: 5 in each district, as 20 are served at home in each.

    By hand: they save 10 · 0.4 · 0.25 = 1 care worker and cost 10 · 30 = 300.
    """
    plan = plan_of(with_row(tiny(), "programmes", 0, participants=10), {})
    assert [(row.district, row.persons) for row in plan.rows(r.Participants)] == [("north", 5), ("south", 5)]
    assert next(row.work for row in plan.rows(r.Staff)) == 23
    assert money_of(plan, 2025)["programmes"] == 300


def test_gap_of_gjovik_today() -> None:
    """The gap to the frame is 41.0 million, as the instance's README works out."""
    today = plan_of(load_instance(find_instance("gjovik")), {}).by_year[0]
    assert round(today.overrun / 1000, 1) == 41.0


def test_decided_year_by_hand() -> None:
    """2026 as tiny's README plans it, the new unit started, and 2028 with the unit in use and nothing else.

    By hand: the README's section 4 for 2026; in 2028 16 000 - 4 · 1 000 at 4 % over 40 years is 606.282, upkeep 100.
    """
    units = {(c, l, 2026): 1.0 for c in ("north_centre", "south_centre") for l in ("group_living", "nursing_home")}
    served: dict[tuple[str, str, str, int], float] = {}
    for c in ("north_centre", "south_centre"):
        served["dementia", "group_living", c, 2026] = 4
        served["dementia", "nursing_home", c, 2026] = 0.5
        served["complex", "nursing_home", c, 2026] = 2.25
    for d in ("north", "south"):
        served["home_help", "home_care", d, 2026] = 22.5
    plan = plan_of(
        tiny(),
        {
            "served": served,
            "operated": {(c, l, t): 4 if l == "group_living" else 2.75 for c, l, t in units},
            "open_units": units,
            "participants": {("reablement", "home_help", "north", 2026): 2},
            "employed": {("care_worker", 2026): 32.25, ("nurse", 2026): 5.9375},
            "hired": {("care_worker", 2026): 5.25, ("nurse", 2026): 1.4375},
            "covers": {("care_worker", "care_worker", 2026): 25.8, ("nurse", "nurse", 2026): 4.75},
            "started": {("group_living_south", t): 1 for t in (2026, 2028, 2030)},
            "granted": {("group_living_south", 2026): 4},
            "overrun_in": {2026: 5.0},
        },
    )
    assert money_of(plan, 2026) == {
        "pay": 25390, "user_fees": -1900, "places": 675, "units": 400, "centres": 1000, "programmes": 60,
        "spend": 25625, "frame": 27000, "outlay": 16000, "grants": -4000, "investment_frame": 15000,
    }  # fmt: skip
    assert [(row.category, row.work, row.shortfall) for row in plan.rows(r.Staff) if row.year == 2026] == [
        ("care_worker", 25.8, 0),
        ("nurse", 4.75, 0),
    ]
    later = money_of(plan, 2028)
    assert later["capital_cost"] == pytest.approx(606.282, abs=5e-4)
    assert later["operating_change"] == 100
    assert [(row.year, row.project, row.starts, row.granted) for row in plan.rows(r.ProjectStart)] == [
        (2026, "group_living_south", 1, 4)
    ]
    built = {
        row.year: row.built
        for row in plan.rows(r.Places)
        if (row.centre, row.level) == ("south_centre", "group_living")
    }
    assert built == {2025: 4, 2026: 4, 2028: 8, 2030: 8}
    assert plan.by_year[1].above_level == 1
    assert plan.by_year[1].overrun == 0  # whatever room the solver left itself


def test_shortfall_and_overrun_are_what_is_left() -> None:
    """Work of 1 person at home is 0.25; 0.1 is done, so 0.15 is short whatever slack the solver reports.

    A solver that reports none within its tolerance is believed; verification says by how much it may be wrong.
    """
    served = {("home_help", "home_care", "north", 2026): 1.0}
    covers = {("care_worker", "care_worker", 2026): 0.1}
    values = {"served": served, "covers": covers, "shortfall": {("care_worker", 2026): 9.0}}
    assert plan_of(tiny(), values).by_year[1].shortfall == pytest.approx(0.15)
    assert plan_of(tiny(), {"served": served, "covers": covers}).by_year[1].shortfall == 0


def test_goals_are_those_of_the_plan() -> None:
    """A goal's value is what the tables come to; bound, proof and what it was held at are the solver's.

    By hand: 3 unserved of weight 20 for the one year of 2026 are 60; with a bound of 54 the gap is 6/60. The second
    step weighs: 2 · 60 + 0.
    """
    order = {"frame": [{"unmet": 1.0}, {"unmet": 2.0, "travel": 1.0}], "cover": ["unmet"]}
    found = (
        GoalResult("unmet", "severity-weighted person-years", 59.9, 54.0, False, 61.0),
        GoalResult("2*unmet + 1*travel", "weighted", 120.0, float("-inf"), False, 121.0),
    )
    values = {"unserved": {("complex", "north", 2026): 3.0}}
    plan = plan_of(with_settings(tiny(), goals=order), values, found)
    first, second = plan.goals
    assert (first.value, first.bound, first.gap, first.proven, first.held_at) == (60, 54, 0.1, False, 61)
    assert (second.value, second.bound, second.gap) == (120, None, None)
    assert plan.tables["goals"] == plan.goals


def test_zeros_are_dropped_where_absent_means_zero_and_kept_elsewhere() -> None:
    values = {
        "flow": {("complex", "north", "north_centre", 2026): 0.0, ("complex", "north", "south_centre", 2026): 1e-12}
    }
    plan = plan_of(tiny(), values)
    assert plan.rows(r.Flow) == ()
    assert len(plan.rows(r.Places)) == 4 * 4  # years · (centre, level)
    assert len(plan.rows(r.Staff)) == 4 * 2
    assert (
        len(plan.rows(r.Money)) == 4 * (len(r.Post) - 3) - 4
    )  # no transition, no part of capital cost; no investments in 2025
    assert len(plan.rows(r.Need)) == 4 * 3 * 2


def test_tables_are_sorted_by_their_keys() -> None:
    plan = tiny_plan()
    posts = list(r.Post)
    for kind in r.ROWS:
        keys = [tuple(getattr(row, name) for name in kind.key) for row in plan.tables[kind.table]]
        assert len(set(keys)) == len(keys)
        ordered = [[posts.index(part) if isinstance(part, r.Post) else part for part in key] for key in keys]
        last = [[(part is None, part) for part in key] for key in ordered]  # what is blank stands last
        assert last == sorted(last), kind.table


def test_a_plan_without_a_given_year_begins_with_the_first_period() -> None:
    instance = with_settings(tiny(), horizon={"periods": [2026, 2028]}).model_copy(update={"current_service": ()})
    plan = plan_of(instance, {})
    assert [total.year for total in plan.by_year] == [2026, 2028]


def test_one_call_plans_and_verifies() -> None:
    """Tiny's README works the goals out on paper; what is held while others improve may give way by its grid."""
    plan = tiny_plan()
    assert plan.status is Status.OPTIMAL
    assert plan.verification is not None
    assert plan.verification.ok, str(plan.verification)
    values = {goal.goal: goal.value for goal in plan.goals}
    assert values["unmet"] == pytest.approx(8.313, abs=0.0101)
    assert values["spend"] == pytest.approx(128602.672, rel=1e-3)
    assert {"build", "solve", "verify"} <= plan.seconds.keys()


def test_hard_demands_are_named_when_they_collide() -> None:
    """Nobody unmet and no post empty within the frame: 831 kNOK a year are missing in 2030 (README, section 4)."""
    limits = [{"goal": goal, "at_most": most} for goal, most in (("unmet", 0), ("shortfall", 0), ("overrun", 100))]
    instance = with_row(with_settings(tiny(), limits=limits), "projects", 0, decided=True)
    with pytest.raises(CollisionError) as error:
        plan_instance(instance)
    for words in ("limit: unmet at most 0", "limit: overrun at most 100", "residents_stay", "group_living_south"):
        assert words in str(error.value)
    assert "policy: equity" not in hard_demands(instance)


def test_no_answer_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = Solution(Status.NO_ANSWER, (), {}, ModelSize(1, 1, 1, 1))
    monkeypatch.setattr("leonplan.optimizer.planning.plan_instance.Session.solve", lambda *_, **__: stopped)
    with pytest.raises(NoPlanError):
        plan_instance(tiny())


def test_a_plan_is_not_changed_by_asking() -> None:
    plan = tiny_plan()
    with pytest.raises(AttributeError):
        plan.mode = Mode.COVER  # type: ignore[misc]
    assert replace(plan, log=("told",)).tables is plan.tables


def test_steps_are_weights() -> None:
    order = {"frame": ["spend", {"overrun": 1.0, "unmet": 30.0}], "cover": ["unmet"]}
    instance = with_settings(tiny(), goals=order)
    assert steps_of(instance, Mode.FRAME) == ({"spend": 1.0}, {"overrun": 1.0, "unmet": 30.0})
    assert steps_of(instance, Mode.COVER) == ({"unmet": 1.0},)


@given(
    own=st.tuples(*[st.integers(0, 5)] * 4),
    work=st.tuples(*[st.integers(0, 5)] * 4),
    pairs=st.sets(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES))),
)
def test_work_is_shared_out_so_that_least_is_left(
    own: tuple[int, ...], work: tuple[int, ...], pairs: set[tuple[str, str]]
) -> None:
    """What is left is the most that any set of works is larger than the time of all who may do some of it (min cut)."""
    may_do = {k: [k, *(w for j, w in sorted(pairs) if j == k and w != k)] for k in CATEGORIES}
    time, wanted = dict(zip(CATEGORIES, own, strict=True)), dict(zip(CATEGORIES, work, strict=True))
    cover = share_out(time, wanted, may_do, CATEGORIES)
    least = max(
        sum(wanted[w] for w in some) - sum(time[k] for k in CATEGORIES if set(may_do[k]) & set(some))
        for size in range(5)
        for some in combinations(CATEGORIES, size)
    )
    assert sum(cover.left.values()) == least
    for w in CATEGORIES:
        assert sum(fte for (_, x), fte in cover.done.items() if x == w) + cover.left[w] == wanted[w]
    for k in CATEGORIES:
        assert sum(fte for (j, _), fte in cover.done.items() if j == k) <= time[k]
    assert min(cover.done.values()) >= 0


def test_a_repeatable_project_that_excludes_another_is_planned() -> None:
    """``chosen`` says without a year whether a repeatable project is carried out; the tables follow from its starts."""
    other = tiny().projects[0].model_copy(update={"id": "other", "name": "Annet", "max_count": 1})
    first = tiny().projects[0].model_copy(update={"max_count": 2, "excludes": ("other",)})
    plan = plan_instance(tiny().model_copy(update={"projects": (first, other)}))
    assert plan.verification is not None
    assert plan.verification.ok
    assert {row.project for row in plan.rows(r.ProjectStart)} == {first.id}
