"""The formulation's page is what the code says."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

from leonplan.models import data as md
from leonplan.models.catalog import RuleRow, describe, page
from leonplan.models.objectives import MEASURES

ROOT = Path(__file__).parents[2]
RULES = [pytest.param(row, id=row.name) for row in describe().rules]


def test_readme_is_the_page() -> None:
    """To write it anew: leon math --markdown > models/README.md."""
    assert (ROOT / "models" / "README.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("row", RULES)
def test_every_rule_is_told(row: RuleRow) -> None:
    assert row.sentence.endswith(".")
    assert all((row.math, row.units, row.source))


def test_every_rule_has_a_test_of_its_name() -> None:
    named = {
        node.name
        for file in (ROOT / "tests" / "models").glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert [row.name for row in describe().rules if f"test_{row.name}" not in named] == []


def test_every_number_is_told() -> None:
    """Each field of the data and its parts, once, with its unit where its sentence holds one."""
    rows = describe().parameters
    assert [row for row in rows if not row.meaning.endswith(".")] == []
    parts = {one for one in vars(md).values() if isinstance(one, type) and dataclasses.is_dataclass(one)}
    assert len(rows) == sum(len(dataclasses.fields(part)) for part in parts)
    units = {(row.owner, row.name): row.unit for row in rows}
    assert units["Level", "occupancy"] == "persons/place"
    assert units["ModelData", "districts"] == ""


def test_names_of_variables_rules_and_goals_are_their_own() -> None:
    catalogue = describe()
    names = [row.name for row in (*catalogue.variables, *catalogue.rules)]
    assert len(names) == len(set(names))
    assert [row.name for row in catalogue.goals] == [one.name for one in MEASURES]


def test_formulas_use_known_letters() -> None:
    """Index letters between brackets of a variable as written are those of the notation."""
    letters = {letter for row, _ in describe().indices for letter in row.split(", ")}
    for row in describe().variables:
        inside = row.written.partition("[")[2].rstrip("]").split(",")
        assert set(inside) <= letters, row.written
