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
    literal = '\\"'.join(f'"{part}"' if part else "" for part in unit.split('"'))
    made = f'{digits}{literal};"−"{digits}{literal}'
    return made if len(made) <= _LONGEST_FORMAT else None
