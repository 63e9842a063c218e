"""Jobs: done in processes of their own, stopped with what they have, and told as they are after any end."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from benches import OWN, asked, ended, job_in, tiny_id, with_run

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import (
    STARTED,
    JobState,
    Work,
    add,
    ask_to_stop,
    jobs_folder,
    new_order,
    read_job,
    read_jobs,
    read_progress,
)
from leonplan.optimizer.workbench.jobs.queue import JobQueue, start_process
from leonplan.optimizer.workbench.jobs.worker import hearing
from leonplan.optimizer.workbench.json_files import read_json, write_json


def plan_order(folder: Path, **given: object) -> str:
    order = new_order(Work.PLAN, "Prøve Ås", "kari", {"instance": "@tiny", **given}, "runs")
    add(folder, order)
    return order.id


def started(folder: Path, job_id: str) -> int:
    """The process of a job once it has started."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        told = read_json(jobs_folder(folder) / job_id / STARTED)
        if told is not None:
            return int(told["process"])
        time.sleep(0.02)
    raise AssertionError("not started")


def test_an_order_is_known_by_a_file_alone(tmp_path: Path) -> None:
    job_id = plan_order(tmp_path)
    (job,) = read_jobs(tmp_path, 10)
    assert (job.order.id, job.state, job.order.who) == (job_id, JobState.WAITING, "kari")
    assert job.order.result.startswith("runs/prove_as_")
    assert read_job(tmp_path, "../../etc") is None


