"""Numbers, names and mergers of municipalities: the right one is found, an old or wrong one gets it as remedy."""

from __future__ import annotations

import pytest

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.population.inhabitants import (
    JOINED_UNTIL,
    former_municipalities,
    municipality_names,
    shipped_inhabitants,
)
from leonplan.optimizer.population.municipality import find_municipality


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("3407", "3407"),
        ("gjøvik", "3407"),
        (" Nord-Odal ", "3414"),
        ("oslo", "0301"),
        ("Snåsa", "5041"),
        ("Snåase - Snåsa", "5041"),
        ("KAUTOKEINO", "5612"),
    ],
)
def test_a_municipality_is_found_by_number_or_any_name(word: str, number: str) -> None:
    assert find_municipality(word) == number


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("0502", "3407 Gjøvik"),
        ("502", "3407 Gjøvik"),
        ("3001", "3101 Halden"),
        ("301", "lacks the zero before it; write 0301 Oslo"),
        ("Skedsmo", "3205 Lillestrøm"),
        ("1507", "it was divided; give one of 1508 Ålesund, 1580 Haram"),
        ("5012", "5055 Heim, 5056 Hitra, 5059 Orkland"),
        ("3408", "near it are 3407 Gjøvik"),
        ("9999", "numbers have four digits"),
        ("12345678901234567890", "numbers have four digits"),
        ("Herøy", "1515 Herøy, 1818 Herøy"),
        ("Gjovik", "is it 3407 Gjøvik?"),
        ("Atlantis-under-havet", "give its number, as 3407"),
        ("", "no municipality is called ''"),
        ("٣٤٠٧", "no municipality is called"),
        ("\x1b[31m3407", "no municipality is called '\\u001b[31m3407'"),
        ("x" * 100_000, "no municipality is called"),
    ],
)
def test_what_is_old_or_wrong_gets_the_right_one_as_remedy(word: str, remedy: str) -> None:
    with pytest.raises(UsageError) as failed:
        find_municipality(word)
    assert remedy in str(failed.value)
    assert len(str(failed.value)) < 400


def test_every_former_number_leads_to_municipalities_of_today() -> None:
    names = municipality_names()
    for number, old in former_municipalities().items():
        assert number not in names
        assert len(number) == 4
        assert 2016 <= old.last_year <= 2023
        assert old.now
        assert set(old.now) <= set(names)


def test_every_number_of_today_outside_three_counties_has_an_older_one() -> None:
    """Only Oslo, Rogaland, Møre og Romsdal, Nordland and Trøndelag have numbers that are older than 2017."""
    led_to = {number for old in former_municipalities().values() for number in old.now}
    kept = {number[:2] for number in set(municipality_names()) - led_to}
    assert kept <= {"03", "11", "15", "18"}


def test_inhabitants_are_there_for_every_municipality_and_year() -> None:
    """The seed's counts of Gjøvik in 2021: 4 010 aged 67–79 and 1 522 aged 80 and over; the nation had 5 627 400 in 2026."""
    people = shipped_inhabitants()
    assert people.numbers == tuple(municipality_names())
    assert (people.first_year, people.last_year, people.persons.shape) == (2006, 2026, (357, 106, 21))
    gjovik = people.of("3407")[:, 2021 - people.first_year]
    assert (gjovik[67:80].sum(), gjovik[80:].sum()) == (4010, 1522)
    assert people.persons[:, :, -1].sum() == 5_627_400
    assert (people.persons >= 0).all()


def test_nobody_can_change_what_ships() -> None:
    with pytest.raises(ValueError, match="read-only"):
        shipped_inhabitants().persons[0, 0, 0] = 1


def test_two_municipalities_that_were_one_are_divided_by_the_shares_of_their_first_year_apart() -> None:
    """Haram had 9 357 of 67 866 in 2024 (13.8 %): of those aged 30–59 a year before, a year younger, it has the same share."""
    people = shipped_inhabitants()
    assert set(JOINED_UNTIL) == {"1508", "1580"}
    alesund, haram = (people.of(number) for number in sorted(JOINED_UNTIL))
    at = {year: year - people.first_year for year in (2023, 2024)}
    share = {
        year: haram[ages, at[year]].sum() / (haram + alesund)[ages, at[year]].sum()
        for year, ages in ((2023, slice(30, 60)), (2024, slice(31, 61)))
    }
    assert share[2023] == pytest.approx(share[2024], abs=0.001)
    assert (haram + alesund)[:, at[2023]].sum() == 67_516
