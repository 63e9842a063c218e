"""The service of Statistics Norway, answered by a server on this machine: every way in which an answer can go wrong."""

from __future__ import annotations

import hashlib
import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from recorded import Answer, Recorded, recorded

from leonplan.optimizer import api
from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import InputError, UsageError, VerificationError
from leonplan.optimizer.statbank.fetch import fetch_table
from leonplan.optimizer.statbank.query import Variable, questions
from leonplan.optimizer.statbank.service import Statbank

TABLE = "12292"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


class Waits:
    """A service that notes its waits instead of waiting."""

    def __init__(self, server: Recorded, timeout: float = 5.0) -> None:
        self.seconds: list[float] = []
        self.service = Statbank(address=server.address, timeout=timeout, sleep=self.seconds.append)


def test_what_the_table_has_is_asked_first_and_then_one_region_at_a_time() -> None:
    """Four cells for each of two regions: 0, 1, 2, and the last one confidential."""
    with recorded() as server:
        found = fetch_table(TABLE, ["3407", "3441"], Waits(server).service)
    assert [(method, path) for method, path, _, _ in server.requests] == [
        ("GET", "/table/12292/"),
        ("POST", "/table/12292/"),
        ("POST", "/table/12292/"),
    ]
    assert all(headers["User-Agent"].startswith("leonplan/") for _, _, headers, _ in server.requests)
    assert server.requests[1][3] == {
        "query": [
            {"code": "KOKkommuneregion0000", "selection": {"filter": "item", "values": ["3407"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["A", "B"]}},
            {"code": "Tid", "selection": {"filter": "item", "values": ["2024", "2025"]}},
        ],
        "response": {"format": "json-stat2"},
    }
    assert [row.value for row in found.rows] == [0, 1, 2, None] * 2
    assert [row.mark for row in found.missing] == [":", ":"]
    assert [one.file for one in found.replies] == ["12292_1.json", "12292_2.json"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again_after_waits_that_double(status: int) -> None:
    with recorded(Answer(status), Answer(status)) as server:
        waits = Waits(server)
        found = fetch_table(TABLE, ["3407"], waits.service)
    assert len(found.rows) == 4
    assert waits.seconds == [2.0, 4.0, 1.0]  # two waits, then the pause between two questions


def test_the_service_may_say_how_long_to_wait_but_not_for_ever() -> None:
    with recorded(Answer(429, headers={"Retry-After": "7"}), Answer(429, headers={"Retry-After": "9999"})) as server:
        waits = Waits(server)
        fetch_table(TABLE, ["3407"], waits.service)
    assert waits.seconds[:2] == [7.0, 60.0]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(503), "it answered with status 503, 4 times"),
        (Answer(cut_after=20), "its answer was cut off, 4 times"),
        (Answer(wait=0.5), "no answer came in time, 4 times"),
    ],
)
def test_no_whole_answer_however_often(answer: Answer, why: str) -> None:
    """The fault tells why, and how to save the table by hand; exit code 3."""
    with recorded(*[answer] * 4) as server, pytest.raises(InputError) as caught:
        fetch_table(TABLE, ["3407"], Waits(server, timeout=0.1 if answer.wait else 5.0).service)
    assert len(server.requests) == 4
    message = caught.value.problems[0].message
    assert why in message
    assert "open https://www.ssb.no/statbank/table/12292 in a browser, choose 3407" in message
    assert "--file" in message


def test_an_answer_cut_once_is_asked_for_again() -> None:
    with recorded(Answer(cut_after=20), Answer(), Answer(cut_after=100)) as server:
        assert len(fetch_table(TABLE, ["3407"], Waits(server).service).rows) == 4
    assert len(server.requests) == 4


