"""What each change does to the town, by hand: (fields, exactly what differs)."""

from __future__ import annotations

from typing import Any

import pytest

Case = tuple[str, dict[str, Any]]


def added(row: str, **values: Any) -> dict[str, Any]:
    """A row that was not there."""
    return {row: "there", **{f"{row} {name}": value for name, value in values.items()}}


def closing(project: str, name: str, centre: str, year: int, **values: Any) -> dict[str, Any]:
    """A decided project that closes something in a year."""
    fixed = {"name": name, "centre": centre, "kind": "close", "cost": 0.0, "life": 1, "decided": True}
    return added(f"projects {project}", earliest=year, latest=year, **fixed, **values)


def removed(project: str, centre: str, level: str, places: int) -> dict[str, Any]:
    return added(f"project_places {project} {centre} {level} finish", change=-places, moves_residents=True)


NEED: dict[str, list[Case]] = {
    "scale_need": [
        # from the first decided year, so 1 in the base year 2025
        ("factor: 0.9, groups: [dementia]",
         {**added("need_factors dementia 2025", factor=1.0), **added("need_factors dementia 2026", factor=0.9)}),
        ("factor: 2, groups: [complex], districts: [north], from_year: 2028, to_year: 2029",
         {**added("need_factors complex north 2027", factor=1.0), **added("need_factors complex north 2028", factor=2.0),
          **added("need_factors complex north 2029", factor=2.0), **added("need_factors complex north 2030", factor=1.0)}),
    ],
    "tighten": [
        ("comparison: peers, share: 0.5, to_year: 2028",
         {"tightening comparison": "peers", "tightening share": 0.5, "tightening from_year": 2025,
          "tightening to_year": 2028}),
    ],
    "add_trend": [
        ("yearly: -0.01, groups: [home_help]", {"groups home_help trend": -0.01}),
    ],
    "scale_population": [
        # of 450, 475, 500, 550, 600 projected: 4, 8, 12, 16, 20 % more
        ("factor: 1.2, to_year: 2030, age_bands: [age_80]",
         {"population main 2026 age_80 persons": 468.0, "population main 2027 age_80 persons": 513.0,
          "population main 2028 age_80 persons": 560.0, "population main 2029 age_80 persons": 638.0,
          "population main 2030 age_80 persons": 720.0}),
    ],
    "population_variant": [("variant: low", {"population_variant": "low"})],
}  # fmt: skip

PROJECTS: dict[str, list[Case]] = {
    "force_project": [
        # by 2027: the period 2028 stands for 2027 and 2028
        ("project: group_living_south, by_year: 2027", {"projects group_living_south decided": True}),
        ("project: homes, by_year: 2026", {"projects homes decided": True, "projects homes latest": 2026}),
        ("project: group_living_south, in_year: 2030",
         {"projects group_living_south decided": True, "projects group_living_south earliest": 2030,
          "projects group_living_south latest": 2030}),
        # repeatable: the year is a decision by hand, other starts stay free
        ("project: homes, in_year: 2029",
         {"projects homes decided": True, **added("decisions start homes 2029", at_least=1.0)}),
    ],
    "forbid_project": [
        ("project: ward", {"projects ward decided": "gone", "projects ward max_count": 0}),
    ],
    "delay_project": [
        # to 2028 and on to the end of its period, which is 2028 itself; 2027 would be taken on to 2028
        ("project: ward, years: 2", {"projects ward earliest": 2028, "projects ward latest": 2028}),
        ("project: ward, years: 1", {"projects ward earliest": 2027, "projects ward latest": 2028}),
        ("project: homes, years: 3", {"projects homes earliest": 2029}),
        ("project: garden, years: -1", {"projects garden earliest": 2026}),
    ],
    "decide_again": [("project: ward", {"projects ward decided": "gone", "projects ward latest": "gone"})],
    "resize_project": [
        # 6 places become 4, so two thirds of the money
        ("project: ward, level: nursing_home, places: 2",
         {"project_places ward south_centre nursing_home finish change": 2,
          "projects ward cost": 4000 * 4 / 6, "projects ward operating_change": 60 * 4 / 6}),
        ("project: homes, places: 8, cost: 9000",
         {"project_places homes north_centre group_living finish change": 8, "projects homes cost": 9000.0}),
        ("project: ward, level: group_living, places: 0, cost: 4000, operating_change: 60",
         {"project_places ward south_centre group_living finish": "gone",
          "project_places ward south_centre group_living finish change": "gone"}),
    ],
    "change_project": [
        ("project: ward, outlay: [0.25, 0.75]", {"projects ward outlay": (0.25, 0.75)}),
        ("project: homes, cost: 1, lead_time: 3, max_count: 1",
         {"projects homes cost": 1.0, "projects homes lead_time": 3, "projects homes max_count": "gone"}),
    ],
    "scale_projects": [
        # a lead time of 1 year times 1.5 is rounded up to 2
        ("projects: [homes], cost: 0.5, grant_per_place: 0, lead_time: 1.5",
         {"projects homes cost": 4000.0, "projects homes grant_per_place": "gone", "projects homes lead_time": 2}),
    ],
}  # fmt: skip

