"""The catalogue of changes of what-ifs in bokmål: subjects, what each change does, and its fields.

Keys are the names of the catalogue; a test holds that nothing of it lacks a word. The English is that of the schema.
"""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.optimizer.words.input_words import COLUMNS

SUBJECTS: Mapping[str, str] = {
    "Need": "Behov",
    "Projects": "Prosjekter",
    "Centres and places": "Sentre og plasser",
    "Levels, groups and services": "Trinn, brukergrupper og tjenester",
    "Money": "Penger",
    "Staff": "Bemanning",
    "Programmes": "Tiltak",
    "Policies, demands and goals": "Regler, krav og mål",
    "What comes first": "Hva som går først",
    "By the planner's hand": "Bestemt for hånd",
}
"""Subjects of changes."""

CHANGES: Mapping[str, str] = {
    "scale_need": "Mer eller mindre behov enn befolkningen gir, for eksempel ved andre kriterier.",
    "tighten": "Behovsratene går mot en sammenligningsgruppes, for eksempel KOSTRA-gruppe 10.",
    "add_trend": "Behovsratene øker eller minker med en rate i året, for eksempel -0,005 for sunnere aldring.",
    "scale_population": "Flere eller færre innbyggere enn framskrevet: ingen forskjell i utgangsåret, så mer og mer.",
    "population_variant": "Et annet alternativ for framskrivingen av befolkningen.",
    "force_project": "Et prosjekt må gjennomføres, innen et år eller i et år, uansett hva det koster.",
    "forbid_project": "Et prosjekt gjennomføres ikke, heller ikke om det er vedtatt.",
    "delay_project": "Et prosjekt kan, eller skal hvis det er vedtatt, starte noen år senere (tidligere med minus foran).",
    "decide_again": "Et vedtatt prosjekt overlates til planen: om det skal gjøres, og når fra første mulige år.",
    "resize_project": "Et prosjekt gir et annet antall plasser på et trinn; kostnaden følger med, hvis den ikke er oppgitt.",
    "change_project": "Andre tall for et prosjekt: hva det koster, hvor lang tid det tar, hvor ofte det kan gjøres.",
    "scale_projects": "Bygging blir dyrere eller billigere, eller staten gir mer eller mindre.",
    "close_centre": "Et senter stenges: plassene faller bort, de som bor der flyttes, og den faste kostnaden spares.",
    "withdraw_level": "Et trinn tilbys ikke lenger på et senter: plassene faller bort, og de som bor der flyttes.",
    "cap_places": "Ikke flere enn så mange plasser på et trinn er i bruk på et senter.",
    "set_unit_size": "Plasser på et trinn på et senter drives i avdelinger av en annen størrelse.",
    "offer_level": "Plasser på et trinn kommer på et senter, nye eller i stedet for andre.",
    "buy_places": "Plasser kjøpes utenfor kommunen fra et år av.",
    "open_centre": "Et nytt senter, uansett eller hvis planen vil ha det.",
    "change_level": "Andre tall for et trinn: hvor fullt det er, hvor store avdelingene er, hva det koster.",
    "change_group": "Andre verdier for en brukergruppe: hvor mye udekket behov veier, og hvilke regler som gjelder.",
    "lowest_level": "Et annet laveste effektivt trinn for en gruppe: strengere eller mildere kriterier.",
    "allow_service": "En gruppe kan få hjelp på et trinn, eller på en annen måte enn før.",
    "stop_service": "En gruppe får ikke lenger hjelp på et trinn der ingen av den får hjelp i dag.",
    "frame": "Mer eller mindre penger: driftsrammen, investeringsrammen eller begge, i noen år eller fra et år av.",
    "frame_growth": "Driftsrammen vokser med en rate i året fra et år av, uansett hva den gjorde før.",
    "transition": "Mer eller mindre omstillingsmidler oppå driftsrammen i noen år, like mye hvert år eller avtakende.",
    "scale_costs": "Tjenester og plasser blir dyrere eller billigere.",
    "centre_cost": "En annen kostnad ved å holde et senter åpent.",
    "discharge_fee": "En annen døgnbetaling for utskrivningsklare som ikke tas imot.",
    "capital": "En annen rente på penger i bygg, en annen diskontering, eller utlegg ved start eller gjennom byggetiden.",
    "travel": "En vei mellom en sone og et senter: hvor lang tid den tar, og hva det koster å hjelpe folk langs den.",
    "set_staff": "Andre tall for stillingsgrupper.",
    "scale_staff": "Tall for stillingsgrupper blir større eller mindre med en faktor.",
    "add_staff": "Flere eller færre ansatte, eller flere eller færre som kan skaffes.",
    "bind_staff": "Ansatte er bundet til senteret sitt: ledig tid ett sted kan ikke brukes et annet.",
    "competence": "En annen minste andel av arbeidet på et trinn som gjøres av en stillingsgruppe eller dem over den.",
    "shift_tasks": "En del av arbeidet til en stillingsgruppe kan gjøres av en annen (oppgavedeling), mer eller mindre enn før.",
    "scale_norms": "Bemanningsnormene blir romsligere eller strammere.",
    "set_norm": "En bemanningsnorm: arbeid på et trinn for en stillingsgruppe.",
    "roll_out": "Et tiltak gjennomføres ved vedtak, så langt og så fort som det sies.",
    "stop_programme": "Ingen deltar i et tiltak lenger, heller ikke om det er vedtatt.",
    "change_programme": "Et tiltak koster, virker eller når fram annerledes enn antatt.",
    "residents_stay": "De som bor på langtidsplass, flyttes ikke ut fortere enn de flytter selv; eller kan flyttes.",
    "discharge_ready_received": "Alle som sykehuset melder utskrivningsklare, tas imot.",
    "proximity": "En andel av dem som er knyttet til stedet, får hjelp i egen sone eller innen en reisetid.",
    "equity": "Andelen helt uten tjenester er høyst så ulik mellom sonene.",
    "coverage_norm": "Heldøgns plasser per innbygger over en alder, minst eller høyst (dekningsgrad).",
    "minimum_competence": "Hvert trinn har minst sin andel arbeid gjort av dem som har kompetansen; eller trenger det ikke.",
    "staff_growth": "Alle ansatte til sammen vokser ikke mer enn en rate i året; eller kan det.",
    "net_growth_grant": "Staten gir tilskudd bare til plasser som er i tillegg gjennom bindingsårene; eller til alle.",
    "decisions_are_kept": "De som får hjelp i hver gruppe, faller ikke mer enn en andel i året, og med behovet; eller kan det.",
    "ladder_share": "Minst en andel av det omsorgstrappa vanligvis koster, faller på eller under et trinn; eller ikke.",
    "limit_goal": "Et absolutt krav: et mål kan ikke gå over en verdi, uansett hva det koster andre. Slike krav kan kollidere.",
    "free_goal": "Et absolutt krav på et mål faller bort.",
    "order_goals": "En annen rekkefølge av målene i en av de to faste måtene.",
    "standing_mode": "En annen fast måte: hva som viker, behovet eller penger og ansatte.",
    "set_minimum": "Et minimum heves, senkes eller innføres: andelen av en gruppes behov som dekkes før penger teller.",
    "lift_minimum": "Grupper har ikke lenger noe minimum; uten noe minimum går ikke forsvarlig hjelp foran penger.",
    "allow_slack": "Hvor mye som kan brukes over det minste overforbruket, for mindre udekket behov.",
    "weigh_need": "En annen vekting: hvem sitt udekkede behov som veier mest.",
    "start": "Et prosjekt starter i et år, så mange ganger.",
    "keep_places": "Så mange plasser er i bruk på et senter og trinn, minst, høyst eller begge deler.",
    "serve": "Så mange i en gruppe får hjelp på et trinn, på et senter eller i hele kommunen.",
    "limit_together": "En felles grense for flere stillingsgrupper, eller for plasser på flere sentre og trinn; eller ingen.",
}  # fmt: skip
"""What each change does."""

