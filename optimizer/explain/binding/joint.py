"""What binds of limits over several staff categories, or places at several centres and levels, together."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.models.joint import STAFF, most_together
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import Binding
from leonplan.optimizer.results import rows as r

UNITS = {"employed": "FTE", "recruited": "FTE/year", "agency": "FTE at work"}
"""Units of limits on staff."""


@looks_at("joint_staff_limits_are_kept", "joint_place_limits_are_kept")
def joint_limits(view: DecidedYears) -> Iterator[Binding]:
    """Joint limits that are used up."""
    names = {row.id: row.name for row in view.instance.joint_limits}
    operated = {(row.year, row.centre, row.level): row.operated for row in view.decided_rows(r.Places)}
    staff = {(row.year, row.category): row for row in view.decided_rows(r.Staff)}
    for n, limit in view.data.joint_limits.items():
        for t in limit.at_most:
            most = most_together(view.data, n, t)
            if limit.of in STAFF:
                use = sum(float(getattr(staff[t, k], STAFF[limit.of])) for k in limit.categories)
                yield Binding("joint_staff_limits_are_kept", n, names[n], "", "", t, use, most, UNITS[limit.of])
            else:
                use = sum(operated.get((t, c, l), 0.0) for c, l in limit.places)
                yield Binding("joint_place_limits_are_kept", n, names[n], "", "", t, use, most, "places")


LOOKS: tuple[Look, ...] = (joint_limits,)
