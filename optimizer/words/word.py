"""What something is called, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["nb", "en"]
"""Bokmål or English."""


@dataclass(frozen=True, slots=True)
class Word:
    """A name in both languages, as it stands at the beginning of a line.

    >>> Word("Travel time", "Reisetid").of("nb"), Word("Travel time", "Reisetid").within("en")
    ('Reisetid', 'travel time')
    """

    en: str
    """English, as on screens."""
    nb: str
    """Bokmål, as in workbooks and reports of municipalities."""

    def of(self, language: Language) -> str:
        """The name in a language."""
        return self.nb if language == "nb" else self.en

    def within(self, language: Language) -> str:
        """The name in a language, as it stands within a sentence."""
        text = self.of(language)
        return text[:1].lower() + text[1:]
