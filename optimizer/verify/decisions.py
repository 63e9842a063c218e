"""Decisions made by hand: the stored plan keeps them."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_decisions(case: Case) -> None:
    """Every rule on decisions made by hand."""
    for row in case.facts.instance.decisions:
        if row.kind is DecisionKind.START:
            _kept(case, "decided_starts_are_kept", row, _starts(case, row))
        elif row.kind is DecisionKind.PLACES:
            _kept(case, "decided_places_are_kept", row, _in_use(case, row))
        else:
            _kept(case, "decided_service_is_kept", row, _served(case, row))


def _kept(case: Case, rule: str, row: Decision, number: Fraction) -> None:
    least = None if row.at_least is None else exact(row.at_least)
    most = None if row.at_most is None else exact(row.at_most)
    if least is None and most is None:
        least = most = ONE
    where = (row.year, *(name for name in (row.project, row.group, row.level, row.centre) if name is not None))
    if least is not None:
        case.ledger.at_most(rule, least, number, *where)
    if most is not None:
        case.ledger.at_most(rule, number, most, *where)


def _starts(case: Case, row: Decision) -> Fraction:
    """Starts in the period that holds the year [times]."""
    before = case.facts.before
    return total(
        stored["starts"]
        for t in case.facts.decided
        if before[t] < row.year <= t
        for p, stored in case.rows("projects", t).items()
        if p == row.project
    )


def _in_use(case: Case, row: Decision) -> Fraction:
    stored = case.rows("places", row.year).get((row.centre, row.level))
    return ZERO if stored is None else stored["operated"]


def _served(case: Case, row: Decision) -> Fraction:
    """Persons of the group at the level, at the centre or wherever [persons]."""
    return total(
        persons
        for (g, l, s), persons in case.rows("served", row.year).items()
        if (g, l) == (row.group, row.level) and row.centre in (None, s)
    )
