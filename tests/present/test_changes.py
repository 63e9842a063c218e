"""What is closed, cut and moved, on the screen of a plan: by hand, 2025 is given, 2026, 2028 and 2030 are decided."""

from __future__ import annotations

from dataclasses import replace

from tiny_plan import tiny, tiny_plan

from leonplan.optimizer.present.changes import MOST, change_lines
from leonplan.optimizer.results import rows as r

YEARS = (2025, 2026, 2028, 2030)


def lines(*rows: r.Row) -> list[str]:
    """The lines of tiny's plan with these rows in place of its places and moves."""
    kinds = (r.Places, r.Moved)
    tables = {kind.table: tuple(row for row in rows if isinstance(row, kind)) for kind in kinds}
    return [line.plain for line in change_lines(replace(tiny_plan(), tables={**tiny_plan().tables, **tables}))]


def places(centre: str, level: str, *in_use: float) -> list[r.Row]:
    return [r.Places(year, centre, level, 20, number, None) for year, number in zip(YEARS, in_use, strict=True)]


def test_tiny_closes_nothing() -> None:
    rolled, nothing = [line.plain for line in change_lines(tiny_plan())]
    assert rolled == "Rolled out: Hverdagsrehabilitering 0 -> 10."
    assert nothing == "Nothing that there is today is closed, cut or moved."


def test_what_is_closed_cut_and_moved() -> None:
    """8 places gone from 2028, 10 to 6 in the south, 3 residents moved."""
    north, south = (
        next(one.name for one in tiny().centres if one.id == f"{side}_centre") for side in ("north", "south")
    )
    told = lines(
        *places("north_centre", "nursing_home", 8, 8, 0, 0),
        *places("south_centre", "nursing_home", 10, 10, 6, 6),
        r.Moved(2028, "complex", "nursing_home", "north_centre", 3),
    )
    level = "Sykehjem, langtidsplass"
    assert told[1:] == [
        f"Closed: {north}, {level} 8 from 2028.",
        f"Cut: {south}, {level} 10 -> 6.",
        f"Residents moved: 3 from {north}, {level} (2028).",
    ]


def test_no_more_are_named_than_are_read() -> None:
    made = [row for i in range(MOST + 2) for row in places("north_centre", f"level_{i}", 9, 9, 9, 0)]
    plan = replace(tiny_plan(), tables={**tiny_plan().tables, "places": tuple(made)})
    settings = plan.instance.settings
    levels = tuple(
        settings.levels[-1].model_copy(update={"id": f"level_{i}", "name": f"L{i}"}) for i in range(MOST + 2)
    )
    named = settings.model_copy(update={"levels": (*settings.levels, *levels)})
    told = [
        line.plain
        for line in change_lines(replace(plan, instance=plan.instance.model_copy(update={"settings": named})))
    ]
    (closed,) = [line for line in told if line.startswith("Closed")]
    assert closed.endswith("; 2 more.")
    assert closed.count("from 2030") == MOST
