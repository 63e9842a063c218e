"""The rules at which nothing can run short, so that none of them is looked at, and why."""

from __future__ import annotations

_SUM = "an account of what other rules limit: it adds up, whatever the plan is"
_CHOICE = "a choice between centres, of which there is no more or less"

NEVER_SCARCE = {
    "need_is_met_or_counted": _SUM,
    "unmet_need_is_counted": _SUM,
    "those_served_come_from_somewhere": _SUM,
    "served_only_where_places_are": "follows from the places there are, at which it is looked",
    "served_only_where_assigned": _CHOICE,
    "one_centre_per_district": _CHOICE,
    "those_served_are_housed": _SUM,
    "served_within_operated_places": "as many places are run as are needed; what limits those run is looked at",
    "contract_places_are_occupied": "as many places by contract are run as there are persons for; those built are looked at",
    "what_comes_by_contract_is_agreed": _SUM,
    "last_unit_is_smaller": "how the places in use share themselves out on units; open units that are full are looked at",
    "built_places_never_negative": "keeps projects from removing what is not there, of which no one could want more",
    "what_is_started_is_chosen": _SUM,
    "houses_are_not_emptied": "follows from residents_are_not_moved, which is looked at",
    "those_moved_come_from_somewhere": _SUM,
    "spending_is_the_sum_of_its_posts": _SUM,
    "grants_only_for_added_places": "says what a grant is for; where fewer places are granted, net growth is looked at",
    "no_grants_without_growth": "the case of no growth at all of grants_follow_net_growth, which is looked at",
}
"""Name of the rule: why nothing is left or lacking there."""
