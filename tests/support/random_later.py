"""What was added to the formulation later, now and then in a random municipality, so that the rest of it stays as it was."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from leonplan.models.data import Help, JointLimit, LowOnLadder, ModelData, PlaceChange, Shift


def with_what_came_later(random: Random, data: ModelData) -> ModelData:
    """The municipality with transition money, outlay over years, what stands and tasks shifted, each now and then."""
    if data.operating_frame is not None and random.random() < 0.3:
        data = replace(
            data, transition={t: float(random.randint(0, 20)) for t in [t for t in data.years if random.random() < 0.7]}
        )
    if data.projects and random.random() < 0.4:
        shares = ((1.0,), (0.5, 0.5), (0.25, 0.75), (0.75, 0.25))
        spread = {
            p: replace(x, outlay=random.choice(shares) if x.lead_time > 1 else (1.0,)) for p, x in data.projects.items()
        }
        data = replace(data, projects=spread)
    if data.effects:
        data = with_programmes_before(random, data)
    data = with_decisions_kept(random, data) if random.random() < 0.35 else data
    twin = Random(random.random())  # so that the rest does not depend on what is added here
    data = with_units_of_houses(twin, data) if twin.random() < 0.3 else data
    data = with_task_shifting(Random(twin.random()), data)
    twin = Random(twin.random())
    data = with_contracts(twin, data) if twin.random() < 0.25 else data
    data = with_joint_limits(twin, data) if twin.random() < 0.3 else data
    twin = Random(twin.random())
    return with_ladder_share(twin, data) if twin.random() < 0.25 else data


def with_ladder_share(random: Random, data: ModelData) -> ModelData:
    """The municipality with a least share of the money on one or two of the lowest levels, in some years."""
    low = frozenset(list(data.levels)[: random.choice((1, 2))])
    at_least = {t: random.choice((0.1, 0.25, 0.4, 0.75)) for t in data.years if random.random() < 0.7}
    return replace(data, policies=replace(data.policies, ladder_share=LowOnLadder(low, at_least)))


def with_joint_limits(random: Random, data: ModelData) -> ModelData:
    """The municipality with limits on categories together, and on places at several centres and levels, in some years."""
    limits = {}
    for n in ("books", "market", "houses"):
        of = "places" if n == "houses" else random.choice(("employed", "recruited", "agency"))
        years = [t for t in data.years if random.random() < 0.7]
        places = [(c, l) for c in data.centres for l, level in data.levels.items() if not level.at_home]
        categories = tuple(k for k in data.categories if random.random() < 0.9)
        if years and random.random() < 0.6 and (of == "places" or categories):
            limits[n] = JointLimit(
                of,
                () if of == "places" else categories,
                tuple(key for key in places if random.random() < 0.7) if of == "places" else (),
                {t: random.choice((0.5, 1.0, 3.0, 6.0)) for t in years},
            )
    return replace(data, joint_limits=limits)


def with_contracts(random: Random, data: ModelData) -> ModelData:
    """The municipality with one level's places bought by contract, and a project that brings some, which may be repeated."""
    bought = random.choice([l for l, level in data.levels.items() if not level.at_home])
    level = replace(data.levels[bought], agreement_least=1.0, unit_size=None, unit_cost=0.0)
    places = {key: float(min(n, 2)) if key[1] == bought else n for key, n in data.places.items()}
    data = replace(
        data,
        levels={**data.levels, bought: level},
        places=places,
        own_unit_sizes={key: size for key, size in data.own_unit_sizes.items() if key[1] != bought},
        fte_per_unit={key: fte for key, fte in data.fte_per_unit.items() if key[0] != bought},
        residents={(g, l, c): n if l != bought else 0.0 for (g, l, c), n in data.residents.items()},
    )
    if not data.projects:
        return data
    p = random.choice(list(data.projects))
    bring = PlaceChange(p, random.choice(data.centres), bought, random.randint(1, 3), False, False)
    return replace(data, place_changes=(*data.place_changes, bring))


def with_units_of_houses(random: Random, data: ModelData) -> ModelData:
    """The municipality with units of another size in some houses, among them some run one by one elsewhere."""
    where = {key for key, places in data.places.items() if places > 0}
    where |= {(x.centre, x.level) for x in data.place_changes if x.change > 0}
    sizes = {key: random.choice((1, 2, 3, 5)) for key in sorted(where) if random.random() < 0.6}
    return replace(data, own_unit_sizes=sizes)


def with_task_shifting(random: Random, data: ModelData) -> ModelData:
    """The municipality where part of a category's work may be done by another that may not do all of it, or not."""
    pairs = [(k, w) for k in data.categories for w in data.categories if w not in data.categories[k].may_do]
    shifts = {
        pair: Shift(random.choice((0.0, 0.25, 0.5)), random.choice((1.0, 1.25, 2.0)))
        for pair in pairs
        if random.random() < 0.6
    }
    return replace(data, shifts=shifts)


def with_programmes_before(random: Random, data: ModelData) -> ModelData:
    """The municipality with programmes that may shrink or not, and participants and help before the first period."""
    programmes = {q: replace(x, may_shrink=random.random() < 0.3) for q, x in data.programmes.items()}
    given, helped = {}, {}
    for (q, g), effect in data.effects.items():
        if programmes[q].participants and random.random() < 0.7:
            given[q, g] = 0.5
            most = max(1.0, sum(data.need[g, d, data.years[0]] for d in data.districts))
            well = 0.0 if effect.level else 0.5 * effect.need_reduction
            helped[g] = Help(max(0.5, well), max(0.5, well), most + random.choice((0.0, 1.0)))
    return replace(data, programmes=programmes, participants_before=given, help_before=helped)


def with_decisions_kept(random: Random, data: ModelData) -> ModelData:
    """The municipality with decisions on help that stand, and help before the first period."""
    helped = dict(data.help_before)
    for g in [g for g in data.groups if random.random() < 0.7 and g not in data.help_before]:
        some_helped = random.randint(1, 12) / 2
        full = min(some_helped, random.randint(0, 12) / 2)
        helped[g] = Help(full, some_helped, some_helped + random.choice((0.0, 1.5)))
    policies = replace(data.policies, greatest_fall=random.choice((0.0, 0.25, 0.5)))
    return replace(data, policies=policies, help_before=helped)
