"""What the program, not the instance, gives names to: the one list that screens, workbooks and reports ask.

Keys are the identifiers of the enumerations and the units of the formulation; a test holds that no member lacks a word.
"""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.words.word import Word

GOALS: Mapping[str, Word] = {
    "shortfall": Word("Work that nobody can be found for", "Årsverk det mangler folk til"),
    "below_minimum": Word(
        "Persons below the minimum, weighted by severity", "Personer under minimum, vektet etter alvorlighet"
    ),
    "below_sound": Word(
        "Heavy need without sound help, weighted by severity",
        "Tungt behov uten forsvarlig hjelp, vektet etter alvorlighet",
    ),
    "overrun": Word("Money over the frames", "Beløp over rammene"),
    "unmet": Word("Unmet need, weighted by severity", "Udekket behov, vektet etter alvorlighet"),
    "above_level": Word("Steps above the lowest effective level", "Trinn over laveste effektive nivå"),
    "spend": Word("Net spending, present value", "Netto driftsutgifter, nåverdi"),
    "travel": Word("Travel time", "Reisetid"),
    "changes": Word("Projects started and residents who must move", "Prosjekter som starter og beboere som må flytte"),
}
"""Goals."""

GOAL_UNITS: Mapping[str, str] = {
    "shortfall": "FTE-years",
    "below_minimum": "severity-weighted person-years",
    "below_sound": "severity-weighted person-years",
    "overrun": "kNOK",
    "unmet": "severity-weighted person-years",
    "above_level": "step-person-years",
    "spend": "kNOK, present value",
    "travel": "person-minutes one way x years",
    "changes": "project starts and persons uprooted",
}
"""Unit by goal, as the formulation has it."""

UNITS: Mapping[str, Word] = {
    "": Word("", ""),
    "year": Word("year", "år"),
    "years": Word("years", "antall år"),
    "share": Word("share", "andel"),
    "persons": Word("persons", "personer"),
    "persons on an average day": Word("persons on an average day", "personer en gjennomsnittsdag"),
    "person equivalents on an average day": Word(
        "person equivalents on an average day", "personekvivalenter en gjennomsnittsdag"
    ),
    "person-years": Word("person-years", "personår"),
    "severity-weighted persons": Word("persons weighted by severity", "personer vektet etter alvorlighet"),
    "severity-weighted person-years": Word("person-years weighted by severity", "personår vektet etter alvorlighet"),
    "steps x persons": Word("steps × persons", "trinn × personer"),
    "step-person-years": Word("steps × person-years", "trinn × personår"),
    "places": Word("places", "plasser"),
    "units": Word("units", "avdelinger"),
    "place-years": Word("place-years", "plassår"),
    "times": Word("times", "ganger"),
    "futures": Word("futures", "framtider"),
    "FTE": Word("FTE", "årsverk"),
    "FTE at work": Word("FTE at work", "årsverk på jobb"),
    "FTE-years": Word("FTE-years", "årsverk × år"),
    "FTE/year": Word("FTE a year", "årsverk i året"),
    "kNOK": Word("1000 kr", "1000 kr"),
    "kNOK/year": Word("1000 kr a year", "1000 kr per år"),
    "kNOK in the period": Word("1000 kr in the period", "1000 kr i perioden"),
    "kNOK/year or kNOK in the period": Word("1000 kr a year or in the period", "1000 kr per år eller i perioden"),
    "kNOK, present value": Word("1000 kr, present value", "1000 kr, nåverdi"),
    "person-minutes one way x years": Word("person-minutes one way × years", "personminutter én vei × år"),
    "project starts and persons uprooted": Word("starts and persons", "starter og personer"),
    "times the frame": Word("times the frame", "ganger rammen"),
    "the row's unit": Word("the row's unit", "radens enhet"),
    "the unit of the row's goal": Word("the unit of the row's goal", "enheten til radens mål"),
    "the axis's unit": Word("the axis's unit", "grensens enhet"),
    "the goal's unit": Word("the goal's unit", "målets enhet"),
    "the third goal's unit": Word("the third goal's unit", "det tredje målets enhet"),
    "the goal's unit by the axis's unit": Word("the goal's unit by the axis's unit", "målets enhet per grensens enhet"),
    "kNOK or the axis's unit, by the goal's unit": Word(
        "1000 kr or the axis's unit, by the goal's unit", "1000 kr eller grensens enhet, per målets enhet"
    ),
    "the unit of what is minimised": Word("the unit of what is minimised", "enheten til det som minimeres"),
    "share of the goal's span": Word("share of the goal's span", "andel av målets spenn"),
}
"""Units, as the formulation, the comparison and the columns of results have them; the last hold for frontiers of any goal."""

