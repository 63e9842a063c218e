"""Services, places and participants of every year out of a plan's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.year import Year


def stored_years(tables: Mapping[str, tuple[r.Row, ...]], years: Iterable[int]) -> dict[int, Year]:
    """By year, as the formulation names them: ``served``, ``participants``, ``operated``, ``open_units`` and ``flow``."""
    values: dict[int, dict[str, dict[object, float]]] = {t: defaultdict(dict) for t in years}
    for name in ("served", "participants", "places", "flow"):
        for row in tables[name]:
            if isinstance(row, r.Served):
                values[row.year]["served"][row.group, row.level, row.place] = row.persons
            elif isinstance(row, r.Participants):
                values[row.year]["participants"][row.programme, row.group, row.district] = row.persons
            elif isinstance(row, r.Places):
                values[row.year]["operated"][row.centre, row.level] = row.operated
                values[row.year]["open_units"][row.centre, row.level] = float(row.open_units or 0)
            elif isinstance(row, r.Flow):
                values[row.year]["flow"][row.group, row.district, row.centre] = row.persons
    return {t: Year(t, dict(found)) for t, found in values.items()}
