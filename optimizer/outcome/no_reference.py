"""Why a plan is compared with nothing."""

from __future__ import annotations

from enum import StrEnum


class NoReference(StrEnum):
    """Why there is no plan of doing nothing next to a plan."""

    NOT_ASKED = "not_asked"
    """It was not asked for."""
    NOTHING_TO_DO = "nothing_to_do"
    """There are no projects and programmes beyond what is decided: doing nothing is all that can be done."""
    STOPPED = "stopped"
    """Its search was stopped, by the time limit or the user, before there was a plan."""
    COLLIDES = "collides"
    """Hard demands cannot be met without doing something."""
    NOT_VERIFIED = "not_verified"
    """What was found does not hold when it is checked by arithmetic."""
