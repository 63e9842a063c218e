"""A frontier against solving its points cold, one by one, in bare HiGHS from the exported MPS: one process each, in one run."""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import child, print_table


def run(instance: str, tolerance: float = 0.01, limit: float = 600.0) -> None:
    """Print seconds of the frontier and of its points; limit: seconds for each cold solve."""
    with TemporaryDirectory() as folder:
        made = child("benchmarks.frontier:whole", instance=instance, tolerance=tolerance, folder=folder)
        cold = [
            child("benchmarks.frontier:cold", instance=f"{folder}/points/{name}/instance", held=made["held"],
                  distance=made["distance"], limit=limit)
            for name in made["points"]
        ]  # fmt: skip
    heading = ("", "points", "solves", "wall s", "CPU s", "share of two cores")
    wall, cpu = sum(x["wall"] for x in cold), sum(x["cpu"] for x in cold)
    print_table(
        f"{instance}, frontier to {tolerance:g}: certified {made['certified']}, widest bracket {made['widest']:.4f}",
        heading,
        [
            (
                "leon frontier",
                len(made["points"]),
                made["solves"],
                made["wall"],
                made["cpu"],
                made["cpu"] / made["wall"] / 2,
            ),
            ("points cold in bare HiGHS", len(cold), len(cold), wall, cpu, cpu / wall / 2),
            ("ratio", "", "", made["wall"] / wall, made["cpu"] / cpu, ""),
        ],
    )
    stopped = sum(not x["proven"] for x in cold)
    print(f"\n{stopped} of the cold solves were stopped after {limit:g} s (their seconds are then a floor)")
    print(f"questions outside HiGHS: {made['overhead']:.2f} s of {made['busy']:.1f} s within")


def whole(instance: str, tolerance: float, folder: str) -> dict[str, Any]:
    """The frontier, stored."""
    from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
    from leonplan.optimizer.frontier.rows import HeldGoal
    from leonplan.optimizer.frontier.schedule import SEARCH
    from leonplan.optimizer.frontier.store import write_frontier
    from leonplan.optimizer.instance.load import find_instance, load_instance

    begun, cpu = time.perf_counter(), time.process_time()
    made = make_frontier(load_instance(find_instance(instance)), FrontierRequest(tolerance=tolerance))
    write_frontier(made.frontier, made.instance, made.plans, Path(folder), "benchmark", {})
    frontier = made.frontier
    return {
        "points": [point.point for point in frontier.points],
        "certified": frontier.certified,
        "widest": frontier.widest,
        "solves": frontier.effort.solves,
        "busy": frontier.effort.busy,
        "overhead": frontier.effort.overhead,
        "distance": SEARCH * tolerance * frontier.span_y,
        "held": {row.goal: row.at_most for row in frontier.tables[HeldGoal.table] if isinstance(row, HeldGoal)},
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
    }


def cold(instance: str, held: dict[str, float], distance: float, limit: float) -> dict[str, Any]:
    """A point's problem in HiGHS and nothing else: exported, read again, solved to the same distance, one thread."""
    from dataclasses import replace

    import highspy

    from leonplan.optimizer.demand.project_demand import project_demand
    from leonplan.optimizer.instance.load import load_instance
    from leonplan.optimizer.prepare.model_data import prepare
    from leonplan.optimizer.solve.export import write_mps

    loaded = load_instance(Path(instance))
    data = prepare(loaded, project_demand(loaded))
    data = replace(data, goal_limits={**data.goal_limits, **held})
    with TemporaryDirectory() as folder:
        file = Path(folder) / "point.mps"
        write_mps(data, {"unmet": 1.0}, file)
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_abs_gap", distance)
        highs.setOptionValue("time_limit", limit)
        begun, cpu = time.perf_counter(), time.process_time()
        highs.readModel(os.fspath(file))
        highs.run()
    is_proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return {"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "proven": bool(is_proven)}
