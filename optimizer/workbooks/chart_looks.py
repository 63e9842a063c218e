"""How charts that a spreadsheet draws itself look: they can be told apart in grey."""

from __future__ import annotations

FILLS = (
    "#123F73", "#9DC3E6", "#B34700", "#F2C48D", "#00694B", "#C4C4C4", "#5B2A6E", "#DCC6E6", "#4A4A4A", "#FFFFFF", "#7A5C00",
    "#E6DDA8",
)  # fmt: skip
"""Fills of neighbours, dark and light by turns, each with a dark border."""

BORDER = "#1B1B1B"
"""Colour of borders and of lines over columns."""

LINES = ((BORDER, "solid"), (BORDER, "dash"))
"""Colours and strokes of lines."""

GRID = "#D0D0D0"
"""Colour of grid lines."""

SIZE = {"width": 760, "height": 400}
"""Size of a chart [pixels]."""
