"""Numbers as options: what is not a finite number is refused with exit code 2, by every option of every command."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.cli.options import Number

DECIMALS = [
    pytest.param(name, option, id=f"{name} {option.opts[-1]}")
    for name, command in sorted(leon.commands.items())
    for option in command.params
    if isinstance(option.type, click.FLOAT.__class__)
]
"""Options that take a number with decimals."""


def test_there_are_options_with_decimals() -> None:
    assert {"solve --gap", "near-best --share", "what-if --time-limit"} <= {str(one.id) for one in DECIMALS}


@pytest.mark.parametrize(("command", "option"), DECIMALS)
@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999", "1_0", "٣", "27.000", "0x1", ""])
def test_what_is_no_finite_number_is_refused(command: str, option: click.Option, text: str) -> None:
    done = CliRunner().invoke(leon, [command, "tiny", f"{option.opts[-1]}={text}"])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert option.opts[-1] in done.stderr


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), (".5", 0.5), ("5e-1", 0.5), ("+1", 1), (" 1.0 ", 1)])
def test_numbers_are_read_as_written(text: str, value: float) -> None:
    assert Number(0, 1).convert(text, None, None) == value


def test_a_number_may_be_given_by_code() -> None:
    """Defaults are numbers already, and checked against the limits as well."""
    assert Number(0, 1).convert(0.001, None, None) == 0.001
    for value in (float("nan"), 2.0):
        with pytest.raises(click.BadParameter):
            Number(0, 1).convert(value, None, None)
