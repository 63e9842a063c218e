"""Who is served at the lowest effective level and who is not, by group and by district."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.compare.measures import measures
from leonplan.optimizer.report.add_up import sums_of
from leonplan.optimizer.report.content.rounded import (
    ABOVE,
    BELOW,
    HOME,
    LOWEST,
    NONE,
    OUTCOMES,
    PLACES,
    PREVENTED,
    need_by_district,
    need_by_group,
    outcome,
    outcomes,
    parts,
    unmet_by_group,
    whereabouts,
)
from leonplan.optimizer.report.content.tables import plain, shown_by_column, summed_both_ways
from leonplan.optimizer.report.content.view import NOTHING, PERSONS, View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed


def people_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("Who is served at the lowest effective level, and who is not"), "people")
    yield _over_years(view)
    yield Heading(2, w.say("By group"), "people-groups")
    yield _by_group(view)
    yield Paragraph(
        w.say(
            "Someone who waits at a lower level gets part of the help needed. What that leaves unmet "
            "is counted in whole persons: two who get half of what they need count as one."
        )
    )
    yield _unmet(view)
    yield from _moved(view)
    yield Heading(2, w.say("By district"), "people-districts")
    yield _by_district(view)
    yield _unmet_by_district(view)
    yield from _near(view)


def _taken(view: View) -> list[str]:
    """Every outcome but prevention, and that where there is any."""
    is_prevented = any(outcomes(view, year)[PREVENTED] for year in (*view.shown, view.last))
    return [key for key in OUTCOMES if key != PREVENTED or is_prevented]


def _over_years(view: View) -> Table:
    w = view.words
    return shown_by_column(
        id="outcomes-by-year",
        caption=w.say("How those in need fare (persons on an average day)"),
        stub=w.say("Service"),
        columns=view.year_columns,
        names={key: w.say(name) for key, name in OUTCOMES.items()},
        shown=[outcomes(view, year) for year in view.shown],
        total=w.say("All need"),
        decimals=PERSONS,
    )


def _by_group(view: View) -> Table:
    w, taken, last = view.words, _taken(view), view.last
    amounts = view.sums(
        r.Served, lambda row: (row.group, outcome(view, row)), lambda row: row.persons, lambda row: row.year == last
    )
    amounts |= view.sums(
        r.Unserved, lambda row: (row.group, NONE), lambda row: row.persons, lambda row: row.year == last
    )
    need = view.sums(r.Need, lambda row: row.group, lambda row: row.persons, lambda row: row.year == last)
    for group in view.names.groups:
        met = fsum(amounts.get((group, key), 0.0) for key in (LOWEST, ABOVE, BELOW, NONE))
        amounts[group, PREVENTED] = max(0.0, need[group] - met)
    cells = [[amounts.get((group, key), 0.0) for key in taken] for group in view.names.groups]
    rows, columns = need_by_group(view, last), outcomes(view, last)
    return summed_both_ways(
        id="outcomes-by-group",
        caption=w.say("How each group fares in {year} (persons on an average day)", year=last),
        stub=w.say("Group"),
        columns=[Column(w.say(OUTCOMES[key]), numeric=True) for key in taken],
        labels=list(view.names.groups.values()),
        sums=sums_of(cells, PERSONS, list(rows.values()), [columns[key] for key in taken]),
        total=w.say("All groups"),
        row_total=Column(w.say("Need in {year}", year=last), numeric=True),
        decimals=PERSONS,
    )


def _unmet(view: View) -> Table:
    w = view.words
    return shown_by_column(
        id="unmet-by-group",
        caption=w.say("Unmet need by group (whole persons on an average day, or as much)"),
        stub=w.say("Group"),
        columns=view.year_columns,
        names=view.names.groups,
        shown=[unmet_by_group(view, year) for year in view.shown],
        total=w.say("All unmet need"),
        decimals=PERSONS,
    )


def _moved(view: View) -> Iterator[Block]:
    w = view.words
    moved = view.sums(r.Moved, lambda row: row.year, lambda row: row.persons)
    if sum(moved.values()) < NOTHING:
        yield Paragraph(w.say("Nobody has to move from the place where they live."))
        return
    said = tuple(
        w.say("{persons} in {year}", persons=view.persons(persons), year=year)
        for year, persons in sorted(moved.items())
        if persons >= NOTHING
    )
    yield Paragraph(
        w.say("Residents who must move because places are converted or closed: {moved}.", moved=w.listed(said))
    )


def _by_district(view: View) -> Table:
    w, last = view.words, view.last
    amounts = view.sums(
        r.Served,
        lambda row: (row.place, HOME),
        lambda row: row.persons,
        lambda row: row.year == last and row.level in view.at_home,
    )
    amounts |= view.sums(
        r.Flow, lambda row: (row.district, PLACES), lambda row: row.persons, lambda row: row.year == last
    )
    amounts |= view.sums(
        r.Unserved, lambda row: (row.district, NONE), lambda row: row.persons, lambda row: row.year == last
    )
    need = view.sums(r.Need, lambda row: row.district, lambda row: row.persons, lambda row: row.year == last)
    for district in view.names.districts:
        met = fsum(amounts.get((district, key), 0.0) for key in (HOME, PLACES, NONE))
        amounts[district, PREVENTED] = max(0.0, need[district] - met)
    columns, rows = whereabouts(view, last), need_by_district(view, last)
    titles = {HOME: w.say("Served at home"), PLACES: w.say("Served in places"), NONE: w.say(OUTCOMES[NONE])}
    if columns[PREVENTED]:
        titles[PREVENTED] = w.say(OUTCOMES[PREVENTED])
    cells = [[amounts.get((district, key), 0.0) for key in titles] for district in view.names.districts]
    return summed_both_ways(
        id="outcomes-by-district",
        caption=w.say("How each district fares in {year} (persons on an average day)", year=last),
        stub=w.say("District"),
        columns=[Column(title, numeric=True) for title in titles.values()],
        labels=list(view.names.districts.values()),
        sums=sums_of(cells, PERSONS, list(rows.values()), [columns[key] for key in titles]),
        total=w.say("All districts"),
        row_total=Column(w.say("Need in {year}", year=last), numeric=True),
        decimals=PERSONS,
    )


def _unmet_by_district(view: View) -> Table:
    """Unmet need by home district, as comparisons count it: those waiting in places are shared out by where they come from."""
    w = view.words
    found = summed(
        ((at.district, at.year), amount)
        for (measure, at), amount in measures(view.plan).items()
        if measure == "unmet" and at.district and at.group and at.year is not None
    )

    def column(year: int) -> dict[str, float]:
        amounts = {district: found.get((district, year), 0.0) for district in view.names.districts}
        return dict(parts(list(amounts), amounts, view.by_year[year].unmet))

    return shown_by_column(
        id="unmet-by-district",
        caption=w.say("Unmet need by district (whole persons on an average day, or as much)"),
        stub=w.say("District"),
        columns=view.year_columns,
        names=view.names.districts,
        shown=[column(year) for year in view.shown],
        total=w.say("All unmet need"),
        decimals=PERSONS,
    )


def _near(view: View) -> Iterator[Block]:
    """How many of the place-bound in places are near their home, where nearness is a policy."""
    w, policy = view.words, view.instance.settings.policies.proximity
    if not policy.on:
        return
    bound = {group.id for group in view.instance.settings.groups if group.bound_to_district}
    flow = [row for row in view.rows(r.Flow) if row.year == view.last and row.group in bound]
    rows: list[tuple[Cell, ...]] = []
    for district, name in view.names.districts.items():
        here = sum(row.persons for row in flow if row.district == district)
        near = sum(row.persons for row in flow if row.district == district and (district, row.centre) in view.data.near)
        if here >= NOTHING:
            rows.append((name, Number(here, PERSONS), Number(near, PERSONS), Number(100 * near / here, 1)))
    if rows:
        yield plain(
            id="near-home",
            caption=w.say(
                "Served in places near their home in {year}: in their own district or within {minutes}",
                year=view.last,
                minutes=Number(policy.minutes, 0, w.say("minutes")),
            ),
            stub=w.say("District"),
            columns=[
                Column(w.say("Served in places"), w.say("persons"), numeric=True),
                Column(w.say("Near home"), w.say("persons"), numeric=True),
                Column(w.say("Share"), "%", numeric=True),
            ],
            rows=rows,
            note=w.say(
                "Those who are served centrally, whatever their district, are not counted. The policy "
                "asks for at least {share}.",
                share=Number(100 * policy.share, 0, "%"),
            ),
        )
