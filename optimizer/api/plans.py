"""Plans: the best one, alternatives, comparisons, and the frontier."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace as altered
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.kept import library
from leonplan.optimizer.api.names import FROM_PYTHON, Name, Progress

if TYPE_CHECKING:
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.compare.start import Baseline
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.near_best.search import NearBestPlans
    from leonplan.optimizer.near_best.wish import Wish
    from leonplan.optimizer.outcome.solution import ModelSize
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.schema.instance import Instance
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.solve.settings import SolveSettings
    from leonplan.optimizer.what_if.read import NamedWhatIf


def solve(
    instance: Instance,
    *,
    mode: Literal["frame", "cover"] | Mode | None = None,
    all_goals: bool = True,
    reference: bool = False,
    assumptions: bool = False,
    certainty: bool = False,
    break_even: bool = False,
    gap: float | None = 0.001,
    time_limit: float | None = None,
    threads: int = 1,
    afresh: bool = False,
    warn: Progress | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The best plan of an instance with a bound for every goal, checked by arithmetic.

    mode: money and staff are limits (frame), or need first (cover); none: as the instance says. all_goals: if not, goals
    after spending are left out, which takes half the time. reference: also plan doing nothing, on a second core, which a
    plan for people is to be told against (``plan.reference``, or ``plan.no_reference``: why there is none); not unless
    asked for, as a program that plans many times over has no use for it. assumptions: also plan without each assumption
    that may decide the plan, and for other populations; certainty: also without each project of the plan, and with each
    other one; break_even: also with programmes that work better, until those that are not used pay (``plan.answers``). gap:
    allowed in every goal [share]; time_limit: for all goals, from when the formulation is built, kept to within 10 % and 2
    s, and as much for each plan that is made to answer a question [s]; threads: of the solver, 1 to 64. A plan that was
    solved before from the same inputs, settings and versions is taken as it was kept, checked anew (``plan.kept`` says when
    it was solved), unless ``afresh``; warn: is given a sentence about that. Look at ``plan.status`` and
    ``plan.verification``. Raises CollisionError if hard demands collide (``explain`` says why), NoPlanError if stopped
    before there was a plan, VerificationError if the solver contradicted itself.
    """
    from leonplan.optimizer.deciding.ask import asked_of
    from leonplan.optimizer.outcome.question import Inquiry
    from leonplan.optimizer.planning.short_orders import without_later_goals
    from leonplan.optimizer.schema.settings import Mode

    plans = library(afresh, warn)
    solved = plans.plan_with_reference if reference else plans.plan
    plan = solved(
        instance if all_goals else without_later_goals(instance),
        mode=None if mode is None else Mode(mode),
        settings=altered(settings_for(gap, time_limit), threads=threads),
        progress=progress,
    )
    options = {Inquiry.ASSUMPTIONS: assumptions, Inquiry.CERTAINTY: certainty, Inquiry.BREAK_EVEN: break_even}
    asked = [one for one, is_wanted in options.items() if is_wanted]
    return asked_of(plan, asked, progress=progress) if asked else plan


def goals(instance: Instance, mode: Literal["frame", "cover"] | None = None) -> tuple[dict[str, float], ...]:
    """The order of goals of a mode, the instance's own if none: for each step the weights by goal."""
    from leonplan.optimizer.planning.plan import steps_of
    from leonplan.optimizer.schema.settings import Mode

    return steps_of(instance, instance.settings.mode if mode is None else Mode(mode))


def export(
    instance: Instance, file: Name, *, mode: Literal["frame", "cover"] | None = None, replace: bool = False
) -> ModelSize:
    """Write the problem that HiGHS is given for the first goal as an MPS file; returns its size.

    mode: whose first goal it is, see ``goals``; replace: whether a file that is there may be replaced. The same instance
    gives the same bytes. Raises UsageError if the file cannot be written.
    """
    from leonplan.optimizer.demand.project_demand import project_demand
    from leonplan.optimizer.prepare.model_data import prepare
    from leonplan.optimizer.solve.export import write_mps

    data = prepare(instance, project_demand(instance))
    return write_mps(data, goals(instance, mode)[0], Path(file), replace=replace)


