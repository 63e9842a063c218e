"""Plans again in a future: some decisions stand, the rest is free."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from leonplan.optimizer.errors import CollisionError, InputError, NoPlanError, VerificationError
from leonplan.optimizer.futures.draw import Future, as_what_if, future_text
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.outcome import FutureOutcome, NoOutcome, outcome_of
from leonplan.optimizer.kept.question import question_without_limit
from leonplan.optimizer.planning.plan_instance import Planner
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.sealed.sealed import hash_of
from leonplan.optimizer.solve.settings import SolveSettings
from leonplan.optimizer.what_if.apply import apply_what_ifs

Changes = Sequence[dict[str, Any]]
"""Decisions that stand, as changes of a what-if."""


@dataclass(frozen=True)
class Replanning:
    """How an instance is planned in futures: each by itself, as it would be alone."""

    instance: Instance
    """The instance."""
    mode: Mode
    """Whose order of goals is followed."""
    settings: SolveSettings
    """How each future is solved; the time limit holds for each."""
    factors: Factors
    """What the futures were drawn from."""
    seed: int
    """Seed of the drawing."""

    def text(self, future: Future, standing: Changes = ()) -> str:
        """A future and decisions that stand as a what-if file: solved alone on the instance, it gives the same plan."""
        return future_text(self.factors, future, self.seed, list(standing))

    def outcome(self, future: Future, standing: Changes, stop: threading.Event) -> FutureOutcome | None:
        """What the future comes to with decisions that stand; none if the user stopped it.

        Its plan is verified; what does not verify is no plan.
        """
        if stop.is_set():
            return None
        no_plan = partial(FutureOutcome, future.number, future.values, ())
        try:
            instance = apply_what_ifs(self.instance, [as_what_if(self.text(future, standing), future)])
            plan = Planner(self.mode, self.settings).plan(instance, stop=stop)
        except InputError:
            return no_plan(why=NoOutcome.DOES_NOT_FIT)
        except CollisionError:
            return no_plan(why=NoOutcome.COLLIDES)
        except NoPlanError:
            return None if stop.is_set() else no_plan(why=NoOutcome.STOPPED, proven=False)
        except VerificationError:
            return no_plan(why=NoOutcome.NOT_VERIFIED, proven=False)
        return None if plan.interrupted else outcome_of(plan, future.number, future.values)

    def fingerprint(self, *standing: object) -> str:
        """Of all that outcomes depend on, the future apart; standing: the decisions that stand."""
        question = question_without_limit(self.instance, self.mode, self.settings)
        return hash_of(repr((question, self.factors.document.data, standing, self.seed)).encode())
