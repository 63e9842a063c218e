"""What is checked, with unit and tolerance, and the worst that was found."""

from __future__ import annotations

import sys
from fractions import Fraction

from leonplan.optimizer.outcome.verification import Check, Verification
from leonplan.optimizer.verify.exact import ONE, ZERO

PERSONS, PLACES, FTE, MONEY, SHARE, ROWS = "persons", "places", "FTE", "kNOK", "relative", "rows"

TOLERANCES = {PERSONS: 1e-6, PLACES: 1e-6, FTE: 1e-6, MONEY: 1e-3, SHARE: 1e-6, ROWS: 0.0, "times": 0.0}
"""The most that is put down to a solver's rounding, by unit: a krone, a millionth of others, no whole number."""

MANY = Fraction(10**6)
"""Sums of money above this may be wrong by a krone in each such part: persons are stored to a billionth, and priced [kNOK]."""

RULES = {
    "tables_are_whole": ROWS,
    "manifest_tells_the_same": ROWS,
    "nothing_is_negative": ROWS,
    "need_follows_from_inhabitants": PERSONS,
    "served_only_where_offered": ROWS,
    "need_is_met_or_counted": PERSONS,
    "unmet_need_is_counted": PERSONS,
    "what_lacks_of_the_minimum_is_counted": PERSONS,
    "what_lacks_of_sound_service_is_counted": PERSONS,
    "no_more_than_their_share_get_this_service": PERSONS,
    "those_served_come_from_somewhere": PERSONS,
    "served_only_where_assigned": PERSONS,
    "one_centre_per_district": "times",
    "discharge_ready_are_received": PERSONS,
    "served_near_home": PERSONS,
    "no_district_fares_much_worse": PERSONS,
    "no_district_fares_much_better": PERSONS,
    "served_within_operated_places": PERSONS,
    "contract_places_are_occupied": PERSONS,
    "agreements_begin_with_persons": PLACES,
    "operated_within_open_units": PLACES,
    "operated_within_built_places": PLACES,
    "built_places_never_negative": PLACES,
    "built_is_today_and_projects": PLACES,
    "projects_stay_started": "times",
    "projects_within_their_count": "times",
    "decided_projects_are_carried_out": "times",
    "repeats_keep_their_distance": "times",
    "excluded_projects_stay_out": "times",
    "required_projects_come_first": "times",
    "residents_are_not_moved": PERSONS,
    "only_projects_move_residents": PERSONS,
    "coverage_norm_is_reached": PLACES,
    "coverage_norm_is_not_exceeded": PLACES,
    "only_eligible_take_part": PERSONS,
    "decided_programmes_run": PERSONS,
    "programmes_grow_step_by_step": PERSONS,
    "programmes_keep_their_size": PERSONS,
    "decisions_in_full_are_kept": PERSONS,
    "decisions_are_kept": PERSONS,
    "programmes_are_not_rolled_back": PERSONS,
    "decided_starts_are_kept": "times",
    "decided_places_are_kept": PLACES,
    "decided_service_is_kept": PERSONS,
    "work_is_what_services_take": FTE,
    "staff_cover_the_work": FTE,
    "own_work_comes_first": FTE,
    "tasks_are_shifted_in_part": FTE,
    "nobody_works_twice": FTE,
    "staff_grow_by_recruitment": FTE,
    "recruitment_within_its_limit": FTE,
    "agency_within_its_limit": FTE,
    "whole_posts_are_whole": FTE,
    "staff_growth_is_limited": FTE,
    "competence_is_secured": FTE,
    "joint_staff_limits_are_kept": FTE,
    "joint_place_limits_are_kept": PLACES,
    "enough_is_spent_low_on_the_ladder": SHARE,
    "base_year_is_as_given": PERSONS,
    "base_year_staff_share_the_work": FTE,
    "spending_is_the_sum_of_its_posts": MONEY,
    "spending_falls_where_it_is_stated": MONEY,
    "spending_adds_up": ROWS,
    "spend_within_frame": MONEY,
    "invest_within_frame": MONEY,
    "grants_only_for_added_places": PLACES,
    "grants_follow_net_growth": PLACES,
    "projects_are_ready_in_time": "times",
    "no_grants_after_the_horizon": PLACES,
    "goals_are_what_the_tables_say": SHARE,
    "goals_keep_their_bounds": SHARE,
    "slack_is_as_stated": SHARE,
    "hard_demands_are_kept": SHARE,
}
"""Every rule, in the order of the formulation, with the unit of a violation."""


def _float(number: Fraction) -> float:
    """A number as a float; one beyond all floats, as a forged table may hold, is the greatest of them."""
    try:
        return float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -sys.float_info.max


Where = tuple[object, ...]
"""Year and ids of the place where a rule is checked."""


class Ledger:
    """Collects the worst violation of every rule."""

    def __init__(self) -> None:
        """Nothing is violated yet."""
        self._worst: dict[str, tuple[float, Where]] = dict.fromkeys(RULES, (0.0, ()))

    def at_most(self, rule: str, left: Fraction, right: Fraction, *where: object) -> None:
        """``left <= right`` should hold."""
        self._note(rule, _float(left - right), where)

    def equal(self, rule: str, left: Fraction, right: Fraction, *where: object, among: Fraction = ZERO) -> None:
        """``left = right`` should hold; among: the greatest of the sums they are part of."""
        if left != right:
            self._note(rule, abs(_float(left - right)) / max(1.0, _float(among / MANY)), where)

    def alike(self, rule: str, left: Fraction, right: Fraction, *where: object) -> None:
        """``left = right`` should hold, relative to the greater of the two and one."""
        self._note(rule, _float(abs(left - right) / max(abs(left), abs(right), ONE)), where)

    def about_most(self, rule: str, left: Fraction, right: Fraction, *where: object) -> None:
        """``left <= right`` should hold, relative to the greater of the two and one."""
        self._note(rule, _float((left - right) / max(abs(left), abs(right), ONE)), where)

    def excess_is(self, rule: str, stored: Fraction, excess: Fraction, *where: object) -> None:
        """``stored = max(0, excess)`` should hold."""
        self.equal(rule, stored, max(ZERO, excess), *where)

    def fails(self, rule: str, *where: object) -> None:
        """Something is missing or has no place; such are counted, and the first is named."""
        count, first = self._worst[rule]
        self._worst[rule] = (count + 1, first or where)

    def _note(self, rule: str, violation: float, where: Where) -> None:
        if violation > self._worst[rule][0]:
            self._worst[rule] = (violation, where)

    def verification(self) -> Verification:
        """Every rule with the worst that was found."""
        return Verification(
            tuple(
                Check(rule, worst, ", ".join(map(str, where)), RULES[rule], TOLERANCES[RULES[rule]])
                for rule, (worst, where) in self._worst.items()
            )
        )
