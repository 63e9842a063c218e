"""Rows of numbers by year under one another, aligned over several sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.text import Text

from leonplan.optimizer.present.text import visible

LABEL = 24
"""Least width of the labels [characters]."""

WIDEST_LABEL = 48
"""Labels take no more than this, or the eye loses the line [characters]."""

CELL = 7
"""Width of a number with the blank before it [characters]."""

TOTAL = 10
"""Width of the last column, which holds something over all years [characters]."""

GIVEN = "*"
"""Mark of a year that is given, not decided."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Which years fit on the screen, and where they stand."""

    width: int
    """Width of the screen [characters]."""
    years: tuple[int, ...]
    """Years shown."""
    hidden: int
    """Years that did not fit."""
    given: int | None
    """The year that is given."""
    has_total: bool
    """Whether a last column holds something over all years."""

    @property
    def label_width(self) -> int:
        """Width of the labels [characters]."""
        return min(WIDEST_LABEL, self.width - CELL * len(self.years) - TOTAL * self.has_total)

    def heading(self, label: str, total: str = "") -> Text:
        """The line of years."""
        years = [f"{year}{GIVEN if year == self.given else ''}" for year in self.years]
        return self._line(label, years, total, "bold")

    def row(self, label: str, by_year: Mapping[int, str], total: str = "", style: str = "") -> Text:
        """A line of numbers, indented under its section."""
        return self._line(f"  {label}", [by_year.get(year, "") for year in self.years], total, style)

    def _line(self, label: str, cells: Sequence[str], total: str, style: str) -> Text:
        name = visible(label)
        room = self.label_width - 1
        cut = set_cell_size(name, room) if len(name) <= room else set_cell_size(name, room - 1).rstrip() + "…"
        numbers = "".join(cell.rjust(CELL) for cell in cells)
        last = total.rjust(TOTAL) if self.has_total else ""
        return Text((set_cell_size(cut, self.label_width) + numbers + last).rstrip(), style=style, no_wrap=True)

    def note(self) -> Iterator[Text]:
        """What is not shown."""
        if self.hidden:
            yield Text(f"Years left out for want of width: {self.hidden}; --json holds them all.", style="dim")


def section(title: str, unit: str) -> Text:
    """The heading of some rows, with their unit."""
    return Text.assemble((visible(title), "bold"), (f" [{unit}]", "dim"))


def grid_of(width: int, years: Sequence[int], given: int | None, *, has_total: bool) -> Grid:
    """As many years as fit, spread evenly, the first and the last always among them."""
    room = max(2, (width - LABEL - TOTAL * has_total) // CELL)
    if len(years) <= room:
        return Grid(width, tuple(years), 0, given, has_total)
    step = (len(years) - 1) / (room - 1)
    shown = tuple(dict.fromkeys(years[round(i * step)] for i in range(room)))
    return Grid(width, shown, len(years) - len(shown), given, has_total)
