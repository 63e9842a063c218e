"""One person, two persons: the word after a number that is shown as 1.

Sentences have gaps for numbers (``{persons} persons``), and a number is known only when it is shown. Here the word after it
follows what is shown, so that no sentence has to be written twice for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leonplan.optimizer.words.word import Language

_OF_ONE: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "person-years": "person-year",
        "place-years": "place-year",
        "FTE-years": "FTE-year",
        "persons": "person",
        "places": "place",
        "new places": "new place",
        "units": "unit",
        "times": "time",
        "years": "year",
        "points": "point",
        "checks": "check",
        "project starts": "project start",
    },
    "nb": {
        "personer": "person",
        "plasser": "plass",
        "nye plasser": "ny plass",
        "avdelinger": "avdeling",
        "ganger": "gang",
        "punkter": "punkt",
        "kontroller": "kontroll",
        "prosjektstarter": "prosjektstart",
    },
}
"""What follows a number of one, by what follows other numbers; other words are alike, or counted where they are said."""

_ONE = ("1", "−1", "-1")
"""How one is shown; 1.0 persons are persons."""

_AFTER_GAPS: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(rf"\{{(\w+)\}}([ \N{{NO-BREAK SPACE}}])({'|'.join(words)})(?![\w-])")
    for language, words in _OF_ONE.items()
}

_UNITS: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(rf"({'|'.join(words)})(?![\w-])") for language, words in _OF_ONE.items()
}


def unit_after(number: str, unit: str, language: Language) -> str:
    """A unit as it stands after a number that is shown.

    >>> unit_after("1", "persons", "en"), unit_after("1.0", "persons", "en"), unit_after("1", "plasser i bruk", "nb")
    ('person', 'persons', 'plass i bruk')
    """
    if number not in _ONE:
        return unit
    found = _UNITS[language].match(unit)
    return unit if found is None else _OF_ONE[language][found[1]] + unit[found.end() :]


def filled(message: str, shown: Mapping[str, str], language: Language) -> str:
    """A message with its gaps filled in; words after a gap follow the number in it, and values are taken as they are.

    >>> filled("{few} of {all} persons in {what}", {"few": "0.4", "all": "1", "what": "2 persons"}, "en")
    '0.4 of 1 person in 2 persons'
    """

    def of_one(found: re.Match[str]) -> str:
        is_one = shown.get(found[1]) in _ONE
        return f"{{{found[1]}}}{found[2]}{_OF_ONE[language][found[3]] if is_one else found[3]}"

    return _AFTER_GAPS[language].sub(of_one, message).format(**shown)
