"""Texts as every format can hold them: what cannot be shown, or would turn the line around, is shown as its code."""

from __future__ import annotations

import unicodedata

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing around: a name could make the text next to it read otherwise."""


def clean_text(text: str) -> str:
    """Text without what no format can hold; nothing is lost.

    Control characters, lone surrogates, code points that are no characters and marks of direction become codes, line
    breaks and tabs blanks.

    >>> clean_text("a\\x01b\\nc \\u202eevil")
    'a\\\\u0001b c \\\\u202eevil'
    """
    return "".join(letter if _is_plain(letter) else _told(letter) for letter in text)


def _is_plain(letter: str) -> bool:
    if letter in _TURNING or letter in "\u2028\u2029":
        return False
    return unicodedata.category(letter) not in ("Cc", "Cs") and (ord(letter) & 0xFFFE) != 0xFFFE


def _told(letter: str) -> str:
    return " " if letter.isspace() else f"\\u{ord(letter):04x}"
