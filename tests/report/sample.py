"""A document with every kind of block, made by hand, for the formats to show."""

from __future__ import annotations

from datetime import date

from hostile import STRINGS

from leonplan.optimizer.report.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Number,
    Paragraph,
    Table,
)
from leonplan.optimizer.words.word import Language

UNHOLDABLE = {"\x00": "\\u0000", "\x1b": "\\u001b", "\ufffe": "\\ufffe", "\ud800": "\\ud800", "\u202e": "\\u202e"}
"""Letters that no file can hold, or that would turn a line around, and how each is told."""

NAMES = (
    *STRINGS,
    f"a{''.join(UNHOLDABLE)}z",
    "two\nlines\tand a tab",
    '=HYPERLINK("http://example.org")',
    "'apostrophe",
)
"""Names that try to be something else."""

TOLD = f"a{''.join(UNHOLDABLE.values())}z"
"""How the one that cannot be held is told."""


def chart(name: str = "Bokollektiv") -> dict[str, object]:
    values = [{"name": name, "places": 128}, {"name": "Sykehjem", "places": 96.5}]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 400,
        "height": 120,
        "data": {"values": values},
        "mark": "bar",
        "encoding": {
            "x": {"field": "places", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal"},
        },
    }


def table(name: str, rows: int = 3, caption: str = "Plasser etter nivå") -> Table:
    """Levels with places and shares; the last row is their sum."""
    cells = [(f"Nivå {i}", Number(1234.56 + i, 1), Number(12.5, 1, "%"), None) for i in range(rows - 1)]
    total = sum(cell[1].value for cell in cells)
    return Table(
        id=name,
        caption=caption,
        columns=(
            Column("Nivå"),
            Column("Plasser", "plasser", numeric=True),
            Column("Andel", numeric=True),
            Column("Merknad"),
        ),
        rows=(*cells, ("Sum", Number(total, 1), Number(-0.04, 1, "%"), "i alt")),
        total_rows=frozenset({rows - 1}),
        note="Plasser en gjennomsnittsdag.",
    )


def sample(language: Language = "nb") -> Document:
    """Every kind of block; one table is longer than a page, and one has no column of row headings."""
    return Document(
        id="sample",
        title="Plan for helse og omsorg",
        subtitle="Hva som foreslås, hva det gir og hva det koster",
        language=language,
        author="Lillevik kommune",
        subject="En oppdiktet kommune",
        date=date(2026, 3, 1),
        blocks=(
            Heading(1, "Sammendrag", "summary"),
            Paragraph("Behovet øker med 1\u00a0234,6 personer.", strong=True),
            Facts((("Behov i 2040", Number(1999.96, 1, "personer")), ("Utgifter", Number(-683.04, 1, "mill. kr")))),
            Bullets(("Nytt bokollektiv", "Hverdagsrehabilitering")),
            Heading(1, "Plassene", "places"),
            Heading(2, "Etter nivå", "places-levels"),
            table("by-level"),
            Figure("figure-places", "Plasser etter nivå", "To søyler: 128 og 96,5 plasser.", chart(), table("numbers")),
            table("long", 120, "Mange nivåer"),
            Heading(1, "Kontroll", "certificate"),
            Facts(
                (("Kommando", "leon solve instance --mode frame --gap 0.001 --threads 2 -o ../again"), ("År", "2026"))
            ),
            Table("files", "Filer", (Column("Fil"), Column("SHA-256")), (("a.csv", "0" * 64),), header_column=False),
        ),
    )


def hostile_sample() -> Document:
    """Every text a name that tries to be something else, each of them somewhere in a cell, a bullet and a caption."""
    figures = tuple(
        Figure(
            f"figure-{i}",
            name,
            name,
            chart(name),
            Table(
                f"numbers-{i}", name, (Column(name), Column(name, name, numeric=True)), ((name, Number(1.5, 1, name)),)
            ),
        )
        for i, name in enumerate(NAMES[:4])
    )
    rows = tuple((name, Number(float(i), 0, name[:8]), name) for i, name in enumerate(NAMES))
    return Document(
        id="hostile",
        title=NAMES[0],
        subtitle=NAMES[1],
        language="nb",
        author=NAMES[4],
        subject=NAMES[13],
        date=date(2026, 3, 1),
        blocks=(
            Heading(1, NAMES[2], "one"),
            *(Paragraph(name) for name in NAMES),
            Bullets(NAMES),
            Facts(tuple((name, name) for name in NAMES)),
            *(
                Table(f"table-{i}", name, (Column(name), Column("n", numeric=True), Column(name)), rows, note=name)
                for i, name in enumerate(NAMES)
            ),
            *figures,
        ),
    )
