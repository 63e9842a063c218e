"""A new workbook in memory, in which text is text and the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from leonplan.optimizer.words.clean_text import clean_text

ALWAYS = date(2000, 1, 1)
"""The date of files that have none of their own, so that equal content makes equal files."""

_LONGEST_PROPERTY = 255
"""Letters that a property of a file may have."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@contextmanager
def new_book(stream: BytesIO, *, title: str, subject: str = "", author: str = "", day: date = ALWAYS) -> Iterator[Any]:
    """A workbook that is written to a stream when it is done.

    A text becomes neither a formula nor a link nor a number, whatever it looks like. title, subject, author: properties of
    the file, cleaned and cut to what it holds; day: when it was made.
    """
    texts = {"title": title, "subject": subject, "author": author}
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        properties = {name: clean_text(text)[:_LONGEST_PROPERTY] for name, text in texts.items() if text}
        book.set_properties({**properties, "created": datetime.combine(day, time())})
        yield book
