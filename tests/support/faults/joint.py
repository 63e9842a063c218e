"""Faults and warnings: limits on several things together."""

from __future__ import annotations

from faults.edits import Cases

HEADING = "id,name,of,categories,centres,levels,year,at_most,source\n"


def limited(*rows: str) -> dict[str, str]:
    """The good folder with a table of joint limits; the source of each row is added."""
    return {"joint_limits.csv": HEADING + "".join(f"{row},paper\n" for row in rows)}


GOOD_LIMITS = limited(
    "books,Books,employed,nurse assistant,,,,19",
    "books,Books,employed,nurse assistant,,,2028,18.5",
    "market,Market,recruited,,,,2026,3",
    "hired,Hired in,agency,nurse assistant,,,,1",
    "houses,Houses,places,,hill,nursing,,20",
)
"""Limits of every kind without fault."""


def _at(column: str, line: int = 2) -> tuple[str, int, str]:
    return "joint_limits.csv", line, column


FAULTS: Cases = {
    "joint limit on places of categories": (
        limited("houses,Houses,places,nurse,hill,,,20"),
        _at("categories"),
        ("'nurse'", "a limit on 'places'", "clear it"),
    ),
    "joint limit on staff of centres": (
        limited("market,Market,recruited,nurse,hill,,,3"),
        _at("centres"),
        ("'hill'", "a limit on 'recruited'", "clear it"),
    ),
    "joint limit that says two things": (
        limited("market,Market,recruited,nurse,,,,3", "market,Market,recruited,assistant,,,2028,4"),
        _at("categories", 3),
        ("'nurse'", "another id"),
    ),
    "joint limit on places at home": (
        limited("houses,Houses,places,,,home_care,,20"),
        _at("levels"),
        ("'home_care' is given at home", "leave it out"),
    ),
}
WARNINGS: Cases = {
    "joint limit after the horizon": (
        limited("market,Market,recruited,nurse,,,2029,3"),
        _at("year"),
        ("2029 is after the last year 2028", "limits nothing"),
    ),
}
