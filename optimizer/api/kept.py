"""The plans kept on this machine, as calls of the API use them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from leonplan.optimizer.api.names import Progress

if TYPE_CHECKING:
    from leonplan.optimizer.kept.library import Library


def library(afresh: bool = False, warn: Progress | None = None) -> Library:
    """Plans that are solved once, kept where the environment says.

    afresh: whether to solve anew what is kept; warn: is given a sentence where a plan is taken, or cannot be. Raises
    UsageError if the folder that the environment names cannot be made.
    """
    from leonplan.optimizer.kept.library import Library
    from leonplan.optimizer.kept.place import kept_folder
    from leonplan.optimizer.kept.store import PlanStore

    folder = kept_folder(os.environ)
    return Library(None if folder is None else PlanStore(folder, warn or _silent), afresh)


def _silent(_: str) -> None:
    """Say it to nobody."""