PLACES: dict[str, list[Case]] = {
    "close_centre": [
        # 4 + 4 places there today; homes would add to it, so it may not be done; 500 kNOK a year are saved
        ("centre: north_centre, from_year: 2027",
         {**closing("close_north_centre", "Nord omsorgssenter legges ned", "north_centre", 2028, operating_change=-500.0),
          **removed("close_north_centre", "north_centre", "group_living", 4),
          **removed("close_north_centre", "north_centre", "nursing_home", 4),
          "project_places homes north_centre group_living finish": "gone",
          "project_places homes north_centre group_living finish change": "gone", "projects homes max_count": 0}),
    ],
    "withdraw_level": [
        # by 2030 the decided ward (2026 + 2 years) has added 4 to the 4 there are; the garden's place is left out
        ("centre: south_centre, level: nursing_home, from_year: 2030, cost: 7",
         {**closing("withdraw_south_centre_nursing_home", "Sør omsorgssenter: Sykehjem, langtidsplass avvikles",
                    "south_centre", 2030) | {"projects withdraw_south_centre_nursing_home cost": 7.0},
          **removed("withdraw_south_centre_nursing_home", "south_centre", "nursing_home", 8),
          "project_places garden south_centre nursing_home finish": "gone",
          "project_places garden south_centre nursing_home finish change": "gone", "projects garden max_count": 0}),
    ],
    "cap_places": [
        # 4 there, 1 too many; homes may still be built, but no more than 3 are used
        ("centre: north_centre, level: group_living, places: 3, from_year: 2028",
         {**closing("cap_north_centre_group_living", "Nord omsorgssenter: Bokollektiv, høyst 3", "north_centre", 2028),
          **removed("cap_north_centre_group_living", "north_centre", "group_living", 1),
          **added("decisions places north_centre group_living 2028", at_most=3.0),
          **added("decisions places north_centre group_living 2030", at_most=3.0)}),
        ("centre: north_centre, level: group_living, places: 6, from_year: 2029",
         added("decisions places north_centre group_living 2030", at_most=6.0)),
    ],
    "set_unit_size": [
        ("centre: south_centre, level: nursing_home, unit_size: 6",
         {"places south_centre nursing_home unit_size": 6, "project_places ward south_centre nursing_home finish unit_size": 6,
          "project_places garden south_centre nursing_home finish unit_size": 6}),
    ],
    "offer_level": [
        ("centre: outside, level: nursing_home, places: 2, from_year: 2027",
         {**added("projects offer_outside_nursing_home", name="Kjøpt: 2 plasser, Sykehjem, langtidsplass",
                  centre="outside", kind="expand", cost=0.0, earliest=2028, latest=2028, decided=True),
          **added("project_places offer_outside_nursing_home outside nursing_home finish", change=2)}),
        ("centre: north_centre, level: group_living, places: 2, from_year: 2027, instead_of: nursing_home, decided: false, "
         "lead_time: 1, cost: 50, name: Omgjøring",
         {**added("projects offer_north_centre_group_living", name="Omgjøring", centre="north_centre", kind="convert",
                  cost=50.0, earliest=2027, lead_time=1),
          **added("project_places offer_north_centre_group_living north_centre group_living finish", change=2),
          **removed("offer_north_centre_group_living", "north_centre", "nursing_home", 2)}),
    ],
    "buy_places": [
        ("level: nursing_home, places: 3, from_year: 2026, price: 1500",
         {**added("projects buy_nursing_home", name="Kjøp av 3 plasser", centre="outside", kind="open", cost=0.0, life=1,
                  earliest=2026, latest=2026, decided=True),
          **added("project_places buy_nursing_home outside nursing_home finish", change=3),
          "services dementia nursing_home other_cost": 1500.0, "services complex nursing_home other_cost": 1500.0}),
    ],
    "open_centre": [
        ("id: west, name: Vest, district: south, travel_as: south_centre, offers: [{level: group_living, places: 4}], "
         "from_year: 2028, cost: 900, fixed_cost: 30",
         {**added("centres west", name="Vest", district="south"),
          **added("travel north west", minutes=20.0), **added("travel south west", minutes=0.0),
          **added("projects open_west", name="Vest", centre="west", kind="open", cost=900.0, operating_change=30.0,
                  earliest=2028, latest=2028, decided=True),
          **added("project_places open_west west group_living finish", change=4)}),
    ],
}  # fmt: skip

