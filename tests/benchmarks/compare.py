"""Ways of building the same problem and handing it to HiGHS, side by side."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cores import CORES, core_data
from benchmarks.measure import Stages, child, peak_mib, print_table
from benchmarks.scale import GOAL, _data_of
from leonplan.models import build
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.steps import terms_of

WAYS = (
    "Pyomo rule by rule, collector paused; our compiler",
    "Pyomo rule by rule, collector running; our compiler",
    "Pyomo rule by rule, collector paused; Pyomo's compiler",
    "Pyomo's interface to HiGHS: contrib.solver",
    "Pyomo's interface to HiGHS: appsi",
)


def run(size: str = "370k") -> None:
    """Print seconds and memory of every way, on the whole problem and on the core that linopy is given, too."""
    with TemporaryDirectory() as folder:
        instance = str(Path(folder) / "instance")
        child("benchmarks.scale:write_instance_of", size=size, folder=instance)
        found = [child("benchmarks.compare:one_way", folder=instance, way=way) for way in range(len(WAYS))]
        cores = [(name, child("benchmarks.compare:one_core", folder=instance, core=name)) for name in CORES]
    least = sum(found[0]["cpu"].values())
    rows = [
        (way, told["wall"]["build"], told["wall"]["hand"], told["cpu"]["build"], told["cpu"]["hand"],
         sum(told["cpu"].values()) / least, told["peak"])
        for way, told in zip(WAYS, found, strict=True)
    ]  # fmt: skip
    heading = ("the whole problem", "build wall s", "to HiGHS wall s", "build CPU s", "to HiGHS CPU s",
               "CPU x ours", "peak MiB")  # fmt: skip
    print_table(f"{size}: {found[0]['columns']} columns", heading, rows)
    told_cores: list[tuple[object, ...]] = []
    for name, told in cores:
        if "missing" in told:
            told_cores.append((name, f"skipped: {told['missing']}", *[""] * 5))
            continue
        sizes = tuple(told[part] for part in ("columns", "rows", "entries"))
        told_cores.append((name, told["wall"], told["cpu"], told["peak"], *sizes))
    heading = ("the core, built and handed over", "wall s", "CPU s", "peak MiB", "columns", "rows", "entries")
    print_table(f"{size}: two-layer allocation core", heading, told_cores)


def one_way(folder: str, way: int) -> dict[str, Any]:
    """Build and hand over the whole problem in one way; seconds of both."""
    data = _data_of(folder)
    if way == 1:
        build.PauseGC = contextlib.nullcontext
    told = Stages()
    with told.timed("build"):
        m = build.build_model(data)
    columns = 0
    with told.timed("hand"):
        if way in (0, 1):
            matrix = compile_matrix(m)
            Live(matrix, gap=1e-3, seed=0).aim(*terms_of(matrix, {GOAL: 1.0}))
            columns = matrix.columns
        elif way == 2:
            _standard_form(m)
        else:
            _pyomo_interface(m, appsi=way == 4)
    return {"wall": told.wall, "cpu": told.cpu, "columns": columns, "peak": peak_mib()}


def _standard_form(m: Any) -> None:
    """Pyomo's own compiler, and its matrix handed over."""
    import highspy
    import numpy as np
    from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

    form = LinearStandardFormCompiler().write(m, mixed_form=True, set_sense=None)
    a = form.A.tocsr()
    lower = np.array([-np.inf if x.lb is None else x.lb for x in form.columns])
    upper = np.array([np.inf if x.ub is None else x.ub for x in form.columns])
    whole = np.array([not x.is_continuous() for x in form.columns], dtype=np.int32)
    sides = np.asarray(form.rhs, dtype=float)
    kind = np.array([sense for _, sense in form.rows])
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        a.shape[1], a.shape[0], a.nnz, int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize), 0.0,
        np.zeros(a.shape[1]), lower, upper, np.where(kind > 0, -np.inf, sides), np.where(kind < 0, np.inf, sides),
        a.indptr.astype(np.int32), a.indices.astype(np.int32), a.data, whole,
    )  # fmt: skip


def _pyomo_interface(m: Any, *, appsi: bool) -> None:
    """From the model to a HiGHS that is told to stop at once: all that is measured is the setting up."""
    from pyomo.environ import Objective

    m.goal = Objective(expr=m.measures[GOAL])
    if appsi:
        from pyomo.contrib.appsi.solvers.highs import Highs as Appsi

        solver = Appsi()
        solver.config.load_solution = False
        solver.config.time_limit = 0.01
        solver.solve(m)
        return
    from pyomo.contrib.solver.solvers.highs import Highs

    Highs().solve(m, time_limit=0.01, load_solutions=False, raise_exception_on_nonoptimal_result=False)


def one_core(folder: str, core: str) -> dict[str, Any]:
    """Build the core in one way and hand it over; importing the library is not counted."""
    data = core_data(_data_of(folder))
    if core == "linopy":
        try:
            import linopy  # noqa: F401
        except ImportError:
            return {"missing": "linopy is not installed"}
    begun, cpu = time.perf_counter(), time.process_time()
    size = CORES[core](data)
    return {"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "peak": peak_mib(), **size}
