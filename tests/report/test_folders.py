"""Reports of a comparison and of a frontier: every chapter that is promised, from the folder alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sealed_runs import figures_of, tables_of

from leonplan.optimizer.compare.store import read_comparison
from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.frontier.store import read_frontier
from leonplan.optimizer.report import html, make_document
from leonplan.optimizer.report.document import Document, Heading, Number, Table
from leonplan.optimizer.report.words import rounded

pytestmark = pytest.mark.slow

WHAT_IFS = {
    "more.yaml": 'format: 1\ntitle: "<b>Mer</b> {{7*7}}"\nreason: =1+1\nquestion: Hva gir 2 millioner mer?\n'
    "changes:\n  - {change: frame, add: 2000}\n",
    "need.yaml": "format: 1\ntitle: Mer behov\nreason: Det kan skje\nquestion: Hva om behovet øker?\n"
    "vegvalg: bærekraftig tjenestenivå\nchanges:\n  - {change: scale_need, factor: 1.05}\n",
}


def leon(folder: Path, *words: str) -> None:
    code = f"import sys; sys.argv[1:] = {list(words)!r}; from leonplan.optimizer.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("folders")
    for name, text in WHAT_IFS.items():
        (folder / name).write_text(text, encoding="utf-8")
    leon(folder, "what-if", "tiny", *WHAT_IFS, "--together", "-o", "comparison")
    leon(folder, "frontier", "tiny", "--tolerance", "0.05", "-o", "frontier")
    return folder


def chapters(document: Document) -> set[str]:
    return {block.id for block in document.blocks if isinstance(block, Heading) and block.level == 1}


def table(document: Document, name: str) -> Table:
    return next(one for one in tables_of(document) if one.id == name)


def numbers(row: tuple[object, ...]) -> list[float]:
    """Numbers as they are shown."""
    return [rounded(cell.value, cell.decimals) for cell in row if isinstance(cell, Number)]


def test_a_comparison_tells_of_the_alternatives_and_the_walk(folders: Path) -> None:
    document, comparison = make_document(folders / "comparison"), read_comparison(folders / "comparison")
    assert {"summary", "alternatives", "walk", "certificate"} <= chapters(document)
    figures = table(document, "alternatives-figures-1")
    assert [column.title for column in figures.columns[2:]] == [
        "Planen", "Ingen nye tiltak", "<b>Mer</b> {{7*7}}", "Mer behov", "Alle alternativene sammen",
    ]  # fmt: skip
    assert "against-nothing" in {one.id for one in tables_of(document)}
    differences = table(document, "alternatives-differences-1")
    for row, difference in zip(figures.rows, differences.rows, strict=True):
        before, *after = numbers(row)
        assert numbers(difference) == pytest.approx([one - before for one in after], abs=1e-9)
    assert comparison.walk is not None
    for measure, factor, decimals in (
        ("all_heavy_unmet", 1.0, 0),
        ("all_light_unmet", 1.0, 0),
        ("spend", 0.001, 1),
        ("employed", 1.0, 0),
    ):
        rows = [numbers(row)[0] for row in table(document, f"figure-walk-{measure}-table").rows]
        assert sum(rows[:-1]) == pytest.approx(rows[-1], abs=1e-9), "the plan and every change come to all together"
        steps = [one for one in comparison.walk.steps if one.measure == measure and one.year is None]
        assert (rows[0], rows[-1]) == (
            round(steps[0].before * factor, decimals), round(steps[-1].after * factor, decimals),
        )  # fmt: skip
        for row, step in zip(rows[1:-1], steps, strict=True):
            assert abs(row - step.amount * factor) <= 10.0**-decimals


def test_titles_of_what_ifs_are_never_markup(folders: Path) -> None:
    text = html.render(make_document(folders / "comparison")).decode()
    assert "<b>Mer</b>" not in text
    assert "&lt;b&gt;Mer&lt;/b&gt; {{7*7}}" in text


def test_a_frontier_tells_of_every_point_and_of_the_plan_of_today(folders: Path) -> None:
    document, frontier = make_document(folders / "frontier", "en"), read_frontier(folders / "frontier")
    assert {"frontier", "summary", "certificate"} <= chapters(document)
    rows = table(document, "figure-frontier-table").rows
    assert [row[0] for row in rows] == [point.point for point in frontier.points]
    limits, values, bounds = ([numbers(row)[j] for row in rows] for j in range(3))
    assert limits == sorted(limits)
    assert values == sorted(values, reverse=True)
    assert all(bound <= value + 0.05 for bound, value in zip(bounds, values, strict=True))
    assert figures_of(document)[0].id == "figure-frontier"
    today = [point.point for point in frontier.points if point.limit <= (frontier.today or 0.0)][-1]
    assert any(f"point {today}:" in getattr(block, "text", "") for block in document.blocks)


@pytest.mark.parametrize("name", ["comparison", "frontier"])
def test_a_damaged_folder_gives_no_report(folders: Path, tmp_path: Path, name: str) -> None:
    damaged = tmp_path / name
    shutil.copytree(folders / name, damaged)
    file = next(damaged.rglob("results/money.csv"))
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(VerificationError, match=r"money\.csv was altered"):
        make_document(damaged)
