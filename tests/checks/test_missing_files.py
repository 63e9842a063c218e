"""A table that is not there is told as that, once, and not by what follows from it in the rows of others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leonplan.optimizer.instance.load import check_folder
from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.schema.tables import TABLES

GONE = {
    "gausdal": {
        "centres": "is missing; add it",
        "districts": "is missing; add it",
        "population": "is missing; add it",
        "services": "is missing; add it",
        "needs": "is missing, and so is fixed_needs.csv: nobody would need anything; add one of them",
        "places": "is missing, but current_service.csv, line 2, has people in places; add it",
        "projects": "is missing, but project_places.csv, line 2, names 'follebutunet_upgrade'; add it",
        "project_places": "is missing, but projects.csv, line 6, has places to add; add it",
        "programmes": "is missing, but programme_effects.csv, line 2, names 'welfare_technology'; add it",
    },
    "tiny": {
        "needs": "is missing, and so is fixed_needs.csv: nobody would need anything; add one of them",
        "places": "is missing, but current_service.csv, line 3, has people in places; add it",
        "projects": "is missing, but project_places.csv, line 2, names 'group_living_south'; add it",
        "programmes": "is missing, but programme_effects.csv, line 2, names 'reablement'; add it",
    },
}
"""What is said of a table by the instance from which it is removed."""


def without(name: str, folder: Path, *files: str) -> Path:
    """A copy of a shipped instance without some files."""
    shutil.copytree(shipped_instances()[name], folder)
    for file in files:
        (folder / file).unlink()
    return folder


@pytest.mark.parametrize(
    ("instance", "table", "message"), [(name, *told) for name, gone in GONE.items() for told in gone.items()]
)
def test_a_missing_table_is_one_fault(instance: str, table: str, message: str, tmp_path: Path) -> None:
    (problem,) = check_folder(without(instance, tmp_path / "x", TABLES[table].file)).problems
    assert (problem.file, problem.line, problem.field) == (TABLES[table].file, None, "")
    assert problem.message == message


def test_several_missing_tables_are_one_fault_each(tmp_path: Path) -> None:
    files = ("needs.csv", "places.csv", "projects.csv", "services.csv")
    problems = check_folder(without("tiny", tmp_path / "x", *files)).problems
    assert tuple(one.file for one in problems) == files


def test_a_missing_list_of_the_settings_is_one_fault(tmp_path: Path) -> None:
    """Staffing and competence name categories of which the settings have none."""
    folder = without("tiny", tmp_path / "x")
    settings = folder / "instance.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text[: text.index("staff:\n")] + _from_next_field(text[text.index("staff:\n") :]), encoding="utf-8"
    )
    (problem,) = check_folder(folder).problems
    assert (problem.file, problem.line, problem.field) == ("instance.yaml", 1, "staff")
    assert problem.message == "is missing, but staffing.csv, line 2, names 'care_worker'; add it"


def _from_next_field(text: str) -> str:
    """Text from the second of its lines that begin a field of the settings."""
    lines = text.splitlines(keepends=True)
    begins = [place for place, line in enumerate(lines) if line[:1].isalpha()]
    return "".join(lines[begins[1] :]) if len(begins) > 1 else ""
