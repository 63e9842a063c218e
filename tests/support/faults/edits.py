"""Edits of the good folder, and what a fault or warning is expected to say."""

from __future__ import annotations

from collections.abc import Mapping

from faults.folder import GOOD, INSTANCE, edited

Fault = tuple[str, int | None, str]
"""File, line and field."""

Cases = Mapping[str, tuple[Mapping[str, str], Fault, tuple[str, ...]]]
"""By name: the files changed, where the fault is, and words of its message."""

SETTINGS = "instance.yaml"


def line_of(text: str, passage: str) -> int:
    """Line on which a passage first stands."""
    return text[: text.index(passage)].count("\n") + 1


def settings(old: str, new: str) -> dict[str, str]:
    """The settings with one passage replaced."""
    return edited(SETTINGS, old, new)


def added(name: str, *rows: str) -> dict[str, str]:
    """A good table with rows added."""
    return {name: GOOD[name] + "".join(f"{row}\n" for row in rows)}


def with_policy(policy: str) -> dict[str, str]:
    """The settings with a policy, on the first line so that it is easy to find."""
    return {SETTINGS: f"policies: {{{policy}}}\n{INSTANCE}"}


def with_goals(goals: str) -> dict[str, str]:
    """The settings with orders of goals on the first line."""
    return {SETTINGS: f"goals: {{{goals}}}\n{INSTANCE}"}


FEE = "discharge_fee: {per_day: 5, source: paper}\n"
TIGHT = "tightening: {comparison: peers, share: 0.5, from_year: 2026, to_year: 2028}\n"
PEERS = {"comparison.csv": "comparison,group,age_band,rate,source\npeers,frail,old,0.1,paper\n"}
LONELY = "  - {id: lonely, name: Lonely, lowest_level: nursing, severity: 1, source: paper}\n"
NO_BASE = INSTANCE.replace("  base_year: 2025\n", "")
