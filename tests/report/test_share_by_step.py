"""The share that is demanded low on the care ladder, told beside the money by step."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tiny_plan import tiny, with_policy

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Paragraph
from leonplan.optimizer.report.words import NO_BREAK
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.words.word import Language


@cache
def plan_with(**changes: Any) -> Plan:
    share = {"on": True, "step": 2, "at_least": 0.75, "source": "paper"}
    return plan_instance(with_policy(tiny(), ladder_share=share | changes))


def told(plan: Plan, folder: Path, language: Language) -> list[str]:
    """The sentences on the demand."""
    document = make_document(write_run(plan, folder / "run").folder, language=language)
    texts = [block.text.replace(NO_BREAK, " ") for block in document.blocks if isinstance(block, Paragraph)]
    return [text for text in texts if "normally cost" in text or "normalt koster" in text]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("From 2026 at least 75.0% of what help", "at or below step 2; in 2030 75.0% does.")),
        ("nb", ("Fra 2026 skal minst 75,0 % av det hjelpen", "på trinn 2 eller lavere; i 2030 gjør 75,0 % det.")),
    ],
)
def test_the_report_tells_the_demand_and_what_there_is(
    tmp_path: Path, language: Language, parts: tuple[str, ...]
) -> None:
    (text,) = told(plan_with(), tmp_path, language)
    assert all(part in text for part in parts)


def test_it_is_told_only_where_it_is_in_force(tmp_path: Path) -> None:
    assert told(plan_with(on=False), tmp_path, "en") == []
