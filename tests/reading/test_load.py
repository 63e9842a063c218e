"""Loading folders: every fault of every file at once, unexpected files, writing back, and new instances."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from faults.folder import GOOD, INSTANCE, edited, write_folder
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.instance.load import check_folder, find_instance, load_instance
from leonplan.optimizer.instance.new_instance import new_instance
from leonplan.optimizer.instance.shipped import shipped_instances
from leonplan.optimizer.instance.write_instance import instance_files, write_instance
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import GoalLimit

TEN_FAULTS: dict[str, str | bytes] = {
    **edited("instance.yaml", "severity: 3", "severity: -3"),
    **edited("districts.csv", "south,South", "South,South"),
    **edited("centres.csv", "id,name,district", "id,nme,district"),
    **edited("places.csv", "16", "16.5"),
    "needs.csv": GOOD["needs.csv"].replace(",0.2,", ",20 %,") + "frail,old,0.1,,,paper\n",
    **edited("services.csv", "nursing,,paper", "nursing,,papr"),
    **edited("frames.csv", "2028,", "2027,"),
    "travel.csv": GOOD["travel.csv"].encode("utf-16"),
    **edited("projects.csv", "2026,2027", "2027,2026"),
    "programes.csv": GOOD["programmes.csv"],
    "programmes.csv": "",
}


def test_ten_faults_in_ten_files_are_told_at_once(tmp_path: Path) -> None:
    """Broken settings, broken tables, cross-faults and misspelt files do not hide each other."""
    with pytest.raises(InputError) as caught:
        load_instance(write_folder(tmp_path, TEN_FAULTS))
    places = {(one.file, one.line, one.field) for one in caught.value.problems}
    expected = {
        ("instance.yaml", INSTANCE[: INSTANCE.index("severity: 3")].count("\n") + 1, "groups[dementia].severity"),
        ("districts.csv", 3, "id"),
        ("centres.csv", 1, "nme"),
        ("places.csv", 2, "places"),
        ("needs.csv", 2, "rate"),
        ("services.csv", 4, "source"),
        ("frames.csv", 1, "year"),
        ("travel.csv", 1, ""),
        ("projects.csv", 2, "earliest"),
        ("programes.csv", 1, ""),
    }
    assert places == expected


TWO_IN_A_ROW: dict[str, str | bytes] = {
    "instance.yaml": INSTANCE.replace("lowest_level: home_care, severity: 1", "lowest_level: home_car, severity: one"),
    "centres.csv": "id,name,district,fixed_cost,source\nhill,Hill centre,nort,5oo,paper\n",
    "places.csv": "centre,level,places,source\nhil,nursing,sixteen,papr\n",
}


def test_a_number_that_cannot_be_read_hides_no_unknown_name(tmp_path: Path) -> None:
    """By hand: each of three rows has a number of letters and a name that is nowhere, and places.csv two.

    Nor do the ids of broken rows and groups become unknown: hill, of a broken row, and frail, of a broken group, are there.
    """
    line = INSTANCE[: INSTANCE.index("id: frail")].count("\n") + 1
    places = {(one.file, one.line, one.field) for one in check_folder(write_folder(tmp_path, TWO_IN_A_ROW)).problems}
    assert places == {
        ("instance.yaml", line, "groups[frail].severity"),
        ("instance.yaml", line, "groups[frail].lowest_level"),
        ("centres.csv", 2, "district"),
        ("centres.csv", 2, "fixed_cost"),
        ("places.csv", 2, "centre"),
        ("places.csv", 2, "places"),
        ("places.csv", 2, "source"),
    }


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (" ,Hill centre,north,paper", {"id"}),
        ("hill,Hill centre,north", {""}),
        ("hill,Hill centre,north,paper\nhill,Other,nort,paper", {"id", "district"}),
        ("hill,Hill centre,north,paper\nSum,,,", {""}),
    ],
)
def test_where_names_cannot_be_read_none_is_missed_elsewhere(row: str, columns: set[str], tmp_path: Path) -> None:
    """By hand: without the first row's id nobody knows whether hill is there, so no other file is blamed; a row that stands twice
    is still read, and a row of sums is one fault."""
    problems = check_folder(write_folder(tmp_path, {"centres.csv": f"id,name,district,source\n{row}\n"})).problems
    assert {(one.file, one.field) for one in problems} == {("centres.csv", column) for column in columns}


def test_required_files_are_missed(tmp_path: Path) -> None:
    """An empty folder lacks exactly the files that must be there."""
    problems = check_folder(tmp_path).problems
    assert [one.file for one in problems] == [
        "centres.csv", "districts.csv", "instance.yaml", "population.csv", "services.csv",
    ]  # fmt: skip
    assert all("missing" in one.message for one in problems)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The path of a file is refused in words."""
    (tmp_path / "a").write_text("x")
    (problem,) = check_folder(tmp_path / "a").problems
    assert "is not a folder" in problem.message


