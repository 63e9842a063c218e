"""Pictures of charts, the same from the same specification; no browser and no network takes part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import vl_convert

VEGA_LITE = "6.4"
"""Version of Vega-Lite that the specifications are written for."""


def svg_of(chart: Mapping[str, Any]) -> str:
    """The picture of a Vega-Lite specification as SVG, its texts being texts."""
    return _svg(json.dumps(chart))


@lru_cache(maxsize=64)
def _svg(chart: str) -> str:
    """Drawn once for all formats of a report."""
    return str(vl_convert.vegalite_to_svg(chart, vl_version=VEGA_LITE, allowed_base_urls=[]))


def vega_of(chart: Mapping[str, Any]) -> dict[str, Any]:
    """A Vega-Lite specification as one of Vega, for a page that draws it; marks say their numbers when they are pointed at."""
    config = {**chart.get("config", {})}
    config["mark"] = {**config.get("mark", {}), "tooltip": {"content": "encoding"}}
    return dict(vl_convert.vegalite_to_vega(json.dumps({**chart, "config": config}), vl_version=VEGA_LITE))


def png_of(chart: Mapping[str, Any], scale: float = 2) -> bytes:
    """The picture of a Vega-Lite specification as PNG; scale: pixels per unit of the chart's width."""
    return bytes(vl_convert.vegalite_to_png(json.dumps(chart), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]))
