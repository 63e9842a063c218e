"""Sealed folders in which one stored value was replaced and the seal made anew, as only a forger would."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leonplan.optimizer.sealed.sealed import MANIFEST, hash_of, seal_of

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1e308, -1e308, float("nan"), float("inf"), "", "x", "\ud800", "\x00", "../..", "x" * 100_000,
    [], {}, [[]], [None], {"x": 1}, 2**63, "2026-13-45", "1e999",
)  # fmt: skip
"""What stands in place of a value of the manifest."""

CELLS = (
    "", "x", "nan", "inf", "-inf", "1e999", "-1e999", "1e-999", "9" * 5000, "1_0", "\uff11", "0x10", "\x00", '"', "'", "true",
    "2026", "-1", "1e308", "x" * 200_000, "1/0", "a,b", "\r", "\u202e",
)  # fmt: skip
"""What stands in place of a cell of a table."""


def reseal(folder: Path) -> None:
    """Make hashes and seals of a folder and of the runs in it what they would be if it had been written like this."""
    for manifest in sorted(folder.rglob(MANIFEST), key=lambda path: -len(path.parts)):
        told = json.loads(manifest.read_bytes())
        if not isinstance(told, dict):
            continue
        if isinstance(told.get("files"), dict):
            told["files"] = {
                name: hash_of((manifest.parent / name).read_bytes()) if (manifest.parent / name).is_file() else value
                for name, value in told["files"].items()
            }
        try:
            told["seal"] = seal_of(told)
        except UnicodeEncodeError:
            told["seal"] = "x"
        manifest.write_text(json.dumps(told), encoding="utf-8")


def forge(folder: Path, chance: random.Random) -> str:
    """Replace one value of a manifest, or one cell or byte of a table of results; says which."""
    manifests = sorted(folder.rglob(MANIFEST))
    tables = sorted(folder.rglob("results/*.csv"))
    if chance.random() < 0.5:
        file = chance.choice(manifests)
        told = json.loads(file.read_bytes())
        places = [place for place in _places(told) if place[0] not in ("seal",)]
        if len(manifests) == 1 or chance.random() < 0.8:
            places = [place for place in places if place[0] != "files"] or places
        place = chance.choice(places)
        value = chance.choice(VALUES)
        node = told
        for step in place[:-1]:
            node = node[step]
        if chance.random() < 0.1 and isinstance(node, dict):
            del node[place[-1]]
        else:
            node[place[-1]] = value
        file.write_text(json.dumps(told), encoding="utf-8")
        what = f"{file.relative_to(folder)} {place} = {str(value)[:40]!r}"
    else:
        file = chance.choice(tables)
        content = file.read_bytes()
        lines = content.decode().split("\n")
        line = chance.randrange(len(lines))
        if chance.random() < 0.1:
            content, what = content[: len(content) // 2] + b"\xff" + content[len(content) // 2 :], "a byte"
        elif chance.random() < 0.1:
            del lines[line]
            content, what = "\n".join(lines).encode(), f"line {line + 1} away"
        else:
            cells = lines[line].split(",")
            cells[chance.randrange(len(cells))] = cell = chance.choice(CELLS)
            lines[line] = ",".join(cells)
            content, what = "\n".join(lines).encode(), f"line {line + 1}: {cell[:40]!r}"
        file.write_bytes(content)
        what = f"{file.relative_to(folder)} {what}"
    reseal(folder)
    return what


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in children:
        yield (*path, name)
        yield from _places(child, (*path, name))
