"""A job: what was asked, by whom, and how it stands. All of it lies in files, so that no server is needed to know."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from leonplan.optimizer.workbench.folder.captions import Caption, write_caption
from leonplan.optimizer.workbench.jobs.lock import is_held
from leonplan.optimizer.workbench.json_files import read_json, write_json
from leonplan.optimizer.workbench.options import HIDDEN

JOBS = "jobs"
"""Folder of the jobs in the hidden folder."""

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")

ORDER, STARTED, END, PROGRESS, LOCK, STOP, AGAIN = (
    "order.json", "started.json", "end.json", "progress.jsonl", "lock.sqlite", "stop", "stop_at_once",
)  # fmt: skip
"""Files of a job."""


class Work(StrEnum):
    """What can be asked for."""

    PLAN = "plan"
    COMPARISON = "comparison"
    FRONTIER = "frontier"
    HAND = "hand"
    SIDE_BY_SIDE = "side_by_side"
    POINT = "point"
    REPORT = "report"
    WORKBOOK = "workbook"
    UPLOAD = "upload"
    PAGES = "pages"


FILES = frozenset({Work.REPORT, Work.WORKBOOK, Work.UPLOAD})
"""Work that makes a single file."""


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    LOST = "lost"
    """Its process ended without a word: killed, or the machine went down."""


ENDED = frozenset({JobState.DONE, JobState.STOPPED, JobState.FAILED, JobState.LOST})
"""States that do not change any more."""


@dataclass(frozen=True, slots=True)
class JobOrder:
    """What was asked."""

    id: str
    """Identifier, by which jobs are in the order in which they were asked for."""
    work: Work
    """What is to be done."""
    title: str
    """What people call it."""
    who: str
    """Who asked; empty if nobody is known."""
    asked: str
    """When, in ISO 8601."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """What it is done with."""
    result: str = ""
    """Path in the workbench's folder of what it makes."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands."""

    order: JobOrder
    """What was asked."""
    state: JobState
    """How it stands."""
    started: str = ""
    """When it started, in ISO 8601."""
    ended: str = ""
    """When it ended, in ISO 8601."""
    code: int | None = None
    """How it ended: an exit code of the command line; none if it has not."""
    message: str = ""
    """What went wrong, in words."""
    is_stopping: bool = False
    """Whether it was asked to stop and has not ended yet."""

    @property
    def seconds(self) -> float:
        """How long it has run [s]."""
        if not self.started:
            return 0.0
        end = datetime.fromisoformat(self.ended) if self.ended else datetime.now(UTC)
        return max(0.0, (end - datetime.fromisoformat(self.started)).total_seconds())


def now() -> str:
    """The moment, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def jobs_folder(folder: Path) -> Path:
    """Where the jobs of a workbench's folder lie."""
    return folder / HIDDEN / JOBS


def name_of(title: str, otherwise: str) -> str:
    """The name of a folder after a title, of small letters and digits; otherwise another."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower().translate(_LETTERS)).strip("_")[:40] or otherwise


def new_order(
    work: Work, title: str, who: str, arguments: Mapping[str, Any], into: str = "", suffix: str = "", result: str = ""
) -> JobOrder:
    """An order with an id of its own.

    into: folder, in the workbench's, of what it makes, named after title and id; or result: the path itself.
    """
    job_id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    if into:
        result = f"{into}/{name_of(title, work.value)}_{job_id.replace('-', '')[4:]}{suffix}"
    return JobOrder(job_id, work, title, who, now(), dict(arguments), result)


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o"})


def add(folder: Path, order: JobOrder) -> None:
    """Put an order where it is found: whole or not at all."""
    if order.result and order.work not in FILES:
        write_caption(folder, order.result, Caption(order.title, order.who))
    place = jobs_folder(folder) / order.id
    hidden = place.with_name(f".{order.id}")  # who looks meanwhile sees no folder without its order
    hidden.mkdir(parents=True)
    write_json(hidden / ORDER, asdict(order))
    hidden.rename(place)


def job_ids(folder: Path) -> list[str]:
    """The jobs of a workbench's folder by identifier, the oldest first."""
    place = jobs_folder(folder)
    return sorted(entry.name for entry in os.scandir(place) if _ID.fullmatch(entry.name)) if place.is_dir() else []


def read_job(folder: Path, job_id: str) -> Job | None:
    """A job by its id; none if there is none."""
    if not _ID.fullmatch(job_id):
        return None
    place = jobs_folder(folder) / job_id
    told = read_json(place / ORDER)
    if told is None:
        return None
    order = JobOrder(**{**told, "work": Work(told["work"])})
    started, is_running = read_json(place / STARTED), is_held(place / LOCK)
    end = read_json(place / END)  # after the lock was looked at: it is written before the lock is let go
    stopping = (place / STOP).exists()
    if end is not None:
        state = JobState(end["state"])
        return Job(order, state, (started or {}).get("when", ""), end["when"], end["code"], end["message"])
    if is_running or started is None:
        state = JobState.RUNNING if started is not None else JobState.WAITING
        if stopping and state is JobState.WAITING and not is_running:
            return Job(order, JobState.STOPPED, ended=order.asked)
        return Job(order, state, (started or {}).get("when", ""), is_stopping=stopping)
    return Job(order, JobState.LOST, started["when"], _last_sign(place), None)


def _last_sign(place: Path) -> str:
    """When a job that was killed was last heard of."""
    files = [file.stat().st_mtime for file in (place / STARTED, place / PROGRESS) if file.exists()]
    return datetime.fromtimestamp(max(files), UTC).isoformat(timespec="milliseconds")


def read_jobs(folder: Path, most: int) -> list[Job]:
    """The latest jobs, the newest first."""
    found = (read_job(folder, job_id) for job_id in job_ids(folder)[: -most - 1 : -1])
    return [job for job in found if job is not None]


def ask_to_stop(folder: Path, job: Job) -> None:
    """Ask a job to stop with what it has; asked again, to stop at once."""
    place = jobs_folder(folder) / job.order.id
    (place / (AGAIN if job.is_stopping else STOP)).touch()


def read_progress(folder: Path, job_id: str) -> list[dict[str, Any]]:
    """What a job has said, in order; a line that is not yet whole is left out."""
    try:
        text = (jobs_folder(folder) / job_id / PROGRESS).read_text(encoding="utf-8")
    except OSError:
        return []
    return [json.loads(line) for line in text.split("\n")[:-1]]