_FIELDS: Mapping[str, str] = {
    "add": "Legg til",
    "add_investment": "Legg til investeringsrammen",
    "age": "Fra alder",
    "age_bands": "Aldersgrupper",
    "binding_years": "Bindingsår",
    "by_year": "Innen år",
    "counts_from": "Teller fra",
    "discount_rate": "Diskonteringsrente",
    "districts": "Soner",
    "factor_investment": "Faktor for investeringsrammen",
    "fall": "Fall",
    "from_year": "Fra år",
    "groups": "Brukergrupper",
    "in_year": "I år",
    "instead_of": "I stedet for",
    "lost_share": "Tapt andel",
    "mode": "Måte",
    "offers": "Plasser på senteret",
    "on": "Gjelder",
    "order": "Rekkefølge",
    "per_day": "Per døgn",
    "per_person": "Per bruker",
    "per_unit": "Per avdeling",
    "price": "Pris",
    "projects": "Prosjekter",
    "tapers": "Avtar",
    "times": "Ganger",
    "to_year": "Til år",
    "tolerance": "Toleranse",
    "travel_as": "Reisetid som fra",
    "weighting": "Vekting",
    "yearly": "Per år",
    "years": "År",
}
"""Fields that are no columns of a workbook too."""

_OTHERWISE: Mapping[str, str] = {
    "capital.rate": "Kalkylerente",
    "staff_growth.rate": "Høyeste vekst",
    "travel.cost": "Kostnad per person",
    "offer_level.name": "Navn på prosjektet",
}
"""Fields that mean another thing than the column of their name, by change and field."""


def field_word(change: str, field: str) -> str:
    """What a field of a change is called in bokmål.

    >>> field_word("frame", "add"), field_word("travel", "minutes")
    ('Legg til', 'Reisetid')
    """
    return _OTHERWISE.get(f"{change}.{field}") or _FIELDS.get(field) or COLUMNS[field]
