"""Numbers that several chapters show, rounded once for all of them so that parts add up everywhere.

Each is by key, in the order of the instance, and its parts add up to the rounded whole (see ``add_up``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.words import mark
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed

RoundedNumbers = Mapping[str, float]
"""Rounded numbers by key."""

LOWEST, ABOVE, BELOW, NONE, PREVENTED = "lowest", "above", "below", "none", "prevented"

OUTCOMES: Mapping[str, str] = {
    LOWEST: mark("At the lowest effective level"),
    ABOVE: mark("Above it"),
    BELOW: mark("Below it, waiting"),
    NONE: mark("Without any service"),
    PREVENTED: mark("Need prevented by programmes"),
}
"""How a person in need can fare."""

HOME, PLACES = "home", "places"
"""Where a person is served; ``NONE`` and ``PREVENTED`` are the others."""


def parts(
    keys: Sequence[str], amounts: Mapping[str, float], whole: float | None = None, kept: Sequence[str] = ()
) -> RoundedNumbers:
    """Parts by key that add up to their whole, persons or full-time equivalents; kept: those shown elsewhere as well."""
    rounded, _ = parts_of([amounts.get(key, 0.0) for key in keys], PERSONS, whole, [keys.index(key) for key in kept])
    return dict(zip(keys, rounded, strict=True))


def need_by_group(view: View, year: int) -> RoundedNumbers:
    """Need by group; the whole is the need of the year."""
    need = view.sums(r.Need, lambda row: row.group, lambda row: row.persons, lambda row: row.year == year)
    return parts(list(view.names.groups), need, view.by_year[year].need)


def need_by_level(view: View, year: int) -> RoundedNumbers:
    """Need by lowest effective level: the sum of its groups."""
    sums = summed((view.lowest[group], n) for group, n in need_by_group(view, year).items())
    return {level: round(sums[level], PERSONS) for level in view.names.levels if level in sums}


def need_by_district(view: View, year: int) -> RoundedNumbers:
    """Need by home district; the whole is the need of the year."""
    need = view.sums(r.Need, lambda row: row.district, lambda row: row.persons, lambda row: row.year == year)
    return parts(list(view.names.districts), need, view.by_year[year].need)


def unmet_by_group(view: View, year: int) -> RoundedNumbers:
    """Unmet need by group; the whole is the unmet need of the year."""
    unmet = {row.group: row.persons for row in view.rows(r.Unmet) if row.year == year}
    return parts(list(view.names.groups), unmet, view.by_year[year].unmet)


def served_by_level(view: View, year: int) -> RoundedNumbers:
    """Served by level, without any service and prevented; the whole is the need of the year."""
    amounts = view.sums(r.Served, lambda row: row.level, lambda row: row.persons, lambda row: row.year == year)
    return _with_rest(view, year, list(view.names.levels), amounts)


def level_labels(view: View) -> Mapping[str, str]:
    """Names of the rows of ``served_by_level``."""
    return {**view.names.levels, **{key: view.words.say(OUTCOMES[key]) for key in (NONE, PREVENTED)}}


def outcomes(view: View, year: int) -> RoundedNumbers:
    """How those in need fare; the whole is the need of the year."""
    amounts = view.sums(r.Served, lambda row: outcome(view, row), lambda row: row.persons, lambda row: row.year == year)
    return _with_rest(view, year, [LOWEST, ABOVE, BELOW], amounts)


def whereabouts(view: View, year: int) -> RoundedNumbers:
    """Served at home or in places, without any service and prevented; the whole is the need of the year."""

    def place(row: r.Served) -> str:
        return HOME if row.level in view.at_home else PLACES

    amounts = view.sums(r.Served, place, lambda row: row.persons, lambda row: row.year == year)
    return _with_rest(view, year, [HOME, PLACES], amounts)


def outcome(view: View, row: r.Served) -> str:
    """How those of a row fare, by their step against the lowest effective one."""
    steps = view.steps_off(row)
    return LOWEST if steps == 0 else ABOVE if steps > 0 else BELOW


def places_by_level(view: View, year: int) -> RoundedNumbers:
    """Places in use by level; the whole is all places in use."""
    amounts = view.sums(r.Places, lambda row: row.level, lambda row: row.operated, lambda row: row.year == year)
    return parts([level for level in view.names.levels if level in amounts], amounts)


def places_round_the_clock(view: View, year: int) -> float:
    """Places in use that are staffed round the clock."""
    places = places_by_level(view, year)
    return round(sum(n for level, n in places.items() if level in view.round_the_clock), PERSONS)


def _with_rest(view: View, year: int, keys: list[str], amounts: Mapping[str, float]) -> RoundedNumbers:
    """Parts of the need of a year, with those who are not served; those are shown elsewhere too and not moved."""
    need = view.by_year[year].need
    unserved = sum(row.persons for row in view.rows(r.Unserved) if row.year == year)
    prevented = max(0.0, need - sum(amounts.values()) - unserved)
    every = {**amounts, NONE: unserved, PREVENTED: prevented}
    return parts([*keys, NONE, PREVENTED], every, need, [NONE, PREVENTED])
