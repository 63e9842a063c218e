"""What binds of the policy on the care ladder: the share that is spent low on it."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results.ladder import normal_cost_by_level


@looks_at("enough_is_spent_low_on_the_ladder")
def ladder_share(view: DecidedYears) -> Iterator[Binding]:
    """Money wanted low on the ladder, and money there; nothing binds where there is no money at any step."""
    wanted = view.data.policies.ladder_share
    if wanted is None:
        return
    for t, share in wanted.at_least.items():
        spent = normal_cost_by_level(view.data, view.choices[t])
        use, low = share * fsum(spent.values()), fsum(spent[l] for l in sorted(wanted.levels))
        if use > TINY:
            subject = "share spent low on the care ladder"
            yield Binding("enough_is_spent_low_on_the_ladder", "", subject, "", "", t, use, low, "kNOK/year")


LOOKS: tuple[Look, ...] = (ladder_share,)
