"""Every column of numbers in every table of results states its unit, once, in words that both languages have."""

from __future__ import annotations

from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from leonplan.models.catalog import attribute_docstrings
from leonplan.optimizer.compare.rows import TABLES as COMPARED
from leonplan.optimizer.demand.project_demand import DemandStep
from leonplan.optimizer.frontier.rows import TABLES as ALONG
from leonplan.optimizer.results.rows import ROWS, Places
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.words.column import columns_of, numbers_of, units_of
from leonplan.optimizer.words.vocabulary import UNITS

KINDS = [pytest.param(kind, id=kind.__name__) for kind in (*ROWS, *COMPARED, *ALONG, YearTotals, DemandStep)]


def is_number(hint: Any) -> bool:
    """Whether a column holds numbers, perhaps with gaps."""
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return bool({int, float} & set(parts))


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_have_a_unit_and_nothing_else_has(kind: type[Any]) -> None:
    hints = get_type_hints(kind)
    assert {name: column is not None for name, column in columns_of(kind).items()} == {
        name: is_number(hints[name]) for name in columns_of(kind)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_units_have_a_word_in_both_languages(kind: type[Any]) -> None:
    assert set(units_of(kind).values()) <= set(UNITS)


@pytest.mark.parametrize("kind", KINDS)
def test_whole_numbers_have_no_decimals(kind: type[Any]) -> None:
    hints = get_type_hints(kind)
    whole = [name for name in numbers_of(kind) if hints[name] in (int, int | None)]
    assert [name for name in whole if numbers_of(kind)[name].decimals] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_a_meaning_which_does_not_repeat_the_unit(kind: type[Any]) -> None:
    meanings = attribute_docstrings(kind)
    assert [name for name in columns_of(kind) if not meanings.get(name)] == []
    assert [name for name, meaning in meanings.items() if "[" in meaning] == []


def test_the_columns_of_a_table() -> None:
    """Places: a year, two names, two numbers of places and one of units, which may be blank."""
    assert units_of(Places) == {"year": "year", "built": "places", "operated": "places", "open_units": "units"}
    assert list(columns_of(Places)) == ["year", "centre", "level", "built", "operated", "open_units"]
    assert columns_of(Places)["centre"] is None
    assert numbers_of(Places)["built"].decimals == 1
