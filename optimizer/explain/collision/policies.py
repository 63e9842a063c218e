"""Every policy once: what it demands in words, the rules that hold it, and the ways to loosen it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leonplan.optimizer.explain.collision.loosening import PER_MILLE, Loosening, percent
from leonplan.optimizer.schema.edit import with_policy, with_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Policies
from leonplan.optimizer.schema.years import decided_years

FASTEST_GROWTH = 1.0
"""Staff that double every year: a greater growth makes no sense [1/year]."""

Ways = Callable[[Instance], Iterator[Loosening]]
"""Ways to loosen a policy of an instance."""


def _no_ways(instance: Instance) -> Iterator[Loosening]:
    """None: the policy can only be given up."""
    del instance
    yield from ()


@dataclass(frozen=True, slots=True)
class PolicyDescription:
    """A policy as a hard demand."""

    words: Callable[[Policies], str]
    """What is demanded where it is in force, as a sentence without full stop."""
    rules: tuple[str, ...]
    """The rules that hold it: without their rows it is given up. None if giving it up makes another set of variables."""
    ways: Ways = _no_ways
    """How it can be loosened without being given up."""


def _norm(policy: str, field: str, now: float, end: float) -> Iterator[Loosening]:
    """A number of a policy moved towards an end, a tenth of a per cent at a time."""
    way = 1 if end > now else -1

    def at(steps: int) -> float:
        moved = round(now + way * steps * PER_MILLE, 9)
        return min(moved, end) if way > 0 else max(moved, end)

    def apply(given: Instance, steps: int) -> Instance:
        return with_policy(given, policy, **{field: at(steps)})

    def words(amount: float) -> str:
        return f"{policy}.{field} of {percent(at(round(amount / PER_MILLE)))} instead of {percent(now)}"

    most = math.ceil(round(abs(end - now) / PER_MILLE, 6))
    yield Loosening("norm", f"{policy}.{field}", PER_MILLE, "share", most, apply, words)


def _later(instance: Instance, policy: str) -> Iterator[Loosening]:
    """A policy in force from a later decided year on."""
    years = decided_years(instance.settings.horizon)
    first = getattr(instance.settings.policies, policy).from_year or years[0]
    later = [year for year in years if year > first]

    def apply(given: Instance, steps: int) -> Instance:
        return given if steps == 0 else with_policy(given, policy, from_year=later[steps - 1])

    def words(amount: float) -> str:
        return f"{policy} from {later[round(amount) - 1]} instead of {first}"

    yield Loosening("later", policy, 1.0, "decided years", len(later), apply, words)


def _coverage(instance: Instance) -> Iterator[Loosening]:
    norm = instance.settings.policies.coverage_norm
    yield from _later(instance, "coverage_norm")
    if norm.at_least is not None:
        yield from _norm("coverage_norm", "at_least", norm.at_least, 0.0)
    if norm.at_most is not None:
        yield from _norm("coverage_norm", "at_most", norm.at_most, max(1.0, norm.at_most))


def _growth(instance: Instance) -> Iterator[Loosening]:
    now = instance.settings.policies.staff_growth.rate
    return _norm("staff_growth", "rate", now, max(now, FASTEST_GROWTH))


def _fall(instance: Instance) -> Iterator[Loosening]:
    return _norm("decisions_are_kept", "fall", instance.settings.policies.decisions_are_kept.fall, 1.0)


def _ladder(instance: Instance) -> Iterator[Loosening]:
    """Later, a smaller share, or a higher step."""
    policy = instance.settings.policies.ladder_share
    yield from _later(instance, "ladder_share")
    yield from _norm("ladder_share", "at_least", policy.at_least or 0.0, 0.0)
    now = policy.step or 0
    steps = sorted({level.step for level in instance.settings.levels})
    higher = [step for step in steps[:-1] if step > now]

    def apply(given: Instance, count: int) -> Instance:
        return given if count == 0 else with_policy(given, "ladder_share", step=higher[count - 1])

    def words(amount: float) -> str:
        return f"ladder_share at or below step {higher[round(amount) - 1]} instead of {now}"

    yield Loosening("norm", "ladder_share.step", 1.0, "steps", len(higher), apply, words)


def _floors(instance: Instance) -> Iterator[Loosening]:
    """All competence floors lowered by as much."""
    highest = max((row.minimum_share for row in instance.competence), default=0.0)

    def apply(given: Instance, steps: int) -> Instance:
        lowered = tuple(
            row.model_copy(update={"minimum_share": max(0.0, round(row.minimum_share - steps * PER_MILLE, 9))})
            for row in given.competence
        )
        return with_rows(given, "competence", lowered)

    def words(amount: float) -> str:
        return f"competence floors lower by {percent(amount)} of the work"

    most = math.ceil(round(highest / PER_MILLE, 6))
    yield Loosening("norm", "minimum_competence", PER_MILLE, "share", most, apply, words)


def _binding_years(instance: Instance) -> Iterator[Loosening]:
    now = instance.settings.policies.net_growth_grant.binding_years

    def apply(given: Instance, steps: int) -> Instance:
        return with_policy(given, "net_growth_grant", binding_years=now - steps)

    def words(amount: float) -> str:
        return f"granted places bound for {now - round(amount)} years instead of {now}"

    yield Loosening("norm", "net_growth_grant.binding_years", 1.0, "years", now, apply, words)


def _from(year: int | None) -> str:
    return "" if year is None else f" from {year}"


def _coverage_words(policies: Policies) -> str:
    norm = policies.coverage_norm
    low, high = norm.at_least, norm.at_most
    if low is not None and high is not None:
        bounds = f"{percent(low)} to {percent(high)}"
    else:
        bounds = f"at most {percent(high or 0.0)}" if low is None else f"at least {percent(low)}"
    return f"round-the-clock places per inhabitant of {norm.age} years and over are {bounds}{_from(norm.from_year)}"


POLICIES = {
    "residents_stay": PolicyDescription(
        lambda now: "residents are moved only by projects that say so",
        rules=(),
    ),
    "discharge_ready_received": PolicyDescription(
        lambda now: f"every patient ready for discharge is received{_from(now.discharge_ready_received.from_year)}",
        rules=("discharge_ready_are_received",),
        ways=lambda instance: _later(instance, "discharge_ready_received"),
    ),
    "proximity": PolicyDescription(
        lambda now: (
            f"at least {percent(now.proximity.share)} of the place-bound are served in their district or within "
            f"{now.proximity.minutes:g} minutes"
        ),
        rules=("served_near_home",),
        ways=lambda instance: _norm("proximity", "share", instance.settings.policies.proximity.share, 0.0),
    ),
    "equity": PolicyDescription(
        lambda now: f"shares without service differ between districts by at most {percent(now.equity.tolerance)}",
        rules=("no_district_fares_much_worse", "no_district_fares_much_better"),
        ways=lambda instance: _norm("equity", "tolerance", instance.settings.policies.equity.tolerance, 1.0),
    ),
    "coverage_norm": PolicyDescription(
        _coverage_words,
        rules=("coverage_norm_is_reached", "coverage_norm_is_not_exceeded"),
        ways=_coverage,
    ),
    "minimum_competence": PolicyDescription(
        lambda now: "work that wants competence and is done without it counts as shortfall",
        rules=("competence_is_secured",),
        ways=_floors,
    ),
    "staff_growth": PolicyDescription(
        lambda now: f"all staff together grow by at most {percent(now.staff_growth.rate)} a year",
        rules=("staff_growth_is_limited",),
        ways=_growth,
    ),
    "net_growth_grant": PolicyDescription(
        lambda now: (
            f"grants are paid only for places that stay additional for {now.net_growth_grant.binding_years} years"
        ),
        rules=("grants_follow_net_growth", "no_grants_without_growth"),
        ways=_binding_years,
    ),
    "decisions_are_kept": PolicyDescription(
        lambda now: (
            f"of each group those served, in full and at all, fall by at most {percent(now.decisions_are_kept.fall)} a year,"
            " and as need falls"
        ),
        rules=("decisions_in_full_are_kept", "decisions_are_kept"),
        ways=_fall,
    ),
    "ladder_share": PolicyDescription(
        lambda now: (
            f"of what help at the steps of the care ladder costs at least {percent(now.ladder_share.at_least or 0.0)} falls at"
            f" or below step {now.ladder_share.step}{_from(now.ladder_share.from_year)}"
        ),
        rules=("enough_is_spent_low_on_the_ladder",),
        ways=_ladder,
    ),
}
"""Every policy by its name in ``policies`` of ``instance.yaml``."""
