"""Makes the document of a sealed folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from leonplan.optimizer.compare.comparison import Comparison, ScenarioKind
from leonplan.optimizer.compare.store import read_comparison
from leonplan.optimizer.frontier.store import read_frontier
from leonplan.optimizer.kinds.sealed_kinds import require_verified
from leonplan.optimizer.report.clean import cleaned
from leonplan.optimizer.report.content.alternatives import plan_of
from leonplan.optimizer.report.content.comparison import comparison_blocks
from leonplan.optimizer.report.content.frontier import frontier_blocks, point_today
from leonplan.optimizer.report.content.run import run_blocks
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Document
from leonplan.optimizer.report.norwegian import LANGUAGE, in_order, texts_of
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.runs.run_folder import read_run
from leonplan.optimizer.sealed.sealed import (
    COMPARISON,
    FRONTIER,
    PARTS,
    RUN,
    Manifest,
    kind_of,
    read_manifest,
    read_sealed,
)
from leonplan.optimizer.words.phrases import is_own
from leonplan.optimizer.words.word import Language


def document_of(folder: Path, language: Language, date: datetime.date | None) -> Document:
    """The report of a run, a comparison or a frontier, all of it checked anew first; see ``report.make_document``."""
    require_verified(folder)
    return _MAKERS[kind_of(read_manifest(folder, None))](folder, language, date)


def _of_run(folder: Path, language: Language, date: datetime.date | None) -> Document:
    run = read_run(folder)
    view = View(run.plan, run.manifest, Words(language), run.plan.reference)
    title = view.words.say("Plan for health and care: {name}", name=view.instance.settings.name)
    return finished(view, title, run.manifest, date, run_blocks(view))


def _of_comparison(folder: Path, language: Language, date: datetime.date | None) -> Document:
    manifest = read_sealed(folder, COMPARISON).manifest
    comparison = read_comparison(folder)
    base = read_run(folder / PARTS[COMPARISON] / manifest["scenarios"][0]["plan"])
    view = View(comparison.base, base.manifest, Words(language), plan_of(comparison, ScenarioKind.DO_NOTHING))
    title = view.words.say("Alternatives for health and care: {name}", name=view.instance.settings.name)
    return finished(view, title, manifest, date, comparison_blocks(view, comparison, manifest), _asked(comparison))


def _asked(comparison: Comparison) -> Iterator[str]:
    """Texts of what-ifs, and of the instances that they make."""
    for entry in comparison.entries:
        if entry.kind is ScenarioKind.WHAT_IF:
            yield from (text for text in (entry.title, entry.question, entry.reason) if not is_own(text))
        if entry.plan is not None:
            yield from texts_of(entry.plan.instance)


def _of_frontier(folder: Path, language: Language, date: datetime.date | None) -> Document:
    manifest = read_sealed(folder, FRONTIER).manifest
    frontier = read_frontier(folder)
    point = point_today(frontier)
    run = read_run(folder / PARTS[FRONTIER] / point.point)
    view = View(run.plan, run.manifest, Words(language))
    title = view.words.say("The budget frontier of health and care: {name}", name=view.instance.settings.name)
    return finished(view, title, manifest, date, frontier_blocks(view, frontier, manifest, point))


def finished(
    view: View,
    title: str,
    manifest: Manifest,
    date: datetime.date | None,
    blocks: Iterable[Block],
    others: Iterable[str] = (),
) -> Document:
    """The document of some blocks, its texts clean. others: Norwegian texts besides those of the view's instance."""
    w, settings = view.words, view.instance.settings
    made = Document(
        id=settings.id,
        title=title,
        subtitle=w.say("What is proposed, what it gives and costs, and what it rests on"),
        language=w.language,
        author=f"{manifest['program']} {manifest['version']}",
        subject=settings.description,
        date=date or datetime.datetime.fromisoformat(str(manifest["written"])).date(),
        blocks=tuple(blocks),
        norwegian=() if w.language == LANGUAGE else in_order((*texts_of(view.instance), *others)),
    )
    return cleaned(made)


_MAKERS: Mapping[str, Callable[[Path, Language, datetime.date | None], Document]] = {
    RUN: _of_run,
    COMPARISON: _of_comparison,
    FRONTIER: _of_frontier,
}
"""What makes the report of a folder, by its kind."""