CHECK_UNITS: Mapping[str, Word] = {
    **{unit: UNITS[unit] for unit in ("persons", "places", "FTE", "kNOK", "times")},
    "relative": Word("share of the amount", "andel av beløpet"),
    "rows": Word("rows", "rader"),
}
"""Units of violations of rules."""

POSTS: Mapping[str, Word] = {
    "pay": Word("Pay of all on the books", "Lønn til alle ansatte"),
    "agency": Word("Staff hired in from agencies", "Innleie fra vikarbyrå"),
    "unfilled": Word("Work that nobody can be found for", "Årsverk det mangler folk til"),
    "other_cost": Word("Other cost of those served", "Andre utgifter til brukere"),
    "user_fees": Word("User fees", "Egenbetaling"),
    "state_compensation": Word("State compensation for costly services", "Tilskudd til ressurskrevende tjenester"),
    "places": Word("Places in use", "Plasser i bruk"),
    "units": Word("Open units, besides staff", "Avdelinger i drift, utenom bemanning"),
    "centres": Word("Fixed cost of centres", "Faste utgifter til sentre"),
    "programmes": Word("Programmes, besides staff", "Programmer, utenom bemanning"),
    "travel": Word("Travel", "Reise"),
    "discharge_fee": Word("Day fee for patients ready for discharge", "Døgnbetaling for utskrivningsklare"),
    "capital_cost": Word("Capital cost of new projects", "Kapitalkostnad av nye prosjekter"),
    "operating_change": Word("Change of operation by projects", "Endret drift på grunn av prosjekter"),
    "spend": Word("Net spending", "Netto driftsutgifter"),
    "frame": Word("Operating frame", "Driftsramme"),
    "transition": Word("Transition money", "Omstillingsmidler"),
    "overrun": Word("Over the operating frame", "Over driftsrammen"),
    "outlay": Word("Investment", "Investering"),
    "grants": Word("State grants", "Statlig investeringstilskudd"),
    "investment_frame": Word("Investment frame", "Investeringsramme"),
    "investment_overrun": Word("Over the investment frame", "Over investeringsrammen"),
    "interest": Word("Interest", "Renter"),
    "instalments": Word("Instalments", "Avdrag"),
}
"""Posts of the accounts."""

FUNCTIONS: Mapping[str, Word] = {
    "120": Word("120 Administration", "120 Administrasjon"),
    "121": Word("121 Management of property", "121 Forvaltningsutgifter i eiendomsforvaltningen"),
    "130": Word("130 Offices", "130 Administrasjonslokaler"),
    "190": Word("190 Internal services", "190 Interne serviceenheter"),
    "232": Word("232 Health centres for the young", "232 Forebygging, skole- og helsestasjonstjeneste"),
    "233": Word("233 Other prevention", "233 Annet forebyggende helsearbeid"),
    "234": Word("234 Activation and support services", "234 Aktiviserings- og servicetjenester"),
    "241": Word("241 Diagnosis, treatment, rehabilitation", "241 Diagnose, behandling, re-/habilitering"),
    "242": Word("242 Counselling and social prevention", "242 Råd, veiledning og sosialt forebyggende arbeid"),
    "243": Word("243 Care for substance abuse", "243 Tilbud til personer med rusproblemer"),
    "253": Word("253 Care in institutions", "253 Helse- og omsorgstjenester i institusjon"),
    "254": Word("254 Care at home", "254 Helse- og omsorgstjenester til hjemmeboende"),
    "256": Word("256 Acute beds", "256 Øyeblikkelig hjelp, døgnopphold"),
    "261": Word("261 Premises of institutions", "261 Institusjonslokaler"),
    "265": Word("265 Municipal dwellings", "265 Kommunalt disponerte boliger"),
    "870": Word("870 Interest and loans", "870 Renter og lån"),
}
"""KOSTRA functions by which care, its premises and its loans are accounted for."""

