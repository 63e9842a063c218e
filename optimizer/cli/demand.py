"""``leon demand``: what need there will be."""

from __future__ import annotations

import click

from leonplan.optimizer.cli.options import (
    horizon_option,
    instance_argument,
    json_option,
    population_option,
    what_if_option,
)
from leonplan.optimizer.cli.output import print_json, print_screen


@click.command()
@instance_argument
@what_if_option
@population_option
@horizon_option
@json_option
def demand(
    instance: str, what_ifs: tuple[str, ...], population: str | None, horizon: str | None, as_json: bool
) -> None:
    """Project need, and show step by step what moves it.

    Persons on an average day, by group and year: baseline, population, trend, tightening towards a comparison group,
    need that does not follow the population.

    \b
    Example:
      leon demand gjovik
      leon demand gjovik --population low --json
      leon demand gjovik --what-if users_as_kostra_10
    """
    from leonplan.optimizer import api
    from leonplan.optimizer.present.demand import demand_json, demand_screen

    chosen = api.load(instance, what_ifs=what_ifs, population=population, horizon=horizon)
    projected = api.demand(chosen)
    if as_json:
        print_json(demand_json(projected))
    else:
        print_screen(*demand_screen(chosen, projected))
