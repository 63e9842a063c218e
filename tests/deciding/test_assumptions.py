"""Deciding assumptions: loosened by a useful step and planned anew, told by what that gives, and stored as whole plans."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command import answer, run
from forged import reseal
from random_cases import random_cases
from random_instances import random_instance
from tiny_plan import tiny, tiny_plan, with_policy, with_settings

from leonplan.optimizer import api
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.deciding.ask import asked_of
from leonplan.optimizer.deciding.assumptions import (
    MOST_TRIED,
    AssumptionEffect,
    deciding,
    effects,
    questions_of_assumptions,
)
from leonplan.optimizer.errors import CollisionError, ExitCode, InputError, NoPlanError, VerificationError
from leonplan.optimizer.explain.binding.what_binds import SENTENCES
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, PlanQuestion, QuestionKind
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import Planner, plan_instance
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Bullets, Paragraph, Table
from leonplan.optimizer.runs.run_folder import command_of, read_run, write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.verify.questions import check_answer
from leonplan.optimizer.what_if.assumptions import ASSUMPTIONS
from leonplan.optimizer.what_if.questions import changed


@cache
def asked() -> Plan:
    """Tiny, asked for its deciding assumptions once for all tests."""
    return asked_of(tiny_plan(), [Inquiry.ASSUMPTIONS])


def effect(about: str) -> AssumptionEffect:
    (found,) = [one for one in effects(asked()) if one.question.about == about]
    return found


def light(about: str) -> float:
    """Person-years of light need unmet with an assumption loosened."""
    (figure,) = [one for one in effect(about).figures if one.name == "all_light_unmet"]
    return figure.all_years.reference


def test_what_each_is_worth_by_hand() -> None:
    """In 2030, which stands for two years, the frame of 31 600 is 831.282 too small for everybody (README of tiny).

    As it is: 831.282 / 200 = 4.156 without help, 8.313 person-years. Frames 2 % larger give 632: (831.282 - 632) / 200 = 0.996,
    1.993 person-years. Absence of 19 % instead of 20: an FTE at work costs 640 / 0.81 = 790.123 and 800 / 0.81 = 987.654, which
    saves 33 · 9.877 + 5 · 12.346 = 387.654 if everybody is helped: (831.282 - 387.654) / 197.531 = 2.246, 4.492. Programmes
    rolled out a quarter faster have 12.5 instead of 10 in 2030, each worth 50: (831.282 - 125) / 200 = 3.531, 7.063.
    """
    assert light("frame") == pytest.approx(1.993, abs=0.01)
    assert light("absence") == pytest.approx(4.492, abs=0.01)
    assert light("rolling_out") == pytest.approx(7.063, abs=0.01)
    (figure,) = [one for one in effect("frame").figures if one.name == "all_light_unmet"]
    assert figure.all_years.plan == pytest.approx(8.313, abs=0.01)


def test_those_that_help_most_are_called_deciding() -> None:
    """Gains of 6.3, 3.8 and 1.3 person-years of light need; moving residents gives a quarter of one, which is none."""
    assert [one.question.about for one in deciding(asked())] == ["frame", "absence", "rolling_out"]
    assert [one.question.about for one in effects(asked())] == ["frame", "absence", "rolling_out", "residents"]
    assert (effect("residents").helps, effect("residents").gains) == (False, (0, 0, 0, 0))
    assert effect("frame").projects == ()


def test_only_what_binds_is_tried_and_no_more_than_can_be_waited_for() -> None:
    """Tiny has no limit on growth, minimums or norms, and recruits fewer than it may."""
    tried = {one.about for one in questions_of_assumptions(tiny_plan())}
    assert tried == {"frame", "absence", "rolling_out", "residents"}
    assert len(tried) <= MOST_TRIED
    grown = plan_instance(with_policy(tiny(), staff_growth={"on": True, "rate": 0.0}))
    assert "staff_growth" in {one.about for one in questions_of_assumptions(grown)}


def test_a_joint_limit_that_binds_is_tried() -> None:
    """Tiny with no more on the books than the 30 + 5 there were: the limit binds, and is loosened by a tenth."""
    limit = {"id": "books", "name": "On the books", "of": "employed", "at_most": 35.0, "source": "paper"}
    plan = plan_instance(Instance.model_validate({**tiny().model_dump(), "joint_limits": [limit]}))
    assert "joint_limits" in {one.about for one in questions_of_assumptions(plan)}


def test_assumptions_are_about_rules() -> None:
    rules = [rule for one in ASSUMPTIONS.values() for rule in one.rules]
    assert set(rules) <= set(SENTENCES)
    assert len(rules) == len(set(rules))


def with_everything() -> Instance:
    """Tiny with every assumption made: each policy on, a minimum, a limit."""
    instance = with_policy(
        tiny(),
        staff_growth={"on": True, "rate": 0.01},
        decisions_are_kept={"on": True, "fall": 0.15},
        proximity={"on": True, "share": 0.5, "minutes": 20},
        equity={"on": True, "tolerance": 0.2},
        coverage_norm={"on": True, "at_least": 0.02, "at_most": 0.9},
        ladder_share={"on": True, "step": 1, "at_least": 0.3, "source": "paper"},
    )
    minimum = {"share": 0.8, "source": "paper"}
    groups = [{**one.model_dump(), "minimum": minimum} for one in instance.settings.groups]
    care, nurse = (one.id for one in instance.settings.staff)
    instance = with_settings(instance, groups=groups, limits=[{"goal": "overrun", "at_most": 9000}])
    shift = {"category": care, "work_of": nurse, "max_share": 0.2, "hours": 1.1, "source": "paper"}
    joint = {"id": "books", "name": "On the books", "of": "employed", "at_most": 60.0, "source": "paper"}
    return Instance.model_validate({**instance.model_dump(), "task_shifting": [shift], "joint_limits": [joint]})


@pytest.mark.parametrize("id", ASSUMPTIONS)
def test_each_step_changes_a_sound_instance_into_another(id: str) -> None:
    instance = with_everything()
    loosened = changed(instance, PlanQuestion(QuestionKind.LOOSENED, id))
    assert check_instance(instance)[0] == []
    assert check_instance(loosened)[0] == []
    assert loosened != instance


def test_steps_by_hand() -> None:
    """Each as its words say: 1 % + 1 point, 27 000 + 2 %, 10 + a quarter, 20 % - 1 point, 0.8 - a tenth, 15 % + 5 points,
    20 % of a nurse's work + a quarter, 60 on the books + a tenth.
    """
    instance = with_everything()

    def loosened(id: str) -> Instance:
        return changed(instance, PlanQuestion(QuestionKind.LOOSENED, id))

    assert loosened("staff_growth").settings.policies.staff_growth.rate == 0.02
    assert [row.operating for row in loosened("frame").frames] == [24480, 27540, 31620, 32232]
    assert [row.investment for row in loosened("investment").frames] == [0, 18750, 18750, 0]
    assert [one.recruitment_limit for one in loosened("recruitment").settings.staff] == [12.5, 2.5]
    assert [one.absence for one in loosened("absence").settings.staff] == [0.19, 0.19]
    assert {one.minimum.share for one in loosened("minimums").settings.groups if one.minimum} == {0.72}
    assert loosened("decisions_kept").settings.policies.decisions_are_kept.fall == 0.2
    assert loosened("ladder_share").settings.policies.ladder_share.at_least == 0.27
    assert loosened("rolling_out").programmes[0].growth_per_year == 2.5
    assert loosened("task_shifting").task_shifting[0].max_share == 0.25
    assert loosened("joint_limits").joint_limits[0].at_most == 66
    assert loosened("limits").settings.limits[0].at_most == 9900
    assert not loosened("residents").settings.policies.residents_stay.on


@pytest.mark.parametrize("seed", random_cases(16, fast=3))
def test_loosening_never_makes_the_first_goal_worse(seed: int) -> None:
    """The plan itself is one of the things that can be done; both checks of every answer hold."""
    try:
        plan = plan_instance(random_instance(Random(seed)))
    except CollisionError:
        return
    for one in asked_of(plan, [Inquiry.ASSUMPTIONS]).answers:
        if one.plan is None:
            continue
        assert all(check.ok for check in check_answer(plan, one.question, one.plan))
        if one.question.kind is QuestionKind.LOOSENED:
            first, other = plan.goals[0], one.plan.goals[0]
            assert other.value <= first.value * (1 + plan.settings.gap) + first.grid


def two_populations() -> Instance:
    """Tiny with a variant in which fewer grow old: 500 instead of 600 in 2030."""
    rows = [row.model_dump() for row in tiny().population]
    fewer = [
        {
            **row,
            "variant": "low",
            "persons": min(row["persons"], 500) if row["age_band"] == "age_80" else row["persons"],
        }
        for row in rows
        if row["variant"] == "main"
    ]
    return Instance.model_validate({**tiny().model_dump(), "population": [*rows, *fewer]})


def test_other_populations_are_asked_for() -> None:
    """With 500 inhabitants of 80 and over in 2030 instead of 600 everybody is helped: need is as in 2028, the frame larger."""
    plan = asked_of(plan_instance(two_populations()), [Inquiry.ASSUMPTIONS])
    last = effects(plan)[-1]
    assert (last.question.kind, last.question.about) == (QuestionKind.POPULATION, "low")
    (figure,) = [one for one in last.figures if one.name == "all_light_unmet"]
    assert (figure.all_years.plan, figure.all_years.reference) == pytest.approx((8.313, 0), abs=0.01)
    assert last not in deciding(plan)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(asked(), tmp_path_factory.mktemp("asked") / "run").folder


def test_it_is_stored_and_read_back(sealed: Path) -> None:
    read = read_run(sealed).plan
    assert (read.asked, [one.question for one in read.answers]) == (
        (Inquiry.ASSUMPTIONS,), [one.question for one in asked().answers]
    )  # fmt: skip
    assert [one.gains for one in effects(read)] == [one.gains for one in effects(asked())]
    assert "--assumptions" in command_of(read)
    assert "--assumptions" not in command_of(tiny_plan())


def test_every_answer_is_verified_with_the_plan(sealed: Path) -> None:
    found = api.verify(sealed)
    assert list(found) == ["", *(f"questions/{place:03}_loosened" for place in range(1, 5))]
    assert all(one.ok for one in found.values())
    told = answer("verify", sealed)
    assert all(one["ok"] for one in told["questions"].values())
    assert len(told["questions"]) == 4


def copied(sealed: Path, folder: Path) -> Path:
    shutil.copytree(sealed, folder)
    return folder


def test_a_changed_number_is_noticed(sealed: Path, tmp_path: Path) -> None:
    """Once as it is, for the file is not what was sealed, and once sealed anew, for the sums no longer hold."""
    folder = copied(sealed, tmp_path / "run")
    table = folder / "questions" / "002_loosened" / "results" / "unmet.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    heading, cells = lines[0].split(","), lines[-1].split(",")
    cells[heading.index("persons")] = "77"
    table.write_text("\n".join([*lines[:-1], ",".join(cells), ""]), encoding="utf-8")
    with pytest.raises(VerificationError, match=r"questions/002_loosened/results/unmet\.csv was altered"):
        api.verify(folder)
    reseal(folder)
    assert not api.verify(folder)["questions/002_loosened"].ok
    assert run("verify", folder).exit_code == ExitCode.NOT_VERIFIED
    assert [one.why for one in read_run(folder).plan.answers].count(NoAnswer.NOT_VERIFIED) == 1
    with pytest.raises(VerificationError):
        api.report(folder, output=tmp_path / "report.html")


def manifest_with(folder: Path, **changes: Any) -> None:
    told = json.loads((folder / "manifest.json").read_bytes())
    told["questions"][0] |= changes
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    reseal(folder)


@pytest.mark.parametrize("about", ["frame", "nonsense"])
def test_a_plan_for_another_question_is_not_believed(about: str, sealed: Path, tmp_path: Path) -> None:
    """The first question is about the rolling out of programmes; called another, its plan answers something else."""
    folder = copied(sealed, tmp_path / "run")
    manifest_with(folder, about=about)
    (check,) = api.verify(folder)["questions/001_loosened"].failed
    assert check.rule == "question_is_what_it_says"
    assert read_run(folder).plan.answers[0].why is NoAnswer.NOT_VERIFIED


def test_a_plan_that_is_not_there_is_told(sealed: Path, tmp_path: Path) -> None:
    folder = copied(sealed, tmp_path / "run")
    manifest_with(folder, plan="questions/099_loosened")
    with pytest.raises(InputError, match=r"questions\[0\]\.plan: names a folder that is not there"):
        read_run(folder)


def test_a_bound_that_the_plan_beats_is_none() -> None:
    """A bound of 9 of unmet need with larger frames, where the plan without them has 8.313."""
    (one,) = [one for one in asked().answers if one.question.about == "frame"]
    assert one.plan is not None
    goals = [replace(row, value=9.0, bound=9.0) if row.goal == "unmet" else row for row in one.plan.goals]
    (check,) = [
        check
        for check in check_answer(tiny_plan(), one.question, replace(one.plan, goals=tuple(goals)))
        if not check.ok
    ]
    assert (check.rule, check.where) == ("answer_within_bounds", "unmet")
    assert check.worst_violation == pytest.approx(9 - 8.313, abs=0.01)


def test_what_cannot_be_answered_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """The searches end without a plan, in a collision, and with a plan that does not hold."""
    ends = {"frame": NoPlanError("late"), "absence": CollisionError("none")}
    instances = {
        changed(tiny(), PlanQuestion(QuestionKind.LOOSENED, id)).frames: error
        for id, error in ends.items()
        if id == "frame"
    }
    plan = Planner.plan

    def stopped(self: Planner, instance: Instance, **rest: Any) -> Plan:
        if instance.frames in instances:
            raise instances[instance.frames]
        if instance.settings.staff[0].absence == 0.19:
            raise ends["absence"]
        return replace(plan(self, instance, **rest), verification=None)

    monkeypatch.setattr(Planner, "plan", stopped)
    found = {one.question.about: one.why for one in asked_of(tiny_plan(), [Inquiry.ASSUMPTIONS]).answers}
    assert found == {
        "frame": NoAnswer.STOPPED, "absence": NoAnswer.COLLIDES, "residents": NoAnswer.NOT_VERIFIED,
        "rolling_out": NoAnswer.NOT_VERIFIED,
    }  # fmt: skip


def test_nothing_is_asked_of_a_plan_that_was_interrupted() -> None:
    plan = asked_of(replace(tiny_plan(), interrupted=True), [Inquiry.ASSUMPTIONS])
    assert {one.why for one in plan.answers} == {NoAnswer.STOPPED}
    assert (plan.interrupted, deciding(plan)) == (True, ())


def test_the_command_tells_it_if_asked(tmp_path: Path) -> None:
    found = answer("solve", "tiny", "--no-reference", "--assumptions", "-o", tmp_path / "run")
    assert [one["id"] for one in found["assumptions"] if one["deciding"]] == ["frame", "absence", "rolling_out"]
    (figure,) = [one for one in found["assumptions"][0]["figures"] if one["name"] == "all_light_unmet"]
    assert figure["all_years"]["changed"] == pytest.approx(1.993, abs=0.01)
    assert found["seconds"]["ask"] > 0
    assert answer("verify", tmp_path / "run")["ok"]
    assert answer("solve", "tiny", "--no-reference")["assumptions"] is None
    screen = run("solve", "tiny", "--no-reference", "--assumptions").stdout
    assert "Deciding: Operating frames 2 per cent larger; Absence 1 percentage point lower" in " ".join(screen.split())


def test_the_first_page_tells_it(sealed: Path) -> None:
    """In the place of the rules that bind; without the question, how it is asked."""
    document = make_document(sealed, "en")
    (table,) = [one for one in document.blocks if isinstance(one, Table) and one.id == "summary-deciding"]
    assert [row[0] for row in table.rows] == [
        "The plan as it is", "Operating frames 2 per cent larger", "Absence 1 percentage point lower",
        "Programmes are rolled out a quarter faster",
    ]  # fmt: skip
    column = [one.title for one in table.columns].index("Light unmet")
    assert [round(row[column].value, 2) for row in table.rows] == pytest.approx([8.31, 1.99, 4.49, 7.06], abs=0.02)  # type: ignore[union-attr]
    assert any(
        "of less help: Residents may be moved." in one.text for one in document.blocks if isinstance(one, Paragraph)
    )


def test_how_it_is_asked_is_told_where_it_was_not(tmp_path: Path) -> None:
    document = make_document(write_run(tiny_plan(), tmp_path / "run").folder, "en")
    lines = [line for block in document.blocks if isinstance(block, Bullets) for line in block.items]
    assert any(line.startswith("Not asked for: what the plan would be without") for line in lines)
    assert not [one for one in document.blocks if isinstance(one, Table) and one.id == "summary-deciding"]
