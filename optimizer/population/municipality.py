"""Finds a municipality by its number or name; an old or wrong one gets the right one as remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.population.inhabitants import FormerMunicipality, former_municipalities, municipality_names
from leonplan.optimizer.reading.plain_words import shown

_MOST_LISTED = 6


def find_municipality(word: str) -> str:
    """The number of a municipality of today, from its number or any of its names (capital letters do not matter).

    Raises UsageError, with the right number, for a number or a name that is no longer in use, for a name that several
    have, and for what is nowhere known.
    """
    text = " ".join(word.split())
    if re.fullmatch(r"[0-9]+", text, re.ASCII):
        return _by_number(text)
    return _by_name(text)


def title_of(number: str) -> str:
    """Number and name.

    >>> title_of("3407")
    '3407 Gjøvik'
    """
    return f"{number} {municipality_names()[number]}"


def _by_number(text: str) -> str:
    names, former = municipality_names(), former_municipalities()
    if text in names:
        return text
    whole = text.zfill(4)
    if whole in names:
        raise UsageError(f"{shown(text)} lacks the zero before it; write {title_of(whole)}")
    if whole in former:
        raise UsageError(_remedy(former[whole]))
    county = [number for number in names if number[:2] == whole[:2]]
    near = sorted(county, key=lambda number: abs(int(number) - int(whole)))[:_MOST_LISTED]
    there = f"near it are {_listed(near)}" if len(whole) == 4 and near else "numbers have four digits, as 3407 Gjøvik"
    raise UsageError(
        f"no municipality has the number {shown(text)}, or had it in 2016 or later; {there}; or give its name"
    )


def _by_name(text: str) -> str:
    names = {number: _names(name) for number, name in municipality_names().items()}
    found = [number for number, all_names in names.items() if text.casefold() in all_names]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{shown(text)} is the name of several municipalities; give a number: {_listed(found)}")
    old = [one for one in former_municipalities().values() if one.name.casefold() == text.casefold()]
    if old:
        raise UsageError("; ".join(dict.fromkeys(_remedy(one) for one in _latest(old))))
    near = get_close_matches(text.casefold()[:60], [one for some in names.values() for one in some], n=3, cutoff=0.7)
    numbers = list(dict.fromkeys(number for one in near for number, some in names.items() if one in some))
    there = f"is it {_listed(numbers)}?" if numbers else "give its number, as 3407, or its name, as Gjøvik"
    raise UsageError(f"no municipality is called {shown(text)}; {there}")


def _latest(old: Iterable[FormerMunicipality]) -> list[FormerMunicipality]:
    """Of several numbers of one place, the one used last."""
    latest: dict[tuple[str, ...], FormerMunicipality] = {}
    for one in old:
        if one.now not in latest or latest[one.now].last_year < one.last_year:
            latest[one.now] = one
    return list(latest.values())


def _remedy(old: FormerMunicipality) -> str:
    was = f"{old.number} {old.name} is a number of {old.last_year} and before"
    if len(old.now) == 1:
        return f"{was}; give {title_of(old.now[0])}, where its inhabitants are counted now"
    return f"{was}, and it was divided; give one of {_listed(old.now)}"


def _names(name: str) -> set[str]:
    """Every name of a municipality, each by itself and all together."""
    return {one.strip().casefold() for one in (*name.split(" - "), name)}


def _listed(numbers: Iterable[str]) -> str:
    return ", ".join(title_of(number) for number in numbers)
