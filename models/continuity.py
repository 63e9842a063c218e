"""Nothing falls from one year to the next without a reason: those helped keep their help, programmes are not rolled back."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models import timing
from leonplan.models.data import Help, ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.programmes import need_taken_away
from leonplan.models.sets import IndexSets

VARIABLES: tuple[Symbol, ...] = ()


def _in_full(data: ModelData, levels: tuple[str, ...], g: str) -> tuple[str, ...]:
    """Levels, of some, that meet the whole need of a group."""
    return tuple(l for l in levels if data.services[g, l].relief >= 1)


def is_full_apart(data: ModelData, g: str) -> bool:
    """Whether some services of a group meet all of its need and others do not, so that in full is not the same as at all."""
    reliefs = [service.relief for (h, _), service in data.services.items() if h == g]
    return any(relief >= 1 for relief in reliefs) and any(relief < 1 for relief in reliefs)


def _kept(s: IndexSets, *, in_full: bool) -> list[tuple[str, int]]:
    """(group, period) with help before that is kept; in full only where it is not the same as help at all."""
    data = s.data
    if data.policies.greatest_fall is None:
        return []
    groups = [g for g in data.groups if (is_full_apart(data, g) if in_full else g in s.levels_of)]
    first = data.years[0]
    return [(g, t) for g, t in product(groups, data.years) if t != first or g in data.help_before]


def _helped(m: ConcreteModel, g: str, t: int, levels: tuple[str, ...]) -> Expr:
    """Persons of a group served at some levels, or kept from needing service by programmes [persons]."""
    served = sum(m.served[g, l, s, t] for l in levels for s in m.sets.where(l))
    return served + sum(need_taken_away(m, g, d, t) for d in m.data.districts)


def share_kept(data: ModelData, g: str, t: int) -> float:
    """Share of those helped in the period before who are helped still: less the yearly fall, and no more than need is left."""
    before = timing.previous(data, t)
    need = sum(data.need[g, d, t] for d in data.districts)
    earlier = data.help_before[g].need if before is None else sum(data.need[g, d, before] for d in data.districts)
    falls = min(1.0, need / earlier) if earlier else 1.0
    return timing.staying_share(data.policies.greatest_fall or 0.0, timing.length(data, t)) * falls


def _is_kept(m: ConcreteModel, g: str, t: int, levels: tuple[str, ...], given: float) -> Expr:
    """Help in a period against that of the one before, or against what was given."""
    before = timing.previous(m.data, t)
    earlier = given if before is None else _helped(m, g, before, levels)
    return relation(_helped(m, g, t, levels) - share_kept(m.data, g, t) * earlier, ">=", 0.0)


def _given(data: ModelData, g: str) -> Help:
    return data.help_before.get(g, Help(0.0, 0.0, 0.0))


@rule(lambda s: _kept(s, in_full=True))
def decisions_in_full_are_kept(m: ConcreteModel, g: str, t: int) -> Expr:
    """Those served in full, or kept from needing service, fall by no more than a share a year, and as need falls.

    Waiting and reduced service do not count: that would hold people at home who could move in.

    Math:    full[g,t] >= (1 - fall)^length[t] · min(1, need[g,t] / need[g,t-1]) · full[g,t-1]
             where full[g,t] = Σ_{l: relief[g,l] = 1, s} served[g,l,s,t] + taken_away[g,t]
    Units:   persons on an average day
    Source:  a decision on help stands (vedtak består): forvaltningsloven § 35; the share is the planner's
    """
    levels = _in_full(data_of(m), m.sets.levels_of[g], g)
    return _is_kept(m, g, t, levels, _given(m.data, g).in_full)


@rule(lambda s: _kept(s, in_full=False))
def decisions_are_kept(m: ConcreteModel, g: str, t: int) -> Expr:
    """Those served at all, or kept from needing service, fall by no more than a share a year, and as need falls.

    Math:    any[g,t] >= (1 - fall)^length[t] · min(1, need[g,t] / need[g,t-1]) · any[g,t-1]
             where any[g,t] = Σ_{l,s} served[g,l,s,t] + taken_away[g,t]
    Units:   persons on an average day
    Source:  a decision on help stands (vedtak består): forvaltningsloven § 35; the share is the planner's
    """
    return _is_kept(m, g, t, m.sets.levels_of[g], _given(m.data, g).at_all)


def participants_kept(data: ModelData, q: str, g: str, t: int) -> float | None:
    """Share of a group's participants in the period before who take part still: none leave, but as need falls [share].

    None where nothing is kept: the data say so, the programme has not begun, its participants wait at home for a place, where
    it would hold them, or nothing is known of the year before.
    """
    programme, effect, before = data.programmes[q], data.effects[q, g], timing.previous(data, t)
    is_interim = effect.level is not None and data.services[g, effect.level].relief < 1
    if programme.may_shrink or is_interim or t < programme.first_year:
        return None
    if before is None:
        return _given_kept(data, q, g, t)
    need, earlier = (sum(data.need[g, d, x] for d in data.districts) for x in (t, before))
    return min(1.0, need / earlier) if earlier else 1.0


def _given_kept(data: ModelData, q: str, g: str, t: int) -> float | None:
    """The same of those before the first decided period, as far as the programme is made for them, and residents leave room."""
    programme, effect, helped = data.programmes[q], data.effects[q, g], data.help_before.get(g)
    given = data.participants_before.get((q, g), 0.0)
    if not given or helped is None:
        return None
    need = sum(data.need[g, d, t] for d in data.districts)
    shares = [1.0, need / helped.need]
    if programme.max_participants is not None:
        shares.append(programme.max_participants / programme.participants)
    if effect.level is not None:
        stay = sum(timing.staying(data, g, l, t) * n for (h, l, _), n in data.residents.items() if h == g)
        shares.append(effect.eligible * max(0.0, need - stay) / given)
    return min(shares)


@rule(lambda s: [(q, g, t) for (q, g), t in product(s.taking_part, s.data.years)
                 if participants_kept(s.data, q, g, t) is not None])  # fmt: skip
def programmes_are_not_rolled_back(m: ConcreteModel, q: str, g: str, t: int) -> Expr:
    """Participants of a programme, once there, fall no faster than the need of their group.

    Math:    Σ_d participants[q,g,d,t] >= min(1, need[g,t] / need[g,t-1]) · Σ_d participants[q,g,d,t-1]
    Units:   persons on an average day
    Source:  assumption: what has been rolled out, with training and equipment, goes on unless the data say otherwise
    """
    data = data_of(m)
    before = timing.previous(data, t)
    now = sum(m.participants[q, g, d, t] for d in data.districts)
    given = data.participants_before.get((q, g), 0.0)
    earlier = given if before is None else sum(m.participants[q, g, d, before] for d in data.districts)
    return relation(now - (participants_kept(data, q, g, t) or 0.0) * earlier, ">=", 0.0)


RULES: tuple[Rule, ...] = (decisions_in_full_are_kept, decisions_are_kept, programmes_are_not_rolled_back)
