"""The workbench: start, pages of a full folder, many readers while jobs run, memory, the wish to stop, and kills."""

from __future__ import annotations

import contextlib
import html
import os
import random
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from leonplan.optimizer import api
from leonplan.optimizer.errors import LeonError
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import (
    ENDED,
    STARTED,
    Job,
    JobState,
    Work,
    jobs_folder,
    read_job,
    read_jobs,
    read_progress,
)
from leonplan.optimizer.workbench.json_files import read_json

_CODE = "from leonplan.optimizer.cli.main import main; main()"

LONGEST = 900.0
"""Seconds to wait for a job to end."""

TOWN, SMALL = f"/kommune/{id_of('town')}", f"/kommune/{id_of('small')}"
"""Pages of a copy of a large municipality, and of a copy of the smallest."""

RUN = "runs/run_0"
"""A run of the smallest."""

PAGES: Mapping[str, str] = {
    "board": "/",
    "list": "/alle",
    "jobs": "/jobber",
    "municipality": TOWN,
    "questions": f"{TOWN}/sporsmal",
    "form": f"{TOWN}/sporsmal/ny?endring=frame",
    "side by side": f"{SMALL}/sammenlign",
    "data": f"{TOWN}/data",
    "table": f"{TOWN}/data/population",
    "plan": f"/plan/{id_of(RUN)}",
    "chapter": f"/plan/{id_of(RUN)}/money",
}
"""Pages of which times are taken; the first look at data and forms reads the municipality."""

READERS, ASKED = 20, 10
"""Readers at once, and how many pages each asks for."""

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def run(kills: int = 100, runs: int = 500, seed: int = 1, instance: str = "gjovik") -> None:
    """Take every figure of a workbench with so many runs in its folder, then kill it and its jobs so often."""
    with TemporaryDirectory() as name:
        place = Path(name)
        api.copy(instance, place / "town")
        api.copy("tiny", place / "small")
        fill(place, runs)
        _start(place)
        with serving(place) as (server, site):
            ended(place, job_id(_post(site, f"{SMALL}/plan", {"title": "warm"})))
            _get(site + PAGES["plan"])  # its pages are made by a job
            rest(place)
            _pages(site)
            _readers(place, site, server.pid)
        with serving(place) as (_, site):
            _stop(place, site)
        found = kill_often(place, kills, random.Random(seed))
        print("workbench, kills: " + ", ".join(f"{count} {what}" for what, count in sorted(found.items())))


def fill(place: Path, runs: int) -> None:
    """Runs of the smallest instance: one that is solved, and copies of it."""
    api.write(api.solve(api.load("tiny")), place / RUN)
    for number in range(1, runs):
        shutil.copytree(place / RUN, place / f"runs/run_{number}")


