"""Writes a sealed folder: beside where it belongs and then renamed, so that it is there whole or not at all.

What a folder holds is told by others: a run (``runs``), a comparison, a frontier.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.reading.sealed import (
    FORMAT,
    MANIFEST,
    PROGRAM,
    RUN,
    Manifest,
    Sealed,
    hash_of,
    read_manifest,
    results_of,
    seal_of,
)

Files = Mapping[str, bytes]
"""Content by path in the folder, parted by slashes."""

_LEFTOVER_AGE = 3600.0
"""A folder begun longer ago and never put in place is what a killed program left [s]."""

_SUFFIX = 8
"""Letters that ``mkdtemp`` adds to a name."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
"""What no name of a file may hold on Windows."""


def make_sealed(told: Mapping[str, Any], files: Files) -> Manifest:
    """The manifest of a folder with these files.

    told: what is told of it; ``kind`` says what it is, a run if it is left out. Adds format, program, the hash of every
    file and the seal over all of it.
    """
    hashes = {path: hash_of(content) for path, content in sorted(files.items())}
    manifest = {"format": FORMAT, "program": PROGRAM, "version": version(PROGRAM), **told, "files": hashes}
    return {**manifest, "seal": seal_of(manifest)}


def manifest_text(manifest: Manifest) -> str:
    """A manifest as JSON text."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def write_sealed(folder: Path, files: Files, finish: Callable[[], Manifest], *, kind: str = RUN) -> Sealed:
    """Write files and then the manifest that ``finish`` makes, all at once.

    folder: made; an earlier one of the same kind there is replaced, and anything else but an empty folder is refused.
    Raises UsageError if the folder cannot be used.
    """
    target = folder.resolve()
    refuse_taken(target, kind)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target)))
        try:
            made = beside / "made"
            for path, content in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(content)
            manifest = finish()
            (made / MANIFEST).write_bytes(manifest_text(manifest).encode())
            _put_in_place(made, target, beside / "before")
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    return Sealed(target, manifest, results_of(files))


def refuse_taken(folder: Path, kind: str = RUN) -> None:
    """Raise UsageError for what must not be replaced, and for names that cannot be copied to Windows.

    Worth asking before long work as well.
    """
    target = folder.resolve()
    if _FORBIDDEN.search(target.name) or not target.name:
        message = 'leave out < > : " | ? * \\, final dots and blanks, and names of devices such as con'
        raise UsageError(f"{target.name!r} cannot be the name of a folder on every system; {message}")
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder")
    if any(target.iterdir()):
        try:
            read_manifest(target, kind)
        except InputError as error:
            raise UsageError(f"{target} holds something that is not a {kind}; name a new folder") from error


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _clear_leftovers(target: Path) -> None:
    """Remove what killed programs left beside the target; what is young may be another program's work."""
    prefix = _prefix(target)
    for entry in target.parent.iterdir():
        is_ours = entry.name.startswith(prefix) and len(entry.name) == len(prefix) + _SUFFIX
        if is_ours and entry.is_dir() and time.time() - entry.stat().st_mtime > _LEFTOVER_AGE:
            shutil.rmtree(entry, ignore_errors=True)


def _put_in_place(made: Path, target: Path, before: Path) -> None:
    """Rename a finished folder to where it belongs; what was there stays there if that fails."""
    if target.exists():
        target.replace(before)
    try:
        made.replace(target)
    except OSError:
        if before.exists():
            before.replace(target)
        raise
