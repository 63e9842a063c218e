"""Ids, order of lists, and the years of the horizon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from leonplan.optimizer.checks.parsed import Parsed, fault
from leonplan.optimizer.errors import Problem

_LISTS = ("age_bands", "levels", "groups", "staff", "sources")


@fault()
def ids_are_unique(parsed: Parsed) -> Iterator[Problem]:
    """No two entries of a list share an id."""
    for name in _LISTS:
        first: dict[str, int] = {}
        for index, entry in enumerate(getattr(parsed.instance.settings, name)):
            earlier = first.setdefault(entry.id, index)
            if earlier != index:
                line = parsed.provenance.document.line((name, earlier, "id"))
                where = "" if line is None else f", first on line {line}"
                yield parsed.node(name, index, "id")(f"'{entry.id}' is given twice{where}; rename one of them")


@fault("levels")
def levels_ascend(parsed: Parsed) -> Iterator[Problem]:
    """Levels are listed in ascending order of step."""
    for index, (before, level) in enumerate(pairwise(parsed.instance.settings.levels), 1):
        if level.step < before.step:
            message = f"{level.step} comes after {before.step} ('{before.id}'); list levels in ascending order of step"
            yield parsed.node("levels", index, "step")(message)


@fault("age_bands")
def age_bands_ascend(parsed: Parsed) -> Iterator[Problem]:
    """Age bands are listed in ascending order, each with a start of its own."""
    for index, (before, band) in enumerate(pairwise(parsed.instance.settings.age_bands), 1):
        if band.lowest <= before.lowest:
            message = f"{band.lowest} comes after {before.lowest} ('{before.id}'); list age bands in ascending order"
            yield parsed.node("age_bands", index, "lowest")(message)


@fault("horizon")
def years_ascend(parsed: Parsed) -> Iterator[Problem]:
    """The years of every horizon ascend."""
    for path, years in _horizons(parsed):
        for index, (before, year) in enumerate(pairwise(years), 1):
            if year <= before:
                message = f"{year} comes after {before}; list each year once, in ascending order"
                yield parsed.node(*path, index)(message)


@fault("horizon")
def base_year_is_first(parsed: Parsed) -> Iterator[Problem]:
    """Every horizon begins with the base year, where there is one."""
    base = parsed.instance.settings.horizon.base_year
    for path, years in _horizons(parsed):
        if base is not None and years and years[0] != base:
            yield parsed.node(*path, 0)(f"begins with {years[0]}; begin with the base year {base}")


@fault("horizon")
def something_is_decided(parsed: Parsed) -> Iterator[Problem]:
    """Every horizon has a period besides the given one."""
    given = 0 if parsed.instance.settings.horizon.base_year is None else 1
    for path, years in _horizons(parsed):
        if len(years) <= given:
            besides = " besides the base year, which is given" if given else ""
            yield parsed.node(*path)(f"has no year to decide on; list at least one year{besides}")


def _horizons(parsed: Parsed) -> Iterator[tuple[tuple[str, ...], Sequence[int]]]:
    """Path and years of the horizon and of its variants."""
    horizon = parsed.instance.settings.horizon
    yield ("horizon", "periods"), horizon.periods
    for name, years in horizon.variants.items():
        yield ("horizon", "variants", name), years


CHECKS = (ids_are_unique, levels_ascend, age_bands_ascend, years_ascend, base_year_is_first, something_is_decided)
