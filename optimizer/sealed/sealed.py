"""Reads a sealed folder, a run or several together: every file is there, none was altered, none was added."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, Problem, VerificationError
from leonplan.optimizer.reading.paths import unusable
from leonplan.optimizer.reading.read_text import read_bytes
from leonplan.optimizer.sealed.atomic import recover
from leonplan.optimizer.sealed.manifests import COMPARISON as COMPARISON
from leonplan.optimizer.sealed.manifests import FRONTIER as FRONTIER
from leonplan.optimizer.sealed.manifests import RUN as RUN
from leonplan.optimizer.sealed.manifests import manifest_problems, parse_manifest

FORMAT = 1
"""Version of the folders."""

PROGRAM = "leonplan"
"""Name of the program in the manifest."""

MANIFEST = "manifest.json"
INSTANCE = "instance"
RESULTS = "results"
README = "README.txt"

PARTS = {COMPARISON: "plans", FRONTIER: "points"}
"""Subfolder with whole runs, by what a folder holds."""

REFERENCE = "reference"
"""Subfolder of a run with the run of doing nothing."""

QUESTIONS = "questions"
"""Subfolder of a run with a run for each question that has a plan as its answer."""

_WRITERS = {RUN: "leon solve", COMPARISON: "leon what-if", FRONTIER: "leon frontier"}

Manifest = Mapping[str, Any]


@dataclass(frozen=True)
class Sealed:
    """A folder whose files are what they were when it was written."""

    folder: Path
    """The folder."""
    manifest: Manifest
    """Its manifest."""
    results: Mapping[str, str]
    """The text of every table of results by the name of its file."""


def read_sealed(folder: Path, kind: str = RUN) -> Sealed:
    """Read a sealed folder.

    kind: what it must hold. Raises InputError if it does not, VerificationError naming every file that was altered, is
    missing or was added.
    """
    manifest = read_manifest(folder, kind)
    hashes = manifest["files"]
    try:
        found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
        files = {name: read_bytes(path, name, sys.maxsize - 1) for name, path in found.items() if name in hashes}
    except OSError as error:
        raise InputError([fault(folder, f"cannot be read: {error.strerror or error}")]) from error
    except InputError as error:
        raise InputError([fault(folder, f"cannot be read: {problem}") for problem in error.problems]) from error
    faults = [f"{name} is missing" for name in sorted(hashes.keys() - files.keys())]
    faults += [f"{name} was added" for name in sorted(found.keys() - hashes.keys() - {MANIFEST})]
    faults += [f"{name} was altered" for name in sorted(files) if hash_of(files[name]) != hashes[name]]
    if manifest.get("seal") != seal_of(manifest):
        faults.append(f"{MANIFEST} was altered")
    if faults:
        raise VerificationError(f"{folder} is not as it was when it was sealed: {'; '.join(faults)}")
    if gone := [name for name, part in _named_runs(manifest) if f"{part}/{MANIFEST}" not in files]:
        message = "names a folder that is not there; make it again"
        raise InputError([Problem(str(folder / MANIFEST), 1, name, message) for name in gone])
    if problems := _undecodable(folder, files):
        raise InputError(problems)
    return Sealed(folder, manifest, results_of(files))


def _named_runs(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Fields of a run's manifest that name a run within it, and that run's folder."""
    if manifest.get("reference"):
        yield "reference", REFERENCE
    for place, question in enumerate(manifest.get("questions", ())):
        if question["plan"] is not None:
            yield f"questions[{place}].plan", question["plan"]


def results_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of the tables of results by name, among the files of a run by path."""
    results = ((path.partition("/"), content) for path, content in files.items())
    return {name: content.decode() for (under, _, name), content in results if under == RESULTS}


def _undecodable(folder: Path, files: Mapping[str, bytes]) -> list[Problem]:
    """Tables that are no UTF-8, each with the line on which that shows."""
    found = []
    for path, content in files.items():
        if path.startswith(f"{RESULTS}/"):
            try:
                content.decode()
            except UnicodeDecodeError as error:
                line = content[: error.start].count(b"\n") + 1
                found.append(Problem(str(folder / path), line, "", "is not UTF-8; make it again"))
    return found


def read_manifest(folder: Path, kind: str | None = RUN) -> Manifest:
    """The manifest of a folder, as written.

    kind: what it must hold; none: whatever it holds. Raises InputError if there is none that can be used.
    """
    path = folder / MANIFEST
    wanted = kind or RUN
    if reason := unusable(folder):
        raise InputError([fault(folder, f"cannot be read ({reason}); name a folder that '{_WRITERS[wanted]}' wrote")])
    recover(folder)
    if not path.is_file():
        message = f"is not a {wanted}: it holds no {MANIFEST}; name a folder that '{_WRITERS[wanted]}' wrote"
        raise InputError([fault(folder, message)])
    try:
        content = path.read_bytes()
        manifest = parse_manifest(content)
    except (OSError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError([Problem(str(path), line, "", f"cannot be read as JSON ({error}); make it again")]) from error
    if not _is_of_program(manifest):
        raise InputError([Problem(str(path), 1, "program", f"is not a {wanted}: it is not of this program")])
    if manifest["format"] != FORMAT:
        message = (
            f"has format {str(manifest['format'])[:40]!r}, and this program reads {FORMAT}; use the one that wrote it"
        )
        raise InputError([Problem(str(path), 1, "format", message)])
    found = kind_of(manifest)
    if found not in _WRITERS or (kind is not None and found != kind):
        message = f"is not a {wanted}; name a folder that '{_WRITERS[wanted]}' wrote"
        raise InputError([Problem(str(path), 1, "kind", message)])
    if problems := manifest_problems(content, found, str(path)):
        raise InputError(problems)
    return dict(manifest)


def sealed_around(path: Path) -> Path | None:
    """The sealed folder in which a path lies; none if it lies in none."""
    for parent in path.parents:
        if (parent / MANIFEST).is_file():
            try:
                read_manifest(parent, None)
            except InputError:
                continue
            return parent
    return None


def instance_of(manifest: Manifest) -> str:
    """The id of the instance that a folder is of; empty if the manifest does not say."""
    instance = manifest.get("instance")
    found = instance.get("id") if isinstance(instance, dict) else None
    return found if isinstance(found, str) else ""


def kind_of(manifest: Manifest) -> str:
    """What a folder holds."""
    kind = manifest.get("kind", RUN)
    return kind if isinstance(kind, str) else ""


def is_sealed(folder: Path) -> bool:
    """Whether a folder holds a manifest, of whatever program; a replacement that was cut short is finished first."""
    recover(folder)
    return not unusable(folder) and (folder / MANIFEST).is_file()


def _is_of_program(manifest: object) -> bool:
    return isinstance(manifest, dict) and manifest.get("program") == PROGRAM and "format" in manifest


def fault(folder: Path, message: str) -> Problem:
    """A fault of a folder."""
    return Problem(str(folder), None, "", message)


def hash_of(content: bytes) -> str:
    """SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def seal_of(manifest: Manifest) -> str:
    """SHA-256 of the manifest itself, its own seal left out, in hexadecimal."""
    plain = {name: value for name, value in manifest.items() if name != "seal"}
    return hash_of(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode())
