"""Plan: page one of the report of a sealed folder, with what to look at, then its chapters; and its numbers as files."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import SEALED, Item
from leonplan.optimizer.workbench.folder.ready import ReadyReport, read_ready
from leonplan.optimizer.workbench.jobs.job import Job, JobState, Work, new_order, read_jobs
from leonplan.optimizer.workbench.page import RECENT, page
from leonplan.optimizer.workbench.pages.instance import title_of
from leonplan.optimizer.workbench.security.guard import IMPORT_MAP
from leonplan.optimizer.workbench.texts import language_of

REMARKS = "review"
"""Chapter with what a planner should look at."""

FORMATS = ("html", "pdf", "docx", "xlsx")


def sealed_of(request: Request) -> Item:
    """The sealed folder that a page is of; raises 404 if it is none."""
    item = bench_of(request).item(request.path_params["item"])
    if item.kind not in SEALED:
        raise HTTPException(404)
    return item


def show_plan(request: Request) -> Response:
    """A chapter; the first, with remarks on top, if none is named."""
    item = sealed_of(request)
    report = read_ready(bench_of(request).folder, item.path, language_of(request))
    if report is None:
        return _wait(request, item)
    chapter = request.path_params.get("chapter", report.parts[0].id)
    shown = next((part for part in report.parts if part.id == chapter), None)
    if shown is None:
        raise HTTPException(404)
    remarks = next((part for part in report.parts if part.id == REMARKS), None)
    remarks = remarks if shown is report.parts[0] else None
    return page(request, "plan", item=item, report=report, shown=shown, remarks=remarks, import_map=IMPORT_MAP)


def _wait(request: Request, item: Item) -> Response:
    """Say that the page is being made, and see that it is; or why it cannot be."""
    job = _making(request, item)
    if job is None or job.state in (JobState.DONE, JobState.LOST):  # done, and a file has changed since
        order = new_order(Work.PAGES, item.title, "", {"path": item.path})
        bench_of(request).ask(order)
        return page(request, "wait", item=item, message="")
    return page(request, "wait", 409 if job.message else 200, item=item, message=job.message)


def _making(request: Request, item: Item) -> Job | None:
    """The latest job that makes the pages of a folder, of those that are not long past."""
    for job in read_jobs(bench_of(request).folder, RECENT):
        if job.order.work is Work.PAGES and job.order.arguments["path"] == item.path:
            return job
    return None


def _ready(request: Request) -> ReadyReport:
    report = read_ready(bench_of(request).folder, sealed_of(request).path, language_of(request))
    if report is None:
        raise HTTPException(404)
    return report


def download(request: Request) -> Response:
    """The numbers of a table as CSV."""
    name = request.path_params["name"]
    table = _ready(request).tables.get(name.removesuffix(".csv"))
    if table is None:
        raise HTTPException(404)
    return attachment(table.encode(), "text/csv; charset=utf-8", name)


def chart(request: Request) -> Response:
    """The specification of a chart."""
    found = _ready(request).charts.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return Response(json.dumps(found), media_type="application/json")


def attachment(content: bytes, kind: str, name: str) -> Response:
    """A file to be kept; name: of small letters, digits and marks."""
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def show_report(request: Request) -> Response:
    """Rapport: what can be made of the folder."""
    return page(request, "report", item=sealed_of(request), formats=FORMATS)


async def make_report(request: Request) -> Response:
    """Put a report in the queue."""
    bench, item = bench_of(request), sealed_of(request)
    form = await request.form(max_files=0, max_fields=10)
    kind = str(form.get("format", ""))
    if kind not in FORMATS:
        raise HTTPException(400)
    arguments = {"path": item.path, "format": kind, "language": "en" if form.get("language") == "en" else "nb"}
    title = title_of(str(form.get("title", "")), item.name)
    order = new_order(Work.REPORT, title, user_of(request), arguments, "reports", f".{kind}")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


ROUTES = (
    Route("/plan/{item}", show_plan),
    Route("/plan/{item}/rapport", show_report),
    Route("/plan/{item}/rapport", make_report, methods=["POST"]),
    Route("/plan/{item}/filer/{name}", download),
    Route("/plan/{item}/figur/{name}", chart),
    Route("/plan/{item}/{chapter}", show_plan),
)
