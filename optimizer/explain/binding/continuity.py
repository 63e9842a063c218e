"""What binds from one year to the next: decisions on help that stand, programmes that go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from leonplan.models.continuity import is_full_apart, participants_kept, share_kept
from leonplan.models.data import Help
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding


@looks_at("decisions_in_full_are_kept", "decisions_are_kept")
def decisions(view: DecidedYears) -> Iterator[Binding]:
    """Groups of which no more are helped than must be, as so many were helped before."""
    data = view.data
    for t, g in product(data.years if data.policies.greatest_fall is not None else (), data.groups):
        before = view.before(t)
        keep = share_kept(data, g, t) if before is not None or g in data.help_before else 0.0
        for rule in ("decisions_in_full_are_kept", "decisions_are_kept"):
            in_full = rule == "decisions_in_full_are_kept"
            if in_full and not is_full_apart(data, g):
                continue
            given = data.help_before.get(g, Help(0.0, 0.0, 0.0))
            start = given.in_full if in_full else given.at_all
            wanted = keep * (start if before is None else _helped(view, g, before, in_full=in_full))
            if wanted > TINY:
                here = _helped(view, g, t, in_full=in_full)
                yield Binding(rule, g, view.names.groups[g], "", "", t, wanted, here, "persons")


def _helped(view: DecidedYears, g: str, t: int, *, in_full: bool) -> float:
    """Persons of a group served, in full or at all, or kept from needing service [persons]."""
    services, effects, year = view.data.services, view.data.effects, view.choices[t]
    served = ((services[g, l].relief, n) for (h, l, _), n in year.of("served").items() if h == g)
    well = (effects[q, g].need_reduction * n for (q, h, _), n in year.of("participants").items()
            if h == g and effects[q, g].level is None)  # fmt: skip
    return sum(n for relief, n in served if relief >= 1 or not in_full) + sum(well)


@looks_at("programmes_are_not_rolled_back")
def programmes(view: DecidedYears) -> Iterator[Binding]:
    """Programmes in which no more take part than must, as so many took part before."""
    for q, g in view.data.effects:
        name = f"{view.names.programmes[q]}: {view.names.groups[g]}"
        for t in view.decided:
            share, before = participants_kept(view.data, q, g, t), view.before(t)
            given = view.data.participants_before.get((q, g), 0.0)
            wanted = (share or 0.0) * (given if before is None else _taking_part(view, q, g, before))
            if wanted > TINY:
                here = _taking_part(view, q, g, t)
                yield Binding("programmes_are_not_rolled_back", q, name, "", "", t, wanted, here, "persons")


def _taking_part(view: DecidedYears, q: str, g: str, t: int) -> float:
    """Participants of a group [persons]."""
    return sum(n for (p, h, _), n in view.choices[t].of("participants").items() if (p, h) == (q, g))


LOOKS: tuple[Look, ...] = (decisions, programmes)