def test_offline_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = Statbank(address=f"http://127.0.0.1:{port}", sleep=lambda _: None)
    with pytest.raises(InputError, match=r"cannot be reached: .*refused.*, 4 times. Save it by hand"):
        fetch_table(TABLE, ["3407"], service)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(400, b'{"error": "Unknown code"}'), "status 400 (Unknown code); choose other codes"),
        (Answer(403, b"Too many values selected"), "status 403 (Too many values selected); ask for fewer years"),
        (Answer(404, b"<html>Not found</html>"), "has no table '12292' (status 404)"),
    ],
)
def test_what_the_service_will_not_answer_is_not_asked_again(answer: Answer, message: str) -> None:
    with recorded(answer) as server, pytest.raises(UsageError) as caught:
        fetch_table(TABLE, ["3407"], Waits(server).service)
    assert message in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body", [b"<html></html>", b"[]", b'{"variables": []}', b'{"variables": [{"code": "A"}]}', b""]
)
def test_a_description_of_another_shape(body: bytes) -> None:
    with (
        recorded(Answer(body=body)) as server,
        pytest.raises(InputError, match="the service's description of the table"),
    ):
        fetch_table(TABLE, ["3407"], Waits(server).service)


@pytest.mark.parametrize("body", [b"<html></html>", b'{"class": "dataset"}', b'{"class": "datas', b""])
def test_a_reply_of_another_shape(body: bytes) -> None:
    with recorded(Answer(), Answer(body=body)) as server, pytest.raises(InputError, match=r"12292\.json"):
        fetch_table(TABLE, ["3407"], Waits(server).service)


def test_regions_years_and_dimensions_that_the_table_has_not() -> None:
    with recorded() as server:
        service = Waits(server).service
        with pytest.raises(UsageError, match="region has no '3406'; it has 3407 Gjøvik"):
            fetch_table(TABLE, ["3406"], service)
        with pytest.raises(UsageError, match="no year from 1999 to 2000; it has 2024 to 2025"):
            fetch_table(TABLE, ["3407"], service, years=(1999, 2000))
        with pytest.raises(UsageError, match="no dimension 'Kjonn'; it has KOKkommuneregion0000, ContentsCode, Tid"):
            fetch_table(TABLE, ["3407"], service, choices={"Kjonn": ["1"]})
        with pytest.raises(UsageError, match="statistikkvariabel has no 'C'"):
            fetch_table(TABLE, ["3407"], service, choices={"statistikkvariabel": ["C"]})
    assert all(method == "GET" for method, _, _, _ in server.requests)


def test_large_tables_are_asked_for_by_some_years_at_a_time() -> None:
    """90,000 cells a year, 200,000 at a time: two years, then one."""
    wide = Variable("Alder", "alder", tuple(map(str, range(90_000))), tuple(map(str, range(90_000))), False)
    region = Variable("Region", "region", ("3407",), ("Gjøvik",), False)
    years = Variable("Tid", "år", ("2024", "2025", "2026"), ("2024", "2025", "2026"), True)
    asked = [
        one["query"][-1]["selection"]["values"] for one in questions("1", [region, wide, years], "3407", choices={})
    ]
    assert asked == [["2024", "2025"], ["2026"]]


def test_population_is_asked_for_in_todays_municipalities_and_one_year_ages() -> None:
    region = Variable("Region", "region", ("0502", "3407"), ("", ""), False)
    age = Variable("Alder", "alder", ("000-004",), ("",), False)
    parts = next(questions("07459", [region, age], "3407", choices={}))["query"]
    assert parts[0]["selection"] == {"filter": "agg:KommSummer", "values": ["K-3407"]}
    assert parts[1]["selection"]["filter"] == "vs:AlleAldre00B"
    assert len(parts[1]["selection"]["values"]) == 106


