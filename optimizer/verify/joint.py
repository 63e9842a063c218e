"""Limits on several staff categories, or on places at several centres and levels, together: the stored plan keeps them."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.schema.decision_tables import JointLimit, LimitOf
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, exact, total
from leonplan.optimizer.verify.staff import number

_COLUMN = {LimitOf.EMPLOYED: "employed", LimitOf.RECRUITED: "hired", LimitOf.AGENCY: "agency"}


def check_joint_limits(case: Case) -> None:
    """Every joint limit in every decided period: of its rows the last that has begun holds."""
    rows: dict[str, list[JointLimit]] = defaultdict(list)
    for row in sorted(case.facts.instance.joint_limits, key=lambda row: row.year or 0):
        rows[row.id].append(row)
    for t in case.facts.decided:
        for begun in ([row for row in one if row.year is None or row.year <= t] for one in rows.values()):
            if begun:
                _kept(case, begun[-1], t)


def _kept(case: Case, row: JointLimit, t: int) -> None:
    most = exact(row.at_most)
    if row.of is LimitOf.PLACES:
        stored = case.rows("places", t).items()
        here = total(x["operated"] for (c, l), x in stored if c in (row.centres or (c,)) and l in (row.levels or (l,)))
        case.ledger.at_most("joint_place_limits_are_kept", here, most, t, row.id)
        return
    staff = [category for k, category in case.facts.staff.items() if k in (row.categories or (k,))]
    if row.of is LimitOf.EMPLOYED:
        years = t - case.facts.base
        left: list[Fraction] = [exact(x.employed) * (ONE - exact(x.leaving)) ** years for x in staff]
        most = max(most, total(left))
    there = total(number(case, t, category.id, _COLUMN[row.of]) for category in staff)
    case.ledger.at_most("joint_staff_limits_are_kept", there, most, t, row.id)
