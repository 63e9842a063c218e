"""A workbench to be asked by tests: as a browser does, and as none would."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from starlette.testclient import TestClient
from tiny_plan import tiny_plan_with_reference

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import ENDED, Job, read_job
from leonplan.optimizer.workbench.options import WorkbenchOptions
from leonplan.optimizer.workbench.server import make_app

PORT = 8431
SITE = f"http://127.0.0.1:{PORT}"
OWN = {"Origin": SITE}
"""What a browser says with a form of our own."""


@contextmanager
def asked(folder: Path, **options: Any) -> Iterator[TestClient]:
    """A workbench of a folder; no page follows another by itself."""
    app = make_app(WorkbenchOptions(folder, **options), PORT)
    with TestClient(app, base_url=SITE, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def with_run(folder: Path, name: str = "runs/tiny") -> str:
    """Seal the plan of the smallest instance in a folder; returns the id of the run."""
    api.write(tiny_plan_with_reference(), folder / name)
    return id_of(name)


def ended(folder: Path, job_id: str, seconds: float = 300) -> Job:
    """A job once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = read_job(folder, job_id)
        if job is not None and job.state in ENDED:
            return job
        time.sleep(0.1)
    raise AssertionError(f"{job_id} has not ended")


def job_in(address: str) -> str:
    """The id of a job in its address."""
    return address.rpartition("/")[2]


@cache
def tiny_id() -> str:
    return id_of("@tiny")


def faulty_workbook() -> bytes:
    """The smallest instance as a workbook in which places of the first row are a word."""
    stream = io.BytesIO()
    with TemporaryDirectory() as name:
        book = openpyxl.load_workbook(api.excel(api.load("tiny"), Path(name) / "book.xlsx"))
    sheet = book["Plasser"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("Plasser"))
    sheet.cell(2, column).value = "mange"
    book.save(stream)
    return stream.getvalue()
