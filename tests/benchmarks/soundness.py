"""How often this version of HiGHS lies on small problems, bare and through the gate."""

from __future__ import annotations

from soundness import WAYS, Told, asked

from benchmarks.measure import print_table
from leonplan.optimizer.solve.quiet import QuietHighs


def run(count: int = 3000) -> None:
    """Print lies by kind for so many random problems."""
    bare, gated = asked(0, count)
    rows = [row for name, told in (("bare", bare), ("through the gate", gated)) for row in _rows(name, told)]
    title = f"HiGHS {QuietHighs().version()}: {count} small problems, {sum(bare.asked.values())} questions"
    print_table(title, ("asked", "how", "questions", "lies", "what (first seed)"), rows)
    print(f"asked again by the gate, as it did not believe the answer: {gated.repeated}")


def _rows(name: str, told: Told) -> list[tuple[object, ...]]:
    return [
        (
            name, way, told.asked[way], sum(n for (w, _), n in told.lies.items() if w == way),
            "; ".join(f"{n} {kind} ({told.first[w, kind]})" for (w, kind), n in sorted(told.lies.items()) if w == way),
        )
        for way in WAYS
    ]  # fmt: skip
