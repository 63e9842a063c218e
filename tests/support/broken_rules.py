"""What is verified, and how each rule is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from tiny_plan import tiny, tiny_plan, with_part, with_policy, with_row, with_settings

from leonplan.optimizer.outcome.verification import Verification
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.texts import table_texts
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.verify.check_tables import check_tables

PROJECT = "group_living_south"


@dataclass(frozen=True)
class Stored:
    """What is verified: an instance, the tables' texts and what the manifest tells."""

    instance: Instance
    texts: Mapping[str, str]
    told: Mapping[str, Any]

    def check(self) -> Verification:
        return check_tables(self.instance, self.texts, Mode.FRAME, self.told)

    def with_instance(self, instance: Instance) -> Stored:
        return replace(self, instance=instance)

    def with_line(self, table: str, start: str, new: str | None) -> Stored:
        """The line that begins so replaced, or left out; added if no start is given."""
        file = f"{table}.csv"
        lines = self.texts[file].splitlines()
        if start:
            (place,) = [number for number, line in enumerate(lines) if line.startswith(start)]
            lines[place : place + 1] = [] if new is None else [new]
        elif new is not None:
            lines.append(new)
        return replace(self, texts={**self.texts, file: "\n".join(lines) + "\n"})


def stored(plan: Plan | None = None) -> Stored:
    plan = plan or tiny_plan()
    told = {"status": plan.status.value, "goals": [asdict(goal) for goal in plan.goals]}
    return Stored(plan.instance, table_texts(plan.tables), told)


def add_row(instance: Instance, table: str, **row: Any) -> Instance:
    """The instance with one row more in a table."""
    content = instance.model_dump()
    return Instance.model_validate(content | {table: [*content[table], row | {"source": "paper"}]})


def other_project(**fields: Any) -> Instance:
    """Tiny with a second project that does nothing."""
    return add_row(
        tiny(), "projects", **{"id": "other", "name": "O", "centre": "north_centre", "kind": "open", "cost": 0} | fields
    )


def without_rows(instance: Instance, table: str, **fields: str) -> Instance:
    """The instance without the rows that hold these values."""
    rows = getattr(instance, table)
    kept = tuple(row for row in rows if any(getattr(row, name) != value for name, value in fields.items()))
    return instance.model_copy(update={table: kept})


def received() -> Instance:
    instance = with_part(tiny(), "groups", 0, discharge_ready=True)
    instance = with_settings(instance, discharge_fee={"per_day": 0, "source": "paper"})
    return with_policy(instance, discharge_ready_received={"on": True})


def decided(**fields: Any) -> Instance:
    """Tiny with a decision made by hand."""
    return add_row(tiny(), "decisions", **fields)


def joint(of: str, at_most: float, *categories: str) -> Instance:
    """Tiny with a limit on several things together."""
    return add_row(tiny(), "joint_limits", id="all", name="All", of=of, categories=categories, at_most=at_most)


def fewer_helped(plan: Stored) -> Stored:
    """Decisions stand, and 32.5 instead of 45 have help at home in 2026, where 40 had it before."""
    instance = with_policy(tiny(), decisions_are_kept={"on": True, "fall": 0})
    line = "2026,home_help,home_care,north,"
    return plan.with_line("served", line, f"{line}10").with_instance(instance)


def own_work_left(plan: Stored) -> Stored:
    """Nurses do 1 of the care workers' work in 2030, while 2.03125 of their own 5.03125 is left."""
    return plan.with_line("covers", "2030,nurse,nurse", "2030,nurse,nurse,3,3\n2030,nurse,care_worker,1,1").with_line(
        "staff", "2030,nurse", "2030,nurse,6.2890625,0.845394737,0,2.03125,0,5.03125"
    )


def closing() -> Instance:
    """The project closes four nursing home places as well, so that no round-the-clock places are added."""
    row = {"project": PROJECT, "centre": "north_centre", "level": "nursing_home", "change": -4}
    return add_row(tiny(), "project_places", **row)


