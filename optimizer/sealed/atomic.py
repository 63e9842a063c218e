"""Puts files and folders in place whole or not at all.

What is to stand somewhere is made in a hidden folder next to it and renamed. A folder that stands there already is first
moved into the hidden one, as no system replaces a full folder in one step; a program killed between the two renames leaves
both in the hidden folder, and whoever next asks for the folder finishes the replacement (``recover``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.words.disk import why

MADE, BEFORE = "made", "before"
"""Names in the hidden folder: what is to be put in place, and what stood there."""

_LEFTOVER_AGE = 3600.0
"""A hidden folder begun longer ago is what a killed program left [s]; a younger one may be another program's work."""

_SUFFIX = 8
"""Letters that ``mkdtemp`` adds to a name."""

_PROBE = 65536
"""Bytes written to see whether there is room at all."""


def real(path: Path) -> Path:
    """A path without links, so that what is put there replaces what a link leads to, not the link."""
    return Path(os.path.realpath(path))


@contextmanager
def making(target: Path) -> Iterator[Path]:
    """A hidden, empty folder next to a target, in which to make what is put there; removed with what is left in it.

    target: as ``real`` gives it; the folder around it is made. Raises UsageError for what the system refuses meanwhile.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        hidden = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target)))
        try:
            yield hidden
        finally:
            recover(target)
            if os.path.lexists(target) or not (hidden / BEFORE).exists():
                shutil.rmtree(hidden, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {why(error)}") from error


def put_in_place(hidden: Path, target: Path) -> None:
    """Rename the finished folder in a hidden one to where it belongs; what was there stays there if that fails."""
    made, before = hidden / MADE, hidden / BEFORE
    if os.path.lexists(target):
        target.replace(before)
    try:
        made.replace(target)
    except OSError:
        if not made.exists() and target.exists():
            return  # another program that wanted the folder has finished the replacement
        if before.exists() and not target.exists():
            before.replace(target)
        raise


def recover(target: Path) -> None:
    """Finish the replacement of a folder that was cut short between its two renames, if there is one.

    The new folder was finished before the old one was moved, so it is whole. Nothing is done where something stands.
    """
    if os.path.lexists(target):
        return
    with suppress(OSError, ValueError):
        for hidden in _hidden(real(target)):
            if (hidden / MADE).is_dir() and (hidden / BEFORE).is_dir():
                (hidden / MADE).replace(real(target))
                shutil.rmtree(hidden, ignore_errors=True)
                return


def write_file(file: Path, content: bytes) -> None:
    """Put a file in place; raises UsageError if it cannot be written.

    file: whatever regular file is there is replaced; ``store.refuse_file`` says whether it may be.
    """
    target = real(file)
    with making(target) as hidden:
        (hidden / MADE).write_bytes(content)
        (hidden / MADE).replace(target)


def require_room(target: Path) -> None:
    """Raise UsageError if nothing can be written where a target is to stand; folders on the way need not be there yet."""
    try:
        with suppress(FileNotFoundError):
            target.lstat()
        around = next(parent for parent in target.parents if parent.exists())
        with tempfile.TemporaryFile(dir=around) as probe:
            probe.write(bytes(_PROBE))
    except (OSError, ValueError) as error:
        raise UsageError(f"{target} cannot be written: {why(error)}") from error


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _hidden(target: Path) -> list[Path]:
    """Hidden folders of a target, the newest first."""
    prefix = _prefix(target)
    found = []
    for entry in target.parent.iterdir():
        if entry.name.startswith(prefix) and len(entry.name) == len(prefix) + _SUFFIX and entry.is_dir():
            with suppress(OSError):  # another program may just have removed its own
                found.append((entry.stat().st_mtime, entry))
    return [entry for _, entry in sorted(found, reverse=True)]


def _clear_leftovers(target: Path) -> None:
    """Remove what killed programs left next to a target, once what they had finished is in place."""
    recover(target)
    for hidden in _hidden(target):
        with suppress(OSError):
            if time.time() - hidden.stat().st_mtime > _LEFTOVER_AGE:
                shutil.rmtree(hidden, ignore_errors=True)
