"""The projects that another plan does not carry out as the plan does, in a few words."""

from __future__ import annotations

from collections.abc import Sequence

from leonplan.optimizer.near_best.distance import ProjectDifference
from leonplan.optimizer.report.words import Words

MOST = 3
"""Projects named."""


def changed_projects(words: Words, found: Sequence[ProjectDifference], most: int = MOST) -> str:
    """Those that come, go or start in other years, and how many more there are."""
    told = [_project(words, one) for one in found]
    rest = len(told) - most
    more = [words.count("{number} more", "{number} more", rest)] if rest > 0 else []
    return "; ".join([*told[:most], *more]) or words.say("as in the plan")


def _project(words: Words, one: ProjectDifference) -> str:
    if not one.years:
        return words.say("not {name}", name=one.name)
    years = words.each(one.years)
    if not one.best:
        return words.say("also {name} ({years})", name=one.name, years=years)
    return words.say("{name} {years}", name=one.name, years=years)
