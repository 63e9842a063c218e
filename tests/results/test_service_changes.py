"""What a plan closes, cuts and moves, on plans whose tables are made by hand: 2025 is given, 2026, 2028 and 2030 are decided."""

from __future__ import annotations

from dataclasses import replace

from tiny_plan import tiny_plan

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.service_changes import (
    ResidentMove,
    ServiceChange,
    home_changes,
    moves,
    place_changes,
    programme_changes,
)
from leonplan.optimizer.results.view import PlanView

YEARS = (2025, 2026, 2028, 2030)


def view_of(*rows: r.Row) -> PlanView:
    """Tiny's plan with these rows in place of its places, served, participants and moved."""
    kinds = (r.Places, r.Served, r.Participants, r.Moved)
    tables = {kind.table: tuple(row for row in rows if isinstance(row, kind)) for kind in kinds}
    return PlanView(replace(tiny_plan(), tables={**tiny_plan().tables, **tables}))


def places(centre: str, level: str, *in_use: float) -> list[r.Row]:
    """Places in use by year, all built."""
    return [r.Places(year, centre, level, 20, number, None) for year, number in zip(YEARS, in_use, strict=True)]


def test_what_is_closed_comes_before_what_is_cut_and_what_grows() -> None:
    """8 places fewer from 2026 on and all gone from 2028; 6 of 10 left from 2030; 9 more from 2026 on."""
    view = view_of(
        *places("north_centre", "nursing_home", 8, 6, 0, 0),
        *places("south_centre", "nursing_home", 10, 10, 11, 6),
        *places("south_centre", "group_living", 0, 4, 9, 9),
    )
    closed, grown, cut = place_changes(view)
    assert closed == ServiceChange("north_centre", "nursing_home", 8, 0, begins=2026, closes=2028)
    assert grown == ServiceChange("south_centre", "group_living", 0, 9, begins=2026, closes=None)
    assert cut == ServiceChange("south_centre", "nursing_home", 10, 6, begins=2030, closes=None)
    assert [one.is_closed for one in (closed, grown, cut)] == [True, False, False]
    assert (closed.size, grown.size) == (-8, 9)


def test_what_is_closed_for_a_while_is_closed_from_when_it_stays_so() -> None:
    view = view_of(*places("north_centre", "nursing_home", 8, 0, 8, 0))
    (one,) = place_changes(view)
    assert (one.begins, one.closes) == (2030, 2030)


def test_less_than_a_place_is_no_change() -> None:
    view = view_of(
        *places("north_centre", "nursing_home", 8, 0, 8, 7.1), *places("south_centre", "nursing_home", 0.4, 0.4, 0, 0)
    )
    assert place_changes(view) == ()


def test_help_at_home_and_programmes_are_told_as_persons() -> None:
    """Both districts together: 40 are helped at home in 2025 and 30 in 2030; 2, 6 and at last 10 take part."""
    served: list[r.Row] = [
        r.Served(year, "home_help", "home_care", side, number)
        for year, number in zip(YEARS, (20, 21, 16, 15), strict=True)
        for side in ("north", "south")
    ]
    taking = [
        r.Participants(year, "reablement", "home_help", side, number)
        for year, number in ((2026, 1), (2028, 3), (2030, 5))
        for side in ("north", "south")
    ]
    view = view_of(*served, *taking)
    assert home_changes(view) == (ServiceChange("", "home_care", 40, 30, begins=2028, closes=None),)
    assert programme_changes(view) == (ServiceChange("", "reablement", 0, 10, begins=2026, closes=None),)


def test_residents_who_must_move_are_counted_by_centre_and_level() -> None:
    """2 with dementia and 1 with complex needs from the same nursing home, in two periods; a third of a person is none."""
    view = view_of(
        r.Moved(2026, "dementia", "nursing_home", "north_centre", 2),
        r.Moved(2028, "complex", "nursing_home", "north_centre", 1),
        r.Moved(2028, "complex", "nursing_home", "south_centre", 0.3),
    )
    assert moves(view) == (ResidentMove("north_centre", "nursing_home", 3, (2026, 2028)),)
