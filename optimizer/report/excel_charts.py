"""Charts that a spreadsheet draws itself of a table's cells, so that they change with the cells."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.report.document import Column, SheetChart, Table
from leonplan.optimizer.workbooks.chart_looks import BORDER, FILLS, GRID, LINES, SIZE


def sheet_chart(book: Any, sheet: str, table: Table, caption: str, head: int) -> Any:
    """The chart of a table, not yet on its sheet; head: the row of its headings, from 0. None if the table has none."""
    drawn = table.sheet_chart
    if drawn is None or not drawn.stacked or not table.rows:
        return None
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for number, at in enumerate(drawn.stacked):
        fill = {"color": FILLS[number % len(FILLS)]}
        chart.add_series(
            {
                **_cells(sheet, table, drawn, at, head),
                "fill": fill,
                "border": {"color": BORDER, "width": 0.5},
                "gap": 60,
            }
        )
    if drawn.lines:
        lines = book.add_chart({"type": "line"})
        for number, at in enumerate(drawn.lines):
            color, dash = LINES[number % len(LINES)]
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
    grid = {"visible": True, "line": {"color": GRID}}
    chart.set_y_axis({"name": drawn.unit, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom" if drawn.lines else "right", "font": {"size": 10}})
    chart.set_size(SIZE)
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
