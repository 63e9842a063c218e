"""What differences between two choices of projects count."""

from __future__ import annotations

from leonplan.optimizer.prepare.model_data import decided_periods
from leonplan.optimizer.schema.instance import Instance

TIMING = 0.5
"""What a start moved over the whole horizon counts, where a start more or fewer counts 1."""


def weights(instance: Instance) -> dict[tuple[str, int], float]:
    """Weight of one start more or fewer by a period: its part of the horizon, times ``TIMING``, and 1 by the last."""
    periods = decided_periods(instance.settings)
    years = sum(period.length for period in periods)
    last = periods[-1].year
    return {
        (project.id, period.year): TIMING * period.length / years + (period.year == last)
        for project in instance.projects
        for period in periods
    }
