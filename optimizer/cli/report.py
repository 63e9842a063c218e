"""``leon report``: what was solved, as a report to read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from leonplan.optimizer.cli.options import LateChoice, OutputPath, json_option, replace_option
from leonplan.optimizer.cli.output import print_json, print_text


def _formats() -> tuple[str, ...]:
    from leonplan.optimizer import api

    return api.report_formats()


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=LateChoice(_formats),
    multiple=True,
    help="Repeat for several. [default: as the file named by -o ends, else the first]",
)
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True, help="Bokmål or English.")
@click.option("--template", type=click.Path(path_type=Path), metavar="FILE", help="Word document whose styles to use.")
@click.option("-o", "--output", type=OutputPath(), metavar="FILE/FOLDER", help="Where to write. [default: here]")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Date of the report. [default: the day it was solved]",
)
@replace_option
@json_option
def report(
    run: Path,
    formats: tuple[str, ...],
    lang: Literal["nb", "en"],
    template: Path | None,
    output: Path | None,
    date: datetime | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Make a report of a run, a comparison or a frontier, without solving anything again.

    The numbers are those that were verified: a folder that was altered, or whose plan does not hold, gives no report.
    The same folder, language and date give the same files to the last byte.

    \b
    Example:
      leon solve gjovik -o runs/gjovik
      leon report runs/gjovik
      leon report runs/gjovik --format pdf --format docx --lang en -o reports
    """
    from leonplan.optimizer import api

    day = None if date is None else date.date()
    files = api.report(run, formats or None, lang, output=output, date=day, template=template, replace=replace)
    if as_json:
        print_json({"files": [str(file) for file in files]})
    else:
        print_text("\n".join(f"Report written to {file}" for file in files))
