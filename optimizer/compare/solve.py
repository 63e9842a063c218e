"""Solves what a comparison needs, and compares."""

from __future__ import annotations

from dataclasses import replace

from leonplan.optimizer.compare.cases import BASE, Cases
from leonplan.optimizer.compare.causes import causes_of
from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind, make_comparison
from leonplan.optimizer.compare.same_problem import problem_of
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.kept.library import Library
from leonplan.optimizer.outcome.nearness import Nearness
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.scenarios import Outcome, Scenario, plan_scenarios
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.solve.side_by_side import Progress
from leonplan.optimizer.verify.verify import verify_plan

NEAREST = Nearness(0.0, 0.0, True)
"""How near a plan lies to itself."""


def solve_cases(
    base: Plan,
    cases: Cases,
    *,
    mode: Mode | None = None,
    settings: SolveSettings | None = None,
    library: Library | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """The comparison of a base with every case, each plan verified and as near to the base's as its goals allow.

    mode: whose order of goals is followed, each instance's own if none; it must be the base's. settings: its time limit
    holds for each plan. The first Ctrl-C stops every search and keeps what is finished: a case without a plan has the
    words for it. library: where doing nothing is kept. A case whose numbers are the base's is not solved again, nor is
    doing nothing where it is kept, or stands next to the base's plan.
    """
    library = library or Library()
    problem = problem_of(base.instance)
    same = {
        s.id: _retold(base, s.instance)
        for _, s in cases.scenarios
        if _mode(s, mode) is base.mode and problem_of(s.instance) == problem
    }
    found: dict[str, Outcome] = {**same, **_nothing(base, cases, mode, settings or SolveSettings(), library)}
    rest = [scenario for _, scenario in cases.scenarios if scenario.id not in found]
    if rest and not base.interrupted:
        nothing = {scenario.id for kind, scenario in cases.scenarios if kind is ScenarioKind.DO_NOTHING}
        found |= plan_scenarios(
            rest,
            mode=mode,
            settings=settings,
            progress=progress,
            near=base,
            keeps_near={scenario.id for scenario in rest} - nothing,
        )
    for kind, scenario in cases.scenarios:
        plan = found.get(scenario.id)
        if kind is ScenarioKind.DO_NOTHING and isinstance(plan, Plan):
            library.keep(plan)
    entries = [
        _base_entry(base),
        *(_entry(base, kind, scenario, found.get(scenario.id)) for kind, scenario in cases.scenarios),
        *cases.impossible,
    ]
    return make_comparison(entries, players=cases.players, coalitions=cases.coalitions, notes=cases.notes)


def _nothing(base: Plan, cases: Cases, mode: Mode | None, settings: SolveSettings, library: Library) -> dict[str, Plan]:
    """Doing nothing by its scenario's id, where it need not be solved."""
    for kind, scenario in cases.scenarios:
        if kind is ScenarioKind.DO_NOTHING:
            plan = base.reference or library.find(scenario.instance, mode, settings)
            return {} if plan is None else {scenario.id: plan}
    return {}


def _retold(base: Plan, instance: Instance) -> Plan:
    """The base's plan as that of an instance whose numbers are the same, checked anew."""
    plan = replace(base, instance=instance, reference=None, no_reference=NoReference.NOT_ASKED, nearness=NEAREST)
    return replace(plan, verification=verify_plan(plan))


def _mode(scenario: Scenario, mode: Mode | None) -> Mode:
    return scenario.instance.settings.mode if mode is None else mode


def _base_entry(base: Plan) -> Entry:
    return Entry(BASE, ScenarioKind.BASE, "Base", "", "What is planned without any what-if?", None, base)


def _entry(base: Plan, kind: ScenarioKind, scenario: Scenario, outcome: Outcome | None) -> Entry:
    is_apart = kind is ScenarioKind.DO_NOTHING
    entry = Entry(
        id=scenario.id,
        kind=kind,
        title=scenario.title,
        reason=scenario.reason,
        question=scenario.question,
        vegvalg=scenario.vegvalg,
        plan=outcome if isinstance(outcome, Plan) else None,
        causes=None if is_apart or not isinstance(outcome, Plan) else causes_of(base, outcome),
    )
    if outcome is None:
        return replace(entry, error="interrupted before it was solved", exit_code=ExitCode.INTERRUPTED)
    return entry if isinstance(outcome, Plan) else replace(entry, error=str(outcome), exit_code=outcome.exit_code)
