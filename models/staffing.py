"""Staff: årsverk that the work takes, that there are, and that must be found."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models import timing
from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule

VARIABLES = (
    Symbol(
        "employed", lambda s: list(product(s.data.categories, s.data.years)), "employed[k,t]",
        lambda m, k, t: "integer" if m.data.categories[k].whole else "continuous", "FTE",
        "full-time equivalents on the books at the end of the period; whole where the category says so",
    ),
    Symbol(
        "left_over", lambda s: [(k, t) for k, t in product(s.data.categories, s.data.years) if s.data.categories[k].whole],
        "left_over[k,t]", "continuous", "FTE", "part of a full-time equivalent that leaves to make the rest whole",
        bounds=lambda m, k, t: (0, 1),
    ),
    Symbol(
        "hired", lambda s: list(product(s.data.categories, s.data.years)),
        "hired[k,t]", "continuous", "FTE/year", "full-time equivalents recruited in each year of the period",
        bounds=lambda m, k, t: (0, m.data.categories[k].recruitment_limit),
    ),
    Symbol(
        "agency", lambda s: list(product(s.data.categories, s.data.years)),
        "agency[k,t]", "continuous", "FTE at work", "full-time equivalents hired in from agencies",
        bounds=lambda m, k, t: (0, m.data.categories[k].agency_limit),
    ),
    Symbol(
        "covers", lambda s: [(k, w, t) for (k, w), t in product(s.covers, s.data.years)],
        "covers[k,w,t]", "continuous", "FTE at work", "work of category w that category k does",
    ),
    Symbol(
        "shortfall", lambda s: list(product(s.data.categories, s.data.years)),
        "shortfall[k,t]", "continuous", "FTE at work", "work of category k that nobody can be found for",
    ),
    Symbol(
        "competence_gap", lambda s: [(k, t) for k, t in product(s.data.categories, s.data.years) if _has_floor(s.data, k)],
        "competence_gap[k,t]", "continuous", "FTE at work", "work that wants category k's competence and is done without it",
    ),
)  # fmt: skip


def _has_floor(data: ModelData, k: str) -> bool:
    """Whether some level wants a least share of a category's competence."""
    floors = data.competence_floor.items()
    return data.policies.minimum_competence and any(w == k and share > 0 for (_, w), share in floors)


def work_at(m: ConcreteModel, l: str, k: str, t: int) -> Expr:
    """Work of a category at a level: per person served and per open unit, less what programmes save [FTE at work]."""
    data = data_of(m)
    per_person = sum(
        data.fte_per_person[g, l, k] * m.served[g, l, s, t]
        for g in m.sets.groups_at.get(l, ())
        if data.fte_per_person.get((g, l, k))
        for s in m.sets.where(l)
    )
    per_unit = data.fte_per_unit.get((l, k), 0.0)
    in_units = sum(per_unit * m.open_units[c, l, t] for c, level in m.sets.in_units if level == l and per_unit)
    saved = sum(
        effect.fte_saved[k] * m.participants[q, g, d, t]
        for (q, g), effect in data.effects.items()
        if effect.level == l and effect.fte_saved.get(k)
        for d in data.districts
    )
    return per_person + in_units - saved


def _work_of_programmes(m: ConcreteModel, k: str, t: int) -> Expr:
    """Work that programmes take [FTE at work]."""
    return sum(
        m.data.programmes[q].fte_per_participant[k] * m.participants[q, g, d, t]
        for (q, g) in m.sets.taking_part
        if m.data.programmes[q].fte_per_participant.get(k)
        for d in m.data.districts
    )


def _work_of(m: ConcreteModel, k: str, t: int) -> Expr:
    """All work of a category [FTE at work]."""
    return sum(work_at(m, l, k, t) for l in m.data.levels) + _work_of_programmes(m, k, t)


@rule(lambda s: list(product(s.data.categories, s.data.years)))
def staff_cover_the_work(m: ConcreteModel, k: str, t: int) -> Expr:
    """The work of each category is done by those who may do it, or counted as shortfall.

    Math:    Σ_{j may do k} covers[j,k,t] + shortfall[k,t] >= Σ_{g,l,s} fte_per_person[g,l,k] · served[g,l,s,t]
             + Σ_{c,l} fte_per_unit[l,k] · open_units[c,l,t] - saved[k,t] + Σ_q fte_per_participant[q,k] · participants[q,t]
    Units:   FTE at work
    Source:  the municipality's staffing norms (bemanningsnorm)
    """
    done = sum(m.covers[j, k, t] for j in m.sets.helping.get(k, ()))
    return done + m.shortfall[k, t] - _work_of(m, k, t) >= 0


