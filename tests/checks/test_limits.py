"""Limits that hold in one way of writing hold in every other: in tables, in settings, and through what-ifs."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.edits import settings
from faults.folder import write_folder
from tiny_plan import tiny, with_part

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.instance.load import check_folder
from leonplan.optimizer.schema.tables import NeedRate
from leonplan.optimizer.what_if.chosen import check_chosen


def faults_of(tmp_path: Path, what_if: str) -> list[Problem]:
    """The faults of a what-if of one change laid over the good folder."""
    folder = write_folder(tmp_path / "made", {})
    file = tmp_path / "asked.yaml"
    head = "format: 1\ntitle: Asked\nquestion: What if?\nreason: It is asked.\nchanges:\n"
    file.write_text(f"{head}  - {{{what_if}}}\n", encoding="utf-8")
    return list(check_chosen(str(folder), [str(file)]).problems)


@pytest.mark.parametrize("stays", [1000, 1001, 5000])
def test_a_rate_by_stays_and_days_is_at_most_one(stays: float) -> None:
    """1000 stays of 365 days for 1000 inhabitants are one person in need for each, which a rate may be; 1001 are more."""
    row = NeedRate(group="home_help", age_band="aged_80", stays_per_1000=stays, days_per_stay=365, source="paper")
    there = next(one for one in tiny().needs if one.group == row.group)
    row = row.model_copy(update={"age_band": there.age_band})
    instance = tiny().model_copy(update={"needs": tuple(row if one is there else one for one in tiny().needs)})
    found = [one.field for one in check_instance(instance)[0] if one.file == "needs.csv"]
    assert found == ([] if stays <= 1000 else ["stays_per_1000"])


@pytest.mark.parametrize("rate", ["-1", "-2", "1.5"])
def test_a_yearly_change_leaves_something(rate: str, tmp_path: Path) -> None:
    """A trend or growth of -1 a year or less would leave nothing or less; it is refused in settings and what-ifs alike."""
    trend = settings("lowest_level: home_care, severity: 1,", f"lowest_level: home_care, severity: 1, trend: {rate},")
    growth = settings("capital:", f"policies: {{staff_growth: {{on: true, rate: {rate}}}}}\ncapital:")
    for number, (files, field) in enumerate(((trend, "groups[frail].trend"), (growth, "policies.staff_growth.rate"))):
        (fault,) = check_folder(write_folder(tmp_path / str(number), files)).problems
        assert fault.field == field
        assert rate in fault.message
    for number, (what_if, field) in enumerate(
        ((f"change: add_trend, yearly: {rate}", "yearly"), (f"change: staff_growth, on: true, rate: {rate}", "rate"))
    ):
        (fault,) = faults_of(tmp_path / f"asked{number}", what_if)
        assert fault.field.endswith(field)
        assert rate in fault.message


def test_trends_that_add_up_leave_something(tmp_path: Path) -> None:
    """-0.6 twice makes -1.2 a year."""
    two = "change: add_trend, yearly: -0.6}\n  - {change: add_trend, yearly: -0.6"
    (fault,) = faults_of(tmp_path, two)
    assert fault.field == "changes[#2].yearly"
    assert "-1.2" in fault.message


def test_a_trend_never_makes_more_in_need_than_there_are() -> None:
    """A rate of 0.5 grows by 25 % a year to 0.5 · 1.25^5 = 1.526 in 2030: more than one for each inhabitant."""
    group = tiny().settings.groups[0].id
    needs = tuple(
        one.model_copy(update={"rate": 0.5, "stays_per_1000": None, "days_per_stay": None})
        if one.group == group
        else one
        for one in tiny().needs
    )
    instance = with_part(tiny(), "groups", 0, trend=0.25).model_copy(update={"needs": needs})
    (fault,) = check_instance(instance)[0]
    assert fault.field.startswith("groups[")
    assert fault.field.endswith("].trend")
    assert "0.25 a year: by 2029 it makes 1.221 persons" in fault.message


def test_a_factor_never_makes_more_in_need_than_there_are(tmp_path: Path) -> None:
    """A rate of 0.2 times 6 is 1.2; through a what-if it is told at the change."""
    files = {"need_factors.csv": "group,district,year,factor,source\nfrail,,2028,6,paper\n"}
    (fault,) = check_folder(write_folder(tmp_path / "factor", files)).problems
    assert (fault.file, fault.line, fault.field) == ("need_factors.csv", 2, "factor")
    assert "1.2 persons of 'frail' in need for each inhabitant of 'old'" in fault.message
    (fault,) = faults_of(tmp_path, "change: scale_need, groups: [frail], factor: 6")
    assert "scale_need does not fit" in fault.message
    assert faults_of(tmp_path / "less", "change: scale_need, groups: [frail], factor: 5") == []


def test_fixed_need_beyond_inhabitants_is_warned_of(tmp_path: Path) -> None:
    """600 live in the north: 60 old and 540 young; 12 old are frail by rate, so 589 more are one too many.

    No fault: the customers of a problem of sites and customers are fixed need, and their demand is no share of inhabitants.
    """
    rows = "group,district,year,persons,source\nfrail,north,2028,{},paper\n"
    enough, much = ({"fixed_needs.csv": rows.format(n)} for n in (588, 589))
    report = check_folder(write_folder(tmp_path / "much", much))
    assert report.problems == ()
    (doubt,) = (one for one in report.warnings if one.file == "fixed_needs.csv")
    assert (doubt.line, doubt.field) == (2, "persons")
    assert "601 persons of 'frail' in need among 600 inhabitants of 'north'" in doubt.message
    warnings = check_folder(write_folder(tmp_path / "enough", enough)).warnings
    assert [one for one in warnings if one.file == "fixed_needs.csv"] == []