SERVICES: dict[str, list[Case]] = {
    "change_level": [
        ("level: nursing_home, occupancy: 0.9, unit_size: 8, turnover: 0.4",
         {"levels nursing_home occupancy": 0.9, "levels nursing_home unit_size": 8, "levels nursing_home turnover": 0.4}),
    ],
    "change_group": [
        ("group: dementia, severity: 12, one_centre_per_district: true",
         {"groups dementia severity": 12.0, "groups dementia one_centre_per_district": True}),
    ],
    "lowest_level": [
        # nursing home from now on: those in a bokollektiv wait, and half of their need is relieved
        ("group: dementia, level: nursing_home, relief: 0.5",
         {"groups dementia lowest_level": "nursing_home", "services dementia group_living relief": 0.5}),
        ("group: dementia, level: home_care",
         {"groups dementia lowest_level": "home_care", "services dementia home_care relief": "gone"}),
    ],
    "allow_service": [
        ("group: complex, level: group_living, relief: 0.7, other_cost: 3",
         added("services complex group_living", relief=0.7, other_cost=3.0)),
        ("group: dementia, level: home_care, relief: 0.6", {"services dementia home_care relief": 0.6}),
    ],
    "stop_service": [
        ("group: dementia, level: home_care",
         {"services dementia home_care": "gone", "services dementia home_care relief": "gone",
          "staffing home_care dementia care_worker": "gone",
          "staffing home_care dementia care_worker fte_per_person": "gone"}),
    ],
}  # fmt: skip

MONEY: dict[str, list[Case]] = {
    "frame": [
        # frames are given for 2025, 2026, 2028, 2030, linear between: 29000 in 2027 and 31300 in 2029 become rows
        ("add: 1000, factor: 2, from_year: 2028, to_year: 2028",
         {**added("frames 2027", operating=29000.0, investment=0.0), "frames 2028 operating": 63000.0,
          **added("frames 2029", operating=31300.0, investment=0.0)}),
        ("add_investment: -15000, from_year: 2026, to_year: 2026",
         {**added("frames 2027", operating=29000.0, investment=0.0), "frames 2026 investment": 0.0,
          **added("frames 2029", operating=31300.0, investment=0.0)}),
    ],
    "frame_growth": [
        # 31000 in 2028, then 10 % a year: 34100, 37510
        ("yearly: 0.1, from_year: 2028",
         {**added("frames 2027", operating=29000.0, investment=0.0),
          **added("frames 2029", operating=pytest.approx(34100.0), investment=0.0),
          "frames 2030 operating": pytest.approx(37510.0)}),
    ],
    "transition": [
        # 600 in 2026 falls by 200 a year, to nothing in 2029
        ("add: 600, tapers: true, to_year: 2028",
         {**added("frames 2027", operating=29000.0, transition=pytest.approx(400.0), investment=0.0),
          "frames 2026 transition": 600.0, "frames 2028 transition": pytest.approx(200.0),
          **added("frames 2029", operating=31300.0, investment=0.0)}),
    ],
    "scale_costs": [
        ("levels: [nursing_home], groups: [dementia], user_fee: 1.5, place_cost: 2",
         {"services dementia nursing_home user_fee": 300.0, "levels nursing_home place_cost": 100.0}),
    ],
    "centre_cost": [("centre: north_centre, fixed_cost: 10", {"centres north_centre fixed_cost": 10.0})],
    "discharge_fee": [("per_day: 6", {"discharge_fee per_day": 6.0})],
    "capital": [
        ("outlay: over_building", {"capital outlay": "over_building"}),
        ("discount_rate: 0.02", {"capital discount_rate": 0.02})],
    "travel": [("district: north, centre: south_centre, minutes: 5", {"travel north south_centre minutes": 5.0})],
}  # fmt: skip

