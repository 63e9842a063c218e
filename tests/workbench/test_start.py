"""What is imported before the workbench can be asked: counted, not timed, as times depend on the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("highspy", "numpy", "openpyxl", "pandas", "pydantic", "pyomo", "ruamel", "vl_convert")
CODE = f"""
import sys
from pathlib import Path
from starlette.testclient import TestClient
from leonplan.optimizer.workbench.options import WorkbenchOptions
from leonplan.optimizer.workbench.server import make_app
app = make_app(WorkbenchOptions(Path(sys.argv[1])), 8431)
print(sorted(set({HEAVY!r}) & set(sys.modules)))
with TestClient(app, base_url="http://127.0.0.1:8431") as client:
    assert "Lillevik" in client.get("/").text
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""


def test_neither_the_start_nor_the_board_reads_an_instance(tmp_path: Path) -> None:
    """The names of municipalities that ship are there without what reads and checks them, which takes most of a second."""
    done = subprocess.run([sys.executable, "-c", CODE, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert (done.stdout.split("\n")[:2], done.stderr) == (["[]", "[]"], "")
