"""What work costs: pay follows those who do it, by the time it takes them."""

from __future__ import annotations

from collections.abc import Iterable

from leonplan.models.data import ModelData
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed


def cost_of_work(
    data: ModelData, staff: Iterable[r.Staff], covers: Iterable[r.Covers]
) -> dict[tuple[r.Post, str | None], float]:
    """What the work of each category costs, whoever does it, or nobody, by (post, category whose work it is) [kNOK/year].

    staff, covers: rows of one year. What a category is paid, idle hours with it, is spread over the work that it does, by the
    time it takes; where it does none, its pay is nobody's work (none).
    """
    covers = [row for row in covers if row.time > 0]
    time = summed((row.category, row.time) for row in covers)
    found: list[tuple[tuple[r.Post, str | None], float]] = []
    for row in staff:
        category = data.categories[row.category]
        paid = {r.Post.PAY: category.pay * row.employed, r.Post.AGENCY: category.agency_cost * row.agency}
        for post, amount in paid.items():
            if row.category not in time:
                found.append(((post, None), amount))
            found += [
                ((post, one.work_of), amount * one.time / time[row.category])
                for one in covers
                if one.category == row.category
            ]
        found.append(((r.Post.UNFILLED, row.category), category.unfilled_cost * row.shortfall))
    return summed(found)
