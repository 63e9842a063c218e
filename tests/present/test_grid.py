"""Rows of numbers by year: what fits stays aligned, what does not is left out and said."""

from __future__ import annotations

import pytest

from leonplan.optimizer.present.grid import grid_of
from leonplan.optimizer.present.text import visible

YEARS = list(range(2021, 2041))


def test_all_years_are_shown_where_they_fit() -> None:
    """Twenty years of 7 characters, 10 for the total and a label of 24 take 174."""
    assert grid_of(174, YEARS, 2021, has_total=True).years == tuple(YEARS)
    assert grid_of(173, YEARS, 2021, has_total=True).hidden == 1


@pytest.mark.parametrize("width", [40, 60, 80, 100, 150])
def test_first_and_last_year_are_always_shown(width: int) -> None:
    grid = grid_of(width, YEARS, 2021, has_total=True)
    assert (grid.years[0], grid.years[-1]) == (2021, 2040)
    assert len(grid.years) + grid.hidden == len(YEARS)
    assert len(set(grid.years)) == len(grid.years)


def test_numbers_stand_under_their_years() -> None:
    grid = grid_of(60, [2025, 2026], 2025, has_total=True)
    heading = grid.heading("", "all years").plain
    row = grid.row("A label that is much too long for the room there is", {2025: "1.0", 2026: "·"}, "12").plain
    assert heading.index("2025*") + len("2025*") == row.index("1.0") + len("1.0")
    assert heading.index("2026") + len("2026") == row.index("·") + 1
    assert len(heading) == len(row)
    assert "…" in row


def test_names_cannot_steer_the_terminal() -> None:
    """Escapes, bells, line ends and marks that turn the writing round are shown as codes or blanks."""
    row = grid_of(60, [2025], None, has_total=False).row("a\x1b[2J\x07\nb\u202e", {2025: "1"}).plain
    assert row.split("  ")[1] == visible("a\x1b[2J\x07\nb\u202e") == "a\\u001b[2J\\u0007 b\\u202e"
