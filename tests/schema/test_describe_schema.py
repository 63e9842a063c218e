"""The format's description is what the schema says."""

from __future__ import annotations

import json
from importlib.resources import files

from leonplan.optimizer.instance.describe_schema import format_page, json_schema
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Settings
from leonplan.optimizer.schema.tables import TABLES


def test_the_page_is_up_to_date() -> None:
    """The shipped page is the one written from the schema."""
    page = files("leonplan.instances").joinpath("README.md").read_text(encoding="utf-8")
    assert page == format_page(), "write instances/README.md again from describe_schema.format_page()"


def test_the_page_tells_every_field() -> None:
    """Each file has its section, and each column and field its line with a meaning."""
    page = format_page()
    sections = {part.split("`", 2)[1]: part for part in page.split("\n## ")[1:] if part.startswith("`")}
    assert set(sections) == {"instance.yaml", *(row.file for row in TABLES.values())}
    for row in TABLES.values():
        for name, field in row.model_fields.items():
            assert field.description
            assert f"| `{name}` |" in sections[row.file]
    for name in Settings.model_fields:
        assert f"| `{name}` |" in sections["instance.yaml"]
    assert not [line for line in page.splitlines() if line.startswith("| `") and line.endswith("|  |")]


def test_links_of_the_page_lead_somewhere() -> None:
    """Every link within the page has its heading."""
    page = format_page()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines() if line.startswith("#")}
    links = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert links
    assert links <= headings


def test_types_are_in_plain_words() -> None:
    """A few lines as a reader sees them."""
    lines = format_page().splitlines()
    for expected in (
        "| `availability` | number from 0 up to 1 | `1` | Share of the week in which the places are run, "
        "e.g. 0.6 for three days of five [share]. |",
        "| `places` | whole number from 0 | required | Places built [places]. |",
        "| `at` | `start` or `finish` | `finish` | Whether they come or go when the project starts or when it is "
        "finished. |",
        "| `latest` | year | none | Last year it may start. |",
    ):
        assert expected in lines


def test_json_schema_describes_settings_and_tables() -> None:
    """The schema is plain JSON, with file and key of each table and units in descriptions."""
    schema = json.loads(json.dumps(json_schema()))
    assert set(schema["properties"]) == set(Instance.model_fields)
    assert schema["properties"]["population"]["file"] == "population.csv"
    assert schema["properties"]["population"]["key"] == ["variant", "year", "district", "age_band"]
    assert "kNOK" in schema["$defs"]["Frame"]["properties"]["operating"]["description"]
