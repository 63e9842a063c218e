"""Numbers that are each allowed and too large together: what they come to in a year could not be given to the last krone.

A double holds 16 digits, and plans are checked to a krone and a millionth of a person or FTE. The limits leave room for a
hundred million inhabitants at ten million kroner each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault
from leonplan.optimizer.errors import Problem

MOST_PERSONS = 1e8
"""The most inhabitants in a year that can be planned for [persons]."""

MOST_FTE = 1e8
"""The most work in a year [FTE]."""

MOST_MONEY = 1e12
"""The most money in a year [kNOK]."""

DAYS = 365
"""Days in a year for which the discharge fee is paid [days]."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What a number can come to in a year, and where it stands."""

    amount: float
    value: float
    at: Callable[[str], Problem]


@fault("population", "horizon")
def inhabitants_can_be_counted(parsed: Parsed) -> Iterator[Problem]:
    """No year has more inhabitants than can be planned for."""
    parts = [
        _Part(row.persons, row.persons, _cell(parsed, "population", index, "persons"))
        for index, row in enumerate(parsed.instance.population)
    ]
    by_year: dict[tuple[str, int], list[_Part]] = defaultdict(list)
    for row, part in zip(parsed.instance.population, parts, strict=True):
        by_year[row.variant, row.year].append(part)
    yield from _too_much(max(by_year.values(), key=_total, default=[]), MOST_PERSONS, "inhabitants")


@fault("population", "staff", "staffing", "services")
def staff_can_be_counted(parsed: Parsed) -> Iterator[Problem]:
    """No more staff work than can be planned for, were every inhabitant served."""
    yield from _too_much([part for parts in _staff(parsed).values() for part in parts], MOST_FTE, "FTE")


@fault(
    "population",
    "staff",
    "staffing",
    "services",
    "levels",
    "centres",
    "projects",
    "programmes",
    "travel",
    "discharge_fee",
)
def money_can_be_counted(parsed: Parsed) -> Iterator[Problem]:
    """A year costs no more than can be given to a krone, were every inhabitant served."""
    yield from _too_much(list(_money(parsed)), MOST_MONEY, "kNOK")


def _cell(parsed: Parsed, table: str, index: int, column: str) -> Callable[[str], Problem]:
    return lambda message: parsed.at(table, index, column, message)


def _total(parts: Iterable[_Part]) -> float:
    return fsum(part.amount for part in parts)


def _too_much(parts: list[_Part], most: float, unit: str) -> Iterator[Problem]:
    total = _total(parts)
    if total > most:
        largest = max(parts, key=lambda part: part.amount)
        message = f"{largest.value:g} makes up to {total:.2g} {unit} in a year with the rest, more than {most:g}"
        yield largest.at(f"{message}, which cannot be reckoned with exactly; correct it")


def _inhabitants(parsed: Parsed) -> float:
    """The most inhabitants of a year [persons]."""
    years: dict[tuple[str, int], float] = defaultdict(float)
    for row in parsed.instance.population:
        years[row.variant, row.year] += row.persons
    return max(years.values(), default=0.0)


def _staff(parsed: Parsed) -> dict[str, list[_Part]]:
    """FTE by category: those employed, and the work for all inhabitants at the level where it is most."""
    persons = _inhabitants(parsed)
    parts: dict[str, list[_Part]] = defaultdict(list)
    for index, category in enumerate(parsed.instance.settings.staff):
        parts[category.id].append(_Part(category.employed, category.employed, parsed.node("staff", index, "employed")))
    for index, row in enumerate(parsed.instance.staffing):
        at = _cell(parsed, "staffing", index, "fte_per_person")
        parts[row.category].append(_Part(row.fte_per_person * persons, row.fte_per_person, at))
    return {k: [found[0], max(found[1:], key=lambda x: x.amount)] if found[1:] else found for k, found in parts.items()}


def _money(parsed: Parsed) -> Iterator[_Part]:
    """Money by number."""
    instance, persons = parsed.instance, _inhabitants(parsed)
    fte = {k: _total(parts) for k, parts in _staff(parsed).items()}
    for index, x in enumerate(instance.settings.staff):
        yield _Part(fte[x.id] * x.pay / (1 - x.absence), x.pay, parsed.node("staff", index, "pay"))
        yield _Part(
            max(x.agency_limit, fte[x.id]) * x.agency_cost, x.agency_cost, parsed.node("staff", index, "agency_cost")
        )
    for index, level in enumerate(instance.settings.levels):
        for name in ("place_cost", "unit_cost"):
            cost = getattr(level, name)
            yield _Part(cost * persons, cost, parsed.node("levels", index, name))
    if instance.settings.discharge_fee is not None:
        fee = instance.settings.discharge_fee.per_day
        yield _Part(DAYS * fee * persons, fee, parsed.node("discharge_fee", "per_day"))
    for table, columns, times in (
        ("services", ("other_cost", "user_fee", "state_compensation"), persons),
        ("travel", ("cost",), persons),
        ("programmes", ("cost",), persons),
        ("centres", ("fixed_cost",), 1.0),
        ("projects", ("cost", "operating_change"), 1.0),
    ):
        for index, row in enumerate(parsed.table(table)):
            for column in columns:
                value = getattr(row, column)
                yield _Part(
                    abs(value) * times * getattr(row, "max_count", 1), value, _cell(parsed, table, index, column)
                )


CHECKS: tuple[CrossCheck, ...] = (inhabitants_can_be_counted, staff_can_be_counted, money_can_be_counted)
