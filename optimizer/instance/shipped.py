"""The instances that ship with the program; found without what reads them, so that lists of them are there at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from leonplan.optimizer.reading.paths import INSTANCE_FILE


def shipped_instances() -> dict[str, Path]:
    """Folders of the instances that ship with the program, by name."""
    root = Path(str(files("leonplan.instances")))
    return {entry.name: entry for entry in sorted(root.iterdir()) if (entry / INSTANCE_FILE).is_file()}
