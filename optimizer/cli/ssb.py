"""``leon ssb``: a table of Statistics Norway, with the raw reply kept."""

from __future__ import annotations

import re
from pathlib import Path

import click

from leonplan.optimizer.cli.options import Number, OutputPath, json_option
from leonplan.optimizer.cli.output import print_json, print_screen, progress_on_terminal


def _read_years(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """A year, or two with a dash; fails with words for anything else."""
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", value.strip(), re.ASCII)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise click.BadParameter(
            f"{value[:60]!r} is no year, nor two in order; write 2025 or 2020-2025.", context, parameter
        )
    return int(found[1]), int(found[2] or found[1])


def _read_choices(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> dict[str, list[str]]:
    """Codes by dimension, from texts like ``Kjonn=1,2``; fails with words for anything else."""
    chosen: dict[str, list[str]] = {}
    for text in value:
        name, sign, codes = text.partition("=")
        listed = [code.strip() for code in codes.split(",")]
        if not sign or not name.strip() or not all(listed) or name.strip() in chosen:
            message = (
                f"{text[:60]!r} chooses nothing; write a dimension once, an equals sign and codes, as in Kjonn=1,2."
            )
            raise click.BadParameter(message, context, parameter)
        chosen[name.strip()] = listed
    return chosen


@click.command()
@click.argument("table")
@click.argument("regions", nargs=-1, required=True, metavar="REGION...")
@click.option(
    "--years", callback=_read_years, metavar="YEARS", help="A year or two with a dash, as in 2020-2025. [default: all]"
)
@click.option(
    "--choose",
    "choices",
    multiple=True,
    callback=_read_choices,
    metavar="DIMENSION=CODES",
    help="Codes of a dimension, as in Kjonn=1,2. May be repeated. [default: all]",
)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read what was saved from the web page (json-stat2, CSV, Excel), or a folder that -o wrote; the service is not asked.",
)
@click.option("--address", metavar="URL", help="Another address of the service, such as a copy of it.")
@click.option(
    "--timeout", type=Number(0.1, 600), default=30, show_default=True, metavar="S", help="Wait for an answer."
)
@click.option(
    "-o", "--output", type=OutputPath(), metavar="FOLDER", help="Keep the replies, the cells as CSV and a citation."
)
@json_option
def ssb(
    table: str,
    regions: tuple[str, ...],
    years: tuple[int, int] | None,
    choices: dict[str, list[str]],
    file: Path | None,
    address: str | None,
    timeout: float,
    output: Path | None,
    as_json: bool,
) -> None:
    """A table of Statistics Norway (SSB) for some municipalities, with the raw reply kept.

    TABLE is its number; REGION a municipality's number or name, or another code of the table. Cells without a number stay
    missing, are never zero, and are listed. With -o, the folder holds the replies byte by byte with date and SHA-256, so that
    they can be cited, and read again with --file.

    \b
    Example:
      leon ssb 07459 3407 --years 2020-2026 -o population
      leon ssb 14746 gjøvik --json
      leon ssb 07459 3407 --file population
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.statbank import statbank_json, statbank_screen

    with progress_on_terminal() as tell:
        tell(f"table {table}")
        found = api.ssb(
            table, *regions, years=years, choices=choices, file=file, address=address, timeout=timeout, output=output
        )
    if as_json:
        print_json(statbank_json(found, output))
    else:
        print_screen(*statbank_screen(found, output))
