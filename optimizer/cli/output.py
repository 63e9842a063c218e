"""What goes to standard output and standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from leonplan.optimizer.cli.streams import is_unicode
from leonplan.optimizer.present.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


def print_json(result: Any) -> None:
    """One JSON object on standard output; other letters than ASCII as codes where the stream cannot hold them."""
    text = json.dumps(result, ensure_ascii=not is_unicode(sys.stdout.encoding), indent=2, allow_nan=False)
    click.echo(text)


def print_text(text: str) -> None:
    """Lines on standard output, invisible characters as codes."""
    click.echo("\n".join(visible(line) for line in text.split("\n")))


def tell(text: str) -> None:
    """Lines on standard error, invisible characters as codes."""
    click.echo("\n".join(visible(line) for line in text.split("\n")), err=True)


def print_screen(*parts: RenderableType) -> None:
    """Tables and text on standard output, as wide as the terminal; plain strings are lines that are never cut."""
    from leonplan.optimizer.present.console import paragraph, screen_console

    console = screen_console(sys.stdout)
    for part in parts:
        if isinstance(part, str):
            console.print(paragraph(part), soft_wrap=True)
        else:
            console.print(part)


@contextmanager
def progress_on_terminal() -> Iterator[Callable[[str], None]]:
    """A way to say what is being done: one line with the time passed, on standard error, only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("reading", total=None)
        yield lambda doing: shown.update(task, description=visible(doing))
