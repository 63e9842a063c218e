"""Data: the tables of a municipality, their versions, and what differs between two of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.workbench.bench import Workbench, bench_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind, id_of
from leonplan.optimizer.workbench.folder.versions import Version, Versions
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.instance import instance_of
from leonplan.optimizer.workbench.texts import Language, language_of

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import CellDifference, CheckReport

MOST_VERSIONS = 100
"""Versions in the list, the newest first."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What differs in a table."""

    title: str
    """What the table is called."""
    headings: Mapping[str, str]
    """Headings of its columns."""
    cells: tuple[CellDifference, ...]
    """Cells that differ."""
    is_told: bool
    """Whether it could be taken apart; else only that it differs is known."""


def is_editable(item: Item) -> bool:
    """Whether the tables of a municipality can be edited here: a folder of its own."""
    return item.kind is ItemKind.INSTANCE and not item.ships


def editable_of(request: Request) -> Item:
    """The municipality that is edited; raises 404 if there is none that may be."""
    item = instance_of(request)
    if not is_editable(item):
        raise HTTPException(404)
    return item


def versions_of(bench: Workbench, item: Item) -> Versions:
    """The versions of a municipality that can be edited."""
    return Versions(bench.folder, item.id, bench.folder / item.path)


def checked(place: Path) -> CheckReport:
    """What checking the folder of a municipality finds; looked for again only when a file has changed."""
    stamps = tuple(
        (file.name, stat.st_mtime_ns, stat.st_size)
        for file in sorted(place.iterdir())
        if file.is_file() and (stat := file.stat())
    )
    return _checked(place, stamps)


@lru_cache(maxsize=8)
def _checked(place: Path, stamps: tuple[tuple[str, int, int], ...]) -> CheckReport:
    return api.check(place)


def show_data(request: Request) -> Response:
    """The tables and the versions, or how to get tables that can be edited."""
    bench, item, language = bench_of(request), instance_of(request), language_of(request)
    if not is_editable(item):
        return page(request, "data", item=item, is_editable=False)
    place = bench.folder / item.path
    report = checked(place)
    files = api.table_files()
    tables = [(name, title.of(language), (place / files[name]).exists()) for name, title in api.table_titles().items()]
    return page(
        request,
        "data",
        item=item,
        is_editable=True,
        tables=tables,
        faults=api.faults_told(report.problems, language),
        warnings=api.faults_told(report.warnings, language),
        versions=versions_of(bench, item).all()[:MOST_VERSIONS],
        titles={name: title.of(language) for name, title in api.table_titles().items()},
    )


async def copy(request: Request) -> Response:
    """A municipality that ships, or a workbook, as a folder whose tables can be edited."""
    bench, item = bench_of(request), instance_of(request)
    name = f"{PurePosixPath(item.path.removeprefix('@')).stem}_{secrets.token_hex(3)}"
    await run_in_threadpool(api.copy, bench.index.path_of(item), bench.folder / name)
    await run_in_threadpool(bench.index.refresh, wait=True)
    return RedirectResponse(f"/kommune/{id_of(name)}/data", status_code=303)


def compare_versions(request: Request) -> Response:
    """What differs between two versions, table by table and cell by cell."""
    bench, item = bench_of(request), editable_of(request)
    versions = versions_of(bench, item)
    by_number = {str(one.number): one for one in versions.all()}
    first, second = (by_number.get(request.query_params.get(name, "")) for name in ("fra", "til"))
    if first is None or second is None:
        raise HTTPException(404)
    before, after = sorted((first, second), key=lambda one: one.number)
    language = language_of(request)
    found = []
    for name, file in api.table_files().items():
        if before.files.get(file) != after.files.get(file):
            found.append(_difference(versions, name, file, before, after, language))
    other = before.files.get("instance.yaml") != after.files.get("instance.yaml")
    return page(request, "versions", item=item, before=before, after=after, tables=found, settings_differ=other)


def _difference(
    versions: Versions, table: str, file: str, before: Version, after: Version, language: Language
) -> TableDifference:
    title = api.table_titles()[table].of(language)
    headings = {one.name: one.heading.of(language) for one in api.table_columns(table)}
    try:
        contents = versions.content(before, file), versions.content(after, file)
        cells = api.table_differences(table, *contents, commas=language == "nb")
    except InputError:
        return TableDifference(title, headings, (), False)
    return TableDifference(title, headings, cells, True)


ROUTES = (
    Route("/kommune/{item}/data", show_data),
    Route("/kommune/{item}/kopi", copy, methods=["POST"]),
    Route("/kommune/{item}/versjoner", compare_versions),
)
