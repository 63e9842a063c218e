"""Plans set side by side: chosen on the page, and different by their own numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from benches import OWN, asked, ended, job_in, tiny_id, with_run
from tiny_plan import tiny_plan_with_reference

from leonplan.optimizer import api
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.workbench.jobs.job import JobState, Work, read_job

CHOICE = f"/kommune/{tiny_id()}/sammenlign"


def test_two_to_six_are_chosen(tmp_path: Path) -> None:
    first = with_run(tmp_path)
    second = with_run(tmp_path, "runs/other")
    with asked(tmp_path, at_once=0) as client:
        page = client.get(CHOICE).text
        assert page.count('name="plan"') == 2
        assert client.post(CHOICE, data={"plan": [first]}, headers=OWN).status_code == 422
        assert client.post(CHOICE, data={"plan": [first, "../../etc"]}, headers=OWN).status_code == 422
        made = client.post(CHOICE, data={"plan": [first, second], "first": second}, headers=OWN)
    job = read_job(tmp_path, job_in(made.headers["location"]))
    assert job is not None
    assert job.order.work is Work.SIDE_BY_SIDE
    assert [one["path"] for one in job.order.arguments["plans"]] == ["runs/other", "runs/tiny"]


def test_too_few_too_many_and_others_years_are_refused() -> None:
    plan = tiny_plan_with_reference()
    for count in (1, 7):
        with pytest.raises(UsageError, match="choose 2 to 6"):
            api.side_by_side([(str(number), plan) for number in range(count)])
    yearly = api.solve(api.load("tiny", horizon="yearly"))
    with pytest.raises(UsageError, match="'Årlig' is of another municipality, other years"):
        api.side_by_side([("Vår", plan), ("Årlig", yearly)])


@pytest.mark.slow
def test_plans_side_by_side_differ_by_their_numbers(tmp_path: Path) -> None:
    """Cover mode has no unmet need at all; what that costs is the difference of the two plans' own spending."""
    first = with_run(tmp_path)
    within, cover = tiny_plan_with_reference(), api.solve(api.load("tiny"), mode="cover")
    api.write(cover, tmp_path / "runs/cover")
    with asked(tmp_path) as client:
        client.get("/")
        ids = [tag.split('"')[0] for tag in client.get(CHOICE).text.split('name="plan" value="')[1:]]
        made = client.post(CHOICE, data={"plan": ids, "first": first}, headers=OWN)
        job = ended(tmp_path, job_in(made.headers["location"]))
        assert (job.state, job.message) == (JobState.DONE, "")
    read = api.read(tmp_path / job.order.result)
    found = api.frames(read)["differences"]
    goals = found[(found.measure == "goal") & (found.goal == "unmet")]
    values = [next(goal.value for goal in plan.goals if goal.goal == "unmet") for plan in (within, cover)]
    assert goals.difference.to_list() == [pytest.approx(values[1] - values[0])]
    assert set(found.scenario) == {"plan_2"}
