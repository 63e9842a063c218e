"""What to look at of places: in use with no one in them, and new ones next to empty ones of the same kind."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.review.check import ReviewCheck, check
from leonplan.optimizer.review.remark import PLACES, About, Figure, Remark
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.words.word import Word

LEAST = 1.0
"""Fewer places are not reported [places]."""

SOME = 0.25
"""Empty places next to new ones are reported from this share of the new ones on [share]."""

LARGE = 0.5
"""From this share of the new places on, empty ones next to them are serious [share]."""

_FREE = Word("a place in use costs nothing when nobody is in it", "en plass i bruk koster ikke noe når ingen er i den")
_LEFT = Word(
    "the old places are not closed when the new ones are ready", "de gamle plassene avvikles ikke når de nye er klare"
)
_CHEAPER = Word(
    "the new places are cheaper to run, take fewer staff or lie nearer",
    "de nye plassene er billigere i drift eller nærmere",
)
_UNUSED = Word("nobody can be found, or paid, to run all of them", "det er ikke folk eller penger til å drive alle")


@check(
    title=Word("Places in use with nobody in them", "Plasser i bruk som ingen er i"),
    said=Word(
        "{what}: {places} of {operated} places in use with nobody in them in {year}{most}.",
        "{what}: {places} av {operated} plasser i bruk uten at noen er i dem i {year}{most}.",
    ),
    source="Seen in plans: a place counts as in use when somebody is in it",
)
def in_use_and_empty(view: Subject) -> Iterator[Remark]:
    """Centres and levels at which more places are in use than persons fill."""
    persons = view.sums(r.Served, lambda row: (row.place, row.level, row.year), lambda row: row.persons)
    empty: dict[tuple[str, str], dict[int, tuple[float, float]]] = {}
    for row in view.rows(r.Places):
        filled = persons.get((row.centre, row.level, row.year), 0.0) / view.data.levels[row.level].occupancy
        if row.year in view.decided and row.operated - filled >= LEAST:
            empty.setdefault((row.centre, row.level), {})[row.year] = (row.operated - filled, row.operated)
    for (centre, level), by_year in empty.items():
        worst = max(by_year, key=lambda year: by_year[year])
        places, operated = by_year[worst]
        figures = {"places": Figure(places, PLACES), "operated": Figure(operated, PLACES)}
        about = About(level=level, place=centre)
        yield Remark("in_use_and_empty", True, about, tuple(by_year), worst, figures, (_FREE,))


@check(
    title=Word("New places beside empty ones of the same kind", "Nye plasser ved siden av tomme av samme slag"),
    said=Word(
        "{what}: {new} new places ready in {year}, and {empty} of the same level empty in the municipality in every year "
        "from then on.",
        "{what}: {new} nye plasser klare i {year}, og {empty} på samme trinn tomme i kommunen i alle år fra da av.",
    ),
    source="Seen in plans: no empty ward beside a new one of the same kind, unless houses differ",
)
def new_beside_empty(view: Subject) -> Iterator[Remark]:
    """Projects whose places are added while as many of the level stand empty ever after, bought ones left out."""
    abroad = {centre.id for centre in view.instance.centres if centre.external}
    changes = [row for row in view.instance.project_places if row.centre not in abroad]
    idle = view.sums(
        r.Places,
        lambda row: (row.year, row.level),
        lambda row: row.built - row.operated,
        lambda row: row.centre not in abroad,
    )
    for one in view.projects:
        years = view.years_in_use(one)
        added = summed((row.level, row.change) for row in changes if row.project == one.project.id) if years else {}
        for level, new in added.items():
            empty = min(idle.get((year, level), 0.0) for year in years)
            if new >= LEAST and empty >= max(LEAST, SOME * new):
                figures = {"new": Figure(new, PLACES), "empty": Figure(empty, PLACES)}
                about = About(project=one.project.id, level=level, place=one.project.centre)
                causes = _LEFT, _CHEAPER, _UNUSED
                serious = empty >= LARGE * new
                yield Remark("new_beside_empty", serious, about, years, years[0], figures, causes)


CHECKS: tuple[ReviewCheck, ...] = (in_use_and_empty, new_beside_empty)