@contextmanager
def serving(place: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of a folder and its address, which it prints as soon as it can be asked; ended as Ctrl-C ends it."""
    command = [sys.executable, "-c", _CODE, "workbench", str(place), "--port", "0", "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert server.stdout is not None
    told = re.search(r"http://[^\s/]+", server.stdout.readline())
    assert told is not None, "it did not say its address"
    try:
        yield server, told[0]
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        server.stdout.close()


def _start(place: Path) -> None:
    """Until it says its address and the board is answered, with the index there; and the processor time of all of it."""
    said, answered = [], []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(4):
        begun = time.perf_counter()
        with serving(place) as (_, site):
            said.append(time.perf_counter() - begun)
            _get(site + "/")
            answered.append(time.perf_counter() - begun)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / len(said)
    told = f"asked {statistics.median(said[1:]):.2f} s, board answered {statistics.median(answered[1:]):.2f} s"
    print(f"workbench, until it can be {told} (first {answered[0]:.2f} s), {used:.2f} CPU s with its end")


def _pages(site: str) -> None:
    for name, page in PAGES.items():
        seconds = [_timed(site + page) for _ in range(8)]
        print(f"workbench, {name}: {statistics.median(seconds[1:]):.3f} s, the first {seconds[0]:.3f} s")


def _readers(place: Path, site: str, server: int) -> None:
    """Many at once while two jobs run; and what the server's memory came to."""
    jobs = [job_id(_post(site, f"{TOWN}/plan", {"title": title, "afresh": "on"})) for title in ("one", "two")]
    _wait(lambda: all(_job(place, one).state is not JobState.WAITING for one in jobs))
    pages = list(PAGES.values())

    def reads(reader: int) -> list[float]:
        return [_timed(site + pages[(reader + number) % len(pages)]) for number in range(ASKED)]

    with ThreadPoolExecutor(READERS) as pool:
        seconds = sorted(one for found in pool.map(reads, range(READERS)) for one in found)
    told = f"{statistics.median(seconds):.3f} s, 95 % within {seconds[int(0.95 * len(seconds))]:.3f} s"
    print(f"workbench, {READERS} readers while two jobs run: {told}; the server at most {_peak(server):.0f} MB")
    for one in jobs:
        _stop_job(place, site, one)


def _stop(place: Path, site: str) -> None:
    """From the wish to stop to the end of the job, asked once a plan is there and at work on the next goal."""
    for goals in (1, 2, 4):
        one = job_id(_post(site, f"{TOWN}/plan", {"title": f"stopped {goals}", "afresh": "on"}))
        _wait(partial(_has_told, place, one, goals))
        seconds = _stop_job(place, site, one)
        job = _job(place, one)
        kept = "the plan kept" if job.order.result and api.is_sealed(place / job.order.result) else "NO PLAN KEPT"
        print(f"workbench, from the wish to stop after {goals} goals to the end: {seconds:.2f} s, {job.state}, {kept}")


def _has_told(place: Path, one: str, goals: int) -> bool:
    told = [line for line in read_progress(place, one) if line.get("goal")]
    return len(told) >= goals or _job(place, one).state in ENDED


def _stop_job(place: Path, site: str, one: str) -> float:
    begun = time.perf_counter()
    _post(site, f"/jobber/{one}/stopp", {})
    ended(place, one)
    return time.perf_counter() - begun


def kill_often(place: Path, kills: int, chance: random.Random) -> Counter[str]:
    """Kill the server, a job, or both, so often, while plans are asked for and a table is edited; what was found.

    After each kill the table is the old or the new one and can be read, and a new server starts. At the end every job has
    ended and is told as what it is, every result is sealed and whole, and the versions of the table tell what was written.
    """
    found: Counter[str] = Counter()
    table = place / "small/frames.csv"
    for number in range(kills):
        victim = chance.choice(("server", "job", "both"))
        with serving(place) as (server, site):
            form = _fields(_get(f"{site}{SMALL}/data/frames"))
            before = table.read_bytes()
            edit = {**form, "c_1_operating": str(40_000 + number), "why": f"kill {number}"}
            reader = threading.Thread(target=_meanwhile, args=(site, f"Plan {number}", edit))
            reader.start()
            time.sleep(chance.uniform(0.0, 3.0))
            found[f"kills of {victim}"] += _killed(place, server, victim)
            reader.join()
        found["tables as they were" if table.read_bytes() == before else "tables new"] += 1
        with contextlib.suppress(LeonError):
            api.read_cells(place / "small", "frames")
            found["tables whole"] += 1
    with serving(place) as (_, site):
        rest(place)
        _get(f"{site}{SMALL}/data")
    jobs = read_jobs(place, 10_000)
    for job in jobs:
        if job.order.work is Work.PLAN:
            found[f"plans {job.state}"] += 1
        if job.state is JobState.DONE and job.order.work is Work.PLAN and not api.is_sealed(place / job.order.result):
            found["DONE WITHOUT RESULT"] += 1
    for job in jobs:
        result = place / job.order.result
        if job.order.work is Work.PLAN and job.order.result and result.exists():
            found["results whole" if _is_whole(result) else "RESULTS BROKEN"] += 1
    return found


def _meanwhile(site: str, title: str, edit: Mapping[str, str]) -> None:
    """What somebody does while it is killed: asks for a plan, and edits a table."""
    _quietly(site, f"{SMALL}/plan", {"title": title, "afresh": "on"})
    _quietly(site, f"{SMALL}/data/frames", edit)


def _killed(place: Path, server: subprocess.Popen[str], victim: str) -> int:
    """Kill; whether there was anything to kill."""
    running = [job for job in read_jobs(place, 5) if job.state is JobState.RUNNING]
    hit = 0
    if victim in ("job", "both"):
        for job in running:
            started = read_json(jobs_folder(place) / job.order.id / STARTED)
            with contextlib.suppress(ProcessLookupError):
                os.kill(started["process"], signal.SIGKILL)  # type: ignore[index]  # it runs, so it has begun
                hit = 1
    if victim in ("server", "both"):
        server.kill()
        hit = 1
    return hit


def _is_whole(result: Path) -> bool:
    try:
        return all(check.ok for check in api.verify(result).values())
    except LeonError:
        return False


def rest(place: Path) -> None:
    """Wait until nothing waits or runs."""
    _wait(lambda: all(job.state in ENDED for job in read_jobs(place, 10_000)))


def ended(place: Path, one: str) -> None:
    """Wait for a job to end."""
    _wait(lambda: _job(place, one).state in ENDED)


def job_id(address: str) -> str:
    """The id of a job in its address."""
    return address.rpartition("/")[2]


def _job(place: Path, one: str) -> Job:
    found = read_job(place, one)
    assert found is not None
    return found


def _wait(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < until, "it did not come to an end"
        time.sleep(0.02)


def _get(address: str) -> str:
    with _OPENER.open(address, timeout=LONGEST) as answer:
        return str(answer.read().decode())


def _timed(address: str) -> float:
    begun = time.perf_counter()
    _get(address)
    return time.perf_counter() - begun


def _post(site: str, address: str, form: Mapping[str, str]) -> str:
    """Send a form; the address that it leads to."""
    request = urllib.request.Request(site + address, urllib.parse.urlencode(form).encode(), {"Origin": site})
    with _OPENER.open(request, timeout=LONGEST) as answer:
        return str(answer.url)


def _quietly(site: str, address: str, form: Mapping[str, str]) -> None:
    """Send a form to a server that may be killed meanwhile."""
    with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError, OSError):
        _post(site, address, form)


def _fields(page: str) -> dict[str, str]:
    """What a browser would send of a page's table, unchanged."""
    found = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page[page.index('class="cells"') :])
    return {name: html.unescape(value) for name, value in found}


def _peak(process: int) -> float:
    """Most memory that a process has had [MB]; of this system only where it says so."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1e3 for line in told if line.startswith("VmHWM"))
    return float("nan")
