"""Starts jobs that wait, a few at a time, in processes of their own that go on if the server does not."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leonplan.optimizer.workbench.jobs.job import ENDED, Job, JobState, Work, job_ids, jobs_folder, read_job

GLANCE = 0.2
"""Seconds between looks at the jobs."""

LOG = "log.txt"
"""File of a job that takes what its process prints."""


class JobQueue:
    """The jobs of a folder: those that have not ended, and the hand that starts them."""

    def __init__(self, folder: Path, at_once: int, ended: Callable[[], None]) -> None:
        """at_once: jobs side by side, making pages ready apart; ended: is called when one has ended."""
        self.folder = folder
        self.at_once = at_once
        self.ended = ended
        self._known: set[str] = set()
        self._open: list[str] = []
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._awake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        """Begin; jobs of an earlier server that still run are taken over."""
        self._thread.start()

    def close(self) -> None:
        """End looking after the jobs; those that run go on."""
        self._closing = True
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)
        for process in self._processes.values():  # taken leave of when they end, if this process lasts until then
            threading.Thread(target=process.wait, daemon=True).start()

    def wake(self) -> None:
        """Look at the jobs now."""
        self._awake.set()

    def _run(self) -> None:
        while not self._closing:
            self.look()
            self._awake.wait(GLANCE)
            self._awake.clear()

    def look(self) -> None:
        """Take notice of what has ended, and start what can start."""
        self._note_new()
        for job_id, process in list(self._processes.items()):
            if process.poll() is not None:
                del self._processes[job_id]
        jobs = [job for job in (read_job(self.folder, job_id) for job_id in self._open) if job is not None]
        still = [job for job in jobs if job.state not in ENDED]
        if len(still) < len(self._open):
            self._open = [job.order.id for job in still]
            self.ended()
        for is_pages, places in ((False, self.at_once), (True, 1)):
            lane = [job for job in still if (job.order.work is Work.PAGES) == is_pages]
            self._start_some(lane, places)

    def _note_new(self) -> None:
        new = [job_id for job_id in job_ids(self.folder) if job_id not in self._known]
        self._open += new
        self._known.update(new)

    def _start_some(self, lane: list[Job], places: int) -> None:
        busy = [job for job in lane if job.state is JobState.RUNNING or job.order.id in self._processes]
        waiting = [job for job in lane if job not in busy]
        for job in waiting[: max(0, places - len(busy))]:
            self._processes[job.order.id] = start_process(self.folder, job.order.id)


def start_process(folder: Path, job_id: str) -> subprocess.Popen[bytes]:
    """The process of a job, in a session of its own: neither Ctrl-C to the server nor its end is its end."""
    command = [sys.executable, "-m", "leonplan.optimizer.workbench.jobs.worker", str(folder), job_id]
    alone: Any = {"start_new_session": True}
    if sys.platform == "win32":
        alone = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with (jobs_folder(folder) / job_id / LOG).open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **alone)
