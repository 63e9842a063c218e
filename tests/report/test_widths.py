"""Columns on paper: numbers stay whole, and what is shared out is the line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.report.document import Column, Table
from leonplan.optimizer.report.widths import natural_share, shrunk_size, widths

LINE = 110
"""Letters in a line of a table of up to six columns."""


def table(numeric: list[bool]) -> Table:
    return Table("t", "", tuple(Column("", numeric=one) for one in numeric), ())


def test_a_table_that_fits_is_as_wide_as_it_needs_to_be() -> None:
    """Longest of "Nivå", "Bokollektiv" is 11, of "2040", "1 234,5" 7; two letters between columns: (11 + 2) + (7 + 2)."""
    made = table([False, True])
    assert widths(made, ["Nivå", "2040"], [["Bokollektiv", "1 234,5"]]) == [13, 9]
    assert natural_share(["Nivå", "2040"], [["Bokollektiv", "1 234,5"]]) == 22 / LINE


def test_texts_share_what_numbers_leave() -> None:
    """The number needs 9 + 2; the texts, of words of 4, at least 6 each, and share the rest as 60 to 30: 110 - 23 = 87."""
    long, short = " ".join(["abcd"] * 40), " ".join(["abcd"] * 7)
    found = widths(table([False, False, True]), ["a", "b", "c"], [[long, short, "1 234 567"]])
    assert found[2] == 11
    wanted = (60 - 6, len(short) - 6)
    assert found[:2] == [6 + round(87 * one / sum(wanted)) for one in wanted]


@given(
    st.lists(st.tuples(st.booleans(), st.text(max_size=30), st.text(max_size=150)), min_size=1, max_size=14),
    st.floats(0.3, 1),
)
def test_numbers_stay_whole_and_letters_shrink_where_they_must(
    columns: list[tuple[bool, str, str]], room: float
) -> None:
    numeric, titles, cells = ([one[i] for one in columns] for i in range(3))
    found = widths(table(numeric), titles, [cells], room)  # type: ignore[arg-type]
    assert all(width > 0 for width in found)
    for width, is_number, cell in zip(found, numeric, cells, strict=True):
        if is_number:
            assert width >= len(str(cell))
    assert 6.0 <= shrunk_size(found, room) <= 9.0
