"""Frames of a year or a period: operating, transition money on top, investment; and when outlay falls in them."""

from __future__ import annotations

from leonplan.models import data as md
from leonplan.optimizer.schema.capital import OutlayTiming
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Project


def operating_frame(instance: Instance, year: int) -> float:
    """The operating frame of a year, linear between the years given [kNOK/year]."""
    return _on_line({row.year: row.operating for row in instance.frames}, year)


def has_transition(instance: Instance) -> bool:
    """Whether any year has money on top of its operating frame."""
    return any(row.transition for row in instance.frames)


def transition(instance: Instance, year: int) -> float:
    """Transition money on top of the operating frame of a year, linear between the years given [kNOK/year]."""
    return _on_line({row.year: row.transition for row in instance.frames}, year)


def _on_line(points: dict[int, float], year: int) -> float:
    """The value in a year: linear between the years given, constant outside."""
    before = [t for t in points if t <= year]
    after = [t for t in points if t >= year]
    if not before or not after:
        return points[max(before) if before else min(after)]
    low, high = max(before), min(after)
    if low == high:
        return points[low]
    return points[low] + (year - low) / (high - low) * (points[high] - points[low])


def investment_frame(instance: Instance, period: md.Period) -> float:
    """The investment frames of a period's years together [kNOK]."""
    first = period.year - period.length + 1
    return sum(row.investment for row in instance.frames if first <= row.year <= period.year)


def outlay_shares(instance: Instance, project: Project) -> tuple[float, ...]:
    """Shares of a project's outlay in the years from that in which it starts: its own, or as ``capital`` says for all [share]."""
    if project.outlay:
        return project.outlay
    if instance.settings.capital.outlay is OutlayTiming.AT_START:
        return (1.0,)
    years = max(1, project.lead_time)
    return (1 / years,) * years


def overrun_slack(instance: Instance, periods: tuple[md.Period, ...]) -> float:
    """What may be spent over the least overrun for less unmet need, over the horizon, a share of operating frames [kNOK]."""
    frames = (
        sum(period.length * operating_frame(instance, period.year) for period in periods) if instance.frames else 0.0
    )
    return instance.settings.overrun_slack * frames
