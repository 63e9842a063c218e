"""What is called what in the sheet of the numbers to fill in first."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.words.word import Word

FIRST_SHEET = Word("Fill in first", "Fyll inn først")
"""The sheet."""

HEADINGS: Mapping[str, Word] = {
    "rank": Word("Rank", "Nr."),
    "file": Word("Sheet", "Ark"),
    "rows": Word("Rows", "Rader"),
    "column": Word("Column", "Kolonne"),
    "of": Word("Of", "Gjelder"),
    "value": Word("As it is", "Slik det står"),
    "low": Word("Low", "Lav"),
    "high": Word("High", "Høy"),
    "low_heavy_unmet": Word("Low: heavy need unmet (person-years)", "Lav: udekket tungt behov (personår)"),
    "high_heavy_unmet": Word("High: heavy need unmet (person-years)", "Høy: udekket tungt behov (personår)"),
    "low_light_unmet": Word("Low: light need unmet (person-years)", "Lav: udekket lett behov (personår)"),
    "high_light_unmet": Word("High: light need unmet (person-years)", "Høy: udekket lett behov (personår)"),
    "low_spend": Word("Low: net spending (kNOK)", "Lav: netto utgifter (1000 kr)"),
    "high_spend": Word("High: net spending (kNOK)", "Høy: netto utgifter (1000 kr)"),
    "low_unknown": Word("Low: why nothing is known", "Lav: hvorfor ingenting er kjent"),
    "high_unknown": Word("High: why nothing is known", "Høy: hvorfor ingenting er kjent"),
    "source": Word("Source today", "Kilde i dag"),
}
"""Columns, by their names in the CSV file."""

WHY: Mapping[str, Word] = {
    "collides": Word("hard demands collide", "harde krav kolliderer"),
    "stopped": Word("not proven in time", "ikke bevist i tide"),
    "not_verified": Word("did not hold when checked", "holdt ikke ved kontroll"),
}
"""Why nothing is known of a value, by reason."""

NOTE = Word(
    "Changes over all planned years, against the plan as the numbers are, with this number alone at its low or high value. "
    "Value, low and high are of the last of the rows.",
    "Endringer over alle planårene, mot planen slik tallene står, når bare dette tallet settes til lav eller høy verdi. "
    "Verdi, lav og høy gjelder den siste av radene.",
)
"""What stands below the table."""
