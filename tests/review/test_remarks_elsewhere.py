"""Remarks where plans are shown: the screen and JSON of ``leon solve``, and reports."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from click.testing import CliRunner
from handmade import DAY, changed, quiet
from rich.console import Console

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.plan import plan_screen
from leonplan.optimizer.report.content.review import review_chapter
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Heading, Paragraph, Table
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.review import Review, review_plan
from leonplan.optimizer.words.word import Language

ODD = r.Unserved(2028, "complex", "north", 1), r.Money(2028, r.Post.SPEND, 30000)
"""Somebody with heavy need without help, and a year that is suddenly dear."""


def chapter(plan: Plan, language: Language) -> tuple[list[str], dict[str, Table]]:
    """Headings and paragraphs, and tables by id."""
    blocks = list(review_chapter(View(plan, {"written": f"{DAY}T12:00:00+00:00"}, Words(language))))
    texts = [block.text for block in blocks if isinstance(block, (Heading, Paragraph))]
    return texts, {block.id: block for block in blocks if isinstance(block, Table)}


def screen(plan: Plan, review: Review | None = None) -> list[str]:
    """Lines of the screen of a plan."""
    console = Console(width=200, file=StringIO(), force_terminal=False)
    for part in plan_screen(plan, review or review_plan(plan, DAY)):
        console.print(part)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().splitlines()


def test_a_report_tells_them_in_its_language() -> None:
    texts, tables = chapter(changed(*ODD), "nb")
    assert texts[0] == "Hva en planlegger bør se på"
    assert list(tables) == ["review-serious", "review-others"]
    assert tables["review-serious"].rows == (
        (
            "Tungt behov uten noen hjelp",
            "Sammensatte behov: 1,0 av 4,0 personer uten noen hjelp i 2028; 2 personår i alt.",
            "Driftsrammen er brukt opp",
        ),
    )
    assert [row[0] for row in tables["review-others"].rows] == ["En brå endring i utgiftene"]
    _, english = chapter(changed(*ODD), "en")
    assert english["review-serious"].rows[0][0] == "Heavy need without any help"


@pytest.mark.parametrize(("language", "said"), [("nb", "Ingenting påfallende"), ("en", "Nothing odd")])
def test_a_report_of_a_plan_with_nothing_odd_says_so(language: Language, said: str) -> None:
    texts, tables = chapter(quiet(), language)
    assert said in texts[1]
    assert tables == {}


def test_the_screen_tells_how_many_and_the_serious_ones() -> None:
    lines = screen(changed(*ODD))
    at = lines.index("To look at: 2 remarks, 1 of them serious.")
    assert lines[at + 1].startswith("  Heavy need without any help: Sammensatte behov: 1.0 of 4.0 persons")
    assert "sudden" not in lines[at + 2]


@pytest.mark.parametrize(("serious", "more"), [(8, None), (9, 1), (10, 2)])
def test_the_screen_shows_eight_serious_ones_and_how_to_see_the_rest(serious: int, more: int | None) -> None:
    """One serious remark, as often as there are to be some."""
    plan = changed(*ODD)
    review = review_plan(plan, DAY)
    lines = screen(plan, replace(review, remarks=review.serious * serious))
    at = lines.index(f"To look at: {serious} remarks, {serious} of them serious.")
    assert [line.startswith("  Heavy need") for line in lines[at + 1 : at + 10]] == [True] * 8 + [False]
    rest = [line for line in lines if "more serious ones" in line]
    assert rest == (
        []
        if more is None
        else [f"  and {more} more serious ones: leon review RUN shows all, of a run written with -o."]
    )


def test_solving_tells_how_many_as_json() -> None:
    told = json.loads(CliRunner().invoke(leon, ["solve", "tiny", "--json"]).stdout)
    assert told["remarks"] == {
        "all": 2, "serious": 0, "checks": {"spending_jumps": 1, "hangs_on_an_estimate": 1},
    }  # fmt: skip
    assert set(told["below_minimum"]) == set(told["below_sound"]) == {"2025", "2026", "2028", "2030"}