STEPS_OF_NEED: Mapping[str, Word] = {
    "baseline": Word("Need at the start", "Behov ved starten"),
    "population": Word("Larger and older population", "Flere og eldre innbyggere"),
    "trend": Word("Trend in the need of each age", "Utvikling i behovet i hver alder"),
    "tightening": Word(
        "Towards the use in comparable municipalities", "Mot bruken i kommuner vi kan sammenligne oss med"
    ),
    "factor": Word("Other criteria", "Andre kriterier"),
    "fixed": Word("Need that does not follow the population", "Behov som ikke følger befolkningen"),
    "total": Word("Need in the year", "Behov i året"),
}
"""Steps of the walk from today's need to a later one."""

PROJECT_KINDS: Mapping[str, Word] = {
    "convert": Word("Conversion", "Ombygging"),
    "build": Word("New building", "Nybygg"),
    "expand": Word("Extension", "Utvidelse"),
    "open": Word("Opening", "Åpning"),
    "close": Word("Closing", "Avvikling"),
    "gather": Word("Gathering", "Samling"),
}
"""What projects do."""

SOURCE_KINDS: Mapping[str, Word] = {
    "measured": Word("Measured", "Målt"),
    "official": Word("Official", "Offisiell"),
    "estimate": Word("Estimate", "Anslag"),
    "assumption": Word("Assumption", "Antakelse"),
}
"""How sure sources are, the surest first."""

STATUSES: Mapping[str, Word] = {
    "optimal": Word(
        "Proven best within the allowed gap in every goal", "Bevist best innenfor tillatt avstand i hvert mål"
    ),
    "feasible": Word(
        "A plan with a known gap, stopped before it was proven best",
        "En plan med kjent avstand, stanset før den var bevist best",
    ),
}
"""What is known about a plan."""

AGAINST: Mapping[str, Word] = {
    "all_heavy_without_help": Word("Heavy need without any help", "Tungt behov uten hjelp"),
    "all_heavy_unmet": Word("Heavy need unmet", "Tungt behov udekket"),
    "all_light_without_help": Word("Light need without any help", "Lett behov uten hjelp"),
    "all_light_unmet": Word("Light need unmet", "Lett behov udekket"),
    "spend": Word("Net spending", "Netto driftsutgifter"),
    "overrun": Word("Over the operating frame", "Over driftsrammen"),
    "all_employed": Word("Staff on the books", "Ansatte"),
    "all_shortfall": Word("Work that nobody can be found for", "Årsverk det mangler folk til"),
}
"""Figures by which a plan is compared with doing nothing."""

NO_REFERENCE: Mapping[str, Word] = {
    "not_asked": Word(
        "Doing nothing was not planned: it was not asked for.", "Det er ikke laget noen plan uten nye tiltak."
    ),
    "nothing_to_do": Word(
        "There are no projects and programmes beyond what is decided, so that doing nothing is all that can be done.",
        "Det finnes ingen tiltak ut over det som er vedtatt, så planen er den samme som å ikke gjøre noe.",
    ),
    "stopped": Word(
        "Doing nothing is not known: its search was stopped before there was a plan.",
        "Hva som skjer uten nye tiltak, er ikke kjent: Søket ble stanset før det fantes en plan.",
    ),
    "collides": Word(
        "Nothing to tell it against: without doing something there is no plan that meets every hard demand.",
        "Ingenting å måle planen mot: Uten nye tiltak finnes det ingen plan som oppfyller alle absolutte krav.",
    ),
    "not_verified": Word(
        "Doing nothing is not told: what was found does not hold when it is checked again.",
        "Hva som skjer uten nye tiltak, fortelles ikke: Det som ble funnet, stemmer ikke når det blir kontrollert.",
    ),
}
"""Why a plan is compared with nothing."""

SCENARIO_KINDS: Mapping[str, Word] = {
    "base": Word("Base", "Utgangspunkt"),
    "do_nothing": Word("Doing nothing", "Ingen nye tiltak"),
    "together": Word("All together", "Alt sammen"),
}
"""Titles of the scenarios that are no what-if."""

CAUSES: Mapping[str, Word] = {
    "needed": Word("Needed by the change", "Nødvendig av endringen"),
    "free": Word("Interchangeable", "Kan byttes om"),
    "undecided": Word("Not known whether needed", "Uavklart om nødvendig"),
}
"""Whether a difference from the base is needed."""

