"""What reports say: whole, consistent, and nothing but what the run holds."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import STRINGS, told
from sealed_runs import figures_of, hostile_document, tables_of, tiny_document, tiny_run
from tiny_plan import tiny, tiny_plan

from leonplan.optimizer.demand.project_demand import Step, project_demand
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Bullets, Document, Facts, Heading, Number, Paragraph, Table
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.schema.tables import NeedFactor
from leonplan.optimizer.words.word import Language

LANGUAGES: tuple[Language, ...] = ("nb", "en")


def table(document: Document, name: str) -> Table:
    return next(one for one in tables_of(document) if one.id == name)


def shown(one: Table, row: str, column: str) -> float:
    """The number in a row and a column, by their titles."""
    at = [title.title for title in one.columns].index(column)
    cell = next(cells[at] for cells in one.rows if cells[0] == row)
    assert isinstance(cell, Number)
    return cell.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_well_formed(language: Language) -> None:
    document = tiny_document(language)
    ids = [block.id for block in document.blocks if not isinstance(block, (Paragraph, Bullets, Facts))]
    ids += [figure.table.id for figure in figures_of(document)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids), ids
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    for one in tables_of(document):
        assert one.caption
        assert one.columns
        assert one.rows
        assert all(len(row) == len(one.columns) for row in one.rows), one.id
        assert all(0 <= row < len(one.rows) for row in one.total_rows)
        for j, column in enumerate(one.columns):
            numbers = [isinstance(row[j], Number) for row in one.rows]
            assert all(numbers) if column.numeric else True, (one.id, column.title)
    assert all(figure.alt.strip() and figure.caption.strip() for figure in figures_of(document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_add_up_to_totals(language: Language) -> None:
    """In every column with a total, and in rows that end in one, the numbers as shown add up."""
    checked = 0
    for one in tables_of(tiny_document(language)):
        for total in one.total_rows:
            for j, column in enumerate(one.columns):
                if column.numeric:
                    parts = [row[j] for row in one.rows[:total]]
                    whole = one.rows[total][j]
                    assert isinstance(whole, Number)
                    added = sum(round(part.value, part.decimals) for part in parts if isinstance(part, Number))
                    assert added == pytest.approx(whole.value, abs=1e-6), (one.id, column.title)
                    checked += 1
    assert checked > 60


def test_rows_add_up() -> None:
    document = tiny_document("en")
    for name in ("outcomes-by-group", "outcomes-by-district", "need-steps-by-group", "projects-kroner", "investment"):
        for row in table(document, name).rows:
            numbers = [cell.value for cell in row if isinstance(cell, Number)]
            assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-6), (name, row[0])


def test_totals_are_those_of_the_plan() -> None:
    """The sums that tables end in are the plan's own totals, rounded."""
    plan, document = tiny_plan(), tiny_document("en")
    last = plan.by_year[-1]
    year = str(last.year)
    assert shown(table(document, "need-by-group"), "All need", year) == round(last.need, 1)
    assert shown(table(document, "served-by-level"), "All need", year) == round(last.need, 1)
    assert shown(table(document, "outcomes-by-year"), "All need", year) == round(last.need, 1)
    assert shown(table(document, "unmet-by-group"), "All unmet need", year) == round(last.unmet, 1)
    assert shown(table(document, "accounts"), "Net spending", year) == round(last.spend)
    employed = sum(row.employed for row in plan.rows(r.Staff) if row.year == last.year)
    assert shown(table(document, "staff-employed"), "All staff", year) == round(employed, 1)
    outlay = sum(row.amount for row in plan.rows(r.Money) if row.post is r.Post.OUTLAY)
    assert shown(table(document, "projects-kroner"), "All projects", "Investment") == round(outlay)


def test_the_same_number_is_the_same_wherever_it_stands() -> None:
    """Those without any service, and the need by group and by level, stand in several tables and charts."""
    document = tiny_document("en")
    year = str(tiny_plan().by_year[-1].year)
    by_level, by_outcome = table(document, "served-by-level"), table(document, "outcomes-by-year")
    by_group, by_district = table(document, "outcomes-by-group"), table(document, "outcomes-by-district")
    none = "Without any service"
    numbers = {
        shown(by_level, none, year), shown(by_outcome, none, year), shown(by_group, "All groups", none),
        shown(by_district, "All districts", none), shown(table(document, "figure-ladder-table"), none, year),
    }  # fmt: skip
    assert len(numbers) == 1
    assert numbers.pop() > 0
    for group in (group.name for group in tiny_plan().instance.settings.groups):
        need = shown(table(document, "need-by-group"), group, year)
        assert shown(by_group, group, f"Need in {year}") == need
        assert shown(table(document, "need-steps-by-group"), group, f"Need in {year}") == need


