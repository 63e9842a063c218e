"""What is called what where a workbook's faults are marked, and the sheets of a workbook that are no part of an instance."""

from __future__ import annotations

from leonplan.optimizer.words.ranking_words import FIRST_SHEET
from leonplan.optimizer.words.word import Word

LIST_SHEET = Word("Faults and warnings", "Feil og merknader")
"""The sheet that lists faults and warnings."""

SUMS_SHEET = Word("Sums", "Summer")
"""The sheet of sums."""

OWN_SHEETS = frozenset(one for word in (LIST_SHEET, SUMS_SHEET, FIRST_SHEET) for one in (word.en, word.nb))
"""Sheets that are not read, and not wondered at."""

FAULT, WARNING = Word("Fault", "Feil"), Word("Warning", "Merknad")
"""What a mark is called."""

HEADINGS = (
    Word("What", "Hva"),
    Word("Where", "Hvor"),
    Word("What is wrong, and what to do", "Hva som er galt, og hva som må gjøres"),
)
"""Headings of the list."""

HOW_TO_GO_ON = Word(
    "Correct it in the sheets, save, and check this workbook with --mark again: marks of what is corrected are then gone.",
    "Rett det i arkene, lagre, og sjekk denne arbeidsboken med --mark på nytt: da er merkene borte på det som er rettet.",
)
LOST = Word(
    "Not kept from the workbook that was checked",
    "Ikke med fra arbeidsboken som ble sjekket",
)
"""What stands below the list."""
