"""Turns one cell of a table into a value; what could be read in two ways is refused, with what to write instead."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from leonplan.optimizer.reading.number_text import COMMA_NUMBER, NUMBER, dense, in_two_ways, number_remedy
from leonplan.optimizer.reading.plain_words import shown

Converter = Callable[[str, bool], object]
"""From a cell without blanks around it, and whether decimal commas are read, to a value; raises CellFault."""

TRUE_WORDS = frozenset({"true", "1", "yes", "ja", "sann"})
"""Words for true in tables, in any case."""

FALSE_WORDS = frozenset({"false", "0", "no", "nei", "usann"})
"""Words for false in tables, in any case."""

_LONGEST_NUMBER = 40


class NumberText(str):
    """The text of a number that a spreadsheet holds as a number: its point stands before decimals, whatever texts do."""

    __slots__ = ("is_percent",)
    is_percent: bool
    """Whether it is shown as per cent: 0.12 as 12 %."""

    def __new__(cls, text: str, *, is_percent: bool = False) -> NumberText:
        """A number's text."""
        made = super().__new__(cls, text)
        made.is_percent = is_percent
        return made


class RefusedText(str):
    """What stands in a cell of a sheet that cannot be read: an error, a date, a formula never computed, part of a merge."""

    __slots__ = ("fault",)
    fault: CellFault
    """What is wrong with it."""

    def __new__(cls, text: str, fault: CellFault) -> RefusedText:
        """A text with what is wrong with it."""
        made = super().__new__(cls, text)
        made.fault = fault
        return made


class CellFault(ValueError):  # noqa: N818 - it is what the table's reader calls it
    """A cell that cannot be read: what is wrong, what to write, and the habit behind it, if it is a known one."""

    def __init__(self, what: str, remedy: str, habit: str = "") -> None:
        """habit: the same for every cell that is wrong for the same reason; empty if each must be looked at."""
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy
        self.habit = habit


def converter(annotation: Any) -> Converter:
    """What reads the cells of a column, by the type of its field."""
    if plain_type(annotation) is tuple:
        return _LISTS.get(entry_type(annotation), _read_ids)
    return _CONVERTERS.get(plain_type(annotation), _read_text)


def plain_type(annotation: Any) -> Any:
    """The type of a field without its limits and without None; tuples as ``tuple``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return plain_type(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return plain_type(next(part for part in get_args(annotation) if part is not NoneType))
    return origin or annotation


def entry_type(annotation: Any) -> Any:
    """The type of the entries of a tuple."""
    if get_origin(annotation) is tuple:
        return plain_type(get_args(annotation)[0])
    return next((entry_type(part) for part in get_args(annotation) if plain_type(part) is tuple), None)


def _read_text(cell: str, commas: bool) -> object:
    return cell


def _read_ids(cell: str, commas: bool) -> object:
    """Ids separated by blanks."""
    if "," in cell or ";" in cell:
        raise CellFault(f"{shown(cell)} is not a list of ids", "separate them by blanks only")
    return tuple(cell.split())


def _read_floats(cell: str, commas: bool) -> object:
    """Numbers separated by blanks."""
    parts = [cell] if isinstance(cell, NumberText) else cell.split()
    return tuple(_read_float(part, commas) for part in parts)


def _read_ints(cell: str, commas: bool) -> object:
    """Whole numbers separated by blanks."""
    parts = [cell] if isinstance(cell, NumberText) else cell.split()
    return tuple(_read_int(part, commas) for part in parts)


def _read_bool(cell: str, commas: bool) -> object:
    word = cell.lower()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise CellFault(f"{shown(cell)} is neither true nor false", "write true or false (1, 0, ja, nei, yes, no will do)")


def _read_int(cell: str, commas: bool) -> int:
    number = _number(cell, commas, is_whole=True)
    if not number.is_integer():
        raise CellFault(f"{shown(cell)} is not a whole number", "write it without decimals")
    return int(number)


def _read_float(cell: str, commas: bool) -> float:
    return _number(cell, commas, is_whole=False)


def _number(cell: str, commas: bool, *, is_whole: bool) -> float:
    text = dense(cell)
    commas = commas and not isinstance(cell, NumberText)
    if (
        not isinstance(cell, NumberText)
        and text == cell
        and (twofold := in_two_ways(text, is_whole=is_whole, commas=commas))
    ):
        raise CellFault(f"{shown(cell)} can be read in two ways", twofold, "two ways")
    has_comma = bool(COMMA_NUMBER.fullmatch(text))
    if has_comma and not commas:
        what = f"{shown(cell)} has a decimal comma, but commas separate the columns"
        remedy = f"write {text.replace(',', '.')}, or save the table with semicolons between columns"
        raise CellFault(what, remedy, "decimal commas")
    text = text.replace(",", ".") if has_comma else text
    if len(text) > _LONGEST_NUMBER or not NUMBER.fullmatch(text):
        raise CellFault(f"{shown(cell)} is not a number", number_remedy(cell))
    number = float(text)
    if not math.isfinite(number):
        raise CellFault(f"{shown(cell)} is too large for a number", "write a smaller one")
    return number


_CONVERTERS: dict[Any, Converter] = {
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
}

_LISTS: dict[Any, Converter] = {int: _read_ints, float: _read_floats}
"""What reads lists in one cell, by the type of their entries, where these are no ids."""
