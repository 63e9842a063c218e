"""What binds of sound service: groups at or below their minimum, and greatest shares of reduced service used up."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed


@looks_at("what_lacks_of_the_minimum_is_counted")
def minimums(view: DecidedYears) -> Iterator[Binding]:
    """Groups of which no more are helped enough than their minimum, or fewer."""
    unserved = {
        t: summed((x.group, x.persons) for x in view.decided_rows(r.Unserved) if x.year == t) for t in view.decided
    }
    for t, year in view.choices.items():
        for g, group in view.data.groups.items():
            served = [(l, persons) for (h, l, _), persons in year.of("served").items() if h == g]
            enough = sum(n for l, n in served if view.data.services[g, l].relief >= group.counts_from)
            wanted = group.minimum * (unserved[t].get(g, 0.0) + sum(n for _, n in served))
            if wanted > TINY:
                name = view.names.groups[g]
                yield Binding("what_lacks_of_the_minimum_is_counted", g, name, "", "", t, wanted, enough, "persons")


@looks_at("no_more_than_their_share_get_this_service")
def shares(view: DecidedYears) -> Iterator[Binding]:
    """Groups of which as many get a service as may."""
    for (g, l), service in view.data.services.items():
        for t, year in view.choices.items() if service.max_share is not None else ():
            served = sum(n for (h, m, _), n in year.of("served").items() if (h, m) == (g, l))
            most = (service.max_share or 0.0) * sum(view.data.need[g, d, t] for d in view.data.districts)
            name = f"{view.names.groups[g]}: {view.names.levels[l]}"
            if most > TINY:
                yield Binding("no_more_than_their_share_get_this_service", g, name, "", "", t, served, most, "persons")


LOOKS: tuple[Look, ...] = (
    minimums,
    shares,
)
