"""The command ``leon`` and its subcommands."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.calibrate import calibrate
from leonplan.optimizer.cli.check import check
from leonplan.optimizer.cli.demand import demand
from leonplan.optimizer.cli.excel import excel
from leonplan.optimizer.cli.explain import explain
from leonplan.optimizer.cli.export import export
from leonplan.optimizer.cli.formulation import formulation
from leonplan.optimizer.cli.frontier import frontier
from leonplan.optimizer.cli.group import LeonGroup
from leonplan.optimizer.cli.near_best import near_best
from leonplan.optimizer.cli.new import new
from leonplan.optimizer.cli.options import debug_option
from leonplan.optimizer.cli.population import population
from leonplan.optimizer.cli.report import report
from leonplan.optimizer.cli.review import review
from leonplan.optimizer.cli.robust import robust
from leonplan.optimizer.cli.roll import roll
from leonplan.optimizer.cli.schema import schema
from leonplan.optimizer.cli.solve import solve
from leonplan.optimizer.cli.ssb import ssb
from leonplan.optimizer.cli.streams import own_output
from leonplan.optimizer.cli.stress import stress
from leonplan.optimizer.cli.verify import verify
from leonplan.optimizer.cli.versions import versions
from leonplan.optimizer.cli.what_if import what_if
from leonplan.optimizer.cli.workbench import workbench


@click.group(cls=LeonGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="leonplan", prog_name="leon")
@debug_option
def leon() -> None:
    """Plan municipal health and care: who is served where, at the lowest effective level (LEON).

    INSTANCE is a folder, a workbook (.xlsx), or the name of one that ships with the program (gjovik_2026, gjovik, gausdal,
    tiny). RUN is a folder that "leon solve -o" wrote.

    \b
    Example:
      leon check gjovik
      leon solve gjovik -o runs/gjovik
      leon verify runs/gjovik

    \b
    Exit codes: 0 done, 1 an internal error, 2 wrong usage, 3 input wrong, 4 hard demands collide,
    5 stopped by the time limit with a plan, 6 stopped with no plan, 7 not verified, 130 interrupted.
    """


for _command in (
    check,
    demand,
    solve,
    what_if,
    near_best,
    explain,
    frontier,
    stress,
    robust,
    review,
    report,
    workbench,
    verify,
    export,
    formulation,
    schema,
    versions,
    new,
    calibrate,
    excel,
    population,
    ssb,
    roll,
):
    leon.add_command(_command)


def main() -> None:
    """Entry point of the command line; ends the process with one of the exit codes."""
    own_output()
    leon(prog_name="leon")
