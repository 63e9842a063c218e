"""Looks at a plan with every check, and puts what is found in order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.review import basis, money, people, places, projects, service, staff
from leonplan.optimizer.review.check import ReviewCheck
from leonplan.optimizer.review.remark import Remark
from leonplan.optimizer.review.subject import Subject

CHECKS: Mapping[str, ReviewCheck] = {
    check.name: check for theme in (people, staff, places, projects, service, money, basis) for check in theme.CHECKS
}
"""Every check by name: people first, what the plan rests on last."""


@dataclass(frozen=True)
class Review:
    """What a planner should look at in a plan."""

    subject: Subject
    """The plan that was looked at."""
    remarks: tuple[Remark, ...]
    """Serious ones first, then in the order of the checks, those with most person-years first."""

    @property
    def serious(self) -> tuple[Remark, ...]:
        """Those that are to be explained before the plan is signed."""
        return tuple(remark for remark in self.remarks if remark.serious)

    @property
    def counts(self) -> dict[str, int]:
        """How many remarks each check found, of those that found any."""
        return {name: round(n) for name, n in summed((remark.check, 1.0) for remark in self.remarks).items()}


def review_plan(plan: Plan, day: datetime.date) -> Review:
    """Look at a plan with every check. day: on which it was made. Solves nothing."""
    subject = Subject(plan, day)
    order = list(CHECKS)
    found = [remark for check in CHECKS.values() for remark in check.find(subject)]
    return Review(subject, tuple(sorted(found, key=lambda one: _rank(one, order))))


def _rank(remark: Remark, order: list[str]) -> tuple[bool, int, float]:
    person_years = remark.figures.get("person_years")
    return not remark.serious, order.index(remark.check), 0.0 if person_years is None else -person_years.value
