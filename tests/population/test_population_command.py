"""``leon population`` as its users meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import answer, run

from leonplan.optimizer.errors import ExitCode


def test_the_screen_shows_numbers_errors_and_what_to_write() -> None:
    done = run("population", "gjøvik", "--to", "2040")
    assert done.exit_code == ExitCode.DONE
    for words in (
        "3407 Gjøvik",
        "2026* is the last measured year",
        "nine in ten within",
        "id: ssb_07459",
        "lowest: 67",
    ):
        assert words in done.stdout


def test_json_holds_every_year_and_age() -> None:
    """Six measured years, four projected ones in three variants, 106 ages each."""
    found = answer("population", "3407", "--to", "2030")
    assert len(found["population"]) == (6 + 4 * 3) * 106
    assert set(found["population"][0]) == {"year", "age", "variant", "persons"}
    assert found["used"] == "cohort_ratios"
    assert found["municipality"] == {"number": "3407", "name": "Gjøvik"}
    assert {one["years_ahead"] for one in found["errors"]} == set(range(1, 16))
    assert found["file"] is None


def test_the_table_is_written_and_not_replaced_in_silence(tmp_path: Path) -> None:
    file = tmp_path / "population.csv"
    first = run("population", "3441", "--to", "2030", "-o", file)
    assert first.exit_code == ExitCode.DONE
    assert "is written" in first.stdout
    written = file.read_bytes()
    assert written.startswith(b"variant,year,district,age_band,persons,source\nall,2021,,age_0_17,1064.0,ssb_07459\n")
    again = run("population", "3441", "--to", "2030", "-o", file)
    assert (again.exit_code, file.read_bytes()) == (ExitCode.USAGE, written)
    assert run("population", "3441", "--to", "2031", "-o", file, "--replace").exit_code == ExitCode.DONE
    assert file.read_bytes() != written


def test_districts_are_shown_and_written(tmp_path: Path) -> None:
    shares = tmp_path / "shares.csv"
    shares.write_text("year;district;share;source\n2021;nord;0,25;x\n2021;sor;0,75;x\n", encoding="utf-8")
    done = run("population", "3441", "--to", "2030", "--shares", shares)
    assert "nord" in done.stdout
    table = answer("population", "3441", "--to", "2030", "--shares", shares)["table"]
    assert {row["district"] for row in table} == {"nord", "sor"}


def test_births_and_improvement_move_the_young_and_the_old() -> None:
    def main(*options: str) -> dict[int, float]:
        rows = answer("population", "3407", "--to", "2040", *options)["population"]
        return {row["age"]: row["persons"] for row in rows if (row["year"], row["variant"]) == (2040, "main")}

    usual, other = main(), main("--births", "ratio", "--improvement", "0")
    assert usual[5] != other[5]
    assert usual[90] > other[90]
    assert usual[40] == other[40]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["0502"], ExitCode.USAGE, "give 3407 Gjøvik"),
        (["3407", "--to", "2020"], ExitCode.USAGE, "2027 to 2060"),
        (["3407", "--to", "soon"], ExitCode.USAGE, "--to"),
        (["3407", "--from", "1999"], ExitCode.USAGE, "--from 1999"),
        (["3407", "--ages", "0,x"], ExitCode.USAGE, "no list of ages"),
        (["3407", "--ages", "18,67"], ExitCode.USAGE, "begin with 0"),
        (["3407", "--improvement", "nan"], ExitCode.USAGE, "not a finite number"),
        (["3407", "--improvement", "0.5"], ExitCode.USAGE, "--improvement"),
        (["3407", "--ssb", "nowhere.json"], ExitCode.INPUT, "nowhere.json: is missing"),
        (["3407", "--shares", "nowhere.csv"], ExitCode.INPUT, "is missing"),
        ([], ExitCode.USAGE, "MUNICIPALITY"),
    ],
)
def test_what_is_wrong_ends_in_words(arguments: list[str], code: ExitCode, words: str) -> None:
    done = run("population", *arguments)
    assert done.exit_code == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_a_file_is_an_object_for_programs(tmp_path: Path) -> None:
    file = tmp_path / "14746.csv"
    file.write_text("hello\n", encoding="utf-8")
    found = answer("population", "3407", "--ssb", str(file), code=ExitCode.INPUT)
    assert found["ok"] is False
    assert found["problems"][0]["file"] == "14746.csv"
