"""What the service is asked of a table: one region at a time, and few enough cells in every question."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import prod
from types import MappingProxyType
from typing import Any

from leonplan.optimizer.errors import InputError, Problem, UsageError
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.statbank.table import dimension_name

MOST_CELLS_A_CALL = 200_000
"""Cells that are asked for at once; well below what the service allows."""

Choices = Mapping[str, Sequence[str]]
"""Codes that are chosen, by the code or the name of a dimension."""

_AGES = (*(f"{age:03d}" for age in range(105)), "105+")

_PRESETS: Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {"07459": {"Region": ("agg:KommSummer", ("K-{region}",)), "Alder": ("vs:AlleAldre00B", _AGES)}}
)
"""Tables that need another list of codes than their own: the municipalities of today in all years, one-year ages."""

_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class Variable:
    """A dimension of a table, as the service describes it."""

    code: str
    """Its code in questions."""
    text: str
    """Its name."""
    values: tuple[str, ...]
    """Codes that can be asked for."""
    labels: tuple[str, ...]
    """Their names."""
    is_time: bool
    """Whether it is the years."""

    @property
    def is_region(self) -> bool:
        """Whether it is where."""
        return "region" in (dimension_name(self.text), dimension_name(self.code))


def has_todays_regions(table: str) -> bool:
    """Whether a table is asked for the municipalities of today in all years."""
    return "Region" in _PRESETS.get(table, {})


def parse_description(content: bytes, where: str) -> tuple[str, tuple[Variable, ...]]:
    """Title and dimensions of a table, from what the service says of it; raises InputError if it is no such thing."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _unknown(where, "is no JSON") from error
    variables = told.get("variables") if isinstance(told, dict) else None
    if not isinstance(variables, list) or not variables:
        raise _unknown(where, "lists no variables")
    found = []
    for one in variables:
        code, values = (one.get("code"), one.get("values")) if isinstance(one, dict) else (None, None)
        if not isinstance(code, str) or not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise _unknown(where, "has a variable without code or values")
        labels = one.get("valueTexts")
        texts = labels if isinstance(labels, list) and len(labels) == len(values) else values
        is_time = bool(one.get("time")) or code == "Tid"
        found.append(Variable(code, str(one.get("text") or code), tuple(values), tuple(map(str, texts)), is_time))
    return str(told.get("title") or ""), tuple(found)


def questions(
    table: str, variables: Sequence[Variable], region: str, *, years: tuple[int, int] | None = None, choices: Choices
) -> Iterator[dict[str, Any]]:
    """What is asked of a table for one region: every code of the dimensions that nothing is chosen of.

    years: first and last; none: all. choices: codes by dimension. A question of too many cells is parted by years. Raises
    UsageError for a region, a year, a dimension or a code that the table has not.
    """
    chosen = _by_code(variables, choices)
    preset = _PRESETS.get(table, {})
    parts: list[tuple[str, str, list[str]]] = []
    time: tuple[str, list[str]] | None = None
    for one in variables:
        if one.is_time:
            time = (one.code, _years(one, years, chosen.get(one.code)))
        elif one.code in preset and one.code not in chosen:
            list_of, codes = preset[one.code]
            parts.append((one.code, list_of, [code.format(region=region) for code in codes]))
        else:
            asked = [region] if one.is_region and one.code not in chosen else chosen.get(one.code, one.values)
            parts.append((one.code, "item", _known(one, asked)))
    cells = prod(len(codes) for _, _, codes in parts)
    if cells > MOST_CELLS_A_CALL:
        raise UsageError(f"table {table} has {cells} cells a year for one region; choose codes with --choose")
    at_once = max(1, MOST_CELLS_A_CALL // max(cells, 1))
    years_asked = time[1] if time else []
    for first in range(0, max(1, len(years_asked)), at_once):
        asked_for = list(parts)
        if time:
            asked_for.append((time[0], "item", years_asked[first : first + at_once]))
        yield {
            "query": [
                {"code": code, "selection": {"filter": list_of, "values": codes}} for code, list_of, codes in asked_for
            ],
            "response": {"format": "json-stat2"},
        }


def _by_code(variables: Sequence[Variable], choices: Choices) -> dict[str, Sequence[str]]:
    """Choices by the code of the dimension."""
    names = {name.casefold(): one.code for one in variables for name in (dimension_name(one.text), one.text, one.code)}
    unknown = [name for name in choices if name.casefold() not in names]
    if unknown:
        there = ", ".join(one.code for one in variables)
        raise UsageError(f"the table has no dimension {shown(unknown[0])}; it has {there}")
    return {names[name.casefold()]: codes for name, codes in choices.items()}


def _known(variable: Variable, asked: Sequence[str]) -> list[str]:
    """Codes that were asked for, if the dimension has every one."""
    known = set(variable.values)
    for code in asked:
        if code not in known:
            raise UsageError(f"{variable.text} has no {shown(code)}; {_near(variable, code)}")
    return list(asked)


def _near(variable: Variable, code: str) -> str:
    """Codes that may have been meant."""
    named = dict(zip(variable.values, variable.labels, strict=True))
    near = get_close_matches(code, variable.values, n=_MOST_LISTED, cutoff=0.6) or list(variable.values)[:_MOST_LISTED]
    return "it has " + ", ".join(f"{one} {named[one]}".strip() for one in near) + " …" * (len(named) > len(near))


def _years(variable: Variable, years: tuple[int, int] | None, chosen: Sequence[str] | None) -> list[str]:
    """Years that are asked for."""
    if chosen is not None:
        return _known(variable, chosen)
    if years is None:
        return list(variable.values)
    first, last = years
    asked = [one for one in variable.values if one[:4].isdigit() and first <= int(one[:4]) <= last]
    if not asked:
        raise UsageError(
            f"the table has no year from {first} to {last}; it has {variable.values[0]} to {variable.values[-1]}"
        )
    return asked


def _unknown(where: str, what: str) -> InputError:
    message = f"the service's description of the table {what}; try again later, or save the table by hand"
    return InputError([Problem(where, None, "", message)])
