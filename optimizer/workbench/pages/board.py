"""Arbeidsbord: municipalities and plans as cards, the newest first, and what runs."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.workbench.bench import bench_of
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import Work, read_jobs
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.texts import COOKIE, Texts, language_of

CARDS = 30
"""Sealed folders on the board; a list shows all of them."""

LIST = 1000
"""Sealed folders in the list."""


def show_board(request: Request, fault: str = "", name: str = "", upload_fault: str = "") -> Response:
    """The board; fault, name: of a municipality that could not be made; upload_fault: of a workbook."""
    bench = bench_of(request)
    bench.index.refresh()
    jobs = [job for job in read_jobs(bench.folder, CARDS) if job.order.work is not Work.PAGES]
    return page(
        request,
        "board",
        422 if fault or upload_fault else 200,
        instances=bench.index.instances(),
        sealed=bench.index.sealed(CARDS),
        count=bench.index.count(),
        jobs=jobs[:5],
        fault=fault,
        name=name,
        upload_fault=upload_fault,
    )


def show_list(request: Request) -> Response:
    """Every sealed folder in a table."""
    bench = bench_of(request)
    bench.index.refresh()
    return page(request, "list", sealed=bench.index.sealed(LIST))


async def new_instance(request: Request) -> Response:
    """A new municipality to fill in, from its name."""
    form = await request.form(max_files=0, max_fields=5)
    name = str(form.get("name", "")).strip()
    say = Texts(language_of(request)).say
    bench = bench_of(request)
    if not re.search(r"\w", name) or len(name) > 60 or not name.isprintable() or re.search(r'[\\/:*?"<>|.]', name):
        return show_board(request, say("Write a name of letters and blanks, 60 at most."), name)
    try:
        api.new(bench.folder / name)
    except LeonError as error:
        return show_board(request, str(error).replace(str(bench.folder), ""), name)
    bench.index.refresh()
    return RedirectResponse(f"/kommune/{id_of(Path(name).as_posix())}", status_code=303)


async def choose_language(request: Request) -> Response:
    """The other language, on the same page."""
    form = await request.form(max_files=0, max_fields=5)
    back = str(form.get("back", "/"))
    is_here = re.fullmatch(r"/(?!/)[\w\-./]*", back, re.ASCII) is not None
    response = RedirectResponse(back if is_here else "/", status_code=303)
    language = "en" if form.get("language") == "en" else "nb"
    response.set_cookie(COOKIE, language, max_age=31_536_000, httponly=True, samesite="strict", path="/")
    return response


ROUTES = (
    Route("/", show_board),
    Route("/alle", show_list),
    Route("/kommune", new_instance, methods=["POST"]),
    Route("/sprak", choose_language, methods=["POST"]),
)
