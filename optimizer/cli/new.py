"""``leon new``: an instance to start from."""

from __future__ import annotations

from pathlib import Path

import click

from leonplan.optimizer.cli.options import OutputPath, json_option
from leonplan.optimizer.cli.output import print_json, print_text, progress_on_terminal


@click.command()
@click.argument("folder", type=OutputPath())
@click.option(
    "--municipality", metavar="NUMBER", help="Make that municipality (number or name), from national figures."
)
@click.option(
    "--counts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="KOSTRA counts (CSV with item and persons, or table 12292 as 'leon ssb -o' kept it), reproduced.",
)
@click.option(
    "--ssb",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Statistics Norway's projection (table 14746), used instead of ours.",
)
@click.option(
    "--rank", is_flag=True, help="Solve for minutes, and list the numbers on which most hangs (Fyll inn først)."
)
@json_option
def new(
    folder: Path, municipality: str | None, counts: Path | None, ssb: Path | None, rank: bool, as_json: bool
) -> None:
    """Make a new instance to fill in.

    A copy of the smallest that solves, with comments; or, with --municipality, that municipality from measured inhabitants and
    national rates, one that checks and solves at once: every number has a source or is marked as an estimate. A name that
    ends in .xlsx makes a workbook of it.

    --rank plans it again with one number at a time low and high (its stated uncertainty, or 10 %), and leaves the
    twenty on which most heavy need, then light need, then spending hangs: fill_in_first.csv, or the first sheet. Stopped, it
    makes nothing.

    \b
    Example:
      leon new my_municipality
      leon new hamar --municipality 3403
      leon new hamar.xlsx --municipality hamar --counts kostra.csv
      leon new hamar.xlsx --municipality 3403 --rank
    """
    from leonplan.optimizer import api

    with progress_on_terminal() as tell:
        api.new(folder, municipality=municipality, counts=counts, ssb=ssb, rank=rank, progress=tell)
    is_book = folder.suffix.casefold() == ".xlsx"
    ranking = "its first sheet" if is_book else str(folder / "fill_in_first.csv")
    if as_json:
        print_json({"folder": str(folder), **({"fill_in_first": ranking} if rank else {})})
        return
    rest = "Change the numbers, keep the shape, and run"
    if municipality is not None:
        rest = "Most numbers are estimates: its README.md says which to replace first. Run"
    if rank:
        rest = f"Most numbers are estimates: {ranking} says on which most hangs. Run"
    print_text(f"{folder} is made. {rest}: leon check {folder}")
