"""What people with spreadsheets do to tables: understood and said, or refused with the cause; nothing guessed in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.folder import GOOD, write_folder

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.instance.load import check_folder
from leonplan.optimizer.reading.faults import MOST_LISTED
from leonplan.optimizer.reading.read_table import TableReading, parse_table
from leonplan.optimizer.reading.read_yaml import compose
from leonplan.optimizer.schema.tables import Frame, Places

HEADER = "centre,level,places,availability,source\n"
FRAMES = "year,operating,investment,source\n"


def places(text: str, encoding: str = "utf-8") -> TableReading[Places]:
    return parse_table(text.encode(encoding), Places)


def frame(cell: str, separator: str = ";") -> TableReading[Frame]:
    """A table of frames whose operating frame is a cell."""
    return parse_table(f"{FRAMES}2026,{cell},0,paper\n".replace(",", separator).replace("@", ",").encode(), Frame)


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("16 000", 16000),
        ("16\u00a0000", 16000),
        ("16\u202f000", 16000),
        ("16\u2009000", 16000),
        ("1 234 567@5", 1234567.5),
        ("16 000@000", 16000),
        ("27", 27),
        ("27@0", 27),
        ("27@125", 27.125),
        ("0.125", 0.125),
        ("1234.5", 1234.5),
    ],
)
def test_numbers_of_a_norwegian_sheet(cell: str, value: float) -> None:
    """Blanks part thousands, a comma stands before decimals (@ in the cell); 0.125 can be no thousands."""
    reading = frame(cell)
    assert reading.problems == ()
    assert reading.rows[0].operating == value
    assert ("blanks between thousands" in reading.warnings[0].message) == (" " in " ".join(cell.split()))


def test_a_typographic_minus_sign_is_one() -> None:
    problem = only(frame("\u22125").problems)
    assert "too small; give at least 0" in problem.message


@pytest.mark.parametrize(
    ("cell", "separator", "remedy"),
    [
        ("27.000", ";", "write 27000, or 27"),
        ("27.125", ";", "write 27125, or 27,125"),
        ("1.234.567", ";", "write 1234567"),
        ("27@000", ";", "write 27000, or 27"),
        ("27.000", ",", "write 27000, or 27"),
        ('"27.000"', ",", "write 27000, or 27"),
        ('"27@000"', ",", "write 27000, or 27"),
        ('"27@125"', ",", "write 27125, or 27.125"),
        ('"1@234@567"', ",", "write 1234567"),
        ("-27.000", ";", "write -27000, or -27"),
    ],
)
def test_27_000_is_not_27(cell: str, separator: str, remedy: str) -> None:
    """Twenty-seven thousand read as twenty-seven is a frame a thousand times too small: refused, with both readings."""
    problem = only(frame(cell, separator).problems)
    assert (problem.line, problem.field) == (2, "operating")
    assert "can be read in two ways" in problem.message
    assert problem.message.endswith(remedy) or f"{remedy}, " in problem.message


def test_no_advice_leads_to_what_is_refused() -> None:
    """Every number that a refusal proposes is read, in the same file, and the two are not the same number."""
    for separator, cell in ((";", "27.125"), (",", '"27@125"'), (";", "27.000"), (",", "27.000")):
        message = only(frame(cell, separator).problems).message
        first, second = message.rpartition("write ")[2].split(", or ")
        values = [frame(one.replace(",", "@"), separator).rows[0].operating for one in (first, second)]
        assert values[0] == 1000 * values[1]


@pytest.mark.parametrize(("cell", "separator"), [("2.000", ","), ("2.000", ";"), ("2,000", ";"), ("2.026", ",")])
def test_whole_numbers_have_no_thousands_signs(cell: str, separator: str) -> None:
    """Places are whole: 2.000 is two thousand or two, and 2.026 is meant as 2026."""
    text = HEADER.replace(",", separator) + separator.join(["hill", "nursing", cell, "", "paper"]) + "\n"
    problem = only(places(text).problems)
    assert (problem.line, problem.field) == (2, "places")
    assert f"write {cell.replace('.', '').replace(',', '')}" in problem.message


def test_thousands_in_the_settings_are_refused_too() -> None:
    problem = only(compose("employed: 27.000\npay: 27.125\n", "instance.yaml").problems)
    assert (problem.line, problem.field) == (1, "employed")
    assert "two ways; write 27000, or 27" in problem.message


def test_the_same_reason_in_many_rows_is_one_fault() -> None:
    """Thousands signs in three rows are told once, at the first."""
    text = FRAMES.replace(",", ";") + "2026;27.000;0;p\n2027;28.000;0;p\n2028;29.000;0;p\n"
    problem = only(parse_table(text.encode(), Frame).problems)
    assert (problem.line, problem.field) == (2, "operating")
    assert "'27.000' can be read in two ways (in 2 more rows too); write 27000" in problem.message


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n", "\nsep=;\n"])
def test_a_line_sep_is_skipped(line: str) -> None:
    """Excel reads and writes it; the lines below are counted with it."""
    reading = places(line + HEADER.replace(",", ";") + "hill;nursing;16;0,6;paper\n")
    assert reading.problems == ()
    assert reading.rows[0].availability == 0.6
    assert reading.lines == (line.count("\n") + 2,)
    assert "a line sep=" in reading.warnings[0].message


@pytest.mark.parametrize(
    ("above", "remedy"),
    [("Places in 2025\n", "remove line 1"), ("Places,,,,\n\nas of 1.1.\n", "remove lines 1 to 3")],
)
def test_a_title_above_the_header_is_one_fault(above: str, remedy: str) -> None:
    """The header is found below it, so that its names are not unknown and missing as well."""
    problem = only(places(above + HEADER + "hill,nursing,16,,paper\n").problems)
    assert problem.line == 1
    assert "stands above the header, which is on line" in problem.message
    assert problem.message.endswith(remedy)


def test_a_table_without_a_header_is_one_fault() -> None:
    problem = only(places("hill,nursing,16,,paper\nhill,home,4,,paper\n").problems)
    assert problem.line == 1
    assert "begin with centre,level,places,availability,unit_size,source" in problem.message


def test_a_blank_name_in_the_header_is_one_fault() -> None:
    """The column that is missing is the one without a name."""
    problem = only(places("centre,,places,availability,source\nhill,nursing,16,,paper\n").problems)
    assert problem.line == 1
    assert "blank cell as name of column 2, and 'nursing' stands below it on line 2" in problem.message
    assert "'level', which is missing" in problem.message


@pytest.mark.parametrize("header", ["centre,,level,places,source", "centre,level,,places,source"])
def test_a_blank_column_is_understood(header: str) -> None:
    row = {"centre": "hill", "": "", "level": "nursing", "places": "16", "source": "paper"}
    reading = places(header + "\n" + ",".join(row[name] for name in header.split(",")) + "\n")
    assert reading.problems == ()
    assert reading.rows[0].places == 16
    assert "blank columns" in reading.warnings[0].message


def test_a_misspelt_name_is_one_fault() -> None:
    """It is not told that the column meant is missing, too; one that nothing stands for is."""
    problems = places("centre,levl,availability,source\nhill,nursing,,paper\n").problems
    assert [(one.field, one.message.partition(";")[0]) for one in problems] == [
        ("levl", "is no column of this table"),
        ("places", "is missing from the header"),
    ]


def test_decimal_commas_between_commas_are_one_fault() -> None:
    """0,6 makes two cells of one; the number is found by which pair makes a row: 16 and 0 are not 16,0."""
    problem = only(places(HEADER + "hill,nursing,16,0,6,paper\nhill,home,4,0,5,paper\n").problems)
    assert problem.line == 2
    assert "0,6 has a decimal comma, and commas separate the columns (in 1 more row too)" in problem.message
    assert "write 0.6, or save the table with semicolons" in problem.message


def test_thousands_commas_between_commas_are_not_called_decimals() -> None:
    problem = only(parse_table(f"{FRAMES}2026,27,000,0,paper\n".encode(), Frame).problems)
    assert "27,000 can be read in two ways; write 27000, or 27" in problem.message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Sum,,20,,", "a row of sums ('Sum')"),
        ("Totalt:,,20,,paper", "a row of sums ('Totalt:')"),
        ("I alt,nursing,20,,paper", "a row of sums"),
        ("hill,SUM,20,,paper", "a row of sums"),
        ("Source: the municipality,,,,", "a note and not a row"),
        ("* as of January", "a note and not a row"),
        (HEADER.strip(), "repeats the header"),
    ],
)
def test_lines_that_are_no_rows_are_one_fault_each(line: str, words: str) -> None:
    problem = only(places(HEADER + "hill,nursing,16,,paper\n" + line + "\n").problems)
    assert (problem.line, problem.field) == (3, "")
    assert words in problem.message
    assert "remove" in problem.message


def test_blank_rows_are_skipped() -> None:
    reading = places(HEADER + "\n,,,,\nhill,nursing,16,,paper\n  ,,\n\n")
    assert (reading.problems, reading.warnings, reading.lines) == ((), (), (4,))


def test_windows_letters_are_understood_and_said() -> None:
    """Gjøvik as Excel's plain CSV saves it; the word is shown, so that a wrong guess is seen."""
    reading = places(HEADER + "hill,nursing,16,,gjøvik\n", "cp1252")
    assert "letters in Windows-1252, not UTF-8 (line 2: 'gjøvik')" in reading.warnings[0].message
    assert "'gjøvik' is not an identifier" in only(reading.problems).message