def start(name: Name, *, mode: Literal["frame", "cover"] | None = None, all_goals: bool = False) -> Baseline:
    """What a comparison starts from: an instance, or the plan of a run.

    name: an instance as for ``load``, or the folder of a run. mode, all_goals: as for ``solve``. Raises InputError or
    VerificationError if it cannot be read, UsageError if a run was solved in another mode.
    """
    from leonplan.optimizer.compare.start import find_start
    from leonplan.optimizer.schema.settings import Mode

    return find_start(str(name), None if mode is None else Mode(mode), all_goals=all_goals)


def base(
    begins: Baseline,
    *,
    gap: float | None = None,
    time_limit: float | None = None,
    afresh: bool = False,
    warn: Progress | None = None,
    progress: Progress | None = None,
) -> Plan:
    """The plan of what ``start`` found: a run's own, else the one that ``solve`` gives for the instance with all its goals.

    Where later goals were left out of the start, the plan is told without them, and is the same. gap: by default 0.001;
    time_limit: for all goals [s]; afresh, warn: as for ``solve``. Raises as ``solve``.
    """
    if begins.plan is not None:
        return begins.told(begins.plan)
    plans, settings = library(afresh, warn), settings_for(gap, time_limit)
    return begins.told(plans.plan(begins.whole, mode=begins.mode, settings=settings, progress=progress))


