"""Questions ticked, projects set by hand, workbooks up and down: each asks for the job that it says, or says what is wrong."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from benches import OWN, asked, ended, faulty_workbook, job_in, tiny_id, with_run

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import JobState, Work, read_job, read_jobs

GJOVIK = id_of("@gjovik")


def stopped(client: object, address: str) -> None:
    client.post(f"{address}/stopp", headers=OWN)  # type: ignore[attr-defined]


def test_questions_are_ticked(tmp_path: Path) -> None:
    """Those that ship with Gjøvik stand there with their titles; two ticked make a comparison of two."""
    shipped = api.what_ifs("gjovik")
    with asked(tmp_path, at_once=0) as client:
        page = client.get(f"/kommune/{GJOVIK}/sporsmal").text
        assert all(f'value="{one.id}"' in page for one in shipped)
        first, second = (one.id for one in shipped[:2])
        nothing = client.post(f"/kommune/{GJOVIK}/sporsmal", data={"what_if": ["../../etc/passwd"]}, headers=OWN)
        assert nothing.status_code == 422
        made = client.post(
            f"/kommune/{GJOVIK}/sporsmal",
            data={"what_if": [first, second], "how": "together", "minutes": "2"},
            headers=OWN,
        )
        single = client.post(f"/kommune/{GJOVIK}/sporsmal", data={"what_if": [first], "how": "one"}, headers=OWN)
        frontier = client.post(f"/kommune/{GJOVIK}/ramme", headers=OWN)
    jobs = [read_job(tmp_path, job_in(answer.headers["location"])) for answer in (made, single, frontier)]
    works = [(job.order.work, job.order.arguments.get("what_ifs")) for job in jobs if job]
    assert works == [(Work.COMPARISON, [first, second]), (Work.PLAN, [first]), (Work.FRONTIER, None)]
    assert jobs[0] is not None
    assert jobs[0].order.arguments["together"] is True
    assert jobs[0].order.arguments["time_limit"] == 120.0
    assert jobs[0].order.title == shipped[0].what_if.title


@pytest.mark.parametrize("minutes", ["to", "0", "-1", "1.000", "inf"])
def test_minutes_that_are_no_number_are_told(tmp_path: Path, minutes: str) -> None:
    """Nothing is asked for that would then search for ever; what was written stays, to be mended."""
    chosen = api.what_ifs("gjovik")[0].id
    with asked(tmp_path, at_once=0) as client:
        for address, form in (("plan", {}), ("sporsmal", {"what_if": [chosen]})):
            told = client.post(f"/kommune/{GJOVIK}/{address}", data={**form, "minutes": minutes}, headers=OWN)
            assert told.status_code == 422
            assert "Skriv et antall minutter over 0" in told.text
            assert f'value="{minutes}"' in told.text
        assert f'value="{chosen}" checked' in told.text
    assert read_jobs(tmp_path, 9) == []


def test_projects_are_set_by_hand(tmp_path: Path) -> None:
    """What is chosen becomes a what-if file that the commands read; a choice that is none, or does not fit, becomes nothing."""
    run = with_run(tmp_path)
    loaded = api.load("tiny")
    years = api.start_years(loaded)
    (one,) = [project.id for project in loaded.projects if years[project.id]]
    with asked(tmp_path, at_once=0) as client:
        page = client.get(f"/plan/{run}/handplan").text
        assert all(project.name in page for project in loaded.projects)
        nothing = client.post(f"/plan/{run}/handplan", data={f"project_{one}": "1999"}, headers=OWN)
        assert nothing.status_code == 422
        assert not (tmp_path / "what_if").exists()
        made = client.post(
            f"/plan/{run}/handplan",
            data={"title": "Vår: <b>egen</b>", f"project_{one}": str(years[one][-1])},
            headers=OWN,
        )
        assert made.status_code == 303
    (file,) = (tmp_path / "what_if").iterdir()
    (read,) = api.what_ifs("tiny", [file])
    assert read.what_if.changes[0].given() == {"project": one, "year": years[one][-1], "times": 1}
    assert read.what_if.title == "Vår: <b>egen</b>"
    assert [change.change for change in read.what_if.changes] == ["start"]
    job = read_job(tmp_path, job_in(made.headers["location"]))
    assert job is not None
    assert job.order.arguments["what_ifs"] == [f"what_if/{file.name}"]


@pytest.mark.slow
def test_the_hand_is_planned_and_priced(tmp_path: Path) -> None:
    """The comparison that comes of it is the one that the commands read, with the plan as its base."""
    run = with_run(tmp_path)
    loaded = api.load("tiny")
    one = next(project.id for project in loaded.projects if api.start_years(loaded)[project.id])
    with asked(tmp_path) as client:
        made = client.post(f"/plan/{run}/handplan", data={f"project_{one}": "never"}, headers=OWN)
        job = ended(tmp_path, job_in(made.headers["location"]))
    assert (job.state, job.message) == (JobState.DONE, "")
    comparison = api.read(tmp_path / job.order.result)
    assert api.manifest(tmp_path / job.order.result)["kind"] == "comparison"
    assert len(comparison.entries) == 2  # type: ignore[union-attr]


def test_a_workbook_goes_down_and_up(tmp_path: Path) -> None:
    """What is made of the smallest instance is read back equal; it is in the folder only once it was checked."""
    with asked(tmp_path) as client:
        made = client.post(f"/kommune/{tiny_id()}/regneark", headers=OWN)
        job = ended(tmp_path, job_in(made.headers["location"]))
        assert (job.state, job.message) == (JobState.DONE, "")
        content = client.get(f"{made.headers['location']}/fil").content
        sent = client.post("/last-opp", files={"workbook": ("../../Min by.xlsx", content)}, headers=OWN)
        up = ended(tmp_path, job_in(sent.headers["location"]))
        assert (up.state, up.message) == (JobState.DONE, "")
        assert up.order.title == "Min by"
    assert api.load(tmp_path / up.order.result) == api.load("tiny")
    assert {file.parent.name for file in tmp_path.rglob("*.xlsx")} == {"workbooks"}


def test_faults_of_a_workbook_are_told_by_sheet_and_cell(tmp_path: Path) -> None:
    """Places of the first row are a word, in the column that is the third of its sheet."""
    for language, says in (("nb", "Plasser!C2: 'mange' er ikke et tall"), ("en", "Plasser!C2: places: 'mange' is not")):
        with asked(tmp_path) as client:
            client.cookies.set("leon_language", language)
            sent = client.post("/last-opp", files={"workbook": ("Feil.xlsx", faulty_workbook())}, headers=OWN)
            job = ended(tmp_path, job_in(sent.headers["location"]))
        assert job.message.startswith(says), job.message
    assert not list((tmp_path / ".leonplan/uploads").iterdir())


def test_a_faulty_workbook_is_told_and_kept_out(tmp_path: Path) -> None:
    """No workbook, an empty one, and one with nothing of ours in it."""
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x.txt", "x")
    with asked(tmp_path) as client:
        for name, content in (("a.txt", b"PK\x03\x04"), ("a.xlsx", b"no"), ("", b"")):
            answer = client.post("/last-opp", files={"workbook": (name, content)}, headers=OWN)
            assert answer.status_code in (422, 400), name
        assert client.post("/last-opp", data={}, headers=OWN).status_code == 422
        sent = client.post("/last-opp", files={"workbook": ("Feil.xlsx", empty.getvalue())}, headers=OWN)
        job = ended(tmp_path, job_in(sent.headers["location"]))
        assert job.state is JobState.FAILED
        assert job.message.startswith("Feil.xlsx")
        assert job.message.split(":")[0] in client.get(sent.headers["location"]).text
    assert not list((tmp_path / "workbooks").iterdir())
    assert [one.order.work for one in read_jobs(tmp_path, 9)] == [Work.UPLOAD]
