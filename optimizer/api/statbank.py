"""Tables of Statistics Norway: fetched, read from what was saved, and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Name

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import KeptTable


def ssb(
    table: str,
    *regions: str,
    years: tuple[int, int] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
    file: Name | None = None,
    address: str | None = None,
    timeout: float = 30.0,
    output: Name | None = None,
) -> KeptTable:
    """A table of Statistics Norway (SSB) for some regions, cell by cell, with its raw replies.

    table: its number; regions: numbers or names of municipalities, or other codes of the table; years: first and last, none: all;
    choices: codes by dimension; file: what was saved from the web page, or a folder that was kept, read instead of asking
    the service; address: another address of the service; timeout: wait for one answer [s]; output: a new folder in which the
    raw replies are kept with date and SHA-256, and the cells as CSV.

    Raises UsageError for what the table has not and what the service refuses, InputError if the service cannot be reached or
    answers with something else, or with every fault of the file, VerificationError if a kept reply was altered.
    """
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.sealed.store import refuse_new
    from leonplan.optimizer.statbank.fetch import fetch_table, read_saved
    from leonplan.optimizer.statbank.keep import read_kept, write_kept
    from leonplan.optimizer.statbank.service import Statbank

    if not re.fullmatch(r"[0-9]{4,5}", table, re.ASCII):
        raise UsageError(f"{table[:60]!r} is no number of a table; it has five digits, as 07459")
    number, codes = table.zfill(5), [_code(table.zfill(5), one) for one in dict.fromkeys(regions)]
    if not codes:
        raise UsageError("no region is named; give the number or name of a municipality")
    if output is not None:
        refuse_new(Path(output))
    if file is None:
        service = Statbank(timeout=timeout)
        if address is not None:
            service = replace(service, address=address)
        found = fetch_table(number, codes, service, years=years, choices=choices)
    elif Path(file).is_dir():
        found = read_kept(Path(file)).narrowed(number, codes, years)
    else:
        found = read_saved(number, codes, Path(file)).narrowed(number, codes, years)
    if output is not None:
        write_kept(found, Path(output))
    return found


def _code(table: str, region: str) -> str:
    """The code of a region: of a name the municipality's number; other codes as they are."""
    from leonplan.optimizer.population.municipality import find_municipality
    from leonplan.optimizer.statbank.query import has_todays_regions

    is_number = re.fullmatch(r"[0-9]{4}", region, re.ASCII) is not None
    is_code = re.fullmatch(r"[A-Z0-9.-]+", region, re.ASCII) is not None
    return find_municipality(region) if not is_code or (is_number and has_todays_regions(table)) else region
