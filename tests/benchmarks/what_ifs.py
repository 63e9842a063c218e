"""What-ifs: a formulation kept alive against building it anew, and the set of them against as many cold ``leon solve``."""

from __future__ import annotations

import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import child, print_table, process_seconds


def run(instance: str = "gjovik", names: tuple[str, ...] = (), cold: bool = True) -> None:
    """Print both tables; ``names`` of shipped what-ifs, all of them if none; ``cold`` false leaves the long part out."""
    rows = child("benchmarks.what_ifs:changed", instance=instance, names=list(names))
    heading = ("what-if", "change s", "build anew s", "ratio", "rows made again", "shape")
    print_table("CPU seconds to give both forms of the formulation other numbers", heading, rows)
    if cold:
        _against_cold(instance, names)


def changed(instance: str, names: list[str]) -> list[tuple[Any, ...]]:
    """For each what-if: seconds to change a session from the base, seconds to build one, what was made again."""
    from pyomo.common.gc_manager import PauseGC

    from leonplan.models.build import build_model
    from leonplan.models.relax import forget_places
    from leonplan.models.renew import reads_of, renew
    from leonplan.optimizer.demand.project_demand import project_demand
    from leonplan.optimizer.prepare.model_data import prepare
    from leonplan.optimizer.solve.form import Form

    rows = []
    base, scenarios = _scenarios(instance, tuple(names))
    data = prepare(base, project_demand(base))
    for name, chosen in scenarios.items():
        other = prepare(chosen, project_demand(chosen))
        forms = [(Form(data), other), (Form(forget_places(data)), forget_places(other))]
        for (form, _), same in zip(forms, (data, forget_places(data)), strict=True):
            form.change(same)  # what the parts look at is found once in a session's life
        with PauseGC():
            begun = time.process_time()
            for form, numbers in forms:
                form.change(numbers)
            middle = time.process_time()
            for _, numbers in forms:
                Form(numbers)
            built = time.process_time() - middle
        model = build_model(data)
        touched = renew(model, other, reads_of(model))
        again = sum(len(model.component(part)) for kind, part in touched or () if kind.__name__ == "Rule")
        rows.append(
            (name, middle - begun, built, (middle - begun) / built, again, "stays" if touched is not None else "moves")
        )
    return rows


def _against_cold(instance: str, names: tuple[str, ...]) -> None:
    """One ``leon what-if`` against a ``leon solve --what-if`` for the base, doing nothing and each of the set."""
    leon = str(Path(sysconfig.get_path("scripts")) / "leon")
    _, scenarios = _scenarios(instance, names)
    together = process_seconds([leon, "what-if", instance, *scenarios, "--walk", "none", "--json"])
    alone = [process_seconds([leon, "solve", instance, "--no-reference", "--json"])]
    alone += [
        process_seconds([leon, "solve", instance, "--what-if", name, "--no-reference", "--json"]) for name in scenarios
    ]
    wall, cpu = (sum(one[i] for one in alone) for i in (0, 1))
    table: list[tuple[object, ...]] = [
        (f"leon what-if, {len(scenarios) + 2} plans", *together, together[1] / (2 * together[0]), ""),
        (f"leon solve, {len(alone)} processes one after the other", wall, cpu, cpu / (2 * wall), wall / together[0]),
    ]
    print_table("The set as a whole", ("command", "wall s", "CPU s", "share of two cores", "times as long"), table)


def _scenarios(instance: str, names: tuple[str, ...]) -> tuple[Any, dict[str, Any]]:
    from leonplan.optimizer.instance.load import find_instance, load_instance
    from leonplan.optimizer.what_if.apply import apply_what_ifs
    from leonplan.optimizer.what_if.read import find_what_ifs, shipped_what_ifs

    folder = find_instance(instance)
    base = load_instance(folder)
    found = find_what_ifs(folder, names) if names else shipped_what_ifs(folder)
    return base, {one.id: apply_what_ifs(base, (one,)) for one in found}


if __name__ == "__main__":
    run(*sys.argv[1:2], names=tuple(sys.argv[2:]))
