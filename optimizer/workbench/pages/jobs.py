"""Jobber: what waits, runs and has ended; each with its goals, its log, and the way to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import bench_of
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import (
    ENDED,
    FILES,
    Job,
    Work,
    ask_to_stop,
    read_job,
    read_jobs,
    read_progress,
)
from leonplan.optimizer.workbench.page import page, part

MOST = 200
"""Jobs in the list."""

LINES = 200
"""Lines of a log that are shown, the last ones."""

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class GoalStand:
    """How far a goal has come."""

    goal: str
    value: float | None = None
    bound: float | None = None

    @property
    def gap(self) -> float | None:
        """Relative distance of value and bound [%]; none if there is no value yet."""
        if self.value is None or self.bound is None:
            return None
        distance = max(0.0, self.value - self.bound)
        return 100 * distance / max(abs(self.value), abs(self.bound)) if distance > 0 else 0.0


def job_of(request: Request) -> Job:
    """The job that a page is of; raises 404 if there is none."""
    found = read_job(bench_of(request).folder, request.path_params["job"])
    if found is None:
        raise HTTPException(404)
    return found


def show_jobs(request: Request) -> Response:
    """All jobs, the newest first."""
    jobs = read_jobs(bench_of(request).folder, MOST)
    return page(request, "jobs", jobs=[job for job in jobs if job.order.work is not Work.PAGES])


def show_job(request: Request) -> Response:
    """One job."""
    return page(request, "job", **_shown(request))


def show_status(request: Request) -> Response:
    """How a job stands, as a part of its page; the page asks for it while the job has not ended."""
    return HTMLResponse(part(request, "job_status", **_shown(request)))


def _shown(request: Request) -> dict[str, Any]:
    bench, job = bench_of(request), job_of(request)
    said = read_progress(bench.folder, job.order.id)
    result = bench.folder / job.order.result if job.order.result else None
    has_result = result is not None and result.exists()
    return {
        "job": job,
        "has_ended": job.state in ENDED,
        "goals": list(_goals(said).values()),
        "log": said[-LINES:],
        "is_file": job.order.work in FILES,
        "result": id_of(job.order.result) if has_result else "",
    }


def _goals(said: list[dict[str, Any]]) -> dict[str, GoalStand]:
    """Goals as far as they have come, in the order in which they were taken."""
    found: dict[str, GoalStand] = {}
    for line in said:
        if "goal" in line:
            found[line["goal"]] = GoalStand(line["goal"], line["value"], line["bound"])
    return found


async def stop(request: Request) -> Response:
    """Ask a job to stop."""
    job = job_of(request)
    if job.state not in ENDED:
        ask_to_stop(bench_of(request).folder, job)
    return RedirectResponse(f"/jobber/{job.order.id}", status_code=303)


def fetch(request: Request) -> Response:
    """The file that a job has made."""
    job = job_of(request)
    file = bench_of(request).folder / job.order.result
    if job.order.work not in FILES or not file.is_file():
        raise HTTPException(404)
    return FileResponse(file, media_type=_KINDS[file.suffix], filename=file.name)


ROUTES = (
    Route("/jobber", show_jobs),
    Route("/jobber/{job}", show_job),
    Route("/jobber/{job}/stand", show_status),
    Route("/jobber/{job}/fil", fetch),
    Route("/jobber/{job}/stopp", stop, methods=["POST"]),
)
