"""The projection as the population table of an instance."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from leonplan.optimizer.demand.project_demand import between
from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.population.forecast import MAIN, MEASURED, PopulationForecast
from leonplan.optimizer.reading.read_table import read_table
from leonplan.optimizer.schema.tables import DistrictShare, Population

Shares = Mapping[str, Mapping[int, float]]
"""Shares of the inhabitants by district and year [share]; linear between the years, constant outside."""

_SUM_TOLERANCE = 1e-6
_DECIMALS = 1


def table_rows(forecast: PopulationForecast, shares: Shares | None = None) -> Iterator[Population]:
    """Rows of ``population.csv``: measured years in the variant ``all``, then every projected year by variant.

    shares: the districts' shares, from ``read_shares``; none: rows of the whole municipality.
    """
    for year in range(forecast.first_year, forecast.last_year + 1):
        is_measured = year <= forecast.base_year
        for variant in (MAIN,) if is_measured else forecast.variants:
            for span, persons in forecast.bands(year, variant).items():
                for district, share in _shared_out(shares, year):
                    yield Population(
                        variant=MEASURED if is_measured else variant,
                        year=year,
                        district=district,
                        age_band=span.id,
                        persons=round(persons * share, _DECIMALS),
                        source=forecast.source_of(year).id,
                    )


def table_text(forecast: PopulationForecast, shares: Shares | None = None) -> str:
    """The table as CSV, UTF-8 with decimal points."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    columns = Population.columns()
    writer.writerow(columns)
    for row in table_rows(forecast, shares):
        cells = (getattr(row, name) for name in columns)
        writer.writerow(
            "" if cell is None else f"{cell:.{_DECIMALS}f}" if isinstance(cell, float) else cell for cell in cells
        )
    return out.getvalue()


def read_shares(path: Path) -> Shares:
    """District shares from a file like ``district_shares.csv`` of an instance.

    Raises InputError with every fault: of the table, of a year in which the shares are not 1 together or a district is missing.
    """
    table = read_table(path, DistrictShare)
    faults = [Problem(path.name, one.line, one.field, one.message) for one in table.problems]
    shares: defaultdict[str, dict[int, float]] = defaultdict(dict)
    lines: dict[int, int] = {}
    for row, line in zip(table.rows, table.lines, strict=True):
        shares[row.district][row.year] = row.share
        lines.setdefault(row.year, line)
    for year, line in lines.items() if not faults else ():
        missing = [f"'{district}'" for district, by_year in shares.items() if year not in by_year]
        total = sum(by_year.get(year, 0.0) for by_year in shares.values())
        if missing:
            faults.append(Problem(path.name, line, "district", f"no share for {', '.join(missing)} in {year}; add it"))
        elif abs(total - 1) > _SUM_TOLERANCE:
            faults.append(
                Problem(path.name, line, "share", f"shares of {year} are {total:.6g} together; they must be 1")
            )
    if faults:
        raise InputError(faults)
    return dict(shares)


def _shared_out(shares: Shares | None, year: int) -> Iterator[tuple[str | None, float]]:
    """Districts with their share of a year; the whole municipality, without a district, if there are none."""
    if shares is None:
        yield None, 1.0
        return
    for district, by_year in shares.items():
        yield district, between(by_year, year)
