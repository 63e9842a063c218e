"""Faults: decisions made by hand, and the size of programmes."""

from __future__ import annotations

from faults.edits import Cases
from faults.folder import edited

HEADING = "kind,project,centre,level,group,year,at_least,at_most,source\n"


def decided(*rows: str) -> dict[str, str]:
    """The good folder with a table of decisions; the source of each row is added."""
    return {"decisions.csv": HEADING + "".join(f"{row},paper\n" for row in rows)}


GOOD_DECISIONS = decided(
    "start,wing,,,,2026,,",
    "places,,hill,nursing,,2028,8,16",
    "serve,,hill,nursing,dementia,2026,,14",
    "serve,,,nursing,dementia,2028,12.5,",
    "serve,,,home_care,frail,2026,4,20",
)
"""Decisions of every kind without fault: 2026 and 2028 are decided, the wing may start 2026-2027."""


def sized(most: int, decided_participants: int = 0, participants: int = 0) -> dict[str, str]:
    """The good folder with a programme of limited size."""
    return {
        "programmes.csv": "id,name,cost,first_year,growth_per_year,participants,decided_participants,max_participants,source\n"
        f"reable,Reablement,20,2026,5,{participants},{decided_participants},{most},paper\n"
    }


def _at(column: str, line: int = 2) -> tuple[str, int, str]:
    return "decisions.csv", line, column


FAULTS: Cases = {
    "start of nothing": (
        decided("start,,,,,2026,,"),
        _at("project"),
        ("blank", "'start'", "name it"),
    ),
    "start of a level": (
        decided("start,wing,,nursing,,2026,,"),
        _at("level"),
        ("'nursing'", "'start'", "clear it"),
    ),
    "decision without limits": (
        decided("places,,hill,nursing,,2026,,"),
        _at("at_least"),
        ("blank", "at_most", "give one"),
    ),
    "decision with limits the wrong way round": (
        decided("places,,hill,nursing,,2026,9,8"),
        _at("at_least"),
        ("9 is more than at_most 8", "swap"),
    ),
    "half a start": (
        decided("start,wing,,,,2026,0.5,1"),
        _at("at_least"),
        ("0.5", "whole number"),
    ),
    "start outside the horizon": (
        decided("start,wing,,,,2025,,"),
        _at("year"),
        ("2025", "2026 to 2028"),
    ),
    "places between the periods": (
        decided("places,,hill,nursing,,2027,8,"),
        _at("year"),
        ("2027", "choose from 2026, 2028"),
    ),
    "start decided twice in a period": (
        decided("start,close,,,,2027,0,1", "start,close,,,,2028,0,1"),
        _at("year", 3),
        ("2028 lies in the period 2028", "'close'", "keep one"),
    ),
    "start before the window": (
        decided("start,wing,,,,2026,1,") | edited("projects.csv", "2026,2027,true", "2028,2028,true"),
        _at("year"),
        ("2026 is before earliest 2028 of 'wing'",),
    ),
    "start in a period that ends after the window": (
        decided("start,wing,,,,2027,,"),
        _at("year"),
        ("2027, counted as 2028, is after latest 2027",),
    ),
    "more starts than there may be": (
        decided("start,close,,,,2026,1,1", "start,close,,,,2028,1,1"),
        _at("project", 3),
        ("2 starts of 'close'", "max_count 1"),
    ),
    "places in use at home": (
        decided("places,,hill,home_care,,2026,1,"),
        _at("level"),
        ("'home_care' is given at home",),
    ),
    "more places in use than can be": (
        decided("places,,hill,nursing,,2028,24.5,"),
        _at("at_least"),
        ("24.5", "'hill', 'nursing'", "(24)"),
    ),
    "service that is not offered": (
        decided("serve,,hill,nursing,frail,2026,,3"),
        _at("level"),
        ("'frail' is not served at 'nursing'",),
    ),
    "service at home at a centre": (
        decided("serve,,hill,home_care,frail,2026,,3"),
        _at("centre"),
        ("'hill' is a centre", "clear it"),
    ),
    "more persons served than the places hold": (
        decided("serve,,,nursing,dementia,2028,25,"),
        _at("at_least"),
        ("25 is more persons than 'nursing' can ever hold (24)",),
    ),
    "more participants decided than may be": (
        sized(10, decided_participants=11),
        ("programmes.csv", 2, "decided_participants"),
        ("11 is more than max_participants 10",),
    ),
}

WARNINGS: Cases = {
    "more participants today than may be": (
        sized(10, participants=11),
        ("programmes.csv", 2, "participants"),
        ("11 take part today", "cut back"),
    ),
}
