"""Norwegian words for what the municipality's reader meets: the picture and the Excel file."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.frontier.frontier import Frontier

GOALS: Mapping[str, str] = {
    "shortfall": "Årsverk som mangler (årsverk × år)",
    "overrun": "Over rammen (1000 kr)",
    "unmet": "Udekket behov (personår, vektet etter alvorlighet)",
    "above_level": "Over nødvendig nivå (trinn × personår)",
    "spend": "Netto utgifter (1000 kr, nåverdi)",
    "travel": "Reisevei (personminutter én vei × år)",
    "changes": "Prosjekter og flyttinger (antall)",
}

_AXES: Mapping[str, str] = {
    "frame-factor": "Driftsramme (ganger dagens)",
    "frame-added": "Driftsramme, endring hvert år (mill. kr)",
    "fte": "Rekruttering (årsverk i året)",
}


def goal_title(frontier: Frontier) -> str:
    """The goal as the title of an axis."""
    return GOALS[frontier.goal]


def axis_title(frontier: Frontier) -> str:
    """What is limited as the title of an axis."""
    if frontier.axis.startswith("frame-year:"):
        return f"Driftsramme, endring i {frontier.axis.partition(':')[2]} (mill. kr)"
    return _AXES.get(frontier.axis) or GOALS[frontier.axis]
