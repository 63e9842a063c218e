"""``leon report``: files, exit codes, and what is not imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sealed_runs import tiny_run
from tiny_plan import tiny_plan

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.report import html, make_document
from leonplan.optimizer.report.files import write_report
from leonplan.optimizer.runs.run_folder import write_run


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120)


def leon(*words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    code = f"from leonplan.optimizer.cli.main import main; import sys; sys.argv[1:] = {list(map(str, words))!r}; main()"
    return python(code, folder)


def test_the_command_tells_its_files(tmp_path: Path) -> None:
    done = leon("report", tiny_run(), "--json", "-o", "out", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"files": [str(Path("out") / f"{tiny_run().name}.html")]}
    assert (tmp_path / "out" / f"{tiny_run().name}.html").read_bytes() == html.render(make_document(tiny_run()))


@pytest.mark.slow
def test_no_solver_takes_part(tmp_path: Path) -> None:
    """Nothing is solved for a report; of the formulation only the rules are read, to name on page one what binds."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from leonplan.optimizer.report.files import FORMATS, write_report\n"
        f"write_report(Path({str(tiny_run())!r}), FORMATS, output=Path('out'))\n"
        "print(sorted({'highspy', 'pandas'} & set(sys.modules)))\n"
    )
    done = python(code, tmp_path)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".html", ".pdf", ".docx", ".xlsx"}


def test_a_missing_extra_is_one_line(tmp_path: Path) -> None:
    code = (
        "import sys, importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name in ('babel', 'typst') else found(name, *more)\n"
        f"sys.argv[1:] = ['report', {str(tiny_run())!r}]\n"
        "from leonplan.optimizer.cli.main import main\n"
        "main()\n"
    )
    done = python(code, tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "babel, typst missing" in done.stderr
    assert "pip install 'leonplan[report]'" in done.stderr


def test_a_damaged_run_ends_with_seven_and_no_file(tmp_path: Path) -> None:
    run = write_run(tiny_plan(), tmp_path / "run").folder
    (run / "results" / "need.csv").write_text("year\n", encoding="utf-8")
    done = leon("report", run, "-o", "out", folder=tmp_path)
    assert done.returncode == 7
    assert "need.csv was altered" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_no_run_ends_with_three(tmp_path: Path) -> None:
    assert leon("report", "nowhere", folder=tmp_path).returncode == 3


def test_a_single_format_can_be_named_by_its_file(tmp_path: Path) -> None:
    target = tmp_path / "a" / "plan.html"
    assert write_report(tiny_run(), ["html"], output=target) == (target,)
    assert sorted(path.name for path in target.parent.iterdir()) == ["plan.html"]


def test_files_that_cannot_hold_what_is_asked_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot hold html"):
        write_report(tiny_run(), ["html"], output=tmp_path / "plan.pdf")
    with pytest.raises(UsageError, match="a template is for Word"):
        write_report(tiny_run(), ["html"], output=tmp_path, template=tmp_path / "x.docx")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(tiny_run(), ["html"], output=tmp_path / "file" / "plan.html")


def test_a_sealed_folder_stays_as_it_is(tmp_path: Path) -> None:
    run = write_run(tiny_plan(), tmp_path / "run").folder
    with pytest.raises(UsageError, match="is sealed"):
        write_report(run, ["html"], output=run / "results")
    make_document(run)