def test_an_order_is_seen_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that looks while an order is being written sees nothing, and finds it the next time: it is not forgotten."""
    queue = JobQueue(tmp_path, 0, lambda: None)  # which starts nothing
    seen: list[list[str]] = []

    def written_slowly(file: Path, told: dict[str, object]) -> None:
        queue.look()
        seen.append([job.order.id for job in read_jobs(tmp_path, 10)])
        write_json(file, told)
        queue.look()

    monkeypatch.setattr("leonplan.optimizer.workbench.jobs.job.write_json", written_slowly)
    job_id = plan_order(tmp_path)
    assert seen == [[]]
    monkeypatch.undo()
    queue.at_once = 1
    queue.look()
    assert ended(tmp_path, job_id).state is JobState.DONE
    queue.close()


def test_a_job_that_waits_can_be_stopped(tmp_path: Path) -> None:
    job_id = plan_order(tmp_path)
    job = read_job(tmp_path, job_id)
    assert job is not None
    ask_to_stop(tmp_path, job)
    assert ended(tmp_path, job_id).state is JobState.STOPPED
    assert start_process(tmp_path, job_id).wait(timeout=120) == 0
    assert not (tmp_path / job.order.result).exists()


@pytest.mark.slow
def test_what_the_page_makes_the_commands_open(tmp_path: Path) -> None:
    """A plan asked for on the page is the run that the API reads, its goals told as they came, and its pages follow."""
    with asked(tmp_path) as client:
        made = client.post(f"/kommune/{tiny_id()}/plan", data={"title": "Vår plan", "mode": "cover"}, headers=OWN)
        job = ended(tmp_path, job_in(made.headers["location"]))
        assert (job.state, job.code) == (JobState.DONE, 0)
        plan = api.read_plan(tmp_path / job.order.result)
        assert plan.mode.value == "cover"
        told = {line["goal"]: line["value"] for line in read_progress(tmp_path, job.order.id) if "goal" in line}
        goals = {goal.goal for goal in plan.goals}
        assert set(told) <= goals
        assert {"unmet", "spend"} <= set(told)
        shown = client.get(made.headers["location"]).text
        assert f"/plan/{id_of(job.order.result)}" in shown
        (making,) = [one for one in read_jobs(tmp_path, 10) if one.order.work is Work.PAGES]
        assert ended(tmp_path, making.order.id).state is JobState.DONE
        assert client.get(f"/plan/{id_of(job.order.result)}").status_code == 200
        assert "Vår plan" in client.get("/").text


@pytest.mark.slow
def test_killed_is_told_as_interrupted_and_a_new_server_goes_on(tmp_path: Path) -> None:
    """One job is killed at work: it is lost and leaves nothing half-done. One outlives its server, and is found by the next."""
    job_id = plan_order(tmp_path, afresh=True)
    process = start_process(tmp_path, job_id)
    os.kill(started(tmp_path, job_id), signal.SIGKILL)
    process.wait()
    job = read_job(tmp_path, job_id)
    assert job is not None
    assert job.state is JobState.LOST
    assert not (tmp_path / job.order.result).exists()
    other = plan_order(tmp_path)
    first = JobQueue(tmp_path, 2, lambda: None)
    first.look()
    started(tmp_path, other)
    second = JobQueue(tmp_path, 2, lambda: None)
    second.look()  # does not start it again
    assert ended(tmp_path, other).state is JobState.DONE
    for queue in (first, second):
        queue.close()
    assert api.is_sealed(tmp_path / f"{read_job(tmp_path, other).order.result}")  # type: ignore[union-attr]


def test_a_wish_to_stop_that_is_swallowed_is_heard_again() -> None:
    """Asked to stop while packages were imported, a job of Gjøvik went on to its end: an import had caught the interrupt."""
    with hearing() as remind:
        remind()  # nothing was asked
        with contextlib.suppress(KeyboardInterrupt):
            _thread.interrupt_main()
            time.sleep(5)
        with pytest.raises(KeyboardInterrupt):
            _wait(remind)


def _wait(remind: Callable[[], None]) -> None:
    remind()
    time.sleep(5)


@pytest.mark.slow
def test_a_stop_keeps_the_best_plan(tmp_path: Path) -> None:
    """Stopped once unmet need is told, at work on the next goal: the plan is sealed and holds, and not called proven."""
    job_id = plan_order(tmp_path, instance="@gausdal", afresh=True)
    process = start_process(tmp_path, job_id)
    until = time.monotonic() + 300
    while all(line.get("goal") != "unmet" for line in read_progress(tmp_path, job_id)) and time.monotonic() < until:
        time.sleep(0.05)
    job = read_job(tmp_path, job_id)
    assert job is not None
    assert job.state is JobState.RUNNING
    ask_to_stop(tmp_path, job)
    process.wait(timeout=300)
    job = read_job(tmp_path, job_id)
    assert job is not None
    assert (job.state, job.message) == (JobState.STOPPED, "")
    plan = api.read_plan(tmp_path / job.order.result)
    assert plan.status.value == "feasible"
    assert plan.verification is not None
    assert plan.verification.ok


def test_two_processes_do_a_job_once(tmp_path: Path) -> None:
    """Both begin it; the lock lets one, and the other ends without a word."""
    order = new_order(Work.PAGES, "", "", {"path": "runs/none"})
    add(tmp_path, order)
    both = [start_process(tmp_path, order.id) for _ in range(2)]
    assert [process.wait(timeout=300) for process in both] == [0, 0]
    job = ended(tmp_path, order.id)
    assert job.state is JobState.FAILED  # there is no such folder, said once
    assert "runs/none" in job.message


@pytest.mark.slow
def test_pages_are_made_once_and_again_when_a_file_is_altered(tmp_path: Path) -> None:
    """What was altered is not shown any more: the next look says why, and no number of it."""
    run = with_run(tmp_path)
    with asked(tmp_path) as client:
        assert "data-reload" in client.get(f"/plan/{run}").text
        (making,) = read_jobs(tmp_path, 10)
        assert ended(tmp_path, making.order.id).state is JobState.DONE
        page = client.get(f"/plan/{run}/money").text
        assert "Netto driftsutgifter" in page
        table = client.get(f"/plan/{run}/filer/accounts.csv")
        assert table.headers["content-disposition"] == 'attachment; filename="accounts.csv"'
        assert table.content.decode("utf-8-sig").startswith("Post;2025 (i dag);2026;2028;2030")
        money = tmp_path / "runs/tiny/results/money.csv"
        money.write_text(money.read_text(encoding="utf-8").replace("1", "2", 1), encoding="utf-8")
        assert "data-reload" in client.get(f"/plan/{run}/money").text
        latest = read_jobs(tmp_path, 10)[0]
        assert ended(tmp_path, latest.order.id).state is JobState.FAILED
        refused = client.get(f"/plan/{run}/money")
        assert refused.status_code == 409
        assert "money.csv was altered" in refused.text
        assert "Netto driftsutgifter" not in refused.text
