"""A linear Pyomo model as plain arrays, the form in which HiGHS takes it.

Pyomo's own compiler (``LinearStandardFormCompiler``) does the same for every kind of model; this one knows only affine
expressions of unfixed variables, which is all the formulation makes, and takes a fraction of the time and memory.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.numeric_expr import (
    DivisionExpression,
    LinearExpression,
    MonomialTermExpression,
    NegationExpression,
    NPV_ProductExpression,
    ProductExpression,
    SumExpression,
)
from pyomo.environ import ConcreteModel, Constraint, Var, value

from leonplan.models.data import ModelData
from leonplan.optimizer.solve.size import Size, size_of

Terms: TypeAlias = dict[int, float]
"""Coefficient by column."""
Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True)
class Matrix:
    """minimise goals[name] subject to row_lower <= A x <= row_upper, lower <= x <= upper, some x whole.

    A is stored by rows: row i has entries ``start[i]`` to ``start[i + 1]`` of ``index`` (columns) and ``values``.
    Shapes: n columns, m rows, z entries.
    """

    lower: Floats
    """Lower bounds, shape (n,)."""
    upper: Floats
    """Upper bounds, shape (n,); infinite where there is none."""
    whole: NDArray[np.bool_]
    """Which columns are whole numbers, shape (n,)."""
    start: Ints
    """First entry of each row, shape (m + 1,)."""
    index: Ints
    """Column of each entry, shape (z,)."""
    values: Floats
    """Coefficient of each entry, shape (z,)."""
    row_lower: Floats
    """Shape (m,)."""
    row_upper: Floats
    """Shape (m,)."""
    goals: Mapping[str, tuple[Terms, float]]
    """Terms and constant of each goal by name."""
    variables: Mapping[str, list[tuple[Any, int]]]
    """(index, column) of each variable by component name, in the order of the columns."""
    rules: tuple[tuple[str, list[Any]], ...]
    """(rule, indices of its rows) in the order of the rows."""
    size: Size = field(default_factory=Size)
    """How large the instance is: in which units HiGHS counts, and on which grids goals are held."""

    @property
    def columns(self) -> int:
        """Number of columns, n."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """Number of rows, m."""
        return len(self.row_lower)

    def column_names(self) -> list[str]:
        """A name for each column, e.g. ``served(dementia,group_living,biri,2030)``."""
        return [_name(name, index) for name, found in self.variables.items() for index, _ in found]

    def row_names(self) -> list[str]:
        """A name for each row: the rule and its index."""
        return [_name(rule, index) for rule, indices in self.rules for index in indices]


def _name(name: str, index: Any) -> str:
    parts = index if isinstance(index, tuple) else (index,)
    return f"{name}({','.join(map(str, parts))})"


def compile_matrix(m: ConcreteModel) -> Matrix:
    """The arrays of a model built by ``build_model``. Raises TypeError on an expression that is not affine."""
    with PauseGC():
        return _compile(m)


def _compile(m: ConcreteModel) -> Matrix:
    column: dict[int, int] = {}
    variables: dict[str, list[tuple[Any, int]]] = {}
    lower: list[float] = []
    upper: list[float] = []
    whole: list[bool] = []
    for component in m.component_objects(Var):
        found = variables[component.name] = []
        for key, data in component.items():
            found.append((key, len(lower)))
            column[id(data)] = len(lower)
            low, high = _bounds(data)
            lower.append(low)
            upper.append(high)
            whole.append(not data.is_continuous())
    rows = _Rows()
    rules: list[tuple[str, list[Any]]] = []
    for component in m.component_objects(Constraint):
        for data in component.values():
            rows.add(data, column)
        rules.append((component.name, list(component)))
    return Matrix(
        lower=np.array(lower),
        upper=np.array(upper),
        whole=np.array(whole, dtype=bool),
        start=np.array(rows.start, dtype=np.int32),
        index=np.array(rows.index, dtype=np.int32),
        values=np.array(rows.values, dtype=np.float64),
        row_lower=np.array(rows.lower, dtype=np.float64),
        row_upper=np.array(rows.upper, dtype=np.float64),
        goals={name: affine_terms(m.measures[name].expr, column) for name in m.measures},
        variables=variables,
        rules=tuple(rules),
        size=_size(m),
    )


def _size(m: ConcreteModel) -> Size:
    """The size of the instance that a model was built for; of models without one nothing is known."""
    return size_of(m.data) if isinstance(getattr(m, "data", None), ModelData) else Size()


@dataclass
class _Rows:
    """Rows as they are gathered."""

    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, row: Any, column: Mapping[int, int]) -> None:
        """Add the row of a constraint."""
        low, body, high = row.to_bounded_expression()
        terms, constant = affine_terms(body, column)
        self.index.extend(terms)
        self.values.extend(terms.values())
        self.start.append(len(self.index))
        self.lower.append(-np.inf if low is None else value(low) - constant)
        self.upper.append(np.inf if high is None else value(high) - constant)


def _bounds(variable: Any) -> tuple[float, float]:
    low, high = variable.bounds
    return -np.inf if low is None else low, np.inf if high is None else high


def recompiled(m: ConcreteModel, matrix: Matrix, touched: Container[str], goals: Container[str]) -> Matrix:
    """The matrix of a model some of whose variables' bounds, rules and goals were made again; its shape must have stayed.

    touched: names of the variables and rules; goals: names of the goals. The rest is taken over from the matrix given.
    """
    column: dict[int, int] = {}
    for name, found in matrix.variables.items():
        variables = m.component(name).values()
        column.update((id(variable), at) for variable, (_, at) in zip(variables, found, strict=True))
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    for name, found in matrix.variables.items():
        if name in touched:
            for key, at in found:
                lower[at], upper[at] = _bounds(m.component(name)[key])
    first = 0
    pieces: list[_Piece] = []
    for name, indices in matrix.rules:
        last = first + len(indices)
        pieces.append(_made_again(m, name, column) if name in touched else _taken_over(matrix, first, last))
        first = last
    counts = np.concatenate([piece[0] for piece in pieces])
    return replace(
        matrix,
        lower=lower,
        upper=upper,
        start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        index=np.concatenate([piece[1] for piece in pieces]),
        values=np.concatenate([piece[2] for piece in pieces]),
        row_lower=np.concatenate([piece[3] for piece in pieces]),
        row_upper=np.concatenate([piece[4] for piece in pieces]),
        goals={
            name: affine_terms(m.measures[name].expr, column) if name in goals else before
            for name, before in matrix.goals.items()
        },
        size=_size(m),
    )


_Piece: TypeAlias = tuple[Ints, Ints, Floats, Floats, Floats]
"""Rows of a rule: entries in each row, columns, coefficients, lower and upper limits."""


def _taken_over(matrix: Matrix, first: int, last: int) -> _Piece:
    entries = slice(matrix.start[first], matrix.start[last])
    rows = slice(first, last)
    counts = matrix.start[first + 1 : last + 1] - matrix.start[first:last]
    return counts, matrix.index[entries], matrix.values[entries], matrix.row_lower[rows], matrix.row_upper[rows]


def _made_again(m: ConcreteModel, name: str, column: Mapping[int, int]) -> _Piece:
    rows = _Rows()
    for data in m.component(name).values():
        rows.add(data, column)
    start = np.array(rows.start, dtype=np.int32)
    counts = start[1:] - start[:-1]
    index, limits = np.array(rows.index, dtype=np.int32), (np.array(rows.lower), np.array(rows.upper))
    return counts, index, np.array(rows.values, dtype=np.float64), *limits


def affine_terms(expression: Any, column: Mapping[int, int]) -> tuple[Terms, float]:
    """Coefficients by column and constant of an affine expression; columns by the variables' identity."""
    terms: Terms = {}
    constant = 0.0
    for factor, node in _leaves(expression):
        if node is None:
            constant += factor
        else:
            at = column[id(node)]
            terms[at] = terms.get(at, 0.0) + factor
    return terms, constant


