"""What the settings of an instance that are no lists are called in a workbook, in bokmål, by their path."""

from __future__ import annotations

from collections.abc import Mapping

SETTINGS: Mapping[str, str] = {
    "format": "Formatets versjon",
    "id": "Kode",
    "name": "Navn",
    "municipality": "Kommunenummer",
    "description": "Beskrivelse",
    "price_year": "Prisår",
    "horizon.base_year": "Utgangsår",
    "horizon.periods": "Perioder (år)",
    "horizon.variants": "Andre perioder",
    "population_variant": "Alternativ for befolkningen",
    "mode": "Hva som går først",
    "goals.frame": "Rekkefølge av mål, rammen først",
    "goals.cover": "Rekkefølge av mål, behovet først",
    "goals.overrun_slack": "Slingringsmonn for overskridelse",
    "weighting": "Hvem som veier mest",
    "tiers": "Deler av hver gruppe",
    "policies.residents_stay.on": "Beboere blir boende",
    "policies.discharge_ready_received.on": "Utskrivningsklare tas imot",
    "policies.discharge_ready_received.from_year": "Utskrivningsklare tas imot: fra år",
    "policies.proximity.on": "Nærhet",
    "policies.proximity.share": "Nærhet: minste andel",
    "policies.proximity.minutes": "Nærhet: reisetid",
    "policies.equity.on": "Likhet mellom soner",
    "policies.equity.tolerance": "Likhet mellom soner: største avstand",
    "policies.coverage_norm.on": "Dekningsgrad",
    "policies.coverage_norm.at_least": "Dekningsgrad: minst",
    "policies.coverage_norm.at_most": "Dekningsgrad: høyst",
    "policies.coverage_norm.age": "Dekningsgrad: fra alder",
    "policies.coverage_norm.from_year": "Dekningsgrad: fra år",
    "policies.minimum_competence.on": "Kompetansekrav",
    "policies.staff_growth.on": "Vekst i årsverk",
    "policies.staff_growth.rate": "Vekst i årsverk: høyst",
    "policies.net_growth_grant.on": "Tilskudd for netto tilvekst",
    "policies.net_growth_grant.binding_years": "Tilskudd for netto tilvekst: bindingstid",
    "policies.ladder_share.on": "Andel lavt i trappa",
    "policies.ladder_share.step": "Andel lavt i trappa: til og med trinn",
    "policies.ladder_share.at_least": "Andel lavt i trappa: minst",
    "policies.ladder_share.from_year": "Andel lavt i trappa: fra år",
    "policies.ladder_share.source": "Andel lavt i trappa: kilde",
    "policies.decisions_are_kept.on": "Vedtak består",
    "policies.decisions_are_kept.fall": "Vedtak består: største fall",
    "capital.rate": "Kalkylerente",
    "capital.discount_rate": "Diskonteringsrente",
    "capital.outlay": "Når utlegg betales",
    "capital.source": "Kapital: kilde",
    "discharge_fee.per_day": "Døgnbetaling",
    "discharge_fee.source": "Døgnbetaling: kilde",
    "tightening.comparison": "Tilstramming: mot",
    "tightening.share": "Tilstramming: andel av forskjellen",
    "tightening.from_year": "Tilstramming: fra år",
    "tightening.to_year": "Tilstramming: til år",
}
"""Labels by the path of the field."""

HEADINGS: Mapping[str, str] = {
    "label": "Innstilling",
    "value": "Verdi",
    "unit": "Enhet",
    "field": "Felt",
    "meaning": "Forklaring",
}
"""Headings of the sheet."""
