"""What a person-year of unmet need weighs, by group, under each of the three weightings."""

from __future__ import annotations

from leonplan.optimizer.schema.settings import Settings, Weighting

CLASS_FACTOR = 4.0
"""Under ``most_severe_first``, what a class of seriousness weighs compared with the one below it, for the same money [1]."""


def severities(settings: Settings) -> dict[str, float]:
    """Weight of a person-year of unmet need by group [weight/person-year].

    A group's own severity, or its normal cost as a multiple of the least normal cost, times its class of seriousness: benefit
    is taken as proportional to the help normally given, and the class says who goes first per krone. Under
    ``most_severe_first`` the class counts four times the one below it instead; under ``breadth_first`` everybody weighs 1.

    Source: nytte, ressurs, alvorlighet (Meld. St. 38 (2020-2021)); the class factor is an assumption.
    """
    if settings.weighting is Weighting.BREADTH_FIRST:
        return {group.id: 1.0 for group in settings.groups}
    classes = sorted({group.seriousness for group in settings.groups})
    least = min((group.normal_cost for group in settings.groups if group.normal_cost is not None), default=1.0)
    found = {}
    for group in settings.groups:
        weight = group.severity
        if weight is None:
            weight = (group.normal_cost or least) / least * group.seriousness
        if settings.weighting is Weighting.MOST_SEVERE_FIRST:
            weight *= CLASS_FACTOR ** classes.index(group.seriousness) / group.seriousness
        found[group.id] = weight
    return found
