"""What tables and figures are called: the same in every format that numbers them."""

from __future__ import annotations

from leonplan.optimizer.report.document import Document, Figure, Table
from leonplan.optimizer.report.words import Words


def labels(document: Document) -> dict[str, str]:
    """Name of every table and figure by its id, each kind counted from 1; a figure's own table is named after it.

    >>> import datetime
    >>> made = Document("d", "", "", "en", "", "", datetime.date(2026, 1, 1), (
    ...     Table("t", "", (), ()), Figure("f", "", "", {}, Table("n", "", (), ())), Table("u", "", (), ())))
    >>> labels(made)
    {'t': 'Table 1', 'f': 'Figure 1', 'n': 'The numbers of figure 1', 'u': 'Table 2'}
    """
    words = Words(document.language)
    found: dict[str, str] = {}
    tables = figures = 0
    for block in document.blocks:
        if isinstance(block, Table):
            tables += 1
            found[block.id] = words.say("Table {number}", number=tables)
        elif isinstance(block, Figure):
            figures += 1
            found[block.id] = words.say("Figure {number}", number=figures)
            found[block.table.id] = words.say("The numbers of figure {number}", number=figures)
    return found


def caption(label: str, text: str) -> str:
    """A label and what it stands for, as one line."""
    return f"{label}. {text}"


def figures_of(document: Document) -> tuple[Figure, ...]:
    """The figures of a document, in order."""
    return tuple(block for block in document.blocks if isinstance(block, Figure))
