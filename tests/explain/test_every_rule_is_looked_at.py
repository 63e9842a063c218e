"""No rule that could leave no room is forgotten: each is looked at by what binds, or named as one that is never scarce."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_plan import tiny, tiny_plan, with_policy, with_row

from leonplan.optimizer.explain import binding
from leonplan.optimizer.explain.binding.never_scarce import NEVER_SCARCE
from leonplan.optimizer.explain.binding.what_binds import LOOKS, SENTENCES, binding_rows
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project, ProjectPlaces
from leonplan.optimizer.schema.tables import TaskShift

LOOKED_AT = {rule for look in LOOKS for rule in look.rules}
SOUTH = "group_living_south"
NORTH = "group_living_north"


def test_every_rule_is_looked_at_or_never_scarce() -> None:
    assert sorted([*LOOKED_AT, *NEVER_SCARCE]) == sorted(SENTENCES), "look at it in explain/binding, or say why not"


def functions() -> list[ast.FunctionDef]:
    """The functions that look."""
    files = sorted(Path(binding.__file__).parent.glob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list]


def names_in(parts: list[ast.expr] | list[ast.stmt]) -> set[str]:
    nodes = [node for part in parts for node in ast.walk(part)]
    return {x.value for x in nodes if isinstance(x, ast.Constant) and isinstance(x.value, str)} & set(SENTENCES)


@pytest.mark.parametrize("function", [x for x in functions() if names_in(x.decorator_list)], ids=lambda x: x.name)
def test_a_look_says_what_it_looks_at(function: ast.FunctionDef) -> None:
    """The rules that a look is said to be about are those that its rows name, and it is in the list."""
    assert names_in(function.body) == names_in(function.decorator_list)
    assert function.name in {look.function.__name__ for look in LOOKS}


def started(instance: Instance, *starts: r.ProjectStart) -> Plan:
    """Tiny's plan with other projects started: what binds is arithmetic from the tables, so nothing need be solved."""
    plan = tiny_plan()
    return replace(plan, instance=instance, tables={**plan.tables, r.ProjectStart.table: starts})


def rows_of(plan: Plan, rule: str) -> dict[tuple[str, str, int], tuple[float, float]]:
    return {(x.of, x.where, x.year): (x.use, x.limit) for x in binding_rows(plan) if x.rule == rule}


def with_second(**values: object) -> Instance:
    """Tiny with a second project like the first, which it requires or excludes."""
    instance = with_row(tiny(), "projects", 0, latest=2030)
    second = Project.model_validate({**instance.projects[0].model_dump(), "id": NORTH, "name": "Nord", **values})
    return instance.model_copy(update={"projects": (*instance.projects, second)})


def test_the_last_start_to_be_ready_in_time() -> None:
    """Two years to build, horizon to 2030: a start in 2028 is ready in 2030, one in 2030 only in 2032.

    With 2028 as the last year of its window it is the window that binds, and of a start in 2026 neither does.
    """
    rule, open_window = "projects_are_ready_in_time", with_row(tiny(), "projects", 0, latest=2030)
    start = r.ProjectStart(2028, SOUTH, 1, 4.0)
    assert list(rows_of(started(open_window, start), rule)) == [(SOUTH, "latest start to be ready in time", 2028)]
    assert rows_of(started(tiny(), start), rule) == {}
    assert rows_of(started(open_window, replace(start, year=2026)), rule) == {}


def test_a_decided_project_ready_too_late_gets_no_grant() -> None:
    """Decided for 2030 and ready in 2032: none of its 4 places is granted, as no more than 0 may be."""
    late = with_row(tiny(), "projects", 0, earliest=2030, latest=2030, decided=True)
    plan = started(late, r.ProjectStart(2030, SOUTH, 1, 0.0))
    found = rows_of(plan, "no_grants_after_the_horizon")
    assert found == {(SOUTH, "ready after the horizon", 2030): (0.0, 0.0)}


