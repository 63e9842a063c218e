"""The workbook of tiny, as somebody has changed it in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from leonplan.optimizer.excel.write_workbook import workbook_bytes
from leonplan.optimizer.instance.load import CheckReport, check_folder, find_instance, load_instance


@cache
def plain() -> bytes:
    """The workbook of tiny."""
    return workbook_bytes(load_instance(find_instance("tiny")))


def checked(folder: Path, change: Callable[[Any], object]) -> CheckReport:
    """What checking finds after a change; change: takes the workbook as openpyxl has it."""
    book = load_workbook(BytesIO(plain()))
    change(book)
    book.save(folder / "plan.xlsx")
    return check_folder(folder / "plan.xlsx")


def put(sheet: str, **cells: object) -> Callable[[Any], object]:
    """A change that writes values into cells of a sheet."""

    def change(book: Any) -> None:
        for place, value in cells.items():
            book[sheet][place] = value

    return change
