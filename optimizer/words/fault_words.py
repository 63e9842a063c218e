"""Faults in bokmål, by what is said in English: for the marks of a workbook.

A message is what is wrong and what to do, with a semicolon between. Each part is looked up by its template; a message with a
part that has none stays in English, as half a sentence helps nobody.
"""

from __future__ import annotations

import re

TEMPLATES: tuple[tuple[str, str], ...] = (
    # cells
    ("{} is not a number", "{} er ikke et tall"),
    ("{} is not a whole number", "{} er ikke et helt tall"),
    ("{} is not a finite number", "{} er ikke et endelig tall"),
    ("{} can be read in two ways", "{} kan leses på to måter"),
    ("{} is too large for a number", "{} er for stort for et tall"),
    ("{} is neither true nor false", "{} er verken ja eller nei"),
    ("{} is not a list of ids", "{} er ikke en liste av koder"),
    ("{} is a date", "{} er en dato"),
    ("{} is an error of the spreadsheet", "{} er en feil fra regnearket"),
    ("{} is a formula whose value is not stored", "{} er en formel uten lagret verdi"),
    ("{} is shown as per cent, but the column holds no shares", "{} vises som prosent, men kolonnen har ikke andeler"),
    ("{} is shown as per cent, but is no share", "{} vises som prosent, men er ingen andel"),
    ("{} is longer than {} characters", "{} er lengre enn {} tegn"),
    ("{} holds an invisible control character", "{} har et usynlig kontrolltegn"),
    ("{} is too small", "{} er for lite"),
    ("{} is too large", "{} er for stort"),
    ("{} is too long", "{} er for langt"),
    ("{} is not an identifier", "{} er ingen kode"),
    ("{} is not one of the choices", "{} er ikke et av valgene"),
    ("{} is not known here", "{} er ikke kjent her"),
    ("{} is not text", "{} er ikke tekst"),
    ("{} is a number, which has lost a zero", "{} er et tall, og har mistet en null"),
    ("{} on line {} stands on line {} already", "{} i rad {} står alt i rad {}"),
    ("{} has a decimal comma, but commas separate the columns", "{} har desimalkomma, men komma skiller kolonnene"),
    ("has a decimal point here and a decimal comma on line {}", "har desimalpunktum her og desimalkomma i rad {}"),
    ("is blank", "er tom"),
    ("is empty", "er tom"),
    ("is missing", "mangler"),
    ("is merged with {}", "er slått sammen med {}"),
    ("{} is not in sheet '{}'", "{} står ikke i arket «{}»"),
    ("{} is not among the {} of the settings", "{} er ikke blant {} i innstillingene"),
    # rows and headings
    ("repeats the header", "gjentar overskriftene"),
    ("is a row of sums ({}), not one of the table", "er en sumrad ({}), ikke en rad i tabellen"),
    ("holds only {}, which is a note and not a row", "har bare {}, som er en merknad og ingen rad"),
    ("{} stands above the header, which is on line {}", "{} står over overskriftene, som er i rad {}"),
    ("is no column of this table", "er ingen kolonne i dette arket"),
    ("is missing from the header", "mangler blant overskriftene"),
    ("stands {} times in the header", "står {} ganger blant overskriftene"),
    ("has {} more columns that are none of this table's", "har {} kolonner til som ikke hører til i arket"),
    ("{} is the heading of a column with another unit", "{} er overskriften til en kolonne med en annen enhet"),
    ("has a header but no rows", "har overskrifter, men ingen rader"),
    ("is no row of headings: no cell names a column", "er ingen rad med overskrifter: ingen celle er navnet på en kolonne"),
    ("holds no rows", "har ingen rader"),
    ("has {} more faults below", "har {} feil til lenger ned"),
    ("{} more names are not there either, from here on", "{} navn til finnes heller ikke, herfra og ned"),
    # sheets
    ("is not read", "leses ikke"),
    ("is no sheet of an instance and is not read", "er ikke et ark som hører til, og leses ikke"),
    ("holds the same as sheet {}", "har det samme som arket {}"),
    ("{} is no field of the settings", "{} er ingen innstilling"),
    ("names no field", "mangler navnet på en innstilling"),
    ("stands in row {} already", "står alt i rad {}"),
    ("has no headings Felt and Verdi", "mangler overskriftene Felt og Verdi"),
    ("is missing, but sheet '{}' has people in places", "mangler, men arket «{}» har personer i plasser"),
    ("is missing, but sheet '{}' has places to add", "mangler, men arket «{}» har plasser som kommer til"),
    ("forgiven in reading: {}", "overbærende lest: {}"),
    # what does not hold together
    ("{} is not served at {} in sheet '{}'", "{} får ikke hjelp på {} i arket «{}»"),
    ("{} is given, but {} is at home", "{} er oppgitt, men {} er hjemme"),
    ("is blank, but {} is in places", "er tom, men {} har plasser"),
    ("is blank, but {} is below the lowest level {}", "er tom, men {} er under laveste effektive trinn {}"),
    ("{} persons are served at {}, {}, but its places hold {} (places · availability · occupancy)",
     "{} personer får hjelp på {}, {}, men plassene har rom til {} (plasser · andel av uka · belegg)"),
    ("{} persons of {} are served in {}, but only {} need it", "{} personer i {} får hjelp i {}, men bare {} trenger det"),
    ("{} has no row in sheet '{}' or sheet '{}': nobody will need anything",
     "{} har ingen rad i arket «{}» eller «{}»: ingen vil trenge noe"),
    ("{} has no row in sheet '{}': nobody can serve it", "{} har ingen rad i arket «{}»: ingen kan hjelpe den"),
    ("{} has no row in sheet '{}': no places change", "{} har ingen rad i arket «{}»: ingen plasser endres"),
    ("{} has no row in sheet '{}': it does nothing", "{} har ingen rad i arket «{}»: det gjør ingenting"),
    ("{} has no places and no projects: it is not used", "{} har ingen plasser og ingen prosjekter: det brukes ikke"),
    ("shares of {} are {} together", "andelene for {} er {} til sammen"),
    ("{} is after latest {}", "{} er etter senest {}"),
    ("{} is after the last year {}: it never starts", "{} er etter siste år {}: det starter aldri"),
    ("{} is before the first decided year {}: it never starts", "{} er før første år som planlegges, {}: det starter aldri"),
    ("the shares of the outlay add up to {}, not to 1", "andelene av utlegget er {} til sammen, ikke 1"),
    ("{} removes more places than {}, {} can ever have ({})", "{} tar bort flere plasser enn {}, {} noen gang kan ha ({})"),
    ("no frame for {}", "ingen ramme for {}"),
    ("{} is far from what is known, {} ({}", "{} er langt fra det som er kjent, {} ({}"),
    ("told outside {} to {})", "sies fra utenfor {} til {})"),
    ("{} is used nowhere", "{} er ikke i bruk noe sted"),
    ("money is in thousands of kroner: if these are kroner, divide by 1000",
     "penger er i tusen kroner: er dette kroner, del på 1000"),
    ("shares are not in per cent: write {} for {}", "andeler er ikke i prosent: skriv {} for {}"),
    # what to do
    ("write digits with a decimal point, without units or text", "skriv sifre, uten enhet og tekst"),
    ("write digits with a decimal point, without quotation marks", "skriv bare sifre"),
    ("write digits only, without quotation marks", "skriv bare sifre"),
    ("write {}, or {}", "skriv {}, eller {}"),
    ("write {}, without signs between thousands", "skriv {}, uten tegn mellom tusener"),
    ("write it without decimals", "skriv det uten desimaler"),
    ("write it without blanks between the digits", "skriv det uten blanke mellom sifrene"),
    ("write a share, e.g. 0.12 for 12 %", "skriv en andel, for eksempel 0,12 for 12 %"),
    ("write a finite number, or leave it out if there is a default", "skriv et tall, eller la den stå tom der den kan det"),
    ("write true or false (1, 0, ja, nei, yes, no will do)", "skriv ja eller nei"),
    ("write a smaller one", "skriv et mindre"),
    ("write some text", "skriv litt tekst"),
    ("spreadsheets make dates of numbers", "regneark gjør tall om til datoer"),
    ("format the cells as numbers, and write it again", "formater cellene som tall, og skriv det på nytt"),
    ("it looks like a date, which spreadsheets make of numbers", "det ser ut som en dato, som regneark gjør tall om til"),
    ("mend the formula, or write the value", "rett formelen, eller skriv verdien"),
    ("open the workbook in Excel or LibreOffice and save it, or write the value in place of the formula",
     "åpne arbeidsboken i Excel eller LibreOffice og lagre den, eller skriv verdien i stedet for formelen"),
    ("format the cell as a number, and see whether that is the number meant",
     "formater cellen som tall, og se om det er tallet som menes"),
    ("format the cell as a number", "formater cellen som tall"),
    ("format the cell as text, and write {}", "formater cellen som tekst, og skriv {}"),
    ("give at least {}", "oppgi minst {}"),
    ("give at most {}", "oppgi høyst {}"),
    ("give more than {}", "oppgi mer enn {}"),
    ("give less than {}", "oppgi mindre enn {}"),
    ("use at most {} characters", "bruk høyst {} tegn"),
    ("use small letters a to z, digits and underscores, beginning with a letter, e.g. {}",
     "bruk små bokstaver a til z, sifre og understrek, med en bokstav først, for eksempel {}"),
    ("use small letters a to z, digits and underscores, beginning with a letter",
     "bruk små bokstaver a til z, sifre og understrek, med en bokstav først"),
    ("use one of them", "bruk ett av dem"),
    ("did you mean {}?", "mente du {}?"),
    ("did you mean {}? rename it, or remove it", "mente du {}? gi det det navnet, eller ta det bort"),
    ("choose from {} and {} more", "velg blant {} og {} til"),
    ("choose from {}", "velg blant {}"),
    ("there are none to choose from", "det er ingen å velge blant"),
    ("separate them by blanks only", "skill dem bare med blanke"),
    ("take the merge apart, and fill in every cell", "del dem igjen, og fyll ut hver celle"),
    ("fill it in", "fyll den ut"),
    ("add a sheet named '{}'", "legg til et ark som heter «{}»"),
    ("add rows for {} and {} at least", "legg til rader for minst {} og {}"),
    ("add rows or remove the file", "legg til rader, eller ta bort arket"),
    ("add it there, or remove the row", "legg det til der, eller ta bort raden"),
    ("add the column", "legg til kolonnen"),
    ("add its services", "legg til tjenestene"),
    ("add it", "legg det til"),
    ("remove line {}", "ta bort rad {}"),
    ("remove lines {} to {}", "ta bort rad {} til {}"),
    ("remove the line", "ta bort raden"),
    ("remove it", "ta det bort"),
    ("shorten it", "gjør den kortere"),
    ("keep one of the two rows", "behold en av de to radene"),
    ("keep one of the two", "behold ett av de to"),
    ("keep one of the columns", "behold en av kolonnene"),
    ("write {}, and see that the numbers are in that unit", "skriv {}, og se til at tallene er i den enheten"),
    ("write the headings {}", "skriv overskriftene {}"),
    ("write them above the fields and their values", "skriv dem over feltene og verdiene"),
    ("leave it blank", "la den stå tom"),
    ("name the centre", "oppgi senteret"),
    ("give the share relieved", "oppgi andelen som dekkes"),
    ("correct persons or places", "rett personer eller plasser"),
    ("correct persons, or the need rates", "rett personer, eller behovsratene"),
    ("correct those above first", "rett dem over først"),
    ("mend those above first", "rett dem over først"),
    ("correct it, or the places", "rett det, eller plassene"),
    ("correct the year", "rett året"),
    ("correct them", "rett dem"),
    ("swap or correct them", "bytt om på dem, eller rett dem"),
    ("they must be 1", "de må være 1"),
)  # fmt: skip
"""Parts of messages with their words in bokmål; ``{}`` stands for what is particular."""

_MORE = re.compile(r"(.*) \(in (\d+) more rows? too\)", re.DOTALL)


def in_bokmal(message: str) -> str:
    """A fault in bokmål; as it is where any part of it has no words.

    >>> in_bokmal("'x' is not a whole number (in 2 more rows too); write it without decimals")
    "'x' er ikke et helt tall (i 2 rader til); skriv det uten desimaler"
    >>> in_bokmal("is blank; do something else")
    'is blank; do something else'
    """
    parts = [_translated(part) for part in message.split("; ")]
    return message if None in parts else "; ".join(part for part in parts if part is not None)


def _translated(part: str) -> str | None:
    """A part of a message in bokmål; none if it has no words."""
    more = _MORE.fullmatch(part)
    if more:
        found = _translated(more[1])
        return None if found is None else f"{found} (i {more[2]} {'rad' if more[2] == '1' else 'rader'} til)"
    for pattern, words in _PATTERNS:
        match = pattern.fullmatch(part)
        if match:
            return words.format(*match.groups())
    return None


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, template.split("{}"))), re.DOTALL)


_PATTERNS = tuple((_pattern(english), bokmal) for english, bokmal in TEMPLATES)
