"""One meaning a name: what classes of the engine are called, and the few names that two rooms share for a reason."""

from __future__ import annotations

import ast
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SAME_THING = {
    frozenset({"schema", "models"}): "what an instance says, and the numbers of it that the formulation needs",
    frozenset({"schema", "what_if"}): "a policy, and the change that switches it",
    frozenset({"schema", "results"}): "a row as it is read, and as it is written",
}
"""Rooms that may call two classes alike, and why: both are of one thing, and each is used by its room's name."""

ALONE = {"verify", "report", "cli"}
"""Rooms whose words are their own: one shares nothing, one has the parts of a document, one the types of options."""

SHARED = {
    "Measure": "what is added up: over the tables of compared plans, and over the variables of the formulation",
    "Figure": "a number of a remark, and one of a comparison with doing nothing: both have a column with their unit",
}
"""Names that two other rooms share, and what they have in common."""

PARTICIPLES = {
    "Asked", "Done", "Found", "Given", "Held", "Kept", "Made", "Reached", "Said", "Searched", "Shown", "Started", "Taken", "Told",
    "Walked", "Wanted",
}  # fmt: skip


def rooms_of_classes() -> dict[str, list[str]]:
    """Rooms by the name of each public class, as often as it is defined there."""
    rooms = defaultdict(list)
    for folder in ("models", "optimizer"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            room = folder if folder == "models" else file.relative_to(ROOT / folder).parts[0].removesuffix(".py")
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    rooms[node.name].append(room)
    return dict(rooms)


ROOMS = rooms_of_classes()


@pytest.mark.parametrize("name", sorted(name for name, rooms in ROOMS.items() if len(rooms) > 1))
def test_a_name_has_one_meaning(name: str) -> None:
    """Two classes of one name are of the same thing, or of a room with words of its own."""
    for one, other in combinations([room for room in ROOMS[name] if room not in ALONE], 2):
        assert frozenset({one, other}) in SAME_THING or name in SHARED, (name, one, other)


def test_what_is_shared_is_shared() -> None:
    """None is listed that is no longer there twice."""
    twice = {name for name, rooms in ROOMS.items() if len([room for room in rooms if room not in ALONE]) > 1}
    assert set(SHARED) <= twice, set(SHARED) - twice


def test_a_class_is_a_noun() -> None:
    assert PARTICIPLES & set(ROOMS) == set()
