"""Reading tables: strict about what they say, forgiving about how Excel saved them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.reading.read_table import TableReading, parse_table, read_table
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.project_tables import Project
from leonplan.optimizer.schema.tables import District, NeedRate, Places

HEADER = "centre,level,places,availability,source\n"


def places(text: str) -> TableReading[Places]:
    """Read a table of places."""
    return parse_table(text.encode(), Places)


def only(problems: tuple[Problem, ...]) -> Problem:
    """The one fault there is."""
    (problem,) = problems
    return problem


def test_rows_and_lines_are_read() -> None:
    """Blank lines are skipped, blank cells take the default, and each row knows its line."""
    reading = places(HEADER + "\nhill,nursing,16,0.6,paper\n,,,,\nhill,home,4,,paper\n")
    assert [(row.level, row.places, row.availability) for row in reading.rows] == [("nursing", 16, 0.6), ("home", 4, 1)]
    assert reading.lines == (3, 5)
    assert reading.problems == reading.warnings == ()


def test_lines_count_through_texts_of_several_lines() -> None:
    """A quoted line break is part of the name; the next row's line is counted in the file."""
    reading = parse_table(b'id,name,source\na,"One\ntwo",paper\nb,B,paper\n', District)
    assert [row.name for row in reading.rows] == ["One\ntwo", "B"]
    assert reading.lines == (2, 4)


def test_excel_habits_are_forgiven_with_one_warning() -> None:
    """Byte-order mark, semicolons, decimal commas, blanks, empty columns: the same rows, one warning that says so."""
    excel = "\ufeffcentre;level;places;availability;source;;\r\n hill ;nursing;16;0,6;paper;;\r\n;;;;;;\r\n"
    reading = places(excel)
    assert reading.rows == places(HEADER + "hill,nursing,16,0.6,paper\n").rows
    assert reading.problems == ()
    warning = only(reading.warnings)
    assert (warning.file, warning.line) == ("places.csv", None)
    for habit in ("byte-order mark", "semicolons", "decimal commas", "blanks", "blank columns"):
        assert habit in warning.message


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1 23", "without blanks"),
        ("1\u00a02345", "without blanks"),
        ('"1,234.5"', "two ways"),
        ('"0,6"', "write 0.6, or save the table with semicolons"),
        ("01.mai", "looks like a date"),
        ("12.05.2025", "looks like a date"),
        ("1.234.567", "two ways"),
        ("nan", "finite"),
        ("inf", "finite"),
        ("#REF!", "finite"),
        ("60 %", "0.12 for 12 %"),
        ("1e999", "too large"),
        ("٣", "digits"),
        ("1_0", "digits"),
        ("much", "digits"),
        ("1.5", "at most 1"),
        ("-1", "at least 0"),
        ("9" * 100, "digits"),
    ],
)
def test_numbers_that_are_none_are_refused(cell: str, words: str) -> None:
    """The fault names line, column, the value as written, and what to write."""
    problem = only(places(HEADER + f"hill,nursing,16,{cell},paper\n").problems)
    assert (problem.file, problem.line, problem.field) == ("places.csv", 2, "availability")
    assert words in problem.message
    assert cell.strip('"')[:40].replace("\u00a0", "\\u00a0") in problem.message


@pytest.mark.parametrize("cell", ["16", "16.0", "1.6e1", "+16"])
def test_whole_numbers_may_be_written_as_numbers(cell: str) -> None:
    """Sixteen is sixteen."""
    assert places(HEADER + f"hill,nursing,{cell},,paper\n").rows[0].places == 16


def test_decimals_are_no_whole_number() -> None:
    """Half a place is refused."""
    problem = only(places(HEADER + "hill,nursing,16.5,,paper\n").problems)
    assert (problem.line, problem.field) == (2, "places")
    assert "'16.5' is not a whole number" in problem.message


def test_a_decimal_point_beside_decimal_commas_is_refused() -> None:
    """1.2345 may be one and a bit or something else where other cells have decimal commas."""
    text = "group;age_band;rate;stays_per_1000;source\nfrail;old;0,2;;paper\nfrail;young;;1.2345;paper\n"
    problem = only(parse_table(text.encode(), NeedRate).problems)
    assert problem.line == 3
    assert "decimal comma on line 2" in problem.message


@pytest.mark.parametrize(("cell", "value"), [("TRUE", True), ("ja", True), ("1", True), ("Nei", False), ("no", False)])
def test_words_for_true_and_false(cell: str, value: bool) -> None:
    """Norwegian, English and Excel's words are read."""
    text = f"id,name,centre,kind,cost,decided,source\na,A,hill,build,1,{cell},paper\n"
    assert parse_table(text.encode(), Project).rows[0].decided is value


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("decided", "perhaps", ("'perhaps'", "write true or false")),
        ("kind", "biuld", ("'biuld'", "did you mean 'build'")),
        ("id", "New Wing", ("'New Wing'", "small letters", "new_wing")),
        ("id", "", ("blank", "fill it in")),
        ("name", "x" * 2001, ("too long", "2000")),
        ("name", "x" * 20000, ("longer than 10000",)),
        ("name", "bell\x07", ("\\u0007", "control character")),
        ("excludes", '"a,b"', ("'a,b'", "blanks only")),
        ("excludes", "a B", ("'B'", "small letters")),
        ("earliest", "66", ("'66'", "at least 1900")),
    ],
)
def test_cells_are_explained_in_plain_words(column: str, cell: str, words: tuple[str, ...]) -> None:
    """One wrong cell is one fault at its line and column."""
    row = {"id": "a", "name": "A", "centre": "hill", "kind": "build", "cost": "1", "decided": "", "excludes": ""}
    row |= {"earliest": "", "source": "paper", column: cell}
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    problem = only(parse_table(text.encode(), Project).problems)
    assert (problem.file, problem.line, problem.field) == ("projects.csv", 2, column)
    for word in words:
        assert word in problem.message
    assert not any(jargon in problem.message.lower() for jargon in ("pydantic", "http", "input should"))


