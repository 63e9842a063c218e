"""A report of a comparison opens with an answer to each question: a sentence, and a small table of need and money."""

from __future__ import annotations

from dataclasses import replace

from compare_samples import entry, later
from tiny_plan import tiny_plan

from leonplan.optimizer.compare.causes import Cause, Causes
from leonplan.optimizer.compare.comparison import ScenarioKind, make_comparison
from leonplan.optimizer.report.content.answers import answers_chapter
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.results.key_figures import KEY_FIGURES


def answers(*others: object) -> list[Block]:
    comparison = make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE), *others])  # type: ignore[list-item]
    return list(answers_chapter(View(comparison.base, {}, Words("en")), comparison))


def test_each_question_has_a_sentence_and_a_table() -> None:
    """The building started later: the table's last column is the difference of the two before it, as shown."""
    heading, _, title, *told, table = answers(entry("late", later(), title="Late"))
    assert isinstance(heading, Heading)
    assert isinstance(title, Heading)
    assert isinstance(table, Table)
    assert (heading.id, title.text, table.id) == ("answers", "Late", "answer-1")
    assert isinstance(told[-1], Paragraph)
    assert told[-1].strong
    for _, before, after, change in table.rows:
        assert isinstance(before, Number)
        assert isinstance(after, Number)
        assert isinstance(change, Number)
        assert change.value == round(round(after.value, 1) - round(before.value, 1), 1)


def test_heavy_need_comes_first_and_nothing_adds_it_to_light() -> None:
    (table,) = [one for one in answers(entry("late", later(), title="Late")) if isinstance(one, Table)]
    names = [str(row[0]).partition(" (")[0] for row in table.rows]
    assert names[:2] == ["Heavy need without any help", "Heavy need unmet"]
    assert [figure.name for figure in KEY_FIGURES][:3] == ["heavy_without_help", "heavy_unmet", "light_unmet"]
    assert not {"unmet", "unmet_weighted", "unmet_last"} & {figure.name for figure in KEY_FIGURES}


def test_what_lies_within_the_proof_is_grey() -> None:
    """The same plan again differs in nothing: every row is grey, and the sentence says so."""
    *_, told, table = answers(entry("same", tiny_plan(), title="Same"))
    assert isinstance(told, Paragraph)
    assert isinstance(table, Table)
    assert told.text == "Nothing differs from the base by more than what the proofs leave open."
    assert table.faint_rows == frozenset(range(len(table.rows)))


def test_a_wider_gap_leaves_more_open() -> None:
    """Both plans within half of their best: no difference of money or need is more than that."""
    loose = [replace(plan, settings=replace(plan.settings, gap=0.5)) for plan in (tiny_plan(), later())]
    comparison = make_comparison([entry("base", loose[0], ScenarioKind.BASE), entry("late", loose[1], title="Late")])
    *_, table = answers_chapter(View(comparison.base, {}, Words("en")), comparison)
    assert isinstance(table, Table)
    assert table.faint_rows == frozenset(range(len(table.rows)))


def test_only_questions_of_the_planner_are_repeated() -> None:
    """Doing nothing is asked by the program, in English: its name says it, in the language of the report."""
    nothing = replace(entry("nothing", later(), ScenarioKind.DO_NOTHING), question="What happens?")
    comparison = make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE), nothing])
    blocks = list(answers_chapter(View(comparison.base, {}, Words("nb")), comparison))
    assert "What happens?" not in [one.text for one in blocks if isinstance(one, Paragraph)]
    assert "Ingen nye tiltak" in [one.text for one in blocks if isinstance(one, Heading)]


def test_each_project_that_differs_says_whether_the_change_needs_it() -> None:
    """The new unit is not built where it comes too late: proven needed, it is told so, in the words of the report's language."""
    causes = Causes({"group_living_south": Cause.NEEDED}, Cause.NEEDED)
    for language, cells in (
        ("en", ("2026", "not built", "Needed by the change")), ("nb", ("2026", "ikke bygd", "Nødvendig av endringen")),
    ):  # fmt: skip
        asked = replace(entry("late", later(), title="Late"), causes=causes)
        comparison = make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE), asked])
        blocks = answers_chapter(View(comparison.base, {}, Words(language)), comparison)
        (table,) = [one for one in blocks if isinstance(one, Table) and one.id == "answer-1-projects"]
        assert table.rows == (("Nytt bokollektiv i Sør", *cells),)
        assert table.note.startswith(cells[-1].split()[0])


def test_what_nobody_asked_has_no_cause() -> None:
    """A comparison without the search for the nearest plan lists no projects here: the chapter on alternatives does."""
    assert "answer-1-projects" not in [one.id for one in answers(entry("late", later())) if isinstance(one, Table)]
