"""All checks together: nothing odd gives no remarks, whatever can be planned can be looked at, serious ones come first."""

from __future__ import annotations

import ast
import json
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from string import Formatter

import pytest
from handmade import DAY, changed, plan_of, quiet, town
from hypothesis import given
from hypothesis import strategies as st
from random_instances import random_instance
from tiny_plan import tiny_plan, with_part

from leonplan.optimizer.errors import CollisionError
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.present.review import review_json
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.review.review import CHECKS, review_plan
from leonplan.optimizer.review.series import deepest_valley, jumps
from leonplan.optimizer.review.telling import causes, sentence

FACTORS = (0.0, 0.5, 1.0, 1.0, 1.0, 2.0, 1e6)
"""What numbers are multiplied by to make them odd."""


def tell(plan: Plan) -> dict[str, list[str]]:
    """Everything that can be told of a plan, by language; the JSON can be written."""
    found = review_plan(plan, DAY)
    json.dumps(review_json(found), allow_nan=False)
    return {
        language: [
            f"{sentence(found, one, language, lambda value, decimals, unit: f'{value:.{decimals}f}{unit}')}"
            f"|{causes(one, language)}"
            for one in found.remarks
        ]
        for language in ("nb", "en")
    }


def test_a_plan_with_nothing_odd_has_no_remarks() -> None:
    assert review_plan(quiet(), DAY).remarks == ()


def test_every_check_is_tripped_by_hand() -> None:
    """Each check's name stands in a test that asks for its remarks."""
    asked = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and file != Path(__file__):
                asked.add(node.value)
    assert set(CHECKS) <= asked


def test_every_check_says_the_same_in_both_languages() -> None:
    for name, check in CHECKS.items():
        gaps = [{gap for _, gap, _, _ in Formatter().parse(text) if gap} for text in (check.said.en, check.said.nb)]
        assert gaps[0] == gaps[1], name
        assert "what" in gaps[0]
        assert check.source
        assert check.find.__doc__


def test_serious_remarks_come_first() -> None:
    plan = changed(
        r.Unserved(2028, "dementia", "north", 0.6),
        r.Unserved(2028, "complex", "north", 3),
        r.Unserved(2030, "complex", "north", 1),
        r.Places(2030, "north_centre", "group_living", 8, 7, 2),
    )
    told = [(one.check, one.about.group) for one in review_plan(plan, DAY).remarks]
    assert told == [("heavy_without_help", "complex"), ("in_use_and_empty", None), ("heavy_without_help", "dementia")]
    assert review_plan(plan, DAY).counts == {"heavy_without_help": 2, "in_use_and_empty": 1}


def test_a_sentence_holds_names_years_and_figures() -> None:
    told = tell(changed(r.Unserved(2026, "complex", "north", 1), r.Unserved(2028, "complex", "north", 12)))
    assert told["en"] == [
        "Sammensatte behov: 12 of 4.0 persons without any help in 2028, the most of 2026–2028; 25 person-years in all."
        "|Others come first in the order of goals and weights"
    ]
    assert told["nb"] == [
        "Sammensatte behov: 12 av 4.0 personer uten noen hjelp i 2028, det meste i 2026–2028; 25 personår i alt."
        "|Andre kommer først etter rekkefølgen av mål og vekter"
    ]


def test_names_are_never_read_as_templates() -> None:
    instance = with_part(town(), "groups", 2, name="{year} {0} {{7*7}}")
    told = tell(changed(r.Unserved(2028, "complex", "north", 12), instance=instance))
    assert told["en"][0].startswith("{year} {0} {{7*7}}: 12 of 4.0")


@pytest.mark.parametrize("seed", range(8))
def test_whatever_can_be_planned_can_be_looked_at(seed: int) -> None:
    """Random municipalities with every kind of thing now and then, in both modes."""
    try:
        plan = plan_instance(random_instance(Random(seed)))
    except CollisionError:
        return
    told = tell(plan)
    assert len(told["nb"]) == len(told["en"])


@pytest.mark.parametrize("seed", range(20))
def test_no_numbers_are_too_odd_to_be_looked_at(seed: int) -> None:
    """Numbers of a real plan set to nothing, doubled or made huge, and rows left out where a table leaves out zeros."""
    random, rows = Random(seed), []
    for table in tiny_plan().tables.values():
        for row in table:
            if random.random() < 0.2 and isinstance(row, (r.Served, r.Unserved, r.Participants, r.Covers, r.Flow)):
                continue
            numbers = {field.name: getattr(row, field.name) for field in fields(row)}
            odd = {name: n * random.choice(FACTORS) for name, n in numbers.items() if isinstance(n, float)}
            rows.append(replace(row, **odd))
    told = tell(plan_of(tiny_plan().instance, rows))
    assert len(told["nb"]) == len(told["en"])


@given(st.lists(st.floats(0, 1e6), max_size=8))
def test_what_only_rises_or_only_falls_has_no_valley(numbers: list[float]) -> None:
    for ordered in (sorted(numbers), sorted(numbers, reverse=True)):
        assert deepest_valley(dict(enumerate(ordered))) is None


@given(st.lists(st.floats(0, 1e6), max_size=8), st.floats(0.01, 0.9))
def test_a_jump_is_one_read_in_either_direction(numbers: list[float], share: float) -> None:
    """A rise is as sudden as the fall that takes it back."""
    forward = jumps(dict(enumerate(numbers)), share, 1.0)
    backward = jumps(dict(enumerate(reversed(numbers))), share, 1.0)
    assert sorted(jump.yearly for jump in forward) == pytest.approx(sorted(jump.yearly for jump in backward))
