"""How sure projects are: forbidden or forced, goal by goal, against sums made by hand and against plans solved in full."""

from __future__ import annotations

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
from tiny_plan import tiny, tiny_plan, with_row, with_settings

from leonplan.optimizer import api
from leonplan.optimizer.deciding.ask import asked_of
from leonplan.optimizer.deciding.certainty import Certainty, Verdict, certainties, questions_of_certainty
from leonplan.optimizer.deciding.weighed import person_weights
from leonplan.optimizer.errors import CollisionError, ExitCode
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, QuestionKind
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Bullets, Table
from leonplan.optimizer.results.rows import Need
from leonplan.optimizer.runs.run_folder import read_run, write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.verify.questions import check_answer
from leonplan.optimizer.what_if.questions import changed

HOUSE = "group_living_south"


@cache
def asked() -> Plan:
    """Tiny, asked once for all tests how sure its project is."""
    return asked_of(tiny_plan(), [Inquiry.CERTAINTY])


def sure(plan: Plan) -> dict[str, Certainty]:
    return {one.project.id: one for one in certainties(plan)}


def with_projects(instance: Instance, *projects: dict[str, Any], places: tuple[dict[str, Any], ...] = ()) -> Instance:
    """The instance with more projects, at no cost and without places unless they say so."""
    plain = {"centre": "south_centre", "kind": "expand", "cost": 0, "source": "paper"}
    made = [{**plain, "name": one["id"].capitalize(), **one} for one in projects]
    dump = instance.model_dump()
    return Instance.model_validate(
        {
            **dump,
            "projects": [*dump["projects"], *made],
            "project_places": [*dump["project_places"], *({"source": "paper", **row} for row in places)],
        }
    )


def rich() -> Instance:
    """Tiny with frames of 99 000 every year, and money later worth as much as now: everybody is helped at the least cost."""
    instance = tiny()
    for index in range(len(instance.frames)):
        instance = with_row(instance, "frames", index, operating=99_000)
    return with_settings(instance, capital={**instance.settings.capital.model_dump(), "discount_rate": 0})


def exactly(instance: Instance) -> Plan:
    """Its plan to a millionth, asked how sure its projects are."""
    return asked_of(plan_instance(instance, settings=SolveSettings(gap=1e-6)), [Inquiry.CERTAINTY])


def test_a_project_that_is_needed_by_hand() -> None:
    """Without the new unit two wait at home in 2030, half helped: 20 of weighted unmet need instead of 8.313 (README of tiny)."""
    one = sure(asked())[HOUSE]
    assert (one.is_in_plan, one.verdict, one.goal and one.goal.goal) == (True, Verdict.NEEDED, "unmet")
    assert one.at_least <= 20 - 8.313 + 0.01
    assert one.at_most >= 20 - 8.313 - 0.01
    assert one.at_most - one.at_least < 0.02


def test_what_saves_is_worth_it_and_what_costs_is_not_by_hand() -> None:
    """Money enough, no interest: one project saves 100 a year, one costs 100, from 2026 on, which is five years: 500 each."""
    plan = exactly(
        with_projects(rich(), {"id": "thrift", "operating_change": -100}, {"id": "monument", "operating_change": 100})
    )
    found = sure(plan)
    assert (found["thrift"].is_in_plan, found["thrift"].verdict) == (True, Verdict.WORTH)
    assert (found["monument"].is_in_plan, found["monument"].verdict) == (False, Verdict.NOT_WORTH)
    assert {one.goal.goal for one in (found["thrift"], found["monument"]) if one.goal} == {"spend"}
    assert (found["thrift"].at_least, found["thrift"].at_most) == pytest.approx((500, 500), abs=2)
    # forced, the monument is started as late as it can be: in 2030, which stands for two years
    assert (found["monument"].at_least, found["monument"].at_most) == pytest.approx((200, 200), abs=2)


def twins() -> Instance:
    """Tiny with a second house of the same kind, of which only one may be built."""
    twin = {**tiny().projects[0].model_dump(), "id": "twin", "name": "Twin", "excludes": (HOUSE,)}
    places = ({**tiny().project_places[0].model_dump(), "project": "twin"},)
    return with_projects(tiny(), twin, places=places)


def test_twins_are_interchangeable() -> None:
    """Whichever is in the plan: without it the other is built in the same year, and with the other it is not."""
    plan = asked_of(plan_instance(twins()), [Inquiry.CERTAINTY])
    found = sure(plan)
    (built,) = [one for one in found.values() if one.is_in_plan]
    (other,) = [one for one in found.values() if not one.is_in_plan]
    assert (built.verdict, other.verdict) == (Verdict.INTERCHANGEABLE, Verdict.INTERCHANGEABLE)
    assert [(one.project, one.best) for one in built.instead] == [(other.project.id, ())]
    assert [(one.project, one.years) for one in other.instead] == [(built.project.id, ())]


