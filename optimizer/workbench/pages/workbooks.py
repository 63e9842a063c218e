"""Workbooks up and down: an upload is checked before it is let into the folder; what is made can be read by every command."""

from __future__ import annotations

import re
import secrets
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.options import HIDDEN
from leonplan.optimizer.workbench.pages.board import show_board
from leonplan.optimizer.workbench.pages.instance import instance_of, title_of
from leonplan.optimizer.workbench.texts import Texts, language_of

BEGINS = b"PK\x03\x04"
"""What every workbook begins with."""


async def upload(request: Request) -> Response:
    """Take a workbook and put its check in the queue; it is told there what is wrong with it, cell by cell."""
    bench, say = bench_of(request), Texts(language_of(request)).say
    async with request.form(max_files=1, max_fields=2) as form:
        sent = form.get("workbook")
        content = await sent.read() if isinstance(sent, UploadFile) else b""
        name = PurePath(str(sent.filename).replace("\\", "/")).name if isinstance(sent, UploadFile) else ""
    if not name.lower().endswith(".xlsx") or not content.startswith(BEGINS):
        fault = say("Choose an Excel workbook, a file that ends in .xlsx.")
        return await run_in_threadpool(show_board, request, "", "", fault)
    if len(content) > bench.options.upload_limit:
        fault = say("It is larger than {limit} MB.", limit=bench.options.upload_limit // 1_000_000)
        return await run_in_threadpool(show_board, request, "", "", fault)
    title = title_of(re.sub(r"\.xlsx$", "", name, flags=re.IGNORECASE), say("Workbook"))
    place = f"{HIDDEN}/uploads/{secrets.token_hex(8)}.xlsx"
    (bench.folder / place).parent.mkdir(exist_ok=True)
    await run_in_threadpool((bench.folder / place).write_bytes, content)
    given = {"sent": place, "name": f"{title}.xlsx", "language": language_of(request)}
    order = new_order(Work.UPLOAD, title, user_of(request), given, "workbooks", ".xlsx")
    (bench.folder / "workbooks").mkdir(exist_ok=True)
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


async def make_workbook(request: Request) -> Response:
    """Put a workbook of a municipality's data in the queue."""
    bench, item = bench_of(request), instance_of(request)
    order = new_order(Work.WORKBOOK, item.title, user_of(request), {"instance": item.path}, "workbooks", ".xlsx")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


ROUTES = (
    Route("/last-opp", upload, methods=["POST"]),
    Route("/kommune/{item}/regneark", make_workbook, methods=["POST"]),
)
