"""``leon check``: is the instance right?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from leonplan.optimizer.cli.options import OutputPath, instance_argument, json_option, replace_option, what_if_option
from leonplan.optimizer.cli.output import print_json, print_screen, print_text
from leonplan.optimizer.errors import ExitCode


@click.command()
@instance_argument
@what_if_option
@click.option(
    "--mark",
    "marked",
    type=OutputPath(),
    metavar="FILE.xlsx",
    help="Write the workbook again with faults and warnings marked.",
)
@click.option(
    "--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True, help="Of the marks: bokmål or English."
)
@replace_option
@json_option
@click.pass_context
def check(
    ctx: click.Context,
    instance: str,
    what_ifs: tuple[str, ...],
    marked: Path | None,
    lang: Literal["nb", "en"],
    replace: bool,
    as_json: bool,
) -> None:
    """Read and validate everything; list every fault at once.

    Each fault names file, line and field, in a workbook sheet and cell, what is wrong, the value, and what to do.

    --mark writes a workbook again with a colour and a comment at every fault and warning, and a list of them. Charts, pictures
    and the stored values of formulas are not kept in it; what is lost is said.

    \b
    Example:
      leon check gjovik
      leon check plan.xlsx --mark marked.xlsx
      leon check my_municipality --json
      leon check gjovik --what-if my_changes.yaml
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.check import check_json, check_screen

    report = api.check(instance, what_ifs)
    lost = () if marked is None else api.mark(instance, report, marked, language=lang, replace=replace)
    if as_json:
        print_json(
            check_json(report) if marked is None else {**check_json(report), "marked": str(marked), "lost": lost}
        )
    else:
        print_screen(*check_screen(report, api.folder_of(instance)))
        if marked is not None:
            print_text(f"marked in {marked}" + (f"; not kept in it: {', '.join(lost)}" if lost else ""))
    ctx.exit(int(ExitCode.DONE if report.instance is not None else ExitCode.INPUT))
