"""Checks a YAML document against a schema; every fault in plain words, at its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.plain_words import explain, shown, suggestion
from leonplan.optimizer.reading.read_yaml import NodePath, YamlDocument, child

Model = TypeVar("Model", bound=BaseModel)


def validate_document(document: YamlDocument, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """The document as a model, or nothing, and every fault of its values.

    Values are taken as they are written: a quoted number is text, yes is text, nothing is guessed.
    """
    return validate_data(document, document.data, model)


def validate_data(document: YamlDocument, data: object, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
    """As ``validate_document``, with data that may differ from the document's; lines are still the document's."""
    try:
        return model.model_validate_json(json.dumps(data), strict=True), ()
    except ValidationError as error:
        located = [(_path(data, fault), fault) for fault in error.errors(include_url=False)]
        return None, tuple(_problem(document, model, path, fault) for path, fault in _innermost(located))


def _path(data: object, fault: ErrorDetails) -> NodePath:
    """Where a fault is in the data: the schema's own words for branches of choices are left out."""
    path: list[str | int] = []
    for step in fault["loc"]:
        inner = child(data, step)
        if inner is not None:
            data = inner
        elif not _is_named(data, step) and (fault["type"] != "missing" or step != fault["loc"][-1]):
            continue
        path.append(step)
    return tuple(path)


def _is_named(data: object, step: str | int) -> bool:
    """Whether there is a node below, though it may hold nothing."""
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _innermost(located: list[tuple[NodePath, ErrorDetails]]) -> Iterator[tuple[NodePath, ErrorDetails]]:
    """The first fault of each node, without those that only repeat that something inside is wrong."""
    outer = {path[:length] for path, _ in located for length in range(len(path))}
    seen: set[NodePath] = set()
    for path, fault in located:
        if path not in outer and path not in seen:
            seen.add(path)
            yield path, fault


def _problem(document: YamlDocument, model: type[BaseModel], path: NodePath, fault: ErrorDetails) -> Problem:
    kind, value = fault["type"], fault["input"]
    if fault["loc"] and fault["loc"][-1] == "[key]":
        message = f"{shown(value)} is not a name that is known here; {suggestion(str(value), _choices(fault))}"
        return document.problem(path, message)
    if kind == "extra_forbidden":
        value = str(path[-1])
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        path = (*path, str(fault["ctx"]["discriminator"]).strip("'"))
    known = _fields_beside(model, path, document.data) if kind == "extra_forbidden" else _choices(fault)
    return document.problem(path, explain(kind, fault.get("ctx", {}), value, known))


def _choices(fault: ErrorDetails) -> list[str]:
    """The names that a choice allows."""
    context = fault.get("ctx", {})
    expected = str(context.get("expected", context.get("expected_tags", "")))
    return expected.split("'")[1::2]


def _fields_beside(model: type[BaseModel], path: NodePath, node: object) -> list[str]:
    """Names of the fields that may stand where an unknown one stands."""
    parts: list[type[BaseModel]] = [model]
    for step in path[:-1]:
        node = child(node, step)
        if isinstance(step, str):
            fields = [part.model_fields[step].annotation for part in parts if step in part.model_fields]
            parts = [found for annotation in fields for found in _models(annotation)]
        elif isinstance(node, dict):
            parts = [part for part in parts if _is_meant(part, node)]
    return [name for part in parts for name in part.model_fields]


def _is_meant(part: type[BaseModel], node: Mapping[str, object]) -> bool:
    """Whether an entry of a list can be of a model, by the field that sets models apart."""
    tags = {name: get_args(field.annotation) for name, field in part.model_fields.items() if _is_tag(field.annotation)}
    return all(node.get(name) in choices for name, choices in tags.items())


def _is_tag(annotation: Any) -> bool:
    return get_origin(annotation) is Literal


def _models(annotation: Any) -> Iterable[type[BaseModel]]:
    """The models that an annotation is made of."""
    if get_origin(annotation) in (Union, UnionType, Annotated, tuple, dict, list):
        for argument in get_args(annotation):
            yield from _models(argument)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
