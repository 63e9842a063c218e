"""``cd tests && python -m benchmarks all``: the figures of README.md in one run."""

from __future__ import annotations

import argparse
import os
import platform

from benchmarks import (
    compare,
    conversation,
    facility,
    forms,
    frontier,
    kills,
    population,
    process,
    scale,
    soundness,
    spoil,
    what_ifs,
    workbench,
    workbook,
)
from benchmarks.region import SHAPES

PARTS = (
    "process",
    "compare",
    "linear",
    "region",
    "forms",
    "what-ifs",
    "frontier",
    "spoil",
    "soundness",
    "kills",
    "population",
    "facility",
    "conversation",
    "workbook",
    "workbench",
)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=(*PARTS, "all"))
    parser.add_argument("--instance", default="gjovik", help="for process and forms")
    parser.add_argument("--runs", type=int, default=5, help="of the short commands (process)")
    parser.add_argument("--solves", type=int, default=1, help="of leon solve in each mode (process)")
    parser.add_argument("--sizes", nargs="+", choices=list(SHAPES), help="of the region (compare takes the first)")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds for HiGHS's first goal (region)")
    parser.add_argument("--form-limit", type=float, default=150.0, help="seconds for each form (forms)")
    parser.add_argument(
        "--what-if", nargs="+", default=[], help="some of the shipped ones (what-ifs, conversation), all without"
    )
    parser.add_argument("--inputs", type=int, default=10_000, help="spoiled inputs (spoil)")
    parser.add_argument("--seed", type=int, default=1, help="of the spoiled inputs (spoil)")
    parser.add_argument("--problems", type=int, default=3000, help="small problems (soundness)")
    parser.add_argument("--kills", type=int, default=300, help="over the commands that write (kills)")
    parser.add_argument("--workbench-kills", type=int, default=100, help="of the server and its jobs (workbench)")
    parser.add_argument("--workbench-runs", type=int, default=500, help="runs in the folder (workbench)")
    asked = parser.parse_args()
    parts = PARTS if "all" in asked.parts else asked.parts
    sizes = tuple(asked.sizes or ())
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores{load} at the start")
    os.environ["LEON_KEPT_PLANS"] = "off"  # what is measured is solved
    run = {
        "process": lambda: process.run(asked.instance, asked.runs, asked.solves),
        "compare": lambda: compare.run(*sizes[:1]),
        "linear": lambda: scale.linear(*([sizes] if sizes else [])),
        "region": lambda: scale.run(*([sizes] if sizes else []), limit=asked.limit),
        "forms": lambda: forms.run(asked.instance, asked.form_limit),
        "what-ifs": lambda: what_ifs.run(asked.instance, tuple(asked.what_if)),
        "frontier": lambda: frontier.run(asked.instance),
        "spoil": lambda: spoil.run(asked.inputs, asked.seed),
        "soundness": lambda: soundness.run(asked.problems),
        "kills": lambda: kills.run(asked.kills, asked.seed),
        "population": population.run,
        "facility": facility.run,
        "conversation": lambda: conversation.run(asked.instance, tuple(asked.what_if)),
        "workbook": lambda: workbook.run(asked.instance),
        "workbench": lambda: workbench.run(asked.workbench_kills, asked.workbench_runs, asked.seed, asked.instance),
    }
    for part in PARTS:
        if part in parts:
            run[part]()


if __name__ == "__main__":
    main()
