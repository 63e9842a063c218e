"""Keeps a table of the Statbank in a folder: the raw replies, their cells as CSV, and a note to cite and replay them by."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, Problem, VerificationError
from leonplan.optimizer.reading.read_text import read_bytes, read_text
from leonplan.optimizer.sealed.atomic import MADE, making, put_in_place, real
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.sealed.store import refuse_new
from leonplan.optimizer.statbank.fetch import KeptTable, RawReply, kept_table
from leonplan.optimizer.statbank.table import StatbankRow

NOTE = "ssb.json"
"""The note beside the replies."""

_FORMAT = 1


def flat_rows(rows: Iterable[StatbankRow]) -> list[dict[str, str | float | None]]:
    """Cells as rows with the same columns: each dimension's code, and name where it has both; value; mark of what is missing."""
    cells = list(rows)
    dimensions = list(dict.fromkeys(chain.from_iterable(row.at for row in cells)))
    named = {name for name in dimensions if any(row.at[name].code and row.at[name].label for row in cells)}
    flat: list[dict[str, str | float | None]] = []
    for row in cells:
        one: dict[str, str | float | None] = {}
        for name in dimensions:
            one[name] = row.at[name].code or row.at[name].label
            if name in named:
                one[f"{name}_name"] = row.at[name].label
        flat.append({**one, "value": row.value, "mark": row.mark})
    return flat


def csv_text(rows: Iterable[StatbankRow]) -> str:
    """The same as CSV: UTF-8, commas, decimal points, an empty cell and a mark for what is missing."""
    flat = flat_rows(rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if flat:
        writer.writerow(flat[0])
    writer.writerows([[cell_text(cell) for cell in row.values()] for row in flat])
    return out.getvalue()


def write_kept(kept: KeptTable, folder: Path) -> tuple[Path, ...]:
    """Write the folder, whole or not at all; returns its files. Raises UsageError if it holds anything or cannot be written."""
    refuse_new(folder)
    target, files = real(folder), kept_files(kept)
    with making(target) as hidden:
        made = hidden / MADE
        made.mkdir()
        for name, content in files.items():
            (made / name).write_bytes(content)
        put_in_place(hidden, target)
    return tuple(folder / name for name in files)


def kept_files(kept: KeptTable) -> dict[str, bytes]:
    """Content of the folder's files by name."""
    replies = {one.file: one.content for one in kept.replies}
    return {**replies, _table_file(kept): csv_text(kept.rows).encode(), NOTE: _note(kept).encode()}


def read_kept(folder: Path) -> KeptTable:
    """The table of a folder, read anew from its raw replies.

    Raises InputError if it is no such folder, VerificationError if a reply is not as it was when it was kept.
    """
    text = read_text(folder / NOTE, f"{folder.name}/{NOTE}").text
    try:
        told = json.loads(text)
        wanted = [(one["file"], one["sha256"], one["question"]) for one in told["replies"]]
        table, title, retrieved, address = (str(told[name]) for name in ("table", "title", "retrieved", "address"))
        regions = [str(one) for one in told["regions"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_note(folder, "cannot be understood") from error
    if told.get("format") != _FORMAT:
        raise _no_note(folder, f"is not of format {_FORMAT}")
    replies, altered = [], []
    for name, sha, question in wanted:
        if not isinstance(name, str) or not re.fullmatch(r"[^/\\:]+", name) or name in (".", ".."):
            raise _no_note(folder, "names a file that is not in the folder")
        content = read_bytes(folder / name, f"{folder.name}/{name}")
        if hash_of(content) != sha:
            altered.append(name)
        replies.append(RawReply(name, content, question))
    if altered:
        raise VerificationError(f"{folder} is not as it was when it was kept: {', '.join(altered)} was altered")
    return kept_table(table, regions, replies, retrieved=retrieved, address=address, title=title)


def _table_file(kept: KeptTable) -> str:
    """Name of the result, which no raw reply has."""
    name = f"{kept.table}_rows.csv"
    return name if all(one.file != name for one in kept.replies) else f"{kept.table}_rows_2.csv"


def _note(kept: KeptTable) -> str:
    replies: list[Mapping[str, Any]] = [
        {
            "file": one.file,
            "bytes": len(one.content),
            "sha256": hash_of(one.content),
            "question": one.question,
        }
        for one in kept.replies
    ]
    told = {
        "format": _FORMAT,
        "table": kept.table,
        "title": kept.title,
        "regions": list(kept.regions),
        "retrieved": kept.retrieved,
        "address": kept.address,
        "citation": kept.citation,
        "result": _table_file(kept),
        "missing": len(kept.missing),
        "replies": replies,
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _no_note(folder: Path, what: str) -> InputError:
    message = f"{what}; name a folder that 'leon ssb -o' wrote"
    return InputError([Problem(f"{folder.name}/{NOTE}", None, "", message)])
