"""Plans: the best one, alternatives, comparisons, what explains them, and the frontier."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.names import FROM_PYTHON, Name, Progress

if TYPE_CHECKING:
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.explain.collision.explain_collision import CollisionReport
    from leonplan.optimizer.explain.explanation import Explanation
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.near_best.search import NearBestPlans
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.schema.instance import Instance
    from leonplan.optimizer.solve.settings import SolveSettings


def solve(
    instance: Instance,
    *,
    mode: Literal["frame", "cover"] | None = None,
    all_goals: bool = True,
    gap: float = 0.001,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The best plan of an instance with a bound for every goal, checked by arithmetic.

    mode: money and staff are limits (frame), or need first (cover); none: as the instance says. all_goals: if not, goals
    after spending are left out, which takes half the time. gap: allowed in every goal [share]; time_limit: for all goals
    [s]. Look at ``plan.status`` and ``plan.verification``. Raises CollisionError if hard demands collide
    (``explain_collision`` says why), NoPlanError if stopped before there was a plan, VerificationError if the solver
    contradicted itself.
    """
    from leonplan.optimizer.planning.plan_instance import plan_instance
    from leonplan.optimizer.planning.short_orders import without_later_goals
    from leonplan.optimizer.schema.settings import Mode

    return plan_instance(
        instance if all_goals else without_later_goals(instance),
        mode=None if mode is None else Mode(mode),
        settings=_settings(gap, time_limit),
        progress=progress,
    )


def compare(
    name: Name,
    what_ifs: Sequence[Name],
    *,
    together: bool = False,
    walk: Literal["auto", "all", "none"] = "auto",
    do_nothing: bool = True,
    all_goals: bool = False,
    mode: Literal["frame", "cover"] | None = None,
    gap: float | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Base, doing nothing and each what-if planned and compared, and why the plan moves from the base to all of them.

    name: an instance as for ``load``, or the folder of a run, whose plan is then the base and is not solved again.
    do_nothing: also without projects and programmes; together: also all what-ifs at once; walk: shared out over 2 to 4
    changes (auto), up to 6 (all; n changes take 2^n plans), or not; mode, all_goals: as for ``solve``; gap: by default
    0.001 or the run's; time_limit: for each plan [s]. Raises InputError for what-ifs at fault, UsageError for a walk over
    too many changes, and for the base what ``solve`` raises; an entry without a plan says why.
    """
    from leonplan.optimizer.compare.cases import WalkChoice, make_cases
    from leonplan.optimizer.compare.solve import solve_cases
    from leonplan.optimizer.compare.start import find_start
    from leonplan.optimizer.planning.plan_instance import plan_instance
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.what_if.read import find_what_ifs

    start = find_start(str(name), None if mode is None else Mode(mode), all_goals=all_goals)
    found = find_what_ifs(start.folder, [str(one) for one in what_ifs])
    cases = make_cases(start.instance, found, together=together, walk=WalkChoice(walk), nothing=do_nothing)
    settings = _settings(gap, time_limit, start.plan)
    base = start.plan or plan_instance(start.instance, mode=start.mode, settings=settings, progress=progress)
    return solve_cases(base, cases, mode=start.mode, settings=settings, progress=progress)


def near_best(
    plan: Plan,
    *,
    share: float = 0.02,
    count: int = 3,
    free: Collection[str] = (),
    gap: float | None = None,
    time_limit: float | None = 60.0,
    progress: Progress | None = None,
) -> NearBestPlans:
    """Plans within a share of a best plan in every goal, with projects as different as can be.

    count: how many; free: goals that need not be held; gap: by default the plan's; time_limit: for each alternative [s].
    Raises UsageError for a goal that is not in the order, and where there are no projects to choose.
    """
    from leonplan.optimizer.near_best.search import near_best as search

    settings = _settings(gap, time_limit, plan)
    return search(plan.instance, plan, share=share, count=count, free=free, settings=settings, progress=progress)


def explain(
    plan: Plan,
    *,
    one_more: Sequence[str] = (),
    with_range: bool = False,
    gap: float | None = None,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Explanation:
    """What binds in a plan, where and when, and what one more really buys, by solving again.

    one_more: names such as ``money:1`` or ``recruit``, ``all`` or ``none``; by default what gives more of what binds.
    with_range: try half and twice the step, too. gap: by default the plan's; time_limit: for each search [s]. Raises
    UsageError for a name that stands for nothing.
    """
    from leonplan.optimizer.explain.binding.what_binds import what_binds
    from leonplan.optimizer.explain.explanation import Explanation, chosen_steps
    from leonplan.optimizer.explain.one_more.marginal import what_one_more_buys

    settings = _settings(gap, time_limit, plan)
    steps = chosen_steps(plan, tuple(one_more))
    bought = what_one_more_buys(plan, steps, with_range=with_range, settings=settings, progress=progress)
    return Explanation(plan.instance, plan, what_binds(plan), bought)


def explain_collision(
    instance: Instance, *, time_limit: float = 60.0, progress: Progress | None = None
) -> CollisionReport:
    """Why an instance has no plan: the smallest set of hard demands that collide, and the least repair of each kind.

    time_limit: for each search [s]. No collisions are told if the demands can be met.
    """
    from leonplan.optimizer.explain.collision.explain_collision import explain_collision as why

    return why(instance, settings=_settings(0.001, time_limit), progress=progress)


def frontier(
    instance: Instance,
    *,
    axis: str = "frame-added",
    against: str = "unmet",
    tolerance: float = 0.01,
    time_limit: float | None = None,
    points: int | None = None,
    three: bool = False,
    folder: Name | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> Frontier:
    """What each krone of frame buys: plans along the frontier, and a proven bracket between them.

    axis: what is limited (frame-added, frame-factor, frame-year:YYYY, fte, or a goal); against: the goal weighed against
    it; tolerance: width of the bracket as a share of the goal's span, 0 for every point of whole numbers; points: the most
    of them; three: a third goal as well; time_limit: for the whole [s]. folder: where it is sealed, every point a run of
    its own (replace: over an earlier one of the same instance); a search cut short goes on there. Without a folder the
    points' plans are not kept. Raises UsageError for what cannot be weighed or written, CollisionError, NoPlanError and
    VerificationError as ``solve``.
    """
    from leonplan.optimizer.frontier.chart import FORMATS, can_draw, picture, spec_of
    from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
    from leonplan.optimizer.frontier.store import write_frontier
    from leonplan.optimizer.sealed.sealed import FRONTIER
    from leonplan.optimizer.sealed.store import refuse_taken

    target = None if folder is None else Path(folder)
    if target is not None:
        refuse_taken(target, FRONTIER, instance=instance.settings.id, replace=replace)
    wanted = FrontierRequest(axis, against, tolerance, time_limit, points, three)
    made = make_frontier(instance, wanted, folder=target, progress=progress)
    if target is not None:
        pictures = {name: picture(spec_of(made.frontier), name) for name in FORMATS} if can_draw() else {}
        write_frontier(made.frontier, made.instance, made.plans, target, FROM_PYTHON, pictures, replace=replace)
        if made.frontier.certified:
            made.state.forget()
    return made.frontier


def _settings(gap: float | None, time_limit: float | None, plan: Plan | None = None) -> SolveSettings:
    """How to solve: the gap asked for, else a plan's, else the usual one."""
    from leonplan.optimizer.solve.settings import SolveSettings

    usual = SolveSettings() if plan is None else plan.settings
    return SolveSettings(gap=usual.gap if gap is None else gap, time_limit=time_limit)
