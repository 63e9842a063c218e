"""Sentences that the program stores in English with what it found, and says in either language when that is shown."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

from leonplan.optimizer.words.word import Language, Word

NO_WALK_TOGETHER = Word(
    "No walk, for not all of it can be done together: {why}",
    "Bidragene fra endringene er ikke regnet ut, for ikke alt kan gjøres sammen.",
)
NO_WALK_MANY = Word(
    "No walk over {count} changes; --walk all walks over up to {most}.",
    "Bidragene fra endringene er ikke regnet ut: Det er {count} av dem; --walk all tar med inntil {most}.",
)
NO_WALK_ONE = Word(
    "No walk: it takes at least two changes.",
    "Bidragene fra endringene er ikke regnet ut: Det må være minst to av dem.",
)
ORDER_MATTERS = Word(
    "The what-ifs change the same things. All together is made in the order of their ids ({ids}); in the order named it "
    "would be something else, which 'leon solve --what-if' plans.",
    "Alternativene endrer de samme tingene. Alle sammen er gjort i rekkefølgen {ids}; i den rekkefølgen de ble nevnt, ville "
    "det blitt noe annet.",
)
NO_SHARES = Word(
    "no shares can be told, for some changes together have no plan: {which}",
    "noen av endringene har ingen plan sammen.",
)
ALTERNATIVE = Word("Alternative {place}", "Alternativ {place}")
ALMOST_AS_GOOD = Word("Which other projects are almost as good?", "Hvilke andre prosjekter er nesten like gode?")
COST_OF_WISH = Word("What does the wish cost?", "Hva koster ønsket?")
GOALS_HELD = Word(
    "every goal held within {share} of the best plan: {goals}",
    "Hvert mål er holdt så nær den beste planen at avviket er høyst {share} (andel).",
)
HOW_FAR = Word(
    "alternative {place}: its projects lie {from_best} from those of the best plan and {distance} from the nearest before it; "
    "none lies farther than {bound}",
    "Alternativ {place}: Prosjektene ligger {from_best} fra dem i den beste planen og {distance} fra de nærmeste før det; "
    "ingen ligger lenger unna enn {bound}.",
)
NO_FURTHER = Word(
    "proven: there is no further choice of projects within the share",
    "Bevist: Det finnes ikke noe annet valg av prosjekter innenfor andelen.",
)

SIDE_BY_SIDE = Word(
    "How does it differ from the plan that it stands beside?",
    "Hvordan skiller den seg fra planen den står ved siden av?",
)

PHRASES = (
    NO_WALK_TOGETHER, NO_WALK_MANY, NO_WALK_ONE, ORDER_MATTERS, NO_SHARES, ALTERNATIVE, ALMOST_AS_GOOD, COST_OF_WISH,
    GOALS_HELD, HOW_FAR, NO_FURTHER, SIDE_BY_SIDE,
)  # fmt: skip
"""Every sentence; bokmål may leave out what is only known in English."""


def in_language(text: str, language: Language) -> str:
    """A stored sentence in a language; what is none of the program's own stays as it is.

    >>> in_language("Alternative 2", "nb"), in_language("Mer behov", "nb"), in_language("Alternative 2", "en")
    ('Alternativ 2', 'Mer behov', 'Alternative 2')
    """
    if language == "nb":
        for phrase in PHRASES:
            found = _pattern(phrase.en).fullmatch(text)
            if found:
                return phrase.nb.format(**found.groupdict())
    return text


def is_own(text: str) -> bool:
    """Whether a text is a sentence of the program, not of whoever wrote the data."""
    return any(_pattern(phrase.en).fullmatch(text) for phrase in PHRASES)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """What matches a template, its gaps filled in."""
    parts = (re.escape(text) + (f"(?P<{gap}>.*)" if gap else "") for text, gap, _, _ in Formatter().parse(template))
    return re.compile("".join(parts), re.DOTALL)
