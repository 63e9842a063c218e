"""Plans that are there already as a comparison: the first is what the others differ from, and nothing is solved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leonplan.optimizer.compare.cases import BASE
from leonplan.optimizer.compare.causes import causes_of
from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind, make_comparison
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.words.phrases import SIDE_BY_SIDE

FEWEST, MOST = 2, 6
"""Plans that can stand side by side."""


def compare_plans(plans: Sequence[tuple[str, Plan]]) -> Comparison:
    """Plans side by side, each with its title, the first as base.

    Whether a project that differs could as well be otherwise was not asked; other differences within the gap of the proofs
    are known as accidents. Raises UsageError for too few or too many, and for plans of other years or prices than the first.
    """
    if not FEWEST <= len(plans) <= MOST:
        raise UsageError(f"{len(plans)} plans cannot stand side by side; choose {FEWEST} to {MOST}")
    settings = [plan.instance.settings for _, plan in plans]
    for (title, _), one in zip(plans[1:], settings[1:], strict=True):
        if (one.municipality, one.price_year, one.horizon.periods) != (
            settings[0].municipality, settings[0].price_year, settings[0].horizon.periods,
        ):  # fmt: skip
            raise UsageError(
                f"{title!r} is of another municipality, other years or another price year than {plans[0][0]!r}; choose plans "
                "of the same"
            )
    (first, base), *others = plans
    entries = [Entry(BASE, ScenarioKind.BASE, first, "", "", None, base)]
    for number, (title, plan) in enumerate(others, 2):
        alone = replace(plan, nearness=None)  # what it says is of another plan than the first
        entries.append(
            Entry(
                f"plan_{number}", ScenarioKind.WHAT_IF, title, "", SIDE_BY_SIDE.en, None, plan,
                causes=causes_of(base, alone),
            )
        )  # fmt: skip
    return make_comparison(entries)
