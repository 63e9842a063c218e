"""Hostile names and uploads: a name is never markup on any page, and no upload takes the place or the memory of others."""

from __future__ import annotations

import html
import io
import re
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from benches import OWN, asked, ended, job_in, tiny_id
from ruamel.yaml import YAML
from test_data import FRAMES, fields, town

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.captions import Caption, write_caption
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.folder.ready import LANGUAGES, make_ready
from leonplan.optimizer.workbench.jobs.job import JobState, read_jobs

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{7*7}}"
RAW = re.compile(r"<script>alert|<img src=x|\"'&\{\{|>49<")

FORMS = ("frame", "force_project", "open_centre", "set_minimum", "order_goals", "close_centre", "travel")


def hostile_town(folder: Path) -> Path:
    """A municipality whose every name, by which people call it and its parts, is markup."""
    place = town(folder)
    yaml, settings = YAML(), place / "instance.yaml"
    told = yaml.load(settings.read_text(encoding="utf-8"))
    rename(told)
    with settings.open("w", encoding="utf-8") as stream:
        yaml.dump(told, stream)
    for table in api.table_files():
        cells = api.read_cells(place, table)
        if cells.rows and "name" in cells.rows[0]:
            rows = [{**row, "name": HOSTILE} for row in cells.rows]
            api.write_cells(place, table, rows, stamp=cells.stamp)
    return place


def rename(told: Any) -> None:
    """Give everything that has a name another."""
    if isinstance(told, dict):
        told |= {"name": HOSTILE} if isinstance(told.get("name"), str) else {}
    for inner in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        rename(inner)


@pytest.mark.slow
def test_hostile_names_are_never_markup(tmp_path: Path) -> None:
    """Names of the municipality and its parts, titles of a plan and a what-if, who asks, and the name of a folder."""
    place = hostile_town(tmp_path)
    folder = "runs/<img src=x onerror=alert(1)>"
    plan = api.solve(api.load(place))
    for name in ("runs/one", "runs/other"):
        api.write(plan, tmp_path / name)
    (tmp_path / "runs/one").rename(tmp_path / folder)  # no command makes such a name; people can
    write_caption(tmp_path, folder, Caption(HOSTILE, HOSTILE))
    for language in LANGUAGES:
        make_ready(tmp_path, folder, language)
    change = {"change": "frame", "factor": 1.1}
    api.write_what_if(tmp_path / "what_if" / "own.yaml", HOSTILE, HOSTILE, HOSTILE, [change])
    here, run = f"/kommune/{id_of('town')}", f"/plan/{id_of(folder)}"
    options = {"user_header": "X-User", "trusted": ("testclient",), "at_once": 0}
    with asked(tmp_path, **options) as client:
        client.headers["X-User"] = HOSTILE
        client.get("/")
        made = client.post(f"{here}/plan", data={"title": HOSTILE}, headers=OWN)
        edited = {**fields(client.get(FRAMES).text), "c_1_operating": "111", "why": HOSTILE}
        assert client.post(FRAMES, data=edited, headers=OWN).status_code == 303
        wrong = client.post(FRAMES, data={**edited, "c_1_source": HOSTILE, "c_1_year": HOSTILE}, headers=OWN)
        pages = {"wrong": wrong.text}
        for language in LANGUAGES:
            client.cookies.set("leon_language", language)
            tabs = set(re.findall(rf'href="({run}[^"#]*)"', client.get(run).text))
            assert len(tabs) > 8
            addresses = [
                "/", "/alle", "/jobber", made.headers["location"], *tabs, f"{run}/rapport", f"{run}/handplan",
                here, f"{here}/data", f"{here}/sporsmal", f"{here}/sammenlign", f"{here}/versjoner?fra=1&til=2",
                *(f"{here}/data/{table}" for table in api.table_titles()),
                *(f"{here}/sporsmal/ny?endring={form}" for form in FORMS),
            ]  # fmt: skip
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code == 200, address
                pages[language + address] = answer.text
    assert [address for address, page in pages.items() if RAW.search(page)] == []
    named = [page for page in pages.values() if "<script>alert" in html.unescape(page)]
    assert len(named) > len(pages) / 2  # it does stand there, as text


