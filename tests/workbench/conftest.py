"""A browser and a site for it, shared by the tests that need them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from benches import with_run
from visits import CHROMIUM

from leonplan.optimizer import api
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.folder.versions import Versions
from leonplan.optimizer.workbench.jobs.job import Work, add, new_order
from leonplan.optimizer.workbench.options import WorkbenchOptions
from leonplan.optimizer.workbench.server import make_app


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    hosts = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"  # the network is cut: no other name is found
    with sync_playwright() as started:
        arguments = ["--no-sandbox", f"--host-resolver-rules={hosts}"]
        opened = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of a workbench with two plans in it, and a municipality of its own that was changed once."""
    folder = tmp_path_factory.mktemp("bench")
    for name in ("runs/tiny", "runs/again"):
        with_run(folder, name)
    town = api.copy("tiny", folder / "town")
    versions = Versions(folder, id_of("town"), town)
    versions.all()
    cells = api.read_cells(town, "frames")
    rows = [{**cells.rows[0], "operating": "1234.5"}, *cells.rows[1:]]
    api.write_cells(town, "frames", rows, stamp=cells.stamp)
    versions.all()
    add(folder, new_order(Work.WORKBOOK, "tiny", "", {"instance": "@tiny"}, "workbooks", ".xlsx"))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = make_app(WorkbenchOptions(folder), port)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", folder
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()
