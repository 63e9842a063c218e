"""Files of the Statbank, as its service answers and as people save them, and what is wrong with others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.statbank.json_stat import parse_json_stat
from leonplan.optimizer.statbank.read_statbank import read_statbank
from leonplan.optimizer.statbank.table import StatbankTable
from leonplan.optimizer.statbank.web_table import parse_web_table

REPLY: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Made up",
    "id": ["Region", "Kjonn", "Tid"],
    "size": [1, 2, 2],
    "dimension": {
        "Region": {"category": {"index": {"3407": 0}, "label": {"3407": "Gjøvik"}}},
        "Kjonn": {"category": {"index": {"2": 0, "1": 1}, "label": {"1": "Menn", "2": "Kvinner"}}},
        "Tid": {"category": {"index": ["2026", "2027"], "label": {"2026": "2026", "2027": "2027"}}},
    },
    "value": [10, 11, 20, None],
    "status": {"3": ":"},
}

WEB = (
    '"14746: Framskrevet folkemengde";;;\n\n'
    '"region";"kjønn";"alder";"2026";"2027"\n'
    '"3407 Gjøvik";"Kvinner";"80 år";"1\u00a0234";".."\n'
    '"3407 Gjøvik";"Menn";"105 år eller eldre";5;-\n'
    "\nFotnote: tallene er avrundet\n"
)


def faults(parse: Callable[[str, str], StatbankTable], text: str) -> list[Problem]:
    """The faults of a text; none if it is read. Anything else that is raised is a fault of ours."""
    try:
        parse(text, "saved")
    except InputError as error:
        return error.problems
    return []


def cells(table: StatbankTable) -> list[tuple[str, str, float | None, str]]:
    return [(row.at["kjønn"].label, row.at["år"].code, row.value, row.mark) for row in table.rows]


def test_places_are_by_index_and_not_by_label() -> None:
    """Kjonn is 2, then 1: the first two numbers are women's."""
    table = parse_json_stat(json.dumps(REPLY), "reply.json")
    assert table.dimensions == ("region", "kjønn", "år")
    assert cells(table) == [
        ("Kvinner", "2026", 10, ""),
        ("Kvinner", "2027", 11, ""),
        ("Menn", "2026", 20, ""),
        ("Menn", "2027", None, ":"),
    ]


@pytest.mark.parametrize("status", [None, {"3": ":"}, ["", "", "", ":"], ":"])
def test_marks_may_be_in_any_form_that_the_standard_has(status: object) -> None:
    reply = {**REPLY, "status": status}
    last = parse_json_stat(json.dumps(reply), "reply.json").rows[-1]
    assert (last.value, last.mark) == (None, ":" if status else "..")


