"""What the workbench shows is what the commands print: a plan, a comparison and a frontier, asked for on both."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from benches import OWN, asked, ended, job_in, tiny_id
from click.testing import CliRunner

from leonplan.optimizer import api
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import JobState, Work, read_jobs
from leonplan.optimizer.workbench.texts import Texts

pytestmark = pytest.mark.slow

NB = Texts("nb")
TINY = f"/kommune/{tiny_id()}"


def printed(*words: str) -> Any:
    """What a command prints as JSON."""
    done = CliRunner().invoke(leon, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def made(client: Any, folder: Path, address: str, **form: object) -> str:
    """Ask for something on a page and wait until it and its pages are there; the path of the result."""
    answer = client.post(address, data=form, headers=OWN)
    job = ended(folder, job_in(answer.headers["location"]))
    assert (job.state, job.message) == (JobState.DONE, "")
    for making in read_jobs(folder, 20):
        if making.order.work is Work.PAGES:
            ended(folder, making.order.id)
    return job.order.result


def table(client: Any, path: str, name: str) -> dict[str, list[str]]:
    """A table of the pages of a result: cells by the first of their row."""
    answer = client.get(f"/plan/{id_of(path)}/filer/{name}.csv")
    assert answer.status_code == 200
    rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {row[0]: row[1:] for row in rows if row}


def plain(cell: str) -> str:
    return cell.replace("\N{MINUS SIGN}", "-").replace("-", "−")


def test_a_plan(tmp_path: Path) -> None:
    """Spending in the last year [million kroner] as the page has it and as ``leon solve`` prints it; and every goal."""
    with asked(tmp_path) as client:
        path = made(client, tmp_path, f"{TINY}/plan", title="p")
        shown = table(client, path, "summary-against")
    told = printed("solve", "tiny")
    assert shown["Netto driftsutgifter (mill. kr)"][0] == NB.number(told["spend"]["2030"] / 1000, 1)
    goals = {goal.goal: goal.value for goal in api.read_plan(tmp_path / path).goals}
    assert goals == {one["name"]: one["value"] for one in told["goals"]}


def test_a_comparison(tmp_path: Path) -> None:
    """Five per cent more frame: each key figure of the answer, in the plan, with the change, and the difference of what is shown.

    147.351 and 149.015 million kroner are shown as 147.4 and 149.0, and their difference as 1.6, so that the row adds up.
    """
    file = api.write_what_if(
        tmp_path / "what_if" / "more.yaml", "Mer", "Hva om?", "Prøve", [{"change": "frame", "factor": 1.05}]
    )
    with asked(tmp_path) as client:
        path = made(client, tmp_path, f"{TINY}/sporsmal", what_if="what_if/more.yaml")
        shown = table(client, path, "answer-2")
    plans = {one["scenario"]: one["key_figures"] for one in printed("what-if", "tiny", str(file))["plans"]}
    base, more = ({one["name"]: one["value"] for one in plans[id]} for id in ("base", "more"))
    rows = {
        "Tungt behov uten hjelp (personår)": ("heavy_without_help", 1),
        "Tungt behov udekket (personår)": ("heavy_unmet", 1),
        "Lett behov udekket (personår)": ("light_unmet", 1),
        "Netto driftsutgifter (mill. kr)": ("spend", 1000),
    }
    for title, (name, unit) in rows.items():
        shown_before, shown_after = round(base[name] / unit, 1), round(more[name] / unit, 1)
        numbers = (shown_before, shown_after, shown_after - shown_before)
        assert [plain(cell) for cell in shown[title]] == [NB.number(one, 1) for one in numbers], title


def test_a_frontier(tmp_path: Path) -> None:
    """Every point of ``leon frontier``; what holds between two of them; and the plan of a point, opened by a click."""
    with asked(tmp_path) as client:
        path = made(client, tmp_path, f"{TINY}/ramme")
        address = f"/plan/{id_of(path)}"
        points = printed("frontier", "tiny", "--output", str(tmp_path / "by_command"))["points"]
        page = client.get(f"{address}/ramme").text
        for one in points:
            assert f"{NB.exact(one['limit'])}</td>" in page
            assert f"{NB.exact(one['value'])}</td>" in page
        middle = (points[0]["limit"] + points[-1]["limit"]) / 2
        least, most = api.read(tmp_path / "by_command").bracket(middle)  # type: ignore[union-attr]
        answer = client.get(f"{address}/ramme", params={"grense": str(middle).replace(".", ",")}).text
        assert re.findall(r"<dd>([^<]*)</dd>", answer)[:2] == [NB.exact(most or 0.0), NB.exact(least)]
        before = client.get(f"{address}/ramme", params={"grense": str(points[0]["limit"] - 1)}).text
        assert "er ingen plan kjent" in before
        assert client.get(f"{address}/ramme", params={"grense": "nan"}).status_code == 422
        opened = made(client, tmp_path, f"{address}/punkt/{points[0]['point']}")
        again = client.post(f"{address}/punkt/{points[0]['point']}", headers=OWN)
        assert again.headers["location"] == f"/plan/{id_of(opened)}"
        assert client.post(f"{address}/punkt/p99", headers=OWN).status_code == 404
        assert client.post(f"{address}/punkt/..%2f..", headers=OWN).status_code == 404
    unmet = next(goal.value for goal in api.read_plan(tmp_path / opened).goals if goal.goal == "unmet")
    assert unmet == pytest.approx(points[0]["value"], abs=0.01)
