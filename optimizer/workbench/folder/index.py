"""The list of everything in the folder, kept in SQLite so that a full folder is there at once; it can always be made anew."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, fields
from pathlib import Path

from leonplan.optimizer.workbench.folder.item import SEALED, Item, ItemKind
from leonplan.optimizer.workbench.folder.scan import found_in, item_of, shipped
from leonplan.optimizer.workbench.options import HIDDEN

VERSION = 1
"""Of the tables; another one is thrown away and made anew."""

_COLUMNS = tuple(field.name for field in fields(Item))


class FolderIndex:
    """What lies in a folder, by id and by kind."""

    def __init__(self, folder: Path) -> None:
        """folder: the workbench's."""
        self.folder = folder
        self.file = folder / HIDDEN / "index.sqlite"
        self.file.parent.mkdir(exist_ok=True)
        self._refreshing = threading.Lock()
        self._shipped = {item.id: item for item in shipped()}
        try:
            self._make()
        except sqlite3.DatabaseError:  # what a killed machine left, or another program's: it holds nothing of its own
            self._forget()
            self._make()

    def _forget(self) -> None:
        for file in self.file.parent.glob(f"{self.file.name}*"):
            file.unlink()

    def _make(self) -> None:
        with self._open() as base:
            if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                base.execute("DROP TABLE IF EXISTS items")
            base.execute(
                f"CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, {', '.join(f'{name} TEXT' for name in _COLUMNS)})"
            )
            base.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, timeout=10)) as base, base:
            yield base

    def refresh(self, *, wait: bool = False) -> None:
        """Look at the folder again; what has not changed is not read again.

        wait: whether to wait for another thread that is at it, and look again then; else nothing is done.
        """
        if not self._refreshing.acquire(blocking=wait):
            return
        try:
            self._refresh()
        finally:
            self._refreshing.release()

    def _refresh(self) -> None:
        with self._open() as base:
            known = {path: stamp for path, stamp in base.execute("SELECT path, stamp FROM items")}
        there = {path: (kind, stamp) for path, kind, stamp in found_in(self.folder)}
        gone = [path for path in known if path not in there]
        new = [(path, *what) for path, what in there.items() if known.get(path) != what[1]]
        made = [(path, item_of(self.folder, path, kind, stamp)) for path, kind, stamp in new]
        if not gone and not made:
            return
        with self._open() as base:
            base.executemany("DELETE FROM items WHERE path = ?", [(path,) for path in gone])
            base.executemany("DELETE FROM items WHERE path = ?", [(path,) for path, item in made if item is None])
            marks = ", ".join("?" * (len(_COLUMNS) + 1))
            rows = [(item.id, *map(str, astuple(item))) for _, item in made if item is not None]
            base.executemany(f"INSERT OR REPLACE INTO items VALUES ({marks})", rows)

    def get(self, item_id: str) -> Item | None:
        """The thing of an id; none if there is none."""
        if item_id in self._shipped:
            return self._shipped[item_id]
        found = self._rows("id = ?", item_id)
        return found[0] if found else None

    def instances(self) -> list[Item]:
        """Instances of the folder, then those that ship."""
        own = self._rows("kind IN (?, ?) ORDER BY title COLLATE NOCASE", ItemKind.INSTANCE, ItemKind.WORKBOOK)
        return [*own, *self._shipped.values()]

    def sealed(self, most: int, instance: str = "") -> list[Item]:
        """Sealed folders, the newest first; instance: only those of this id."""
        kinds = ", ".join("?" * len(SEALED))
        return self._rows(
            f"kind IN ({kinds}) AND (? = '' OR instance = ?) ORDER BY written DESC, path LIMIT ?",
            *sorted(SEALED), instance, instance, most,
        )  # fmt: skip

    def count(self) -> int:
        """How many sealed folders there are."""
        with self._open() as base:
            kinds = ", ".join("?" * len(SEALED))
            return int(
                base.execute(f"SELECT count(*) FROM items WHERE kind IN ({kinds})", sorted(SEALED)).fetchone()[0]
            )

    def path_of(self, item: Item) -> str | Path:
        """What the API takes: a path, or the name of an instance that ships."""
        return item.path[1:] if item.ships else self.folder / item.path

    def _rows(self, where: str, *values: object) -> list[Item]:
        with self._open() as base:
            found = base.execute(f"SELECT {', '.join(_COLUMNS)} FROM items WHERE {where}", tuple(map(_plain, values)))
            return [_item(row) for row in found]


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _item(row: tuple[str, ...]) -> Item:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Item(**{**values, "kind": ItemKind(values["kind"])})  # type: ignore[arg-type]
