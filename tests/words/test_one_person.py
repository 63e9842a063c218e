"""The word after a number that is shown as 1 is of one, in both languages."""

from __future__ import annotations

import pytest

from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import NO_BREAK, Words, cell_text
from leonplan.optimizer.words.one_person import filled, unit_after
from leonplan.optimizer.words.word import Language


@pytest.mark.parametrize(
    ("language", "value", "unit", "shown"),
    [
        ("en", 1.4, "persons", "1 person"),
        ("en", 1.5, "persons", "2 persons"),
        ("en", -1.0, "person-years of unmet need", "−1 person-year of unmet need"),
        ("en", 1.0, "person-minutes one way × years", "1 person-minutes one way × years"),
        ("nb", 1.0, "plasser", "1 plass"),
        ("nb", 21.0, "plasser", "21 plasser"),
        ("nb", 1.0, "personår", "1 personår"),
    ],
)
def test_a_number_with_its_unit(language: Language, value: float, unit: str, shown: str) -> None:
    """It follows the number as rounded: 1.4 persons are shown as one."""
    assert cell_text(Number(value, 0, unit), language).replace(NO_BREAK, " ") == shown


def test_tenths_are_many() -> None:
    assert cell_text(Number(1.0, 1, "persons"), "en").replace(NO_BREAK, " ") == "1.0 persons"
    assert unit_after("1,0", "personer", "nb") == "personer"


def test_a_sentence() -> None:
    """Only the word after the gap, never a word within a value."""
    message = "{what}: {persons} of {need} persons; {person_years} person-years in all, {used} of {new} new places"
    one = {"what": "1 places", "persons": "0.4", "need": "1", "person_years": "1", "used": "0", "new": "1"}
    assert filled(message, one, "en") == "1 places: 0.4 of 1 person; 1 person-year in all, 0 of 1 new place"
    many = {**one, "need": "11", "person_years": "0.1", "new": "2"}
    assert filled(message, many, "en") == "1 places: 0.4 of 11 persons; 0.1 person-years in all, 0 of 2 new places"


def test_a_year_that_comes_several_times_is_said_once() -> None:
    assert Words("nb").each((2026, 2026, 2026, 2026)) == "2026 (4 ganger)"
    assert Words("nb").each((2026, 2030)) == "2026 og 2030"
    assert Words("en").each((2026, 2028, 2028)) == "2026 and 2028 (2 times)"