def compare(
    name: Name | Baseline,
    what_ifs: Sequence[Name | NamedWhatIf],
    *,
    together: bool = False,
    walk: Literal["auto", "all", "none"] = "auto",
    do_nothing: bool = True,
    all_goals: bool = False,
    mode: Literal["frame", "cover"] | None = None,
    gap: float | None = None,
    time_limit: float | None = None,
    afresh: bool = False,
    warn: Progress | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Base, doing nothing and each what-if planned and compared, and why the plan moves from the base to all of them.

    name: an instance as for ``load``, or the folder of a run, whose plan is then the base and is not solved again; or what
    ``start`` found, with the mode and goals it was given. what_ifs: files or names, or what ``what_ifs`` found.
    do_nothing: also without projects and programmes; together: also all what-ifs at once; walk: shared out over 2 to 4
    changes (auto), up to 6 (all; n changes take 2^n plans), or not; mode, all_goals: as for ``solve``; gap: by default
    0.001 or the run's; time_limit: for each plan [s]; afresh, warn: as for ``solve``, of the base and doing
    nothing. Raises InputError for what-ifs at fault, UsageError for a walk over too many changes, and for the base
    what ``solve`` raises; an entry without a plan says why.
    """
    from leonplan.optimizer.compare.cases import WalkChoice, make_cases
    from leonplan.optimizer.compare.solve import solve_cases
    from leonplan.optimizer.what_if.read import NamedWhatIf, find_what_ifs

    begins = start(name, mode=mode, all_goals=all_goals) if isinstance(name, (str, Path)) else name
    read = tuple(one for one in what_ifs if isinstance(one, NamedWhatIf))
    found = read or find_what_ifs(begins.folder, [str(one) for one in what_ifs])
    cases = make_cases(begins.instance, found, together=together, walk=WalkChoice(walk), nothing=do_nothing)
    settings = settings_for(gap, time_limit, begins.plan)
    plan = base(begins, gap=gap, time_limit=time_limit, afresh=afresh, warn=warn, progress=progress)
    return solve_cases(
        plan, cases, mode=begins.mode, settings=settings, library=library(afresh, warn), progress=progress
    )


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

    settings = settings_for(gap, time_limit, plan)
    return search(plan.instance, plan, share=share, count=count, free=free, settings=settings, progress=progress)


def side_by_side(plans: Sequence[tuple[str, Plan]]) -> Comparison:
    """Two to six plans of the same municipality, years and prices as a comparison, each with its title; nothing is solved.

    The others are told by what differs from the first. Raises UsageError for too few or many, or where they do not fit.
    """
    from leonplan.optimizer.compare.plans import compare_plans

    return compare_plans(plans)


def wish(
    plan: Plan,
    what_ifs: Sequence[NamedWhatIf],
    *,
    gap: float | None = None,
    time_limit: float | None = 60.0,
    progress: Progress | None = None,
) -> Wish:
    """The best plan with some what-ifs together, and what they cost in every goal next to the best plan without them.

    what_ifs: as ``what_ifs`` finds them; gap: by default the plan's; time_limit: for the plan [s]. Raises InputError where
    they do not fit, and CollisionError, NoPlanError and VerificationError as ``solve``.
    """
    from leonplan.optimizer.near_best.wish import price_of_wish

    return price_of_wish(plan, what_ifs, settings=settings_for(gap, time_limit, plan), progress=progress)


def frontier(
    instance: Instance,
    *,
    axis: str = "frame-added",
    against: str = "unmet",
    tolerance: float = 0.01,
    time_limit: float | None = None,
    points: int | None = None,
    three: bool = False,
    cores: int = 2,
    folder: Name | None = None,
    pictures: Sequence[Literal["svg", "png"]] = ("svg", "png"),
    command: str | None = None,
    replace: bool = False,
    afresh: bool = False,
    warn: Progress | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """What each krone of frame buys: plans along the frontier, and a proven bracket between them.

    axis: what is limited (frame-added, frame-factor, frame-year:YYYY, fte, or a goal); against: the goal weighed against
    it; tolerance: width of the bracket as a share of the goal's span, 0 for every point of whole numbers; points: the most
    of them; three: a third goal as well; time_limit: for the whole [s]; cores: searches side by side, which
    change nothing but the time. folder: where it is sealed, every point a run of its own (replace: over an earlier one of
    the same instance; command: what makes it again, for readers; pictures: their formats); a search cut short goes on
    there. Without a folder the points' plans are not kept. Where plans are kept, the point at which the instance itself stands
    is the plan that ``solve`` gives (afresh: solved anew), if that is as good within the tolerance. warn: is given what was
    left undone: pictures that cannot be drawn here, a frontier that is not certified yet. Raises UsageError for what cannot be
    weighed or written, CollisionError, NoPlanError and VerificationError as ``solve``.
    """
    from leonplan.optimizer.frontier.chart import MISSING, can_draw, picture, spec_of
    from leonplan.optimizer.frontier.make import FrontierRequest, make_frontier
    from leonplan.optimizer.frontier.store import write_frontier
    from leonplan.optimizer.schema.settings import Mode
    from leonplan.optimizer.sealed.sealed import FRONTIER
    from leonplan.optimizer.sealed.store import refuse_taken

    target = None if folder is None else Path(folder)
    if target is not None:
        refuse_taken(target, FRONTIER, instance=instance.settings.id, replace=replace)
    wanted = FrontierRequest(axis, against, tolerance, time_limit, points, three, cores)
    plans = library(afresh, warn)

    def base(seconds: float | None) -> Plan:
        return plans.plan(instance, mode=Mode.FRAME, settings=settings_for(None, seconds), progress=progress)

    known = None if plans.store is None else base
    made = make_frontier(instance, wanted, folder=target, base=known, progress=progress)
    if target is not None:
        tell, spec = warn or (lambda _: None), spec_of(made.frontier)
        drawn: Mapping[str, bytes] = (
            {name: picture(spec, name) for name in dict.fromkeys(pictures)} if can_draw() else {}
        )
        if pictures and not drawn:
            tell(MISSING)
        again = command or FROM_PYTHON
        write_frontier(made.frontier, made.instance, made.plans, target, again, drawn, replace=replace)
        if made.frontier.certified:
            made.state.forget()
        else:
            tell(
                f"not certified: {made.state.folder} is kept, and the same command with --replace and more time goes on "
                "from there"
            )
    return made.frontier


def settings_for(gap: float | None, time_limit: float | None, plan: Plan | None = None) -> SolveSettings:
    """How to solve: the gap asked for, else a plan's, else the usual one."""
    from leonplan.optimizer.solve.settings import SolveSettings

    usual = SolveSettings() if plan is None else plan.settings
    return SolveSettings(gap=usual.gap if gap is None else gap, time_limit=time_limit)
