"""Makes a new instance folder to fill in, from the smallest instance that solves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.load import shipped_instances
from leonplan.optimizer.reading.paths import unwritable
from leonplan.optimizer.reading.plain_words import slug
from leonplan.optimizer.reading.provenance import INSTANCE_FILE

TEMPLATE = "tiny"
"""Shipped instance that new ones start from."""


def new_instance(folder: Path) -> None:
    """Make an instance folder with the template's files, comments included, and an id and name after the folder.

    Written beside and renamed, so that nothing is half-written. Raises UsageError if the folder holds anything or
    cannot be made.
    """
    if reason := unwritable(folder):
        raise UsageError(f"{folder} cannot be made: {reason}")
    target = folder.resolve()
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(f"{folder} is there already and not an empty folder; name a new one")
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as beside:
            made = Path(beside) / target.name
            shutil.copytree(shipped_instances()[TEMPLATE], made, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
            settings = made / INSTANCE_FILE
            settings.write_bytes(renamed(settings.read_text(encoding="utf-8"), target.name).encode())
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}") from error


def renamed(settings: str, name: str) -> str:
    """The text of ``instance.yaml`` with another id and name; the rest, comments included, stays.

    >>> renamed("id: tiny  # short\\nname: Tiny\\nother: 1\\n", "Øvre By")
    'id: ovre_by  # short\\nname: "Øvre By"\\nother: 1\\n'
    """
    visible = "".join(letter for letter in name if letter.isprintable()).replace("\\", "").replace('"', "")
    identifier = slug(visible) or "new_instance"
    text = re.sub(r"^id:\s*\S+", f"id: {identifier}", settings, count=1, flags=re.MULTILINE)
    quoted = f'name: "{visible or identifier}"'
    return re.sub(r"^name:.*?(?=\s+#|$)", lambda _: quoted, text, count=1, flags=re.MULTILINE)
