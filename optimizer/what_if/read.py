"""Reads what-if files: by path, or by the name of one that ships with an instance; every fault of all of them at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.instance.load import WHAT_IF_FOLDER
from leonplan.optimizer.reading.paths import unusable
from leonplan.optimizer.reading.plain_words import shown, slug, suggestion
from leonplan.optimizer.reading.read_yaml import YamlDocument, read_yaml
from leonplan.optimizer.reading.validate_yaml import validate_document
from leonplan.optimizer.what_if.what_if import WhatIf

SUFFIX = ".yaml"
"""Ending of what-if files."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,49}")


@dataclass(frozen=True)
class NamedWhatIf:
    """A what-if with its name and the file that it stands in."""

    id: str
    """Identifier: the file's name without its ending."""
    file: str
    """The file as messages name it."""
    what_if: WhatIf
    """What the file says."""
    document: YamlDocument
    """The file with its lines."""

    def at(self, position: int, *path: str | int) -> tuple[str | int, ...]:
        """Path of a change, by its position from 0, or of something in it."""
        return ("changes", position, *path)

    def problem(self, position: int, path: tuple[str | int, ...], message: str) -> Problem:
        """A fault in a change."""
        return self.document.problem(self.at(position, *path), message)

    def place(self, position: int) -> str:
        """File and line of a change."""
        line = self.document.line(self.at(position))
        return self.file if line is None else f"{self.file}:{line}"


def read_what_if(path: Path, file: str) -> NamedWhatIf:
    """Read a what-if file; file: its name in messages. Raises InputError with every fault of it."""
    document = read_yaml(path, file)
    problems = list(document.problems)
    if not _ID.fullmatch(path.stem):
        example = slug(path.stem)[:50] or "what_if"
        message = (
            f"is named {shown(path.stem)}, which is no identifier; rename it with small letters a to z, digits and "
            f"underscores, 50 at most, e.g. {example}{SUFFIX}"
        )
        problems.append(Problem(file, None, "", message))
    what_if = None
    if document.data is not None:
        what_if, faults = validate_document(document, WhatIf)
        problems += faults
    if what_if is None or problems:
        raise InputError(problems)
    return NamedWhatIf(path.stem, file, what_if, document)


def find_what_ifs(folder: Path, names: Sequence[str]) -> tuple[NamedWhatIf, ...]:
    """The what-ifs of some names, in their order.

    folder: of the instance; names: paths of files, or names of what-ifs that ship with the instance. Raises InputError
    with every fault of all of them, names that are not there and names given twice included.
    """
    problems: list[Problem] = []
    found: list[NamedWhatIf] = []
    for name in names:
        try:
            one = _read_named(folder, name)
        except InputError as error:
            problems += error.problems
            continue
        if one.id in {other.id for other in found}:
            problems.append(Problem(one.file, None, "", f"is a second what-if named '{one.id}'; name each once"))
        found.append(one)
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return tuple(found)


def shipped_what_ifs(folder: Path) -> tuple[NamedWhatIf, ...]:
    """Every what-if that ships with an instance, by name; raises InputError with every fault of all of them."""
    return find_what_ifs(folder, [path.stem for path in _shipped(folder)])


def _shipped(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / WHAT_IF_FOLDER).glob(f"*{SUFFIX}") if path.is_file())


def _read_named(folder: Path, name: str) -> NamedWhatIf:
    path = Path(name)
    if reason := unusable(path):
        raise InputError([Problem(shown(name)[1:-1], None, "", f"cannot be read ({reason}); name a what-if file")])
    if path.is_file():
        return read_what_if(path, name)
    shipped = {one.stem: one for one in _shipped(folder)}
    if name in shipped:
        return read_what_if(shipped[name], f"{WHAT_IF_FOLDER}/{shipped[name].name}")
    remedy = suggestion(path.stem, shipped)
    if not shipped:
        remedy = f"the instance has none in its folder {WHAT_IF_FOLDER}"
    message = f"is neither a file nor a what-if of the instance; {remedy}"
    raise InputError([Problem(shown(name)[1:-1], None, "", message)])