MEASURES: Mapping[str, Word] = {
    "need": Word("Need", "Behov"),
    "met": Word("Need met", "Dekket behov"),
    "unmet": Word("Unmet need", "Udekket behov"),
    "unserved": Word("Without service", "Uten tjeneste"),
    "unmet_weighted": Word("Unmet need, weighted", "Udekket behov, vektet"),
    "served": Word("Served", "Mottar tjeneste"),
    "above_level": Word("Steps above the lowest effective level", "Trinn over laveste effektive nivå"),
    "served_at": Word("Live or are there", "Bor eller er der"),
    "places_built": Word("Places there are", "Plasser bygd"),
    "places_in_use": Word("Places in use", "Plasser i bruk"),
    "starts": Word("Project starts", "Prosjektstarter"),
    "employed": Word("On the books", "Ansatte"),
    "agency": Word("Hired in", "Innleie"),
    "shortfall": Word("Work that nobody can be found for", "Årsverk det mangler folk til"),
    "competence_gap": Word("Work without the competence wanted", "Manglende kompetanse"),
    "money": Word("Operating accounts", "Driftsregnskap"),
    "money_in_period": Word("Investment", "Investering"),
    "all_need": Word("All need", "Hele behovet"),
    "all_met": Word("All need met", "Dekket behov, alle"),
    "all_unmet": Word("All unmet need", "Hele det udekkede behovet"),
    "all_unmet_weighted": Word("All unmet need, weighted", "Udekket behov, vektet, alle"),
    "all_heavy_without_help": Word("Heavy need without any help", "Tungt behov, uten hjelp"),
    "all_heavy_unmet": Word("Heavy need unmet", "Tungt behov, udekket"),
    "all_light_without_help": Word("Light need without any help", "Lett behov, uten hjelp"),
    "all_light_unmet": Word("Light need unmet", "Lett behov, udekket"),
    "all_above_level": Word("All steps above the lowest effective level", "Trinn over laveste effektive nivå, alle"),
    "all_employed": Word("All on the books", "Ansatte, alle"),
    "all_agency": Word("All hired in", "Innleie, alle"),
    "all_shortfall": Word("All work that nobody can be found for", "Årsverk det mangler folk til, alle"),
    "goal": Word("Goal", "Mål"),
    "spend": Word("Net spending", "Netto driftsutgifter"),
}
"""Measures of a comparison and of the contributions of its changes."""

KEY_FIGURES: Mapping[str, Word] = {
    "heavy_without_help": Word("Heavy need without any help, all years", "Tungt behov uten hjelp, alle år"),
    "heavy_unmet": Word("Heavy need unmet, all years", "Tungt behov udekket, alle år"),
    "light_unmet": Word("Light need unmet, all years", "Lett behov udekket, alle år"),
    "spend": Word("Net spending over all years", "Netto driftsutgifter over alle år"),
    "above_level": Word(
        "Steps above the lowest effective level, all years", "Trinn over laveste effektive nivå, alle år"
    ),
    "employed_last": Word("Staff on the books in {year}", "Ansatte i {year}"),
    "starts": Word("Project starts", "Prosjektstarter"),
    "overrun": Word("Over the operating frame, all years", "Over driftsrammen, alle år"),
    "outlay": Word("Investment in all", "Investering i alt"),
    "spend_last": Word("Net spending in {year}", "Netto driftsutgifter i {year}"),
    "shortfall": Word("Work that nobody can be found for, all years", "Årsverk det mangler folk til, alle år"),
    "unfilled": Word(
        "What work that nobody can be found for would cost, all years",
        "Hva årsverk det mangler folk til ville koste, alle år",
    ),
    "shifted": Word("Tasks shifted to other staff, all years", "Oppgaver flyttet til andre stillinger, alle år"),
    "lowest_last": Word("At the lowest effective level in {year}", "På laveste effektive nivå i {year}"),
    "round_the_clock_last": Word("Places round the clock in {year}", "Heldøgns plasser i {year}"),
}
"""Key figures of a plan; ``{year}`` is the plan's last one."""

DIMENSIONS: Mapping[str, Word] = {
    "group": Word("Group", "Brukergruppe"),
    "district": Word("District", "Bosted"),
    "centre": Word("Centre", "Senter"),
    "level": Word("Level", "Nivå"),
    "category": Word("Category", "Yrkesgruppe"),
    "post": Word("Post", "Post"),
    "project": Word("Project", "Prosjekt"),
    "goal": Word("Goal", "Mål"),
}
"""What a measure is given by."""