def test_both_languages_tell_the_same_numbers() -> None:
    def numbers(document: Document) -> list[tuple[str, float, int]]:
        return [
            (one.id, cell.value, cell.decimals)
            for one in tables_of(document)
            for row in one.rows
            for cell in row
            if isinstance(cell, Number)
        ]

    assert numbers(tiny_document("nb")) == numbers(tiny_document("en"))


def test_the_certificate_names_every_input_and_the_command() -> None:
    document = tiny_document("en")
    files = {str(row[0]): row[1] for row in table(document, "certificate-files").rows}
    assert files.keys() == {path.name for path in (tiny_run() / "instance").iterdir()}
    assert all(re.fullmatch(r"[0-9a-f]{64}", str(digest)) for digest in files.values())
    facts = {label: value for block in document.blocks if isinstance(block, Facts) for label, value in block.items}
    assert str(facts["Command that makes it again"]).startswith("leon solve instance")


def test_shares_of_estimates_come_to_a_hundred() -> None:
    for row in table(tiny_document("en"), "basis-weights").rows:
        assert sum(cell.value for cell in row if isinstance(cell, Number)) == 100


def test_hostile_names_are_carried_through_as_they_are() -> None:
    """Every name of the instance stands somewhere in the document, letter by letter; marks of direction as codes."""
    texts = repr(hostile_document("nb")).replace("\\\\", "\\")
    for text in STRINGS:
        assert repr(told(text))[1:-1].replace("\\\\", "\\") in texts.replace("\\'", "'") or told(text) in _texts(), text


def _texts() -> str:
    document = hostile_document("nb")
    cells = [cell for one in tables_of(document) for row in one.rows for cell in row if isinstance(cell, str)]
    columns = [column.title for one in tables_of(document) for column in one.columns]
    return "\n".join([document.title, document.subject, *cells, *columns])


def test_a_report_has_the_date_it_is_given_and_else_that_of_the_run(tmp_path: Path) -> None:
    from datetime import date

    assert make_document(tiny_run(), date=date(2027, 5, 17)).date == date(2027, 5, 17)
    assert make_document(tiny_run()).date == make_document(tiny_run()).date


def test_a_plan_that_does_not_hold_gives_no_report(tmp_path: Path) -> None:
    """1000 kr more are spent than the posts come to; that it is stored as verified counts for nothing: it is checked anew."""
    rows = tuple(
        replace(row, amount=row.amount + 1) if (row.year, row.post) == (2030, r.Post.SPEND) else row
        for row in tiny_plan().rows(r.Money)
    )
    assert tiny_plan().verification is not None
    assert tiny_plan().verification.ok
    bad = write_run(replace(tiny_plan(), tables={**tiny_plan().tables, r.Money.table: rows}), tmp_path / "bad").folder
    with pytest.raises(VerificationError, match="holds what does not hold when it is checked again"):
        make_document(bad)


def test_a_damaged_run_gives_no_report(tmp_path: Path) -> None:
    run = write_run(tiny_plan(), tmp_path / "run").folder
    file = run / "results" / "money.csv"
    file.write_bytes(file.read_bytes().replace(b"spend", b"spent", 1))
    with pytest.raises(VerificationError, match=r"money\.csv was altered"):
        make_document(run)


def test_need_moved_by_other_criteria_is_a_step_of_its_own(tmp_path: Path) -> None:
    """A factor of 1.5 on home help in 2030 stands in its own row, not among the older population."""
    factor = {"year": 2030, "group": "home_help", "district": None, "factor": 1.5, "source": "paper"}
    start = factor | {"year": 2025, "factor": 1.0}
    instance = tiny().model_copy(update={"need_factors": tuple(map(NeedFactor.model_validate, (start, factor)))})
    document = make_document(write_run(plan_instance(instance), tmp_path / "run").folder, "en")
    moved = sum(x.persons for x in project_demand(instance).steps if (x.step, x.year) == (Step.FACTOR, 2030))
    assert moved > 1
    assert shown(table(document, "need-steps-by-year"), "Other criteria", "2030") == pytest.approx(moved, abs=0.1)
