"""An instance as one workbook: written, read back the very same, and written again to the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from random_cases import random_cases
from random_instances import random_instance

from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.excel.columns import PARTS, columns_of, same_word
from leonplan.optimizer.excel.settings_rows import SETTINGS
from leonplan.optimizer.excel.write_workbook import workbook_bytes
from leonplan.optimizer.instance.load import check_folder, find_instance, load_instance
from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Goal, GoalLimit, Goals
from leonplan.optimizer.words import column_meanings, input_words, setting_meanings, setting_words


def through_a_workbook(instance: Instance, folder: Path) -> Instance:
    """The instance, written as a workbook and read from it."""
    file = folder / "plan.xlsx"
    file.write_bytes(workbook_bytes(instance))
    return load_instance(file)


@pytest.mark.parametrize("name", ["tiny", "gausdal", "gjovik", "gjovik_2026"])
def test_workbook_to_folder_to_workbook(name: str, tmp_path: Path) -> None:
    """What ships: the workbook reads back equal, its folder too, and both give the same workbook, byte by byte."""
    instance = load_instance(find_instance(name))
    read = through_a_workbook(instance, tmp_path)
    assert read == instance
    write_instance(read, tmp_path / "folder")
    assert workbook_bytes(load_instance(tmp_path / "folder")) == (tmp_path / "plan.xlsx").read_bytes()


def test_numbers_are_kept_to_the_last_bit(tmp_path: Path) -> None:
    """0.1 + 0.2 is 0.30000000000000004: seventeen digits, of which XlsxWriter writes sixteen by itself."""
    tiny = load_instance(find_instance("tiny"))
    rows = tuple(row.model_copy(update={"persons": row.persons + 0.1 + 0.2}) for row in tiny.population)
    assert any(f"{row.persons:.16G}" != repr(row.persons) for row in rows)
    changed = tiny.model_copy(update={"population": rows})
    (tmp_path / "plan.xlsx").write_bytes(workbook_bytes(changed))
    assert [row.persons for row in load_instance(tmp_path / "plan.xlsx").population] == [row.persons for row in rows]


def test_what_no_shipped_instance_has_comes_back_too(tmp_path: Path) -> None:
    """Orders of goals with weights, hard limits, and names that look like formulas, numbers or codes of letters."""
    tiny = load_instance(find_instance("tiny"))
    names = ("=1+1", "2021", "_x0041_", "Øvre <by> & 'nes'\nto", "-5", "ja", "#N/A")
    goals = Goals(frame=(Goal.SHORTFALL, {Goal.UNMET: 1.5, Goal.SPEND: 0.25}, Goal.CHANGES), overrun_slack=0.05)
    limits = (GoalLimit(goal=Goal.OVERRUN, at_most=1e6), GoalLimit(goal=Goal.UNMET, at_most=12.5))
    for name in names:
        settings = tiny.settings.model_copy(update={"goals": goals, "limits": limits, "name": name})
        centres = tuple(one.model_copy(update={"name": name}) for one in tiny.centres)
        changed = tiny.model_copy(update={"settings": settings, "centres": centres})
        assert through_a_workbook(changed, tmp_path) == changed, name


def test_every_part_has_words_of_its_own() -> None:
    """No sheet, column, choice or setting lacks a word, and no two columns of a sheet are called the same."""
    for part, row in PARTS.items():
        headings = [same_word(column.heading) for column in columns_of(row)]
        assert len(set(headings)) == len(headings), part
        assert len(input_words.SHEETS[part]) <= 31
    assert set(input_words.SHEETS) == {"settings", *PARTS}
    assert len({same_word(title) for title in input_words.SHEETS.values()}) == len(input_words.SHEETS)
    assert set(setting_words.SETTINGS) == set(SETTINGS)
    used = {column.name.replace("__", ".") for row in PARTS.values() for column in columns_of(row)}
    assert set(input_words.COLUMNS) == used
    by_part = {f"{part}.{name}" for part, row in PARTS.items() for name in map(plain_name, row.columns())}
    assert set(column_meanings.MEANINGS) <= used | by_part
    assert set(setting_meanings.MEANINGS) == set(SETTINGS)


def plain_name(column: str) -> str:
    """The name of a column as the vocabulary has it."""
    return column.replace("__", ".")


def test_the_sheets_help_to_fill_in() -> None:
    """Headings with unit and comment, drop-downs from the sheet of sources, headings and codes locked, the rest open."""
    book = load_workbook(BytesIO(workbook_bytes(load_instance(find_instance("tiny")))))
    centres = book["Sentre"]
    heads = [cell.value for cell in centres[1]]
    assert heads[:2] == ["Kode", "Navn"]
    assert "Fast kostnad (1000 kr per år)" in heads
    assert all(cell.comment for cell in centres[1])
    assert centres.protection.sheet
    assert centres["A1"].protection.locked
    assert centres["A2"].protection.locked
    assert not centres["B2"].protection.locked
    offered = {str(one.sqref): one.formula1 for one in centres.data_validations.dataValidation}
    source = centres.cell(1, len(heads)).column_letter
    assert any(place.startswith(f"{source}2:") and "'Kilder'!" in offer for place, offer in offered.items())


def test_a_workbook_checks_without_a_word(tmp_path: Path) -> None:
    """What is written is read without anything to forgive."""
    tiny = find_instance("tiny")
    (tmp_path / "plan.xlsx").write_bytes(workbook_bytes(load_instance(tiny)))
    report = check_folder(tmp_path / "plan.xlsx")
    assert report.problems == ()
    assert [one.message for one in report.warnings] == [one.message for one in check_folder(tiny).warnings]


def test_settings_have_drop_downs() -> None:
    """Choices, ja or nei, and sources are offered in the cells of the values that have them."""
    page = load_workbook(BytesIO(workbook_bytes(load_instance(find_instance("tiny")))))["Innstillinger"]
    rows = {page.cell(row, 4).value: row for row in range(2, page.max_row + 1)}
    offered = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert offered[f"B{rows['mode']}"] == '"rammen først,behovet først"'
    assert offered[f"B{rows['policies.equity.on']}"] == '"ja,nei"'
    assert offered[f"B{rows['capital.source']}"] == "'Kilder'!$A$2:$A$2000"
    assert f"B{rows['price_year']}" not in offered


def test_sums_are_formulas_with_their_values() -> None:
    """Tiny has 3600 + 400 inhabitants in 2025 and 4 + 4 places in group living; the sums reach the blank rows below, too."""
    data = workbook_bytes(load_instance(find_instance("tiny")))
    formulas, values = (load_workbook(BytesIO(data), data_only=one)["Summer"] for one in (False, True))
    found = {tuple(cell.value for cell in row if cell.column != 4): row[3].value for row in values.iter_rows(min_row=2)}
    assert found["Befolkning", "Personer", "personer", "all", 2025] == 4000
    assert found["Plasser", "Plasser", "plasser", "group_living", None] == 8
    texts = [row[3].value for row in formulas.iter_rows(min_row=2)]
    assert all(text.startswith("=SUM") for text in texts)
    assert texts[0] == "=SUMIFS('Befolkning'!$E$2:$E$513,'Befolkning'!$A$2:$A$513,$E2,'Befolkning'!$B$2:$B$513,$F2)"


def random_municipalities() -> Iterator[Instance]:
    """Random ones without faults, as only these are read."""
    for seed in count():
        instance = random_instance(Random(seed))
        if not check_instance(instance)[0]:
            yield instance


def through_both(instance: Instance, folder: Path) -> None:
    """Through a workbook and a folder: the same instance, and the same workbook, byte by byte."""
    read = through_a_workbook(instance, folder)
    assert read == instance
    write_instance(read, folder / "folder")
    assert workbook_bytes(load_instance(folder / "folder")) == (folder / "plan.xlsx").read_bytes()


def test_random_municipalities_come_back(tmp_path: Path) -> None:
    for number, instance in enumerate(islice(random_municipalities(), 8)):
        (tmp_path / str(number)).mkdir()
        through_both(instance, tmp_path / str(number))


@pytest.mark.parametrize("chunk", random_cases(4, fast=0, ci=1))
def test_200_random_municipalities_come_back(chunk: int, tmp_path: Path) -> None:
    for number, instance in enumerate(islice(random_municipalities(), 50 * chunk, 50 * chunk + 50)):
        (tmp_path / str(number)).mkdir()
        through_both(instance, tmp_path / str(number))
