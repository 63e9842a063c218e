"""A linear Pyomo model as plain arrays, the form in which HiGHS takes it.

Pyomo's own compiler (``LinearStandardFormCompiler``) does the same for every kind of model; this one knows only affine
expressions of unfixed variables, which is all the formulation makes, and takes a fraction of the time and memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
            low, high = data.bounds
            lower.append(-np.inf if low is None else low)
            upper.append(np.inf if high is None else high)
            whole.append(not data.is_continuous())
    start: list[int] = [0]
    index: list[int] = []
    values: list[float] = []
    row_lower: list[float] = []
    row_upper: list[float] = []
    rules: list[tuple[str, list[Any]]] = []
    for component in m.component_objects(Constraint):
        indices: list[Any] = []
        for key, data in component.items():
            low, body, high = data.to_bounded_expression()
            terms, constant = affine_terms(body, column)
            index.extend(terms)
            values.extend(terms.values())
            start.append(len(index))
            row_lower.append(-np.inf if low is None else value(low) - constant)
            row_upper.append(np.inf if high is None else value(high) - constant)
            indices.append(key)
        rules.append((component.name, indices))
    return Matrix(
        lower=np.array(lower),
        upper=np.array(upper),
        whole=np.array(whole, dtype=bool),
        start=np.array(start, dtype=np.int32),
        index=np.array(index, dtype=np.int32),
        values=np.array(values, dtype=np.float64),
        row_lower=np.array(row_lower, dtype=np.float64),
        row_upper=np.array(row_upper, dtype=np.float64),
        goals={name: affine_terms(m.measures[name].expr, column) for name in m.measures},
        variables=variables,
        rules=tuple(rules),
    )


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
