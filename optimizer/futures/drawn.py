"""How a change says that a number of it is drawn: ``drawn``, or ``{plus: 1, times: 0.5}``, or from several factors.

``drawn`` is the value of the factor that the change belongs to; ``{plus: P, times: T}`` is P + T times that value; with
``times: {ageing: 0.5, labour_market: 1}`` the number moves with several factors, which makes what they move correlated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leonplan.optimizer.reading.plain_words import shown, suggestion
from leonplan.optimizer.reading.read_yaml import NodePath

DRAWN = "drawn"
"""What stands for the drawn value."""

PLUS, TIMES = "plus", "times"

_DIGITS = 6


def is_drawn(node: object) -> bool:
    """Whether what stands in a field of a change is a number that is drawn."""
    return node == DRAWN or (isinstance(node, dict) and bool(node.keys() & {PLUS, TIMES}))


def drawn_numbers(changes: object) -> Iterator[tuple[NodePath, object]]:
    """Where in a factor's changes numbers are drawn, and how each is written; the changes may be anything."""
    if isinstance(changes, list):
        for place, change in enumerate(changes):
            if isinstance(change, dict):
                for name, value in change.items():
                    yield from _inside(value, (place, name))


def _inside(node: object, path: NodePath) -> Iterator[tuple[NodePath, object]]:
    if is_drawn(node):
        yield path, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _inside(value, (*path, name))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _inside(value, (*path, place))


def faults_of(node: object, known: list[str]) -> Iterator[tuple[NodePath, str]]:
    """What is wrong with a number that is drawn, and where in it; known: ids of the factors."""
    if not isinstance(node, dict):
        return
    for name in node.keys() - {PLUS, TIMES}:
        yield (name,), f"{shown(name)} is not known here; a drawn number has '{PLUS}' and '{TIMES}'"
    if not _is_number(node.get(PLUS, 0.0)):
        yield (PLUS,), f"{shown(node[PLUS])} is not a number; give what is added to the drawn value"
    times = node.get(TIMES)
    if isinstance(times, dict) and times:
        for name, value in times.items():
            if name not in known:
                yield (TIMES, name), f"{shown(name)} is not a factor of this file; {suggestion(str(name), known)}"
            elif not _is_number(value):
                yield (TIMES, name), f"{shown(value)} is not a number; give what the factor is multiplied by"
    elif not _is_number(times):
        message = "give what the drawn value is multiplied by, or a number for each of several factors"
        yield (TIMES,), f"{shown(times)} is not a number; {message}" if TIMES in node else f"is missing; {message}"


def factors_of(node: object, own: str) -> set[str]:
    """Ids of the factors that a sound drawn number moves with."""
    times = node.get(TIMES) if isinstance(node, dict) else None
    return set(times) if isinstance(times, dict) else {own}


def with_values(node: object, own: str, values: Mapping[str, float]) -> object:
    """Changes, or a part of them, with every drawn number written out, to six digits; own: id of their factor.

    >>> with_values({"change": "start", "times": 1, "years": "drawn"}, "delay", {"delay": 2.0})
    {'change': 'start', 'times': 1, 'years': 2}
    >>> with_values([{"pay": {"plus": 1, "times": {"a": 0.5, "b": -1}}}], "a", {"a": 0.2, "b": 0.04})  # 1 + 0.1 - 0.04
    [{'pay': 1.06}]
    """
    if isinstance(node, list):
        return [with_values(one, own, values) for one in node]
    if isinstance(node, dict) and "change" in node:
        return {name: with_values(value, own, values) for name, value in node.items()}
    if is_drawn(node):
        return tidy(_number(node, own, values))
    if isinstance(node, dict):
        return {name: with_values(value, own, values) for name, value in node.items()}
    return node


def tidy(number: float) -> float:
    """A number to six digits, whole where it is whole: what is written is what is solved.

    >>> tidy(1.23456789), tidy(2.0), tidy(0.1 + 0.2)
    (1.23457, 2, 0.3)
    """
    short = float(f"{number:.{_DIGITS}g}")
    return int(short) if short.is_integer() else short


def _number(node: object, own: str, values: Mapping[str, float]) -> float:
    if not isinstance(node, dict):
        return values[own]
    times = node[TIMES]
    moved = times if isinstance(times, dict) else {own: times}
    return float(node.get(PLUS, 0.0)) + sum(float(weight) * values[id] for id, weight in moved.items())


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
