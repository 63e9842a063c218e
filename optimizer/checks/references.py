"""Names that refer to something that is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, file_of
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.plain_words import suggestion
from leonplan.optimizer.schema.tables import TABLES

MOST_NAMES = 50
"""Unknown names of one column that are listed; the others are counted."""

REFERENCES: Mapping[str, str] = {
    "age_band": "age_bands",
    "categories": "staff",
    "category": "staff",
    "centre": "centres",
    "centres": "centres",
    "district": "districts",
    "excludes": "projects",
    "group": "groups",
    "level": "levels",
    "levels": "levels",
    "programme": "programmes",
    "project": "projects",
    "requires": "projects",
    "source": "sources",
    "work_of": "staff",
}
"""What the columns of these names refer to, in every table: a table, or a list of the settings."""


def known_ids(parsed: Parsed, part: str) -> list[str]:
    """Ids in a table or in a list of the settings, also of entries with faults of their own."""
    owner = parsed.instance if part in TABLES else parsed.instance.settings
    more = parsed.names.get(part, frozenset())
    is_stand_in = part in parsed.broken and part not in TABLES
    return [*(entry.id for entry in getattr(owner, part) if not is_stand_in), *sorted(more)]


def _are_known(parsed: Parsed, part: str) -> bool:
    """Whether it is known which ids there are."""
    return part not in parsed.broken or part in parsed.names


def _unknown(name: str, part: str, known: list[str], more: int = 0) -> str:
    place = f"in {file_of(part)}" if part in TABLES else f"among the {part.replace('_', ' ')} of instance.yaml"
    rows = f" (in {more} more {'row' if more == 1 else 'rows'} too)" if more else ""
    return f"'{name}' is not {place}{rows}; {suggestion(name, known)}"


def _column_check(table: str, column: str) -> CrossCheck:
    """Check a column; a name that is wrong in many rows is one fault, at the first."""

    def find(parsed: Parsed) -> Iterator[Problem]:
        if not _are_known(parsed, REFERENCES[column]):
            return
        known = known_ids(parsed, REFERENCES[column])
        there = set(known)
        wrong: dict[str, list[int | None]] = {}
        for line, value in _values(parsed, table, column):
            for name in value if isinstance(value, tuple) else (value,):
                if name is not None and name not in there:
                    wrong.setdefault(name, []).append(line)
        for name, lines in list(wrong.items())[:MOST_NAMES]:
            message = _unknown(name, REFERENCES[column], known, len(lines) - 1)
            yield Problem(TABLES[table].file, lines[0], column, message)
        if len(wrong) > MOST_NAMES:
            first = list(wrong.values())[MOST_NAMES][0]
            message = (
                f"{len(wrong) - MOST_NAMES} more names are not there either, from here on; correct those above first"
            )
            yield Problem(TABLES[table].file, first, column, message)

    return fault()(find)


def _values(parsed: Parsed, table: str, column: str) -> list[tuple[int | None, Any]]:
    """The values of a column, of rows with other faults too, each with its line, in the order of the file."""
    whole = [
        (parsed.provenance.row_line(table, index), getattr(row, column))
        for index, row in enumerate(parsed.table(table))
    ]
    faulty = [(line, values.get(column)) for line, values in parsed.faulty.get(table, ())]
    return sorted([*whole, *faulty], key=lambda pair: pair[0] or 0) if faulty else whole


def _settings_check(part: str, column: str, target: str) -> CrossCheck:
    """Check a field of the entries of a list of the settings."""

    def find(parsed: Parsed) -> Iterator[Problem]:
        if not _are_known(parsed, target):
            return
        known = known_ids(parsed, target)
        for index, value in enumerate(_entries(parsed, part, column)):
            for place, name in enumerate(value) if isinstance(value, tuple | list) else ((None, value),):
                if isinstance(name, str) and name not in known:
                    path = (part, index, column) if place is None else (part, index, column, place)
                    yield parsed.node(*path)(_unknown(name, target, known))

    return fault()(find)


def _entries(parsed: Parsed, part: str, column: str) -> list[Any]:
    """A field of the entries of a list of the settings, as written where the list has faults."""
    if part not in parsed.broken:
        return [getattr(entry, column) for entry in getattr(parsed.instance.settings, part)]
    data = parsed.provenance.document.data
    written = data.get(part) if isinstance(data, dict) else None
    return (
        [entry.get(column) if isinstance(entry, dict) else None for entry in written]
        if isinstance(written, list)
        else []
    )


def _single_check(part: str, holder: Callable[[Parsed], str | None]) -> CrossCheck:
    """Check the source of a part of the settings that is no list."""

    def find(parsed: Parsed) -> Iterator[Problem]:
        name, known = holder(parsed), known_ids(parsed, "sources")
        if name is not None and name not in known:
            yield parsed.node(part, "source")(_unknown(name, "sources", known))

    return fault(part, "sources")(find)


@fault("groups", "sources")
def sources_of_minimums_are_known(parsed: Parsed) -> Iterator[Problem]:
    """The source of a group's minimum is listed."""
    known = known_ids(parsed, "sources")
    for index, group in enumerate(parsed.instance.settings.groups):
        if group.minimum is not None and group.minimum.source not in known:
            message = _unknown(group.minimum.source, "sources", known)
            yield parsed.node("groups", index, "minimum", "source")(message)


@fault("policies", "sources")
def source_of_the_ladder_share_is_known(parsed: Parsed) -> Iterator[Problem]:
    """The source of the policy on the care ladder is listed."""
    name, known = parsed.instance.settings.policies.ladder_share.source, known_ids(parsed, "sources")
    if name is not None and name not in known:
        yield parsed.node("policies", "ladder_share", "source")(_unknown(name, "sources", known))


def _fee_source(parsed: Parsed) -> str | None:
    fee = parsed.instance.settings.discharge_fee
    return None if fee is None else fee.source


@fault("population", "population_variant")
def variant_is_known(parsed: Parsed) -> Iterator[Problem]:
    """The chosen variant of the population is in the table."""
    chosen, known = parsed.instance.settings.population_variant, [row.variant for row in parsed.instance.population]
    if chosen not in known and "all" not in known:
        message = f"'{chosen}' is no variant in population.csv; {suggestion(chosen, known)}"
        yield parsed.node("population_variant")(message)


@fault("comparison", "tightening")
def comparison_is_known(parsed: Parsed) -> Iterator[Problem]:
    """The comparison that rates are tightened towards is in the table."""
    rule, known = parsed.instance.settings.tightening, [row.comparison for row in parsed.instance.comparison]
    if rule is not None and rule.comparison not in known:
        message = f"'{rule.comparison}' is no comparison in comparison.csv; {suggestion(rule.comparison, known)}"
        yield parsed.node("tightening", "comparison")(message)


CHECKS = (
    *(_column_check(table, name) for table, row in TABLES.items() for name in row.model_fields if name in REFERENCES),
    _settings_check("groups", "lowest_level", "levels"),
    _settings_check("staff", "may_do", "staff"),
    *(_settings_check(part, "source", "sources") for part in ("levels", "groups", "staff")),
    sources_of_minimums_are_known,
    source_of_the_ladder_share_is_known,
    _single_check("capital", lambda parsed: parsed.instance.settings.capital.source),
    _single_check("discharge_fee", _fee_source),
    variant_is_known,
    comparison_is_known,
)
