"""What the commands on many futures share: their options, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leonplan.optimizer.api.ending import code_for
from leonplan.optimizer.cli.options import Number
from leonplan.optimizer.cli.output import tell
from leonplan.optimizer.errors import ExitCode

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import FutureOutcome

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What gives a command an option."""


def futures_option(default: int) -> Option:
    """How many futures are drawn."""
    return click.option(
        "--futures",
        type=click.IntRange(1, 100_000),
        default=default,
        show_default=True,
        help="How many futures are drawn.",
    )


def time_limit_option(each: str) -> Option:
    """How long each search may take; each: what is searched."""
    return click.option(
        "--time-limit",
        type=Number(0, min_open=True),
        metavar="S",
        default=60.0,
        show_default=True,
        help=f"Seconds of search for each {each}.",
    )


seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**31),
    default=1,
    show_default=True,
    help="Of the drawing: the same seed, the same futures.",
)

before_option = click.option(
    "--before", type=click.IntRange(1900, 2200), metavar="YEAR", help="Only starts in periods before this year stand."
)

factors_option = click.option(
    "--factors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What may come otherwise. [default: the instance's futures.yaml]",
)

cores_option = click.option(
    "--cores", type=click.IntRange(1, 64), default=2, show_default=True, help="Futures planned side by side."
)


def code_of_futures(outcomes: Collection[FutureOutcome], *, is_interrupted: bool) -> ExitCode:
    """Whether everything was planned to the end, and every plan verified; that a plan does not stand is no fault."""
    code = code_for(
        is_verified=all(one.why != "not_verified" for one in outcomes),
        is_interrupted=is_interrupted,
        is_proven=all(one.proven for one in outcomes),
    )
    if code is ExitCode.NOT_VERIFIED:
        tell("not every plan is verified")
    return code
