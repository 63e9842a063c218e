"""Formats of numbers, as Excel can hold them."""

from __future__ import annotations

from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import cell_text, number_text
from leonplan.optimizer.words.word import Language

_LONGEST_FORMAT = 255
"""Letters that the format of a number may have."""


def number_format(number: Number, language: Language) -> str | None:
    """The format that shows a number as ``words.cell_text`` does, in an Excel of that language; none if there is no room.

    >>> number_format(Number(-1.25, 1), "nb")
    '#,##0.0;"−"#,##0.0'
    """
    digits = "#,##0" + ("." + "0" * number.decimals if number.decimals else "")
    unit = cell_text(number, language).removeprefix(number_text(number.value, number.decimals, language))
    made = f'{digits}{_literal(unit)};"−"{digits}{_literal(unit)}'
    return made if len(made) <= _LONGEST_FORMAT else None


def year_format(year: int, title: str) -> str | None:
    """The format that shows a year as its title does; none if the title does not begin with it, or there is no room.

    >>> year_format(2025, "2025 (today)"), year_format(2025, "In 2025")
    ('0" (today)"', None)
    """
    made = f"0{_literal(title.removeprefix(str(year)))}"
    return made if title.startswith(str(year)) and len(made) <= _LONGEST_FORMAT else None


def _literal(text: str) -> str:
    """A text as a part of a format that is shown as it is."""
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))
