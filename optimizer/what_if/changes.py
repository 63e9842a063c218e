"""The catalogue of changes: every lever of the model, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, Union

from pydantic import Field

from leonplan.optimizer.what_if import hand, money, need, places, programmes, projects, rules, services, staff, weights
from leonplan.optimizer.what_if.change import Change

SUBJECTS: dict[str, tuple[type[Change], ...]] = {
    "Need": need.CHANGES,
    "Projects": projects.CHANGES,
    "Centres and places": places.CHANGES,
    "Levels, groups and services": services.CHANGES,
    "Money": money.CHANGES,
    "Staff": staff.CHANGES,
    "Programmes": programmes.CHANGES,
    "Policies, demands and goals": rules.CHANGES,
    "What comes first": weights.CHANGES,
    "By the planner's hand": hand.CHANGES,
}
"""Every change, by subject."""

if TYPE_CHECKING:
    AnyChange: TypeAlias = Change
else:  # so that a change is listed once, in its subject's module
    EVERY = tuple(change for changes in SUBJECTS.values() for change in changes)
    AnyChange = Annotated[Union[EVERY], Field(discriminator="change")]  # noqa: UP007
"""One change, recognised by its field ``change``."""