STAFF: dict[str, list[Case]] = {
    "set_staff": [
        ("categories: [nurse], leaving: 0.2, whole: true, may_do: []",
         {"staff nurse leaving": 0.2, "staff nurse whole": True, "staff nurse may_do": "gone"}),
        ("agency_limit: 0", {"staff nurse agency_limit": 0.0, "staff care_worker agency_limit": 0.0}),
    ],
    "scale_staff": [
        ("categories: [nurse], recruitment_limit: 0.5, pay: 1.1",
         {"staff nurse recruitment_limit": 1.0, "staff nurse pay": 880.0000000000001}),
    ],
    "add_staff": [
        ("category: nurse, employed: 2, recruitment_limit: -1",
         {"staff nurse employed": 7.0, "staff nurse recruitment_limit": 1.0}),
    ],
    "bind_staff": [
        # 0.8 of the time at work, a tenth of it lost: 1 - 0.8 · 0.9 = 0.28 away
        ("lost_share: 0.1, categories: [nurse]", {"staff nurse absence": 1 - 0.8 * 0.9}),
    ],
    "competence": [
        ("level: nursing_home, category: nurse, minimum_share: 0",
         {"competence nursing_home nurse": "gone", "competence nursing_home nurse minimum_share": "gone"}),
        ("level: group_living, category: nurse, minimum_share: 0.1",
         added("competence group_living nurse", minimum_share=0.1)),
    ],
    "shift_tasks": [
        ("category: care_worker, work_of: nurse, max_share: 0.2, hours: 1.1",
         added("task_shifting care_worker nurse", max_share=0.2, hours=1.1)),
    ],
    "scale_norms": [
        ("levels: [nursing_home], categories: [nurse], per_person: 2, per_unit: 0.5",
         {"staffing nursing_home nurse fte_per_person": 1.0, "staffing nursing_home nurse fte_per_unit": 0.5}),
        ("groups: [dementia], per_person: 2", {"staffing home_care dementia care_worker fte_per_person": 1.0}),
    ],
    "set_norm": [
        ("level: nursing_home, group: dementia, category: nurse, fte_per_person: 0.4",
         added("staffing nursing_home dementia nurse", fte_per_person=0.4)),
        ("level: nursing_home, category: nurse, fte_per_person: 0.4, fte_per_unit: 2",
         {"staffing nursing_home nurse fte_per_person": 0.4, "staffing nursing_home nurse fte_per_unit": 2.0}),
    ],
}  # fmt: skip

PROGRAMMES: dict[str, list[Case]] = {
    "roll_out": [
        ("programme: reablement", {"programmes reablement decided_participants": 1e6}),
        ("programme: gym, participants: 9, growth_per_year: 6, from_year: 2027",
         {"programmes gym decided_participants": 9.0, "programmes gym growth_per_year": 6.0,
          "programmes gym first_year": 2027}),
    ],
    "stop_programme": [
        ("programme: gym",
         {"programmes gym decided_participants": "gone", "programmes gym max_participants": 0.0}),
    ],
    "change_programme": [
        ("programme: gym, may_shrink: true", {"programmes gym may_shrink": True}),
        ("programme: reablement, cost: 20, hours_reduction: 0.3",
         {"programmes reablement cost": 20.0, "programme_effects reablement home_help hours_reduction": 0.3}),
    ],
}  # fmt: skip

