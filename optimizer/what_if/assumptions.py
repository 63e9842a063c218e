"""The assumptions that may decide a plan, each with the useful step by which it is loosened.

A step is of a size that a council or a management could decide or reach: it says how much hangs on an assumption, not what it
would cost to change it. Loosened, an assumption allows everything that it allowed before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leonplan.optimizer.schema.edit import map_rows, with_limits, with_policy
from leonplan.optimizer.schema.instance import Instance

POINT = 0.01
"""A percentage point [share]."""

FRAME_PART = 0.02
"""How much larger the operating frames become [share]."""

QUARTER = 0.25
"""How much more can be recruited, hired in, shifted or invested, or rolled out [share]."""

TENTH = 0.1
"""How much lower minimums, competence floors and the like become, and how much higher joint limits [share]."""

FALL = 0.05
"""How much faster decided help may fall [share/year]."""


@dataclass(frozen=True)
class Assumption:
    """A rule of the instance that could be another."""

    id: str
    """Identifier; its words are in ``words.vocabulary.ASSUMPTIONS``."""
    rules: tuple[str, ...]
    """Rules of the formulation that leave no room where it decides."""
    loosened: Callable[[Instance], Instance]
    """The instance with the step made; the same instance where it assumes nothing of the kind."""


def _staff_growth(instance: Instance) -> Instance:
    policy = instance.settings.policies.staff_growth
    return with_policy(instance, "staff_growth", rate=min(1.0, _tidy(policy.rate + POINT))) if policy.on else instance


def _absence(instance: Instance) -> Instance:
    return map_rows(
        instance, "staff", lambda row: True,
        lambda row: row.model_copy(update={"absence": max(0.0, _tidy(row.absence - POINT))}),
    )  # fmt: skip


def _task_shifting(instance: Instance) -> Instance:
    return map_rows(
        instance, "task_shifting", lambda row: True,
        lambda row: row.model_copy(update={"max_share": min(1.0, _tidy(row.max_share * (1 + QUARTER)))}),
    )  # fmt: skip


def _decisions_kept(instance: Instance) -> Instance:
    policy = instance.settings.policies.decisions_are_kept
    return (
        with_policy(instance, "decisions_are_kept", fall=min(1.0, _tidy(policy.fall + FALL))) if policy.on else instance
    )


def _minimums(instance: Instance) -> Instance:
    return map_rows(
        instance, "groups", lambda row: row.minimum is not None,
        lambda row: row.model_copy(
            update={"minimum": row.minimum.model_copy(update={"share": _tidy(row.minimum.share * (1 - TENTH))})}
        ),
    )  # fmt: skip


def _residents(instance: Instance) -> Instance:
    return with_policy(instance, "residents_stay", on=False)


def _proximity(instance: Instance) -> Instance:
    policy = instance.settings.policies.proximity
    return with_policy(instance, "proximity", share=_tidy(policy.share * (1 - TENTH))) if policy.on else instance


def _equity(instance: Instance) -> Instance:
    policy = instance.settings.policies.equity
    return (
        with_policy(instance, "equity", tolerance=min(1.0, _tidy(policy.tolerance + POINT))) if policy.on else instance
    )


def _coverage(instance: Instance) -> Instance:
    policy = instance.settings.policies.coverage_norm
    if not policy.on:
        return instance
    least = None if policy.at_least is None else _tidy(policy.at_least * (1 - TENTH))
    most = None if policy.at_most is None else _tidy(policy.at_most * (1 + TENTH))
    return with_policy(instance, "coverage_norm", at_least=least, at_most=most)


def _ladder(instance: Instance) -> Instance:
    policy = instance.settings.policies.ladder_share
    if not policy.on or policy.at_least is None:
        return instance
    return with_policy(instance, "ladder_share", at_least=_tidy(policy.at_least * (1 - TENTH)))


def _limits(instance: Instance) -> Instance:
    return with_limits(instance, {limit.goal: _tidy(limit.at_most * (1 + TENTH)) for limit in instance.settings.limits})


def _competence(instance: Instance) -> Instance:
    lower = _scaled("competence", "minimum_share", 1 - TENTH)
    return lower(instance) if instance.settings.policies.minimum_competence.on else instance


def _scaled(table: str, column: str, factor: float) -> Callable[[Instance], Instance]:
    """The step by which a column is multiplied, in every row of a table."""
    return lambda instance: map_rows(
        instance, table, lambda row: True,
        lambda row: row.model_copy(update={column: _tidy(getattr(row, column) * factor)}),
    )  # fmt: skip


def _tidy(number: float) -> float:
    """The number as it is written."""
    return round(number, 9)


ASSUMPTIONS = {
    one.id: one
    for one in (
        Assumption("staff_growth", ("staff_growth_is_limited",), _staff_growth),
        Assumption("frame", ("spend_within_frame",), _scaled("frames", "operating", 1 + FRAME_PART)),
        Assumption("recruitment", ("staff_grow_by_recruitment",), _scaled("staff", "recruitment_limit", 1 + QUARTER)),
        Assumption("absence", ("nobody_works_twice", "staff_cover_the_work"), _absence),
        Assumption("task_shifting", ("tasks_are_shifted_in_part",), _task_shifting),
        Assumption(
            "joint_limits",
            ("joint_staff_limits_are_kept", "joint_place_limits_are_kept"),
            _scaled("joint_limits", "at_most", 1 + TENTH),
        ),
        Assumption("competence", ("competence_is_secured",), _competence),
        Assumption("decisions_kept", ("decisions_in_full_are_kept", "decisions_are_kept"), _decisions_kept),
        Assumption("minimums", ("what_lacks_of_the_minimum_is_counted",), _minimums),
        Assumption("investment", ("invest_within_frame",), _scaled("frames", "investment", 1 + QUARTER)),
        Assumption("residents", ("residents_are_not_moved",), _residents),
        Assumption("proximity", ("served_near_home",), _proximity),
        Assumption("equity", ("no_district_fares_much_worse", "no_district_fares_much_better"), _equity),
        Assumption("coverage", ("coverage_norm_is_reached", "coverage_norm_is_not_exceeded"), _coverage),
        Assumption("ladder_share", ("enough_is_spent_low_on_the_ladder",), _ladder),
        Assumption(
            "rolling_out", ("programmes_grow_step_by_step",), _scaled("programmes", "growth_per_year", 1 + QUARTER)
        ),
        Assumption("limits", ("hard_demands_are_kept",), _limits),
    )
}
"""Every assumption by its identifier, in the order in which they are tried where they bind alike."""
