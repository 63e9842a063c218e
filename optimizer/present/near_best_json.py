"""Plans almost as good as the best, and the price of a wish, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leonplan.optimizer.near_best.search import NearBest, NearBestPlans
from leonplan.optimizer.near_best.share import Price
from leonplan.optimizer.near_best.wish import Wish
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.plan_json import plan_json


def near_best_json(found: NearBestPlans, folder: Path | None) -> dict[str, Any]:
    """One object; folder: where the plans were written, if they were."""
    return {
        "instance": found.best.instance.settings.id,
        "name": found.best.instance.settings.name,
        "share": found.share,
        "exhausted": found.exhausted,
        "limits": [asdict(limit) for limit in found.limits],
        "best": plan_json(found.best, None),
        "alternatives": [_alternative(one) for one in found.alternatives],
        "folder": None if folder is None else str(folder),
    }


def wish_json(wish: Wish, folder: Path | None) -> dict[str, Any]:
    """One object; folder: where the plans were written, if they were."""
    return {
        "instance": wish.best.instance.settings.id,
        "name": wish.best.instance.settings.name,
        "wish": wish.title,
        "best": plan_json(wish.best, None),
        **_plan(wish.plan, wish.prices),
        "differences": [asdict(row) for row in wish.differences],
        "folder": None if folder is None else str(folder),
    }


def _alternative(one: NearBest) -> dict[str, Any]:
    return {
        "distance": one.distance,
        "distance_from_best": one.from_best,
        "distance_bound": one.bound,
        "proven": one.proven,
        "within": one.within,
        **_plan(one.plan, one.prices),
        "differences": [asdict(row) for row in one.differences],
    }


def _plan(plan: Plan, prices: Sequence[Price]) -> dict[str, Any]:
    return {"plan": plan_json(plan, None), "prices": [asdict(price) for price in prices]}