def test_a_file_of_faults_lists_the_first_and_counts_the_others() -> None:
    """Three hundred wrong names: the first two hundred, and how many more there are."""
    problems = places(HEADER + "".join(f"Hill {i},nursing,16,,paper\n" for i in range(300))).problems
    assert len(problems) == MOST_LISTED + 1
    assert "100 more faults" in problems[-1].message


@pytest.mark.parametrize("header", ["," * 140_000, "a," * 140_000, "centre," * 140_000, ";" * 140_000, '"",' * 140_000])
def test_a_header_of_very_many_cells_is_refused(header: str) -> None:
    """Each cell is looked at a fixed number of times; there are few faults."""
    assert 0 < len(places(f"{header}\nhill,nursing,16,,paper\n").problems) < 50


def test_very_many_unknown_names_are_counted(tmp_path: Path) -> None:
    """A table of another municipality: the first fifty names are listed, and the other ten are a number."""
    rows = "".join(f"main,2026,,band{number},1,paper\n" for number in range(60))
    problems = check_folder(write_folder(tmp_path, {"population.csv": GOOD["population.csv"] + rows})).problems
    assert len([one for one in problems if "is not among the age bands" in one.message]) == 50
    assert len([one for one in problems if "10 more names are not there either" in one.message]) == 1


def test_a_yaml_file_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    """Reading YAML takes seconds for every hundred thousand bytes; what anyone needs has some ten thousand."""
    folder = write_folder(tmp_path, {})
    with (folder / "instance.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# x\n" * 250_000)
    assert "instance.yaml:1: is larger than 0.25 MB" in str(check_folder(folder).problems[0])
