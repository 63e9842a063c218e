"""What-ifs of one's own: forms of the whole catalogue, faults at their fields, and the same file that the commands read."""

from __future__ import annotations

import html
import re
from pathlib import Path

from benches import OWN, asked, tiny_id

from leonplan.optimizer import api

NEW = f"/kommune/{tiny_id()}/sporsmal/ny"
TEXTS = {"title": "Mer penger <b>", "question": "Hva om rammen øker?", "reason": "Eget anslag"}


def test_every_change_has_a_form(tmp_path: Path) -> None:
    forms = api.change_forms(api.load("tiny"), "nb")
    with asked(tmp_path) as client:
        chooser = client.get(NEW).text
        assert all(f'value="{one.name}"' in chooser for one in forms)
        for one in forms:
            page = client.get(f"{NEW}?endring={one.name}")
            assert page.status_code == 200, one.name
            assert all(f'id="f_{field.name}"' in page.text for field in one.fields), one.name


def test_a_question_is_checked_and_kept(tmp_path: Path) -> None:
    """Two changes: a factor of 1.1 from 2028, then a project in a year. Wrong ones are told at the field; nothing is kept."""
    loaded = api.load("tiny")
    project = loaded.projects[0].id
    with asked(tmp_path) as client:
        wrong = client.post(NEW, data={**TEXTS, "change": "frame", "f_factor": "mye", "do": "save"}, headers=OWN)
        assert wrong.status_code == 422
        assert 'id="f_factor_fault"' in wrong.text
        assert "er ikke et tall" in wrong.text
        typed = client.post(f"{NEW[:-2]}sjekk", data={"change": "frame", "f_factor": "-1"}, headers=OWN)
        assert 'href="#f_factor"' in typed.text
        assert (
            client.post(NEW, data={"change": "frame", "f_factor": "1,1", "do": "save"}, headers=OWN).status_code == 422
        )
        frame = {**TEXTS, "change": "frame", "f_factor": "1,1", "f_from_year": "2028"}
        first = client.post(NEW, data={**frame, "do": "another"}, headers=OWN)
        assert first.status_code == 200
        done = html.unescape(re.search(r'name="done" value="([^"]*)"', first.text)[1])  # type: ignore[index]
        chosen = client.post(NEW, data={**TEXTS, "done": done, "do": "choose", "endring": "start"}, headers=OWN)
        assert 'id="f_project"' in chosen.text
        assert not (tmp_path / "what_if").exists()
        start = {"change": "start", "f_project": project, "f_year": "2028"}
        kept = client.post(NEW, data={**TEXTS, **start, "done": done, "do": "save"}, headers=OWN)
        assert kept.status_code == 303
        listed = client.get(kept.headers["location"]).text
    assert "Mer penger &lt;b&gt;" in listed
    (file,) = (tmp_path / "what_if").iterdir()
    (read,) = api.what_ifs("tiny", [file])
    assert [one.change for one in read.what_if.changes] == ["frame", "start"]
    assert read.what_if.changes[0].factor == 1.1  # type: ignore[attr-defined]
    assert read.what_if.title == "Mer penger <b>"
    assert not list((tmp_path / ".leonplan" / "drafts").iterdir())


def test_forged_forms_are_told_and_kept_out(tmp_path: Path) -> None:
    """What no form of ours sends: other changes, other types, and texts that would be another file's."""
    with asked(tmp_path) as client:
        for data in (
            {"done": "[{", "do": "save"},
            {"done": '[{"change": "no_such"}]', "do": "save", **TEXTS},
            {"done": '[{"change": "frame", "factor": {"a": [1]}}]', "do": "save", **TEXTS},
            {"change": "../../etc", "do": "save", **TEXTS},
        ):
            assert client.post(NEW, data=data, headers=OWN).status_code == 422, data
        assert client.post(NEW, data={**TEXTS, "change": "frame"}).status_code == 403
    assert not (tmp_path / "what_if").exists()
