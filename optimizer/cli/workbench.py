"""``leon workbench``: the workbench in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.output import print_text
from leonplan.optimizer.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[FOLDER]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on. [default: 8431, or a free one]")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others want what follows.")
@click.option(
    "--allowed-host", "allowed_hosts", multiple=True, metavar="NAME", help="Name of the site; may be repeated."
)
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="File with a word that a browser must show once.",
)
@click.option("--user-header", metavar="HEADER", help="Header in which a proxy says who asks.")
@click.option(
    "--trusted", multiple=True, metavar="ADDRESS", help="Address of a proxy that is believed; may be repeated."
)
def workbench(
    folder: Path,
    port: int | None,
    no_browser: bool,
    host: str,
    allowed_hosts: tuple[str, ...],
    token_file: Path | None,
    user_header: str | None,
    trusted: tuple[str, ...],
) -> None:
    """Work with instances, plans and questions in the browser, without a terminal.

    FOLDER holds what every command reads and writes, by default the current folder: what the workbench makes, the commands
    can open, and the reverse. Prints its address as the first line, and runs until Ctrl-C; jobs that run then go on. Only
    this machine can reach it, unless another address is named. Wants pip install "leonplan[web]".

    \b
    Example:
      leon workbench
      leon workbench plans --port 8500 --no-browser
    """
    import webbrowser

    from leonplan.optimizer.workbench import WorkbenchOptions, serve

    options = WorkbenchOptions(
        folder=folder,
        host=host,
        port=port,
        allowed_hosts=allowed_hosts,
        token=None if token_file is None else _word(token_file),
        user_header=user_header,
        trusted=trusted,
    )

    def ready(address: str) -> None:
        print_text(address)
        if not no_browser:
            webbrowser.open(address)

    serve(options, ready)


def _word(file: Path) -> str:
    """The word in a file; raises UsageError if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from error
