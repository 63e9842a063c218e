"""Where plans are kept: in the user's folder for what can be made again, unless the environment says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.reading.paths import unwritable
from leonplan.optimizer.sealed.sealed import PROGRAM

VARIABLE = "LEON_KEPT_PLANS"
"""Environment variable: a folder in which plans are kept, or ``off``."""

OFF = "off"


def kept_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder in which plans are kept; none if they are not.

    environment: variables by name. Raises UsageError if the folder it names cannot be made.
    """
    wanted = environment.get(VARIABLE, "")
    if wanted == OFF:
        return None
    if wanted:
        if reason := unwritable(Path(wanted)):
            raise UsageError(f"{VARIABLE} names {wanted!r}, which cannot be made: {reason}")
        return Path(wanted)
    import platformdirs

    return platformdirs.user_cache_path(PROGRAM, appauthor=False) / "plans"
