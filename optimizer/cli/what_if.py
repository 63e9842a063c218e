"""``leon what-if``: what follows from a choice?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from leonplan.optimizer.api.ending import code_of, worst
from leonplan.optimizer.cli.again import command_of
from leonplan.optimizer.cli.options import (
    Mode,
    Number,
    OutputPath,
    afresh_option,
    instance_argument,
    json_option,
    mode_option,
    replace_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen, print_text, progress_on_terminal, tell
from leonplan.optimizer.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leonplan.optimizer.api.types import Comparison, NamedWhatIf


@click.command("what-if")
@instance_argument
@click.argument("what_ifs", metavar="[WHATIF]...", nargs=-1)
@click.option(
    "--list", "is_list", is_flag=True, help="Show the what-ifs that ship with the instance, and nothing else."
)
@mode_option
@click.option("--together", is_flag=True, help="Also all what-ifs at once, in the order of their ids.")
@click.option(
    "--walk",
    type=click.Choice(["auto", "all", "none"]),
    default="auto",
    show_default=True,
    help="Share out why the plan moves. auto: over 2 to 4 changes; all: over up to 6; none: not.",
)
@click.option("--no-do-nothing", is_flag=True, help="Leave out the plan without projects and programmes.")
@click.option("--all-goals", is_flag=True, help="Also minimise the goals after spending: twice as long.")
@click.option("--gap", type=Number(0, 1), help="Gap allowed in a goal. [default: 0.001, or the RUN's]")
@click.option(
    "--time-limit",
    type=Number(0, min_open=True),
    metavar="S",
    default=120.0,
    show_default=True,
    help="Seconds of search for each plan: the base, then two at a time all others, a walk over n changes 2^n in all.",
)
@click.option("-o", "--output", type=OutputPath(), metavar="FOLDER", help="Folder to write it to.")
@click.option("--xlsx", type=OutputPath(), metavar="FILE", help="Excel file to write.")
@afresh_option
@replace_option
@json_option
@click.pass_context
def what_if(
    ctx: click.Context,
    instance: str,
    what_ifs: tuple[str, ...],
    is_list: bool,
    mode: Mode | None,
    together: bool,
    walk: Literal["auto", "all", "none"],
    no_do_nothing: bool,
    all_goals: bool,
    gap: float | None,
    time_limit: float,
    output: Path | None,
    xlsx: Path | None,
    afresh: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """Solve base, doing nothing and each what-if, and compare.

    WHATIF is a file, or the name of one that ships with the instance; without any, all of these are taken. INSTANCE may
    also be a RUN, whose plan is then the base and is not solved again: take a plan, alter it in a small file, and see
    what that costs. The walk shows how much each change moves the plan, whatever their order; one what-if is walked over
    change by change.

    \b
    Example:
      leon what-if gjovik --list
      leon what-if gjovik low_population no_staff_growth -o runs/choices --xlsx choices.xlsx
      leon what-if runs/gjovik my_changes.yaml
    """
    from leonplan.optimizer import api

    start = api.start(instance, mode=mode, all_goals=all_goals)
    if is_list:
        _list(api.what_ifs(start.folder), start.instance.settings.name, as_json)
        return
    _require_free(output, xlsx, start.instance.settings.id, replace=replace)
    found = api.what_ifs(start.folder, what_ifs or None)
    if not found:
        raise UsageError(f"no what-ifs ship with {instance}; name a file")
    with progress_on_terminal() as progress:
        comparison = api.compare(
            start,
            found,
            together=together,
            walk=walk,
            do_nothing=not no_do_nothing,
            gap=gap,
            time_limit=time_limit,
            afresh=afresh,
            warn=tell,
            progress=progress,
        )
    if output is not None:
        api.write(comparison, output, command=command_of(ctx), replace=replace)
    if xlsx is not None:
        api.write_workbook(comparison, xlsx, replace=replace)
    _show(comparison, output, xlsx, as_json)
    ctx.exit(int(_exit_code(comparison)))


def _list(found: Sequence[NamedWhatIf], name: str, as_json: bool) -> None:
    """What ships, each with the question it answers."""
    from leonplan.optimizer.present.what_ifs import what_ifs_json, what_ifs_screen

    if as_json:
        print_json(what_ifs_json(found))
    else:
        print_screen(*what_ifs_screen(found, name))


def _require_free(folder: Path | None, workbook: Path | None, instance: str, *, replace: bool) -> None:
    """Say before the long work, not after it, what cannot be written."""
    from leonplan.optimizer import api

    if folder is not None:
        api.require_free(folder, "comparison", instance=instance, replace=replace)
    if workbook is None:
        return
    api.require_free(workbook, "file", replace=replace)
    if folder is not None and folder.resolve() in workbook.resolve().parents:
        raise UsageError(f"{workbook} would lie in {folder}, which is sealed; name a file outside it")


def _show(comparison: Comparison, folder: Path | None, workbook: Path | None, as_json: bool) -> None:
    from leonplan.optimizer.present.comparison import comparison_screen
    from leonplan.optimizer.present.comparison_json import comparison_json

    if as_json:
        print_json(comparison_json(comparison, folder, workbook))
        return
    print_screen(*comparison_screen(comparison))
    if folder is not None:
        print_text(f"Comparison written to {folder}; leon verify {folder} checks every plan again.")
    if workbook is not None:
        print_text(f"Tables written to {workbook}.")


def _exit_code(comparison: Comparison) -> ExitCode:
    """The worst of the plans; a what-if may collide, and one stopped without a plan leaves the others."""
    codes = [
        _SOFTENED.get(entry.exit_code, entry.exit_code) if entry.plan is None else code_of(entry.plan)
        for entry in comparison.entries
    ]
    code = worst(codes)
    if code is ExitCode.NOT_VERIFIED:
        tell("not every plan is verified")
    return code


_SOFTENED = {ExitCode.COLLISION: ExitCode.DONE, ExitCode.STOPPED_WITHOUT_PLAN: ExitCode.STOPPED_WITH_PLAN}
"""What the end of a single what-if means for the comparison."""
