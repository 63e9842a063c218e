"""The two-layer allocation core (who goes where, who is served at which level there) in Pyomo, linopy and plain arrays.

The core has the columns ``served``, ``flow`` and ``unserved`` of the formulation and three rules: need is met or counted,
those served come from somewhere, no more are served at a centre and level than its places hold. Unserved persons are
minimised. Each function ends with the problem in HiGHS and tells its size, so that the three can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from leonplan.models import allocation
from leonplan.models.data import ModelData
from leonplan.models.sets import IndexSets

CORE_VARIABLES = ("served", "flow", "unserved")
Size = dict[str, int]


def core_data(data: ModelData) -> ModelData:
    """The data without what the core leaves out."""
    return replace(data, programmes={}, effects={}, goal_limits={})


def pyomo_core(data: ModelData) -> Size:
    """The formulation's own symbols and rules, rule by rule, compiled as the program does."""
    from pyomo.common.gc_manager import PauseGC
    from pyomo.environ import ConcreteModel, Constraint, Expression

    from leonplan.optimizer.solve.live import Live
    from leonplan.optimizer.solve.matrix import compile_matrix

    with PauseGC():
        m = ConcreteModel()
        m.data, m.sets = data, IndexSets(data)
        for symbol in allocation.VARIABLES:
            if symbol.name in CORE_VARIABLES:
                symbol.declare(m)
        m.measures = Expression(["unserved"])
        m.measures["unserved"].set_value(sum(m.unserved.values()))
        allocation.need_is_met_or_counted.declare(m)
        allocation.those_served_come_from_somewhere.declare(m)
        offered = [(c, l, t) for c, l in m.sets.offered for t in data.years]

        def within_places(m: Any, c: str, l: str, t: int) -> Any:
            return sum(m.served[g, l, c, t] for g in m.sets.groups_at[l]) <= _capacity(data, c, l)

        m.within_places = Constraint(offered, rule=within_places)
        matrix = compile_matrix(m)
    live = Live(matrix, gap=1e-3, seed=0, totals=False)  # as every other way hands it over
    live.aim(*matrix.goals["unserved"])
    return _size(live._highs)


def _capacity(data: ModelData, c: str, l: str) -> float:
    return data.levels[l].occupancy * data.places.get((c, l), 0.0)


def _size(highs: Any) -> Size:
    lp = highs.getLp()
    return {"columns": lp.num_col_, "rows": lp.num_row_, "entries": len(lp.a_matrix_.value_)}


class _Numbers:
    """The core's columns as rows of numbers: position of group, level, district or centre, and year."""

    def __init__(self, data: ModelData) -> None:
        self.sets = sets = IndexSets(data)
        self.g = {g: i for i, g in enumerate(data.groups)}
        self.d = {d: i for i, d in enumerate(data.districts)}
        self.c = {c: i for i, c in enumerate(data.centres)}
        self.l = {l: i for i, l in enumerate(data.levels)}
        self.years = len(data.years)
        home = [(self.g[g], self.d[d]) for g, ls in sets.home_levels_of.items() for _ in ls for d in data.districts]
        self.home = np.array(home, dtype=np.int64).reshape(-1, 2)
        placed = [(self.g[g], self.l[l], self.c[c]) for (g, c), ls in sets.levels_at.items() for l in ls]
        self.placed = np.array(placed, dtype=np.int64).reshape(-1, 3)
        flow = [(self.g[g], self.d[d], self.c[c]) for (g, d), cs in sets.centres_from.items() for c in cs]
        self.flow = np.array(flow, dtype=np.int64).reshape(-1, 3)
        need = np.zeros((len(self.g), len(self.d), self.years))
        at = {t: i for i, t in enumerate(data.years)}
        for (g, d, t), persons in data.need.items():
            need[self.g[g], self.d[d], at[t]] = persons
        self.need = need
        self.capacity = np.array([[_capacity(data, c, l) for l in data.levels] for c in data.centres])