BREAKS: dict[str, Callable[[Stored], Stored]] = {
    "tables_are_whole": lambda s: s.with_line("need", "2028,complex,north,", None),
    "manifest_tells_the_same": lambda s: replace(s, told={**s.told, "status": "feasible"}),
    "nothing_is_negative": lambda s: s.with_line(
        "served", "2028,complex,nursing_home,north_centre,", "2028,complex,nursing_home,north_centre,-2.5"
    ),
    "need_follows_from_inhabitants": lambda s: s.with_instance(with_row(tiny(), "needs", 0, rate=0.11)),
    "served_only_where_offered": lambda s: s.with_instance(
        without_rows(tiny(), "services", group="complex", level="nursing_home")
    ),
    "need_is_met_or_counted": lambda s: s.with_line(
        "flow", "2028,complex,north,north_centre,", "2028,complex,north,north_centre,2.4"
    ),
    "unmet_need_is_counted": lambda s: s.with_instance(with_part(tiny(), "groups", 0, severity=2)),
    "what_lacks_of_the_minimum_is_counted": lambda s: s.with_instance(
        with_part(tiny(), "groups", 0, minimum={"share": 1, "source": "paper"})
    ),
    "what_lacks_of_sound_service_is_counted": lambda s: s.with_instance(with_part(tiny(), "groups", 0, heavy=True)),
    "no_more_than_their_share_get_this_service": lambda s: s.with_instance(
        with_row(tiny(), "services", 0, max_share=0.5)
    ),
    "those_served_come_from_somewhere": lambda s: s.with_line(
        "served", "2028,complex,nursing_home,north_centre,", None
    ),
    "served_only_where_assigned": lambda s: s.with_instance(
        with_part(tiny(), "groups", 2, one_centre_per_district=True)
    ),
    "one_centre_per_district": lambda s: s.with_line(
        "assigned", "", "2028,complex,north,north_centre\n2028,complex,north,south_centre"
    ),
    "discharge_ready_are_received": lambda s: s.with_instance(received()),
    "served_near_home": lambda s: s.with_instance(
        with_policy(tiny(), proximity={"on": True, "share": 1, "minutes": 19})
    ),
    "no_district_fares_much_worse": lambda s: s.with_line(
        "unserved", "2030,home_help,north", "2030,home_help,north,3.0"
    ).with_instance(with_policy(tiny(), equity={"on": True, "tolerance": 0})),
    "no_district_fares_much_better": lambda s: s.with_line(
        "unserved", "2030,home_help,north", "2030,home_help,north,1.0"
    ).with_instance(with_policy(tiny(), equity={"on": True, "tolerance": 0})),
    "served_within_operated_places": lambda s: s.with_instance(with_part(tiny(), "levels", 1, occupancy=0.9)),
    "contract_places_are_occupied": lambda s: s.with_line(
        "places", "2026,north_centre,group_living,", "2026,north_centre,group_living,4.1,4.1,1"
    ).with_instance(with_part(tiny(), "levels", 1, by_contract=True)),
    "agreements_begin_with_persons": lambda s: s.with_instance(
        with_part(with_row(tiny(), "project_places", 0, change=1), "levels", 1, by_contract=True)
    ),
    "operated_within_open_units": lambda s: s.with_instance(with_part(tiny(), "levels", 1, unit_size=3)),
    "operated_within_built_places": lambda s: s.with_line(
        "places", "2026,north_centre,group_living,", "2026,north_centre,group_living,4,5,1"
    ),
    "built_places_never_negative": lambda s: s.with_instance(with_row(tiny(), "project_places", 0, change=-5)),
    "built_is_today_and_projects": lambda s: s.with_instance(with_row(tiny(), "places", 0, places=5)),
    "projects_stay_started": lambda s: s.with_instance(with_row(tiny(), "projects", 0, earliest=2027)),
    "projects_within_their_count": lambda s: s.with_line("projects", "2026", f"2026,{PROJECT},2,4"),
    "decided_projects_are_carried_out": lambda s: s.with_instance(other_project(decided=True)),
    "repeats_keep_their_distance": lambda s: s.with_line("projects", "", f"2028,{PROJECT},1,0").with_instance(
        with_row(tiny(), "projects", 0, max_count=2, years_between=3)
    ),
    "excluded_projects_stay_out": lambda s: s.with_line("projects", "", "2028,other,1,0").with_instance(
        other_project(excludes=(PROJECT,), max_count=2)
    ),
    "required_projects_come_first": lambda s: s.with_instance(
        with_row(other_project(), "projects", 0, requires=("other",))
    ),
    "residents_are_not_moved": lambda s: s.with_instance(with_part(tiny(), "levels", 2, turnover=0)),
    "only_projects_move_residents": lambda s: s.with_line("moved", "", "2028,complex,nursing_home,north_centre,0.1"),
    "coverage_norm_is_reached": lambda s: s.with_instance(
        with_policy(tiny(), coverage_norm={"on": True, "at_least": 0.05})
    ),
    "coverage_norm_is_not_exceeded": lambda s: s.with_instance(
        with_policy(tiny(), coverage_norm={"on": True, "at_most": 0.02})
    ),
    "only_eligible_take_part": lambda s: s.with_instance(with_row(tiny(), "programme_effects", 0, eligible=0.01)),
    "decided_programmes_run": lambda s: s.with_instance(
        with_row(tiny(), "programmes", 0, decided_participants=30, growth_per_year=30)
    ),
    "programmes_grow_step_by_step": lambda s: s.with_instance(with_row(tiny(), "programmes", 0, growth_per_year=1)),
    "programmes_keep_their_size": lambda s: s.with_instance(with_row(tiny(), "programmes", 0, max_participants=5)),
    "decisions_in_full_are_kept": fewer_helped,
    "decisions_are_kept": fewer_helped,
    "programmes_are_not_rolled_back": lambda s: s.with_line(
        "participants", "2030,reablement,home_help,north,", "2030,reablement,home_help,north,0.5"
    ),
    "decided_starts_are_kept": lambda s: s.with_instance(decided(kind="start", project=PROJECT, year=2028)),
    "decided_places_are_kept": lambda s: s.with_instance(
        decided(kind="places", centre="south_centre", level="group_living", year=2030, at_most=4)
    ),
    "decided_service_is_kept": lambda s: s.with_instance(
        decided(kind="serve", group="complex", level="nursing_home", year=2028, at_least=6)
    ),
    "work_is_what_services_take": lambda s: s.with_instance(with_row(tiny(), "staffing", 0, fte_per_person=0.3)),
    "staff_cover_the_work": lambda s: s.with_line("covers", "2030,nurse,nurse", None),
    "own_work_comes_first": own_work_left,
    "tasks_are_shifted_in_part": lambda s: s.with_line(
        "covers", "2030,nurse,nurse", "2030,nurse,nurse,1.5,1.5\n2030,care_worker,nurse,2,2"
    ).with_instance(add_row(tiny(), "task_shifting", category="care_worker", work_of="nurse", max_share=0.1)),
    "nobody_works_twice": lambda s: s.with_instance(with_part(tiny(), "staff", 0, absence=0.3)),
    "staff_grow_by_recruitment": lambda s: s.with_instance(with_part(tiny(), "staff", 0, leaving=0.2)),
    "recruitment_within_its_limit": lambda s: s.with_instance(with_part(tiny(), "staff", 0, recruitment_limit=1)),
    "agency_within_its_limit": lambda s: s.with_line("staff", "2025,nurse", "2025,nurse,5,0,1.5,0,0,4"),
    "whole_posts_are_whole": lambda s: s.with_instance(with_part(tiny(), "staff", 0, whole=True)),
    "staff_growth_is_limited": lambda s: s.with_instance(with_policy(tiny(), staff_growth={"on": True, "rate": 0})),
    "competence_is_secured": lambda s: s.with_instance(with_row(tiny(), "competence", 0, minimum_share=0.9)),
    "joint_staff_limits_are_kept": lambda s: s.with_instance(joint("employed", 38, "nurse", "care_worker")),
    "joint_place_limits_are_kept": lambda s: s.with_instance(joint("places", 9)),
    "enough_is_spent_low_on_the_ladder": lambda s: s.with_instance(
        with_policy(tiny(), ladder_share={"on": True, "step": 1, "at_least": 0.45, "source": "paper"})
    ),
    "base_year_is_as_given": lambda s: s.with_instance(with_row(tiny(), "current_service", 0, persons=39)),
    "base_year_staff_share_the_work": lambda s: s.with_line("covers", "2025,nurse,nurse", "2025,nurse,nurse,3.5,3.5"),
    "spending_is_the_sum_of_its_posts": lambda s: s.with_instance(with_row(tiny(), "centres", 0, fixed_cost=500.01)),
    "spending_falls_where_it_is_stated": lambda s: s.with_instance(with_row(tiny(), "kostra", 0, function=253)),
    "spending_adds_up": lambda s: s.with_line(
        "spending", "2025,centres,253,north_centre,", "2025,centres,253,north_centre,,500.000000001"
    ),
    "spend_within_frame": lambda s: s.with_instance(with_row(tiny(), "frames", 3, operating=31599)),
    "invest_within_frame": lambda s: s.with_instance(with_row(tiny(), "frames", 1, investment=11999)),
    "grants_only_for_added_places": lambda s: s.with_line("projects", "2026", f"2026,{PROJECT},1,4.5"),
    "grants_follow_net_growth": lambda s: s.with_instance(closing()),
    "projects_are_ready_in_time": lambda s: s.with_line("projects", "2026", f"2030,{PROJECT},1,4").with_instance(
        with_row(tiny(), "projects", 0, latest=2030)
    ),
    "no_grants_after_the_horizon": lambda s: s.with_line("projects", "2026", f"2030,{PROJECT},1,4").with_instance(
        with_row(tiny(), "projects", 0, earliest=2029, latest=2030, decided=True)
    ),
    "goals_are_what_the_tables_say": lambda s: s.with_instance(
        with_settings(tiny(), capital={"rate": 0.04, "discount_rate": 0.05, "source": "paper"})
    ),
    "goals_keep_their_bounds": lambda s: s.with_line(
        "goals", "1,shortfall", "1,shortfall,FTE-years,0,0,0.1,true,0,0,0"
    ),
    "slack_is_as_stated": lambda s: s.with_instance(with_settings(tiny(), goals={"overrun_slack": 0.05})),
    "hard_demands_are_kept": lambda s: s.with_instance(with_settings(tiny(), limits=[{"goal": "unmet", "at_most": 8}])),
}
"""How each rule is broken."""
