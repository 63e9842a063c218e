"""Rules of prevention and technology, each on a model solved by hand."""

from __future__ import annotations

import builder as b
import pytest


def test_only_eligible_take_part() -> None:
    """Proves: no more take part than can.

    By hand: 10 in need, no places, four tenths can take part, each takes away half a person: 10 - 4 · 0.5 = 8.
    Sensitivity: without the rule 20 would take part and nobody be in need: 0.
    """
    data = b.municipality(
        places={},
        programmes={"gym": b.programme()},
        effects={("gym", "frail"): b.effect(eligible=0.4, need_reduction=0.5)},
    )
    assert b.least(data, "unmet") == pytest.approx(8)
    assert b.least(data, "unmet", without=("only_eligible_take_part",)) == pytest.approx(0)


def test_only_eligible_take_part_of_those_served() -> None:
    """Proves: where the programme saves work at a level, those eligible are a share of those served there.

    By hand: 10 served at home at 0.5 FTE, 0.4 of them can take part, each saving 0.25: 5 - 4 · 0.25 = 4 FTE short.
    Sensitivity: without the rule 20 take part: 0.
    """
    data = b.municipality(
        services={("frail", "home"): b.service()},
        categories={"nurse": b.category("nurse")},
        fte_per_person={("frail", "home", "nurse"): 0.5},
        programmes={"gym": b.programme()},
        effects={("gym", "frail"): b.effect(level="home", eligible=0.4, fte_saved={"nurse": 0.25})},
    )
    assert b.least(data, "shortfall", within={"unmet": 0.0}) == pytest.approx(4)
    without = ("only_eligible_take_part",)
    assert b.least(data, "shortfall", within={"unmet": 0.0}, without=without) == pytest.approx(0)


def test_decided_programmes_run() -> None:
    """Proves: what is decided takes place, although it only costs.

    By hand: half of the four tenths of 10 who are eligible, at 30 kNOK: 0.5 · 4 · 30 = 60.
    Sensitivity: without the rule nobody takes part: 0.
    """
    data = b.municipality(
        programmes={"gym": b.programme(cost=30.0)},
        effects={("gym", "frail"): b.effect(eligible=0.4)},
        decided_participation={("gym", 2026): 0.5},
    )
    assert b.least(data, "spend") == pytest.approx(60)
    assert b.least(data, "spend", without=("decided_programmes_run",)) == pytest.approx(0)


def test_programmes_grow_step_by_step() -> None:
    """Proves: participation grows with the years of the period.

    By hand: 1 takes part before, 2 more each of two years: 5 of 10 need no help, for 2 years: 5 · 2 = 10. The year
    after 7 need none: 3 more.
    Sensitivity: without the rule all take part: 0.
    """
    data = b.municipality(
        periods=b.years(2, 1),
        places={},
        programmes={"gym": b.programme(growth_per_year=2.0, participants=1.0)},
        effects={("gym", "frail"): b.effect(need_reduction=1.0)},
    )
    assert b.least(data, "unmet") == pytest.approx(13)
    assert b.least(data, "unmet", without=("programmes_grow_step_by_step",)) == pytest.approx(0)


def test_programmes_keep_their_size() -> None:
    """Proves: no more take part than the programme is made for, wherever they live.

    By hand: 10 in need in the north and 10 in the south, no places, each who takes part needs no help; 6 may: 14.
    Sensitivity: without the rule all take part: 0.
    """
    data = b.municipality(
        places={},
        districts=("north", "south"),
        programmes={"gym": b.programme(max_participants=6.0)},
        effects={("gym", "frail"): b.effect(need_reduction=1.0)},
    )
    assert b.least(data, "unmet") == pytest.approx(14)
    assert b.least(data, "unmet", without=("programmes_keep_their_size",)) == pytest.approx(0)
