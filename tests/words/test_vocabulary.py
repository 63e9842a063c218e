"""One vocabulary: everything that the program names has a word in both languages, and nothing else has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from leonplan.models.objectives import MEASURES as GOAL_MEASURES
from leonplan.optimizer.compare.against_reference import FIGURES
from leonplan.optimizer.compare.causes import Cause
from leonplan.optimizer.compare.comparison import ScenarioKind
from leonplan.optimizer.compare.measures import MEASURES, Measure
from leonplan.optimizer.compare.rows import TABLES as COMPARED
from leonplan.optimizer.deciding.certainty import Verdict
from leonplan.optimizer.demand.project_demand import DemandStep, Step
from leonplan.optimizer.frontier.axis import Axis, AxisKind
from leonplan.optimizer.frontier.rows import TABLES as ALONG
from leonplan.optimizer.futures.ranking import CRITERIA
from leonplan.optimizer.futures.regret import Advice
from leonplan.optimizer.futures.robust_rows import TABLES as CHOSEN
from leonplan.optimizer.futures.rows import TABLES as STRESSED
from leonplan.optimizer.futures.summary import DEMANDS
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.question import NoAnswer
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.results.key_figures import KEY_FIGURES
from leonplan.optimizer.results.rows import ROWS, Post
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.schema.project_tables import ProjectKind
from leonplan.optimizer.schema.settings import Goal, SourceKind
from leonplan.optimizer.verify.ledger import TOLERANCES
from leonplan.optimizer.what_if.assumptions import ASSUMPTIONS
from leonplan.optimizer.words import many_futures, vocabulary
from leonplan.optimizer.words.column import units_of
from leonplan.optimizer.words.word import Word

LISTS: Mapping[str, tuple[Mapping[str, object], Collection[str]]] = {
    "goals": (vocabulary.GOALS, set(Goal)),
    "units of goals": (vocabulary.GOAL_UNITS, set(Goal)),
    "posts": (vocabulary.POSTS, set(Post)),
    "steps of need": (vocabulary.STEPS_OF_NEED, set(Step)),
    "kinds of projects": (vocabulary.PROJECT_KINDS, set(ProjectKind)),
    "kinds of sources": (vocabulary.SOURCE_KINDS, set(SourceKind)),
    "statuses of a plan": (vocabulary.STATUSES, {Status.OPTIMAL, Status.FEASIBLE}),
    "causes of differences": (vocabulary.CAUSES, set(Cause)),
    "kinds of scenarios": (vocabulary.SCENARIO_KINDS, set(ScenarioKind) - {ScenarioKind.WHAT_IF, ScenarioKind.WALK}),
    "units of violations": (vocabulary.CHECK_UNITS, set(TOLERANCES)),
    "what is told against doing nothing": (vocabulary.AGAINST, {figure.name for figure in FIGURES}),
    "why there is no reference": (vocabulary.NO_REFERENCE, set(NoReference)),
    "assumptions": (vocabulary.ASSUMPTIONS, set(ASSUMPTIONS)),
    "how sure projects are": (vocabulary.VERDICTS, set(Verdict)),
    "why there is no answer": (vocabulary.NO_ANSWER, set(NoAnswer)),
    "measures": (vocabulary.MEASURES, {*MEASURES, "spend"}),
    "demands on futures": (many_futures.FUTURE_DEMANDS, set(DEMANDS)),
    "what futures say of projects": (many_futures.ADVICE, set(Advice)),
    "by what plans are best over futures": (many_futures.CRITERIA, set(CRITERIA)),
    "key figures": (vocabulary.KEY_FIGURES, {figure.name for figure in KEY_FIGURES}),
    "dimensions": (vocabulary.DIMENSIONS, {part for measure in MEASURES.values() for part in measure.told_by}),
    "axes": (vocabulary.AXES, set(AxisKind) - {AxisKind.GOAL}),
    "units of axes": (vocabulary.AXIS_UNITS, set(AxisKind) - {AxisKind.GOAL}),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_member_has_a_word_and_nothing_else_has(name: str) -> None:
    words, members = LISTS[name]
    assert set(words) == set(members)


def test_every_unit_has_a_word_and_nothing_else_has() -> None:
    """Units of measures, goals, limits of frontiers, posts and columns of results."""

    def units(measure: Measure) -> set[str]:
        return {measure.unit, measure.unit_over_years}

    used = set().union(*map(units, MEASURES.values())) | set(vocabulary.GOAL_UNITS.values())
    used |= {figure.column.unit for figure in KEY_FIGURES}
    used |= {Axis(kind).unit for kind in AxisKind if kind is not AxisKind.GOAL} | {post.unit for post in Post}
    used |= {
        unit
        for kind in (*ROWS, *COMPARED, *ALONG, *STRESSED, *CHOSEN, YearTotals, DemandStep)
        for unit in units_of(kind).values()
    }
    assert used == set(vocabulary.UNITS)


def test_units_of_goals_are_those_of_the_formulation() -> None:
    assert dict(vocabulary.GOAL_UNITS) == {measure.name: measure.unit for measure in GOAL_MEASURES}


def test_words_are_there_in_both_languages() -> None:
    """A list that forgot a language, or took the other's word: the few that are the same in both are named."""
    parts = (vars(part).values() for part in (vocabulary, many_futures))
    lists = [found for part in parts for found in part if isinstance(found, Mapping)]
    words = [word for found in lists for key, word in found.items() if isinstance(word, Word) and key]
    assert all(word.en.strip() and word.nb.strip() for word in words)
    assert {word.en for word in words if word.en == word.nb} == {"1000 kr", "Post"}
    assert len(words) > 100
