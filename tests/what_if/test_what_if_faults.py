"""Faults of what-if files: each told at its file, line and field, all of them at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from what_if_town import file_of, named, town

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.read import NamedWhatIf, find_what_ifs, read_what_if

FORCE = "change: force_project, project: homes"
FORBID = "change: forbid_project, project: homes"

FIRST = 6
"""Line of the first change in a file of the town."""


def place(problem: Problem) -> tuple[str, int | None, str]:
    return problem.file, problem.line, problem.field


def faults_of_file(tmp_path: Path, text: str, name: str = "case.yaml") -> list[Problem]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_what_if(file, name)
    return caught.value.problems


def faults_of(*what_ifs: NamedWhatIf) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        apply_what_ifs(town(), what_ifs)
    return caught.value.problems


@pytest.mark.parametrize(("change", "field", "words"), [
    ("change: forse_project, project: homes", "changes[#1].change", ("'forse_project'", "did you mean 'force_project'?")),
    ("project: homes", "changes[#1].change", ("is missing", "add it")),
    ("change: force_project, project: homes, by_yaer: 2027", "changes[#1].by_yaer", ("did you mean 'by_year'?",)),
    ("change: force_project, project: homes, by_year: '2027'", "changes[#1].by_year", ("'2027' is not a whole number",)),
    ("change: force_project", "changes[#1].project", ("is missing",)),
    ("change: scale_need, factor: -1", "changes[#1].factor", ("'-1' is too small; give at least 0",)),
    ("change: order_goals, mode: frame, order: [unmett]", "changes[#1].order[#1]", ("'unmett'",)),
    ("change: open_centre, id: w, name: W, from_year: 2026, offers: [{level: group_living, place: 3}]",
     "changes[w].offers[#1].place", ("did you mean 'places'?",)),
])  # fmt: skip
def test_what_a_file_says_wrong_is_told_at_its_line(
    change: str, field: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    first, *_ = faults_of_file(tmp_path, file_of(change))
    assert place(first) == ("case.yaml", FIRST, field)
    for word in words:
        assert word in first.message


def test_all_faults_of_a_file_are_told(tmp_path: Path) -> None:
    found = faults_of_file(
        tmp_path, file_of("change: nothing_like_it", "change: frame, ad: 3", FORCE, head="titel: T\n")
    )
    assert [place(one)[1:] for one in found] == [(6, "changes[#1].change"), (7, "changes[#2].ad"), (9, "titel")]
    assert "choose from scale_need" in found[0].message
    assert "did you mean 'title'?" in found[2].message


@pytest.mark.parametrize(("text", "line", "field"), [
    ("", 1, ""),
    ("- 1\n", 1, ""),
    ("format: 2\ntitle: T\nreason: R\nquestion: Q\nchanges: [{change: standing_mode, mode: cover}]\n", 1, "format"),
    ("format: 1\ntitle: T\nreason: R\nquestion: Q\nchanges: []\n", 5, "changes"),
    ("format: 1\ntitle: T\nreason: R\nquestion: Q\nchanges: {change: standing_mode, mode: cover}\n", 5, "changes"),
    ("format: 1\ntitle: T\ntitle: U\nreason: R\nquestion: Q\nchanges: [{change: standing_mode, mode: cover}]\n", 3, "title"),
    ("format: 1\nreason: R\nquestion: Q\nchanges: [{change: standing_mode, mode: cover}]\n", 1, "title"),
])  # fmt: skip
def test_files_of_another_shape_are_refused(text: str, line: int | None, field: str, tmp_path: Path) -> None:
    first, *_ = faults_of_file(tmp_path, text)
    assert first.field == field
    assert first.line == line


def test_a_file_is_named_like_an_identifier(tmp_path: Path) -> None:
    (fault,) = faults_of_file(tmp_path, file_of(FORCE), "Flere hjem.yaml")
    assert "e.g. flere_hjem.yaml" in fault.message


@pytest.mark.parametrize(("change", "field", "words"), [
    ("change: force_project, project: home", "project", ("'home' is not in projects.csv", "did you mean 'homes'?")),
    ("change: close_centre, centre: nord_centre, from_year: 2027", "centre", ("did you mean 'north_centre'?",)),
    ("change: scale_need, factor: 2, groups: [dementia, complexx]", "groups[#2]", ("'complexx'", "'complex'?")),
    ("change: scale_need, factor: 2, districts: [norht]", "districts[#1]", ("did you mean 'north'?",)),
    ("change: set_staff, categories: [nurce], pay: 1", "categories[#1]", ("among the staff", "did you mean 'nurse'?")),
    ("change: stop_programme, programme: gymm", "programme", ("did you mean 'gym'?",)),
    ("change: cap_places, centre: north_centre, level: nursing_hone, places: 1", "level", ("'nursing_home'?",)),
    ("change: population_variant, variant: lov", "variant", ("'lov' is no variant", "did you mean 'low'?")),
    ("change: tighten, comparison: peer, to_year: 2027", "comparison", ("did you mean 'peers'?",)),
    ("change: force_project, project: homes, in_year: 2031", "in_year", ("2031 is after the last year 2030",)),
    ("change: force_project, project: homes, in_year: 2025", "in_year", ("2025 is before the first decided year 2026",)),
    ("change: force_project, project: garden, by_year: 2026", "by_year", ("2026 is before 2027",)),
    ("change: force_project, project: garden, by_year: 2028, in_year: 2028", "in_year", ("keep one of them",)),
    ("change: decide_again, project: homes", "project", ("'homes' is not decided",)),
    ("change: delay_project, project: homes, years: 5", "years", ("2031, after the last year 2030",)),
    ("change: delay_project, project: ward, years: -1", "years", ("2025, before the first decided year",)),
    ("change: resize_project, project: ward, places: 1", "level", ("group_living, nursing_home", "name one")),
    ("change: close_centre, centre: south_centre, from_year: 2026", "from_year", ("'ward', which is decided",)),
    ("change: close_centre, centre: south_centre, from_year: 2040", "from_year", ("2040 is after the last year",)),
    ("change: withdraw_level, centre: north_centre, level: home_care, from_year: 2027", "level", ("given at home",)),
    ("change: offer_level, centre: north_centre, level: group_living, places: 1, from_year: 2026, lead_time: 2",
     "lead_time", ("2 is given", "from_year says when")),
    ("change: buy_places, level: nursing_home, places: 1, from_year: 2026, centre: north_centre", "centre",
     ("'north_centre' is not external", "outside")),
    ("change: open_centre, id: west, name: W, from_year: 2026, offers: [{level: group_living, places: 3}]", "west].travel_as",
     ("is not given",)),
    ("change: open_centre, id: west, name: W, travel_as: outside, from_year: 2026, offers: [{level: home_care, places: 3}]",
     "west].offers[#1].level", ("'home_care' is no level in places", "group_living")),
    ("change: scale_need, factor: 2, from_year: 2025", "from_year", ("2025 is not after the base year",)),
    ("change: scale_need, factor: 2, from_year: 2028, to_year: 2027", "to_year", ("2027 is before",)),
    ("change: tighten, comparison: peers, to_year: 2025", "to_year", ("2025 is not after 2025",)),
    ("change: add_staff, category: nurse, employed: -6", "category", ("employed of 'nurse'", "too small")),
    ("change: frame, add: -50000", "change", ("operating of '2026'", "too small")),
    ("change: frame, add: 1, from_year: 2031", "from_year", ("2031 to 2030 holds no year",)),
    ("change: lowest_level, group: dementia, level: nursing_home", "relief", ("'group_living' is below",)),
    ("change: stop_service, group: complex, level: home_care", "level", ("nothing to stop",)),
    ("change: free_goal, goal: unmet", "goal", ("nothing to drop",)),
    ("change: change_programme, programme: gym, groups: [complex], eligible: 1", "groups[#1]", ("home_help",)),
    ("change: keep_places, centre: north_centre, level: group_living", "at_least", ("neither is at_most",)),
    ("change: serve, group: complex, level: nursing_home, at_least: 3, at_most: 2", "at_least", ("3 is more than",)),
    ("change: keep_places, centre: north_centre, level: group_living, at_most: 1, from_year: 2029, to_year: 2029",
     "from_year", ("holds no decided year", "2026, 2028, 2030")),
])  # fmt: skip
def test_what_the_instance_does_not_allow_is_told_at_its_line(change: str, field: str, words: tuple[str, ...]) -> None:
    (fault,) = faults_of(named("change: standing_mode, mode: cover", change))
    path = f"changes[{field}" if "]." in field and field[0] == "w" else f"changes[#2].{field}"
    assert place(fault) == ("case.yaml", FIRST + 1, path)
    for word in words:
        assert word in fault.message


def test_all_faults_of_all_files_are_told() -> None:
    one = named("change: force_project, project: hom", "change: stop_programme, programme: gim", name="one")
    two = named("change: travel, district: est, centre: vest, minutes: 3", name="two")
    assert [place(fault) for fault in faults_of(one, two)] == [
        ("one.yaml", 6, "changes[#1].project"),
        ("one.yaml", 7, "changes[#2].programme"),
        ("two.yaml", 6, "changes[#1].centre"),
        ("two.yaml", 6, "changes[#1].district"),
    ]


@pytest.mark.parametrize(("first", "second"), [
    (FORCE, FORBID),
    (FORBID, "change: start, project: homes, year: 2027"),
    ("change: force_project, project: homes, in_year: 2026", "change: delay_project, project: homes, years: 2"),
    ("change: close_centre, centre: north_centre, from_year: 2027",
     "change: cap_places, centre: north_centre, level: group_living, places: 2"),
    ("change: close_centre, centre: north_centre, from_year: 2027",
     "change: offer_level, centre: north_centre, level: group_living, places: 2, from_year: 2030"),
    ("change: close_centre, centre: north_centre, from_year: 2027",
     "change: close_centre, centre: north_centre, from_year: 2030"),
    ("change: order_goals, mode: frame, order: [unmet]", "change: order_goals, mode: frame, order: [spend]"),
    ("change: standing_mode, mode: frame", "change: standing_mode, mode: cover"),
    ("change: population_variant, variant: low", "change: population_variant, variant: main"),
    ("change: set_staff, pay: 1", "change: set_staff, categories: [nurse], pay: 2"),
    ("change: roll_out, programme: gym", "change: stop_programme, programme: gym"),
    ("change: equity, on: false", "change: equity, tolerance: 0.1"),
    ("change: limit_goal, goal: travel, at_most: 3", "change: free_goal, goal: travel"),
    ("change: keep_places, centre: north_centre, level: group_living, at_most: 1",
     "change: keep_places, centre: north_centre, level: group_living, at_least: 1, from_year: 2030"),
    ("change: allow_service, group: dementia, level: home_care, relief: 0.4",
     "change: stop_service, group: dementia, level: home_care"),
])  # fmt: skip
def test_contradictions_are_told_at_both_places(first: str, second: str) -> None:
    """In one file, and between two; whichever comes first."""
    for one, other in ((first, second), (second, first)):
        inside = [fault for fault in faults_of(named(one, other)) if "contradicts" in fault.message]
        assert [place(fault)[:2] for fault in inside] == [("case.yaml", FIRST + 1)]
        assert "contradicts case.yaml:6;" in inside[0].message
        between = faults_of(named(one, name="a"), named("change: add_trend, yearly: 0", other, name="b"))
        told = [fault for fault in between if "contradicts" in fault.message]
        assert [place(fault)[:2] for fault in told] == [("b.yaml", FIRST + 1)]
        assert "contradicts a.yaml:6;" in told[0].message


@pytest.mark.parametrize(("first", "second"), [
    (FORCE, "change: delay_project, project: homes, years: 1"),
    (FORCE, "change: start, project: homes, year: 2027"),
    ("change: start, project: homes, year: 2026", "change: start, project: homes, year: 2030"),
    ("change: scale_need, factor: 2", "change: scale_need, factor: 3"),
    ("change: order_goals, mode: frame, order: [unmet]", "change: order_goals, mode: cover, order: [spend]"),
    ("change: set_staff, pay: 700", "change: set_staff, leaving: 0.2"),
    ("change: cap_places, centre: north_centre, level: group_living, places: 6",
     "change: offer_level, centre: north_centre, level: group_living, places: 2, from_year: 2030"),
])  # fmt: skip
def test_what_fits_together_is_no_contradiction(first: str, second: str) -> None:
    apply_what_ifs(town(), [named(first, name="a"), named(second, name="b")])


def test_an_instance_that_falls_apart_is_told_at_the_change_that_did_it() -> None:
    """Forced, the garden requires homes; forbidding homes after it is what does not fit."""
    (fault,) = faults_of(
        named("change: force_project, project: garden"), named("change: add_trend, yearly: 0", FORBID, name="b")
    )
    assert place(fault)[:2] == ("b.yaml", FIRST + 1)
    assert "required by 'garden'" in fault.message
    (fault,) = faults_of(
        named(FORBID), named("change: add_trend, yearly: 0", "change: force_project, project: garden", name="b")
    )
    assert place(fault) == ("b.yaml", FIRST + 1, "changes[#2]")
    assert "force_project does not fit: projects.csv: requires: 'homes' is required by 'garden'" in fault.message


def test_a_project_at_a_closed_centre_cannot_be_forced_before_or_after() -> None:
    close = "change: close_centre, centre: north_centre, from_year: 2026"
    (fault,) = faults_of(named(close, FORCE))
    assert place(fault) == ("case.yaml", FIRST + 1, "changes[#2].project")
    assert "'homes' has nothing left to do" in fault.message
    (fault,) = faults_of(named(FORCE, close))
    assert place(fault) == ("case.yaml", FIRST + 1, "changes[#2].from_year")
    assert "'homes', which is decided" in fault.message


def test_names_that_are_not_there_are_told_with_those_that_are(tmp_path: Path) -> None:
    folder = tmp_path / "what_if"
    folder.mkdir()
    (folder / "more_homes.yaml").write_text(file_of(FORCE))
    with pytest.raises(InputError) as caught:
        find_what_ifs(tmp_path, ["more_home", "nowhere.yaml"])
    assert [one.file for one in caught.value.problems] == ["more_home", "nowhere.yaml"]
    assert "did you mean 'more_homes'?" in caught.value.problems[0].message
    (found,) = find_what_ifs(tmp_path, ["more_homes"])
    assert (found.id, found.file) == ("more_homes", "what_if/more_homes.yaml")
    (by_path,) = find_what_ifs(tmp_path, [str(folder / "more_homes.yaml")])
    assert by_path.what_if == found.what_if
    with pytest.raises(InputError, match="second what-if named 'more_homes'"):
        find_what_ifs(tmp_path, ["more_homes", str(folder / "more_homes.yaml")])


NAMES = st.sampled_from(
    [
        "change",
        "project",
        "level",
        "centre",
        "from_year",
        "factor",
        "order",
        "offers",
        "force_project",
        "frame",
        "on",
        "id",
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8) | NAMES | st.sampled_from(
        ["force_project", "open_centre", "order_goals", "scale_need", "homes", "group_living", "frame", "unmet"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.dictionaries(NAMES, VALUES, max_size=5) | VALUES, max_size=4))
def test_whatever_stands_in_a_file_is_told_in_words(changes: list[Any], tmp_path: Path) -> None:
    """Hostile files either are read and laid over the town, or end in faults that name the file."""
    file = tmp_path / "case.yaml"
    file.write_text(json.dumps({"format": 1, "title": "T", "reason": "R", "question": "Q", "changes": changes}))
    told = ["case.yaml"]
    try:
        apply_what_ifs(town(), [read_what_if(file, "case.yaml")])
    except InputError as error:
        told = [problem.file for problem in error.problems]
    assert set(told) == {"case.yaml"}
