"""Joint limits: that they say what they limit, the same in every row, and of what there is."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.decision_tables import JointLimit, LimitOf
from leonplan.optimizer.schema.years import decided_years

_TABLE = "joint_limits"


@fault()
def joint_limits_are_of_one_kind(parsed: Parsed) -> Iterator[Problem]:
    """A limit on staff names categories, one on places centres and levels."""
    for index, row in enumerate(parsed.instance.joint_limits):
        columns = ("categories",) if row.of is LimitOf.PLACES else ("centres", "levels")
        for column in columns:
            value = getattr(row, column)
            if value:
                message = f"'{' '.join(value)}' has nothing to do with a limit on '{row.of}'; clear it"
                yield parsed.at(_TABLE, index, column, message)


@fault()
def joint_limits_say_the_same(parsed: Parsed) -> Iterator[Problem]:
    """Rows of a limit differ in year and number only."""
    first: dict[str, JointLimit] = {}
    for index, row in enumerate(parsed.instance.joint_limits):
        other = first.setdefault(row.id, row)
        for column in ("name", "of", "categories", "centres", "levels"):
            value, said = getattr(row, column), getattr(other, column)
            if value != said:
                told = " ".join(said) if isinstance(said, tuple) else said
                message = (
                    f"is not what the first row of '{row.id}' says, '{told}'; write the same, or give it another id"
                )
                yield parsed.at(_TABLE, index, column, message)


@fault("levels")
def joint_limits_are_on_places(parsed: Parsed) -> Iterator[Problem]:
    """The levels of a limit on places are in places."""
    for index, row in enumerate(parsed.instance.joint_limits):
        for name in row.levels:
            level = parsed.levels.get(name)
            if level is not None and level.at_home:
                message = f"'{name}' is given at home and takes no places; leave it out"
                yield parsed.at(_TABLE, index, "levels", message)


@warning("horizon")
def joint_limits_come_in_time(parsed: Parsed) -> Iterator[Problem]:
    """A limit holds in some decided year."""
    last = decided_years(parsed.instance.settings.horizon)[-1]
    for index, row in enumerate(parsed.instance.joint_limits):
        if row.year is not None and row.year > last:
            yield parsed.at(_TABLE, index, "year", f"{row.year} is after the last year {last}: it limits nothing")


CHECKS: tuple[CrossCheck, ...] = (
    joint_limits_are_of_one_kind,
    joint_limits_say_the_same,
    joint_limits_are_on_places,
    joint_limits_come_in_time,
)