def test_what_is_kept_is_cited_and_replayed(tmp_path: Path) -> None:
    with recorded() as server:
        fetched = api.ssb(TABLE, "3407", "gausdal", address=server.address, output=tmp_path / "kept")
    note = json.loads((tmp_path / "kept" / "ssb.json").read_text(encoding="utf-8"))
    for one in note["replies"]:
        assert hashlib.sha256((tmp_path / "kept" / one["file"]).read_bytes()).hexdigest() == one["sha256"]
    assert note["citation"].startswith("Statistics Norway (SSB), table 12292: Omsorgstjenester")
    lines = (tmp_path / "kept" / "12292_rows.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ("region,region_name,statistikkvariabel,statistikkvariabel_name,år,år_name,value,mark")
    assert lines[1] == "3407,Gjøvik,A,Brukere,2024,2024,0,"
    assert lines[4] == "3407,Gjøvik,B,Timer,2025,2025,,:"
    again = api.ssb(TABLE, "3407", "3441", file=tmp_path / "kept")
    assert again == fetched
    assert [row.value for row in api.ssb(TABLE, "3441", file=tmp_path / "kept", years=(2025, 2025)).rows] == [1, None]


def test_a_kept_reply_that_was_altered_is_refused(tmp_path: Path) -> None:
    with recorded() as server:
        api.ssb(TABLE, "3407", address=server.address, output=tmp_path / "kept")
    reply = tmp_path / "kept" / "12292.json"
    reply.write_bytes(reply.read_bytes().replace(b"[0,", b"[9,").replace(b"[0, ", b"[9, "))
    with pytest.raises(VerificationError, match=r"12292\.json was altered"):
        api.ssb(TABLE, "3407", file=tmp_path / "kept")


@pytest.mark.parametrize(
    "note", ["", "{}", '{"format": 2}', '{"replies": [{"file": "../x", "sha256": "", "question": null}]}']
)
def test_a_folder_that_was_not_kept(note: str, tmp_path: Path) -> None:
    (tmp_path / "ssb.json").write_text(note, encoding="utf-8")
    with pytest.raises(InputError):
        api.ssb(TABLE, "3407", file=tmp_path)


def test_a_full_folder_is_refused_before_the_service_is_asked(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with recorded() as server, pytest.raises(UsageError, match="not an empty folder"):
        api.ssb(TABLE, "3407", address=server.address, output=tmp_path)
    assert server.requests == []


def test_the_command_prints_cells_missing_ones_and_files(tmp_path: Path) -> None:
    with recorded() as server:
        asked = ["ssb", TABLE, "gjøvik", "--years", "2025", "--choose", "ContentsCode=B,A", "--address", server.address]
        done = CliRunner().invoke(leon, [*asked, "-o", str(tmp_path / "kept"), "--json"])
        shown = CliRunner().invoke(leon, asked)
    assert (done.exit_code, shown.exit_code) == (0, 0), done.output + shown.output
    told = json.loads(done.stdout)
    assert [(row["statistikkvariabel"], row["value"], row["mark"]) for row in told["rows"]] == [
        ("B", 0.0, ""),
        ("A", None, ":"),
    ]
    assert [row["meaning"] for row in told["missing"]] == ["confidential"]
    assert [Path(file).name for file in told["files"]] == ["12292.json", "12292_rows.csv", "ssb.json"]
    assert "2 cells, 1 of them missing (missing is not zero)." in shown.output
    assert "':' confidential, 1: Gjøvik/Brukere/2025" in shown.output


def test_a_file_saved_by_hand_is_read_like_a_reply(tmp_path: Path) -> None:
    saved = tmp_path / "saved.csv"
    saved.write_bytes(
        '12292: Omsorg\n\nregion;statistikkvariabel;2024;2025\n3407 Gjøvik;Brukere;874;".."\n'.encode("cp1252")
    )
    done = CliRunner().invoke(
        leon, ["ssb", TABLE, "3407", "--file", str(saved), "-o", str(tmp_path / "kept"), "--json"]
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [(row["value"], row["mark"]) for row in told["rows"]] == [(874.0, ""), (None, "..")]
    assert "saved by hand, read" in told["citation"]
    assert (tmp_path / "kept" / "saved.csv").read_bytes() == saved.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ssb"], 2),
        (["ssb", "x", "3407"], 2),
        (["ssb", "07459", "0502"], 2),
        (["ssb", "07459", "nowhere at all"], 2),
        (["ssb", "07459", "3407", "--years", "20"], 2),
        (["ssb", "07459", "3407", "--years", "2025-2020"], 2),
        (["ssb", "07459", "3407", "--choose", "Kjonn"], 2),
        (["ssb", "07459", "3407", "--file", "gone.csv"], 3),
        (["ssb", "07459", "3407", "--address", "file:///etc/hosts"], 2),
    ],
)
def test_wrong_usage_is_told_in_words(arguments: list[str], code: int) -> None:
    done = CliRunner().invoke(leon, arguments)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
