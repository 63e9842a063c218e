"""Who is not helped in the plan's last year, the heaviest need first; heavy and light need are never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from leonplan.optimizer.prepare.weighting import severities
from leonplan.optimizer.report.content.view import NOTHING, View
from leonplan.optimizer.report.document import Block, Bullets, Number, Paragraph
from leonplan.optimizer.results import rows as r

A_PERSON = 0.5
"""From so many on a group is named, unless all have less: persons are told whole [persons]."""

MOST_HEAVY, MOST_LIGHT = 3, 2
"""Groups with heavy and with light need named on the first page."""


def not_helped(view: View) -> Iterator[Block]:
    """Groups with unmet need, how many of them have no help at all, and the rest in a line for heavy and for light need."""
    w, last = view.words, view.last
    found = {row.group: row.persons for row in view.rows(r.Unmet) if row.year == last and row.persons >= NOTHING}
    if not found:
        yield Paragraph(w.say("All need is met in {year}.", year=last))
        return
    unmet = {group: persons for group, persons in found.items() if persons >= A_PERSON} or found
    heavy, weight = view.instance.settings.heavy_groups, severities(view.instance.settings)
    order = sorted(unmet, key=lambda group: (group not in heavy, -weight[group], -unmet[group]))
    named = [
        group
        for is_heavy, most in ((True, MOST_HEAVY), (False, MOST_LIGHT))
        for group in _largest(unmet, [one for one in order if (one in heavy) is is_heavy], most)
    ]
    items = []
    for is_heavy, title in ((True, w.say("Heavy need")), (False, w.say("Light need"))):
        some = [_group(view, group, unmet[group]) for group in named if (group in heavy) is is_heavy]
        rest = [unmet[group] for group in order if group not in named and (group in heavy) is is_heavy]
        if rest:
            persons = _persons(fsum(rest))
            some.append(
                w.count("{number} more group: {persons}", "{number} more groups: {persons}", len(rest), persons=persons)
            )
        if some:
            items.append(f"{title}: {'; '.join(some)}.")
    yield Paragraph(
        w.say("Not helped in {year}, the heaviest need first, in persons or what comes to as much:", year=last)
    )
    yield Bullets(tuple(items))


def _largest(unmet: Mapping[str, float], order: Sequence[str], most: int) -> list[str]:
    """The groups with the most unmet need, in the order given."""
    largest = sorted(order, key=lambda group: -unmet[group])[:most]
    return [group for group in order if group in largest]


def _group(view: View, group: str, unmet: float) -> str:
    w, last = view.words, view.last
    need = fsum(row.persons for row in view.rows(r.Need) if (row.group, row.year) == (group, last))
    without = fsum(row.persons for row in view.rows(r.Unserved) if (row.group, row.year) == (group, last))
    said = w.say(
        "{group} {unmet} of {need}", group=view.names.groups[group], unmet=_persons(unmet), need=Number(need, 0)
    )
    on_top = any(one.on_top for one in view.instance.settings.groups if one.id == group)
    if (
        without < min(unmet, A_PERSON) or on_top
    ):  # users of what comes on top of other services have help of another kind
        return said
    return f"{said} ({w.say('{without} without any help', without=_persons(without))})"


def _persons(number: float) -> Number:
    """Persons, whole but for less than half of one."""
    return Number(number, 0 if number >= A_PERSON else 1)
