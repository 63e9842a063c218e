"""What each change does, to the last cell, by hand; and laws that hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from what_if_cases import CASES
from what_if_town import changed, difference, named, town

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.results.rows import Participants, Served
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.change import REFERENCES, Change, Claim
from leonplan.optimizer.what_if.changes import SUBJECTS
from leonplan.optimizer.what_if.what_if import WhatIf

EVERY = [change for changes in SUBJECTS.values() for change in changes]


def name_of(change: type[Change]) -> str:
    (name,) = get_args(change.model_fields["change"].annotation)
    return str(name)


def kinds_of(change: type[Change]) -> set[type[Change]]:
    """Every class below one, at any depth."""
    return {kind for one in change.__subclasses__() for kind in {one, *kinds_of(one)}}


def _cases() -> Iterator[Any]:
    for name, cases in CASES.items():
        for number, (fields, expected) in enumerate(cases):
            yield pytest.param(name, fields, expected, id=f"{name}-{number}")


EVERY_CASE = list(_cases())


def test_the_town_is_right() -> None:
    """So that what a test finds comes from its change."""
    assert check_instance(town())[0] == []


@pytest.mark.parametrize(("name", "fields", "expected"), EVERY_CASE)
def test_a_change_does_this_and_nothing_else(name: str, fields: str, expected: dict[str, Any]) -> None:
    assert difference(town(), changed(f"change: {name}, {fields}")) == expected


def test_every_change_is_in_the_catalogue_and_has_a_case() -> None:
    assert {one for one in kinds_of(Change) if get_args(one.model_fields["change"].annotation)} == set(EVERY)
    assert len(EVERY) == len(set(EVERY))
    assert sorted(map(name_of, EVERY)) == sorted(CASES)


def test_no_change_is_named_like_a_field() -> None:
    """A fault could not be told from one of a field."""
    fields = {field for change in EVERY for field in change.model_fields}
    assert fields & set(map(name_of, EVERY)) == set()


def test_fields_named_like_ids_refer_to_something() -> None:
    """A field that holds an id is checked against the instance, or is a name of another kind that the change looks up."""
    others = {"comparison", "variant", "id"}
    ids = {field for change in EVERY for field, info in change.model_fields.items() if "a-z0-9_" in repr(info)}
    assert "project" in ids
    assert ids <= set(REFERENCES) | others


@pytest.mark.parametrize(("name", "fields", "expected"), EVERY_CASE)
def test_what_a_change_alters_names_the_what_if_as_source(name: str, fields: str, expected: dict[str, Any]) -> None:
    """Every row that is new or other than before has the source, which is listed if anything names it."""
    del expected
    before, after = town(), changed(f"change: {name}, {fields}")
    rows = [row for table in TABLES for row in getattr(after, table) if row not in getattr(before, table)]
    assert {row.source for row in rows} <= {"what_if_case"}
    listed = [source for source in after.settings.sources if source.id == "what_if_case"]
    assert [source.title for source in listed] == (["Hva om: T"] if rows or listed else [])
    assert [one for one in check_instance(after)[1] if "'what_if_case' is the source of nothing" in one.message] == []


@pytest.mark.parametrize(("name", "fields", "expected"), EVERY_CASE)
def test_a_change_agrees_with_itself(name: str, fields: str, expected: dict[str, Any]) -> None:
    """Two files with the same change do not contradict each other; what sets a value sets it again."""
    del expected
    twice = [named(f"change: {name}, {fields}", name=file) for file in ("first", "second")]
    change = twice[0].what_if.changes[0]
    claims = list(change.claims(town()))
    assert not any(one.contradicts(other) for one in claims for other in claims)


def test_changes_are_made_in_order() -> None:
    """5 nurses on the books, doubled and 2 more are 12; 2 more and then doubled are 14."""
    double, more = (
        "change: scale_staff, categories: [nurse], employed: 2",
        "change: add_staff, category: nurse, employed: 2",
    )
    assert difference(town(), changed(double, more)) == {"staff nurse employed": 12.0}
    assert difference(town(), changed(more, double)) == {"staff nurse employed": 14.0}


def test_what_ifs_are_laid_in_order() -> None:
    one = named("change: scale_staff, categories: [nurse], employed: 2", name="one")
    two = named("change: add_staff, category: nurse, employed: 2", name="two")
    both = apply_what_ifs(town(), [one, two])
    assert difference(town(), both) == {"staff nurse employed": 12.0}
    assert [source.id for source in both.settings.sources] == ["paper", "what_if_two"]


def test_factors_on_need_multiply() -> None:
    """By hand: 0.5 from 2026, then 0.8 from 2028 on top: 0.5 in 2026 and 2027, 0.4 from 2028."""
    after = changed(
        "change: scale_need, factor: 0.5, groups: [complex]",
        "change: scale_need, factor: 0.8, groups: [complex], from_year: 2028",
    )
    factors = {row.year: row.factor for row in after.need_factors}
    assert factors == {2025: 1.0, 2026: 0.5, 2027: 0.5, 2028: 0.4}


def test_a_later_change_can_use_a_centre_that_an_earlier_one_opened() -> None:
    opened = (
        "change: open_centre, id: west, name: Vest, travel_as: south_centre, from_year: 2026, "
        "offers: [{level: group_living, places: 4}]"
    )
    after = changed(opened, "change: offer_level, centre: west, level: nursing_home, places: 1, from_year: 2028")
    assert [row.level for row in after.project_places if row.centre == "west"] == ["group_living", "nursing_home"]


def test_an_empty_about_stands_for_all() -> None:
    closed = Claim("use", ("north", None), "closed")
    assert closed.contradicts(Claim("use", ("north", "ward"), "at most 3"))
    assert not closed.contradicts(Claim("use", ("south", "ward"), "at most 3"))
    assert not closed.contradicts(Claim("use", ("north", None), "closed"))
    assert not closed.contradicts(Claim("other", ("north", None), "open"))


def test_a_what_if_is_what_it_says() -> None:
    what_if = named("change: standing_mode, mode: cover").what_if
    assert WhatIf.model_validate_json(what_if.model_dump_json(), strict=True) == what_if


def solved(*changes: str) -> Plan:
    plan = plan_instance(changed(*changes))
    assert plan.verification is not None
    assert plan.verification.ok
    return plan


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_what_comes_out_is_solved_and_verified(name: str) -> None:
    """Every change leads to an instance with a plan that arithmetic confirms."""
    solved(f"change: {name}, {CASES[name][0][0]}")


def test_a_closed_centre_serves_nobody() -> None:
    """From 2028 on nobody is served in the north, and its fixed cost is gone though residents are not moved otherwise."""
    plan = solved("change: close_centre, centre: north_centre, from_year: 2027")
    served = {row.year for row in plan.rows(Served) if row.place == "north_centre" and row.persons}
    assert served <= {2025, 2026}


def test_a_programme_that_begins_late_can_be_rolled_out() -> None:
    """By hand: 2 more a year from 2027 on make 4 by 2028 and 8 by 2030; nobody takes part in 2026."""
    plan = solved("change: roll_out, programme: reablement, from_year: 2027")
    took = dict.fromkeys((2025, 2026, 2028, 2030), 0.0)
    for row in plan.rows(Participants):
        took[row.year] += row.persons if row.programme == "reablement" else 0.0
    assert took == pytest.approx({2025: 0, 2026: 0, 2028: 4, 2030: 8})
