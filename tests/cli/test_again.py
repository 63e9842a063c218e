"""The command that makes a folder again: what is typed anew means the same, whatever was typed."""

from __future__ import annotations

import shlex

import pytest

from leonplan.optimizer.cli.again import LEFT_OUT, command_of
from leonplan.optimizer.cli.main import leon

TYPED = (
    ("what-if tiny", "leon what-if tiny"),
    ("what-if tiny late hard -o runs/x --xlsx x.xlsx --json --replace", "leon what-if tiny late hard"),
    ("what-if --walk auto --time-limit 120 --together tiny", "leon what-if tiny --together"),
    ("what-if tiny --time-limit 60.50 --gap 1e-5", "leon what-if tiny --gap 1e-05 --time-limit 60.5"),
    ("what-if 'my town' 'a b.yaml'", "leon what-if 'my town' 'a b.yaml'"),
    (
        "near-best tiny --share 2 --free moves --free changes",
        "leon near-best tiny --share 2 --free moves --free changes",
    ),
    ("near-best tiny --gap 0.123456789 --mode cover", "leon near-best tiny --mode cover --gap 0.123456789"),
    ("frontier tiny --format svg --format png", "leon frontier tiny"),
    ("frontier tiny --three --format png --tolerance 0.05", "leon frontier tiny --tolerance 0.05 --three --format png"),
    ("frontier tiny --what-if a.yaml --what-if b.yaml", "leon frontier tiny --what-if a.yaml --what-if b.yaml"),
)


@pytest.mark.parametrize(("typed", "again"), TYPED)
def test_the_command_says_what_is_not_as_usual(typed: str, again: str) -> None:
    """Numbers keep every digit; where a result was written is no part of what makes it."""
    name, *arguments = shlex.split(typed)
    command = leon.commands[name]
    context = command.make_context(name, arguments)
    assert command_of(context) == again
    meant = command.make_context(name, shlex.split(again)[2:]).params
    assert {key: meant[key] for key in meant if key not in LEFT_OUT} == {
        key: value for key, value in context.params.items() if key not in LEFT_OUT
    }
