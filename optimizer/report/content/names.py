"""Names that the program, not the instance, gives: posts, goals, kinds of projects and of sources, steps of need."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.demand import Step
from leonplan.optimizer.report.words import mark
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.schema.project_tables import ProjectKind
from leonplan.optimizer.schema.settings import Goal, SourceKind
from leonplan.optimizer.solution import Status

POSTS: Mapping[Post, str] = {
    Post.PAY: mark("Pay of all on the books"),
    Post.AGENCY: mark("Staff hired in from agencies"),
    Post.OTHER_COST: mark("Other cost of those served"),
    Post.USER_FEES: mark("User fees"),
    Post.STATE_COMPENSATION: mark("State compensation for costly services"),
    Post.PLACES: mark("Places in use"),
    Post.UNITS: mark("Open units, besides staff"),
    Post.CENTRES: mark("Fixed cost of centres"),
    Post.PROGRAMMES: mark("Programmes, besides staff"),
    Post.TRAVEL: mark("Travel"),
    Post.DISCHARGE_FEE: mark("Day fee for patients ready for discharge"),
    Post.CAPITAL_COST: mark("Capital cost of new projects"),
    Post.OPERATING_CHANGE: mark("Change of operation by projects"),
    Post.SPEND: mark("Net spending"),
    Post.FRAME: mark("Operating frame"),
    Post.OVERRUN: mark("Over the operating frame"),
    Post.OUTLAY: mark("Investment"),
    Post.GRANTS: mark("State grants"),
    Post.INVESTMENT_FRAME: mark("Investment frame"),
    Post.INVESTMENT_OVERRUN: mark("Over the investment frame"),
}
"""Posts of the accounts."""

GOALS: Mapping[Goal, str] = {
    Goal.SHORTFALL: mark("Work that nobody can be found for"),
    Goal.OVERRUN: mark("Money over the frames"),
    Goal.UNMET: mark("Unmet need, weighted by severity"),
    Goal.ABOVE_LEVEL: mark("Steps above the lowest effective level"),
    Goal.SPEND: mark("Net spending, present value"),
    Goal.TRAVEL: mark("Travel time"),
    Goal.CHANGES: mark("Projects started and residents who must move"),
}
"""Goals."""

GOAL_UNITS: Mapping[Goal, str] = {
    Goal.SHORTFALL: mark("FTE-years"),
    Goal.OVERRUN: mark("1000 kr"),
    Goal.UNMET: mark("weighted person-years"),
    Goal.ABOVE_LEVEL: mark("step-person-years"),
    Goal.SPEND: mark("1000 kr"),
    Goal.TRAVEL: mark("person-minutes"),
    Goal.CHANGES: mark("number"),
}
"""Units of the goals."""

KINDS: Mapping[ProjectKind, str] = {
    ProjectKind.CONVERT: mark("conversion"),
    ProjectKind.BUILD: mark("new building"),
    ProjectKind.EXPAND: mark("extension"),
    ProjectKind.OPEN: mark("opening"),
    ProjectKind.CLOSE: mark("closing"),
    ProjectKind.GATHER: mark("gathering"),
}
"""What projects do."""

SOURCE_KINDS: Mapping[SourceKind, str] = {
    SourceKind.MEASURED: mark("Measured"),
    SourceKind.OFFICIAL: mark("Official"),
    SourceKind.ESTIMATE: mark("Estimate"),
    SourceKind.ASSUMPTION: mark("Assumption"),
}
"""How sure sources are."""

STEPS: Mapping[Step, str] = {
    Step.BASELINE: mark("Need at the start"),
    Step.POPULATION: mark("Larger and older population"),
    Step.TREND: mark("Trend in the need of each age"),
    Step.TIGHTENING: mark("Towards the use in comparable municipalities"),
    Step.FACTOR: mark("Other criteria"),
    Step.FIXED: mark("Need that does not follow the population"),
    Step.TOTAL: mark("Need in the year"),
}
"""Steps of the walk from today's need to a later one."""

STATUSES: Mapping[Status, str] = {
    Status.OPTIMAL: mark("Proven best within the allowed gap in every goal"),
    Status.FEASIBLE: mark("A plan with a known gap, stopped before it was proven best"),
}
"""What is known about a plan."""
