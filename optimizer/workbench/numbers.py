"""Numbers as people type them on pages, in the language that they read."""

from __future__ import annotations

import re

from leonplan.optimizer.words.word import Language

_NUMBERS = {
    "nb": re.compile(r"[-+]?([0-9]{1,3}( [0-9]{3})+|[0-9]+)([.,][0-9]+)?"),
    "en": re.compile(r"[-+]?([0-9]{1,3}([ ,][0-9]{3})+|[0-9]+)(\.[0-9]+)?"),
}
_POINTED_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}\.[0-9]{3}")


def number_of(text: str, language: Language) -> float | int | None:
    """A number as people write it; none if it is none, or could as well be another.

    Decimals take a comma or a point in bokmål, only a point in English, where commas stand between thousands as the pages
    write them. ``27.125`` is thousands to some who write bokmål, so it is none.

    >>> number_of("40 000,5", "nb"), number_of("−2", "nb"), number_of("40,000.5", "en"), number_of("1,000", "en")
    (40000.5, -2, 40000.5, 1000)
    >>> number_of("27.125", "nb"), number_of("0,5", "en"), number_of("mye", "nb"), number_of("inf", "nb")
    (None, None, None, None)
    """
    plain = text.replace("−", "-").replace("\N{NO-BREAK SPACE}", " ").strip()
    if not _NUMBERS[language].fullmatch(plain) or (language == "nb" and _POINTED_THOUSANDS.fullmatch(plain)):
        return None
    digits = plain.replace(" ", "")
    digits = digits.replace(",", ".") if language == "nb" else digits.replace(",", "")
    return float(digits) if "." in digits else int(digits)
