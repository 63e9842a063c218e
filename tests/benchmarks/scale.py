"""A synthetic region from its files to the sealed plan: every stage against HiGHS, memory, and cost by size."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import Stages, child, peak_mib, print_table
from benchmarks.region import SHAPES, make_region
from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.outcome.solution import GoalResult, Solution, Status
from leonplan.optimizer.planning.plan import make_plan
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.lexicographic import size_of, values_of
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import compile_matrix
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.steps import terms_of
from leonplan.optimizer.verify.verify import verify_plan

GOAL = "unmet"
"""The first goal in cover mode."""
HANDING_OVER = ("build", "compile", "pass")
AROUND = ("read", "prepare", "tables", "verify", "write")


def run(sizes: tuple[str, ...] = ("370k", "1M"), limit: float = 300.0) -> None:
    """Print each size's stages as shares of the first goal's time in HiGHS, and its memory against bare HiGHS."""
    with TemporaryDirectory() as folder:
        for size in sizes:
            _one_size(size, limit, Path(folder) / size)


def _one_size(size: str, limit: float, folder: Path) -> None:
    instance, mps = str(folder / "instance"), str(folder / "problem.mps")
    child("benchmarks.scale:write_instance_of", size=size, folder=instance)
    child("benchmarks.scale:write_mps_of", folder=instance, mps=mps)
    ours = child("benchmarks.scale:stages", folder=instance, limit=limit, runs=str(folder / "run"))
    bare = child("benchmarks.scale:bare_highs", mps=mps, limit=limit)
    wall, cpu = ours["wall"], ours["cpu"]
    hit = " (time limit: shares are upper bounds)" if ours["status"] == "stopped" else ""
    print(
        f"\n{size}: {ours['columns']} columns, {ours['rows']} rows, {ours['entries']} entries, {ours['integers']} whole;"
    )
    print(
        f"first goal {GOAL} in HiGHS {wall['highs']:.1f} s, {cpu['highs']:.1f} CPU s{hit}; the plan is {ours['plan']}"
    )
    rows: list[tuple[object, ...]] = [
        (x, wall[x], cpu[x], wall[x] / wall["highs"], cpu[x] / cpu["highs"], "") for x in wall if x != "highs"
    ]
    for name, stages in (
        ("build + compile + pass", HANDING_OVER),
        ("read + prepare + tables + verify + write", AROUND),
    ):
        spent, used = sum(wall[x] for x in stages), sum(cpu[x] for x in stages)
        rows.append((name, spent, used, spent / wall["highs"], used / cpu["highs"], "at most 0.25"))
    print_table(f"{size}: seconds outside HiGHS", ("stage", "wall s", "CPU s", "of HiGHS, wall", "CPU", "wanted"), rows)
    memory = [
        ("handed over", ours["peak_before"], ours["peak_before"] / bare["peak"], ""),
        ("first goal solved", ours["peak_solved"], ours["peak_solved"] / bare["peak"], "at most 2"),
        ("verified and written", ours["peak"], ours["peak"] / bare["peak"], "at most 2"),
        (f"bare HiGHS on the MPS, {bare['wall']:.0f} s", bare["peak"], 1.0, ""),
    ]
    print_table(f"{size}: peak memory", ("up to", "MiB", "x bare HiGHS", "wanted"), memory)


def linear(sizes: tuple[str, ...] = ("25k", "100k", "370k", "1M")) -> None:
    """Print microseconds per variable outside HiGHS by size: no size should cost more than the one before."""
    found = []
    with TemporaryDirectory() as folder:
        for size in sizes:
            at = Path(folder) / size
            child("benchmarks.scale:write_instance_of", size=size, folder=str(at / "instance"))
            found.append(child("benchmarks.scale:stages", folder=str(at / "instance"), limit=0, runs=str(at / "run")))
    stages = [stage for stage in found[0]["cpu"] if stage != "highs"]
    heading = ("stage", *(f"{size}: {told['columns']}" for size, told in zip(sizes, found, strict=True)))
    rows: list[tuple[object, ...]] = [
        (stage, *(1e6 * told["cpu"][stage] / told["columns"] for told in found)) for stage in stages
    ]
    rows.append(("all CPU", *(1e6 * sum(told["cpu"][x] for x in stages) / told["columns"] for told in found)))
    rows.append(("all wall", *(1e6 * sum(told["wall"][x] for x in stages) / told["columns"] for told in found)))
    rows.append(("peak KiB", *(1024 * told["peak"] / told["columns"] for told in found)))
    print_table("Per variable, outside HiGHS [CPU µs]", heading, rows)


def write_instance_of(size: str, folder: str) -> None:
    """Write the files of a region."""
    from leonplan.optimizer.instance.write_instance import write_instance

    write_instance(make_region(SHAPES[size]), Path(folder))


def write_mps_of(folder: str, mps: str) -> None:
    """Write the first goal's problem as MPS, without names."""
    data = _data_of(folder)
    live = _handed_over(data)
    live.write_mps(mps)


