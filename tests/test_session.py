"""A formulation kept alive takes other numbers: the problem is the one that a new formulation would be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from random_plans import random_data

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.models.renew import parts, reads_of
from leonplan.optimizer.demand import project_demand
from leonplan.optimizer.load import find_instance, load_instance
from leonplan.optimizer.prepare import prepare
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix
from leonplan.optimizer.solve.session import Session


def with_other_numbers(random: Random, data: ModelData) -> ModelData:
    """The same municipality with other need, frames, projects, staff, programmes and costs, now and then another shape."""
    frames = {t: x * random.choice((0.9, 1.1)) for t, x in (data.operating_frame or {}).items()}
    projects = {
        p: replace(x, cost=x.cost + 1, earliest=x.earliest + random.choice((0, 0, 1)), decided=random.random() < 0.2)
        for p, x in data.projects.items()
    }
    changes = {
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
    return replace(data, **{name: x for name, x in changes.items() if random.random() < 0.4})


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


@pytest.mark.parametrize("seed", range(60))
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


def test_every_part_looks_at_some_number() -> None:
    """A part whose reads were missed would keep its old numbers for ever; only signs and links look at nothing."""
    instance = load_instance(find_instance("tiny"))
    reads = reads_of(build_model(prepare(instance, project_demand(instance))))
    assert set(reads) == {(type(part), part.name) for part in parts()}


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
