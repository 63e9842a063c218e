"""Policies, goals, limits and frames: that they have what they refer to."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalStep
from leonplan.optimizer.schema.tables import TABLES


@fault("policies", "age_bands", "levels")
def coverage_can_be_counted(parsed: Parsed) -> Iterator[Problem]:
    """The coverage norm has a bound, an age at which a band starts, and places that count."""
    norm, settings = parsed.instance.settings.policies.coverage_norm, parsed.instance.settings
    if not norm.on:
        return
    starts = [band.lowest for band in settings.age_bands]
    if norm.age not in starts:
        ages = ", ".join(map(str, starts)) or "none are given"
        message = f"{norm.age} is not the start of an age band; choose from {ages}"
        yield parsed.node("policies", "coverage_norm", "age")(message)
    if norm.at_least is None and norm.at_most is None:
        message = "is on, but says neither at_least nor at_most; give one of them"
        yield parsed.node("policies", "coverage_norm")(message)
    if norm.at_least is not None and norm.at_most is not None and norm.at_least > norm.at_most:
        message = f"{norm.at_least:g} is more than at_most {norm.at_most:g}; swap or correct them"
        yield parsed.node("policies", "coverage_norm", "at_least")(message)
    if not any(level.round_the_clock and not level.at_home for level in settings.levels):
        message = "is on, but no level in places has round_the_clock: true; set it for those that count"
        yield parsed.node("policies", "coverage_norm")(message)


@fault("policies", "levels")
def share_of_the_ladder_is_said(parsed: Parsed) -> Iterator[Problem]:
    """The policy on the care ladder says which step, which share and from where, and the step has levels on both sides."""
    policy = parsed.instance.settings.policies.ladder_share
    if not policy.on:
        return
    missing = [name for name in ("step", "at_least", "source") if getattr(policy, name) is None]
    if missing:
        message = f"is on, but does not say {' and '.join(missing)}; give {'it' if len(missing) == 1 else 'them'}"
        yield parsed.node("policies", "ladder_share")(message)
    steps = sorted({level.step for level in parsed.instance.settings.levels})
    if policy.step is not None and not steps[0] <= policy.step < steps[-1]:
        choices = ", ".join(map(str, steps[:-1])) or "none: there is but one"
        message = f"{policy.step} does not part the levels into low and high; choose from {choices}"
        yield parsed.node("policies", "ladder_share", "step")(message)


@fault("policies", "travel")
def nearness_can_be_measured(parsed: Parsed) -> Iterator[Problem]:
    """Proximity within minutes needs travel times."""
    rule = parsed.instance.settings.policies.proximity
    if rule.on and not parsed.instance.travel:
        message = "is on, but there is no travel.csv to say what is near; add it, or switch the policy off"
        yield parsed.node("policies", "proximity", "on")(message)


@fault("policies", "staff", "groups")
def policies_apply_to_somebody(parsed: Parsed) -> Iterator[Problem]:
    """Policies on staff and on discharge have staff and patients."""
    settings = parsed.instance.settings
    if settings.policies.staff_growth.on and not settings.staff:
        message = "is on, but there is no staff; list staff, or switch the policy off"
        yield parsed.node("policies", "staff_growth", "on")(message)
    received = settings.policies.discharge_ready_received
    if received.on and not any(group.discharge_ready for group in settings.groups):
        message = "is on, but no group has discharge_ready: true; set it, or switch the policy off"
        yield parsed.node("policies", "discharge_ready_received", "on")(message)


@warning("policies", "horizon")
def policies_begin_in_time(parsed: Parsed) -> Iterator[Problem]:
    """Policies come into force within the horizon."""
    policies, last = parsed.instance.settings.policies, max(parsed.instance.settings.horizon.periods)
    for name, rule in (
        ("coverage_norm", policies.coverage_norm),
        ("discharge_ready_received", policies.discharge_ready_received),
        ("ladder_share", policies.ladder_share),
    ):
        if rule.on and rule.from_year is not None and rule.from_year > last:
            message = f"{rule.from_year} is after the last year {last}: the policy never comes into force"
            yield parsed.node("policies", name, "from_year")(message)


@fault("goals")
def goals_are_ordered_once(parsed: Parsed) -> Iterator[Problem]:
    """An order of goals names at least one goal, and none twice."""
    orders = parsed.instance.settings.goals
    for name, order in (("frame", orders.frame), ("cover", orders.cover)):
        if order is None:
            continue
        seen: set[Goal] = set()
        if not order:
            yield parsed.node("goals", name)("names no goal; list at least one")
        for index, step in enumerate(order):
            goals = _goals(step)
            if not goals:
                yield parsed.node("goals", name, index)("names no goal; give a goal, or weights of goals")
            for goal in goals:
                if goal in seen:
                    yield parsed.node("goals", name, index)(f"'{goal}' is named before; keep it once")
                seen.add(goal)


def _goals(step: GoalStep) -> tuple[Goal, ...]:
    return tuple(step) if isinstance(step, dict) else (step,)


@fault("limits")
def limits_are_given_once(parsed: Parsed) -> Iterator[Problem]:
    """A goal is limited once."""
    seen: set[Goal] = set()
    for index, limit in enumerate(parsed.instance.settings.limits):
        if limit.goal in seen:
            yield parsed.node("limits", index, "goal")(f"'{limit.goal}' is limited before; keep the stricter limit")
        seen.add(limit.goal)


@fault("frames", "horizon")
def frames_reach_the_years(parsed: Parsed) -> Iterator[Problem]:
    """The operating frame is known, or lies between known years, in every year needed."""
    given = [row.year for row in parsed.instance.frames]
    missing = [year for year in parsed.needed_years if given and not min(given) <= year <= max(given)]
    if missing:
        words = ", ".join(map(str, missing))
        message = f"no frame for {words}; add rows for {parsed.needed_years[0]} and {parsed.needed_years[-1]} at least"
        yield parsed.provenance.at_file("frames", "year", message)


def used_sources(instance: Instance) -> set[str]:
    """Ids of the sources that rows and settings name."""
    settings = instance.settings
    used = {row.source for name in TABLES for row in getattr(instance, name)}
    used |= {part.source for part in (*settings.levels, *settings.groups, *settings.staff, settings.capital)}
    used |= {group.minimum.source for group in settings.groups if group.minimum is not None}
    ladder = settings.policies.ladder_share.source
    used |= set() if ladder is None else {ladder}
    return used | (set() if settings.discharge_fee is None else {settings.discharge_fee.source})


@warning("sources")
def sources_are_used(parsed: Parsed) -> Iterator[Problem]:
    """Every source is the source of something."""
    if parsed.broken:
        return
    used = used_sources(parsed.instance)
    for index, source in enumerate(parsed.instance.settings.sources):
        if source.id not in used:
            message = f"'{source.id}' is the source of nothing; remove it, or name it in a row"
            yield parsed.node("sources", index)(message)


CHECKS: tuple[CrossCheck, ...] = (
    coverage_can_be_counted,
    share_of_the_ladder_is_said,
    nearness_can_be_measured,
    policies_apply_to_somebody,
    policies_begin_in_time,
    goals_are_ordered_once,
    limits_are_given_once,
    frames_reach_the_years,
    sources_are_used,
)
