"""What a strategy team waits for, from a plan that is kept: what-ifs, one more of them, explain, frontier, every year planned."""

from __future__ import annotations

import json
import os
import sysconfig
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from benchmarks.measure import child, print_table, process_seconds

WITHOUT_TRAVEL = """\
format: 1
title: Without travel
question: What if nobody asked how far people travel?
reason: Its proof is the longest.
changes:
  - {change: order_goals, mode: MODE, order: ORDER}
"""


def run(instance: str = "gjovik", names: tuple[str, ...] = (), limit: float = 120.0) -> None:
    """Print seconds of each; names: what-ifs, all that ship if none; limit: seconds for each plan of a what-if."""
    leon = str(Path(sysconfig.get_path("scripts")) / "leon")
    with TemporaryDirectory() as folder, patch.dict(os.environ, LEON_KEPT_PLANS=folder):
        rows: list[tuple[object, ...]] = [
            ("leon solve", *process_seconds([leon, "solve", instance]), "base and doing nothing, kept from here on")
        ]
        rows += _what_ifs(instance, names, limit)
        rows.append(("leon explain", *process_seconds([leon, "explain", instance]), ""))
        command = [leon, "frontier", instance, "--tolerance", "0.01", "-o", str(Path(folder) / "frontier")]
        rows.append(("leon frontier --tolerance 0.01", *process_seconds(command), ""))
        rows += _every_year(instance, Path(folder))
    print_table(f"What one waits for, {instance}", ("", "wall s", "CPU s", ""), rows)


def _what_ifs(instance: str, names: tuple[str, ...], limit: float) -> list[tuple[object, ...]]:
    """All at once, two at a time; and each for itself in one live process, on one core."""
    together = child("benchmarks.conversation:compared", instance=instance, names=list(names), limit=limit)
    alone = child("benchmarks.conversation:one_by_one", instance=instance, names=list(names), limit=limit)
    slowest = max(alone, key=lambda name: float(alone[name][0]))
    told = f"{together['proven']} of {together['plans']} proven within {limit:g} s each"
    middle = f"CPU {median(cpu for _, cpu in alone.values()):.1f}; slowest {slowest}, {alone[slowest][0]:.1f}"
    return [
        (f"{len(alone)} what-ifs, base and doing nothing", together["wall"], together["cpu"], told),
        ("one what-if in a live process, median", median(wall for wall, _ in alone.values()), "", middle),
    ]


def compared(instance: str, names: list[str], limit: float) -> dict[str, Any]:
    """Seconds of one comparison of all, and how many plans are proven."""
    from leonplan.optimizer import api

    begun, cpu = time.perf_counter(), time.process_time()
    found = api.compare(instance, names or _shipped(instance), walk="none", time_limit=limit)
    plans = [entry.plan for entry in found.entries]
    return {
        "wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "plans": len(plans),
        "proven": sum(plan is not None and plan.status == "optimal" for plan in plans),
    }  # fmt: skip


def one_by_one(instance: str, names: list[str], limit: float) -> Mapping[str, tuple[float, float]]:
    """Wall and processor seconds of each what-if against a base that is at hand."""
    from leonplan.optimizer import api

    seconds = {}
    for name in names or _shipped(instance):
        begun, cpu = time.perf_counter(), time.process_time()
        api.compare(instance, [name], walk="none", do_nothing=False, time_limit=limit)
        seconds[name] = time.perf_counter() - begun, time.process_time() - cpu
    return seconds


def _shipped(instance: str) -> list[str]:
    from leonplan.optimizer.instance.load import find_instance
    from leonplan.optimizer.what_if.read import shipped_what_ifs

    return [one.id for one in shipped_what_ifs(find_instance(instance))]


def _every_year(instance: str, folder: Path) -> list[tuple[object, ...]]:
    """The instance with every year decided, every goal but travel, if it names such a horizon."""
    from leonplan.optimizer import api

    loaded = api.load(instance)
    if "yearly" not in loaded.settings.horizon.variants:
        return []
    mode = loaded.settings.mode
    order = [dict(step) for step in api.goals(loaded) if "travel" not in step]
    file, run = folder / "without_travel.yaml", folder / "run"
    file.write_text(WITHOUT_TRAVEL.replace("MODE", mode.value).replace("ORDER", json.dumps(order)), encoding="utf-8")
    leon = str(Path(sysconfig.get_path("scripts")) / "leon")
    command = [leon, "solve", instance, "--horizon", "yearly", "--what-if", str(file), "--no-reference", "-o", str(run)]
    seconds = process_seconds(command)
    told = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    return [("leon solve --horizon yearly, without travel", *seconds, str(told.get("status", "")))]