def _data_of(folder: str) -> ModelData:
    instance = load_instance(Path(folder))
    return prepare(instance, project_demand(instance))


def _handed_over(data: ModelData) -> Live:
    matrix = compile_matrix(build_model(data))
    settings = SolveSettings()
    live = Live(matrix, gap=settings.gap, seed=settings.seed)
    live.aim(*terms_of(matrix, {GOAL: 1.0}))
    return live


def stages(folder: str, limit: float, runs: str) -> dict[str, Any]:
    """One region through the program, the first goal only; limit 0 leaves HiGHS out."""
    told, settings = Stages(), SolveSettings()
    with told.timed("read"):
        instance = load_instance(Path(folder))
    with told.timed("prepare"):
        demand = project_demand(instance)
        data = prepare(instance, demand)
    with told.timed("build"):
        model = build_model(data)
    with told.timed("compile"):
        matrix = compile_matrix(model)
        del model
    with told.timed("pass"):
        live = Live(matrix, gap=settings.gap, seed=settings.seed)
        live.aim(*terms_of(matrix, {GOAL: 1.0}))
    before, status, plan, values = peak_mib(), "left out", None, {}
    if limit:
        with told.timed("highs"):
            outcome = live.run(limit)
        status = outcome.status
        if outcome.values is not None:
            plan, values = outcome.value, values_of(matrix, outcome.values)
    solved = peak_mib()
    solution = _solution(data, size_of(matrix), values or nearest_plan(data))
    with told.timed("tables"):
        made = make_plan(instance, demand, data, solution, mode=Mode.COVER, settings=settings)
    with told.timed("verify"):
        verify_plan(made)
    with told.timed("write"):
        write_run(made, Path(runs))
    return {
        "wall": told.wall, "cpu": told.cpu, "status": status, "peak_before": before, "peak_solved": solved,
        "peak": peak_mib(), "columns": matrix.columns, "rows": matrix.rows, "entries": len(matrix.values),
        "integers": int(matrix.whole.sum()), "plan": "made up" if plan is None else "HiGHS's own",
    }  # fmt: skip


def _solution(data: ModelData, size: Any, values: Any) -> Solution:
    goal = GoalResult(GOAL, "", 0.0, 0.0, False, 0.0)
    return Solution(Status.FEASIBLE, (goal,), values, size)


def nearest_plan(data: ModelData) -> dict[str, dict[Any, float]]:
    """Everybody at the lowest level that suffices, at the nearest centre that has it: about as dense as a real plan.

    For measuring what comes after HiGHS when HiGHS found no plan in time; it breaks rules, which verification says.
    """
    served: dict[Any, float] = {}
    flow: dict[Any, float] = {}
    reachable = data.reachable or {}
    by_distance = {
        d: sorted((c for e, c in reachable if e == d), key=lambda c: reachable[d, c][0]) for d in data.districts
    }
    lowest = {g: l for (g, l), service in data.services.items() if service.relief == 1 and not service.steps_above}
    for (g, d, t), persons in data.need.items():
        l = lowest[g]
        if data.levels[l].at_home:
            served[g, l, d, t] = persons
            continue
        c = next(c for c in by_distance[d] if data.places.get((c, l)))
        flow[g, d, c, t] = persons
        served[g, l, c, t] = served.get((g, l, c, t), 0.0) + persons
    return {"served": served, "flow": flow}


def bare_highs(mps: str, limit: float) -> dict[str, float]:
    """HiGHS alone on the file, with the program's settings."""
    import highspy

    settings, told = SolveSettings(), Stages()
    highs = highspy.Highs()
    for option, setting in {
        "output_flag": False, "threads": settings.threads, "random_seed": settings.seed, "mip_rel_gap": settings.gap,
        "mip_abs_gap": 1e-9, "primal_feasibility_tolerance": 1e-7, "mip_feasibility_tolerance": 1e-7, "time_limit": limit,
    }.items():  # fmt: skip
        highs.setOptionValue(option, setting)
    highs.readModel(mps)
    with told.timed("highs"):
        highs.run()
    return {"wall": told.wall["highs"], "cpu": told.cpu["highs"], "peak": peak_mib()}