AXES: Mapping[str, Word] = {
    "frame-factor": Word("Operating frame", "Driftsramme"),
    "frame-added": Word("Operating frame, change in every year", "Driftsramme, endring hvert år"),
    "frame-year": Word("Operating frame, change in {year}", "Driftsramme, endring i {year}"),
    "fte": Word("Recruitment of all categories", "Rekruttering i alt"),
}
"""What a frontier limits, besides goals."""

AXIS_UNITS: Mapping[str, Word] = {
    "frame-factor": Word("times today's", "ganger dagens"),
    "frame-added": Word("million kr a year", "mill. kr i året"),
    "frame-year": Word("million kr a year", "mill. kr i året"),
    "fte": Word("FTE a year", "årsverk i året"),
}
"""Units in which the limits of a frontier are shown."""

ASSUMPTIONS: Mapping[str, Word] = {
    "staff_growth": Word(
        "Staff may grow by 1 percentage point more a year", "Årsverkene kan vokse 1 prosentpoeng mer i året"
    ),
    "frame": Word("Operating frames 2 per cent larger", "Driftsrammene 2 prosent større"),
    "recruitment": Word("A quarter more can be recruited", "En fjerdedel flere kan rekrutteres"),
    "absence": Word("Absence 1 percentage point lower", "Fraværet 1 prosentpoeng lavere"),
    "task_shifting": Word(
        "A quarter more of other categories' tasks may be shifted",
        "En fjerdedel mer av oppgavene kan flyttes til andre",
    ),
    "joint_limits": Word("Joint limits a tenth looser", "Felles grenser en tidel romsligere"),
    "competence": Word("Competence floors a tenth lower", "Kravene til kompetanse en tidel lavere"),
    "decisions_kept": Word(
        "Help that is decided may fall by 5 percentage points more a year",
        "Vedtatt hjelp kan reduseres 5 prosentpoeng mer i året",
    ),
    "minimums": Word("Minimums of sound help a tenth lower", "Minstekravene til forsvarlig hjelp en tidel lavere"),
    "investment": Word("Investment frames a quarter larger", "Investeringsrammene en fjerdedel større"),
    "residents": Word("Residents may be moved", "Beboere kan flyttes"),
    "proximity": Word("A tenth fewer must be served near home", "En tidel færre må få hjelp nær hjemmet"),
    "equity": Word(
        "Districts may differ by 1 percentage point more", "Forskjellen mellom bosteder kan være 1 prosentpoeng større"
    ),
    "coverage": Word("The norm of coverage a tenth looser", "Normen for dekningsgrad en tidel romsligere"),
    "ladder_share": Word(
        "A tenth less of the money must be spent low on the care ladder",
        "En tidel mindre av pengene må brukes lavt på omsorgstrappa",
    ),
    "rolling_out": Word("Programmes are rolled out a quarter faster", "Programmer tas i bruk en fjerdedel raskere"),
    "limits": Word("Limits on goals a tenth looser", "Grensene for målene en tidel romsligere"),
}
"""Assumptions, each as it is with its step made."""

POPULATIONS: Mapping[str, Word] = {
    "low": Word("Low population growth", "Lav befolkningsvekst"),
    "main": Word("The main population projection", "Hovedalternativet for befolkningen"),
    "high": Word("High population growth", "Høy befolkningsvekst"),
}
"""Variants of the population projection that have a name everywhere; others go by their own."""

NO_ANSWER: Mapping[str, Word] = {
    "collides": Word("No plan meets every hard demand", "Ingen plan oppfyller alle absolutte krav"),
    "stopped": Word("Not known, the search was stopped", "Ikke kjent, søket ble stanset"),
    "not_verified": Word(
        "Not known, what was found does not hold when it is checked again",
        "Ikke kjent, det som ble funnet, stemmer ikke når det blir kontrollert",
    ),
}
"""Why a question about a plan has no plan as its answer."""

VERDICTS: Mapping[str, Word] = {
    "needed": Word("Needed", "Nødvendig"),
    "worth": Word("Worth it", "Lønner seg"),
    "interchangeable": Word("Interchangeable", "Kan byttes ut"),
    "not_worth": Word("Not worth it", "Lønner seg ikke"),
    "decided": Word("Decided or ruled out beforehand", "Vedtatt eller utelukket på forhånd"),
    "impossible": Word("Cannot be ready in time", "Rekker ikke å bli klart"),
    "unknown": Word("Not proven either way", "Ikke bevist"),
}
"""How sure a project is."""
