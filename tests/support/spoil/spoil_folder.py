"""Spoils a folder: files that are gone, swapped, renamed, or something else than files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from support.spoil import spoil_bytes, spoil_table, spoil_yaml

FolderSpoiler = Callable[[Random, Path, Path], None]
"""Spoils a file of a folder."""


def spoil_file(random: Random, folder: Path, file: Path) -> None:
    """The content: as bytes, or as what it is."""
    if not file.is_file():
        return
    own = {".csv": spoil_table.SPOILERS, ".yaml": spoil_yaml.SPOILERS, ".json": spoil_yaml.SPOILERS}.get(file.suffix)
    spoilers = own if own and random.random() < 0.75 else spoil_bytes.SPOILERS
    file.write_bytes(random.choice(spoilers)(random, file.read_bytes()))


def remove(random: Random, folder: Path, file: Path) -> None:
    _clear(file)


def swap(random: Random, folder: Path, file: Path) -> None:
    other = random.choice(
        [one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink()] or [file]
    )
    if file.is_file() and other != file:
        mine, theirs = file.read_bytes(), other.read_bytes()
        file.write_bytes(theirs)
        if random.random() < 0.5:
            other.write_bytes(mine)


def rename(random: Random, folder: Path, file: Path) -> None:
    if file.exists():
        new = (file.name.upper(), file.name[:-1], f"{file.name}.txt", f"{file.stem}s{file.suffix}", f"{file.name} (1)")
        file.rename(file.with_name(random.choice(new)))


def add(random: Random, folder: Path, file: Path) -> None:
    (folder / random.choice(("new.csv", ".hidden", "~$places.csv", "x.yaml", "æ.md", "needs .csv"))).write_bytes(b"x\n")


def in_its_place(random: Random, folder: Path, file: Path) -> None:
    """A folder, a pipe, a link to itself, to nothing, to a device or to elsewhere."""
    _clear(file)
    change = random.randrange(6)
    if change == 0:
        file.mkdir()
        (file / "inside").write_bytes(b"x")
    elif os.name == "nt":
        return
    elif change == 1:
        os.mkfifo(file)
    elif change == 2:
        file.symlink_to(file.name)
    elif change == 3:
        file.symlink_to("nothing")
    elif change == 4:
        file.symlink_to("/dev/zero")
    else:
        file.symlink_to(folder)


def forbid(random: Random, folder: Path, file: Path) -> None:
    """No right to read it, which only matters to those who are not root."""
    if file.is_file() and not file.is_symlink():
        file.chmod(0)


def _clear(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)


def spoil(random: Random, folder: Path, names: list[str]) -> None:
    """Spoil one to three of some files of a folder, mostly what they hold."""
    others = (remove, swap, rename, add, in_its_place, in_its_place, forbid)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        file = folder / random.choice(names)
        (spoil_file if random.random() < 0.85 else random.choice(others))(random, folder, file)
