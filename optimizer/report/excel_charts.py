"""Charts that a spreadsheet draws itself of a table's cells, so that they change with the cells."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.report.document import Column, SheetChart, Table

_WIDTH, _HEIGHT = 760, 400
"""Size of a chart [pixels]."""

_FILLS = (
    "#123F73", "#9DC3E6", "#B34700", "#F2C48D", "#00694B", "#C4C4C4", "#5B2A6E", "#DCC6E6", "#4A4A4A", "#FFFFFF", "#7A5C00",
    "#E6DDA8",
)  # fmt: skip
"""Fills of neighbours, dark and light by turns, each with a dark border: they can be told apart in grey."""

_LINES = (("#1B1B1B", "solid"), ("#1B1B1B", "dash"))
"""Colours and strokes of lines."""


def sheet_chart(book: Any, sheet: str, table: Table, caption: str, head: int) -> Any:
    """The chart of a table, not yet on its sheet; head: the row of its headings, from 0. None if the table has none."""
    drawn = table.sheet_chart
    if drawn is None or not drawn.stacked or not table.rows:
        return None
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for number, at in enumerate(drawn.stacked):
        fill = {"color": _FILLS[number % len(_FILLS)]}
        chart.add_series(
            {
                **_cells(sheet, table, drawn, at, head),
                "fill": fill,
                "border": {"color": "#1B1B1B", "width": 0.5},
                "gap": 60,
            }
        )
    if drawn.lines:
        lines = book.add_chart({"type": "line"})
        for number, at in enumerate(drawn.lines):
            color, dash = _LINES[number % len(_LINES)]
            lines.add_series(
                {
                    **_cells(sheet, table, drawn, at, head),
                    "line": {"color": color, "width": 2.25, "dash_type": dash},
                    "marker": {"type": "diamond", "size": 7, "fill": {"color": "#FFFFFF"}, "border": {"color": color}},
                }
            )
        chart.combine(lines)
    chart.set_title({"name": caption, "overlay": False, "name_font": {"size": 11, "bold": True}})
    chart.set_x_axis({"text_axis": True, "label_position": "low", "num_font": {"size": 10}})
    grid = {"visible": True, "line": {"color": "#D0D0D0"}}
    chart.set_y_axis({"name": drawn.unit, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom" if drawn.lines else "right", "font": {"size": 10}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    return chart


def _cells(sheet: str, table: Table, drawn: SheetChart, at: int, head: int) -> dict[str, Any]:
    """Name, years and amounts of a series."""
    if drawn.across:
        years = [j for j, column in enumerate(table.columns) if _is_year(column)]
        row = head + 1 + at
        return {
            "name": [sheet, row, 0],
            "categories": [sheet, head, years[0], head, years[-1]],
            "values": [sheet, row, years[0], row, years[-1]],
        }
    first, last = head + 1, head + len(table.rows)
    return {
        "name": [sheet, head, at],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, at, last, at],
    }


def _is_year(column: Column) -> bool:
    return column.year is not None
