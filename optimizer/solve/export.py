"""Writes the problem that HiGHS is given to a file, with names that a reader can find again in the formulation."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.outcome.solution import ModelSize
from leonplan.optimizer.sealed.atomic import MADE, making, real
from leonplan.optimizer.sealed.store import refuse_file
from leonplan.optimizer.solve.lexicographic import size_of
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.size import Size
from leonplan.optimizer.solve.steps import WeightedGoals, terms_of


class NamedLive(Live):
    """A problem in HiGHS whose rows and columns have names."""

    def name(self, matrix: Matrix) -> None:
        """Name rows and columns after rules, variables and their indices."""
        for column, name in enumerate(matrix.column_names()):
            self._highs.passColName(column, name)
        for row, name in enumerate(matrix.row_names()):
            self._highs.passRowName(row, name)


def write_mps(data: ModelData, step: WeightedGoals, file: Path, *, replace: bool = False) -> ModelSize:
    """Write the problem of one step of the order of goals as MPS; the same data gives the same bytes.

    step: weights by goal, usually the first step, before which nothing is held. replace: whether a file that is there may
    be replaced. The file is there whole or not at all. Raises UsageError if it cannot be written.
    """
    refuse_file(file, replace=replace)
    matrix = dataclasses.replace(compile_matrix(build_model(data)), size=Size())  # in the units of the formulation
    settings = SolveSettings()
    live = NamedLive(matrix, gap=settings.gap, seed=settings.seed, totals=False)
    live.name(matrix)
    live.aim(*terms_of(matrix, step))
    target = real(file)
    with making(target) as hidden:
        made = hidden / f"{MADE}.mps"  # HiGHS writes MPS only to names that end so
        if not live.write_mps(str(made)):
            raise UsageError(f"{file} cannot be written: HiGHS could not write all of it; is the disk full?")
        made.replace(target)
    return size_of(matrix)
