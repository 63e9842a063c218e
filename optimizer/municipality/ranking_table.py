"""The numbers to fill in first as a CSV file beside the instance, and as a sheet of its workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leonplan.optimizer.excel.columns import PARTS, columns_of
from leonplan.optimizer.excel.settings_rows import settings_rows
from leonplan.optimizer.excel.write_workbook import FurtherSheet
from leonplan.optimizer.municipality.uncertain_numbers import SETTINGS, UncertainNumber
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.words import input_words, setting_words
from leonplan.optimizer.words.ranking_words import FIRST_SHEET, HEADINGS, NOTE, WHY

if TYPE_CHECKING:
    from leonplan.optimizer.municipality.rank_numbers import NumberRanking, RankedNumber

_FIRST_LINE = 2
"""Line of a table's first row, below the headings."""

_DECIMALS = 3


def ranking_rows(ranking: NumberRanking, instance: Instance) -> list[dict[str, str | float | None]]:
    """A row for each number, with its place as files have it: file, lines, column, and the keys that its rows share."""
    rows = []
    for rank, one in enumerate(ranking.numbers, 1):
        number = one.number
        is_table = number.part in TABLES
        place = {
            "file": TABLES[number.part].file if is_table else INSTANCE_FILE,
            "rows": lines_text(number.rows) if is_table else "",
            "column": number.column if is_table or not number.rows else f"{number.part}.{number.column}",
        }
        rows.append(
            {"rank": rank, **place, "of": shared_keys(number, instance), **_numbers(one), "source": number.source}
        )
    return rows


def ranking_text(ranking: NumberRanking, instance: Instance) -> str:
    """The same as CSV: UTF-8, commas, decimal points."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in ranking_rows(ranking, instance):
        writer.writerow([cell_text(row[name]) for name in HEADINGS])
    return out.getvalue()


def ranking_sheet(ranking: NumberRanking, instance: Instance) -> FurtherSheet:
    """The same as a sheet in bokmål, each number with its place as workbooks have it: sheet, rows, heading."""
    lines = []
    for row, one in zip(ranking_rows(ranking, instance), ranking.numbers, strict=True):
        for end in ("low", "high"):
            why = row[f"{end}_unknown"]
            row[f"{end}_unknown"] = WHY[str(why)].nb if why else None
        lines.append(
            [value if value != "" else None for value in {**row, **_in_workbook(one.number, instance)}.values()]
        )
    return FurtherSheet(FIRST_SHEET.nb, tuple(word.nb for word in HEADINGS.values()), lines, NOTE.nb)


def lines_text(rows: Sequence[int]) -> str:
    """Lines of rows from 0, those that follow one another together.

    >>> lines_text((0, 1, 2, 5))
    '2-4 7'
    """
    runs: list[list[int]] = []
    for line in (row + _FIRST_LINE for row in sorted(rows)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def shared_keys(number: UncertainNumber, instance: Instance) -> str:
    """The keys that the rows of a number share, in the order of the table."""
    if not number.rows:
        return ""
    rows = _rows(number.part, instance)
    chosen = [rows[place] for place in number.rows]
    keys = PARTS[number.part].key
    shared = (getattr(chosen[0], key) for key in keys if len({getattr(row, key) for row in chosen}) == 1)
    return " ".join(str(one) for one in shared if one is not None)


def _rows(part: str, instance: Instance) -> Any:
    return getattr(instance if part in TABLES else instance.settings, part)


def _numbers(one: RankedNumber) -> dict[str, str | float | None]:
    """Values of the last row, and what the plan comes to more."""
    number, ends = one.number, {"low": one.low, "high": one.high}
    changes = {
        f"{end}_{name}": None if totals is None else round(getattr(totals, name), _DECIMALS) + 0.0
        for name in ("heavy_unmet", "light_unmet", "spend")
        for end, totals in ends.items()
    }
    why = {"low_unknown": one.why_low, "high_unknown": one.why_high}
    values = {"value": number.value[-1], "low": number.low[-1], "high": number.high[-1]}
    return {**values, **changes, **{name: None if reason is None else reason.value for name, reason in why.items()}}


def _in_workbook(number: UncertainNumber, instance: Instance) -> dict[str, str]:
    """Sheet, rows and heading."""
    sheet = input_words.SHEETS[number.part]
    if number.part == SETTINGS:
        paths = [str(row[3]) for row in settings_rows(instance.settings)]
        row = paths.index(number.column)
        return {"file": sheet, "rows": lines_text((row,)), "column": setting_words.SETTINGS[number.column]}
    heading = next(one.heading for one in columns_of(PARTS[number.part]) if one.name == number.column)
    return {"file": sheet, "rows": lines_text(number.rows), "column": heading}
