"""The command that makes again what a command wrote, as its sealed folder has it."""

from __future__ import annotations

import shlex
from typing import Any

import click

LEFT_OUT = frozenset({"afresh", "as_json", "output", "xlsx", "replace"})
"""Options that say where the result goes, or whether a kept plan is taken, and change nothing in it."""


def command_of(ctx: click.Context) -> str:
    """What was typed, in one form: the command, its arguments, and the options that are not as they would be anyway."""
    words = ["leon", str(ctx.command.name)]
    options: list[str] = []
    for one in ctx.command.params:
        value = ctx.params.get(one.name or "")
        if isinstance(one, click.Argument):
            words += map(_written, _each(value))
        elif one.expose_value and one.name not in LEFT_OUT and value not in (None, False, (), one.default):
            for item in _each(value):
                options += [one.opts[-1], *([] if item is True else [_written(item)])]
    return shlex.join([*words, *options])


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _written(value: Any) -> str:
    """A value as it can be typed: every digit of a number, and no decimals where it is whole."""
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
