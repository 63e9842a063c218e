"""Makes a new instance folder to fill in, from the smallest instance that solves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.reading.plain_words import slug
from leonplan.optimizer.sealed.atomic import MADE, making, put_in_place, real
from leonplan.optimizer.sealed.store import refuse_new

TEMPLATE = "tiny"
"""Shipped instance that new ones start from."""


def new_instance(folder: Path) -> None:
    """Make an instance folder with the template's files, comments included, and an id and name after the folder.

    It is there whole or not at all. Raises UsageError if the folder holds anything or
    cannot be made.
    """
    refuse_new(folder)
    target = real(folder)
    with making(target) as hidden:
        made = hidden / MADE
        shutil.copytree(shipped_instances()[TEMPLATE], made, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        settings = made / INSTANCE_FILE
        settings.write_bytes(renamed(settings.read_text(encoding="utf-8"), target.name).encode())
        put_in_place(hidden, target)


def copy_instance(source: Path, folder: Path) -> None:
    """Copy the folder of an instance, its what-ifs with it; whole or not at all. Raises UsageError as ``new_instance``."""
    refuse_new(folder)
    target = real(folder)
    with making(target) as hidden:
        shutil.copytree(
            source, hidden / MADE, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*"), symlinks=True
        )
        put_in_place(hidden, target)


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
