"""HiGHS that says nothing on standard output and takes any number of threads in any order."""

from __future__ import annotations

import threading

import highspy


class QuietHighs(highspy.Highs):  # type: ignore[misc]  # highspy has no types of its own
    """HiGHS, silent from its birth; each run is in a thread of the operating system made for it.

    HiGHS 1.16.0 prints a banner when the first callback is registered, which highspy does while it is made, before any
    option can be set. And its scheduler belongs to the thread that runs it: a second run in the same thread with another
    number of threads ends with an error and the status "Not Set".
    """

    def enableCallbacks(self) -> None:  # noqa: N802  # highspy's name
        """Register the callbacks, silenced before."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()

    def begin(self) -> threading.Event:
        """Start to solve; the event is set once HiGHS is done."""
        done = threading.Event()
        threading.Thread(target=self._run_and_tell, args=(done,), daemon=True).start()
        return done

    def _run_and_tell(self, done: threading.Event) -> None:
        try:
            self.run()
            _dismiss_helpers()
        finally:
            done.set()


def _dismiss_helpers() -> None:
    """End the threads that helped this one: on Windows they could wait for one another for ever once it has ended."""
    name = "resetThreadScheduler" if hasattr(highspy.Highs, "resetThreadScheduler") else "resetGlobalScheduler"
    getattr(highspy.Highs, name)(False)
