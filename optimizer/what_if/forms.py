"""The catalogue of changes as forms: made of its JSON Schema and an instance, so that only what applies can be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.change import REFERENCES
from leonplan.optimizer.what_if.changes import SUBJECTS
from leonplan.optimizer.what_if.describe_what_if import name_of
from leonplan.optimizer.what_if.what_if import WhatIf
from leonplan.optimizer.words import input_words
from leonplan.optimizer.words.change_words import CHANGES, field_word
from leonplan.optimizer.words.change_words import SUBJECTS as SUBJECT_WORDS
from leonplan.optimizer.words.word import Language

_UNIT = re.compile(r"\s*\[([^\]]+)\]")

_LARGEST_TOLD = 100_000
"""Bounds from here on only keep nonsense out and are not told."""

_YEARS = (1900, 2200)
"""Bounds by which a year is known."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    NUMBER = "number"
    WHOLE = "whole"
    NUMBERS = "numbers"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    """Some of its choices, in any order."""
    ORDER = "order"
    """Its choices in an order."""
    ROWS = "rows"
    """Rows of further fields."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a change."""

    name: str
    """Name of the field, as in files."""
    label: str
    """What it is called, with its unit."""
    kind: FieldKind
    """How it is filled in."""
    is_required: bool
    """Whether it must be."""
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen, each with its words."""
    least: float | None = None
    """Lowest value that is told; none if there is none worth telling."""
    most: float | None = None
    """Highest value that is told."""
    default: str = ""
    """What holds where it is left blank, as text; empty if that is nothing."""
    fields: tuple[FormField, ...] = ()
    """Of rows: their fields."""


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """A change as a form."""

    name: str
    """Name of the change, as in files."""
    subject: str
    """What it is about."""
    text: str
    """What it does."""
    fields: tuple[FormField, ...]
    """Its fields, in order."""


def change_forms(instance: Instance, language: Language) -> tuple[ChangeForm, ...]:
    """Every change of the catalogue that an instance has something for, by subject, in a language."""
    schema = WhatIf.model_json_schema()["$defs"]
    found = []
    for subject, changes in SUBJECTS.items():
        for change in changes:
            name, part = name_of(change), schema[change.__name__]
            maker = _FieldMaker(name, instance, language, schema)
            fields = tuple(maker.fields(part))
            if any(one.is_required and one.kind is FieldKind.CHOICE and not one.choices for one in fields):
                continue  # there is nothing to change, e.g. no programmes
            nb = language == "nb"
            text = CHANGES[name] if nb else " ".join(part["description"].split())
            found.append(ChangeForm(name, SUBJECT_WORDS[subject] if nb else subject, text, fields))
    return tuple(found)


@dataclass(frozen=True)
class _FieldMaker:
    """Makes the fields of a change."""

    change: str
    instance: Instance
    language: Language
    schema: Mapping[str, Any]

    def fields(self, part: Mapping[str, Any]) -> Iterator[FormField]:
        """The fields of a part of the schema."""
        for name, one in part["properties"].items():
            if name != "change":
                yield self._field(name, one, name in part.get("required", ()))

    def _field(self, name: str, one: Mapping[str, Any], is_required: bool) -> FormField:
        plain = next((part for part in one.get("anyOf", ()) if part.get("type") != "null"), one)
        kind, choices = self._kind(name, plain)
        least, most = _bounds(plain)
        inner = self._reference(plain.get("items", {})) if kind is FieldKind.ROWS else None
        return FormField(
            name,
            self._label(name, one.get("description", "")),
            kind,
            is_required,
            tuple(choices),
            least,
            most,
            self._default(one.get("default")),
            tuple(self.fields(inner)) if inner else (),
        )

    def _label(self, name: str, description: str) -> str:
        units = {" ".join(unit.split()) for unit in _UNIT.findall(description)}
        unit = units.pop() if len(units) == 1 else ""
        if self.language == "en":
            text = " ".join(name.split("_"))
            return f"{text[0].upper()}{text[1:]} [{unit}]" if unit and unit != text else text[0].upper() + text[1:]
        word = field_word(self.change, name)
        unit = input_words.UNITS.get(unit, unit)
        return f"{word} ({unit})" if unit and unit != word.lower() else word

    def _kind(self, name: str, one: Mapping[str, Any]) -> tuple[FieldKind, list[tuple[str, str]]]:
        known = self._known(name)
        if one.get("type") == "array":
            entry = one["items"].get("anyOf", [one["items"]])[0]  # the plain one comes first
            inner = self._reference(entry)
            if "enum" in inner:
                return FieldKind.ORDER, self._enum(entry)
            if "properties" in inner:
                return FieldKind.ROWS, []
            if inner.get("type") in ("number", "integer"):
                return FieldKind.NUMBERS, []
            return (FieldKind.CHOICES, known) if known is not None else (FieldKind.TEXT, [])
        if "$ref" in one and "enum" in self._reference(one):
            return FieldKind.CHOICE, self._enum(one)
        if one.get("type") == "boolean":
            return FieldKind.CHOICE, self._yes_no()
        if one.get("type") in ("number", "integer"):
            return FieldKind.NUMBER if one["type"] == "number" else FieldKind.WHOLE, []
        return (FieldKind.CHOICE, known) if known is not None else (FieldKind.TEXT, [])

    def _yes_no(self) -> list[tuple[str, str]]:
        yes, no = (input_words.TRUE, input_words.FALSE) if self.language == "nb" else ("yes", "no")
        return [("true", yes), ("false", no)]

    def _reference(self, one: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.schema[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        return found

    def _enum(self, one: Mapping[str, Any]) -> list[tuple[str, str]]:
        kind = one["$ref"].rpartition("/")[2]
        values = self._reference(one)["enum"]
        shared = input_words.SHARED.get(kind)
        if shared is not None:
            return [(value, shared[value].of(self.language)) for value in values]
        if self.language == "nb":
            return [(value, input_words.CHOICES[f"{kind}.{value}"]) for value in values]
        return [(value, value.replace("_", " ")) for value in values]

    def _known(self, name: str) -> list[tuple[str, str]] | None:
        """What a name can refer to in the instance, with its words; none if it refers to nothing."""
        if name == "comparison":
            return [(one, one) for one in sorted({row.comparison for row in self.instance.comparison})]
        if name == "variant":
            return [(one, one) for one in sorted({row.variant for row in self.instance.population} - {"all"})]
        if name not in REFERENCES:
            return None
        part = REFERENCES[name]
        owner: Any = self.instance if part in type(self.instance).model_fields else self.instance.settings
        return [(one.id, one.name) for one in getattr(owner, part)]

    def _default(self, value: object) -> str:
        if isinstance(value, bool):
            return self._yes_no()[not value][1]
        if value is None or isinstance(value, (list, dict)):
            return ""
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return text.replace(".", ",") if self.language == "nb" else text


def _bounds(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The bounds of a number that are worth telling; of a year none."""
    least = one.get("minimum", one.get("exclusiveMinimum"))
    most = one.get("maximum", one.get("exclusiveMaximum"))
    if (least, most) == _YEARS:
        return None, None
    return (
        least if least is not None and least > -_LARGEST_TOLD else None,
        most if most is not None and most < _LARGEST_TOLD else None,
    )
