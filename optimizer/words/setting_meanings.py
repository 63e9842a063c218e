"""What the settings that are no lists hold, in bokmål, for their sheet in a workbook; by path."""

from __future__ import annotations

from collections.abc import Mapping

_ON = "Om regelen gjelder: ja eller nei."
_FROM = "Første år den gjelder; tom: fra første år som planlegges."
_GOALS = "travel, changes; de to med below bare der en gruppe har et minimum."

MEANINGS: Mapping[str, str] = {
    "format": "Formatets versjon; skal stå.",
    "id": "Kommunens kode i programmet.",
    "name": "Navn i rapporter.",
    "municipality": "Kommunenummer, fire siffer, som tekst.",
    "description": "Hva dette er laget for, i noen få setninger.",
    "price_year": "Året som alle penger er i kroner for.",
    "horizon.base_year": "Året som er gitt (plasser, ansatte og brukere som de er); tom: første periode planlegges også.",
    "horizon.periods": "År som gir periodene navn, stigende, utgangsåret først. En periode er årene etter den forrige til og "
    "med sitt eget.",
    "horizon.variants": "Andre lister av perioder, som velges med --horizon NAVN.",
    "population_variant": "Alternativ for framskrivingen, et av dem i kolonnen Alternativ i arket Befolkning.",
    "mode": "Hva som går først når ikke noe annet sies.",
    "goals.frame": "Penger og folk er grenser, behovet viker; tom: shortfall, below_minimum, below_sound, overrun, "
    f"unmet, above_level, spend, {_GOALS}",
    "goals.cover": "Behovet først: hva skal til; tom: below_minimum, below_sound, unmet, shortfall, overrun, "
    f"above_level, spend, {_GOALS}",
    "goals.overrun_slack": "Hvor mye som kan brukes utover minste overskridelse for mindre udekket behov; tom: 0,02 der en "
    "gruppe har et minimum, ellers 0.",
    "weighting": "Hvem som veier mest når behov ikke dekkes.",
    "tiers": "Like store deler som hver gruppe deles i etter alvorlighet; den minst alvorlige viker først.",
    "policies.residents_stay.on": _ON,
    "policies.discharge_ready_received.on": _ON,
    "policies.discharge_ready_received.from_year": _FROM,
    "policies.proximity.on": _ON,
    "policies.proximity.share": "Minste andel av dem fra en sone som får plass i nærheten.",
    "policies.proximity.minutes": "Reisetid som regnes som nær.",
    "policies.equity.on": _ON,
    "policies.equity.tolerance": "Hvor langt en sones andel uten hjelp høyst kan være fra kommunens.",
    "policies.coverage_norm.on": _ON,
    "policies.coverage_norm.at_least": "Færrest heldøgns plasser per innbygger.",
    "policies.coverage_norm.at_most": "Flest heldøgns plasser per innbygger.",
    "policies.coverage_norm.age": "Alder som innbyggere teller fra; må være starten på en aldersgruppe.",
    "policies.coverage_norm.from_year": _FROM,
    "policies.minimum_competence.on": _ON,
    "policies.staff_growth.on": _ON,
    "policies.staff_growth.rate": "Største vekst på et år i alle ansatte årsverk til sammen.",
    "policies.net_growth_grant.on": _ON,
    "policies.net_growth_grant.binding_years": "År som en plass med tilskudd må være i tillegg, det første når den er ferdig.",
    "policies.decisions_are_kept.on": _ON,
    "policies.decisions_are_kept.fall": "Største fall på et år, fra hjelpen i utgangsåret av.",
    "policies.ladder_share.on": _ON,
    "policies.ladder_share.step": "Trinnet i trappa; må stå der regelen gjelder.",
    "policies.ladder_share.at_least": "Minste andel av pengene på alle trinn; må stå der regelen gjelder.",
    "policies.ladder_share.from_year": _FROM,
    "policies.ladder_share.source": "Kilden, en kode fra arket Kilder; må stå der regelen gjelder.",
    "capital.source": "Kilden, en kode fra arket Kilder.",
    "capital.rate": "Realrente på penger i bygg (kalkylerente).",
    "capital.discount_rate": "Rente som utgifter i senere år regnes om til nåverdi med.",
    "capital.outlay": "Når utlegget til prosjekter uten egne andeler betales.",
    "discharge_fee.source": "Kilden, en kode fra arket Kilder.",
    "discharge_fee.per_day": "Hva kommunen betaler sykehuset.",
    "tightening.comparison": "Navn på sammenligningsgruppen i arket Sammenligning.",
    "tightening.share": "Hvor mye av forskjellen som er borte til slutt.",
    "tightening.from_year": "Siste år med kommunens egne rater.",
    "tightening.to_year": "Første år da hele andelen er borte; rett linje imellom.",
}
"""Meanings by the path of the field."""
