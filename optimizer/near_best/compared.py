"""Plans almost as good as the best, or the plan under a wish, with the best plan as a comparison that can be sealed."""

from __future__ import annotations

from dataclasses import replace

from leonplan.optimizer.compare.cases import BASE
from leonplan.optimizer.compare.causes import causes_of
from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind, make_comparison
from leonplan.optimizer.near_best.search import NearBest, NearBestPlans
from leonplan.optimizer.near_best.wish import Wish
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.words import phrases


def compare_near_best(found: NearBestPlans) -> Comparison:
    """The best plan as base, and each alternative; the notes say how far apart they lie."""
    entries = [
        _entry(f"alternative_{place}", phrases.ALTERNATIVE.en.format(place=place), one.plan)
        for place, one in _numbered(found)
    ]
    notes = [phrases.GOALS_HELD.en.format(share=f"{found.share:g}", goals=", ".join(x.goal for x in found.limits))]
    notes += [_note(place, one) for place, one in _numbered(found)]
    if found.exhausted:
        notes.append(phrases.NO_FURTHER.en)
    return make_comparison([_base(found.best), *entries], notes=notes)


def compare_wish(wish: Wish) -> Comparison:
    """The best plan as base, and the best plan under the wish."""
    entry = _entry("wish", wish.title, wish.plan, phrases.COST_OF_WISH.en)
    return make_comparison([_base(wish.best), replace(entry, causes=causes_of(wish.best, wish.plan))])


def _numbered(found: NearBestPlans) -> enumerate[NearBest]:
    return enumerate(found.alternatives, 1)


def _note(place: int, one: NearBest) -> str:
    return phrases.HOW_FAR.en.format(
        place=place, from_best=f"{one.from_best:g}", distance=f"{one.distance:g}", bound=f"{one.bound:g}"
    )


def _base(plan: Plan) -> Entry:
    return Entry(BASE, ScenarioKind.BASE, "Best plan", "", "", None, plan)


def _entry(id: str, title: str, plan: Plan, question: str = phrases.ALMOST_AS_GOOD.en) -> Entry:
    return Entry(id, ScenarioKind.WHAT_IF, title, "", question, None, plan)
