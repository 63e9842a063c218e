"""Numbers that several chapters show come from the plan's own tables, which were verified."""

from __future__ import annotations

from dataclasses import replace

from tiny_plan import tiny_plan

from leonplan.optimizer.report.content.rounded import need_by_district, need_by_group
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.results import rows as r


def test_need_is_that_of_the_tables_not_of_a_new_projection() -> None:
    """One person with dementia of the north, in the table, is one of the south with complex needs: need adds up as before."""
    plan = tiny_plan()
    moved = {("dementia", "north"): -1.0, ("complex", "south"): 1.0}
    rows = tuple(
        replace(row, persons=row.persons + moved.get((row.group, row.district), 0.0)) if row.year == 2030 else row
        for row in plan.rows(r.Need)
    )
    before = View(plan, {}, Words("en"))
    after = View(replace(plan, tables={**plan.tables, r.Need.table: rows}), {}, Words("en"))
    for shown, change in (
        (need_by_group, {"dementia": -1.0, "complex": 1.0}),
        (need_by_district, {"north": -1.0, "south": 1.0}),
    ):
        old, new = shown(before, 2030), shown(after, 2030)
        assert {key: round(new[key] - old[key], 1) for key in old if new[key] != old[key]} == change
        assert shown(after, 2028) == shown(before, 2028)
