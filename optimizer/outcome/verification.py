"""What checking a plan by arithmetic found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One rule, checked wherever it holds."""

    rule: str
    """The rule, as the formulation names it, or the stored number that was computed again."""
    worst_violation: float
    """The most by which it is violated anywhere, in its unit; 0 if nowhere. Rows are counted."""
    where: str
    """Where that is; empty if nowhere."""
    unit: str
    """Unit of the violation."""
    tolerance: float
    """The most that is put down to a solver's rounding, in the unit."""

    @property
    def ok(self) -> bool:
        """Whether the rule holds."""
        return self.worst_violation <= self.tolerance


@dataclass(frozen=True, slots=True)
class Verification:
    """Every rule checked."""

    checks: tuple[Check, ...]
    """Every rule, in the order of the formulation."""

    @property
    def ok(self) -> bool:
        """Whether every rule holds."""
        return all(check.ok for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The rules that do not hold."""
        return tuple(check for check in self.checks if not check.ok)

    def __str__(self) -> str:
        """The rules that do not hold, or how many do."""
        if self.ok:
            return f"{len(self.checks)} rules hold"
        return "; ".join(
            f"{check.rule}: {check.worst_violation:g} {check.unit} at {check.where}" for check in self.failed
        )
