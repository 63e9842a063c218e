"""Joint limits of an instance, by decided period."""

from __future__ import annotations

from leonplan.models import data as md
from leonplan.optimizer.schema.decision_tables import JointLimit, LimitOf
from leonplan.optimizer.schema.instance import Instance


def joint_limits(instance: Instance, years: tuple[int, ...]) -> dict[str, md.JointLimit]:
    """Limits by id; where no categories, centres or levels are named, all are meant."""
    found = {}
    for row in {row.id: row for row in reversed(instance.joint_limits)}.values():
        rows = [other for other in instance.joint_limits if other.id == row.id]
        at_most = {t: most for t in years if (most := _in_force(rows, t)) is not None}
        staff = tuple(category.id for category in instance.settings.staff)
        found[row.id] = md.JointLimit(
            of=row.of.value,
            categories=()
            if row.of is LimitOf.PLACES
            else tuple(k for k in staff if not row.categories or k in row.categories),
            places=_places(instance, row) if row.of is LimitOf.PLACES else (),
            at_most=at_most,
        )
    return dict(sorted(found.items()))


def _in_force(rows: list[JointLimit], t: int) -> float | None:
    """The number in force in a period; none before the first year."""
    begun = [row for row in rows if row.year is None or row.year <= t]
    return max(begun, key=lambda row: row.year or 0).at_most if begun else None


def _places(instance: Instance, row: JointLimit) -> tuple[tuple[str, str], ...]:
    return tuple(
        (centre.id, level.id)
        for centre in instance.centres
        for level in instance.settings.levels
        if not level.at_home
        and (not row.centres or centre.id in row.centres)
        and (not row.levels or level.id in row.levels)
    )
