"""Turns one cell of a table into a value; what could be read in two ways is refused, with what to write instead."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from leonplan.optimizer.reading.plain_words import shown

Converter = Callable[[str, bool], object]
"""From a cell without blanks around it, and whether decimal commas are read, to a value; raises CellFault."""

TRUE_WORDS = frozenset({"true", "1", "yes", "ja", "sann"})
"""Words for true in tables, in any case."""

FALSE_WORDS = frozenset({"false", "0", "no", "nei", "usann"})
"""Words for false in tables, in any case."""

_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_COMMA_NUMBER = re.compile(r"[-+]?([0-9]+,[0-9]+|,[0-9]+)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?(nan|inf|infinity)", re.IGNORECASE)
_LONGEST_NUMBER = 40


class CellFault(ValueError):  # noqa: N818 - it is what the table's reader calls it
    """A cell that cannot be read; the message says why and what to write."""


def converter(annotation: Any) -> Converter:
    """What reads the cells of a column, by the type of its field."""
    return _CONVERTERS.get(plain_type(annotation), _read_text)


def plain_type(annotation: Any) -> Any:
    """The type of a field without its limits and without None; tuples as ``tuple``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain_type(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return plain_type(next(part for part in get_args(annotation) if part is not NoneType))
    return origin or annotation


def _read_text(cell: str, commas: bool) -> object:
    return cell


def _read_ids(cell: str, commas: bool) -> object:
    """Ids separated by blanks."""
    if "," in cell or ";" in cell:
        raise CellFault(f"{shown(cell)} is not a list of ids; separate them by blanks only")
    return tuple(cell.split())


def _read_bool(cell: str, commas: bool) -> object:
    word = cell.lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise CellFault(f"{shown(cell)} is neither true nor false; write true or false (1, 0, ja, nei, yes, no will do)")


def _read_int(cell: str, commas: bool) -> object:
    number = _read_float(cell, commas)
    if not number.is_integer():
        raise CellFault(f"{shown(cell)} is not a whole number; write it without decimals")
    return int(number)


def _read_float(cell: str, commas: bool) -> float:
    text = cell.replace(",", ".") if commas and _COMMA_NUMBER.fullmatch(cell) else cell
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise CellFault(f"{shown(cell)} is not a number; {_number_remedy(cell)}")
    number = float(text)
    if not math.isfinite(number):
        raise CellFault(f"{shown(cell)} is too large for a number; write a smaller one")
    return number


def _number_remedy(cell: str) -> str:
    """What to write instead of something that is not a number."""
    dense = "".join(cell.split())
    if dense != cell and _NUMBER.fullmatch(dense.replace(",", ".")):
        return "write it without blanks between the digits"
    if _COMMA_NUMBER.fullmatch(cell):
        return f"write {shown(cell.replace(',', '.'))}: where commas separate the columns, decimals take a point"
    if "," in cell and _NUMBER.fullmatch(cell.replace(",", "").replace(".", "")):
        return "it can be read in two ways; write it without separators between thousands, with a decimal point"
    if cell.endswith("%"):
        return "write a share, e.g. 0.12 for 12 %"
    if _NOT_FINITE.fullmatch(cell) or cell.startswith("#"):
        return "write a finite number, or leave the cell blank if the column has a default"
    return "write digits with a decimal point, without units or text"


_CONVERTERS: dict[Any, Converter] = {
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    tuple: _read_ids,
}