def test_repeats_as_soon_as_may_be() -> None:
    """Starts in 2026 and 2030. Three years apart: in 2028 would be too soon, so the distance binds; two apart: it does not."""
    starts = [r.ProjectStart(t, SOUTH, 1, 4.0) for t in (2026, 2030)]
    three, two = (with_row(tiny(), "projects", 0, latest=2030, max_count=2, years_between=n) for n in (3, 2))
    rule = "repeats_keep_their_distance"
    assert list(rows_of(started(three, *starts), rule)) == [(SOUTH, "earliest repeat", 2030)]
    assert rows_of(started(two, *starts), rule) == {}


def test_excluded_and_required_projects() -> None:
    """One carried out in 2028 keeps the other out; one that requires the other starts no sooner than it, in 2028."""
    south, north = (r.ProjectStart(2028, p, 1, 4.0) for p in (SOUTH, NORTH))
    name = tiny().projects[0].name
    out = rows_of(started(with_second(excludes=(SOUTH,)), south), "excluded_projects_stay_out")
    assert list(out) == [(NORTH, f"excluded by {name}", 2028)]
    both = with_second(requires=(SOUTH,))
    rule = "required_projects_come_first"
    assert list(rows_of(started(both, south, north), rule)) == [(NORTH, f"requires {name}", 2028)]
    assert rows_of(started(both, replace(south, year=2026), north), rule) == {}


def test_places_that_are_not_additional_get_no_grant() -> None:
    """4 places built from 2026, ready in 2028, and 2 others gone: 2 are additional, so 2 of 4 are granted, and bound to 2030."""
    plan = started(tiny(), r.ProjectStart(2026, SOUTH, 1, 2.0))
    rows = [x for x in plan.rows(r.Places)]
    gone = next(x.centre for x in rows if x.level == "group_living" and x.year == 2030 and x.built > 4)
    fewer = [replace(x, built=x.built - 2) if (x.centre, x.level) == (gone, "group_living") else x for x in rows]
    found = rows_of(replace(plan, tables={**plan.tables, r.Places.table: tuple(fewer)}), "grants_follow_net_growth")
    assert found == {("", "", t): (2.0, 2.0) for t in (2028, 2030)}
    assert rows_of(tiny_plan(), "grants_follow_net_growth") == {}, "all four granted: nobody wants more"


def test_as_much_as_may_be_is_shifted() -> None:
    """Nurses have 4 FTE of work in 2030; care workers may do a quarter of it: 1 FTE done is all they may; 0.9 is not."""
    shift = TaskShift(category="care_worker", work_of="nurse", max_share=0.25, hours=1.1, source="paper")
    plan = replace(tiny_plan(), instance=tiny().model_copy(update={"task_shifting": (shift,)}))
    staff = tuple(replace(x, work=4.0) if (x.category, x.year) == ("nurse", 2030) else x for x in plan.rows(r.Staff))

    def with_shifted(fte: float) -> Plan:
        covers = (r.Covers(2030, "care_worker", "nurse", fte, 1.1 * fte),)
        return replace(plan, tables={**plan.tables, r.Staff.table: staff, r.Covers.table: covers})

    rule = "tasks_are_shifted_in_part"
    assert rows_of(with_shifted(1.0), rule) == {("care_worker/nurse", "", 2030): (1.0, 1.0)}
    assert rows_of(with_shifted(0.9), rule) == {}


def test_all_who_lived_in_removed_places_are_moved() -> None:
    """A project from 2026, two years long, takes 3 places away in 2028: 3 residents moved is all it may; 2 is not."""
    home = next(x for x in tiny().places if x.level == "group_living")
    removal = ProjectPlaces(
        project=SOUTH, centre=home.centre, level=home.level, change=-3, moves_residents=True, source="paper"
    )
    instance = with_policy(tiny(), residents_stay={"on": True})
    instance = instance.model_copy(update={"project_places": (*instance.project_places, removal)})
    group = next(x.group for x in tiny().services if x.level == "group_living")
    plan = started(instance, r.ProjectStart(2026, SOUTH, 1, 1.0))

    def with_moved(persons: float) -> Plan:
        moved = (r.Moved(2028, group, home.level, home.centre, persons),)
        return replace(plan, tables={**plan.tables, r.Moved.table: moved})

    rule = "only_projects_move_residents"
    assert list(rows_of(with_moved(3.0), rule).values()) == [(3.0, 3.0)]
    assert rows_of(with_moved(2.0), rule) == {}
