"""A lock that the system lets go when its process ends, however it ends, on every system: one of SQLite's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for a lock that somebody just looks at."""


@contextmanager
def holding(file: Path) -> Iterator[bool]:
    """Hold the lock of a file for as long as the process or the block lasts; gives whether it is held, not another's."""
    with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as base:
        try:
            base.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True


def is_held(file: Path) -> bool:
    """Whether a process holds the lock of a file."""
    if not file.exists():
        return False
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as base:
        try:
            base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        base.execute("ROLLBACK")
    return False
