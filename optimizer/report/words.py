"""The words, numbers and dates of a report in its language.

Texts stand in the code in English and are translated by ``locale/nb.po`` (gettext).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import NullTranslations

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from leonplan.optimizer.report.catalogue import read_catalogue
from leonplan.optimizer.report.document import Cell, Column, Number, Year
from leonplan.optimizer.words.one_person import filled, unit_after
from leonplan.optimizer.words.phrases import in_language
from leonplan.optimizer.words.word import Language, Word

NO_BREAK = "\N{NO-BREAK SPACE}"
"""The one blank that lines are not broken at: between thousands, and before units."""

_LOCALES: Mapping[Language, str] = {"nb": "nb_NO", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Words:
    """Says things in a language.

    >>> Words("en").say("{persons} in {year}", persons=Number(1234.56, 1, "persons"), year=2040).replace(NO_BREAK, " ")
    '1,234.6 persons in 2040'
    """

    language: Language
    """The language."""

    def say(self, message: str, **values: str | int | Number | date) -> str:
        """A message in the language, its ``{names}`` filled in; whole numbers are years and counts, shown as they are."""
        return self._filled(_catalogue(self.language).gettext(message), values)

    def word(self, word: Word) -> str:
        """What the program's vocabulary calls something, in the language."""
        return word.of(self.language)

    def told(self, text: str) -> str:
        """A sentence that the program stored in English, in the language; other texts as they are."""
        return in_language(text, self.language)

    def count(self, one: str, many: str, number: int, **values: str | int | Number | date) -> str:
        """A message about one or about many, ``{number}`` being how many."""
        message = _catalogue(self.language).ngettext(one, many, number)
        return self._filled(message, {"number": Number(number), **values})

    def listed(self, items: tuple[str, ...]) -> str:
        """Items in a sentence: ``a, b and c``."""
        *most, last = items
        return f"{', '.join(most)} {self.say('and')} {last}" if most else last

    def each(self, years: tuple[int, ...]) -> str:
        """Years in a sentence, each said once: how often stands after one that comes several times.

        >>> Words("en").each((2026, 2026, 2026, 2030))
        '2026 (3 times) and 2030'
        """
        return self.listed(
            tuple(
                str(year) if often == 1 else self.say("{year} ({often} times)", year=year, often=often)
                for year, often in Counter(years).items()
            )
        )

    def _filled(self, message: str, values: Mapping[str, str | int | Number | date]) -> str:
        # only the message is a template: braces within values stay as they are
        return filled(message, {name: self._shown(value) for name, value in values.items()}, self.language)

    def _shown(self, value: str | int | Number | date) -> str:
        if isinstance(value, Number):
            return cell_text(value, self.language)
        return date_text(value, self.language) if isinstance(value, date) else str(value)


def mark(message: str) -> str:
    """The message as it is: marks a text that is translated elsewhere, where it is said."""
    return message


def rounded(value: float, decimals: int) -> float:
    """The number that is shown; no minus sign on zero.

    >>> rounded(-0.04, 1), rounded(12.25, 1), rounded(1234567.8, 0)
    (0.0, 12.2, 1234568.0)
    """
    return round(value, decimals) + 0.0


def number_text(value: float, decimals: int, language: Language) -> str:
    """A number in a language, rounded to the decimals.

    >>> [number_text(-1234567.25, 1, language).replace(NO_BREAK, "_") for language in ("nb", "en")]
    ['−1_234_567,2', '−1,234,567.2']
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(rounded(value, decimals), format=pattern, locale=_locale(language))
    return text.replace("-", "−").replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK)


def signed_text(value: float, decimals: int, language: Language) -> str:
    """A change with its sign; none on zero.

    >>> signed_text(12.34, 1, "nb"), signed_text(-0.5, 1, "nb"), signed_text(0.01, 1, "nb")
    ('+12,3', '−0,5', '0,0')
    """
    text = number_text(value, decimals, language)
    return f"+{text}" if rounded(value, decimals) > 0 else text


def cell_text(cell: Cell, language: Language) -> str:
    """A cell as text, a number with its unit; nothing for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Year):
        return cell.title
    text = number_text(cell.value, cell.decimals, language)
    if not cell.unit:
        return text
    is_tight = cell.unit == "%" and language == "en"
    unit = unit_after(text, cell.unit, language)
    return f"{text}{unit}" if is_tight else f"{text}{NO_BREAK}{unit}"


def column_text(column: Column) -> str:
    """The heading of a column with its unit."""
    return f"{column.title} ({column.unit})" if column.unit else column.title


def date_text(day: date, language: Language) -> str:
    """A date in full.

    >>> date_text(date(2026, 3, 1), "nb"), date_text(date(2026, 3, 1), "en")
    ('1. mars 2026', '1 March 2026')
    """
    return format_date(day, format="d. MMMM y" if language == "nb" else "d MMMM y", locale=_locale(language))


def number_locale(language: Language) -> dict[str, object]:
    """How a chart writes numbers in a language, in the terms of d3-format."""
    decimal, thousands = (",", NO_BREAK) if language == "nb" else (".", ",")
    return {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""], "minus": "−"}


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(_LOCALES[language])


@cache
def _catalogue(language: Language) -> NullTranslations:
    """The translations from the English of the code."""
    return read_catalogue("leonplan.optimizer.report", language)
