"""describe(): every symbol and rule as rows, and page(): the page ``models/README.md`` that is written from them."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from types import ModuleType

from leonplan.models import data as md
from leonplan.models import objectives
from leonplan.models.build import BLOCKS
from leonplan.models.prose import GLOSSARY, HOME, INDICES, INTRODUCTION, WORDS
from leonplan.models.sets import IndexSets

_UNIT = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class SetRow:
    """An index set: which combinations exist."""

    name: str
    """Name in the code."""
    meaning: str
    """What its members are."""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A number that one solve needs."""

    owner: str
    """The part of the data that holds it."""
    name: str
    """Name in the part."""
    unit: str
    """Unit; empty for names, switches and parts of their own."""
    meaning: str
    """What it says, unit included."""


@dataclass(frozen=True, slots=True)
class VariableRow:
    """A decision."""

    block: str
    """Module that holds it."""
    name: str
    """Name in the model, as in exports and explanations."""
    written: str
    """How formulas write it."""
    kind: str
    """continuous, free, integer or binary."""
    unit: str
    """Unit of its value."""
    meaning: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A sentence that is true in every plan."""

    block: str
    """Module that holds it."""
    name: str
    """Name in the model, as in exports and explanations."""
    sentence: str
    """The sentence."""
    math: str
    """The formula."""
    units: str
    """Unit of both sides."""
    source: str
    """A law, a report, a paper, definition or assumption."""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """What a plan is judged by; less is better."""

    name: str
    """Name of the goal."""
    unit: str
    """Unit of its value."""
    meaning: str
    """What it says."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole formulation as rows, each kind in reading order."""

    indices: tuple[tuple[str, str], ...]
    """(letter, meaning) of the index letters."""
    sets: tuple[SetRow, ...]
    """Index sets."""
    parameters: tuple[ParameterRow, ...]
    """Numbers."""
    variables: tuple[VariableRow, ...]
    """Decisions."""
    rules: tuple[RuleRow, ...]
    """Rules."""
    goals: tuple[GoalRow, ...]
    """Goals."""


def describe() -> Catalogue:
    """Every symbol, rule and goal, read from where each is declared."""
    return Catalogue(
        indices=INDICES,
        sets=tuple(_sets()),
        parameters=tuple(_parameters()),
        variables=tuple(_variables()),
        rules=tuple(_rules()),
        goals=tuple(GoalRow(one.name, one.unit, one.meaning) for one in objectives.MEASURES),
    )


def blocks() -> tuple[ModuleType, ...]:
    """The modules of the formulation in reading order."""
    return (*BLOCKS, objectives)


def _name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1]


def _first_line(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").partition("\n")[0]


def _sets() -> Iterator[SetRow]:
    for name, member in vars(IndexSets).items():
        if isinstance(member, cached_property):
            yield SetRow(name, inspect.getdoc(member) or "")


def _parameters() -> Iterator[ParameterRow]:
    """The fields of ModelData and its parts: the whole first, then the parts in the order of the file."""
    parts = [one for one in vars(md).values() if is_dataclass(one) and isinstance(one, type)]
    for part in sorted(parts, key=lambda one: one is not md.ModelData):
        told = attribute_docstrings(part)
        for field in fields(part):
            meaning = told.get(field.name, "")
            unit = _UNIT.search(meaning)
            yield ParameterRow(part.__name__, field.name, unit[1] if unit else "", meaning)


def attribute_docstrings(part: type) -> dict[str, str]:
    """What is said below each field of a class, or each member of an enumeration, on one line, by name."""
    (tree,) = ast.parse(inspect.getsource(part)).body
    assert isinstance(tree, ast.ClassDef)
    told = {}
    for field, after in zip(tree.body, tree.body[1:], strict=False):
        match field, after:
            case ((ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)])), ast.Expr()):
                told[name] = " ".join(str(ast.literal_eval(after.value)).split())
    return told


def _variables() -> Iterator[VariableRow]:
    for block in BLOCKS:
        for one in block.VARIABLES:
            kind = one.domain if isinstance(one.domain, str) else "continuous or integer"
            yield VariableRow(_name(block), one.name, one.written, kind, one.unit, one.meaning)


def _rules() -> Iterator[RuleRow]:
    for block in blocks():
        for one in block.RULES:
            yield RuleRow(_name(block), one.name, one.sentence, one.part("Math"), one.part("Units"), one.part("Source"))


def page() -> str:
    """The page that describes the formulation, in Markdown."""
    catalogue = describe()
    lines = [INTRODUCTION.rstrip(), ""]
    lines += _notation(catalogue)
    lines += _decisions(catalogue)
    lines += _chapters(catalogue)
    lines += _goals(catalogue)
    lines += _numbers(catalogue)
    lines += _glossary()
    return "\n".join(lines).rstrip() + "\n"


def _table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = list(heading)
    yield "| " + " | ".join(cells) + " |"
    yield "| " + " | ".join("---" for _ in cells) + " |"
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("``", "`") for cell in row) + " |"
    yield ""


def _notation(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Notation", "", "Index letters:", "")
    yield from _table(("letter", "stands for"), ((f"`{letter}`", meaning) for letter, meaning in catalogue.indices))
    yield from (
        "Only combinations that can occur become variables (`served_only_where_offered`); `sets.py` derives them:", "",
    )  # fmt: skip
    yield from _table(("set", "members"), ((f"`{one.name}`", one.meaning) for one in catalogue.sets))


def _decisions(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Decisions", "", "All are at least 0 unless they are free.", "")
    rows = (
        (f"`{one.written}`", f"`{one.name}`", one.kind, one.unit, one.meaning) for one in catalogue.variables
    )  # fmt: skip
    yield from _table(("in formulas", "in the model", "kind", "unit", "meaning"), rows)


def _chapters(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Rules", "", "A rule's name is what explanations and exports print.", "")
    for block in blocks():
        yield from (f"### `{_name(block)}.py`", "", _first_line(block), "")
        for one in catalogue.rules:
            if one.block == _name(block):
                yield from (f"**{one.name}** — {one.sentence}", "", "```", one.math, "```", "")
                yield from (f"Units: {one.units}. Source: {one.source}.", "")


def _goals(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Goals", "", "Each is minimised in the planner's order.", "")
    yield from _table(("goal", "unit", "meaning"), ((f"`{x.name}`", x.unit, x.meaning) for x in catalogue.goals))


def _numbers(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Numbers", "", "Units stand in brackets. `data.py` holds them; the engine fills them in.", "")
    for owner in dict.fromkeys(one.owner for one in catalogue.parameters):
        yield from (f"### {owner}", "")
        rows = ((f"`{one.name}`", one.meaning) for one in catalogue.parameters if one.owner == owner)
        yield from _table(("number", "meaning"), rows)


def _glossary() -> Iterator[str]:
    yield from ("## Glossary", "", HOME, "")
    yield from _table(("id in the shipped instances", "norsk", "meaning"), ((f"`{a}`", b, c) for a, b, c in GLOSSARY))
    yield from _table(("in code", "norsk"), WORDS)
