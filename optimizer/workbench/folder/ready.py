"""Reports in parts, made ready once by a job and shown from then on; anew when a file of the sealed folder has changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.json_files import read_json, write_json
from leonplan.optimizer.workbench.options import HIDDEN

Language = Literal["nb", "en"]

LANGUAGES: tuple[Language, ...] = ("nb", "en")
"""Languages in which reports are made ready."""

DOWNLOADS = "filer/"
"""Address of the numbers of tables, from the page of a chapter."""


@dataclass(frozen=True, slots=True)
class ReadyPart:
    """A chapter that is ready to be shown."""

    id: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """A report that is ready to be shown."""

    title: str
    subtitle: str
    date: str
    parts: tuple[ReadyPart, ...]
    tables: dict[str, str]
    """CSV by the id of the table."""
    charts: dict[str, Any]
    """Vega specifications by the id of the chart."""


def make_ready(folder: Path, path: str, language: Language) -> None:
    """Make the report of a sealed folder ready; raises what ``api.report_parts`` raises."""
    stamp = stamp_of(folder / path)
    found = api.report_parts(folder / path, language, downloads=DOWNLOADS)
    place = _file(folder, path, language)
    place.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "stamp": stamp,
        "title": found.title,
        "subtitle": found.subtitle,
        "date": found.date,
        "parts": [{"id": part.id, "title": part.title, "html": part.html} for part in found.parts],
        "tables": {name: table.decode() for name, table in found.tables.items()},
        "charts": dict(found.charts),
    }
    write_json(place, told)


def read_ready(folder: Path, path: str, language: Language) -> ReadyReport | None:
    """The report of a sealed folder; none if it is not ready, or a file has changed since."""
    told = read_json(_file(folder, path, language))
    if told is None or told["stamp"] != stamp_of(folder / path):
        return None
    parts = tuple(ReadyPart(**part) for part in told["parts"])
    return ReadyReport(told["title"], told["subtitle"], told["date"], parts, told["tables"], told["charts"])


def stamp_of(folder: Path) -> str:
    """What changes when any file in a folder does, or the program."""
    found = hashlib.sha256(version("leonplan").encode())
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            state = (Path(place) / name).stat()
            found.update(f"{place}/{name} {state.st_size} {state.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return found.hexdigest()


def _file(folder: Path, path: str, language: Language) -> Path:
    return folder / HIDDEN / "pages" / f"{id_of(path)}_{language}.json"