def test_what_is_settled_is_not_asked() -> None:
    """Decided, ruled out, and not to be ready before 2040."""
    instance = with_row(tiny(), "projects", 0, decided=True)
    plan = plan_instance(with_projects(instance, {"id": "never", "max_count": 0}, {"id": "late", "lead_time": 15}))
    assert questions_of_certainty(plan) == ()
    verdicts = {one.project.id: one.verdict for one in certainties(asked_of(plan, [Inquiry.CERTAINTY]))}
    assert verdicts == {HOUSE: Verdict.DECIDED, "never": Verdict.DECIDED, "late": Verdict.IMPOSSIBLE}


def test_a_demand_that_needs_it() -> None:
    """At most 10 of unmet need: there are 20 without the house, so no plan meets it."""
    plan = asked_of(
        plan_instance(with_settings(tiny(), limits=[{"goal": "unmet", "at_most": 10}])), [Inquiry.CERTAINTY]
    )
    one = sure(plan)[HOUSE]
    assert (one.verdict, one.goal, one.why) == (Verdict.NEEDED, None, NoAnswer.COLLIDES)


def test_what_is_not_proven_is_said_to_be_unproven() -> None:
    """A plan that misses a goal says nothing as long as its bound may still be held; nor does a search without a plan."""
    (one,) = asked().answers
    assert one.plan is not None
    open_goals = tuple(replace(row, bound=None) if row.goal == "unmet" else row for row in one.plan.goals)
    unproven = replace(asked(), answers=(replace(one, plan=replace(one.plan, goals=open_goals)),))
    found = sure(unproven)[HOUSE]
    assert (found.verdict, found.at_least) == (Verdict.UNKNOWN, 0)
    assert found.at_most == pytest.approx(11.687, abs=0.02)
    stopped = replace(asked(), answers=(replace(one, plan=None, why=NoAnswer.STOPPED),))
    assert (sure(stopped)[HOUSE].verdict, sure(stopped)[HOUSE].why) == (Verdict.UNKNOWN, NoAnswer.STOPPED)


def test_a_search_that_ended_early_says_that_its_last_goal_gives_way() -> None:
    """A slack of 900 of the overrun is for later goals: 500 over what it was held at before them is not held."""
    (one,) = asked().answers
    assert one.plan is not None
    slackened = tuple(
        replace(row, slack=900.0, held_at=900.0) if row.goal == "overrun" else row for row in asked().goals
    )
    ended = (one.plan.goals[0], replace(one.plan.goals[1], value=500.0, bound=500.0))
    plan = replace(asked(), goals=slackened, answers=(replace(one, plan=replace(one.plan, goals=ended)),))
    found = sure(plan)[HOUSE]
    assert (found.verdict, found.goal and found.goal.goal, found.at_least, found.at_most) == (
        Verdict.WORTH, "overrun", 500, 500
    )  # fmt: skip


@pytest.mark.parametrize("seed", random_cases(24, fast=4))
def test_verdicts_are_those_of_plans_solved_in_full(seed: int) -> None:
    """Solved for the best instead of for what is held, the first goal that is worse is the same, or none is."""
    try:
        plan = plan_instance(random_instance(Random(seed)))
    except CollisionError:
        return
    found = sure(asked_of(plan, [Inquiry.CERTAINTY]))
    for question in questions_of_certainty(plan):
        one = found[question.about]
        try:
            full = plan_instance(without_later_goals(changed(plan.instance, question)), near=plan)
        except CollisionError:
            assert one.why is NoAnswer.COLLIDES
            continue
        first = next((row for row, best in zip(plan.goals, full.goals, strict=False) if best.value > row.held_at), None)
        # the full plan may hold an earlier goal lower than the plan does, and pay for it later: then the two may differ
        if one.goal is not None and first is not None and first.step == one.goal.step:
            best = full.goals[first.step - 1]
            room = plan.settings.gap * abs(best.value) + best.grid
            assert one.at_least <= best.value - first.value + room
        elif one.goal is not None and one.verdict is not Verdict.UNKNOWN:
            assert first is not None


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(asked(), tmp_path_factory.mktemp("certainty") / "run").folder


def test_it_is_stored_read_back_and_verified(sealed: Path) -> None:
    read = read_run(sealed).plan
    (mine,), (stored,) = certainties(asked()), certainties(read)
    assert (stored.verdict, stored.at_least, stored.at_most) == (mine.verdict, mine.at_least, mine.at_most)
    found = api.verify(sealed)
    assert list(found) == ["", "questions/001_without"]
    assert all(one.ok for one in found.values())


def test_a_changed_bound_is_noticed(sealed: Path, tmp_path: Path) -> None:
    """A bound of 90 instead of 20 would make the house look worth more: no plan has less than its own bound."""
    folder = tmp_path / "run"
    shutil.copytree(sealed, folder)
    table = folder / "questions" / "001_without" / "results" / "goals.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    heading = lines[0].split(",")
    row = next(i for i, line in enumerate(lines) if line.split(",")[1] == "unmet")
    cells = lines[row].split(",")
    cells[heading.index("bound")] = "90"
    lines[row] = ",".join(cells)
    table.write_text("\n".join([*lines, ""]), encoding="utf-8")
    reseal(folder)
    assert not api.verify(folder)["questions/001_without"].ok
    assert run("verify", folder).exit_code == ExitCode.NOT_VERIFIED
    (one,) = certainties(read_run(folder).plan)
    assert (one.verdict, one.why) == (Verdict.UNKNOWN, NoAnswer.NOT_VERIFIED)


