"""What people call a sealed folder, and who asked for it; kept next to the folder's own name, which is for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.json_files import read_json, write_json
from leonplan.optimizer.workbench.options import HIDDEN


@dataclass(frozen=True, slots=True)
class Caption:
    """A title, and who gave it."""

    title: str
    """What people call it."""
    by: str
    """Who asked for it; empty if nobody is known."""


def write_caption(folder: Path, path: str, caption: Caption) -> None:
    """Keep the caption of what lies, or will lie, at a path in the workbench's folder."""
    file = _file(folder, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_json(file, asdict(caption))


def read_caption(folder: Path, path: str) -> Caption | None:
    """The caption of a path; none if it has none."""
    told = read_json(_file(folder, path))
    return None if told is None else Caption(str(told.get("title", "")), str(told.get("by", "")))


def _file(folder: Path, path: str) -> Path:
    return folder / HIDDEN / "captions" / f"{id_of(path)}.json"
