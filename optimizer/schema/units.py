"""Units of fields, as their descriptions have them in square brackets."""

from __future__ import annotations

import re

from pydantic.fields import FieldInfo

SHARES = frozenset(
    {"1", "1/year", "share", "share/year", "persons/inhabitant", "persons/participant", "places/inhabitant"}
)
"""Units of numbers that people may show as per cent."""

_UNIT = re.compile(r"\[([^\]]+)\]")


def unit_of(field: FieldInfo) -> str:
    """The unit of a field; empty where it has none, or several that depend on the row.

    >>> unit_of(FieldInfo(description="Outlay [kNOK]."))
    'kNOK'
    """
    found = {" ".join(unit.split()) for unit in _UNIT.findall(field.description or "")}
    return found.pop() if len(found) == 1 else ""
