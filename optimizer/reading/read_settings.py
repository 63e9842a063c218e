"""Reads ``instance.yaml``; what is wrong in one part of it does not hide the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.paths import INSTANCE_FILE
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
    return settings_of(read_yaml(folder / INSTANCE_FILE, INSTANCE_FILE))


def settings_of(document: YamlDocument, faulty: frozenset[str] = frozenset()) -> SettingsReading:
    """The settings that a document holds; faulty: fields with faults that are told elsewhere, and not read."""
    every = frozenset(Settings.model_fields)
    if document.data is None:
        return SettingsReading(None, document, every, document.problems)
    if not isinstance(document.data, dict):
        return SettingsReading(None, document, every, (*document.problems, *validate_document(document, Settings)[1]))
    settings, problems = validate_data(document, _mended(document.data, faulty), Settings)
    found = (*document.problems, *problems)
    if settings is not None:
        return SettingsReading(settings, document, faulty, found)
    broken = faulty | {problem.field.split(".")[0].split("[")[0] for problem in problems}
    known = {name: value for name, value in document.data.items() if name in every}
    names = {name: ids for name in broken - faulty if (ids := _ids_of(document.data.get(name))) is not None}
    mended = validate_data(document, _mended(known, broken), Settings)[0]
    return SettingsReading(mended, document, broken, found, names)


def _mended(data: dict[str, object], broken: frozenset[str]) -> dict[str, object]:
    """The data with stand-ins in place of broken fields, or without those that have a default."""
    whole = {name: value for name, value in data.items() if name not in broken}
    return {name: value for name, value in _STAND_INS.items() if name in broken} | whole


def _ids_of(entries: object) -> frozenset[str] | None:
    """The ids of a list's entries; none if it is no list or an entry has none."""
    if not isinstance(entries, list):
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return frozenset(str(name) for name in ids) if all(isinstance(name, str) for name in ids) else None
