"""Who may ask: each stranger is refused, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from benches import OWN, SITE, asked, tiny_id
from tiny_plan import tiny_plan_with_reference

from leonplan.optimizer import api
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import Work, read_jobs
from leonplan.optimizer.workbench.options import WorkbenchOptions, require_safe
from leonplan.optimizer.workbench.security.guard import HEADERS

PLAN = f"/kommune/{tiny_id()}/plan"
TOKEN = "a-long-enough-token"
HOSTILE = "<script>alert(1)</script>'\"&{{7*7}}"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:8431", "", "localhost"])
def test_another_name_is_refused(tmp_path: Path, host: str) -> None:
    """A page of another name that is made to lead here (rebinding) is not answered."""
    with asked(tmp_path) as client:
        assert client.get("/", headers={"Host": host}).status_code == 403
        assert client.get("/static/workbench.css", headers={"Host": host}).status_code == 403


def test_own_names_are_answered(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        answers = [client.get("/", headers={"Host": f"{name}:8431"}) for name in ("127.0.0.1", "localhost", "[::1]")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"},
     {"Origin": "https://127.0.0.1:8431.evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
)  # fmt: skip
def test_forms_of_other_pages_are_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    with asked(tmp_path) as client:
        answers = [
            client.post(address, data={"name": "By", "language": "en"}, headers=headers)
            for address in ("/kommune", "/sprak", PLAN)
        ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert [entry.name for entry in tmp_path.iterdir()] == [".leonplan"]
    assert read_jobs(tmp_path, 10) == []


def test_every_answer_carries_the_policy(tmp_path: Path) -> None:
    """Pages, files, what is not there and what is refused."""
    with asked(tmp_path) as client:
        answers = [client.get(address) for address in ("/", "/static/workbench.css", "/no", "/plan/no")]
        answers.append(client.get("/", headers={"Host": "evil.example"}))
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_a_token_opens_once_and_is_then_a_cookie(tmp_path: Path) -> None:
    with asked(tmp_path, token=TOKEN) as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong-but-long-enough").status_code == 401
        assert client.post("/kommune?token=" + TOKEN, data={"name": "By"}, headers=OWN).status_code == 401
        opened = client.get(f"/?token={TOKEN}")
        assert (opened.status_code, opened.headers["location"]) == (303, "/")
        cookie = opened.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/").status_code == 200
        client.cookies.set("leon_token", "forged-token-forged")
        client.cookies.delete("leon_token", domain="127.0.0.1")
        assert client.get("/").status_code == 401


def test_a_proxy_says_who_asks(tmp_path: Path) -> None:
    """The test's own address is "testclient"; a header from elsewhere, two of them, or none is refused."""
    options = {"user_header": "X-User", "allowed_hosts": ("plan.example",), "host": "0.0.0.0"}
    with asked(tmp_path, trusted=("testclient",), **options) as client:
        named = client.get("/", headers={"Host": "plan.example", "X-User": "kari@kommune.example"})
        missing = client.get("/", headers={"Host": "plan.example"})
        twice = client.get("/", headers=[("Host", "plan.example"), ("X-User", "a"), ("X-User", "b")])
        own = client.get("/", headers={"Host": "127.0.0.1:8431", "X-User": "kari"})
    assert (named.status_code, missing.status_code, twice.status_code, own.status_code) == (200, 401, 401, 403)
    assert "kari@kommune.example" in named.text
    with asked(tmp_path, trusted=("10.0.0.1",), **options) as client:
        assert client.get("/", headers={"Host": "plan.example", "X-User": "kari"}).status_code == 403


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"host": "0.0.0.0"}, ("--allowed-host", "--token-file")),
        ({"host": "10.0.0.1", "allowed_hosts": ("plan.example",)}, ("--token-file",)),
        ({"token": "short"}, ("too short",)),
        ({"user_header": "X-User"}, ("--trusted",)),
        ({"trusted": ("10.0.0.1",)}, ("--user-header",)),
    ],
)
def test_it_is_not_started_open(tmp_path: Path, options: dict[str, object], says: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as error:
        require_safe(WorkbenchOptions(tmp_path, **options))  # type: ignore[arg-type]
    assert [word for word in says if word not in str(error.value)] == []


def test_it_starts_for_this_machine_and_behind_a_proxy(tmp_path: Path) -> None:
    require_safe(WorkbenchOptions(tmp_path))
    require_safe(WorkbenchOptions(tmp_path, "0.0.0.0", None, ("plan.example",), None, "X-User", ("10.0.0.1",)))


PATHS = ["..", "../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/etc/passwd", "..\\..", "%00", "a" * 3000, "~"]


def test_no_parameter_is_a_path(tmp_path: Path) -> None:
    """Addresses hold identifiers that are looked up, never joined to the folder; ``/x/..`` is ``/`` to begin with."""
    found = []
    with asked(tmp_path) as client:
        for path in PATHS:
            addresses = [
                f"/kommune/{path}", f"/plan/{path}", f"/plan/{path}/filer/x.csv", f"/plan/{tiny_id()}/filer/{path}",
                f"/plan/{path}/figur/{path}", f"/jobber/{path}", f"/jobber/{path}/fil", f"/jobber/{path}/stand",
                f"/static/{path}", f"/static/x/{path}", f"/kommune/{path}/sporsmal", f"/kommune/{path}/sporsmal/ny",
                f"/kommune/{path}/sammenlign", f"/kommune/{path}/data", f"/kommune/{path}/data/frames",
                f"/kommune/{tiny_id()}/data/{path}", f"/kommune/{path}/versjoner", f"/plan/{path}/handplan",
                f"/plan/{path}/ramme", f"/plan/{path}/rapport", f"/jobber/{path}/stand",
            ]  # fmt: skip
            found += [client.get(address) for address in addresses]
            posts = [
                f"/jobber/{path}/stopp", f"/plan/{path}/rapport", f"/plan/{path}/handplan", f"/plan/{path}/punkt/{path}",
                f"/kommune/{path}/plan", f"/kommune/{path}/sporsmal", f"/kommune/{path}/sporsmal/ny",
                f"/kommune/{path}/sporsmal/sjekk", f"/kommune/{path}/sammenlign", f"/kommune/{path}/ramme",
                f"/kommune/{path}/kopi", f"/kommune/{path}/regneark", f"/kommune/{path}/data/{path}",
            ]  # fmt: skip
            found += [client.post(address, headers=OWN) for address in posts]
    usual = ("/", "/jobber", f"/kommune/{tiny_id()}")
    for answer in found:
        assert answer.status_code in (404, 405, 307) or answer.request.url.path in usual, answer.request.url
        assert "root:" not in answer.text
    assert [entry.name for entry in tmp_path.iterdir()] == [".leonplan"]


FIELDS = ["name", "back", "title", "mode", "minutes", "what_if", "how", "plan", "first", "do", "done", "endring", "change",
          "f_project", "format", "language", "stamp", "fra", "til", "why", "c_1_year", "gone_1", "grense"]  # fmt: skip
"""Every field of every form, and every parameter after a question mark."""


def test_no_field_is_a_path(tmp_path: Path) -> None:
    """What a form or a query names is looked up among what is known; paths in all of them at once make nothing anywhere."""
    folder = tmp_path / "inner"
    folder.mkdir()
    api.copy("tiny", folder / "town")
    api.write(tiny_plan_with_reference(), folder / "runs/tiny")
    there = {file.relative_to(tmp_path) for file in tmp_path.rglob("*") if ".leonplan" not in file.parts}
    tiny, town, run = f"/kommune/{tiny_id()}", f"/kommune/{id_of('town')}", f"/plan/{id_of('runs/tiny')}"
    with asked(folder, at_once=0) as client:
        for path in PATHS[:6]:
            told = dict.fromkeys(FIELDS, path)
            for address in (
                "/", tiny, f"{tiny}/sporsmal", f"{tiny}/sporsmal/ny", f"{town}/data/frames", f"{town}/versjoner",
                f"{run}/handplan", f"{run}/rapport",
            ):  # fmt: skip
                answer = client.get(address, params=told)
                assert answer.status_code in (200, 404), address
                assert "root:" not in answer.text
            for address in (
                "/kommune", "/sprak", f"{tiny}/plan", f"{tiny}/sporsmal", f"{tiny}/sporsmal/ny", f"{tiny}/sporsmal/sjekk",
                f"{tiny}/sammenlign", f"{town}/data/frames", f"{run}/handplan", f"{run}/rapport",
            ):  # fmt: skip
                answer = client.post(address, data=told, headers=OWN)
                assert answer.status_code in (200, 303, 400, 409, 422), address
                assert answer.headers.get("location", "/") == "/", address
                assert "root:" not in answer.text
    assert {file.relative_to(tmp_path) for file in tmp_path.rglob("*") if ".leonplan" not in file.parts} == there
    assert [job for job in read_jobs(folder, 99) if job.order.work is not Work.PAGES] == []


def test_a_municipality_is_never_made_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    names = ["../outside", "a/b", "..", ".hidden", "C:\\x", "x" * 61, "  ", "\u202eevil", HOSTILE]
    with asked(folder) as client:
        answers = [client.post("/kommune", data={"name": name}, headers=OWN) for name in names]
    assert {answer.status_code for answer in answers} == {422}
    assert not any("<script>alert" in answer.text for answer in answers)
    assert [entry.name for entry in tmp_path.iterdir()] == ["inner"]
    assert [entry.name for entry in folder.iterdir()] == [".leonplan"]


def test_texts_are_never_markup(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        made = client.post(PLAN, data={"title": HOSTILE}, headers=OWN)
        pages = [client.get(address).text for address in (made.headers["location"], "/jobber", "/")]
        client.post(f"{made.headers['location']}/stopp", headers=OWN)
    assert not any("<script>alert" in page or "49" in page.split("alert")[1][:40] for page in pages)
    assert all("&lt;script&gt;alert(1)" in page for page in pages)


def test_the_language_leads_nowhere_else(tmp_path: Path) -> None:
    with asked(tmp_path) as client:
        for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y"):
            answer = client.post("/sprak", data={"back": back, "language": "en"}, headers=OWN)
            assert answer.headers["location"] == "/"
        answer = client.post("/sprak", data={"back": "/jobber", "language": "en"}, headers=OWN)
        assert answer.headers["location"] == "/jobber"
        assert "samesite=strict" in answer.headers["set-cookie"].lower()
        assert '<html lang="en">' in client.get("/jobber").text


def test_too_much_is_refused(tmp_path: Path) -> None:
    """By what is said of its length, and by its length where that is not said or not true."""
    with asked(tmp_path, upload_limit=1000) as client:
        much = b"name=" + b"x" * 1_100_000
        said = client.post(
            "/kommune", content=much, headers={**OWN, "Content-Type": "application/x-www-form-urlencoded"}
        )

        def pieces() -> object:
            yield from (b"x" * 100_000 for _ in range(20))

        kind = {**OWN, "Content-Type": "multipart/form-data; boundary=b", "Host": SITE.removeprefix("http://")}
        unsaid = client.post("/kommune", content=pieces(), headers=kind)  # type: ignore[arg-type]
    assert said.status_code == 413
    assert unsaid.status_code in (400, 413)
    assert [entry.name for entry in tmp_path.iterdir()] == [".leonplan"]
