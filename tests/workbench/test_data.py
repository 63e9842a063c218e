"""Tables edited in place: faults at the cell, versions with who and why, and two writers of one table."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from benches import OWN, asked, tiny_id

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.folder.versions import PENDING, Versions
from leonplan.optimizer.workbench.json_files import write_json

TOWN = id_of("town")
FRAMES = f"/kommune/{TOWN}/data/frames"
BY = {"user_header": "X-User", "trusted": ("testclient",)}


def town(folder: Path) -> Path:
    return api.copy("tiny", folder / "town")


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form of cells, unchanged."""
    form = page[page.index('class="cells"') :]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form[: form.index("</form>")]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "checkbox" not in tag:
            found[name[1]] = html.unescape(value[1]) if value else ""
    return found


def send(client: Any, form: dict[str, str], address: str = FRAMES, who: str = "kari") -> Any:
    return client.post(address, data=form, headers={**OWN, "X-User": who})


def test_a_cell_is_edited_wrongly_and_rightly(tmp_path: Path) -> None:
    """The operating frame of the second row; what is wrong is told at the cell, in bokmål, and nothing is written."""
    folder = town(tmp_path)
    before = (folder / "frames.csv").read_bytes()
    with asked(tmp_path, **BY) as client:
        client.headers["X-User"] = "kari"
        form = fields(client.get(FRAMES).text)
        wrong = send(client, {**form, "c_2_operating": "mye <b>", "why": "budsjett"})
        assert wrong.status_code == 422
        assert 'aria-describedby="f_2_operating"' in wrong.text
        assert "er ikke et tall" in wrong.text
        assert "mye &lt;b&gt;" in wrong.text
        assert send(client, {**form, "c_2_operating": "1234,5"}).status_code == 422  # without a reason
        assert (folder / "frames.csv").read_bytes() == before
        right = send(client, {**form, "c_2_operating": "1234,5", "why": "Nytt budsjett"})
        assert right.status_code == 303
        listed = client.get(f"/kommune/{TOWN}/data").text
        assert "Nytt budsjett" in listed
        assert "kari" in listed
        compared = client.get(f"/kommune/{TOWN}/versjoner?fra=1&til=2").text
        client.cookies["leon_language"] = "en"
        in_english = client.get(f"/kommune/{TOWN}/versjoner?fra=1&til=2").text
    assert "<td>1234,5</td>" in compared
    assert "<td>1234.5</td>" in in_english
    assert api.load(folder).frames[1].operating == 1234.5
    assert api.load(folder).frames[0] == api.load("tiny").frames[0]


def test_the_later_of_two_writers_is_told_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = town(tmp_path)
    with asked(tmp_path, **BY) as client:
        client.headers["X-User"] = "kari"
        first, second = (fields(client.get(FRAMES).text) for _ in range(2))
        assert send(client, {**first, "c_1_operating": "111", "why": "først"}, who="kari").status_code == 303
        after = (folder / "frames.csv").read_bytes()
        told = send(client, {**second, "c_2_operating": "222", "why": "sist"}, who="ola")
    assert told.status_code == 409
    assert "kari: først" in told.text
    assert "<td>222</td>" in told.text  # what ola wrote is not lost to him
    assert (folder / "frames.csv").read_bytes() == after
    assert fields(told.text)["c_1_operating"] == "111"


def test_rows_come_and_go(tmp_path: Path) -> None:
    """One row is removed and one added; the others stay as they were."""
    folder = town(tmp_path)
    address = f"/kommune/{TOWN}/data/travel"
    with asked(tmp_path) as client:
        page = client.get(address).text
        form = fields(page)
        last = max(int(name.split("_")[1]) for name in form if name.startswith("c_")) - 2
        old = {column: form[f"c_1_{column}"] for column in ("district", "centre", "minutes", "source")}
        new = {f"c_{last}_{column}": text for column, text in old.items()} | {f"c_{last}_minutes": "99"}
        assert send(client, {**form, **new, "gone_1": "on", "why": "reisetid"}, address).status_code == 303
    was, now = api.load("tiny").travel, api.load(folder).travel
    assert now[:-1] == was[1:]
    assert now[-1] == was[0].model_copy(update={"minutes": 99.0})


def test_what_breaks_other_tables_is_saved_only_if_insisted(tmp_path: Path) -> None:
    """A centre is given another id: its places are then nowhere, until they are corrected too."""
    folder = town(tmp_path)
    address = f"/kommune/{TOWN}/data/centres"
    with asked(tmp_path) as client:
        form = {**fields(client.get(address).text), "c_1_id": "renamed", "why": "nytt navn"}
        told = send(client, form, address)
        assert told.status_code == 422
        assert 'name="insist"' in told.text
        assert "renamed" not in (folder / "centres.csv").read_text(encoding="utf-8")
        assert send(client, {**form, "insist": "on"}, address).status_code == 303
        assert client.get(f"/kommune/{TOWN}/data").status_code == 200
    assert "renamed" in (folder / "centres.csv").read_text(encoding="utf-8")


def test_what_ships_is_copied_and_never_edited(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        page = client.get(f"/kommune/{tiny_id()}/data")
        assert f"/kommune/{tiny_id()}/kopi" in page.text
        assert client.get(f"/kommune/{tiny_id()}/data/frames").status_code == 404
        assert client.post(f"/kommune/{tiny_id()}/data/frames", data={}, headers=OWN).status_code == 404
        assert client.get(f"/kommune/{tiny_id()}/data/../../etc").status_code == 404
        made = client.post(f"/kommune/{tiny_id()}/kopi", headers=OWN)
        assert client.get(made.headers["location"]).status_code == 200
    (copy,) = tmp_path.glob("tiny_*")
    assert api.load(copy) == api.load("tiny")


def test_foreign_forms_change_nothing(tmp_path: Path) -> None:
    folder = town(tmp_path)
    before = (folder / "frames.csv").read_bytes()
    with asked(tmp_path) as client:
        form = {**fields(client.get(FRAMES).text), "c_1_operating": "1", "why": "x"}
        for headers in ({}, {"Origin": "http://evil.example"}):
            assert client.post(FRAMES, data=form, headers=headers).status_code == 403
        assert client.get("/kommune/none/data").status_code == 404
        assert client.get(f"/kommune/{TOWN}/data/..%2f..%2fetc").status_code == 404
        assert client.get(f"/kommune/{TOWN}/versjoner?fra=../1&til=1").status_code == 404
    assert (folder / "frames.csv").read_bytes() == before


def test_versions_survive_any_end(tmp_path: Path) -> None:
    """Killed before the table was written, the change was not; killed after, it is told with who and why. Others' edits count."""
    folder = town(tmp_path)
    versions = Versions(tmp_path, TOWN, folder)
    assert [one.number for one in versions.all()] == [1]
    told = {"number": 2, "when": "2026-01-01T00:00:00+00:00", "who": "kari", "why": "x", "table": "frames"}
    write_json(versions.place / PENDING, told)
    assert [one.number for one in versions.all()] == [1]
    assert not (versions.place / PENDING).exists()
    write_json(versions.place / PENDING, told)
    file = folder / "frames.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2026", "2027", 1), encoding="utf-8")
    assert [(one.number, one.who) for one in versions.all()] == [(2, "kari"), (1, "")]
    file.unlink()
    latest = versions.all()[0]
    assert (latest.number, latest.who, latest.table) == (3, "", "")
    assert versions.content(latest, "frames.csv") is None
