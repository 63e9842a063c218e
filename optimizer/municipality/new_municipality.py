"""Writes the instance of a municipality as a folder or a workbook, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leonplan.optimizer.excel.write_workbook import workbook_bytes
from leonplan.optimizer.instance.write_instance import instance_files
from leonplan.optimizer.municipality.ranking_table import ranking_sheet, ranking_text
from leonplan.optimizer.reading.paths import WORKBOOK_SUFFIX
from leonplan.optimizer.reading.provenance import RANKING_FILE
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.sealed.atomic import MADE, making, put_in_place, real
from leonplan.optimizer.sealed.store import refuse_file, refuse_new, write_new_file

if TYPE_CHECKING:
    from leonplan.optimizer.municipality.rank_numbers import NumberRanking


def refuse_taken_place(place: Path) -> None:
    """Raise UsageError unless an instance can be written at a place; asked before anything is made."""
    if place.suffix.casefold() == WORKBOOK_SUFFIX:
        refuse_file(place)
    else:
        refuse_new(place)


def write_municipality(instance: Instance, place: Path, ranking: NumberRanking | None = None) -> None:
    """Write an instance: a workbook if the place ends in .xlsx, else a folder. Raises UsageError as ``refuse_taken_place``.

    ranking: the numbers to fill in first, if they were ranked: a sheet of the workbook, or a file of the folder.
    """
    if place.suffix.casefold() == WORKBOOK_SUFFIX:
        further = () if ranking is None else (ranking_sheet(ranking, instance),)
        write_new_file(place, workbook_bytes(instance, further))
        return
    refuse_new(place)
    target = real(place)
    with making(target) as hidden:
        made = hidden / MADE
        made.mkdir()
        texts = {**instance_files(instance), "README.md": _readme(instance, is_ranked=ranking is not None)}
        if ranking is not None:
            texts[RANKING_FILE] = ranking_text(ranking, instance)
        for name, text in texts.items():
            (made / name).write_bytes(text.encode())
        put_in_place(hidden, target)


def _readme(instance: Instance, *, is_ranked: bool) -> str:
    """What stands beside the tables for people."""
    estimates = sum(1 for one in instance.settings.sources if one.kind.value in ("estimate", "assumption"))
    need = sum(row.persons for row in instance.current_service)
    settings = instance.settings
    ranked = f"`{RANKING_FILE}` ranks the numbers by how much the plan hangs on each. " if is_ranked else ""
    return f"""# {settings.name}

Made by `leon new` for municipality {settings.municipality}. Inhabitants are measured; {estimates} of {len(settings.sources)}
sources are estimates or assumptions (`sources` in `instance.yaml`, the column `source` of every table): replace them before
deciding anything. Money is thousand kroner of {settings.price_year}.

In the base year {need:.0f} persons have a service. Nobody waits for a place, places are as many as the residents fill, staff do
just the work there is, and the frame is the spending, later as need grows.

{ranked}Correct first, where you know better:

1. `current_service.csv` and `places.csv`: residents and places by level, and who waits at home for one;
2. `frames.csv`: the operating and the investment frame of the økonomiplan;
3. `staff` in `instance.yaml`: employed FTE, absence, what can be recruited, pay;
4. `needs.csv`: rates by age, if KOSTRA's counts of your own were not given (`leon new --counts`);
5. `projects.csv`: what can be built or converted, at what cost and from when;
6. `districts.csv`, `centres.csv`, `district_shares.csv`, `travel.csv`: more than one of each, where places lie apart.
"""
