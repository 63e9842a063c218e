"""KOSTRA functions: that a row names one thing, that it exists, and that the function is one of care."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.words.vocabulary import FUNCTIONS

_TABLE = "kostra"
_THINGS = ("level", "programme", "centre", "project", "post")


@fault()
def rows_name_one_thing(parsed: Parsed) -> Iterator[Problem]:
    """A row gives the function of one thing; a group only together with a level."""
    for index, row in enumerate(parsed.instance.kostra):
        named = [column for column in _THINGS if getattr(row, column) is not None]
        if not named:
            yield parsed.at(
                _TABLE, index, "level", "is blank, and so are the others; name one of " + ", ".join(_THINGS)
            )
        if len(named) > 1:
            message = f"'{getattr(row, named[1])}' is a second thing, after {named[0]} '{getattr(row, named[0])}'"
            yield parsed.at(_TABLE, index, named[1], f"{message}; give each a row of its own")
        if row.group is not None and row.level is None:
            yield parsed.at(
                _TABLE, index, "group", f"'{row.group}' stands without a level; say where the group is served"
            )


@fault("groups", "levels", "services")
def groups_are_served_there(parsed: Parsed) -> Iterator[Problem]:
    """A group with a function of its own at a level is served there."""
    pairs = {(row.group, row.level) for row in parsed.instance.services}
    for index, row in enumerate(parsed.instance.kostra):
        known = row.group in parsed.groups and row.level in parsed.levels
        if known and (row.group, row.level) not in pairs:
            message = f"'{row.group}' is not served at '{row.level}' in services.csv; correct it or clear the row"
            yield parsed.at(_TABLE, index, "group", message)


@warning()
def functions_are_those_of_care(parsed: Parsed) -> Iterator[Problem]:
    """A function is one by which care is accounted for; others are shown by their number only."""
    for index, row in enumerate(parsed.instance.kostra):
        if str(row.function) not in FUNCTIONS:
            message = f"{row.function} is no function of care; these are {', '.join(FUNCTIONS)}: see that it is meant"
            yield parsed.at(_TABLE, index, "function", message)


CHECKS: tuple[CrossCheck, ...] = (rows_name_one_thing, groups_are_served_there, functions_are_those_of_care)
