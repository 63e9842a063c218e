"""Cross-checks: one bad folder for each fault, made from a good one by one edit."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import decisions, joint, offers, people, plans, remarks
from faults.edits import PEERS, SETTINGS
from faults.folder import GOOD, INSTANCE, edited, write_folder

from leonplan.optimizer.checks.check import CHECKS, check_instance, check_parsed
from leonplan.optimizer.checks.parsed import Parsed
from leonplan.optimizer.checks.references import REFERENCES
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.instance import load
from leonplan.optimizer.instance.load import check_folder, load_instance
from leonplan.optimizer.schema.tables import TABLES

FAULTS = {**people.FAULTS, **offers.FAULTS, **plans.FAULTS, **decisions.FAULTS, **joint.FAULTS}
WARNINGS = {**remarks.WARNINGS, **decisions.WARNINGS, **joint.WARNINGS}

NO_STAFF = {
    SETTINGS: "policies: {staff_growth: {on: true}}\n"
    + INSTANCE[: INSTANCE.index("staff:\n")]
    + INSTANCE[INSTANCE.index("sources:\n") :],
    "staffing.csv": "",
    "programme_staff.csv": "",
}


def test_the_good_folder_is_good(tmp_path: Path) -> None:
    """Without an edit there is no fault and no warning, so each test below shows its own edit only."""
    report = check_folder(write_folder(tmp_path, {}))
    assert (report.problems, report.warnings) == ((), ())
    assert report.instance is not None


def test_good_decisions_are_good(tmp_path: Path) -> None:
    """Decisions of every kind that fit the folder give no fault and no warning."""
    report = check_folder(write_folder(tmp_path, {**decisions.GOOD_DECISIONS, **joint.GOOD_LIMITS}))
    assert (report.problems, report.warnings) == ((), ())
    assert report.instance is not None
    assert len(report.instance.decisions) == 5


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    """One edit gives one fault, at the exact file, line and field, with value and remedy."""
    edit, place, words = FAULTS[name]
    report = check_folder(write_folder(tmp_path, edit))
    assert [(one.file, one.line, one.field) for one in report.problems] == [place], report.problems
    for word in words:
        assert word in report.problems[0].message
    assert report.instance is None


@pytest.mark.parametrize("name", WARNINGS)
def test_each_warning_is_given_where_it_belongs(name: str, tmp_path: Path) -> None:
    """What does not stop a plan is a warning at its place, and the instance loads."""
    edit, place, words = WARNINGS[name]
    report = check_folder(write_folder(tmp_path, edit))
    assert report.problems == ()
    assert report.instance is not None
    assert [
        one
        for one in report.warnings
        if (one.file, one.line, one.field) == place and all(word in one.message for word in words)
    ], report.warnings


def test_growth_of_no_staff(tmp_path: Path) -> None:
    """A policy on staff needs staff."""
    problems = check_folder(write_folder(tmp_path, NO_STAFF)).problems
    assert [(one.file, one.line, one.field) for one in problems] == [(SETTINGS, 1, "policies.staff_growth.on")]


def test_every_check_has_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each check finds something in one of the folders above; those of references have a test of their own below."""
    found: set[str] = set()

    def note(parsed: Parsed) -> tuple[list[Problem], list[Problem]]:
        found.update(check.find.__name__ for check in CHECKS if list(check.run(parsed)))
        return check_parsed(parsed)

    monkeypatch.setattr(load, "check_parsed", note)
    for number, files in enumerate([*(edit for edit, _, _ in (*FAULTS.values(), *WARNINGS.values())), NO_STAFF]):
        check_folder(write_folder(tmp_path / str(number), files))
    assert {check.find.__name__ for check in CHECKS} - found == set()


@pytest.mark.parametrize(
    ("table", "column"), [(name, one) for name, row in TABLES.items() for one in row.model_fields if one in REFERENCES]
)
def test_every_reference_is_checked(table: str, column: str, tmp_path: Path) -> None:
    """A name that is nowhere is found in every table and column that refers to something."""
    extra = {
        "competence.csv": "level,category,minimum_share,source\nnursing,nurse,0.2,paper\n",
        "task_shifting.csv": "category,work_of,max_share,source\nassistant,nurse,0.2,paper\n",
        "fixed_needs.csv": "group,district,year,persons,source\nfrail,north,2025,1,paper\n",
        "need_factors.csv": "group,district,year,factor,source\nfrail,north,2028,1,paper\n",
        "kostra.csv": "level,function,source\nnursing,253,paper\n",
        **decisions.GOOD_DECISIONS,
        **joint.GOOD_LIMITS,
    }
    instance = load_instance(write_folder(tmp_path, {**extra, **PEERS}))
    row = getattr(instance, table)[0]
    wrong = ("nowhere",) if isinstance(getattr(row, column), tuple) else "nowhere"
    bad = instance.model_copy(update={table: (row.model_copy(update={column: wrong}),)})
    problems, _ = check_instance(bad)
    assert [one for one in problems if one.field == column and "'nowhere' is not " in one.message]


def test_a_name_wrong_in_many_rows_is_one_fault(tmp_path: Path) -> None:
    """Forty rows with one misspelt district are one fault that counts the rows."""
    text = GOOD["population.csv"].replace(",old,", ",elderly,")
    problems = check_folder(write_folder(tmp_path, {"population.csv": text})).problems
    (unknown,) = [one for one in problems if one.field == "age_band"]
    assert unknown.line == 3
    assert "'elderly'" in unknown.message
    assert "3 more rows" in unknown.message


def test_a_broken_table_does_not_raise_false_alarms(tmp_path: Path) -> None:
    """Where a row could not be read, nothing is said to be missing because of it."""
    edit = edited("districts.csv", "south,South", "South,South")
    problems = check_folder(write_folder(tmp_path, edit)).problems
    assert [(one.file, one.line, one.field) for one in problems] == [("districts.csv", 3, "id")]


def test_a_whole_municipality_of_one_district_needs_no_shares(tmp_path: Path) -> None:
    """With one district everybody lives there."""
    files = edited("districts.csv", "south,South,paper\n", "") | edited("travel.csv", "south,hill,15,paper\n", "")
    assert check_folder(write_folder(tmp_path, {**files, "district_shares.csv": ""})).problems == ()


def test_an_instance_made_in_code_is_checked_without_lines(tmp_path: Path) -> None:
    """The same checks hold for instances that never were files."""
    instance = load_instance(write_folder(tmp_path, {}))
    problems, warnings = check_instance(instance.model_copy(update={"travel": instance.travel[:1]}))
    assert [(one.file, one.line, one.field) for one in problems] == [("districts.csv", None, "id")]
    assert warnings == []
