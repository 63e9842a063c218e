"""Arguments and options that several commands share."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

DEBUG = "leonplan.debug"
"""Key in a context's ``meta``: show the traceback of an internal error."""

JSON = "leonplan.json"
"""Key in a context's ``meta``: standard output takes one JSON object and nothing else."""

DEBUG_VARIABLE = "LEON_DEBUG"
"""Environment variable that does the same as ``--debug``."""


_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)
_PERHAPS_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})*\.000", re.ASCII)


class Number(click.FloatRange):
    """A finite number within limits, as people write it: no ``nan``, no ``inf``, no ``1_000``, and no ``27.000``.

    ``FloatRange`` alone lets what is not a number through, as it is neither below the least nor above the greatest value.
    """

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails with words for anything else."""
        if isinstance(value, str):
            if not _NUMBER.fullmatch(value.strip()):
                self.fail(f"{value!r} is not a finite number; write digits with a decimal point.", param, ctx)
            if _PERHAPS_THOUSANDS.fullmatch(value.strip()):
                self.fail(f"{value!r} can be read in two ways; leave out the point or the zeros after it.", param, ctx)
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number; write a smaller one.", param, ctx)
        return number


class LateChoice(StringParamType):
    """One of some words that are asked for when they are needed, so that a command loads nothing before it runs."""

    name = "choice"

    def __init__(self, words: Callable[[], Sequence[str]]) -> None:
        """A choice; words: gives them."""
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """The words, as help shows them."""
        return click.Choice(self.words()).get_metavar(param, ctx)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word; fails with words for anything else."""
        return click.Choice(self.words()).convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The words that begin so."""
        return click.Choice(self.words()).shell_complete(ctx, param, incomplete)


class OutputPath(click.Path):
    """Where to write: refused, before anything is done, if nothing can be made there."""

    def __init__(self) -> None:
        """A path as ``Path``."""
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails with words if nothing can be made there."""
        from leonplan.optimizer import api

        try:
            api.require_writable(value)
        except api.UsageError as error:
            self.fail(str(error), param, ctx)
        return super().convert(value, param, ctx)


def _note_debug(context: click.Context, _: click.Parameter, is_on: bool) -> None:
    if is_on:
        context.meta[DEBUG] = True


def _note_json(context: click.Context, _: click.Parameter, is_on: bool) -> bool:
    context.meta[JSON] = is_on
    return is_on


debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_note_debug,
    help=f"Show where an internal error happened (or set {DEBUG_VARIABLE}=1).",
)

json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_note_json, help="Print one JSON object and nothing else."
)

replace_option = click.option(
    "--replace", is_flag=True, help="Replace what an earlier command wrote there, of the same kind and instance."
)

afresh_option = click.option(
    "--afresh", is_flag=True, help="Solve the plan anew, also where one with the same inputs and settings is kept."
)

Mode = Literal["frame", "cover"]
"""What ``--mode`` takes."""

instance_argument = click.argument("instance")

mode_option = click.option(
    "--mode",
    type=click.Choice(["frame", "cover"]),
    help="frame: money and staff are limits, need gives way; cover: need first. [default: as the instance says]",
)

population_option = click.option("--population", metavar="VARIANT", help="Variant of the population projection.")

horizon_option = click.option(
    "--horizon", metavar="NAME", help="Another list of periods that the instance names, e.g. yearly."
)

what_if_option = click.option(
    "--what-if",
    "what_ifs",
    metavar="FILE",
    multiple=True,
    help="What-if laid over the instance: a file, or the name of one that ships with it. May be repeated, in order.",
)


def is_debugging(context: click.Context) -> bool:
    """Whether tracebacks are wanted."""
    return bool(context.meta.get(DEBUG) or os.environ.get(DEBUG_VARIABLE))
