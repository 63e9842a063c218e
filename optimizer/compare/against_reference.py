"""What a plan gives and costs against doing nothing: heavy need and light need apart, staff, and money."""

from __future__ import annotations

from dataclasses import dataclass

from leonplan.optimizer.compare.measures import MEASURES, At, Measures, measures
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.results.year import tidy

HEAVY, LIGHT = "heavy", "light"
"""Kinds of need, never added to one another."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in which a plan is compared with doing nothing."""

    name: str
    """Identifier; a measure's or a post's, as it is named in ``words.vocabulary``."""
    measure: str
    """Measure, see ``compare.measures.MEASURES``."""
    post: str = ""
    """Post of the accounts, if the measure is money."""
    need: str = ""
    """Whether it is of heavy or of light need; empty if of neither."""
    less_is_better: bool = True
    """Whether less of it is better; else it is no merit by itself."""
    least: float = 0.5
    """A difference over all years that is worth a word, in the unit over the years."""
    margin: float = 0.01
    """A difference of this share of the amount is an accident where no goal holds the figure by itself [share]."""


FIGURES: tuple[Figure, ...] = (
    Figure("all_heavy_without_help", "all_heavy_without_help", need=HEAVY),
    Figure("all_heavy_unmet", "all_heavy_unmet", need=HEAVY),
    Figure("all_light_without_help", "all_light_without_help", need=LIGHT),
    Figure("all_light_unmet", "all_light_unmet", need=LIGHT),
    Figure("spend", "money", Post.SPEND.value, least=50.0, margin=0.0),
    Figure("overrun", "money", Post.OVERRUN.value, least=50.0, margin=0.0),
    Figure("all_employed", "all_employed", less_is_better=False),
    Figure("all_shortfall", "all_shortfall"),
)
"""Every figure, in the order told; a person with heavy need is never added to one with light need."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of the plan and of doing nothing."""

    plan: float
    """In the plan."""
    reference: float
    """If nothing is done."""

    @property
    def difference(self) -> float:
        """The plan's less that of doing nothing."""
        return tidy(self.plan - self.reference)


@dataclass(frozen=True, slots=True)
class Against:
    """A figure of the plan against doing nothing."""

    figure: Figure
    """What is compared."""
    unit: str
    """Unit in a year."""
    unit_over_years: str
    """Unit over all decided years."""
    last: Pair
    """In the last year."""
    all_years: Pair
    """Over all decided years, each period counted with its length."""
    certain: float
    """A difference over all years up to this may be an accident of where the two searches ended."""

    @property
    def name(self) -> str:
        """Identifier of the figure."""
        return self.figure.name

    @property
    def reference_is_better(self) -> bool:
        """Whether doing nothing is better in it over all years, by more than what the proofs leave open."""
        return self.figure.less_is_better and self.all_years.difference > max(self.figure.least, self.certain)


def against_reference(plan: Plan) -> tuple[Against, ...]:
    """Every figure of a plan against doing nothing; nothing without a reference.

    Heavy need always, if the municipality has any; of the rest what either comes to at all.
    """
    if plan.reference is None:
        return ()
    here, there = measures(plan), measures(plan.reference)
    last = plan.by_year[-1].year
    gap = max(plan.settings.gap, plan.reference.settings.gap)
    has_heavy = bool(plan.instance.settings.heavy_groups)
    found = []
    for figure in FIGURES:
        in_last, over = (_pair(here, there, figure, year) for year in (last, None))
        is_any = any(round(amount, 2) for pair in (in_last, over) for amount in (pair.plan, pair.reference))
        if not is_any and not (figure.need == HEAVY and has_heavy):
            continue
        measure = MEASURES[figure.measure]
        certain = max(2 * gap, figure.margin) * max(abs(over.plan), abs(over.reference))
        found.append(Against(figure, measure.unit, measure.unit_over_years, in_last, over, certain))
    return tuple(found)


def _pair(here: Measures, there: Measures, figure: Figure, year: int | None) -> Pair:
    key = (figure.measure, At(year, post=figure.post))
    return Pair(here.get(key, 0.0), there.get(key, 0.0))
