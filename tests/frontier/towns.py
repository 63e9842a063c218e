"""Frontiers of small random municipalities, and what is true of them by trying every plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from random import Random

import oracle
from random_plans import random_data

from leonplan.models.data import ModelData
from leonplan.models.relax import forget_places
from leonplan.optimizer.frontier.axis import Axis, AxisKind
from leonplan.optimizer.frontier.prober import Prober
from leonplan.optimizer.frontier.problem import Link, with_limit
from leonplan.optimizer.frontier.search import Options, Search, SearchResult
from leonplan.optimizer.frontier.state import State
from leonplan.optimizer.solve.clock import Clock
from leonplan.optimizer.solve.form import Form
from leonplan.optimizer.solve.lexicographic import LOCATED

MOST_PLANS = 24
"""Combinations of whole decisions that are still tried."""


@dataclass(frozen=True)
class Town:
    """A municipality, what is limited, what it is weighed against, and the goals before."""

    data: ModelData
    axis: Axis
    against: str
    before: tuple[str, ...]

    def search(self, tolerance: float, cores: int = 2) -> SearchResult:
        """Its frontier."""
        link = Link(
            self.axis, {}, 0.0 if self.data.operating_frame is None else -min(self.data.operating_frame.values())
        )
        located = bool(LOCATED & {self.axis.goal, self.against, *self.before})
        small = None if located else with_limit(Form(forget_places(self.data)).matrix, link)
        prober = Prober(self.axis, {self.against: 1.0}, (), with_limit(Form(self.data).matrix, link), small)
        steps = tuple({goal: 1.0} for goal in self.before)
        search = Search(prober, steps, Options(tolerance, cores=cores), State(None, ""), Clock(None))
        return search.run(lambda _: None)

    def truth(self, x: float, held: Mapping[str, float]) -> Fraction | None:
        """The least there is at a limit, with the goals before held; none if no plan keeps it."""
        data, limits = self.data, dict(held)
        if self.axis.goal is not None:
            limits[self.axis.goal] = x
        elif data.operating_frame is not None:
            data = replace(data, operating_frame={t: round(frame + x, 6) for t, frame in data.operating_frame.items()})
        return oracle.best(data, {self.against: 1.0}, limits)


def random_town(seed: int) -> Town:
    """Frames are limited where there are any, else spending; weighed against unmet need, or steps, or travel."""
    random = Random(seed)
    while True:
        data = replace(random_data(random), goal_limits={})
        if sum(1 for _ in islice(oracle.plans_of(data), MOST_PLANS + 1)) <= MOST_PLANS:
            break
    against = random.choice(("unmet", "unmet", "unmet", "above_level", "travel"))
    if data.operating_frame is not None:
        return Town(data, Axis(AxisKind.ADDED), against, ("shortfall", "overrun"))
    axis = Axis(AxisKind.GOAL, goal=random.choice(("spend", "spend", "changes")))
    return Town(data, axis, against, random.choice((("shortfall",), ())))
