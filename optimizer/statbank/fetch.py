"""A table of the Statbank for some regions: fetched from the service, or read from what was kept or saved before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import InputError, Problem, UsageError
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.reading.read_text import read_bytes
from leonplan.optimizer.statbank.query import Choices, parse_description, questions
from leonplan.optimizer.statbank.read_statbank import parse_statbank
from leonplan.optimizer.statbank.service import RefusedError, Statbank, UnreachableError
from leonplan.optimizer.statbank.table import MARKS, StatbankRow

PAGE = "https://www.ssb.no/statbank/table"
"""Where people look at the tables."""

_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class RawReply:
    """A reply, or a saved file, byte by byte."""

    file: str
    """Its name beside the result."""
    content: bytes
    """What it holds."""
    question: Mapping[str, Any] | None
    """What the service was asked; none for a file that was saved by hand."""


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table with the raw replies that it was read from."""

    table: str
    """Its number."""
    title: str
    """Its title."""
    regions: tuple[str, ...]
    """Codes of the regions."""
    retrieved: str
    """Date and time at which it was retrieved, or read if it was saved by hand: ISO 8601, UTC."""
    address: str
    """Where it was retrieved; empty if it was saved by hand."""
    replies: tuple[RawReply, ...]
    """What it was read from."""
    rows: tuple[StatbankRow, ...]
    """Its cells."""

    @property
    def missing(self) -> tuple[StatbankRow, ...]:
        """Cells without a number, each with its mark; they are never zero."""
        return tuple(row for row in self.rows if row.value is None)

    def narrowed(self, table: str, regions: Sequence[str], years: tuple[int, int] | None) -> KeptTable:
        """The same for some of its regions and years.

        table: the number that was asked for; years: first and last; none: all. Raises InputError if it is another table, or
        has none of them.
        """
        files = ", ".join(one.file for one in self.replies)
        if table != self.table:
            raise InputError(
                [Problem(files, None, "", f"is of table {self.table}, not {table}; name the file of {table}")]
            )
        rows = tuple(of_regions(self.rows, regions, files))
        if years is not None:
            rows = tuple(row for row in rows if _is_within(row, years))
        if not rows:
            raise InputError(
                [Problem(files, None, "år", "has none of the years asked for; save the table again with them")]
            )
        return replace(self, regions=tuple(regions), rows=rows)

    @property
    def citation(self) -> str:
        """How the table is named where its numbers are used."""
        how = "retrieved" if self.address else "saved by hand, read"
        title = self.title.removeprefix(f"{self.table}: ")
        return f"Statistics Norway (SSB), table {self.table}: {title or 'no title'}; {how} {self.retrieved[:10]}"


def now() -> str:
    """Date and time of now, as ``KeptTable.retrieved`` has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def meaning(mark: str) -> str:
    """What a mark of the Statbank means."""
    return MARKS.get(mark, "no number")


def fetch_table(
    table: str,
    regions: Sequence[str],
    service: Statbank,
    *,
    years: tuple[int, int] | None = None,
    choices: Choices | None = None,
) -> KeptTable:
    """Fetch a table for some regions: what it has, then each region by itself.

    years: first and last; none: all; choices: codes by dimension. Raises UsageError for what the table has not, InputError if the
    service cannot be reached or does not answer as it should, with how to save the table by hand.
    """
    url = service.of_table(table)
    try:
        title, variables = parse_description(service.ask(url), url)
        if not any(one.is_region for one in variables):
            raise UsageError(f"table {table} has no regions; its dimensions are {', '.join(v.code for v in variables)}")
        asked = [
            question
            for region in regions
            for question in questions(table, variables, region, years=years, choices=choices or {})
        ]
        replies = []
        for place, question in enumerate(asked, 1):
            service.sleep(service.between)
            file = f"{table}.json" if len(asked) == 1 else f"{table}_{place}.json"
            replies.append(RawReply(file, service.ask(url, question), question))
    except RefusedError as error:
        raise UsageError(_refusal(table, error)) from error
    except UnreachableError as error:
        message = f"Statistics Norway's service cannot be reached: {error}. {by_hand(table, regions)}"
        raise InputError([Problem(url, None, "", message)]) from error
    return kept_table(table, regions, replies, retrieved=now(), address=url, title=title)


def read_saved(table: str, regions: Sequence[str], file: Path) -> KeptTable:
    """The table in a file that was saved from the web page (json-stat2, CSV or Excel), for some regions.

    Raises InputError with every fault of the file.
    """
    reply = RawReply(file.name, read_bytes(file, file.name), None)
    return kept_table(table, regions, [reply], retrieved=now(), address="")


def kept_table(
    table: str, regions: Sequence[str], replies: Sequence[RawReply], *, retrieved: str, address: str, title: str = ""
) -> KeptTable:
    """A table from its raw replies; raises InputError with every fault of them."""
    tables = [parse_statbank(one.content, one.file) for one in replies]
    rows = tuple(chain.from_iterable(of_regions(one.rows, regions, one.file) for one in tables))
    found = title or next((one.title for one in tables if one.title), "")
    return KeptTable(table, found, tuple(regions), retrieved, address, tuple(replies), rows)


def by_hand(table: str, regions: Iterable[str]) -> str:
    """How to save a table by hand and go on without the service."""
    return (
        f"Save it by hand: open {PAGE}/{table} in a browser, choose {', '.join(regions)} and the years, show the table, save "
        f"it as JSON-stat 2, Excel or semicolon-separated CSV, and add --file and the file's name"
    )


def of_regions(rows: Sequence[StatbankRow], regions: Sequence[str], file: str) -> Iterable[StatbankRow]:
    """Rows of some regions; all of them where the table has no regions. Raises InputError if it has another region only."""
    if not rows or "region" not in rows[0].at:
        return rows
    wanted = {one.casefold() for one in regions}
    found = [
        row
        for row in rows
        if row.at["region"].code.removeprefix("K-").casefold() in wanted or row.at["region"].label.casefold() in wanted
    ]
    if found:
        return found
    there = dict.fromkeys(f"{row.at['region'].code} {row.at['region'].label}".strip() for row in rows)
    listed = ", ".join(map(shown, list(there)[:_MOST_LISTED]))
    message = f"{', '.join(map(shown, regions))} is not there, only {listed}; save the table again with it"
    raise InputError([Problem(file, None, "region", message)])


def _is_within(row: StatbankRow, years: tuple[int, int]) -> bool:
    """Whether a cell is of one of some years; one without a year is."""
    at = row.at.get("år")
    text = "" if at is None else (at.code or at.label)[:4]
    return not text.isdigit() or years[0] <= int(text) <= years[1]


def _refusal(table: str, error: RefusedError) -> str:
    """A refusal, with what to do."""
    if error.status == 404:
        return f"Statistics Norway has no table {shown(table)} (status 404); its number stands in the table's title at {PAGE}"
    said = f" ({error.said})" if error.said else ""
    if error.status in (403, 413):
        return (
            f"Statistics Norway refused table {table}, status {error.status}{said}; ask for fewer years with --years, or "
            "wait a while"
        )
    return f"Statistics Norway refused what was asked of table {table}, status {error.status}{said}; choose other codes"
