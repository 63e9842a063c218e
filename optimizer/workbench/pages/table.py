"""A table of a municipality, edited in place: faults at the cell, each change a version, and never over another's."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item
from leonplan.optimizer.workbench.folder.versions import Version
from leonplan.optimizer.workbench.jobs.job import now
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.data import checked, editable_of, versions_of
from leonplan.optimizer.workbench.pages.instance import title_of
from leonplan.optimizer.workbench.texts import Language, Texts, language_of

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import TableCells, TableFault

SLICE = 200
"""Rows on a page."""

SPARE = 3
"""Blank rows below the last, to be filled in."""

LONGEST_CELL = 10_000
"""Letters that a cell may have."""


@dataclass
class Edited:
    """A table as somebody has it before them."""

    item: Item
    table: str
    cells: TableCells
    rows: list[dict[str, str]]
    """Every row, as written."""
    first: int = 0
    """The first row that is on the page, from 0."""
    why: str = ""
    faults: tuple[TableFault, ...] = ()
    notes: tuple[str, ...] = ()
    """What is wrong with what was sent, besides its cells."""
    may_insist: bool = False
    """Whether it can be saved all the same: only other tables would have faults."""
    theirs: tuple[Version, ...] = ()
    """Versions that others have made since it was read."""
    mine: list[tuple[int, str, str]] = field(default_factory=list)
    """What was written and not saved because of them: row, heading, text."""


def _table_of(request: Request) -> str:
    table = str(request.path_params["table"])
    if table not in api.table_titles():
        raise HTTPException(404)
    return table


def _from(text: str, rows: int) -> int:
    return min(int(text), rows) // SLICE * SLICE if text.isascii() and text.isdigit() and len(text) < 7 else 0


def show_table(request: Request) -> Response:
    """The table as it is, with the faults that it has."""
    bench, item, table = bench_of(request), editable_of(request), _table_of(request)
    commas = language_of(request) == "nb"
    folder = bench.folder / item.path
    cells = api.read_cells(folder, table, commas=commas)
    edited = Edited(item, table, cells, [*cells.rows], _from(request.query_params.get("fra", ""), len(cells.rows)))
    if any(one.file == api.table_files()[table] for one in checked(folder).problems):
        problems = api.check_cells(folder, table, cells.rows, commas=commas).problems
        edited.faults = api.faults_told(problems, language_of(request))
    return _shown(request, edited)


def _shown(request: Request, edited: Edited) -> Response:
    language, folder = language_of(request), bench_of(request).folder / edited.item.path
    is_last = edited.first + SLICE >= len(edited.cells.rows)
    end = len(edited.rows) if is_last else edited.first + SLICE
    rows = list(enumerate(edited.rows[edited.first : end], edited.first + 1))
    if is_last:
        blank = dict.fromkeys((one.name for one in edited.cells.columns), "")
        rows += [(len(edited.rows) + number, blank) for number in range(1, SPARE + 1)]
    return page(
        request,
        "table",
        409 if edited.theirs else 422 if (edited.faults and request.method == "POST") or edited.notes else 200,
        edited=edited,
        item=edited.item,
        title=api.table_titles()[edited.table].of(language),
        rows=rows,
        slices=range(0, len(edited.cells.rows), SLICE) if len(edited.cells.rows) > SLICE else (),
        size=SLICE,
        saved="lagret" in request.query_params and request.method == "GET",
        at_cells=_at_cells(edited),
        elsewhere=[one for one in edited.faults if one.table != edited.table or not one.rows or not one.columns],
        lists=_lists(folder, edited.cells, language),
    )


def _at_cells(edited: Edited) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    for fault in edited.faults:
        if fault.table == edited.table:
            for row in fault.rows:
                for column in fault.columns:
                    found.setdefault((row, column), []).append(fault.text)
    return found


def _lists(folder: Path, cells: TableCells, language: Language) -> dict[str, list[tuple[str, str]]]:
    """What may stand in columns, with its words: choices, and what they refer to by its names."""
    instance = checked(folder).instance
    found = {}
    for column in cells.columns:
        if column.choices:
            found[column.name] = [(one, word.of(language)) for one, word in column.choices.items()]
        elif column.refers_to and instance is not None:
            owner = instance if hasattr(instance, column.refers_to) else instance.settings
            entries = getattr(owner, column.refers_to)
            found[column.name] = [
                (one.id, getattr(one, "name", None) or getattr(one, "title", one.id)) for one in entries
            ]
    return found


async def save(request: Request) -> Response:
    """Check what was written, and make it a version; or say what is wrong, or who was first."""
    item, table = editable_of(request), _table_of(request)
    async with request.form(max_files=0, max_fields=SLICE * 40) as form:
        return await run_in_threadpool(_save, request, item, table, form)


def _save(request: Request, item: Item, table: str, form: FormData) -> Response:
    bench, language = bench_of(request), language_of(request)
    commas, say, folder = language == "nb", Texts(language).say, bench.folder / item.path
    cells = api.read_cells(folder, table, commas=commas)
    edited = Edited(item, table, cells, [*cells.rows], _from(str(form.get("fra", "")), len(cells.rows)))
    edited.why = title_of(str(form.get("why", "")), "")
    stamp = str(form.get("stamp", ""))
    if stamp != cells.stamp:
        return _told_of_others(request, edited, form, stamp)
    edited.rows = _written(edited, form)
    if not edited.why:
        edited.notes = (say("Write why it is changed: the next reader will ask."),)
    before = {(one.file, one.field, one.message) for one in checked(folder).problems}
    report = api.check_cells(folder, table, edited.rows, commas=commas)
    new = [one for one in report.problems if (one.file, one.field, one.message) not in before]
    own = [one for one in new if one.file == api.table_files()[table]]
    if own or (new and "insist" not in form) or edited.notes:
        edited.faults = api.faults_told(new, language)
        edited.may_insist = bool(new) and not own
        return _shown(request, edited)
    rows = edited.rows
    try:
        versions_of(bench, item).change(
            table, user_of(request), edited.why, now(),
            lambda: api.write_cells(folder, table, rows, stamp=stamp, commas=commas),
        )  # fmt: skip
    except UsageError:
        cells = api.read_cells(folder, table, commas=commas)
        if cells.stamp == stamp:
            raise
        edited = Edited(item, table, cells, [*cells.rows], edited.first, edited.why)  # another was quicker since
        return _told_of_others(request, edited, form, stamp)
    except InputError as error:  # faults that were there before: only a whole table can be written
        edited.faults = api.faults_told(error.problems, language)
        return _shown(request, edited)
    return RedirectResponse(f"/kommune/{item.id}/data/{table}?lagret=1&fra={edited.first}", status_code=303)


def _written(edited: Edited, form: FormData) -> list[dict[str, str]]:
    """Every row with what was written on the page; rows that are to go, or were left blank, are blank."""
    names = [one.name for one in edited.cells.columns]
    rows: list[dict[str, str]] = [*edited.cells.rows]
    shown = range(edited.first, min(edited.first + SLICE, len(rows)))
    for place in shown:
        rows[place] = _row(form, place + 1, names)
    if edited.first + SLICE >= len(rows):
        numbers = itertools.takewhile(lambda number: f"c_{number}_{names[0]}" in form, itertools.count(len(rows) + 1))
        more = [_row(form, number, names) for number in numbers]
        while more and not any(more[-1].values()):
            more.pop()
        rows += more
    return rows


def _row(form: FormData, number: int, names: Sequence[str]) -> dict[str, str]:
    if f"gone_{number}" in form:
        return dict.fromkeys(names, "")
    return {name: " ".join(str(form.get(f"c_{number}_{name}", "")).split())[: LONGEST_CELL + 1] for name in names}


def _told_of_others(request: Request, edited: Edited, form: FormData, stamp: str) -> Response:
    """Say who has changed the table since, and what was written and is not saved; the table stands as it is now."""
    bench = bench_of(request)
    versions, file = versions_of(bench, edited.item), api.table_files()[edited.table]
    found = versions.all()
    base = next((one for one in found if one.files.get(file, "") == stamp), None)
    edited.theirs = tuple(one for one in found if base is None or one.number > base.number)[:5]
    before: Sequence[Mapping[str, str]] = ()
    if base is not None and (content := versions.content(base, file)) is not None:
        before = api.rows_of(content, edited.table, commas=language_of(request) == "nb")
    language = language_of(request)
    heading = {one.name: one.heading.of(language) for one in edited.cells.columns}
    for number in range(edited.first + 1, edited.first + SLICE + SPARE + 1):
        was = before[number - 1] if number <= len(before) else {}
        if f"c_{number}_{edited.cells.columns[0].name}" not in form:
            continue
        row = _row(form, number, list(heading))
        edited.mine += [(number, heading[name], text) for name, text in row.items() if text != was.get(name, "")]
    return _shown(request, edited)


ROUTES = (
    Route("/kommune/{item}/data/{table}", show_table),
    Route("/kommune/{item}/data/{table}", save, methods=["POST"]),
)