def _leaves(expression: Any) -> Iterator[tuple[float, Any]]:
    """(factor, variable) for each term and (number, None) for each constant."""
    stack: list[tuple[float, Any]] = [(1.0, expression)]
    while stack:
        factor, node = stack.pop()
        kind = node.__class__
        if kind is MonomialTermExpression:
            coefficient, variable = node.args
            yield factor * coefficient, variable
        elif kind is LinearExpression or kind is SumExpression:
            stack.extend((factor, child) for child in reversed(node.args))
        elif kind is float or kind is int:
            yield factor * node, None
        elif node.is_variable_type():
            yield factor, node
        else:
            stack.extend(_parts(factor, node))


def _parts(factor: float, node: Any) -> Iterable[tuple[float, Any]]:
    """The parts of the rarer kinds of node."""
    if isinstance(node, NegationExpression):
        return [(-factor, node.args[0])]
    if isinstance(node, ProductExpression | NPV_ProductExpression):
        left, right = node.args if _is_number(node.args[0]) else reversed(node.args)
        if _is_number(left):
            return [(factor * value(left), right)]
    if isinstance(node, DivisionExpression) and _is_number(node.args[1]):
        return [(factor / value(node.args[1]), node.args[0])]
    if node.is_named_expression_type():
        return [(factor, node.expr)]
    if _is_number(node):
        return [(factor, float(value(node)))]
    raise TypeError(f"not affine: {node}")


def _is_number(node: Any) -> bool:
    return isinstance(node, int | float) or not node.is_potentially_variable()


def carried_whole_numbers(source: Matrix, plan: Floats, target: Matrix) -> tuple[Ints, Floats]:
    """The whole numbers of one form's plan in another form of the same formulation.

    source, plan: a form and the values of its columns. Returns columns of the target that are whole numbers in both forms, and
    their values there; both of one length.
    """
    known = {
        (name, index): round(float(plan[column]))
        for name, found in source.variables.items()
        for index, column in found
        if source.whole[column]
    }
    carried = {
        column: known[name, index]
        for name, found in target.variables.items()
        for index, column in found
        if target.whole[column] and (name, index) in known
    }
    return np.fromiter(carried, np.int32, len(carried)), np.fromiter(carried.values(), np.float64, len(carried))
