"""A formulation kept alive takes other numbers: the problem is the one that a new formulation would be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from random_cases import random_cases
from random_plans import random_data

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.models.renew import reads_of
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix
from leonplan.optimizer.solve.session import Session


def other_numbers(random: Random, data: ModelData) -> dict[str, object]:
    """Other values by field: need, frames, projects, staff, programmes and costs, now and then of another shape."""
    frames = {t: x * random.choice((0.9, 1.1)) for t, x in (data.operating_frame or {}).items()}
    projects = {
        p: replace(x, cost=x.cost + 1, earliest=x.earliest + random.choice((0, 0, 1)), decided=random.random() < 0.2)
        for p, x in data.projects.items()
    }
    return {
        "need": {key: persons * random.choice((1.0, 1.25)) for key, persons in data.need.items()},
        "operating_frame": frames or None,
        "projects": projects,
        "categories": {k: replace(x, pay=x.pay * 1.5, recruitment_limit=3.0) for k, x in data.categories.items()},
        "groups": {g: replace(x, severity=x.severity + 1) for g, x in data.groups.items()},
        "centre_cost": {c: 7.0 for c in data.centres},
        "discharge_fee": 11.0,
        "goal_limits": {"spend": 1e6},
        "policies": replace(data.policies, residents_stay=not data.policies.residents_stay),
        "fte_per_unit": {key: x + 0.5 for key, x in data.fte_per_unit.items()},
    }


def with_other_numbers(random: Random, data: ModelData) -> ModelData:
    """The same municipality with some fields of other values."""
    return replace(data, **{name: x for name, x in other_numbers(random, data).items() if random.random() < 0.4})


def rows_of(matrix: Matrix) -> list[tuple[str, dict[int, float], float, float]]:
    ends = zip(matrix.start[:-1], matrix.start[1:], strict=True)
    terms = [dict(zip(matrix.index[a:b].tolist(), matrix.values[a:b].tolist(), strict=True)) for a, b in ends]
    return list(zip(matrix.row_names(), terms, matrix.row_lower.tolist(), matrix.row_upper.tolist(), strict=True))


def assert_same(found: Matrix, expected: Matrix) -> None:
    """The same rows in the same order of terms, so that HiGHS takes the same way."""
    assert rows_of(found) == rows_of(expected)
    np.testing.assert_array_equal(found.index, expected.index)
    np.testing.assert_array_equal(found.values, expected.values)
    assert found.column_names() == expected.column_names()
    np.testing.assert_array_equal(found.lower, expected.lower)
    np.testing.assert_array_equal(found.upper, expected.upper)
    np.testing.assert_array_equal(found.whole, expected.whole)
    assert dict(found.goals) == dict(expected.goals)


@pytest.mark.parametrize("seed", random_cases(60, fast=15))
def test_changed_problem_is_the_problem_built_anew(seed: int) -> None:
    random = Random(seed)
    data = random_data(random)
    form = Form(data)
    for _ in range(3):
        data = with_other_numbers(random, data)
        form.change(data)
        assert_same(form.matrix, compile_matrix(build_model(data)))


def test_changed_frame_touches_the_rows_of_money_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is built once: another frame must not build it again."""
    instance = load_instance(find_instance("tiny"))
    data = prepare(instance, project_demand(instance))
    form = Form(data)
    before = rows_of(form.matrix)
    monkeypatch.setattr("leonplan.optimizer.solve.form.build_model", lambda _: pytest.fail("built again"))
    assert data.operating_frame is not None
    form.change(replace(data, operating_frame={t: x + 100 for t, x in data.operating_frame.items()}))
    after = rows_of(form.matrix)
    different = {name.partition("(")[0] for (name, *_), new in zip(before, after, strict=True) if (name, *_) != new}
    assert different == {"spend_within_frame"}


@pytest.mark.parametrize("seed", random_cases(20, fast=6))
def test_a_number_is_looked_at_by_every_rule_that_it_changes(seed: int) -> None:
    """One field after the other is given other values: a rule or goal whose rows move must be known to read the field.

    Where rows or columns come or go, everything is built again; then some part's shape must be known to depend on the field.
    """
    random = Random(2000 + seed)
    data = random_data(random)
    model = build_model(data)
    reads, before = reads_of(model), compile_matrix(model)
    for field, values in other_numbers(random, data).items():
        after = compile_matrix(build_model(replace(data, **{field: values})))
        if shape_of(after) != shape_of(before):
            assert any(field in found.shape for found in reads.values()), field
            continue
        looking = {name for (_, name), found in reads.items() if field in found.numbers}
        assert moved_between(before, after) <= looking, field


def shape_of(matrix: Matrix) -> tuple[object, ...]:
    """What columns and rows there are."""
    return matrix.column_names(), matrix.row_names(), matrix.whole.tolist()


def moved_between(before: Matrix, after: Matrix) -> set[str]:
    """Rules and goals whose numbers differ between two problems of one shape."""
    rules = {old[0].partition("(")[0] for old, new in zip(rows_of(before), rows_of(after), strict=True) if old != new}
    return rules | {name for name, terms in before.goals.items() if terms != after.goals[name]}


def test_session_gives_what_a_new_one_gives() -> None:
    """Need up by a tenth in a session kept alive, against a session of its own; the way there does not matter."""
    instance = load_instance(find_instance("tiny"))
    data = prepare(instance, project_demand(instance))
    more = replace(data, need={key: 1.1 * persons for key, persons in data.need.items()})
    steps = ({"overrun": 1.0}, {"unmet": 1.0}, {"spend": 1.0})
    kept = Session(data)
    first = kept.solve(steps)
    kept.change(more)
    second = kept.solve(steps, near=first.values)
    anew = Session(more).solve(steps)
    for ours, theirs in zip(second.goals, anew.goals, strict=True):
        assert ours.value == pytest.approx(theirs.value, rel=2e-3)
        assert max(ours.bound, theirs.bound) <= min(ours.value, theirs.value) + 1e-6
