"""The process of one job: ``python -m leonplan.optimizer.workbench.jobs.worker FOLDER JOB``.

It holds the job's lock while it runs, writes what happens as it happens, and hears a wish to stop as Ctrl-C is heard.
"""

from __future__ import annotations

import _thread
import json
import math
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from leonplan.optimizer.errors import ExitCode, InputError, LeonError
from leonplan.optimizer.workbench.jobs.doing import Say, do
from leonplan.optimizer.workbench.jobs.job import (
    AGAIN,
    END,
    FILES,
    LOCK,
    PROGRESS,
    STARTED,
    STOP,
    JobOrder,
    JobState,
    Work,
    add,
    jobs_folder,
    new_order,
    now,
    read_job,
)
from leonplan.optimizer.workbench.jobs.lock import holding
from leonplan.optimizer.workbench.json_files import write_json

SAID = ("goal", "value", "bound")
"""What a line of progress may say besides its words."""

GLANCE = 0.1
"""Seconds between looks at whether the job is to stop."""


def main(folder: Path, job_id: str) -> None:
    """Do a job that waits; nothing if another process has it."""
    place = jobs_folder(folder) / job_id
    with holding(place / LOCK) as is_ours:
        job = read_job(folder, job_id)
        if not is_ours or job is None or (place / STARTED).exists() or (place / STOP).exists():
            return
        write_json(place / STARTED, {"when": now(), "process": os.getpid()})
        threading.Thread(target=_listen, args=(place,), daemon=True).start()
        with hearing() as remind, (place / PROGRESS).open("a", encoding="utf-8", newline="\n") as said:

            def say(line: str) -> None:
                numbers = {name: _finite(getattr(line, name)) for name in SAID if hasattr(line, name)}
                said.write(json.dumps({"when": now(), "line": str(line), **numbers}, ensure_ascii=False) + "\n")
                said.flush()
                remind()

            code, message = _done(folder, job.order, say)
        state = {ExitCode.INTERRUPTED: JobState.STOPPED, ExitCode.STOPPED_WITHOUT_PLAN: JobState.FAILED}.get(
            code, JobState.DONE if code in (ExitCode.DONE, ExitCode.STOPPED_WITH_PLAN) else JobState.FAILED
        )
        if job.order.work not in FILES | {Work.PAGES} and (folder / job.order.result).exists():
            add(folder, new_order(Work.PAGES, job.order.title, "", {"path": job.order.result}))
        write_json(place / END, {"state": state, "when": now(), "code": int(code), "message": message})


@contextmanager
def hearing() -> Iterator[Callable[[], None]]:
    """Hear Ctrl-C as ever; gives what says it again if somebody has swallowed it, as imports of others do.

    Where a search hears it itself, that is by a handler of its own, nothing is said twice.
    """
    heard = threading.Event()

    def pressed(_: int, __: object) -> None:
        heard.set()
        raise KeyboardInterrupt

    def remind() -> None:
        if heard.is_set():
            heard.clear()
            _thread.interrupt_main()

    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield remind
    finally:
        signal.signal(signal.SIGINT, before)


def _done(folder: Path, order: JobOrder, say: Say) -> tuple[ExitCode, str]:
    """Do it; how it ended, and what went wrong in words."""
    try:
        return do(folder, order, say), ""
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED, ""
    except InputError as error:
        return error.exit_code, "\n".join(map(str, error.problems))
    except LeonError as error:
        return error.exit_code, str(error)
    except Exception:
        traceback.print_exc()  # into the job's log
        return ExitCode.OUR_FAULT, ""


def _finite(said: str | float) -> str | float | None:
    """What is said, as JSON can hold it; none for a bound where nothing is proven."""
    return said if isinstance(said, str) or math.isfinite(said) else None


def _listen(place: Path) -> None:
    """Hear the wish to stop: the first as the first Ctrl-C, the second ends at once."""
    heard = False
    while True:
        if (place / AGAIN).exists():
            write_json(place / END, {"state": JobState.STOPPED, "when": now(), "code": 130, "message": ""})
            os._exit(ExitCode.INTERRUPTED)
        if not heard and (place / STOP).exists():
            heard = True
            _thread.interrupt_main()
        time.sleep(GLANCE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
