"""Decides what may be written where, and writes sealed folders and files whole or not at all.

Nothing that stands somewhere is replaced unless that is asked for; a sealed folder of another kind or another instance,
and what lies inside a sealed folder, never. What a folder holds is defined by others: a run (``runs``), a comparison, a frontier.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.reading.paths import refused_name
from leonplan.optimizer.sealed.atomic import (
    MADE,
    making,
    put_in_place,
    real,
    recover,
    require_room,
    write_file,
)
from leonplan.optimizer.sealed.sealed import (
    FORMAT,
    MANIFEST,
    PROGRAM,
    RUN,
    Manifest,
    Sealed,
    hash_of,
    instance_of,
    kind_of,
    read_manifest,
    results_of,
    seal_of,
    sealed_around,
)
from leonplan.optimizer.words.disk import why

Files = Mapping[str, bytes]
"""Content by path in the folder, parted by slashes."""


def make_sealed(told: Mapping[str, Any], files: Files) -> Manifest:
    """The manifest of a folder with these files.

    told: what the manifest says of it; ``kind`` says what it is, a run if it is left out. Adds format, program, the hash of every
    file and the seal over all of it.
    """
    hashes = {path: hash_of(content) for path, content in sorted(files.items())}
    manifest = {"format": FORMAT, "program": PROGRAM, "version": version(PROGRAM), **told, "files": hashes}
    return {**manifest, "seal": seal_of(manifest)}


def manifest_text(manifest: Manifest) -> str:
    """A manifest as JSON text."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def write_sealed(
    folder: Path, files: Files, finish: Callable[[], Manifest], *, kind: str = RUN, instance: str, replace: bool = False
) -> Sealed:
    """Write files and then the manifest that ``finish`` makes, all at once.

    folder: made; ``refuse_taken`` says what may be there, and raises UsageError for the rest.
    """
    refuse_taken(folder, kind, instance=instance, replace=replace)
    target = real(folder)
    with making(target) as hidden:
        made = hidden / MADE
        for path, content in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content)
        manifest = finish()
        (made / MANIFEST).write_bytes(manifest_text(manifest).encode())
        put_in_place(hidden, target)
    return Sealed(target, manifest, results_of(files))


def refuse_taken(folder: Path, kind: str = RUN, *, instance: str | None = None, replace: bool = False) -> None:
    """Raise UsageError unless a sealed folder may be written; asked before long work, and again when it is written.

    An empty folder is filled. One of the same kind and the same instance (its id; none: not yet known) is replaced if
    ``replace``, unless something was added to it. Everything else stays as it is.
    """
    target = _usable(folder)
    if _holds_something(folder, target):
        _refuse_full(folder, target, kind, instance, replace=replace)
    require_room(target)


def refuse_new(folder: Path) -> None:
    """Raise UsageError unless a folder may be made where none stands, or only an empty one."""
    target = _usable(folder)
    if _holds_something(folder, target):
        raise UsageError(f"{folder} is there already and not an empty folder; name a new one")
    require_room(target)


def refuse_file(file: Path, *, replace: bool = False) -> None:
    """Raise UsageError unless a file may be written; asked before long work, and again when it is written.

    An empty file is filled, another regular one is replaced if ``replace``. Devices, pipes and folders are not for writing.
    """
    try:
        found = file.stat()
    except FileNotFoundError:
        require_room(_usable(file))
        return
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(file)[:120]} cannot be written: {why(error)}") from error
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{file} is a folder; name a file")
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{file} is a device or a pipe, not a file on a disk; name a file")
    target = _usable(file)
    if found.st_size and not replace:
        raise UsageError(f"{file} is there already; add --replace to replace it, or name another file")
    if not os.access(target, os.W_OK):
        raise UsageError(f"{file} cannot be written: it is protected; name another file")
    require_room(target)


def write_new_file(file: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file whole or not at all; raises UsageError as ``refuse_file``, and if it cannot be written."""
    refuse_file(file, replace=replace)
    write_file(file, content)


def _refuse_full(folder: Path, target: Path, kind: str, instance: str | None, *, replace: bool) -> None:
    """Raise UsageError unless a folder that holds something may be replaced."""
    try:
        manifest = read_manifest(target, None)
    except InputError as error:
        raise UsageError(f"{folder} holds something that is not a {kind}; name a new folder") from error
    found, owner = kind_of(manifest), instance_of(manifest)
    if found != kind:
        raise UsageError(f"{folder} holds a {found}, not a {kind}, and is never replaced by one; name a new folder")
    if instance is not None and owner != instance:
        raise UsageError(
            f"{folder} holds a {kind} of another instance ({owner!r}, not {instance!r}) and is not replaced; "
            "name a new folder"
        )
    if not replace:
        raise UsageError(f"{folder} holds a {kind} already; add --replace to replace it, or name a new folder")
    there = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    added = sorted(there - manifest["files"].keys() - {MANIFEST})
    if added:
        raise UsageError(f"{folder} holds more than the {kind}: {', '.join(added)}; move that, or name a new folder")


def _usable(path: Path) -> Path:
    """The place of a path, if its name will do and it lies in no sealed folder; raises UsageError if not."""
    try:
        target = real(path)
        missing = [parent for parent in target.parents if not parent.exists()]
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(path)[:120]!r} cannot be written: {why(error)}") from error
    for new in (target, *missing):
        _refuse_name(new)
    around = sealed_around(target)
    if around is not None:
        raise UsageError(f"{path} lies in {around}, which is sealed and stays as it is; name another place")
    return target


def _holds_something(folder: Path, target: Path) -> bool:
    """Whether a folder is there and not empty; raises UsageError for what is no folder, or none that can be replaced."""
    recover(target)
    try:
        if not target.exists():
            return False
        if not target.is_dir():
            raise UsageError(f"{folder} is a file; name a folder")
        if os.path.ismount(target):
            raise UsageError(f"{folder} is a disk of its own and cannot be put in place; name a folder inside it")
        return any(target.iterdir())
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {why(error)}") from error


def _refuse_name(path: Path) -> None:
    """Raise UsageError for a name that cannot be copied to every system."""
    reason = refused_name(path) or ("" if path.name else "it has none")
    if reason:
        raise UsageError(f"{path.name[:60]!r} cannot be the name of a folder or file on every system; {reason}")
