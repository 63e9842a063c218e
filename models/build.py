"""build_model(): the blocks in reading order."""

from __future__ import annotations

from types import ModuleType

from pyomo.common.gc_manager import PauseGC
from pyomo.environ import ConcreteModel, Expression

from leonplan.models import (
    allocation,
    budget,
    capacity,
    continuity,
    contracts,
    decisions,
    horizon,
    joint,
    ladder,
    minimums,
    objectives,
    programmes,
    staffing,
)
from leonplan.models.data import ModelData
from leonplan.models.sets import IndexSets

BLOCKS: tuple[ModuleType, ...] = (
    allocation, minimums, capacity, contracts, programmes, continuity, staffing, joint, budget, ladder, horizon, decisions,
)  # fmt: skip
"""The blocks of the formulation in reading order."""


def build_model(data: ModelData) -> ConcreteModel:
    """The formulation for these numbers, as a Pyomo model without objective.

    Its goals are the expressions ``model.measures[name]``; which of them is minimised, and in which order, is the
    solver module's affair. The garbage collector pauses meanwhile: a model is millions of small objects that all live
    on, and looking through them again and again takes most of the time.
    """
    with PauseGC():
        m = ConcreteModel(name="leonplan")
        m.data = data
        m.sets = IndexSets(data)
        for block in BLOCKS:
            for symbol in block.VARIABLES:
                symbol.declare(m)
        m.measures = Expression([measure.name for measure in objectives.MEASURES])
        for measure in objectives.MEASURES:
            m.measures[measure.name].set_value(measure.function(m))
        for block in (*BLOCKS, objectives):
            for rule in block.RULES:
                rule.declare(m)
        return m
