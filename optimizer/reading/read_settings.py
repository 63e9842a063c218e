"""Reads ``instance.yaml``; what is wrong in one part of it does not hide the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.provenance import INSTANCE_FILE
from leonplan.optimizer.reading.read_yaml import YamlDocument, read_yaml
from leonplan.optimizer.reading.validate_yaml import validate_data, validate_document
from leonplan.optimizer.schema.settings import Settings

_STAND_INS: dict[str, object] = {
    "format": 1,
    "id": "unknown",
    "name": "unknown",
    "municipality": "unknown",
    "description": "unknown",
    "price_year": 2000,
    "horizon": {"periods": [2000]},
    "capital": {"rate": 0.0, "discount_rate": 0.0, "source": "unknown"},
    "age_bands": [],
    "levels": [{"id": "unknown", "name": "unknown", "step": 0, "at_home": True, "source": "unknown"}],
    "groups": [{"id": "unknown", "name": "unknown", "lowest_level": "unknown", "severity": 1, "source": "unknown"}],
    "sources": [{"id": "unknown", "title": "unknown", "year": 2000, "kind": "assumption"}],
}
"""Values that take the place of broken fields without a default, so that the others can be read."""


@dataclass(frozen=True)
class SettingsReading:
    """What ``instance.yaml`` holds."""

    settings: Settings | None
    """Settings, with stand-ins for broken fields; none if nothing could be read."""
    document: YamlDocument
    """The file with its lines."""
    broken: frozenset[str]
    """Fields with faults."""
    problems: tuple[Problem, ...]
    """Every fault of the file."""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids of broken lists, where each entry has one."""


def read_settings(folder: Path) -> SettingsReading:
    """Read the settings of an instance folder; never raises for what the file holds."""
    document = read_yaml(folder / INSTANCE_FILE, INSTANCE_FILE)
    every = frozenset(Settings.model_fields)
    if document.data is None:
        return SettingsReading(None, document, every, document.problems)
    settings, problems = validate_document(document, Settings)
    found = (*document.problems, *problems)
    if settings is not None or not isinstance(document.data, dict):
        return SettingsReading(settings, document, frozenset() if settings else every, found)
    broken = {problem.field.split(".")[0].split("[")[0] for problem in problems}
    whole = {name: value for name, value in document.data.items() if name in every - broken}
    mended = {name: value for name, value in _STAND_INS.items() if name in broken} | whole
    names = {name: ids for name in broken if (ids := _ids_of(document.data.get(name))) is not None}
    return SettingsReading(validate_data(document, mended, Settings)[0], document, frozenset(broken), found, names)


def _ids_of(entries: object) -> frozenset[str] | None:
    """The ids of a list's entries; none if it is no list or an entry has none."""
    if not isinstance(entries, list):
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return frozenset(str(name) for name in ids) if all(isinstance(name, str) for name in ids) else None
