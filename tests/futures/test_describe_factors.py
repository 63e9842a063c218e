"""The page and the schema of files of factors say what is read."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from command import run

from leonplan.optimizer import api
from leonplan.optimizer.futures.describe_factors import factors_page
from leonplan.optimizer.futures.read import read_factors


def test_the_page_is_the_schemas() -> None:
    page = files("leonplan.instances").joinpath("FUTURES.md").read_text(encoding="utf-8")
    assert page == factors_page(), "write instances/FUTURES.md again from describe_factors.factors_page()"


def test_its_example_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "futures.yaml"
    file.write_text(factors_page().split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    factors = read_factors(file, "futures.yaml", api.load("tiny"))
    assert [one.id for one in factors.factors] == ["labour_market", "need"]


def test_the_schema_is_printed_for_programs() -> None:
    printed = json.loads(run("schema", "--futures").stdout)
    assert printed == api.factors_schema()
    assert set(printed["required"]) == {"format", "factors"}
    assert run("schema", "--futures", "--what-if").exit_code == 2
