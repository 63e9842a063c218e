"""What need rests on, by watching what a projection looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from leonplan.optimizer.demand.project_demand import NEED_SETTINGS, NEED_TABLES, project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.schema.instance import Instance


class Watched:
    """An object that notes which of its fields are looked at, and hands out an object of the same kind for some."""

    def __init__(self, watched: object, within: Sequence[str] = ()) -> None:
        self._watched, self.seen = watched, set[str]()
        self._parts = {name: Watched(getattr(watched, name)) for name in within}

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return self._parts.get(name, getattr(self._watched, name))

    def part(self, name: str) -> set[str]:
        return self._parts[name].seen


def test_need_rests_on_what_is_listed_and_on_nothing_else() -> None:
    """Whoever keeps a projection for another instance compares what is listed: what is left out would be missed."""
    watched = Watched(load_instance(find_instance("gjovik")), ("settings",))
    project_demand(cast(Instance, watched))
    assert watched.seen - {"settings"} == set(NEED_TABLES)
    assert watched.part("settings") == set(NEED_SETTINGS)
