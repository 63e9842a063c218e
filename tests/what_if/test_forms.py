"""The catalogue as forms: every change and every field has its words in both languages, and names stand for ids."""

from __future__ import annotations

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.what_if.changes import SUBJECTS
from leonplan.optimizer.what_if.describe_what_if import name_of
from leonplan.optimizer.words import change_words


def test_every_change_and_subject_has_its_bokmal_and_nothing_else_has() -> None:
    assert set(change_words.CHANGES) == {name_of(change) for changes in SUBJECTS.values() for change in changes}
    assert set(change_words.SUBJECTS) == set(SUBJECTS)
    assert all(text.endswith(".") for text in change_words.CHANGES.values())


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_change_is_a_form(language: str) -> None:
    """Gjøvik has something for every change; a label stands once in a form, so that it is known which field is meant."""
    forms = api.change_forms(api.load("gjovik"), language)  # type: ignore[arg-type]
    assert {one.name for one in forms} == set(change_words.CHANGES)
    twice = [one.name for one in forms if len({field.label for field in one.fields}) < len(one.fields)]
    assert twice == []


def test_names_stand_for_ids_and_bounds_are_told() -> None:
    loaded = api.load("gjovik")
    forms = {one.name: {field.name: field for field in one.fields} for one in api.change_forms(loaded, "nb")}
    assert forms["start"]["project"].choices == tuple((one.id, one.name) for one in loaded.projects)
    share = forms["allow_slack"]["share"]
    assert (share.label, share.kind, share.least, share.most) == ("Andel", "number", 0, 1)
    assert forms["frame"]["add"].label == "Legg til (1000 kr per år)"
    assert forms["frame"]["factor"].default == "1"
    assert forms["order_goals"]["order"].choices[0][0] == "shortfall"
    assert [one.name for one in forms["open_centre"]["offers"].fields] == ["level", "places"]
