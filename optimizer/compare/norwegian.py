"""The words of a comparison for the municipality's readers."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.compare.comparison import Kind
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.solution import Status

MEASURES: Mapping[str, str] = {
    "need": "Behov", "met": "Dekket behov", "unmet": "Udekket behov", "unserved": "Uten tjeneste",
    "unmet_weighted": "Udekket behov, vektet", "served": "Mottar tjeneste", "above_level": "Trinn over LEON",
    "served_at": "Bor eller er der", "places_built": "Plasser bygd", "places_in_use": "Plasser i bruk",
    "starts": "Prosjektstarter", "employed": "Ansatte", "agency": "Innleie", "shortfall": "Mangel",
    "competence_gap": "Manglende kompetanse", "money": "Driftsregnskap", "money_in_period": "Investering",
    "all_need": "Behov, alle", "all_met": "Dekket behov, alle", "all_unmet": "Udekket behov, alle",
    "all_unmet_weighted": "Udekket behov, vektet, alle", "all_above_level": "Trinn over LEON, alle",
    "all_employed": "Ansatte, alle", "all_agency": "Innleie, alle", "all_shortfall": "Mangel, alle", "goal": "Mål",
    "spend": "Netto driftsutgifter",
}  # fmt: skip
"""Measures of the comparison and of the walk."""

UNITS: Mapping[str, str] = {
    "persons on an average day": "personer en gjennomsnittsdag",
    "person-years": "personår",
    "severity-weighted persons": "personer vektet etter alvorlighet",
    "severity-weighted person-years": "personår vektet etter alvorlighet",
    "steps x persons": "trinn × personer",
    "step-person-years": "trinn × personår",
    "places": "plasser",
    "place-years": "plassår",
    "times": "ganger",
    "FTE": "årsverk",
    "FTE at work": "årsverk på jobb",
    "FTE-years": "årsverk × år",
    "kNOK": "1000 kr",
    "kNOK/year": "1000 kr per år",
    "kNOK in the period": "1000 kr i perioden",
    "kNOK, present value": "1000 kr, nåverdi",
    "person-minutes one way x years": "personminutter en vei × år",
    "project starts and persons uprooted": "prosjektstarter og flyttede",
    "": "",
}
"""Units; what has no word here stays as it is."""

POSTS: Mapping[str, str] = {
    Post.PAY: "Lønn", Post.AGENCY: "Vikarbyrå", Post.OTHER_COST: "Andre utgifter til brukere",
    Post.USER_FEES: "Egenbetaling", Post.STATE_COMPENSATION: "Tilskudd ressurskrevende tjenester",
    Post.PLACES: "Plasser", Post.UNITS: "Avdelinger", Post.CENTRES: "Omsorgssentre", Post.PROGRAMMES: "Programmer",
    Post.TRAVEL: "Reise", Post.DISCHARGE_FEE: "Døgnbetaling utskrivningsklare", Post.CAPITAL_COST: "Kapitalkostnad",
    Post.OPERATING_CHANGE: "Endret drift av bygg", Post.SPEND: "Netto driftsutgifter", Post.FRAME: "Driftsramme",
    Post.OVERRUN: "Over driftsrammen", Post.OUTLAY: "Investeringsutgift", Post.GRANTS: "Investeringstilskudd",
    Post.INVESTMENT_FRAME: "Investeringsramme", Post.INVESTMENT_OVERRUN: "Over investeringsrammen",
}  # fmt: skip
"""Lines of the accounts."""

GOALS: Mapping[str, str] = {
    "shortfall": "Arbeid uten noen til å gjøre det", "overrun": "Over rammene", "unmet": "Udekket behov",
    "above_level": "Over nødvendig nivå", "spend": "Utgifter", "travel": "Reisetid", "changes": "Endringer",
}  # fmt: skip
"""Goals."""

KINDS: Mapping[Kind, str] = {
    Kind.BASE: "Utgangspunkt",
    Kind.DO_NOTHING: "Ingen nye tiltak",
    Kind.TOGETHER: "Alt sammen",
}
"""Titles of the scenarios that are no what-if."""

STATUS: Mapping[Status, str] = {
    Status.OPTIMAL: "bevist best",
    Status.FEASIBLE: "stanset før bevis",
}
"""What is known about a plan."""
