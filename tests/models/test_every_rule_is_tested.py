"""No rule without a test of its name, solved by hand."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from leonplan.models import objectives
from leonplan.models.build import BLOCKS
from leonplan.models.declare import Rule

RULES = [(block.__name__.rpartition(".")[2], rule) for block in (*BLOCKS, objectives) for rule in block.RULES]
HEADINGS = ("Proves:", "By hand:", "Sensitivity:")


def functions_of(block: str) -> dict[str, ast.FunctionDef]:
    """Functions of a block's test files by name."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(__file__).parent.glob(f"test_{block}*.py")]
    return {node.name: node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("block", "rule"), RULES, ids=[rule.name for _, rule in RULES])
def test_rule_is_tested_by_hand(block: str, rule: Rule) -> None:
    function = functions_of(block).get(f"test_{rule.name}")
    assert function is not None, f"write test_{rule.name} in test_{block}.py"
    documentation = ast.get_docstring(function) or ""
    assert all(heading in documentation for heading in HEADINGS)
    assert f'"{rule.name}"' in ast.unparse(function).replace("'", '"'), "drop the rule and see the number change"


@pytest.mark.parametrize(("block", "rule"), RULES, ids=[rule.name for _, rule in RULES])
def test_rule_is_written_down(block: str, rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert all(rule.part(heading) for heading in ("Math", "Units", "Source"))
