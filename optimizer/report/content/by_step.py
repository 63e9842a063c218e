"""What each step of the care ladder takes of users, staff and money: are resources moved down the ladder?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum

from leonplan.optimizer.report.charts.steps import users_and_cost
from leonplan.optimizer.report.content.tables import summed_by_column
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import Block, Heading, Paragraph, Table
from leonplan.optimizer.results.by_level import LevelResources, resources_by_level
from leonplan.optimizer.results.ladder import normal_cost_by_level

Resources = Mapping[int, Mapping[str, LevelResources]]
"""What each level takes, by year shown."""


def resources_section(view: View) -> Iterator[Block]:
    """The section: a chart of users against cost per user, money and work by level, and how the shares move."""
    w = view.words
    taken = {year: resources_by_level(view, year) for year in view.shown}
    yield Heading(2, w.say("Resources by step of the ladder"), "levels-resources")
    yield Paragraph(
        w.say(
            "Pay follows work: what is paid to each category is spread over the work that it does, and that over the levels. "
            "Buildings, centres, programmes, travel and the fee for patients ready for discharge belong to no step."
        )
    )
    yield Paragraph(_shift(view, taken))
    yield from _demanded(view)
    yield users_and_cost(view, taken[view.last])
    yield _money(view, taken)
    if view.names.staff:
        yield _work(view, taken)


def _shift(view: View, taken: Resources) -> str:
    """The share of money at home and below, today and in the end."""
    w = view.words
    top = max((view.step[l] for l in view.at_home), default=0)
    low = [l for l in view.names.levels if view.step[l] <= top]
    shares = []
    for year in (view.first, view.last):
        amounts = {l: one.amount for l, one in taken[year].items()}
        shares.append(view.per_cent(fsum(amounts[l] for l in low), fsum(amounts.values())))
    return w.say(
        "Of what the steps take together, those up to help at home ({levels}) take {before} in {first} and {after} in {last}.",
        levels=w.listed(tuple(view.names.levels[l] for l in low)),
        before=shares[0],
        first=view.first,
        after=shares[1],
        last=view.last,
    )


def _demanded(view: View) -> Iterator[Paragraph]:
    """What the policy on the care ladder demands and what there is of it, where it is in force in the last year."""
    w, wanted = view.words, view.data.policies.ladder_share
    if wanted is None or view.last not in wanted.at_least:
        return
    cost = normal_cost_by_level(view.data, view.values[view.last])
    yield Paragraph(
        w.say(
            "From {first} at least {share} of what help at the steps normally costs must fall at or below step {step}; in {last} "
            "{there} does. Work counts there at normal pay, places in full units, and programmes where they help, so these "
            "shares are others than the one above.",
            first=min(wanted.at_least),
            share=view.per_cent(wanted.at_least[view.last], 1.0),
            step=view.instance.settings.policies.ladder_share.step or 0,
            last=view.last,
            there=view.per_cent(fsum(cost[l] for l in view.names.levels if l in wanted.levels), fsum(cost.values())),
        )
    )


def _money(view: View, taken: Resources) -> Table:
    w = view.words
    rows = [
        (name, [taken[year][l].amount / 1000 for year in view.shown])
        for l, name in view.names.levels.items()
        if any(taken[year][l].amount for year in view.shown)
    ]
    spend = {year: view.by_year[year].spend for year in view.shown}
    rest = [(spend[year] - fsum(one.amount for one in taken[year].values())) / 1000 for year in view.shown]
    return summed_by_column(
        id="money-by-level",
        caption=w.say(
            "What each level costs (million kr a year, kroner of {year})", year=view.instance.settings.price_year
        ),
        stub=w.say("Level, the lowest step first"),
        columns=view.year_columns,
        rows=[*rows, (w.say("Of no step"), rest)],
        total=w.say("Net spending"),
        decimals=1,
    )


def _work(view: View, taken: Resources) -> Table:
    w = view.words
    return summed_by_column(
        id="work-by-level",
        caption=w.say("Work at each level, programmes apart (FTE at work)"),
        stub=w.say("Level, the lowest step first"),
        columns=view.year_columns,
        rows=[
            (name, [taken[year][l].work for year in view.shown])
            for l, name in view.names.levels.items()
            if any(taken[year][l].work for year in view.shown)
        ],
        total=w.say("All levels"),
        decimals=PERSONS,
    )
