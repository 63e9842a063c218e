"""Every stored number altered by a little, as by a hand that also put the hashes right: arithmetic must notice.

With the hashes every alteration is noticed (``test_runs.py``). Without them a few numbers of the instance can be others
and the plan just as true: they are listed here, each with the reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from broken_rules import Stored, stored
from tiny_plan import tiny

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.instance.write_instance import instance_files
from leonplan.optimizer.schema.tables import TABLES

NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")

WHOLE = {"year", "step", "open_units", "starts", "function"}
"""Columns of results that hold whole numbers."""

RESULTS_NOT_NOTICED = {
    r"goals \w+ (grid|held_at)": "how finely the solver told values apart, and where it held them, is its own choice",
    r"goals \w+ bound": "within the grid one bound is as good as another",
}
"""Numbers of results, as ``table key column``."""

NOT_IN_FORCE = {
    r"instance.yaml policies\.(proximity|equity|coverage_norm|staff_growth|decisions_are_kept)\..*": "not in force",
    r"instance.yaml groups\[\w+\]\.seriousness": "every group has a severity of its own, which holds whatever its class",
    r"instance.yaml groups\[\w+\]\.sound": "no group's need is heavy",
    r"instance.yaml tiers": "without a spread every tier weighs the same",
}
"""Numbers of rules that tiny does not use, as ``file key column``."""

INSTANCE_NOT_NOTICED = NOT_IN_FORCE | {
    r"instance.yaml \S*(price_year|year|title)": "a label",
    r"instance.yaml policies\.net_growth_grant\.binding_years": "places only grow",
    r"instance.yaml age_bands\[\w+\]\.lowest": "only the coverage norm asks for ages",
    r"instance.yaml levels\[home_care\]\.step": "steps count above the lowest effective level only",
    r"instance.yaml levels\[\w+\]\.occupancy": "no places at home",
    r"instance.yaml levels\[\w+\]\.(unit_size|turnover)": "larger units hold as many; residents may leave sooner",
    r"instance.yaml groups\[\w+\]\.(severity|spread)": "nobody, or one tier only, is unmet in some groups",
    r"instance.yaml groups\[\w+\]\.trend": "only years after the base year have a trend",
    r"instance.yaml staff\[\w+\]\.absence": "more are present than need be, if fewer are away",
    r"instance.yaml staff\[\w+\]\.(recruitment_limit|agency_limit)": "does not bind",
    r"instance.yaml staff\[\w+\]\.agency_cost": "nobody is hired in",
    r"population.csv .* age_0 persons": "the young need nothing",
    r"population.csv main (2027|2029) .* persons": "no period is named by the year",
    r"services.csv dementia home_care \w+": "hardly anybody waits at home",
    r"staffing.csv home_care dementia care_worker fte_per_person": "hardly anybody waits at home",
    r"competence.csv nursing_home nurse minimum_share": "nurses do more than the least share",
    r"frames.csv 2025 investment": "nothing is invested in the base year",
    r"travel.csv (south north_centre|north south_centre) \w+": "few go there",
    r"projects.csv group_living_south (earliest|latest|max_count|years_between)": "does not bind",
    r"projects.csv group_living_south lead_time": "begun in 2026 it is finished by 2028, if not sooner",
    r"programmes.csv reablement (growth_per_year|first_year)": "may begin sooner and grow faster",
    r"programmes.csv reablement decided_participants": "so many take part in every district anyway",
    r"programme_effects.csv reablement home_help eligible": "more could take part",
}
"""Numbers of the instance, as ``file key column``."""


def listed(name: str, reasons: dict[str, str]) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in reasons)


def numbers_of(text: str, key: tuple[str, ...]) -> Iterator[tuple[str, list[list[str]], int, int]]:
    """(name, cells of the table, row, column) of every number of a CSV table."""
    table = list(csv.reader(io.StringIO(text)))
    places = [table[0].index(column) for column in key]
    for row, cells in enumerate(table[1:], 1):
        for column, cell in enumerate(cells):
            if NUMBER.fullmatch(cell):
                name = " ".join(filter(None, (cells[place] for place in places)))
                yield f"{name} {table[0][column]}", table, row, column


def with_cell(table: list[list[str]], row: int, column: int, cell: str) -> str:
    cells = [list(line) for line in table]
    cells[row][column] = cell
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(cells)
    return stream.getvalue()


def altered(cell: str, *, whole: bool) -> tuple[str, str]:
    """A little more and a little less: 1 of whole numbers, else 0.01, or 0.00001 of large numbers."""
    if whole:
        return str(int(cell) + 1), str(int(cell) - 1)
    step = max(0.01, 1e-5 * abs(float(cell)))
    return repr(float(cell) + step), repr(float(cell) - step)


def with_goal(plain: Stored, row: int, column: str, cell: str) -> Stored:
    """The manifest telling of an altered goal what the table tells."""
    if column not in ("step", "value", "bound", "gap", "grid", "held_at"):
        return plain
    goals = [dict(goal) for goal in plain.told["goals"]]
    goals[row - 1][column] = int(cell) if column == "step" else float(cell)
    return replace(plain, told={**plain.told, "goals": goals})


KEYS = {
    "goals": ("goal",), "money": ("year", "post"),
    "spending": ("year", "post", "function", "centre", "project"),
    "unmet": ("year", "group"), "need": ("year", "group", "district"),
    "served": ("year", "group", "level", "place"), "unserved": ("year", "group", "district"),
    "flow": ("year", "group", "district", "centre"), "places": ("year", "centre", "level"),
    "projects": ("year", "project"), "staff": ("year", "category"), "covers": ("year", "category", "work_of"),
    "participants": ("year", "programme", "group", "district"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("table", KEYS)
def test_every_number_of_the_results_is_noticed(table: str) -> None:
    plain = stored()
    file = f"{table}.csv"
    unnoticed, count = [], 0
    for name, cells, row, column in numbers_of(plain.texts[file], KEYS[table]):
        heading = cells[0][column]
        for cell in altered(cells[row][column], whole=heading in WHOLE):
            changed = replace(plain, texts={**plain.texts, file: with_cell(cells, row, column, cell)})
            if table == "goals":
                changed = with_goal(changed, row, heading, cell)
            count += 1
            if changed.check().ok:
                unnoticed.append(f"{table} {name}")
    assert count > 0
    assert [name for name in unnoticed if not listed(name, RESULTS_NOT_NOTICED)] == []


def test_tables_without_rows_in_tiny_hold_no_number() -> None:
    """``assigned`` and ``moved`` are empty here; that they are checked, ``test_verify.py`` shows."""
    empty = {name.removesuffix(".csv") for name, text in stored().texts.items() if text.count("\n") == 1}
    assert {name.removesuffix(".csv") for name in stored().texts} - set(KEYS) <= empty


def test_every_number_is_noticed_in_a_sample() -> None:
    """A quick look at the same in one table; the others take seconds."""
    test_every_number_of_the_results_is_noticed("projects")


def yaml_numbers(text: str) -> Iterator[tuple[str, int, str]]:
    """(dotted path with ids, line number, number) of every number in instance.yaml as the program writes it."""
    section, entry, nested = "", "", ""
    for number, line in enumerate(text.split("\n")):
        found = re.fullmatch(r"(\s*)(- )?(\w+):(?: (.*))?", line)
        if found is None:
            if (item := re.fullmatch(r"\s*- (\d+)", line)) is not None:
                yield f"{section}{entry}{nested} item", number, item[1]
            continue
        indent, dash, name, value = len(found[1]), found[2], found[3], found[4]
        if indent == 0 and not dash:
            section, entry, nested = name, "", ""
        elif name == "id":
            entry, nested = f"[{value}]", ""
        elif value is None:
            nested = f".{name}"
        if value is not None and NUMBER.fullmatch(value):
            yield f"{section}{entry}{nested}" + (f".{name}" if name != section else ""), number, value


def instance_alterations() -> Iterator[tuple[str, str, str]]:
    """(name of the number, file, the file's text with it altered)."""
    for file, text in instance_files(tiny()).items():
        if file.endswith(".csv"):
            for name, cells, row, column in numbers_of(text, key_of(file)):
                for cell in altered_kinds(cells[row][column]):
                    yield f"{file} {name}", file, with_cell(cells, row, column, cell)
            continue
        lines = text.split("\n")
        for name, number, value in yaml_numbers(text):
            for cell in altered_kinds(value):
                line = lines[number][: -len(value)] + cell
                yield f"{file} {name}", file, "\n".join([*lines[:number], line, *lines[number + 1 :]])


def key_of(file: str) -> tuple[str, ...]:
    """Columns that together name a row of a table."""
    (row,) = (row for row in TABLES.values() if row.file == file)
    return row.key


def altered_kinds(cell: str) -> tuple[str, ...]:
    """Where a whole number stands it may be meant as one, so both kinds are tried."""
    decimals = altered(cell, whole=False)
    return (*decimals, *altered(cell, whole=True)) if re.fullmatch(r"-?\d+", cell) else decimals


@pytest.mark.slow
def test_every_number_of_the_instance_that_matters_is_noticed(tmp_path: Path) -> None:
    """Noticed is what the reader refuses or the arithmetic finds; the rest is listed above with the reason."""
    plain = stored()
    originals = instance_files(tiny())
    for file, text in originals.items():
        (tmp_path / file).write_bytes(text.encode())
    unnoticed, names = set(), set()
    for name, file, text in instance_alterations():
        names.add(name)
        (tmp_path / file).write_bytes(text.encode())
        try:
            if plain.with_instance(load_instance(tmp_path)).check().ok:
                unnoticed.add(name)
        except InputError:
            pass
        (tmp_path / file).write_bytes(originals[file].encode())
    assert len(names) > 100
    assert sorted(name for name in unnoticed if not listed(name, INSTANCE_NOT_NOTICED)) == []
    used = {name for name in names if not listed(name, NOT_IN_FORCE)}
    assert len(unnoticed & used) < len(used) / 3
