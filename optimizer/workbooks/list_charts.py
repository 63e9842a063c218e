"""Charts that a spreadsheet draws itself of the lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from leonplan.optimizer.workbooks.chart_looks import BORDER, FILLS, GRID, LINES, SIZE


@dataclass(frozen=True, slots=True)
class ListChart:
    """A chart of some lines of a sheet; a series for each column."""

    kind: Literal["bars", "curve"]
    """Bars side by side for each line, or points joined by straight lines."""
    title: str
    """Title, one of the program's own texts."""
    across: int
    """Column that names the bars, or holds the points' places on the axis across."""
    series: tuple[int, ...]
    """Columns that are drawn, named by their headings."""
    lines: range
    """Lines that are drawn, from 0, next to each other."""
    axis: str = ""
    """Title of the axis of amounts, one of the program's own texts."""
    axis_across: str = ""
    """Title of the axis across, likewise."""


def drawn(book: Any, sheet: str, about: ListChart) -> Any:
    """The chart, not yet on its sheet."""
    options = {"type": "bar"} if about.kind == "bars" else {"type": "scatter", "subtype": "straight_with_markers"}
    chart = book.add_chart(options)
    for series in _series(sheet, about):
        chart.add_series(series)
    grid = {"visible": True, "line": {"color": GRID}}
    amounts = {"name": about.axis, "num_format": "#,##0", "major_gridlines": grid, "label_position": "low"}
    across = {"name": about.axis_across, "label_position": "low"}
    if about.kind == "bars":  # the first line on top, as in the sheet
        chart.set_y_axis({**across, "reverse": True})
        chart.set_x_axis({**amounts, "label_position": "high"})  # below, though the first line is on top
    else:
        chart.set_x_axis({**across, "num_format": "#,##0"})
        chart.set_y_axis(amounts)
    chart.set_title({"name": about.title, "overlay": False, "name_font": {"size": 11, "bold": True}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({**SIZE, "height": SIZE["height"] + (18 * len(about.lines) if about.kind == "bars" else 0)})
    return chart


def _series(sheet: str, about: ListChart) -> Iterator[dict[str, Any]]:
    """Name, places, amounts and looks of each series."""
    first, last = about.lines.start + 1, about.lines.stop  # the first row holds the headings
    for number, column in enumerate(about.series):
        cells = {
            "name": [sheet, 0, column],
            "categories": [sheet, first, about.across, last, about.across],
            "values": [sheet, first, column, last, column],
        }
        if about.kind == "bars":
            fill = {"color": FILLS[number % len(FILLS)]}
            yield {**cells, "fill": fill, "border": {"color": BORDER, "width": 0.5}, "gap": 60}
        else:
            color, dash = LINES[number % len(LINES)]
            yield {
                **cells,
                "line": {"color": color, "width": 2.0 - number, "dash_type": dash},
                "marker": {"type": "diamond", "size": 6, "fill": {"color": "#FFFFFF"}, "border": {"color": color}},
            }
