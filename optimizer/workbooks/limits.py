"""Names of sheets and texts of cells, as Excel can hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_NAME = 31
"""Letters that the name of a sheet may have; Excel counts those beyond the basic plane of Unicode twice."""

LONGEST_TEXT = 32_767
"""Letters that a cell may hold."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\"\s]+")


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names for sheets, each near what is wanted: allowed, short enough and different from all others.

    >>> sheet_names(["T1 Need: all/none [x]", "t1 need all none x", "History", ""])
    ['T1 Need all none x', 't1 need all none x 2', 'History 2', '2']
    """
    taken = {"history"}  # Excel keeps this one for itself
    found = []
    for text in wanted:
        base = _FORBIDDEN.sub(" ", text).strip()
        name, number = _shortened(base, LONGEST_NAME), 1
        while not name or name.casefold() in taken:
            number += 1
            name = f"{_shortened(base, LONGEST_NAME - len(f' {number}'))} {number}".strip()
        taken.add(name.casefold())
        found.append(name)
    return found


def _shortened(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit, or as many letters of the first."""
    if _units(text) <= limit:
        return text
    cut = text
    while _units(cut) > limit:
        cut = cut[:-1]
    at_word = cut.rsplit(" ", 1)[0].rstrip(" ,;(–-")
    return (at_word if len(at_word) * 2 > len(cut) else cut).strip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str) -> list[str]:
    """The text in parts that a cell can hold, at least one."""
    return [text[at : at + LONGEST_TEXT] for at in range(0, len(text), LONGEST_TEXT)] or [""]
