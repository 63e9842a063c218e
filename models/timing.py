"""What happened when: arithmetic of periods, shared by the rules."""

from __future__ import annotations

from leonplan.models.data import ModelData, Project


def previous(data: ModelData, t: int) -> int | None:
    """The decided period before t; none for the first."""
    position = data.years.index(t)
    return data.years[position - 1] if position else None


def length(data: ModelData, t: int) -> int:
    """Years that a period stands for [years]."""
    return data.periods[data.years.index(t)].length


def effective_start(data: ModelData, t: int, lead_time: int) -> int | None:
    """The last period in which a project can start and be finished by t; none if there is none.

    A project started in period s is finished in the first period whose year is at least s + lead_time.
    """
    before = [s for s in data.years if s + lead_time <= t]
    return before[-1] if before else None


def is_in_life(project: Project, s: int, t: int) -> bool:
    """Whether a project started in period s is ready by t and still being written off: life years from that it is ready in."""
    ready = s + project.lead_time
    return ready <= t and (project.life is None or t < ready + project.life)


def outlay_share(data: ModelData, project: Project, s: int, t: int) -> float:
    """Share of the outlay of a project started in period s that falls in the years of period t.

    The first share falls in year s itself, the others in the years after it, one a year; after the last period none is seen.
    """
    first = t - length(data, t) + 1
    return sum(share for i, share in enumerate(project.outlay) if first <= s + i <= t)


def staying_share(turnover: float, years: int) -> float:
    """Share of residents still there after some years.

    >>> staying_share(0.5, 2)
    0.25
    """
    return (1.0 - turnover) ** years


def staying(data: ModelData, g: str, l: str, t: int) -> float:
    """Share of a group's residents who stay from the period before: less turnover, and no more than the need left [share].

    Where need falls faster than residents leave, their number falls with it; otherwise no one could be served as the rule wants.
    """
    before = previous(data, t)
    earlier = (
        sum(persons for (group, _, _), persons in data.residents.items() if group == g)
        if before is None
        else sum(data.need[g, d, before] for d in data.districts)
    )
    preventions = [effect for (_, group), effect in data.effects.items() if group == g and effect.level is None]
    prevented = sum(effect.eligible * effect.need_reduction for effect in preventions)
    left = sum(data.need[g, d, t] for d in data.districts) * max(0.0, 1 - prevented)
    stay = staying_share(data.levels[l].turnover or 0.0, length(data, t))
    return min(stay, left / earlier) if earlier else stay


def recruited_per_year_in_place(leaving: float, years: int) -> float:
    """FTE in place at the end of a period per FTE recruited in each of its years.

    Recruits of the first year have years - 1 years to leave again, those of the last none.

    >>> recruited_per_year_in_place(0.1, 2)
    1.9
    """
    return sum((1.0 - leaving) ** i for i in range(years))
