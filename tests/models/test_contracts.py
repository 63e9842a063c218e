"""Rules of places by contract, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import Limits, ModelData

UNMET = {"unmet": 0.0}


def bought(need: Any, places: float, change: int, **changes: Any) -> ModelData:
    """Places by contract on the hill, and an agreement on more of them that may begin at any time, twice."""
    parts: dict[str, Any] = {
        "periods": b.years(1, 1, 1),
        "levels": {"ward": b.level(agreement_least=1.0, place_cost=10.0)},
        "places": {("hill", "ward"): places},
        "projects": {"buy": b.project(max_count=2)},
        "place_changes": (b.change("buy", change),),
    }
    by_year = {("frail", "north", 2026 + i): float(n) for i, n in enumerate(need)}
    return b.municipality(by_year, **{**parts, **changes})


def test_contract_places_are_occupied() -> None:
    """Proves: a place by contract is in use only where somebody is in it.

    By hand: 2 in need, 6 places bought at 10 kNOK; nobody can be in more than 2, so at most 2 are in use, and asked for 5 by
    hand there is no plan.
    Sensitivity: without the rule 5 are in use with nobody in 3 of them: 5 · 10 = 50.
    """
    level = {"ward": b.level(agreement_least=1.0, place_cost=10.0)}
    two = b.municipality(2, levels=level, decided_places={("hill", "ward", 2026): Limits(2.0, None)})
    five = b.municipality(2, levels=level, decided_places={("hill", "ward", 2026): Limits(5.0, None)})
    assert b.least(two, "spend") == pytest.approx(20)
    assert b.least(five, "spend") == float("inf")
    assert b.least(five, "spend", without=("contract_places_are_occupied",)) == pytest.approx(50)


def test_agreements_begin_with_persons() -> None:
    """Proves: an agreement is ready when the places before it are taken and one of its own is, and no sooner.

    By hand: 1, 2 and 6 in need in 2026–2028, 1 place today, agreements of 4, two at most, each of which would earn 1 a year.
    In 2026 the place there is holds all: none can begin, 0. In 2027 one can, for one person, and earns 1 for 2 years, 2; a
    second one would be there with 1 + 4 places not taken. In 2028 6 persons need 1 + 4 places and a second one: 2 for a year, 2.
    Sensitivity: without the rule both begin in 2026: 2 · 3 = 6, and in 2027 as well 2 · 2 = 4, with one unneeded.
    """

    def earned(year: int, without: tuple[str, ...] = ()) -> float:
        project = b.project(max_count=2, operating_change=-1.0, earliest=year, latest=year)
        data = bought((1, 2, 6), 1.0, 4, projects={"buy": project}, levels={"ward": b.level(agreement_least=1.0)})
        return -b.least(data, "spend", without=without)

    without = ("agreements_begin_with_persons",)
    assert earned(2026) == pytest.approx(0)
    assert earned(2027) == pytest.approx(2)
    assert earned(2028) == pytest.approx(2)
    assert earned(2026, without) == pytest.approx(6)
    assert earned(2027, without) == pytest.approx(4)
    assert b.least(bought((1, 2, 6), 1.0, 4), "unmet") == pytest.approx(0)


def test_what_comes_by_contract_is_agreed() -> None:
    """Proves: places by contract do not become ready past the rule on agreements.

    By hand: as above, an agreement in 2026 earns 3 and cannot begin, as the one place there is holds all: 0.
    Sensitivity: without the rule nothing ties what is ready to what is agreed: both begin: 6.
    """
    project = b.project(max_count=2, operating_change=-1.0, latest=2026)
    data = bought((1, 2, 6), 1.0, 4, projects={"buy": project}, levels={"ward": b.level(agreement_least=1.0)})
    assert b.least(data, "spend") == pytest.approx(0)
    assert b.least(data, "spend", without=("what_comes_by_contract_is_agreed",)) == pytest.approx(-6)


@pytest.mark.parametrize("asked", ["decided", "by hand", "required"])
def test_what_is_asked_for_begins_as_it_is_asked_for(asked: str) -> None:
    """Proves: the rule gives way to whoever asks for an agreement, so that it never leaves a municipality without a plan.

    By hand: nobody is in need, and the agreement of 2026, decided, started by hand or required by a decided project, costs 5
    a year for 3 years: 15.
    """
    changes: dict[str, Any] = {
        "projects": {"buy": b.project(operating_change=5.0, latest=2026, decided=asked == "decided")}
    }
    if asked == "by hand":
        changes["decided_starts"] = {("buy", 2026): Limits(1.0, 1.0)}
    if asked == "required":
        changes["projects"]["house"] = b.project(decided=True, latest=2026, requires=("buy",))
    assert b.least(bought((0, 0, 0), 1.0, 4, **changes), "spend") == pytest.approx(15)
