"""Every policy is described once, and its description is the whole of it."""

from __future__ import annotations

import pytest
from tiny_plan import tiny, with_policy

from leonplan.models.build import build_model
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.explain.binding.what_binds import LOOKS, SENTENCES
from leonplan.optimizer.explain.collision.demands import demands_of
from leonplan.optimizer.explain.collision.loosen_demands import loosenings_of
from leonplan.optimizer.explain.collision.policies import POLICIES
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Policies
from leonplan.optimizer.what_if.rules import CHANGES

VALUES = {
    "proximity": {"share": 0.8, "minutes": 5},
    "equity": {"tolerance": 0.1},
    "coverage_norm": {"at_least": 0.01, "at_most": 0.9},
    "staff_growth": {"rate": 0.01},
    "ladder_share": {"step": 1, "at_least": 0.3, "source": "paper"},
}
"""What a policy wants to be more than a switch."""


def with_only(policy: str | None) -> Instance:
    """Tiny with one policy in force, or with none; patients with dementia count as ready for discharge."""
    settings = {name: {**VALUES.get(name, {}), "on": name == policy} for name in Policies.model_fields}
    return with_policy(tiny(), **settings)


def test_every_policy_is_described_once() -> None:
    """In the table, and as a what-if of its name."""
    assert list(POLICIES) == list(Policies.model_fields)
    assert set(POLICIES) <= {change.model_fields["change"].annotation.__args__[0] for change in CHANGES}


@pytest.mark.parametrize("name", POLICIES)
def test_the_rules_of_a_policy_are_rules_that_are_looked_at(name: str) -> None:
    """Each is a rule of the formulation; what binds shows at least one of each policy that has any."""
    rules = set(POLICIES[name].rules)
    assert rules <= set(SENTENCES)
    assert not rules or rules & {rule for look in LOOKS for rule in look.rules}


def rows(instance: Instance) -> set[str]:
    """Rules that have rows in the formulation of an instance."""
    m = build_model(prepare(instance, project_demand(instance)))
    return {rule for rule in SENTENCES if len(getattr(m, rule))}


@pytest.mark.parametrize(
    "name", [name for name in POLICIES if name not in ("residents_stay", "discharge_ready_received")]
)
def test_its_rules_are_the_rows_that_come_with_it(name: str) -> None:
    """Switched on alone a policy adds rows of its rules and of no others.

    Not of all where a case cannot come up: in tiny no project closes round-the-clock places, so that none need be told
    to have grown. Residents who stay are another set of variables, and nobody in tiny waits in a hospital.
    """
    added = rows(with_only(name)) - rows(with_only(None))
    assert added
    assert added <= set(POLICIES[name].rules)


@pytest.mark.parametrize("name", [name for name in POLICIES if name != "residents_stay"])
def test_a_policy_can_be_loosened_in_words(name: str) -> None:
    """Each way has words for its first step, and a loosened instance is another instance."""
    instance = with_only(name)
    (demand,) = demands_of(instance)
    assert (demand.id, demand.words) == (f"policy:{name}", POLICIES[name].words(instance.settings.policies))
    for way in loosenings_of(instance, demand):
        assert way.words(way.amount(1))
        assert way.apply(instance, 1) != instance
