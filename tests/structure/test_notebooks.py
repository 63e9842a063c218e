"""The notebooks: they run, hold no output, and use nothing but what stays as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

from leonplan.optimizer import api

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
ALLOWED = {"IPython.display", "leonplan.optimizer", "pandas", "pathlib", "tempfile"}
ABSOLUTE = re.compile(r"(?<![\w.:/<)])(/[A-Za-z][\w.-]*/|[A-Z]:\\|~/|\\\\\w)")
"""Where a path begins that only one machine has."""

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def sources(path: Path, kind: str) -> list[str]:
    """The cells of a kind."""
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_there_are_six_and_the_readme_names_them() -> None:
    told = re.findall(r"\]\((.*?\.ipynb)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert told == [path.name for path in NOTEBOOKS]
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06"]


@each
def test_it_is_a_notebook_without_output(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in cells if cell.outputs or cell.execution_count is not None or cell.metadata] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


@each
def test_it_uses_the_public_api_only(path: Path) -> None:
    for source in sources(path, "code"):
        tree = ast.parse(source)
        found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert found | {str(node.module) for node in froms} <= ALLOWED
        assert {alias.name for node in froms if node.module == "leonplan.optimizer" for alias in node.names} <= {"api"}
        asked = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        names = {node.attr for node in asked if isinstance(node.value, ast.Name) and node.value.id == "api"}
        assert names <= set(api.__all__)


@each
def test_it_names_no_place_of_one_machine(path: Path) -> None:
    for source in [*sources(path, "code"), *sources(path, "markdown")]:
        assert ABSOLUTE.findall(source) == []


@each
def test_what_its_text_calls_is_there(path: Path) -> None:
    """Calls in the text, such as ``api.read(...)``, name what the API has."""
    called = set(re.findall(r"api\.(\w+)", "\n".join(sources(path, "markdown"))))
    assert called <= set(api.__all__)


@pytest.mark.slow
@each
def test_it_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell, in a folder of its own with settings of its own; the cell that fails is told."""
    from nbclient import NotebookClient

    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    work = tmp_path / "work"
    work.mkdir()
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(work)}})
    client.execute()
    shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) >= 5
    errors = [out for cell in shown for out in cell.outputs if out.get("name") == "stderr"]
    assert errors == []
    assert list(work.iterdir()) == []
