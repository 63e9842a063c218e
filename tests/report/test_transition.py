"""Transition money told apart from the frame: in tables, in totals, on the screen and in reports."""

from __future__ import annotations

from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sealed_runs import tables_of
from tiny_plan import tiny, with_row

from leonplan.optimizer import api
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.present.plan import plan_screen
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Cell, Number
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.words.word import Language


@cache
def helped() -> Plan:
    """Tiny with 400 kNOK of transition money in 2030 and none in 2028."""
    return plan_instance(with_row(tiny(), "frames", 3, transition=400))


def test_it_lies_on_top_of_the_frame() -> None:
    """The README's 831.282 kNOK too much in 2030 less 400 is 431.282: at 200 a person 2.156 are without help at home."""
    plan = helped()
    posts = {row.post: row.amount for row in plan.rows(r.Money) if row.year == 2030}
    assert (posts[Post.FRAME], posts[Post.TRANSITION], posts[Post.OVERRUN]) == (31600, 400, 0)
    unserved = sum(row.persons for row in plan.rows(r.Unserved) if row.year == 2030)
    assert unserved == pytest.approx(2.156, abs=0.01)
    assert {total.year: total.transition for total in plan.by_year} == {2025: 0, 2026: 0, 2028: 0, 2030: 400}
    assert plan.verification is not None
    assert plan.verification.ok


def test_the_screen_tells_it_apart() -> None:
    """400 kNOK a year in a period of two years: 0.4 million a year, 0.8 over all years."""
    screen = StringIO()
    console = Console(file=screen, width=120)
    for part in plan_screen(helped(), api.review(helped())):
        console.print(part)
    (line,) = [line for line in screen.getvalue().splitlines() if "Transition money" in line]
    assert line.split()[-2:] == ["0.4", "0.8"]


@pytest.mark.parametrize(
    ("language", "name", "frame"),
    [("en", "Transition money", "Operating frame"), ("nb", "Omstillingsmidler", "Driftsramme")],
)
def test_the_report_tells_it_apart(tmp_path: Path, language: Language, name: str, frame: str) -> None:
    """The accounts of 2030 have 31 600 of frame and 400 beside it, and nothing over both."""
    document = make_document(write_run(helped(), tmp_path / "run").folder, language=language)
    (accounts,) = [one for one in tables_of(document) if one.id == "accounts"]
    rows: dict[Cell, Cell] = {row[0]: row[-1] for row in accounts.rows}
    assert rows[frame] == Number(31600)
    assert rows[name] == Number(400)
    (money,) = [one for one in tables_of(document) if one.id == "figure-money-table"]
    assert name in [column.title for column in money.columns]
