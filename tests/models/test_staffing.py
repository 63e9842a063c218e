"""Rules of staff, each on a model solved by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import builder as b
import pytest

from leonplan.models.data import ModelData, Policies, Shift

UNMET = {"unmet": 0.0}


def at_home(nurse: dict[str, Any], fte: float = 0.5, **changes: Any) -> ModelData:
    """10 served at home, at some FTE of nurses a person."""
    return b.municipality(
        services={("frail", "home"): b.service()},
        categories={"nurse": b.category("nurse", **nurse)},
        fte_per_person={("frail", "home", "nurse"): fte},
        **changes,
    )


def test_staff_cover_the_work() -> None:
    """Proves: work that nobody can be found for is counted.

    By hand: 10 persons at 0.5 FTE, no staff: 5.
    Sensitivity: without the rule nothing is counted: 0.
    """
    data = at_home({})
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(5)
    assert b.least(data, "shortfall", within=UNMET, without=("staff_cover_the_work",)) == pytest.approx(0)


def test_staff_cover_the_work_of_units_and_programmes() -> None:
    """Proves: open units take staff whoever lives there, and programmes take staff too.

    By hand: 6 served in two units of 4 at 1.5 FTE: 3; 2 participants, decided, at 0.25: 0.5; together 3.5.
    Sensitivity: without the rule 0; without the programme 3.
    """
    unit: dict[str, Any] = {
        "need": 6,
        "levels": {"ward": b.level(unit_size=4)},
        "categories": {"nurse": b.category("nurse")},
        "fte_per_unit": {("ward", "nurse"): 1.5},
    }
    data = b.municipality(
        **unit,
        programmes={"gym": b.programme(fte_per_participant={"nurse": 0.25})},
        effects={("gym", "frail"): b.effect(eligible=1 / 3)},
        decided_participation={("gym", 2026): 1.0},
    )
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(3.5)
    assert b.least(data, "shortfall", within=UNMET, without=("staff_cover_the_work",)) == pytest.approx(0)
    assert b.least(b.municipality(**unit), "shortfall", within=UNMET) == pytest.approx(3)


def test_nobody_works_twice() -> None:
    """Proves: those on the books work when they are not away, and agencies add to them.

    By hand: 5 FTE of work; (1 - 0.2) · 5 = 4 of the nurses at work and 0.25 hired in: 5 - 4.25 = 0.75.
    Sensitivity: without the rule 0.
    """
    data = at_home({"employed": 5.0, "absence": 0.2, "agency_limit": 0.25})
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(0.75)
    assert b.least(data, "shortfall", within=UNMET, without=("nobody_works_twice",)) == pytest.approx(0)


def test_nobody_works_twice_for_two_categories() -> None:
    """Proves: a nurse may do an assistant's work, not the reverse, and not both at a time.

    By hand: work for 1 nurse and 2 assistants; 2 nurses and 0.5 assistants there, all of it nurses' and assistants':
    1 + 1 + 0.5 = 2.5 of 3 done: 0.5. With 0.5 nurses and 5 assistants the nurse's work lacks 0.5.
    Sensitivity: without the rule 0.
    """

    def ward(nurses: float, assistants: float) -> ModelData:
        return b.municipality(
            10,
            services={("frail", "home"): b.service()},
            categories={
                "nurse": b.category("nurse", employed=nurses, may_do=("nurse", "assistant")),
                "assistant": b.category("assistant", employed=assistants),
            },
            fte_per_person={("frail", "home", "nurse"): 0.1, ("frail", "home", "assistant"): 0.2},
        )

    assert b.least(ward(2, 0.5), "shortfall", within=UNMET) == pytest.approx(0.5)
    assert b.least(ward(0.5, 5), "shortfall", within=UNMET) == pytest.approx(0.5)
    assert b.least(ward(0.5, 5), "shortfall", within=UNMET, without=("nobody_works_twice",)) == pytest.approx(0)


def shifting(nurses: float, care_workers: float, shift: Shift | None = None) -> ModelData:
    """Work for 4 nurses; care workers have none of their own, and may do part of it."""
    return b.municipality(
        services={("frail", "home"): b.service()},
        categories={
            "nurse": b.category("nurse", employed=nurses),
            "care_worker": b.category("care_worker", employed=care_workers),
        },
        shifts={} if shift is None else {("care_worker", "nurse"): shift},
        fte_per_person={("frail", "home", "nurse"): 0.4},
    )


def test_tasks_are_shifted_in_part() -> None:
    """Proves: those who may do part of a category's work do that part and no more, in the time that it takes them.

    By hand: of 4 FTE of nurses' work 1 nurse does 1; care workers may do a quarter of it, 1 FTE, which takes them 1.25 of the
    5 there are: 4 - 1 - 1 = 2 are missing. Were there 1 care worker, 1 / 1.25 = 0.8 could be done: 2.2 missing.
    Sensitivity: with nothing shifted 3 are missing; without the rule 5 / 1.25 = 4 could be done by care workers: 0.
    """
    part = Shift(max_share=0.25, hours=1.25)
    assert b.least(shifting(1, 5, part), "shortfall", within=UNMET) == pytest.approx(2)
    assert b.least(shifting(1, 1, part), "shortfall", within=UNMET) == pytest.approx(2.2)
    assert b.least(shifting(1, 5), "shortfall", within=UNMET) == pytest.approx(3)
    without = ("tasks_are_shifted_in_part",)
    assert b.least(shifting(1, 5, part), "shortfall", within=UNMET, without=without) == pytest.approx(0)


def test_shifted_tasks_lend_no_competence() -> None:
    """Proves: whoever may do part of the nurses' work is no nurse where a share of the work wants one.

    By hand: half of 4 FTE wants nurses, 1 is there, and of the 3 that are left care workers may do 2 (a half): 1 is
    missing and 2 - 1 = 1 lacks the competence: 2. May care workers do all of it, nothing is missing and they count as able: 0.
    """
    data = replace(shifting(1, 5, Shift(0.5)), competence_floor={("home", "nurse"): 0.5})
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(2)
    able = replace(data.categories["care_worker"], may_do=("care_worker", "nurse"))
    all_of_it = replace(data, shifts={}, categories={**data.categories, "care_worker": able})
    assert b.least(all_of_it, "shortfall", within=UNMET) == pytest.approx(0)


def test_staff_grow_by_recruitment() -> None:
    """Proves: of those there a share leaves each year, and no more come than the labour market gives.

    By hand: 10 · 0.9² = 8.1 stay after two years, 1 a year comes, of whom 0.9 + 1 are there at the end: 10. The work is
    12: 2 are missing for 2 years: 4.
    Sensitivity: without the rule as many are employed as it takes: 0.
    """
    data = at_home({"employed": 10.0, "leaving": 0.1, "recruitment_limit": 1.0}, 1.2, periods=b.years(2))
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(4)
    assert b.least(data, "shortfall", within=UNMET, without=("staff_grow_by_recruitment",)) == pytest.approx(0)


def test_staff_grow_by_recruitment_in_whole_fte() -> None:
    """Proves: where full-time equivalents are whole, so are those on the books.

    By hand: work for 2.5 nurses at 100 kNOK a year: 3 are employed: 300.
    Sensitivity: were they not whole, 250; without the rule of recruitment a nurse on the books need not be recruited:
    with nobody to recruit (limit 0) shortfall is 2.5, without the rule 0.
    """
    nurse = {"pay": 100.0, "recruitment_limit": 9.0}
    within = {"unmet": 0.0, "shortfall": 0.0}
    assert b.least(at_home({**nurse, "whole": True}, 0.25), "spend", within=within) == pytest.approx(300)
    assert b.least(at_home(nurse, 0.25), "spend", within=within) == pytest.approx(250)
    nobody = at_home({"whole": True}, 0.25)
    assert b.least(nobody, "shortfall", within=UNMET) == pytest.approx(2.5)
    assert b.least(nobody, "shortfall", within=UNMET, without=("staff_grow_by_recruitment",)) == pytest.approx(0)


def test_staff_grow_by_recruitment_and_leave_whole() -> None:
    """Proves: where full-time equivalents are whole, those who stay are rounded down, and there is a plan.

    By hand: of 3 half leaves: 1.5, that is 1; the work is 2.5: 1.5 missing. Were they not whole, 1.
    Sensitivity: without the rule 3 are employed: 0.
    """
    nurse = {"employed": 3.0, "leaving": 0.5}
    assert b.least(at_home({**nurse, "whole": True}, 0.25), "shortfall", within=UNMET) == pytest.approx(1.5)
    assert b.least(at_home(nurse, 0.25), "shortfall", within=UNMET) == pytest.approx(1)
    without = ("staff_grow_by_recruitment",)
    assert b.least(
        at_home({**nurse, "whole": True}, 0.25), "shortfall", within=UNMET, without=without
    ) == pytest.approx(0)


def test_staff_growth_is_limited() -> None:
    """Proves: all staff together grow by no more than the rate, compounded over the years.

    By hand: 10 · 1.1² = 12.1 at most in 2027; the work is 15: 2.9 are missing for 2 years: 5.8.
    Sensitivity: without the rule all are recruited: 0.
    """
    nurse = {"employed": 10.0, "recruitment_limit": 100.0}
    data = at_home(nurse, 1.5, periods=b.years(2), policies=Policies(staff_growth=0.1))
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(5.8)
    assert b.least(data, "shortfall", within=UNMET, without=("staff_growth_is_limited",)) == pytest.approx(0)


def test_competence_is_secured() -> None:
    """Proves: a share of a level's work wants a category, whoever else could do it.

    By hand: 4 FTE of assistants' work, half of it by nurses or doctors; one nurse and a quarter doctor are there:
    2 - 1.25 = 0.75 without the competence it wants.
    Sensitivity: without the rule, or with the policy off, 10 assistants do it all: 0.
    """
    parts: dict[str, Any] = {
        "services": {("frail", "home"): b.service()},
        "categories": {
            "doctor": b.category("doctor", employed=0.25, may_do=("doctor", "nurse", "assistant")),
            "nurse": b.category("nurse", employed=1.0, may_do=("nurse", "assistant")),
            "assistant": b.category("assistant", employed=10.0),
        },
        "fte_per_person": {("frail", "home", "assistant"): 0.4},
        "competence_floor": {("home", "nurse"): 0.5},
    }
    data = b.municipality(**parts)
    assert b.least(data, "shortfall", within=UNMET) == pytest.approx(0.75)
    assert b.least(data, "shortfall", within=UNMET, without=("competence_is_secured",)) == pytest.approx(0)
    off = b.municipality(**parts, policies=Policies(minimum_competence=False))
    assert b.least(off, "shortfall", within=UNMET) == pytest.approx(0)
