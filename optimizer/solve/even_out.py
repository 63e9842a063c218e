"""Where nothing sets districts apart, they fare alike: who is helped at home is shared out in proportion to who is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from leonplan.models.data import ModelData
from leonplan.models.sets import IndexSets

Values = Mapping[str, Mapping[Any, float]]

DECIMALS = 9
"""Decimals of every value of a plan."""


def evened_out(data: ModelData, values: Values) -> Values:
    """The same plan with persons at home, participants among them and those unserved shared alike between districts.

    Help at home costs the same in every district and its staff are common, so no goal distinguishes one district's share from
    another's, and the solver's choice between them means nothing. What is left of a district's need after places and
    prevention is shared between the levels at home and no service as in the municipality as a whole. Every total by group,
    level and year stays, and so does every goal. With the policy on equity in force nothing is changed: then shares are
    decided. Returns values by variable and index, zeros left out.
    """
    if data.policies.equity_tolerance is not None or len(data.districts) == 1:
        return values
    sets = IndexSets(data)
    served, unserved = dict(values["served"]), dict(values["unserved"])
    for g in data.groups:
        for t in data.years:
            columns: list[tuple[dict[Any, float], dict[str, Any]]] = [
                (served, {d: (g, l, d, t) for d in data.districts}) for l in sets.home_levels_of.get(g, ())
            ]
            columns.append((unserved, {d: (g, d, t) for d in data.districts}))
            _share_out(columns, data.districts)
    participants = dict(values.get("participants", {}))
    for (q, g), effect in data.effects.items():
        if effect.level is not None:
            for t in data.years:
                weights = {d: served.get((g, effect.level, d, t), 0.0) for d in data.districts}
                _share_by(participants, {d: (q, g, d, t) for d in data.districts}, weights)
    return {**values, "served": served, "unserved": unserved, "participants": participants}


def _share_out(columns: list[tuple[dict[Any, float], dict[str, Any]]], districts: tuple[str, ...]) -> None:
    """Share each column's total in proportion to the districts' sums over all columns."""
    weights: dict[str, float] = defaultdict(float)
    for values, keys in columns:
        for d in districts:
            weights[d] += values.get(keys[d], 0.0)
    for values, keys in columns:
        _share_by(values, keys, weights)


def _share_by(values: dict[Any, float], keys: dict[str, Any], weights: Mapping[str, float]) -> None:
    """Share a total by weights, in place; zeros left out."""
    total, whole = sum(values.pop(key, 0.0) for key in keys.values()), sum(weights.values())
    if whole <= 0:
        return
    shares = {key: round(total * weights[d] / whole, DECIMALS) for d, key in keys.items()}
    values.update({key: share for key, share in shares.items() if share})
