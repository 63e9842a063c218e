"""``leon population``: inhabitants of a municipality, measured and projected."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from leonplan.optimizer.cli.options import Number, OutputPath, json_option, replace_option
from leonplan.optimizer.cli.output import print_json, print_screen, print_text


def _read_ages(context: click.Context, parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """Whole numbers, separated by commas; fails with words for anything else."""
    words = [word.strip() for word in value.split(",")]
    if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in words):
        message = f"{value[:60]!r} is no list of ages; write whole numbers with commas, as in 0,18,67,80,90."
        raise click.BadParameter(message, context, parameter)
    return tuple(map(int, words))


@click.command()
@click.argument("municipality")
@click.option("--to", type=int, default=2050, show_default=True, metavar="YEAR", help="Last year.")
@click.option(
    "--from",
    "first_year",
    type=int,
    default=2021,
    show_default=True,
    metavar="YEAR",
    help="First measured year, 2006 or later.",
)
@click.option(
    "--ages",
    default="0,18,67,80,90",
    show_default=True,
    callback=_read_ages,
    metavar="AGES",
    help="Youngest ages of the bands.",
)
@click.option("--shares", type=click.Path(path_type=Path), metavar="FILE", help="District shares: rows by district.")
@click.option(
    "--ssb",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Statistics Norway's projection (table 14746, json-stat2, CSV or Excel), used instead of ours.",
)
@click.option(
    "--births",
    type=click.Choice(["held", "ratio"]),
    default="held",
    show_default=True,
    help="held: as many born as lately; ratio: in proportion to those aged 20-44.",
)
@click.option(
    "--improvement",
    type=Number(0, 0.1),
    default=0.012,
    show_default=True,
    metavar="SHARE",
    help="Share by which losses from age 60 on fall a year.",
)
@click.option("-o", "--output", type=OutputPath(), metavar="FILE", help="Write the population.csv of an instance.")
@replace_option
@json_option
def population(
    municipality: str,
    to: int,
    first_year: int,
    ages: tuple[int, ...],
    shares: Path | None,
    ssb: Path | None,
    births: Literal["held", "ratio"],
    improvement: float,
    output: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Inhabitants of a Norwegian municipality, measured to 2026 and projected, with measured error.

    MUNICIPALITY is its number or name. By one-year age, from Statistics Norway's table 07459, carried on by cohort ratios. The
    variants low and high enclose nine in ten errors that the same method made in municipalities of this size.

    \b
    Example:
      leon population 3407
      leon population gjøvik --to 2040 -o population.csv
      leon population 3407 --ssb 14746.json --json
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.population import population_json, population_screen

    if output is not None:
        api.require_free(output, "file", replace=replace)
    by_district = None if shares is None else api.district_shares(shares)
    found = api.population(
        municipality, to=to, first_year=first_year, ages=ages, births=births, improvement=improvement, ssb=ssb
    )
    if output is not None:
        api.write_population(found, output, shares=by_district, replace=replace)
    if as_json:
        print_json({**population_json(found, by_district), "file": None if output is None else str(output)})
        return
    print_screen(*population_screen(found, by_district))
    if output is not None:
        print_text(
            f"{output} is written: the population.csv of an instance, which also wants these sources and age bands."
        )
