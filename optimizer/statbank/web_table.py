"""Reads a table that was saved from the Statbank's web page: title above, footnotes below, years across or down."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.reading.number_text import NUMBER, dense
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.statbank.table import MARKS, MOST, Member, StatbankRow, StatbankTable, dimension_name

_YEAR_AT_END = re.compile(r"(?P<contents>.*?)\s*(?P<year>(?:19|20|21)[0-9]{2})")
_CODE = re.compile(r"(?P<code>(?:K-)?[0-9]{4}|[0-9]{3}\+?)\s+(?P<label>(?!år\b|years?\b)\S.*)")
_LOOKED_AT = 60
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class _Header:
    """What the columns are."""

    place: int
    """Which record it is, from 0."""
    dimensions: tuple[str, ...]
    """Columns that name a place in a dimension, the first ones."""
    values: tuple[tuple[str, str], ...]
    """Columns of numbers: (contents, year), an empty text for what the rows say."""


def parse_web_table(text: str, file: str) -> StatbankTable:
    """The table in a text; raises InputError with every fault (the first twenty) of one that cannot be read."""
    separator = max(";\t,", key=text[:20_000].count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
        records = [(reader.line_num, [" ".join(cell.split()) for cell in one]) for one in reader]
    except csv.Error as error:
        raise InputError([Problem(file, None, "", f"cannot be taken apart as CSV ({error}); save it again")]) from error
    return parse_records(records, file)


def parse_records(records: Sequence[tuple[int, list[str]]], file: str) -> StatbankTable:
    """The table in lines of cells, each with its number from 1; raises InputError as ``parse_web_table``."""
    header = _header([cells for _, cells in records], file)
    rows: list[StatbankRow] = []
    faults: list[Problem] = []
    width = len(header.dimensions) + len(header.values)
    for line, cells in records[header.place + 1 :]:
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) != width or not all(cells[: len(header.dimensions)]):
            if rows and sum(map(bool, cells)) <= 1:
                break  # the footnotes begin
            if any(cells):
                faults.append(Problem(file, line, "", f"has {len(cells)} cells, not {width} as the heading; mend it"))
            continue
        rows.extend(_row(line, cells, header, file, faults))
    if not rows and not faults:
        faults.append(Problem(file, None, "", "has a heading but no rows; save the table again with some chosen"))
    if faults:
        raise InputError(faults[:_MOST_FAULTS])
    title = next((cells[0] for _, cells in records[: header.place] if cells and cells[0]), "")
    named = {"år", "statistikkvariabel"} - set(header.dimensions)
    return StatbankTable(file, title, (*header.dimensions, *sorted(named)), tuple(rows))


def _header(records: Sequence[Sequence[str]], file: str) -> _Header:
    """The first record that ends in columns of years, or that has a column of years and one of numbers last."""
    for place, cells in enumerate(records[:_LOOKED_AT]):
        trimmed = list(cells)
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        found = [_YEAR_AT_END.fullmatch(cell) for cell in trimmed]
        first = next((at for at, match in enumerate(found) if match), len(trimmed))
        if 0 < first < len(trimmed) and all(found[first:]):
            values = tuple((match["contents"], match["year"]) for match in found[first:] if match)
            return _Header(place, tuple(map(dimension_name, trimmed[:first])), values)
        names = tuple(map(dimension_name, trimmed))
        if len(names) > 2 and "år" in names[:-1] and "region" in names[:-1]:
            is_contents = names[-1] in ("value", "verdi")
            return _Header(place, names[:-1], (("" if is_contents else trimmed[-1], ""),))
    message = (
        "no line names region and years; save the table from the Statbank as CSV with its heading, or as json-stat2"
    )
    raise InputError([Problem(file, 1, "", message)])


def _row(line: int, cells: Sequence[str], header: _Header, file: str, faults: list[Problem]) -> list[StatbankRow]:
    """The cells of a line."""
    count = len(header.dimensions)
    where = {name: _member(cell) for name, cell in zip(header.dimensions, cells, strict=False)}
    rows = []
    for (contents, year), cell in zip(header.values, cells[count:], strict=True):
        at = dict(where)
        if year:
            at["år"] = Member(year, year)
        if "statistikkvariabel" not in at:
            at["statistikkvariabel"] = Member("", contents)
        text = dense(cell)
        if NUMBER.fullmatch(text) and abs(float(text)) < MOST:
            rows.append(StatbankRow(line, at, float(text), ""))
        elif text in MARKS or not text:
            rows.append(StatbankRow(line, at, None, text or ".."))
        else:
            column = f"{contents} {year}".strip()
            faults.append(Problem(file, line, column, f"{shown(cell)} is neither a number nor a mark of the Statbank"))
    return rows


def _member(cell: str) -> Member:
    """A place from its cell, with its code if that stands before the name.

    >>> _member("3407 Gjøvik"), _member("105 år eller eldre")
    (Member(code='3407', label='Gjøvik'), Member(code='', label='105 år eller eldre'))
    """
    match = _CODE.fullmatch(cell)
    return Member(match["code"], match["label"]) if match else Member("", cell)
