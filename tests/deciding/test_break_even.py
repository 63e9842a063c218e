"""From which effect on programmes pay: by halving, against prices worked out by hand."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from command import answer, run
from forged import reseal
from tiny_plan import tiny, tiny_plan, with_row

from leonplan.optimizer import api
from leonplan.optimizer.deciding.ask import asked_of
from leonplan.optimizer.deciding.break_even import PRECISION, BreakEven, break_evens, is_used, search, unused
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.instance.write_instance import write_instance
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan, PlanAnswer
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Number, Table
from leonplan.optimizer.runs.run_folder import read_run, write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.questions import changed


def priced(cost: float, **more: float) -> Instance:
    """Tiny with reablement at another cost [kNOK/participant/year]; 0.4 of 0.25 FTE at work, 80, is saved."""
    return with_row(tiny(), "programmes", 0, cost=cost, **more)


@cache
def asked(cost: float) -> Plan:
    return asked_of(plan_instance(priced(cost)), [Inquiry.BREAK_EVEN])


def only(plan: Plan) -> BreakEven:
    (found,) = break_evens(plan)
    return found


def test_the_effect_that_pays_by_hand() -> None:
    """A participant costs 100 and saves effect · 0.25 · 640 / 0.8 = effect · 200 a year: it pays from 0.5 on, 1.25 times."""
    found = only(asked(100.0))
    assert found.pays is not None
    assert found.does_not_pay is not None
    assert found.does_not_pay.question.times < 1.25 <= found.pays.question.times * (1 + 1e-6)
    assert found.pays.question.times / found.does_not_pay.question.times <= PRECISION * (1 + 1e-6)
    (effect,) = found.effects
    assert 0.5 - 1e-6 <= found.effect(effect) <= 0.5 * PRECISION
    assert (found.is_proven, found.may_grow, found.why) == (True, True, None)


def test_what_pays_at_no_effect() -> None:
    """All of the work saved is worth 200: at a cost of 250 it never pays."""
    found = only(asked(250.0))
    assert (found.pays, found.is_proven, found.why) == (None, True, None)
    assert found.does_not_pay is not None
    assert found.does_not_pay.question.times == 2.5


def test_what_may_not_grow_may_in_the_question() -> None:
    """At its cost of 30 it saves 80, and is not used as nobody may take part: it pays with the effect it has."""
    plan = asked_of(plan_instance(priced(30.0, max_participants=0)), [Inquiry.BREAK_EVEN])
    found = only(plan)
    assert (found.may_grow, found.pays is not None and found.pays.question.times, found.does_not_pay) == (
        False,
        1.0,
        None,
    )
    assert (
        changed(plan.instance, PlanQuestion(QuestionKind.EFFECT, "reablement")).programmes[0].max_participants is None
    )


def test_what_is_used_is_not_asked() -> None:
    assert is_used(tiny_plan(), "reablement")
    assert unused(tiny_plan()) == ()
    assert break_evens(tiny_plan()) == ()


def test_no_effect_becomes_more_than_all_there_is() -> None:
    """Three times 0.4 of the hours would be more than the hours."""
    made = changed(tiny(), PlanQuestion(QuestionKind.EFFECT, "reablement", 3.0))
    assert [row.hours_reduction for row in made.programme_effects] == [1.0]


def test_a_search_without_an_answer_ends_and_says_so() -> None:
    plan = asked(100.0)
    without = replace(plan, asked=(), answers=())

    def stopped(questions: Sequence[PlanQuestion]) -> Sequence[PlanAnswer]:
        return [PlanAnswer(question, None, NoAnswer.STOPPED) for question in questions]

    (one,) = search(without, stopped)
    found = only(replace(without, answers=(one,)))
    assert (found.pays, found.does_not_pay, found.why, found.is_proven) == (None, None, NoAnswer.STOPPED, False)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(asked(100.0), tmp_path_factory.mktemp("break_even") / "run").folder


def test_both_sides_are_stored_and_verified(sealed: Path) -> None:
    found, stored = only(asked(100.0)), only(read_run(sealed).plan)
    assert found.pays is not None
    assert stored.pays is not None
    assert stored.pays.question == found.pays.question
    assert list(api.verify(sealed)) == ["", "questions/001_effect", "questions/002_effect"]
    assert all(one.ok for one in api.verify(sealed).values())


def test_a_changed_number_is_noticed(sealed: Path, tmp_path: Path) -> None:
    """Participants taken out of the plan that takes the programme into use: work and money no longer add up."""
    folder = tmp_path / "run"
    shutil.copytree(sealed, folder)
    table = folder / "questions" / "002_effect" / "results" / "participants.csv"
    heading = table.read_text(encoding="utf-8").splitlines()[0]
    table.write_text(f"{heading}\n", encoding="utf-8")
    reseal(folder)
    assert not api.verify(folder)["questions/002_effect"].ok
    assert run("verify", folder).exit_code == ExitCode.NOT_VERIFIED
    found = only(read_run(folder).plan)
    assert (found.pays, found.why, found.is_proven) == (None, NoAnswer.NOT_VERIFIED, False)


def test_the_command_and_the_report_tell_it(tmp_path: Path, sealed: Path) -> None:
    write_instance(priced(100.0), tmp_path / "instance")
    found = answer("solve", tmp_path / "instance", "--no-reference", "--break-even")
    (one,) = found["break_even"]
    assert (one["programme"], one["proven"]) == ("reablement", True)
    assert 0.5 - 1e-6 <= one["effects"][0]["pays_from"] <= 0.5 * PRECISION
    assert "Programmes not in use" in run("solve", tmp_path / "instance", "--no-reference", "--break-even").stdout
    assert answer("solve", "tiny", "--no-reference")["break_even"] is None
    assert "Every programme with an effect is taken into use." in run("solve", "tiny", "--break-even").stdout
    (table,) = [
        block for block in make_document(sealed, "en").blocks if isinstance(block, Table) and block.id == "break-even"
    ]
    ((name, _, saves, today, pays, remark),) = table.rows
    assert (name, saves, remark) == ("Hverdagsrehabilitering", "hours of work", "")
    assert isinstance(today, Number)
    assert isinstance(pays, Number)
    assert today.value == pytest.approx(40)
    assert 50 - 1e-4 <= pays.value <= 50 * PRECISION