def test_a_plan_that_beats_what_is_proven_is_noticed() -> None:
    """What can be done without the house could be done with it, too: 5 of unmet need where the plan's bound is 8.3."""
    (one,) = asked().answers
    assert one.plan is not None
    goals = tuple(replace(row, value=5.0) if row.goal == "unmet" else row for row in one.plan.goals)
    checks = check_answer(asked(), one.question, replace(one.plan, goals=goals))
    assert [(check.rule, check.where) for check in checks if not check.ok] == [("answer_within_bounds", "unmet")]


def test_the_command_tells_it_if_asked(tmp_path: Path) -> None:
    found = answer("solve", "tiny", "--no-reference", "--certainty", "-o", tmp_path / "run")
    (one,) = found["certainty"]
    assert (one["project"], one["verdict"], one["goal"]) == (HOUSE, "needed", "unmet")
    assert one["at_least"] == pytest.approx(11.687, abs=0.02)
    assert found["projects"][0]["certainty"] == "needed"
    assert answer("verify", tmp_path / "run")["questions"]["questions/001_without"]["ok"]
    assert "--certainty" in api.manifest(tmp_path / "run")["command"]
    without = answer("solve", "tiny", "--no-reference")
    assert (without["certainty"], without["projects"][0]["certainty"]) == (None, None)
    assert "Needed" in run("solve", "tiny", "--no-reference", "--certainty").stdout


def test_the_first_page_and_the_chapter_tell_it(sealed: Path) -> None:
    document = make_document(sealed, "en")
    lines = [line for block in document.blocks if isinstance(block, Bullets) for line in block.items]
    (needed,) = [line for line in lines if line.startswith("Needed: ")]
    assert needed == (
        "Needed: Nytt bokollektiv i Sør (without it at least as if 0.2 more persons with heavy need were without help "
        "every year)."
    )
    (table,) = [block for block in document.blocks if isinstance(block, Table) and block.id == "certainty"]
    ((name, in_plan, verdict, goal, least, most, _),) = table.rows
    weight = person_weights(asked()).heavy
    assert (least.value, most.value) == pytest.approx((11.687 / weight, 11.687 / weight), abs=0.05)  # type: ignore[union-attr]
    assert (name, in_plan, verdict) == ("Nytt bokollektiv i Sør", "yes", "Needed")
    assert goal == ("Unmet need, weighted by severity (as so many persons with heavy need without help every year)")


def test_what_a_person_weighs_by_hand() -> None:
    """Heavy are dementia, of severity 10, and complex needs, of 20; light is help at home, of 1; five years are decided."""
    weights = person_weights(asked())
    assert (weights.years, weights.light) == (5, pytest.approx(5))
    lengths, severity = {2026: 1, 2028: 2, 2030: 2}, {"dementia": 10, "complex": 20}
    rows = [row for row in tiny_plan().rows(Need) if row.year in lengths and row.group in severity]
    persons = sum(lengths[row.year] * row.persons for row in rows)
    weighed = sum(lengths[row.year] * row.persons * severity[row.group] for row in rows)
    assert weights.heavy == pytest.approx(5 * weighed / persons)
    assert weights.persons(2 * weights.heavy) == pytest.approx(2)
    assert weights.light_for_heavy == pytest.approx(weighed / persons)


def test_every_kind_of_verdict_is_told_in_both_languages(tmp_path: Path) -> None:
    """A folder with a thrifty, a wasteful, a late and a ruled out project, and twins."""
    plan = asked_of(
        plan_instance(
            with_projects(
                twins(), {"id": "thrift", "operating_change": -100}, {"id": "monument", "operating_change": 100},
                {"id": "late", "lead_time": 15}, {"id": "never", "max_count": 0},
            )
        ),
        [Inquiry.CERTAINTY],
    )  # fmt: skip
    folder = write_run(plan, tmp_path / "run").folder
    for language, words in (
        ("nb", ("Kan byttes ut", "Rekker ikke å bli klart: Late.", "1 prosjekt er vedtatt")),
        ("en", ("Interchangeable", "Cannot be ready in time: Late.", "1 project is decided")),
    ):
        blocks = make_document(folder, language).blocks  # type: ignore[arg-type]
        lines = [line.replace("\u00a0", " ") for block in blocks if isinstance(block, Bullets) for line in block.items]
        assert all(any(line.startswith(word) for line in lines) for word in words)
    assert {answer.question.kind for answer in plan.answers} == {QuestionKind.WITHOUT, QuestionKind.WITH}
