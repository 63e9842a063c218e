"""The problem handed to the solver is the one that the formulation states."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.environ import ConcreteModel, Constraint, Expression, Objective, Var
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from random_plans import random_data

from leonplan.models.build import build_model
from leonplan.models.data import ModelData
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.solve.matrix import Matrix, compile_matrix

Row = tuple[tuple[tuple[str, float], ...], float, float]
"""(column, coefficient) of each entry, lower and upper side."""


def tiny() -> ModelData:
    instance = load_instance(find_instance("tiny"))
    return prepare(instance, project_demand(instance, instance.settings.horizon.periods))


def rounded(number: float) -> float:
    """Equal whichever way a sum is added up."""
    return float(f"{number:.10g}") + 0.0


def row(entries: dict[str, float], lower: float, upper: float) -> Row:
    body = tuple(sorted((name, rounded(x)) for name, x in entries.items() if rounded(x)))
    return body, rounded(lower), rounded(upper)


def our_rows(matrix: Matrix) -> Counter[Row]:
    names = column_names(matrix)
    rows: Counter[Row] = Counter()
    for i in range(matrix.rows):
        entries: dict[str, float] = {}
        for e in range(matrix.start[i], matrix.start[i + 1]):
            assert names[matrix.index[e]] not in entries, "a column occurs once in a row"
            entries[names[matrix.index[e]]] = float(matrix.values[e])
        rows[row(entries, matrix.row_lower[i], matrix.row_upper[i])] += 1
    return rows


def column_names(matrix: Matrix) -> list[str]:
    names = [""] * matrix.columns
    for name, found in matrix.variables.items():
        for key, column in found:
            names[column] = f"{name}{key}"
    return names


def pyomo_name(variable: Var) -> str:
    return f"{variable.parent_component().name}{variable.index()}"


def pyomo_rows(m: ConcreteModel) -> Counter[Row]:
    """Rows as Pyomo's own compiler has them; a row with two different sides is two rows there, and made one again."""
    m.nothing = Objective(expr=0.0)
    form = LinearStandardFormCompiler().write(m, mixed_form=True, set_sense=None)
    matrix, names = form.A.tocsr(), [pyomo_name(x) for x in form.columns]
    sides: dict[int, list[float]] = {}
    bodies: dict[int, dict[str, float]] = {}
    for i, (constraint, kind) in enumerate(form.rows):
        lower, upper = sides.setdefault(id(constraint), [-np.inf, np.inf])
        right = float(form.rhs[i])
        sides[id(constraint)] = [right if kind <= 0 else lower, right if kind >= 0 else upper]
        entries = range(matrix.indptr[i], matrix.indptr[i + 1])
        bodies[id(constraint)] = {names[matrix.indices[e]]: float(matrix.data[e]) for e in entries}
    return Counter(row(body, *sides[key]) for key, body in bodies.items())


CASES = [pytest.param(None, id="tiny"), *(pytest.param(seed, id=f"random {seed}") for seed in range(12))]


@pytest.mark.parametrize("seed", CASES)
def test_rows_are_those_of_pyomo(seed: int | None) -> None:
    """Proves: every row, its sides and coefficients, as Pyomo's own compiler sees them, in whatever order."""
    data = tiny() if seed is None else random_data(Random(seed))
    matrix = compile_matrix(build_model(data))
    try:
        expected = pyomo_rows(build_model(data))
    except InfeasibleConstraintException:  # a rule that no numbers can keep: it stays a row that cannot be kept
        empty = [(low, high) for body, low, high in our_rows(matrix) if not body]
        assert any(low > 0 or high < 0 for low, high in empty)
        return
    ours = Counter({key: n for key, n in our_rows(matrix).items() if key[0]})
    expected = Counter({key: n for key, n in expected.items() if key[0]})
    assert ours - expected == Counter()
    assert expected - ours == Counter()


@pytest.mark.parametrize("seed", CASES)
def test_columns_are_those_of_pyomo(seed: int | None) -> None:
    m = build_model(tiny() if seed is None else random_data(Random(seed)))
    matrix = compile_matrix(m)
    names = column_names(matrix)
    found = {pyomo_name(x): x for x in m.component_data_objects(Var)}
    assert set(names) == set(found)
    for name, low, high, whole in zip(names, matrix.lower, matrix.upper, matrix.whole, strict=True):
        bounds = found[name].bounds
        assert (low, high) == (-np.inf if bounds[0] is None else bounds[0], np.inf if bounds[1] is None else bounds[1])
        assert whole == (found[name].is_integer() or found[name].is_binary())


@pytest.mark.parametrize("seed", CASES)
def test_goals_are_those_of_pyomo(seed: int | None) -> None:
    """Proves: a goal's terms and constant give what Pyomo's expression gives, at random values of the variables."""
    random = Random(0 if seed is None else seed)
    m = build_model(tiny() if seed is None else random_data(random))
    matrix = compile_matrix(m)
    values = {}
    for x in m.component_data_objects(Var):
        values[pyomo_name(x)] = number = random.uniform(0, 10)
        x.set_value(number, skip_validation=True)
    names = column_names(matrix)
    for goal, (terms, constant) in matrix.goals.items():
        ours = constant + sum(factor * values[names[j]] for j, factor in terms.items())
        expression = m.measures[goal].expr
        assert ours == pytest.approx(expression if isinstance(expression, int | float) else expression())


def little() -> ConcreteModel:
    m = ConcreteModel()
    m.x, m.y = Var(), Var(bounds=(-1, 5))
    m.measures = Expression(["sum"])
    m.measures["sum"].set_value(2 * (m.x - m.y) / 4 - (-m.y + 3) * 2)
    return m


def test_nested_expressions_are_worked_out() -> None:
    """By hand: 2(x - y)/4 - 2(-y + 3) = 0.5 x + 1.5 y - 6; row 1 <= 3(x + 1) - y <= 7 is -2 <= 3 x - y <= 4."""
    m = little()
    m.rule = Constraint(expr=(1, 3 * (m.x + 1) - m.y, 7))
    matrix = compile_matrix(m)
    terms, constant = matrix.goals["sum"]
    assert terms == {0: 0.5, 1: 1.5}
    assert constant == -6
    assert (matrix.row_lower[0], matrix.row_upper[0]) == (-2, 4)
    assert dict(zip(matrix.index.tolist(), matrix.values.tolist(), strict=True)) == {0: 3, 1: -1}
    assert (matrix.lower.tolist(), matrix.upper.tolist()) == ([-np.inf, -1], [np.inf, 5])


@pytest.mark.parametrize("power", [2, 0.5])
def test_an_expression_that_is_not_affine_is_refused(power: float) -> None:
    m = little()
    m.rule = Constraint(expr=m.x**power <= 4)
    with pytest.raises(TypeError, match="not affine"):
        compile_matrix(m)


@pytest.mark.parametrize("kind", ["product", "quotient"])
def test_two_variables_in_one_term_are_refused(kind: str) -> None:
    """Also where the variables happen to have values, which must not be taken for numbers."""
    m = little()
    m.x.set_value(1.0)
    m.y.set_value(2.0)
    m.rule = Constraint(expr=(m.x * m.y if kind == "product" else m.x / m.y) <= 4)
    with pytest.raises(TypeError, match="not affine"):
        compile_matrix(m)
