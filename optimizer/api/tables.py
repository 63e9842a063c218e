"""Tables as pandas data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from leonplan.optimizer.words.column import numbers_of, units_of

if TYPE_CHECKING:
    import pandas

    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.demand.project_demand import Demand
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.near_best.search import NearBestPlans
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.population.forecast import PopulationForecast


def frames(
    of: Plan | Comparison | NearBestPlans | Frontier | Demand | PopulationForecast,
) -> dict[str, pandas.DataFrame]:
    """Every table as a pandas DataFrame by name, in long format: a column for each key, then the values.

    A plan's tables are those of its run folder, and ``by_year`` with totals; a comparison's are ``comparison``,
    ``differences`` and ``walk``; a frontier's among others ``points`` and ``brackets``; those of need are ``need`` and
    ``steps``; those of inhabitants ``population`` and ``errors``. Every column is described in
    ``optimizer/results/README.md``. Each frame has ``attrs["units"]``, unit by column, and ``attrs["decimals"]``, the decimals
    to which people are shown it: ``frame.round(frame.attrs["decimals"])``.
    """
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.compare.rows import TABLES as COMPARED
    from leonplan.optimizer.compare.rows import Difference, Measured, WalkStep
    from leonplan.optimizer.demand.project_demand import Demand, DemandStep
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.frontier.rows import TABLES as ALONG
    from leonplan.optimizer.frontier.units import own_units
    from leonplan.optimizer.near_best.compared import compare_near_best
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.population.back_test import MeasuredError
    from leonplan.optimizer.population.forecast import InhabitantsRow, PopulationForecast
    from leonplan.optimizer.results.rows import ROWS, Need
    from leonplan.optimizer.results.totals import YearTotals

    if isinstance(of, Plan):
        plain = {kind.table: _frame(kind, of.tables[kind.table]) for kind in ROWS}
        return {**plain, "by_year": _frame(YearTotals, of.by_year)}
    if isinstance(of, Frontier):
        return {kind.table: _frame(kind, of.tables[kind.table], own_units(of)) for kind in ALONG}
    if isinstance(of, Demand):
        need = [Need(year=t, group=g, district=d, persons=persons) for (g, d, t), persons in of.need.items()]
        return {
            "need": _frame(Need, need)[["group", "district", "year", "persons"]],
            "steps": _frame(DemandStep, of.steps),
        }
    if isinstance(of, PopulationForecast):
        errors = _frame(MeasuredError, of.errors).astype({"highest_age": "Int64"})
        return {"population": _frame(InhabitantsRow, of.rows()), "errors": errors}
    comparison = of if isinstance(of, Comparison) else compare_near_best(of)
    walk = () if comparison.walk is None else comparison.walk.steps
    rows: dict[type, Sequence[Any]] = {
        Measured: comparison.measured,
        Difference: comparison.differences,
        WalkStep: walk,
    }
    # rows over all years have no year, which would turn the others into floats
    return {kind.table: _frame(kind, rows[kind]).astype({"year": "Int64"}) for kind in COMPARED}


def _frame(kind: type[Any], rows: Iterable[Any], units: Mapping[str, str] = MappingProxyType({})) -> pandas.DataFrame:
    """A table with the units and decimals of its columns. units: what stands for units that are named by what they are of."""
    import pandas

    frame = pandas.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(kind)])
    frame.attrs["units"] = {name: units.get(unit, unit) for name, unit in units_of(kind).items()}
    frame.attrs["decimals"] = {name: column.decimals for name, column in numbers_of(kind).items()}
    return frame