def test_ids_are_separated_by_blanks() -> None:
    """Several ids stand in one cell."""
    text = "id,name,centre,kind,cost,requires,source\na,A,hill,build,1,b  c,paper\n"
    assert parse_table(text.encode(), Project).rows[0].requires == ("b", "c")


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("centre,levl,places,source\nhill,x,1,paper\n", 1, "levl", "did you mean 'level'"),
        ("centre,places,source\nhill,1,paper\n", 1, "level", "add the column"),
        ("centre,level,places,places,source\nhill,x,1,1,paper\n", 1, "places", "2 times"),
        (HEADER + "hill,nursing,16,paper\n", 2, "", "has 4 cells where the header has 5"),
        (HEADER + "hill,nursing,16,1,paper,more\n", 2, "", "has 6 cells where the header has 5"),
        (HEADER + 'hill,nursing,16,,"paper\n', 2, "", "quotation marks"),
        (HEADER, 1, "", "no rows"),
        (HEADER.replace(",", "\t") + "hill\tx\t1\t\tpaper\n", 1, "", "tabs"),
        (HEADER + "hill,x,1,,paper\nhill,y,1,,paper\nhill,x,2,,paper\n", 4, "centre, level", "line 2 already"),
    ],
)
def test_faults_of_structure(text: str, line: int, field: str, words: str) -> None:
    """The header and the shape of rows are checked."""
    (problem,) = [one for one in places(text).problems if words in one.message]
    assert (problem.line, problem.field) == (line, field)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b"\xef\xbb\xbf", 1, "empty"),
        ("id,name,source\na,Gjøvik,p\n".encode() + b"b,Gj\xf8vik,p\n", 3, "0xF8 (in Windows-1252, also called ANSI"),
        ("id,name,source\na,Gjøvik,p\n".encode("cp850"), 2, "byte 0x9B"),
        ("id,name,source\na,Gjøvik,p\n".encode("mac-roman"), 2, "byte 0xBF"),
        ("id,name,source\na,Åmot,p\n".encode("mac-roman"), 2, "byte 0x81"),
        ("id,name,source\na,Gjøvik,p\n".encode("utf-16"), 1, "UTF-16"),
        ("id,name,source\na,Gjøvik,p\n".encode("utf-16-le"), 1, "UTF-16"),
        (b"PK\x03\x04" + b"x" * 50, 1, "Excel workbook"),
        (b"id,name,source\na,A\0,p\n", 2, "NUL"),
    ],
)
def test_other_encodings_are_named_with_the_remedy(data: bytes, line: int | None, words: str) -> None:
    """What is not UTF-8 is refused by what it probably is."""
    problem = only(parse_table(data, District).problems)
    assert problem.line == line
    assert words in problem.message
    if words not in ("empty", "NUL"):
        assert "UTF-8" in problem.message


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A1", "<script>alert(1)</script>", "[/bold]", "\u202etxet", "x" * 2000, "{{ 7 * 7 }}", "%s"]
)
def test_hostile_names_are_only_names(name: str) -> None:
    """Formulas, markup and reversed text are kept as they are."""
    reading = parse_table(f'id,name,source\na,"{name}",paper\n'.encode(), District)
    assert reading.problems == ()
    assert reading.rows[0].name == name


def test_every_fault_of_a_file_is_told(tmp_path: Path) -> None:
    """Three wrong cells in two rows are three faults; the good row is read."""
    (tmp_path / "places.csv").write_text(HEADER + "A,x,-1,,paper\nhill,y,1,2,paper\nhill,z,1,,paper\n")
    reading = read_table(tmp_path / "places.csv", Places)
    assert [(one.line, one.field) for one in reading.problems] == [(2, "centre"), (2, "places"), (3, "availability")]
    assert [row.level for row in reading.rows] == ["z"]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Reading never raises; without faults there are rows."""
    reading: TableReading[Row] = parse_table(data, District)
    assert reading.problems or reading.rows


@given(st.text(max_size=30), st.integers(0, 4))
def test_any_cell_is_read_or_refused(cell: str, place: int) -> None:
    """A row with any text in one cell is read or refused in plain words."""
    cells = ["hill", "nursing", "16", "0.5", "paper"]
    cells[place] = '"' + cell.replace('"', '""') + '"'
    reading = parse_table((HEADER + ",".join(cells) + "\n").encode(errors="surrogatepass"), Places)
    assert reading.rows or reading.problems
    assert all("cannot be used here" not in problem.message for problem in reading.problems)
