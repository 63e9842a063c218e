"""Writes an instance to a folder in one canonical way: the same instance gives the same bytes, and reads back equal."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.sealed.atomic import MADE, making, put_in_place, real
from leonplan.optimizer.sealed.csv_cell import cell_text
from leonplan.optimizer.sealed.store import refuse_new

_QUOTED = frozenset(',;"\r\n\t')


def write_instance(instance: Instance, folder: Path) -> None:
    """Write ``instance.yaml`` and every table with rows.

    folder: made if it is not there; other files in it are left alone. Raises OSError if it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in instance_files(instance).items():
        (folder / name).write_bytes(text.encode())


def write_new_instance(instance: Instance, folder: Path) -> None:
    """Make an instance folder, whole or not at all; raises UsageError if it holds anything or cannot be made."""
    refuse_new(folder)
    target = real(folder)
    with making(target) as hidden:
        write_instance(instance, hidden / MADE)
        put_in_place(hidden, target)


def instance_files(instance: Instance) -> dict[str, str]:
    """The text of every file of an instance by its name."""
    texts = {INSTANCE_FILE: _settings_text(instance)}
    for name, row in TABLES.items():
        rows: tuple[Row, ...] = getattr(instance, name)
        if rows:
            texts[row.file] = table_text(row, rows)
    return texts


def _settings_text(instance: Instance) -> str:
    """The settings as YAML, defaults written out so that a later program reads the same."""
    yaml: Any = YAML(typ="safe", pure=True)  # its options are declared as None
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False
    yaml.allow_unicode = True
    yaml.width = 120
    stream = StringIO()
    yaml.dump(instance.settings.model_dump(mode="json", exclude_none=True), stream)
    return stream.getvalue()


def table_text(row: type[Row], rows: tuple[Row, ...]) -> str:
    """A table as CSV: commas, point decimals, the key first, the source last."""
    names = row.columns()
    lines = [",".join(names), *(",".join(_cell(getattr(one, name)) for name in names) for one in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    """A value as a cell, quoted where it must be."""
    text = cell_text(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text