def test_unexpected_files(tmp_path: Path) -> None:
    """Misspelt tables are faults, other files warnings, notes and what-ifs neither."""
    folder = write_folder(tmp_path, {"README.md": "x", "notes.txt": "x", ".hidden": "x", "travels.csv": "x"})
    (folder / "what_if").mkdir()
    (folder / "old").mkdir()
    (folder / "Projects.csv").write_text("x")
    report = check_folder(folder)
    assert report.problems == ()
    assert [one.file for one in report.warnings] == ["Projects.csv", "notes.txt", "old", "travels.csv"]
    (folder / "travel.csv").unlink()
    (problem,) = check_folder(folder).problems
    assert (problem.file, problem.line) == ("travels.csv", 1)
    assert "did you mean 'travel.csv'" in problem.message


def test_forgiven_habits_are_warnings(tmp_path: Path) -> None:
    """A table as Excel saves it gives the same instance and one warning."""
    excel = "\ufeff" + GOOD["frames.csv"].replace(",", ";").replace("\n", "\r\n").replace("9000", "9000,0")
    report = check_folder(write_folder(tmp_path / "excel", {"frames.csv": excel}))
    assert report.instance == load_instance(write_folder(tmp_path / "plain", {}))
    assert [(one.file, one.line) for one in report.warnings] == [("frames.csv", None)]


@pytest.mark.parametrize("name", sorted(shipped_instances()))
def test_shipped_instances_have_no_faults_and_are_written_back_equal(name: str, tmp_path: Path) -> None:
    """Every shipped instance loads; writing and reading gives the same, and writing again the same bytes."""
    instance = load_instance(find_instance(name))
    write_instance(instance, tmp_path)
    again = load_instance(tmp_path)
    assert again == instance
    assert instance_files(again) == {path.name: path.read_bytes().decode() for path in tmp_path.iterdir()}


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=40),
    persons=st.floats(0, 9e7),  # all inhabitants of a year together may be 1e8
    limit=st.floats(0, 1e9),
)
def test_any_name_and_number_is_written_back_equal(name: str, persons: float, limit: float, tmp_path: Path) -> None:
    """Texts and floats survive writing without loss, hostile ones included."""
    base = load_instance(write_folder(tmp_path / "good", {}))
    if not name.strip():
        return
    settings = base.settings.model_copy(
        update={"name": name.strip(), "limits": (GoalLimit(goal="unmet", at_most=limit),)}  # type: ignore[arg-type]
    )
    district = base.districts[0].model_copy(update={"name": name.strip()})
    row = base.population[0].model_copy(update={"persons": persons})
    changed = Instance(
        **{**dict(base), "settings": settings, "districts": (district, *base.districts[1:]),
           "population": (row, *base.population[1:])}
    )  # fmt: skip
    write_instance(changed, tmp_path / "again")
    assert load_instance(tmp_path / "again") == changed


