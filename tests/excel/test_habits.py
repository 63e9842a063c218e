"""What people do to sheets is understood or refused, never guessed; faults are told as sheet!cell, all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from edited import checked, put

from leonplan.optimizer.instance.load import find_instance, load_instance


def tiny() -> Any:
    return load_instance(find_instance("tiny"))


def as_percent(book: Any) -> None:
    for row in book["Soneandeler"].iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].number_format = "0 %"


def turned_around(book: Any) -> None:
    book._sheets.reverse()


def with_blank_rows_and_columns(book: Any) -> None:
    book["Plasser"].insert_rows(3, amount=2)
    book["Plasser"].insert_cols(2)


def as_text(book: Any) -> None:
    """As a table that is pasted from a web page or a PDF: numbers as text, with blanks between thousands."""
    for row in book["Befolkning"].iter_rows(min_row=2, min_col=5, max_col=5):
        row[0].value = f"{row[0].value:,.0f}".replace(",", "\u00a0")


def hidden_and_filtered(book: Any) -> None:
    book["Plasser"].row_dimensions[3].hidden = True
    book["Plasser"].auto_filter.add_filter_column(0, ["x"])


def in_other_columns(book: Any) -> None:
    sheet = book["Plasser"]
    for row in sheet.iter_rows(min_row=1, max_row=sheet.max_row):
        row[0].value, row[1].value = row[1].value, row[0].value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (as_percent, ""),
        (turned_around, ""),
        (with_blank_rows_and_columns, "blank columns"),
        (as_text, "blanks between thousands"),
        (hidden_and_filtered, "hidden rows, which are read as the others (1, first 3)"),
        (in_other_columns, ""),
        (put("Plasser", A1="centre", B1="  trinn ", C1="plasser"), ""),
        (put("Sentre", D2="nei", D3=False), ""),
        (lambda book: setattr(book["Plasser"], "title", "places"), ""),
        (lambda book: book.create_sheet("Notater").append(["husk"]), "is no sheet of an instance and is not read"),
    ],
)
def test_understood(change: Callable[[Any], object], words: str, tmp_path: Path) -> None:
    """The instance is the same; what was forgiven is said."""
    report = checked(tmp_path, change)
    assert report.problems == ()
    assert report.instance == tiny()
    assert words in "\n".join(map(str, report.warnings))


def title_above(book: Any) -> None:
    book["Plasser"].insert_rows(1)
    book["Plasser"]["A1"] = "Plasser per 1. januar"
    book["Plasser"].merge_cells("A1:E1")


def merged_centres(book: Any) -> None:
    book["Plasser"]["A3"] = book["Plasser"]["A2"].value
    book["Plasser"].merge_cells("A2:A3")


def with_a_sum(book: Any) -> None:
    book["Plasser"].append(["Sum", None, 16])


def share_in_minutes(book: Any) -> None:
    book["Reisetid"]["C2"] = 0.5
    book["Reisetid"]["C2"].number_format = "0 %"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("Plasser", C2=date(2026, 5, 1)), ("Plasser!C2: places: '2026-05-01 00:00:00' is a date",)),
        (put("Plasser", C2=16.5), ("Plasser!C2: places: '16.5' is not a whole number",)),
        (put("Befolkning", E2="16.000"), ("Befolkning!E2: persons: '16.000' can be read in two ways",)),
        (put("Plasser", C2="=8+8"), ("Plasser!C2: places: '=8+8' is a formula whose value is not stored",)),
        (put("Plasser", C2="#N/A"), ("Plasser!C2: places: '#N/A'",)),
        (put("Plasser", C2="12 %"), ("Plasser!C2: places: '12 %' is not a number",)),
        (put("Prosjekter", C2="nowhere"), ("Prosjekter!C2: centre: 'nowhere' is not in sheet 'Sentre'",)),
        (put("Kompetansekrav", A2="nowhere"), ("Kompetansekrav!A2: level: 'nowhere' is not among the levels of the settings",)),
        (put("Plasser", C1="Plasser (kroner)"), ("Plasser!C1: places: 'Plasser (kroner)' is the heading of a column",)),
        (put("Plasser", C1="Plaser"), ("Plasser!C1: Plaser: is no column of this table; did you mean 'Plasser'?",)),
        (put("Plasser", C1="Plasser (plasser)", D1="Plasser"), ("Plasser!C1: places: stands 2 times",)),
        (title_above, ("Plasser!A1: 'Plasser per 1. januar' stands above the header, which is on line 2",)),
        (merged_centres, ("Plasser!A3: centre: is merged with A2",)),
        (with_a_sum, ("Plasser!A6: is a row of sums ('Sum')",)),
        (share_in_minutes, ("Reisetid!C2: minutes: '0.5' is shown as per cent",)),
        (put("Prosjekter", D2="ombygd"), ("Prosjekter!D2: kind: 'ombygd' is not one of the choices",)),
        (put("Trinn", E2=0), ("Trinn!E2: occupancy: '0' is too small; give more than 0",)),
        (put("Brukergrupper", C2="nowhere"), ("Brukergrupper!C2: groups[home_help].lowest_level: 'nowhere'",)),
        (put("Brukergrupper", J2="paper", K2=3), ("Brukergrupper!K2: groups[home_help].minimum.share: '3.0' is too large",)),
        (put("Innstillinger", B9="2025 2026,5"), ("Innstillinger!B9: horizon.periods: '2026,5' is not a whole number",)),
        (put("Innstillinger", B7=1.5), ("Innstillinger!B7: price_year: '1.5' is not a whole number",)),
        (put("Innstillinger", B5=301), ("Innstillinger!B5: municipality: '301' is a number, which has lost a zero",)),
        (put("Innstillinger", B12="rama"), ("Innstillinger!B12: mode: 'rama' is not one of the choices",)),
        (put("Innstillinger", D9="horizon.period"), ("Innstillinger!D9: 'horizon.period' is no field of the settings",)),
        (put("Innstillinger", B4=None), ("Innstillinger!B4: name: is missing; add it",)),
        (lambda book: book.remove(book["Sentre"]), ("Sentre: is missing; add a sheet named 'Sentre'",)),
        (lambda book: setattr(book["Plasser"], "title", "Plasser 2026"), ("Plasser 2026: is not read; did you mean 'Plasser'?",)),
        (lambda book: setattr(book["Plasser"], "title", "Ark1"), ("Ark1: is not read; did you mean 'Plasser'?",)),
        (
            lambda book: [put("Plasser", C2="x", C3="y")(book), put("Trinn", C2="z")(book)],
            ("Plasser!C2: places: 'x'", "Plasser!C3: places: 'y'", "Trinn!C2: step: 'z'"),
        ),
    ],
)  # fmt: skip
def test_refused(change: Callable[[Any], object], told: tuple[str, ...], tmp_path: Path) -> None:
    """Nothing is planned with it; each fault is told where it stands, and with nothing that only follows from it."""
    report = checked(tmp_path, change)
    assert report.instance is None
    said = [str(one) for one in report.problems]
    assert [line for line in said if line.startswith(told)] == said, "\n".join(said)
    for one in told:
        assert any(line.startswith(one) for line in said), "\n".join(said)
