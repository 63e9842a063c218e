"""One form of the formulation, as Pyomo model and as arrays, that takes other numbers without being built again."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from pyomo.common.gc_manager import PauseGC

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.models.declare import Measure
from leonplan.models.renew import Key, Reads, reads_of, renew
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix, recompiled

_PYOMO = threading.Lock()
"""Pyomo keeps state of its own while it builds: one thread at a time."""


class Form:
    """A model and its matrix, kept in step."""

    def __init__(self, data: ModelData) -> None:
        """Build the model for these numbers."""
        self._build(data)

    def _build(self, data: ModelData) -> None:
        with _PYOMO:
            self._model = build_model(data)
            self.matrix: Matrix = compile_matrix(self._model)
            self._reads: Mapping[Key, Reads] | None = None

    def change(self, data: ModelData) -> None:
        """Take other numbers: what they touch is made again, everything if the shape of the problem moves."""
        with _PYOMO, PauseGC():
            if self._reads is None:
                self._reads = reads_of(self._model)
            touched = renew(self._model, data, self._reads)
            if touched is not None:
                goals = {name for kind, name in touched if kind is Measure}
                others = {name for kind, name in touched if kind is not Measure}
                self.matrix = recompiled(self._model, self.matrix, others, goals)
                return
        self._build(data)