def test_writing_is_canonical(tmp_path: Path) -> None:
    """Only tables with rows, LF line ends, whole numbers without a point."""
    files = instance_files(load_instance(write_folder(tmp_path, {})))
    assert set(files) == set(GOOD)
    canonical = "year,operating,transition,investment,source\n2025,9000,0,0,paper\n2028,9500,0,5000,paper\n"
    assert files["frames.csv"] == canonical
    assert not any("\r" in text for text in files.values())


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(name=st.sampled_from(sorted(GOOD)), at=st.floats(0, 1), length=st.integers(0, 40), new=st.binary(max_size=20))
def test_any_mutation_loads_or_is_refused(name: str, at: float, length: int, new: bytes, tmp_path: Path) -> None:
    """Replacing any stretch of any file by any bytes never raises, and no instance without faults is lost."""
    data = GOOD[name].encode()
    start = int(at * len(data))
    folder = write_folder(tmp_path, {name: (data[:start] + new + data[start + length :]) or b"\n"})
    report = check_folder(folder)
    assert (report.instance is None) == bool(report.problems)


CELLS = [
    "",
    "0",
    "-1",
    "nan",
    "1e9",
    "2026",
    "true",
    "nowhere",
    "hill",
    "north",
    "x" * 3000,
    "=cmd()",
    "[/bold]",
    "\x00",
]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    name=st.sampled_from(sorted(set(GOOD) - {"instance.yaml"})),
    place=st.integers(0, 10**6),
    cell=st.sampled_from(CELLS),
)
def test_any_cell_loads_or_is_refused(name: str, place: int, cell: str, tmp_path: Path) -> None:
    """Any cell replaced by something hostile or out of place never raises, and no instance without faults is lost."""
    rows = [line.split(",") for line in GOOD[name].splitlines()]
    row = rows[place % len(rows)]
    row[place // len(rows) % len(row)] = cell
    folder = write_folder(tmp_path, {name: "".join(",".join(one) + "\n" for one in rows)})
    report = check_folder(folder)
    assert (report.instance is None) == bool(report.problems)


def test_instances_are_found_by_path_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with settings goes first, then a shipped name, then any folder; else the shipped names are told."""
    monkeypatch.chdir(tmp_path)
    assert find_instance("tiny") == shipped_instances()["tiny"]
    (tmp_path / "tiny").mkdir()
    assert find_instance("tiny") == shipped_instances()["tiny"]
    write_folder(tmp_path / "tiny", {})
    assert find_instance("tiny") == Path("tiny")
    (tmp_path / "empty").mkdir()
    assert find_instance("empty") == Path("empty")
    with pytest.raises(InputError, match=r"did you mean 'tiny'.*shipped: .*tiny"):
        find_instance("tinny")


def test_a_new_instance_is_whole_and_named_after_its_folder(tmp_path: Path) -> None:
    """The copy loads, keeps the template's comments, and nothing is left beside it."""
    new_instance(tmp_path / "Øvre By")
    settings = load_instance(tmp_path / "Øvre By").settings
    assert (settings.id, settings.name) == ("ovre_by", "Øvre By")
    assert "#" in (tmp_path / "Øvre By" / "instance.yaml").read_text(encoding="utf-8")
    assert [entry.name for entry in tmp_path.iterdir()] == ["Øvre By"]


def test_a_new_instance_does_not_overwrite(tmp_path: Path) -> None:
    """An empty folder is filled; one with anything in it, and a file, are refused."""
    (tmp_path / "empty").mkdir()
    new_instance(tmp_path / "empty")
    with pytest.raises(UsageError, match="not an empty folder"):
        new_instance(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        new_instance(tmp_path / "file")
    with pytest.raises(UsageError, match="cannot be written"):
        new_instance(tmp_path / "file" / "below")


def test_reading_does_not_load_the_heavy_libraries() -> None:
    """Checking answers at once, so neither pandas nor Pyomo nor the solver are imported for it."""
    code = (
        "import sys; from leonplan.optimizer.instance.load import check_folder, find_instance; "
        "check_folder(find_instance('tiny')); print({'pandas', 'pyomo', 'highspy', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