RULES: dict[str, list[Case]] = {
    "residents_stay": [("on: false", {"policies residents_stay on": False})],
    "discharge_ready_received": [
        ("from_year: 2028",
         {"policies discharge_ready_received on": True, "policies discharge_ready_received from_year": 2028}),
    ],
    "proximity": [
        ("share: 0.5, minutes: 10",
         {"policies proximity on": True, "policies proximity share": 0.5, "policies proximity minutes": 10.0}),
    ],
    "equity": [("tolerance: 0.1", {"policies equity on": True, "policies equity tolerance": 0.1})],
    "coverage_norm": [
        ("at_least: 0.05, age: 80, from_year: 2030",
         {"policies coverage_norm on": True, "policies coverage_norm at_least": 0.05,
          "policies coverage_norm from_year": 2030}),
    ],
    "minimum_competence": [("on: false", {"policies minimum_competence on": False})],
    "decisions_are_kept": [
        ("fall: 0.08", {"policies decisions_are_kept on": True, "policies decisions_are_kept fall": 0.08})
    ],
    "ladder_share": [
        ("step: 1, at_least: 0.3, from_year: 2028",
         {"policies ladder_share on": True, "policies ladder_share step": 1, "policies ladder_share at_least": 0.3,
          "policies ladder_share from_year": 2028}),
    ],
    "staff_growth": [("rate: 0.01", {"policies staff_growth on": True, "policies staff_growth rate": 0.01})],
    "net_growth_grant": [("binding_years: 5", {"policies net_growth_grant binding_years": 5})],
    "limit_goal": [
        ("goal: overrun, at_most: 100", {"limits overrun goal": "overrun", "limits overrun at_most": 100.0}),
        ("goal: travel, at_most: 7", {"limits travel at_most": 7.0}),
    ],
    "free_goal": [("goal: travel", {"limits travel goal": "gone", "limits travel at_most": "gone"})],
    "order_goals": [
        ("mode: cover, order: [unmet, {spend: 1, overrun: 2}]",
         {"goals cover": ("unmet", {"spend": 1.0, "overrun": 2.0})}),
    ],
    "set_minimum": [
        ("groups: [complex], share: 0.9",
         {"groups complex minimum share": 0.9}),
        ("groups: [dementia], share: 0.8, counts_from: 0.6",
         {"groups dementia minimum share": 0.8, "groups dementia minimum counts_from": 0.6}),
        # home_help is the one group that has one
        ("share: 0.5", {"groups home_help minimum share": 0.5}),
    ],
    "lift_minimum": [
        ("groups: [home_help]",
         {"groups home_help minimum share": "gone"}),
    ],
    "allow_slack": [("share: 0.05", {"goals overrun_slack": 0.05})],
    "weigh_need": [("weighting: breadth_first", {"weighting": "breadth_first"})],
    "standing_mode": [("mode: cover", {"mode": "cover"})],
}  # fmt: skip

HAND: dict[str, list[Case]] = {
    "limit_together": [
        ("id: market, of: recruited, categories: [nurse, care_worker], at_most: 6, from_year: 2028",
         added("joint_limits market 2028", name="market", of="recruited", categories=("nurse", "care_worker"), at_most=6.0)),
        ("id: houses, at_most: 12, from_year: 2028",
         added("joint_limits houses 2028", name="Hus", of="places", centres=("north_centre", "south_centre"), at_most=12.0)),
        ("id: houses", {"joint_limits houses": "gone", **{
            f"joint_limits houses {name}": "gone"
            for name in ("name", "of", "centres", "at_most")}}),
    ],
    "start": [
        ("project: homes, year: 2027, times: 2", added("decisions start homes 2027", at_least=2.0, at_most=2.0)),
    ],
    "keep_places": [
        ("centre: north_centre, level: nursing_home, at_least: 2, at_most: 4, from_year: 2027",
         {**added("decisions places north_centre nursing_home 2028", at_least=2.0, at_most=4.0),
          **added("decisions places north_centre nursing_home 2030", at_least=2.0, at_most=4.0)}),
    ],
    "serve": [
        ("group: dementia, level: group_living, at_least: 3, to_year: 2026",
         added("decisions serve group_living dementia 2026", at_least=3.0)),
    ],
}  # fmt: skip

CASES: dict[str, list[Case]] = {
    **NEED, **PROJECTS, **PLACES, **SERVICES, **MONEY, **STAFF, **PROGRAMMES, **RULES, **HAND,
}  # fmt: skip
"""By name of the change."""