def test_values_may_be_given_by_cell_number() -> None:
    reply = {**REPLY, "value": {"0": 10, "2": 20}}
    assert [row.value for row in parse_json_stat(json.dumps(reply), "reply.json").rows] == [10, None, 20, None]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"class": "collection"}, "class", "no data set"),
        ({"size": [1, 2, 3]}, "size", "[1, 2, 2]"),
        ({"size": None}, "size", "[1, 2, 2]"),
        ({"id": []}, "id", "no dimensions"),
        ({"id": ["Region", "Kjonn", "Alder"]}, "dimension.Alder", "no index"),
        ({"dimension": []}, "dimension", "missing"),
        ({"value": [1, 2]}, "value", "2 entries for 4 cells"),
        ({"value": {"9": 1}}, "value", "not known"),
        ({"value": ["1", 2, 3, 4]}, "value[0]", "no number"),
        ({"value": [True, 2, 3, 4]}, "value[0]", "no number"),
        ({"value": [float("nan"), 2, 3, 4]}, "value[0]", "beyond"),
        ({"value": [10**400, 2, 3, 4]}, "value[0]", "beyond"),
        ({"value": {"1" * 5000: 1}}, "value", "not known"),
    ],
)
def test_a_reply_of_another_shape_is_refused_in_words(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(InputError) as failed:
        parse_json_stat(json.dumps({**copy.deepcopy(REPLY), **change}), "reply.json")
    (problem,) = failed.value.problems
    assert (problem.file, problem.field) == ("reply.json", field)
    assert words in problem.message


def test_a_reply_too_large_for_memory_is_refused_before_it_is_laid_out() -> None:
    """Three dimensions of 1 000 places are a thousand million cells."""
    index = {str(place): place for place in range(1000)}
    reply = {**REPLY, "size": [1000] * 3, "dimension": {key: {"category": {"index": index}} for key in REPLY["id"]}}
    with pytest.raises(InputError, match="1000000000 cells"):
        parse_json_stat(json.dumps(reply), "reply.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_saved_page_is_read_with_title_footnote_and_marks(tmp_path: Path, encoding: str, separator: str) -> None:
    """A blank between thousands is understood; a mark is missing, never zero."""
    file = tmp_path / "saved.csv"
    file.write_bytes(WEB.replace(";", separator).encode(encoding))
    table = read_statbank(file)
    assert table.title.startswith("14746")
    assert cells(table) == [
        ("Kvinner", "2026", 1234, ""),
        ("Kvinner", "2027", None, ".."),
        ("Menn", "2026", 5, ""),
        ("Menn", "2027", None, "-"),
    ]
    assert table.rows[0].line == 4


def test_variants_may_stand_before_the_years() -> None:
    """A column for each variant and year, as the page writes several contents."""
    text = "region;alder;Hovedalternativet (MMMM) 2026;Lav (LLML) 2026\n3407 Gjøvik;0 år;1;2\n"
    rows = parse_web_table(text, "saved.csv").rows
    assert [(row.at["statistikkvariabel"].label, row.at["år"].code, row.value) for row in rows] == [
        ("Hovedalternativet (MMMM)", "2026", 1),
        ("Lav (LLML)", "2026", 2),
    ]


def test_years_may_go_down() -> None:
    text = "region,alder,år,value\nK-3407 Gjøvik,000,2026,7\n"
    (row,) = parse_web_table(text, "saved.csv").rows
    assert (row.at["region"].code, row.at["år"].label, row.value) == ("K-3407", "2026", 7)


def test_every_cell_that_is_no_number_is_told_with_line_and_column() -> None:
    text = "region;alder;2026;2027\n3407;0 år;1,5;x\n3407;1 år;1e999;=2+2\n3407;2 år;1\n"
    with pytest.raises(InputError) as failed:
        parse_web_table(text, "saved.csv")
    assert [(one.line, one.field) for one in failed.value.problems] == [
        (2, "2026"),
        (2, "2027"),
        (3, "2026"),
        (3, "2027"),
        (4, ""),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"hello\n", "no line names region and years"),
        (b"region;alder;2026\n", "no rows"),
        (b'{"class": "dataset", ', "no whole JSON"),
        (b"[1, 2]", "no data set"),
        (b"[" * 100_000, "no whole JSON"),
        (b"<html><body>404</body></html>", "no line names region and years"),
    ],
)
def test_what_is_no_such_file_is_refused_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "saved"
    file.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_statbank(file)


@given(st.integers(0, len(WEB)), st.text(max_size=3))
def test_a_spoiled_page_is_read_or_refused_in_words(place: int, spoil: str) -> None:
    found = faults(parse_web_table, WEB[:place] + spoil + WEB[place + 1 :])
    assert all(one.file == "saved" and one.message for one in found)


@given(st.integers(0, 700), st.text(max_size=3))
def test_a_spoiled_reply_is_read_or_refused_in_words(place: int, spoil: str) -> None:
    text = json.dumps(REPLY)
    found = faults(parse_json_stat, text[:place] + spoil + text[place + 1 :])
    assert all(one.file == "saved" and one.message for one in found)
