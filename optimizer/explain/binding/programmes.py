"""What binds of programmes: their growth, their size, and who is eligible."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results.sums import summed


@looks_at("programmes_grow_step_by_step", "programmes_keep_their_size", "only_eligible_take_part")
def programmes(view: DecidedYears) -> Iterator[Binding]:
    """Programmes that grow as fast as they can, are full, or have everybody who is eligible."""
    for q, programme in view.data.programmes.items():
        name = view.names.programmes[q]
        for t in (t for t in view.decided if t >= programme.first_year):
            before = view.before(t)
            earlier = programme.participants if before is None else view.taking_part(q, before)
            here = view.taking_part(q, t)
            room = programme.growth_per_year * view.length(t)
            yield Binding("programmes_grow_step_by_step", q, name, "", "", t, here - earlier, room, "persons")
            if programme.max_participants is not None:
                most = programme.max_participants
                yield Binding("programmes_keep_their_size", q, name, "", "", t, here, most, "persons")
            eligible = _eligible(view, q, t)
            if eligible > TINY:
                yield Binding("only_eligible_take_part", q, name, "", "", t, here, eligible, "persons")


def _eligible(view: DecidedYears, q: str, t: int) -> float:
    """All who can take part in a programme [persons]."""
    served = summed((f"{g}/{l}", n) for (g, l, _), n in view.choices[t].of("served").items())
    total = 0.0
    for (p, g), effect in view.data.effects.items():
        if p == q:
            here = sum(view.data.need[g, d, t] for d in view.data.districts)
            total += effect.eligible * (here if effect.level is None else served.get(f"{g}/{effect.level}", 0.0))
    return total


LOOKS: tuple[Look, ...] = (programmes,)
