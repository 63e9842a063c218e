"""Cross-checks an instance: everything that no single row or field shows, all at once."""

from __future__ import annotations

from dataclasses import replace

from leonplan.optimizer.checks import (
    current,
    decisions,
    growth,
    identity,
    joint_limits,
    kostra,
    needs,
    plausible,
    policies,
    population,
    programmes,
    projects,
    references,
    services,
    size,
    staffing,
)
from leonplan.optimizer.checks.missing import missing_parts
from leonplan.optimizer.checks.parsed import CrossCheck, Parsed
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.instance import Instance

CHECKS: tuple[CrossCheck, ...] = (
    *identity.CHECKS,
    *references.CHECKS,
    *population.CHECKS,
    *needs.CHECKS,
    *services.CHECKS,
    *current.CHECKS,
    *staffing.CHECKS,
    *projects.CHECKS,
    *programmes.CHECKS,
    *decisions.CHECKS,
    *joint_limits.CHECKS,
    *policies.CHECKS,
    *kostra.CHECKS,
    *size.CHECKS,
    *plausible.CHECKS,
)
"""Every check, in the order run."""


def check_parsed(parsed: Parsed) -> tuple[list[Problem], list[Problem]]:
    """Faults and warnings of an instance as far as it could be read."""
    missing = missing_parts(parsed)
    parsed = replace(parsed, broken=parsed.broken | set(missing))
    problems = [*missing.values()]
    problems += [problem for check in CHECKS if not check.is_warning for problem in check.run(parsed)]
    warnings = [problem for check in CHECKS if check.is_warning for problem in check.run(parsed)]
    if not problems and not parsed.broken:
        problems += [*current.current_service_within_need(parsed), *growth.need_within_inhabitants(parsed)]
    if not problems and not parsed.broken:
        warnings += growth.fixed_need_within_inhabitants(parsed)
    return problems, warnings


def check_instance(instance: Instance) -> tuple[list[Problem], list[Problem]]:
    """Faults and warnings of an instance made in code, e.g. by what-ifs: files are named, lines are not."""
    return check_parsed(Parsed(instance))