@rule(lambda s: [(k, w, t) for (k, w), t in product(s.data.shifts, s.data.years)])
def tasks_are_shifted_in_part(m: ConcreteModel, k: str, w: str, t: int) -> Expr:
    """Who may do part of another category's work does no more than that share of it.

    Math:    covers[k,w,t] <= max_share[k,w] · work[w,t]      (work as in staff_cover_the_work)
    Units:   FTE at work
    Source:  oppgavedeling as the municipality decides it; advised by NOU 2023: 4
    """
    return relation(m.covers[k, w, t] - m.data.shifts[k, w].max_share * _work_of(m, w, t), "<=", 0.0)


@rule(lambda s: list(product(s.data.categories, s.data.years)))
def nobody_works_twice(m: ConcreteModel, k: str, t: int) -> Expr:
    """Staff do no more than those present can do; what is shifted to them may take them longer.

    Math:    Σ_w hours[k,w] · covers[k,w,t] <= (1 - absence[k]) · employed[k,t] + agency[k,t]
             (hours[k,w] is 1 but for shifted tasks)
    Units:   FTE at work
    Source:  definition; absence as measured by the municipality
    """
    category, shifts = m.data.categories[k], m.data.shifts
    done = sum((shifts[k, w].hours if (k, w) in shifts else 1.0) * m.covers[k, w, t] for w in m.sets.works_of[k])
    return done - (1 - category.absence) * m.employed[k, t] - m.agency[k, t] <= 0


@rule(lambda s: list(product(s.data.categories, s.data.years)))
def staff_grow_by_recruitment(m: ConcreteModel, k: str, t: int) -> Expr:
    """Those on the books are those who stayed and those recruited.

    Math:    employed[k,t] = (1 - leaving[k])^length[t] · employed[k,t-1]
             + Σ_{i < length[t]} (1 - leaving[k])^i · hired[k,t] - left_over[k,t]   (only for whole categories)
    Units:   FTE
    Source:  definition; leaving and recruitment as the labour market gives
    """
    data = data_of(m)
    category, years = data.categories[k], timing.length(data, t)
    before = timing.previous(data, t)
    earlier = category.employed if before is None else m.employed[k, before]
    stayed = timing.staying_share(category.leaving, years) * earlier
    recruited = timing.recruited_per_year_in_place(category.leaving, years) * m.hired[k, t]
    left_over = m.left_over[k, t] if category.whole else 0
    return m.employed[k, t] - stayed - recruited + left_over == 0


@rule(lambda s: list(s.data.years) if s.data.policies.staff_growth is not None and s.data.categories else [])
def staff_growth_is_limited(m: ConcreteModel, t: int) -> Expr:
    """All staff together grow no faster than a yearly rate.

    Math:    Σ_k employed[k,t] <= (1 + rate)^(t - base) · Σ_k employed[k,base]
    Units:   FTE
    Source:  NOU 2023: 4: staffing should not grow essentially above the present level
    """
    data = data_of(m)
    rate = data.policies.staff_growth or 0.0
    most = sum(x.employed for x in data.categories.values()) * (1 + rate) ** (t - data.base_year)
    return sum(m.employed[k, t] for k in data.categories) <= most


@rule(lambda s: [(k, t) for k, t in product(s.data.categories, s.data.years) if _has_floor(s.data, k)])
def competence_is_secured(m: ConcreteModel, k: str, t: int) -> Expr:
    """A least share of each level's work is done by a category or those who may do all of its work.

    Math:    Σ_{j may do all of k} Σ_w covers[j,w,t] + competence_gap[k,t] >= Σ_l floor[l,k] · work[l,t]
    Units:   FTE at work
    Source:  forsvarlighetskravet (helse- og omsorgstjenesteloven § 4-1); shares as the municipality sets them
    """
    data = data_of(m)
    able = [(j, w) for j in m.sets.able.get(k, ()) for w in m.sets.works_of[j]]
    wanted = sum(
        share * work_at(m, l, w, t)
        for (l, category), share in data.competence_floor.items()
        if category == k and share
        for w in data.categories
    )
    return relation(sum(m.covers[j, w, t] for j, w in able) + m.competence_gap[k, t] - wanted, ">=", 0.0)


RULES: tuple[Rule, ...] = (
    staff_cover_the_work,
    tasks_are_shifted_in_part,
    nobody_works_twice,
    staff_grow_by_recruitment,
    staff_growth_is_limited,
    competence_is_secured,
)