def array_core(data: ModelData) -> Size:
    """Columns and entries by arithmetic on arrays: as fast as it gets, and nobody can read a rule from it."""
    import highspy

    x = _Numbers(data)
    y, years = x.years, np.arange(x.years)
    districts, groups, centres, levels = len(x.d), len(x.g), len(x.c), len(x.l)
    first = np.cumsum([0, len(x.home), len(x.placed), len(x.flow), groups * districts]) * y
    columns = int(first[-1])

    def cells(part: int, count: int) -> Any:
        return first[part] + (np.arange(count)[:, None] * y + years).ravel()

    def rows_of(base: int, number: Any) -> Any:
        return base + (number[:, None] * y + years).ravel()

    need_rows = groups * districts * y
    come_from = np.unique(x.placed[:, 0] * centres + x.placed[:, 2])
    within = np.unique(x.placed[:, 2] * levels + x.placed[:, 1])
    balance, places = need_rows, need_rows + len(come_from) * y
    entries = [
        (rows_of(0, x.home[:, 0] * districts + x.home[:, 1]), cells(0, len(x.home)), 1.0),
        (rows_of(0, x.flow[:, 0] * districts + x.flow[:, 1]), cells(2, len(x.flow)), 1.0),
        (np.arange(need_rows), cells(3, groups * districts), 1.0),
        (rows_of(balance, np.searchsorted(come_from, x.placed[:, 0] * centres + x.placed[:, 2])), cells(1, len(x.placed)), 1.0),
        (rows_of(balance, np.searchsorted(come_from, x.flow[:, 0] * centres + x.flow[:, 2])), cells(2, len(x.flow)), -1.0),
        (rows_of(places, np.searchsorted(within, x.placed[:, 2] * levels + x.placed[:, 1])), cells(1, len(x.placed)), 1.0),
    ]  # fmt: skip
    row = np.concatenate([r for r, _, _ in entries])
    order = np.argsort(row, kind="stable")
    index = np.concatenate([c for _, c, _ in entries])[order].astype(np.int32)
    values = np.concatenate([np.full(len(r), v) for r, _, v in entries])[order]
    rows = places + len(within) * y
    start = np.searchsorted(row[order], np.arange(rows + 1)).astype(np.int32)
    right = np.repeat(x.capacity[within // levels, within % levels], y)
    upper = np.concatenate([x.need.ravel(), np.zeros(len(come_from) * y), right])
    lower = np.concatenate([upper[:places], np.full(len(right), -np.inf)])
    cost = np.concatenate([np.zeros(first[3]), np.ones(need_rows)])
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        columns, rows, len(index), int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0, cost,
        np.zeros(columns), np.full(columns, np.inf), lower, upper, start, index, values, np.zeros(columns, dtype=np.int32),
    )  # fmt: skip
    return _size(highs)


def linopy_core(data: ModelData) -> Size:
    """Labelled arrays; combinations that cannot occur are masked. Raises ImportError where linopy is not installed."""
    import linopy
    import pandas as pd
    import xarray as xr

    x = _Numbers(data)
    axes = {"g": list(x.g), "l": list(x.l), "d": list(x.d), "c": list(x.c), "t": list(data.years)}

    def coords(*names: str) -> list[Any]:
        return [pd.Index(axes[name], name=name) for name in names]

    def mask(names: Iterable[str], *where: Any) -> Any:
        names = tuple(names)
        found = np.zeros([len(axes[name]) for name in names], dtype=bool)
        found[where] = True
        return xr.DataArray(found, coords(*names), names)

    m = linopy.Model()
    at_home = m.add_variables(lower=0, coords=coords("g", "d", "t"), name="home", mask=mask("gdt", *x.home.T))
    served = m.add_variables(lower=0, coords=coords("g", "l", "c", "t"), name="served", mask=mask("glct", *x.placed.T))
    flow = m.add_variables(lower=0, coords=coords("g", "d", "c", "t"), name="flow", mask=mask("gdct", *x.flow.T))
    unserved = m.add_variables(lower=0, coords=coords("g", "d", "t"), name="unserved")
    need = xr.DataArray(x.need, coords("g", "d", "t"), ("g", "d", "t"))
    m.add_constraints(at_home + flow.sum("c") + unserved == need, name="need_is_met_or_counted")
    here = mask("gct", x.placed[:, 0], x.placed[:, 2])
    m.add_constraints(served.sum("l") - flow.sum("d") == 0, name="come_from_somewhere", mask=here)
    room = xr.DataArray(x.capacity, coords("c", "l"), ("c", "l")).expand_dims(t=axes["t"])
    m.add_constraints(served.sum("g") <= room, name="within_places", mask=mask("clt", x.placed[:, 2], x.placed[:, 1]))
    m.add_objective(unserved.sum())
    return _size(m.to_highspy(set_names=False))


CORES = {"Pyomo, rule by rule, our compiler": pyomo_core, "linopy": linopy_core, "plain arrays": array_core}
