"""Spoiled inputs: no traceback, an exit code of the contract, and every fault at its file and line.

Here a few dozen with one seed; ``cd tests && python -m benchmarks spoil`` takes ten thousand with any.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import spoil
from support.spoil.cases import make_case
from support.spoil.materials import SEALED, make_materials
from support.spoil.run_cases import run_cases

SEED = 2026
WITHOUT_SOLVING = {"tiny": 10, "gausdal": 3, "what-if": 3}


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_materials(tmp_path_factory.mktemp("spoil") / "materials", sealed=False)


@pytest.mark.parametrize("part", range(4))
def test_spoiled_instances_and_what_ifs_end_in_words(part: int, materials: Path, tmp_path: Path) -> None:
    numbers = range(20 * part, 20 * (part + 1))
    found = list(run_cases(numbers, SEED, materials, tmp_path, kinds=WITHOUT_SOLVING))
    assert [one for one in found if one.wrong] == []
    assert {one.exit_code for one in found} <= {0, 3}


def test_an_input_is_made_again_by_its_number(materials: Path, tmp_path: Path) -> None:
    """What is found can be looked at: seed and number give the same bytes."""
    for number in range(10):
        cases = [make_case(number, SEED, materials, tmp_path / f"{time}_{number}", {"tiny": 1}) for time in ("a", "b")]
        files = [
            {one.relative_to(case.folder): one.read_bytes() for one in case.folder.rglob("*.csv") if one.is_file()}
            for case in cases
            if not any(one.is_symlink() or one.is_fifo() for one in case.folder.rglob("*"))
        ]
        assert files[:1] == files[1:]


@pytest.mark.slow
def test_spoiled_sealed_folders_and_options_end_in_words(tmp_path: Path) -> None:
    whole = make_materials(tmp_path / "materials")
    (tmp_path / "work").mkdir()
    kinds = {**dict.fromkeys(SEALED, 1), "options": 3}
    assert [one for one in run_cases(range(60), SEED, whole, tmp_path / "work", kinds=kinds) if one.wrong] == []


@pytest.mark.slow
def test_the_benchmark_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert spoil.run(inputs=20, commands=3, processes=1) == []
    assert "20 inputs, 1 processes" in capsys.readouterr().out
