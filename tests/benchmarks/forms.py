"""Other forms of the same problem, kept so that what was tried can be tried again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from benchmarks.measure import child, print_table
from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.outcome.solution import Solution
from leonplan.optimizer.planning.plan import steps_of
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve import form as forms_of_solve
from leonplan.optimizer.solve.descent import Descent
from leonplan.optimizer.solve.lexicographic import solve_matrix
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.session import solve
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import WeightedGoals, step_name
from leonplan.optimizer.what_if.chosen import overlay

INEQUALITY = "last_unit_is_smaller"
Form = Callable[[ModelData, tuple[WeightedGoals, ...], SolveSettings], Solution]


def relaxation_first(data: ModelData, steps: tuple[WeightedGoals, ...], settings: SolveSettings) -> Solution:
    """As the program does it."""
    return solve(data, steps, settings)


def whole_only(data: ModelData, steps: tuple[WeightedGoals, ...], settings: SolveSettings) -> Solution:
    """Every goal on the whole problem."""
    return solve_matrix(compile_matrix(build_model(data)), steps, settings, lambda _: None)


def without_inequality(data: ModelData, steps: tuple[WeightedGoals, ...], settings: SolveSettings) -> Solution:
    """Relaxation first, without the valid inequality for the last, smaller ward."""
    return _with_models_changed(_drop_inequality, data, steps, settings)


def continuous_wards(data: ModelData, steps: tuple[WeightedGoals, ...], settings: SolveSettings) -> Solution:
    """Relaxation first, parts of wards may be open; the inequality holds for whole wards only and is left out."""
    return _with_models_changed(_relax_wards, data, steps, settings)


FORMS: dict[str, Form] = {
    "relaxation first": relaxation_first,
    "whole problem only": whole_only,
    "without the inequality": without_inequality,
    "continuous wards": continuous_wards,
}


def _with_models_changed(
    change: Callable[[Any], None], data: ModelData, steps: tuple[WeightedGoals, ...], settings: SolveSettings
) -> Solution:
    def changed(data: ModelData) -> Any:
        m = build_model(data)
        change(m)
        return m

    plain = forms_of_solve.build_model
    forms_of_solve.build_model = changed
    try:
        return solve(data, steps, settings)
    finally:
        forms_of_solve.build_model = plain


def _drop_inequality(m: Any) -> None:
    m.del_component(m.component(INEQUALITY))


def _relax_wards(m: Any) -> None:
    from pyomo.environ import NonNegativeReals

    _drop_inequality(m)
    for one in m.open_units.values():
        one.domain = NonNegativeReals


def run(instance: str = "gjovik", limit: float = 150.0, mode: str = "frame") -> None:
    """Print seconds and gap of every goal in every form; each form ends after ``limit`` seconds."""
    horizons = [(form, None) for form in FORMS]
    horizons += [
        ("relaxation first", name) for name in load_instance(find_instance(instance)).settings.horizon.variants
    ]
    overview: list[tuple[object, ...]] = []
    for form, horizon in horizons:
        name = form if horizon is None else f"{form}, horizon {horizon}"
        told = child("benchmarks.forms:try_form", instance=instance, form=form, horizon=horizon, limit=limit, mode=mode)
        overview.append((name, told["columns"], told["integers"], told["wall"], told["cpu"], told["status"]))
        rows = [(goal["name"], goal["value"], goal["seconds"], _shown(goal["gap"])) for goal in told["goals"]]
        print_table(f"{instance}, {mode}: {name}", ("goal", "value", "wall s (all problems)", "gap"), rows)
    heading = ("form", "columns", "integers", "wall s", "CPU s", "status")
    print_table(f"{instance}, {mode}, at most {limit:g} s each", heading, overview)


def _shown(gap: float) -> str:
    return f"{gap:.3%}" if math.isfinite(gap) else "no bound"


def try_form(instance: str, form: str, horizon: str | None, limit: float | None, mode: str) -> dict[str, Any]:
    """One form on one instance: seconds in all and by goal, gaps."""
    chosen = overlay(load_instance(find_instance(instance)), horizon=horizon)
    data = prepare(chosen, project_demand(chosen))
    seconds = _watch_takes()
    begun, cpu = time.perf_counter(), time.process_time()
    solution = FORMS[form](data, steps_of(chosen, Mode(mode)), SolveSettings(time_limit=limit))
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    goals = [
        {"name": x.name, "value": x.value, "gap": x.gap, "seconds": seconds.get(x.name, 0.0)} for x in solution.goals
    ]
    size = solution.size
    return {"wall": wall, "cpu": cpu, "status": solution.status.value, "columns": size.columns,
            "integers": size.integers, "goals": goals}  # fmt: skip


def _watch_takes() -> dict[str, float]:
    """Seconds by goal from now on, on whichever problem it is taken."""
    seconds: dict[str, float] = {}
    plain = Descent.take

    def take(descent: Descent, step: WeightedGoals, *rest: Any, **named: Any) -> bool:
        begun = time.perf_counter()
        try:
            return plain(descent, step, *rest, **named)
        finally:
            seconds[step_name(step)] = seconds.get(step_name(step), 0.0) + time.perf_counter() - begun

    Descent.take = take  # type: ignore[method-assign]
    return seconds
