"""Reads json-stat2, which the Statbank's service answers with; see json-stat.org/full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.statbank.table import MOST, Member, StatbankRow, StatbankTable, dimension_name

MOST_CELLS = 5_000_000
"""Most cells that are read; one municipality's projection has a hundred thousand."""

_AGAIN = "save the table again as json-stat2"


def is_json(text: str) -> bool:
    """Whether a text can only be JSON."""
    return text.lstrip()[:1] in ("{", "[")


def parse_json_stat(text: str, file: str) -> StatbankTable:
    """The table in a text; raises InputError, in words, for whatever is no such table."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError([Problem(file, line, "", f"is no whole JSON; was it cut off? {_AGAIN}")]) from error
    if not isinstance(data, dict) or data.get("class") != "dataset":
        raise _fault(file, "class", f"is no data set in json-stat2; {_AGAIN}")
    names = _names(data, file)
    members = [_members(data["dimension"].get(name), name, file) for name in names]
    sizes = [len(one) for one in members]
    if prod(sizes) > MOST_CELLS:
        raise _fault(
            file, "size", f"has {prod(sizes)} cells, more than {MOST_CELLS}; save fewer years or one municipality"
        )
    if data.get("size") != sizes:
        raise _fault(
            file, "size", f"says {shown(str(data.get('size')))}, but the dimensions have {sizes} places; {_AGAIN}"
        )
    values = _by_cell(data.get("value"), prod(sizes), "value", file)
    marks = _by_cell(data.get("status"), prod(sizes), "status", file)
    dimensions = tuple(dimension_name(name) for name in names)
    rows = tuple(_rows(dimensions, members, values, marks, file))
    return StatbankTable(file, str(data.get("label") or ""), dimensions, rows)


def _names(data: Mapping[str, Any], file: str) -> list[str]:
    names, dimension = data.get("id"), data.get("dimension")
    if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
        raise _fault(file, "id", f"lists no dimensions; {_AGAIN}")
    if not isinstance(dimension, dict):
        raise _fault(file, "dimension", f"is missing; {_AGAIN}")
    return names


def _members(dimension: Any, name: str, file: str) -> list[Member]:
    """The places of a dimension, in the order of its index and not of its labels."""
    category = dimension.get("category") if isinstance(dimension, dict) else None
    labels = category.get("label") if isinstance(category, dict) else None
    labels = labels if isinstance(labels, dict) else {}
    index = category.get("index", list(labels)) if isinstance(category, dict) else None
    if isinstance(index, list):
        index = {code: place for place, code in enumerate(index)}
    is_whole = isinstance(index, dict) and sorted(map(str, index.values())) == sorted(map(str, range(len(index))))
    if not isinstance(index, dict) or not index or not is_whole:
        raise _fault(file, f"dimension.{name}", f"has no index that counts from 0 without a gap; {_AGAIN}")
    ordered = sorted(index, key=lambda code: int(index[code]))
    return [Member(str(code), str(labels.get(code, ""))) for code in ordered]


def _by_cell(given: Any, count: int, field: str, file: str) -> Mapping[int, Any]:
    """What is given for cells, by cell number: a list, an object by number, one text for all, or nothing."""
    if given is None:
        return {}
    if isinstance(given, str):
        return dict.fromkeys(range(count), given)
    if isinstance(given, list) and len(given) == count:
        return dict(enumerate(given))
    if isinstance(given, dict) and all(
        one.isascii() and one.isdigit() and len(one) < 9 and int(one) < count for one in given
    ):
        return {int(number): one for number, one in given.items()}
    what = f"has {len(given)} entries for {count} cells" if isinstance(given, list) else "has a shape that is not known"
    raise _fault(file, field, f"{what}; was the file cut off? {_AGAIN}")


def _rows(
    dimensions: tuple[str, ...],
    members: list[list[Member]],
    values: Mapping[int, Any],
    marks: Mapping[int, Any],
    file: str,
) -> Iterator[StatbankRow]:
    """A row for each cell, the last dimension fastest."""
    for cell, places in enumerate(product(*members)):
        value, mark = values.get(cell), str(marks.get(cell) or "")
        if isinstance(value, bool) or not (value is None or isinstance(value, (int, float))):
            raise _fault(file, f"value[{cell}]", f"{shown(value)} is no number; {_AGAIN}")
        if value is not None and not abs(value) < MOST:
            raise _fault(file, f"value[{cell}]", f"{shown(value)} is beyond any count; {_AGAIN}")
        at = dict(zip(dimensions, places, strict=True))
        yield StatbankRow(None, at, None if value is None else float(value), mark or ".." if value is None else "")


def _fault(file: str, field: str, message: str) -> InputError:
    return InputError([Problem(file, None, field, message)])
