"""The base year: it is as the instance gives it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ZERO, exact, total
from leonplan.optimizer.verify.places import least_units
from leonplan.optimizer.verify.staff import number

_RULE = "base_year_is_as_given"
_STAFF_RULE = "base_year_staff_share_the_work"
_IDLE = Fraction(1, 10**6)
"""Less idle time, or work left, than this counts as none [FTE]."""


def check_given(case: Case) -> None:
    """Every number of the base year that is not checked as in other years."""
    for t in case.facts.given:
        _served(case, t)
        _participants(case, t)
        _unserved(case, t)
        _units(case, t)
        _staff(case, t)
        for table in ("flow", "assigned", "moved"):
            for key in case.rows(table, t):
                case.ledger.fails("tables_are_whole", table, t, *key)


def _compare(case: Case, t: int, table: str, expected: dict[tuple[str, ...], Fraction]) -> None:
    stored = case.rows(table, t)
    for key in expected.keys() | stored.keys():
        case.ledger.equal(_RULE, stored.get(key, ZERO), expected.get(key, ZERO), table, t, *key)


def _spread(case: Case, g: str, t: int, persons: Fraction) -> dict[str, Fraction]:
    """Persons by district, as the need of the group is; evenly if there is none."""
    whole, districts = case.need_of_group[g, t], case.facts.districts
    if not whole:
        return {d: persons / len(districts) for d in districts}
    return {d: persons * case.need[g, d, t] / whole for d in districts}


def _served(case: Case, t: int) -> None:
    expected: dict[tuple[str, ...], Fraction] = {}
    for row in case.facts.instance.current_service:
        if row.centre is None:
            for d, persons in _spread(case, row.group, t, exact(row.persons)).items():
                expected[row.group, row.level, d] = persons
        else:
            expected[row.group, row.level, row.centre] = exact(row.persons)
    _compare(case, t, "served", expected)


def _participants(case: Case, t: int) -> None:
    """Those who take part today are among groups and districts as those eligible are."""
    expected: dict[tuple[str, ...], Fraction] = {}
    for q, programme in case.facts.programmes.items():
        eligible = {
            (q, g, d): exact(effect.eligible)
            * (case.need[g, d, t] if effect.level is None else case.rows("served", t).get((g, effect.level, d), ZERO))
            for (p, g), effect in case.facts.effects.items()
            if p == q
            for d in case.facts.districts
        }
        whole = total(eligible.values())
        if whole and programme.participants:
            expected |= {key: exact(programme.participants) * persons / whole for key, persons in eligible.items()}
    _compare(case, t, "participants", expected)


def _unserved(case: Case, t: int) -> None:
    """Need less all served and what programmes take away, by district as the need is."""
    left = {g: case.need_of_group[g, t] for g in case.facts.groups}
    for (g, _), persons in case.at_level[t].items():
        left[g] -= persons
    for (q, g), persons in case.by_programme[t].items():
        effect = case.facts.effects.get((q, g))
        if effect is not None and effect.level is None:
            left[g] -= exact(effect.need_reduction) * persons
    expected: dict[tuple[str, ...], Fraction] = {}
    for g, persons in left.items():
        for d, here in _spread(case, g, t, max(ZERO, persons)).items():
            expected[g, d] = here
    _compare(case, t, "unserved", expected)


def _units(case: Case, t: int) -> None:
    """Places in use are those lived in, and so are units."""
    for (c, l), row in case.rows("places", t).items():
        level = case.facts.levels[l]
        operated = case.at_place[t].get((l, c), ZERO) / exact(level.occupancy)
        case.ledger.equal(_RULE, row["operated"], operated, "places", t, c, l)
        size = case.facts.unit_size.get((c, l))
        if size is not None and row["open_units"] is not None:
            units = least_units(max(ZERO, operated - Fraction(size, 10**9)), size)
            case.ledger.equal(_RULE, row["open_units"], units, "open_units", t, c, l)


def _staff(case: Case, t: int) -> None:
    """Those on the books leave as little work as can be; what is left is hired in up to the limit."""
    done: dict[str, Fraction] = defaultdict(Fraction)
    for (_, w), row in case.rows("covers", t).items():
        done[w] += row["fte"]
    left: dict[str, Fraction] = {}
    for k, category in case.facts.staff.items():
        agency, shortfall = number(case, t, k, "agency"), number(case, t, k, "shortfall")
        left[k] = agency + shortfall
        case.ledger.equal(_RULE, number(case, t, k, "employed"), exact(category.employed), "employed", t, k)
        case.ledger.equal(_RULE, number(case, t, k, "hired"), ZERO, "hired", t, k)
        case.ledger.equal(_STAFF_RULE, done[k] + shortfall, number(case, t, k, "work"), t, k)
        if shortfall > _IDLE:
            case.ledger.at_most(_STAFF_RULE, exact(category.agency_limit), agency, t, k)
    idle = _idle_who_could_help(case, t, [k for k, fte in left.items() if fte > _IDLE])
    for k, fte in idle.items():
        case.ledger.at_most(_STAFF_RULE, fte, ZERO, t, k)


def _idle_who_could_help(case: Case, t: int, unfinished: list[str]) -> dict[str, Fraction]:
    """Idle time of those who may do work that is left, or relieve somebody who may, and so on [FTE at work]."""
    staff, covers = case.facts.staff, case.rows("covers", t)
    idle, seen = {}, set(unfinished)
    for work in unfinished:  # grows while it is gone through
        for k, category in staff.items():
            if k in idle or not (k == work or work in category.may_do):
                continue
            hired_in = number(case, t, k, "agency")
            busy = {w: row["fte"] - (hired_in if w == k else ZERO) for (j, w), row in covers.items() if j == k}
            present = (1 - exact(category.absence)) * number(case, t, k, "employed")
            idle[k] = present - total(busy.values())
            more = [w for w, fte in busy.items() if fte > _IDLE and w not in seen]
            seen.update(more)
            unfinished += more
    return idle
