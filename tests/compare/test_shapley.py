"""Fair shares: against the mean over all orders taken one by one, and by the axioms that define them."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import factorial

from hypothesis import given
from hypothesis import strategies as st

from leonplan.optimizer.compare.shapley import Coalition, arrivals, coalitions, rounded, shapley

Game = dict[Coalition, Fraction]

PLAYERS = ("a", "b", "c", "d", "e")
NUMBERS = st.integers(-(10**15), 10**15).map(lambda number: Fraction(number, 10**9))


@st.composite
def games(draw: st.DrawFn, least: int = 1, most: int = 5) -> tuple[tuple[str, ...], Game]:
    """Players, and what every coalition comes to, with nine decimals."""
    players = PLAYERS[: draw(st.integers(least, most))]
    return players, {some: draw(NUMBERS) for some in coalitions(players)}


def by_orders(players: tuple[str, ...], game: Game) -> dict[str, Fraction]:
    """The mean over all orders, each walked through."""
    total = dict.fromkeys(players, Fraction(0))
    for order in permutations(players):
        for place, one in enumerate(order):
            total[one] += game[frozenset(order[: place + 1])] - game[frozenset(order[:place])]
    return {one: amount / factorial(len(players)) for one, amount in total.items()}


def test_three_changes_by_hand() -> None:
    """Orders and what the second player c adds: abc 0, acb 2, bac 0, bca 4, cab 6, cba 6, so 18/6 = 3 is c's.

    Worth: c 6, ab 10, ac 4, bc 7, abc 10, a 2, b 3. For a: abc 2, acb 2, bac 7, bca 3, cab -2, cba 3, so 15/6 = 5/2.
    For b: abc 8, acb 6, bac 3, bca 3, cab 6, cba 1, so 27/6 = 9/2. Together 10.
    """
    worth = {"": 0, "a": 2, "b": 3, "c": 6, "ab": 10, "ac": 4, "bc": 7, "abc": 10}
    shares = shapley("abc", lambda some: Fraction(worth["".join(sorted(some))]))
    assert shares == {"a": Fraction(5, 2), "b": Fraction(9, 2), "c": Fraction(3)}


@given(game=games())
def test_shares_are_the_mean_over_all_orders(game: tuple[tuple[str, ...], Game]) -> None:
    players, worth = game
    assert shapley(players, worth.__getitem__) == by_orders(players, worth)


@given(game=games())
def test_shares_add_up_exactly_and_so_do_their_decimals(game: tuple[tuple[str, ...], Game]) -> None:
    players, worth = game
    shares = shapley(players, worth.__getitem__)
    difference = worth[frozenset(players)] - worth[frozenset()]
    assert sum(shares.values()) == difference
    decimals = rounded(shares)
    assert sum(decimals.values()) == difference
    for one, share in shares.items():
        assert (decimals[one] * 10**9).denominator == 1
        assert abs(decimals[one] - share) < Fraction(1, 10**9)


@given(game=games(least=2), data=st.data())
def test_the_order_in_which_players_are_named_does_not_matter(
    game: tuple[tuple[str, ...], Game], data: st.DataObject
) -> None:
    players, worth = game
    other = data.draw(st.permutations(players))
    assert list(shapley(other, worth.__getitem__).items()) == list(shapley(players, worth.__getitem__).items())


@given(game=games(least=2), gift=NUMBERS)
def test_who_adds_the_same_to_everybody_gets_just_that(game: tuple[tuple[str, ...], Game], gift: Fraction) -> None:
    """A dummy, worth the same whoever is there, has that as its share; one who is worth nothing has none."""
    players, worth = game
    dummy = players[-1]
    made = {some: worth[some - {dummy}] + (gift if dummy in some else 0) for some in worth}
    assert shapley(players, made.__getitem__)[dummy] == gift


@given(game=games(least=2))
def test_players_alike_have_the_same_share(game: tuple[tuple[str, ...], Game]) -> None:
    players, worth = game
    one, other = players[:2]
    swap = {one: other, other: one}
    alike = {some: worth[some] + worth[frozenset(swap.get(player, player) for player in some)] for some in worth}
    shares = shapley(players, alike.__getitem__)
    assert shares[one] == shares[other]


@given(game=games(), factor=NUMBERS)
def test_shares_of_a_sum_are_the_sums_of_shares(game: tuple[tuple[str, ...], Game], factor: Fraction) -> None:
    players, worth = game
    squares = {some: Fraction(len(some) ** 2) for some in worth}
    mixed = {some: factor * worth[some] + squares[some] for some in worth}
    one, other = shapley(players, worth.__getitem__), shapley(players, squares.__getitem__)
    assert shapley(players, mixed.__getitem__) == {p: factor * one[p] + other[p] for p in players}


def test_every_order_is_counted_once() -> None:
    for player in PLAYERS:
        assert sum(weight for _, weight in arrivals(PLAYERS, player)) == 1
    assert len(coalitions(PLAYERS)) == len(set(coalitions(PLAYERS))) == 2 ** len(PLAYERS)
    assert coalitions(PLAYERS)[0] == frozenset()
