"""Finds what lies in the workbench's folder; links are not followed, hidden names and the inside of sealed folders left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from leonplan.optimizer import api
from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.workbench.folder.captions import read_caption
from leonplan.optimizer.workbench.folder.item import Item, ItemKind

DEEPEST = 4
"""Folders within folders that are looked into."""

_NAME = re.compile(r"""^name:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^#\n]*?))\s*(?:#.*)?$""", re.MULTILINE)

_REPORTS = frozenset({".html", ".pdf", ".docx"})


def found_in(folder: Path) -> Iterator[tuple[str, ItemKind, str]]:
    """(path, kind, stamp) of everything in a folder; ``RUN`` stands for any sealed folder."""
    yield from _walk(folder, "", 0)


def _walk(folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, ItemKind, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        path = prefix + entry.name
        if entry.is_dir():
            there = Path(entry.path)
            if stamp := _stamp(there / "manifest.json"):
                yield path, ItemKind.RUN, stamp
            elif stamp := _stamp(there / "instance.yaml"):
                yield path, ItemKind.INSTANCE, stamp
            elif depth < DEEPEST:
                yield from _walk(there, f"{path}/", depth + 1)
        elif Path(entry.name).suffix.lower() == ".xlsx":
            yield path, ItemKind.WORKBOOK, _stamp(Path(entry.path))
        elif Path(entry.name).suffix.lower() in _REPORTS:
            yield path, ItemKind.REPORT, _stamp(Path(entry.path))


def _stamp(file: Path) -> str:
    """What changes when a file does; empty if there is none."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}"


def item_of(folder: Path, path: str, kind: ItemKind, stamp: str) -> Item | None:
    """What lists show of a thing that was found; none if it is not what it looks like."""
    name = path.rpartition("/")[2]
    if kind is ItemKind.INSTANCE:
        return Item(path, kind, instance_name(folder / path) or name, stamp=stamp)
    if kind is not ItemKind.RUN:
        return Item(path, kind, name, stamp=stamp)
    try:
        told = api.manifest(folder / path)
    except LeonError:
        return None
    caption = read_caption(folder, path)
    return Item(
        path=path,
        kind=ItemKind(told.get("kind", "run")),
        title=name if caption is None else caption.title,
        by="" if caption is None else caption.by,
        instance=told["instance"]["id"],
        name=told["instance"]["name"],
        mode=str(told.get("mode", "")),
        status=str(told.get("status", "")),
        written=str(told["written"]),
        stamp=stamp,
    )


def shipped() -> list[Item]:
    """The instances that ship with the program."""
    found = api.instances().items()
    return [Item(f"@{name}", ItemKind.INSTANCE, instance_name(path) or name) for name, path in found]


def instance_name(folder: Path) -> str:
    """The name that an instance gives itself, read without the rest of it; empty if it cannot be read."""
    try:
        text = (folder / "instance.yaml").read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
    found = _NAME.search(text)
    return "" if found is None else next((part.strip() for part in found.groups() if part), "")
