"""Every text is translated with the same gaps, and numbers and dates have their language's form."""

from __future__ import annotations

import io
import string
from collections.abc import Mapping
from datetime import date

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from messages import REPORT, messages

from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.document import Number
from leonplan.optimizer.report.words import NO_BREAK, Words, cell_text, date_text, number_text, rounded
from leonplan.optimizer.words import many_futures, vocabulary
from leonplan.optimizer.words.clean_text import clean_text
from leonplan.optimizer.words.word import Word

CATALOGUE = read_po(io.BytesIO((REPORT / "locale" / "nb.po").read_bytes()), locale="nb_NO")


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_of_the_code_is_translated() -> None:
    translated = {(one.id,) if isinstance(one.id, str) else tuple(one.id) for one in CATALOGUE if one.id}
    assert sorted(messages().keys() - translated) == []
    assert sorted(translated - messages().keys()) == [], "translations that nothing says any more"


def test_reports_and_the_vocabulary_say_the_same() -> None:
    """What stands in both has one word in Norwegian, so that a line of the accounts is not called by two."""
    parts = (vars(part).values() for part in (vocabulary, many_futures))
    lists = [found for part in parts for found in part if isinstance(found, Mapping)]
    words = [word for found in lists for word in found.values() if isinstance(word, Word)]
    said = {one.id: one.string for one in CATALOGUE if one.id}
    shared = [word for word in words if word.en in said]
    assert len(shared) > 20
    assert [(word.en, word.nb, said[word.en]) for word in shared if said[word.en] != word.nb] == []


def test_translations_have_the_same_gaps() -> None:
    for one in CATALOGUE:
        ids = [one.id] if isinstance(one.id, str) else list(one.id)
        strings = [one.string] if isinstance(one.string, str) else list(one.string)
        for text in strings if one.id else []:
            assert text.strip(), ids
            assert gaps(text) == gaps(ids[-1]), ids


def test_values_are_never_read_as_templates() -> None:
    said = Words("nb").say("{persons} in {year}", persons="{year} {0} {{7*7}}", year=2040)
    assert said == "{year} {0} {{7*7}} i 2040"


def test_one_and_many() -> None:
    one, many = "{number} more group: {persons}", "{number} more groups: {persons}"
    assert Words("nb").count(one, many, 1, persons="2") == "1 gruppe til: 2"
    assert Words("nb").count(one, many, 12, persons="2") == "12 grupper til: 2"
    assert Words("en").count(one, many, 12, persons="2") == "12 more groups: 2"


def test_lists_in_a_sentence() -> None:
    assert Words("nb").listed(("a",)) == "a"
    assert Words("nb").listed(("a", "b", "c")) == "a, b og c"


@pytest.mark.parametrize(
    ("number", "nb", "en"),
    [
        (Number(1234567.0), "1_234_567", "1,234,567"),
        (Number(-12.25, 1, "%"), "−12,2_%", "−12.2%"),
        (Number(0.04, 1, "mill. kr"), "0,0_mill. kr", "0.0_mill. kr"),
        (Number(-0.04, 1), "0,0", "0.0"),
    ],
)
def test_numbers(number: Number, nb: str, en: str) -> None:
    assert cell_text(number, "nb").replace(NO_BREAK, "_") == nb
    assert cell_text(number, "en").replace(NO_BREAK, "_") == en


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_is_rounded_once(value: float, decimals: int) -> None:
    """What is shown reads back as the number that Excel is given."""
    text = number_text(value, decimals, "nb").replace(NO_BREAK, "").replace("−", "-").replace(",", ".")
    assert float(text) == rounded(value, decimals)
    assert number_text(rounded(value, decimals), decimals, "nb") == number_text(value, decimals, "nb")


def test_dates() -> None:
    assert date_text(date(2027, 5, 17), "nb") == "17. mai 2027"
    assert date_text(date(2027, 5, 17), "en") == "17 May 2027"


@given(st.text())
def test_clean_texts_hold_nothing_that_a_format_cannot_hold(text: str) -> None:
    """XML 1.0 can hold every character left; what is plain already is left alone."""
    clean = clean_text(text)
    assert all(c >= " " and not "\ud800" <= c <= "\udfff" and (ord(c) & 0xFFFE) != 0xFFFE for c in clean)
    assert clean_text(clean) == clean
    assert len(clean) >= len(text)


def test_cleaning_reaches_every_text() -> None:
    assert cleaned({"a\x00": ("b\u202e", ["c\n", Number(1.0, 0, "\x07")])}) == {
        "a\\u0000": ("b\\u202e", ["c ", Number(1.0, 0, "\\u0007")])
    }
