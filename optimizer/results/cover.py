"""Who does whose work when staff and work are given: own work first, then as much of the others' as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_IDLE = 1e-9
"""Less idle time or work left than this counts as none [FTE]."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Work shared out."""

    done: Mapping[tuple[str, str], float]
    """Work done by (category, category whose work it is) [FTE at work]."""
    left: Mapping[str, float]
    """Work that nobody there can do, by category [FTE at work]."""


def share_out(
    own: Mapping[str, float], work: Mapping[str, float], may_do: Mapping[str, Iterable[str]], order: Iterable[str]
) -> Cover:
    """Share the work out so that as little as possible is left, the work first in order before the others.

    own: time of each category [FTE at work]; work: work by category [FTE at work]; may_do: categories whose work each
    may do, its own among them. A maximum flow by shortest augmenting paths: who helps out may be relieved by others.

    >>> may_do = {"nurse": ["nurse", "aide"], "aide": ["aide"]}
    >>> cover = share_out({"nurse": 3, "aide": 2}, {"nurse": 2, "aide": 4}, may_do, ["nurse", "aide"])
    >>> cover.done["nurse", "aide"], cover.left["aide"]
    (1.0, 1)
    """
    done = {(k, w): 0.0 for k, works in may_do.items() for w in works}
    idle, left = dict(own), dict(work)
    for k in work:
        taken = min(idle[k], left[k])
        done[k, k], idle[k], left[k] = taken, idle[k] - taken, left[k] - taken
    for w in order:
        while left[w] > _IDLE and (path := _path(w, idle, done)):
            amount = min(left[w], idle[path[-1][0]], *(done[k, x] for k, x in _relieved(path)))
            for k, x in path:
                done[k, x] += amount
            for k, x in _relieved(path):
                done[k, x] -= amount
            left[w], idle[path[-1][0]] = left[w] - amount, idle[path[-1][0]] - amount
    return Cover(done, left)


Pairs = list[tuple[str, str]]
"""(category, category whose work it takes up), from the work that is left to somebody with idle time."""


def _relieved(path: Pairs) -> Pairs:
    """What each but the last puts down when it takes up the work before it."""
    return [(path[i][0], path[i + 1][1]) for i in range(len(path) - 1)]


def _path(w: str, idle: Mapping[str, float], done: Mapping[tuple[str, str], float]) -> Pairs:
    """The shortest chain of relief from work that is left to somebody with idle time; empty if there is none."""
    reached: dict[str, Pairs] = {w: []}
    queue, seen = [w], set()
    for work in queue:
        for k, x in done:
            if x != work or k in seen:
                continue
            seen.add(k)
            path = [*reached[work], (k, work)]
            if idle[k] > _IDLE:
                return path
            for other, amount in ((x, done[j, x]) for j, x in done if j == k):
                if other not in reached and amount > _IDLE:
                    reached[other] = path
                    queue.append(other)
    return []