def workbook_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


BOMBS = {
    "unpacked": workbook_of({"xl/worksheets/sheet1.xml": bytes(120_000_000)}),
    "parts": workbook_of({f"xl/{number}.xml": b"" for number in range(2_100)}),
    "entities": workbook_of({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'}),
    "outside": workbook_of({"../../outside.xml": b"x", "/etc/outside": b"x"}),
}


@pytest.mark.parametrize("bomb", list(BOMBS))
def test_a_bomb_is_refused_and_leaves_nothing(tmp_path: Path, bomb: str) -> None:
    """Small to send and 120 MB unpacked, of 2 100 parts, with entities, or with parts named elsewhere: told, and gone again."""
    folder = tmp_path / "inner"
    folder.mkdir()
    with asked(folder) as client:
        sent = client.post("/last-opp", files={"workbook": (f"{HOSTILE}.xlsx", BOMBS[bomb])}, headers=OWN)
        job = ended(folder, job_in(sent.headers["location"]))
        told = client.get(sent.headers["location"]).text
    assert job.state is JobState.FAILED
    assert job.message
    assert "Traceback" not in told
    assert not RAW.search(told)
    assert [entry.name for entry in tmp_path.iterdir()] == ["inner"]
    assert sorted(entry.name for entry in folder.iterdir()) == [".leonplan", "workbooks"]
    assert not list((folder / "workbooks").iterdir())
    assert not list((folder / ".leonplan" / "uploads").iterdir())


def test_a_workbook_that_is_too_large_is_not_kept(tmp_path: Path) -> None:
    """One byte more than is taken; with as many as are taken it is looked at."""
    with asked(tmp_path, upload_limit=1_000_000, at_once=0) as client:
        content = b"PK\x03\x04" + bytes(1_000_000 - 4)
        much = client.post("/last-opp", files={"workbook": ("a.xlsx", content + b"x")}, headers=OWN)
        assert much.status_code == 422
        assert read_jobs(tmp_path, 9) == []
        assert not (tmp_path / ".leonplan" / "uploads").exists()
        assert client.post("/last-opp", files={"workbook": ("a.xlsx", content)}, headers=OWN).status_code == 303


def test_a_forged_user_is_nobody(tmp_path: Path) -> None:
    """Where no proxy is trusted, a header that names a user is not believed: the job is asked for by nobody known."""
    with asked(tmp_path, at_once=0) as client:
        for header in ("X-User", "X-Forwarded-User", "Remote-User", "X_User"):
            headers = {**OWN, header: "raadmannen"}
            answer = client.post(f"/kommune/{tiny_id()}/plan", data={"title": "x"}, headers=headers)
            assert answer.status_code == 303
        assert "raadmannen" not in client.get("/jobber").text
    assert {job.order.who for job in read_jobs(tmp_path, 9)} == {""}


def test_of_many_who_write_at_once_one_has_written(tmp_path: Path) -> None:
    """Four at the same moment: one is saved, three are told by whom, and the table is the one's."""
    folder = town(tmp_path)
    answers: dict[str, int] = {}
    with asked(tmp_path, user_header="X-User", trusted=("testclient",)) as client:
        form = fields(client.get(FRAMES, headers={"X-User": "a"}).text)
        start = threading.Barrier(4)

        def write(who: str, value: str) -> None:
            start.wait()
            data = {**form, "c_1_operating": value, "why": who}
            answer = client.post(FRAMES, data=data, headers={**OWN, "X-User": who})
            answers[who] = answer.status_code
            assert answer.status_code == 303 or f"<td>{value}</td>" in answer.text

        values = {"kari": "111", "ola": "222", "siri": "333", "per": "444"}
        writers = [threading.Thread(target=write, args=one) for one in values.items()]
        for one in writers:
            one.start()
        for one in writers:
            one.join()
    assert sorted(answers.values()) == [303, 409, 409, 409]
    (first,) = [who for who, code in answers.items() if code == 303]
    assert api.load(folder).frames[0].operating == float(values[first])
