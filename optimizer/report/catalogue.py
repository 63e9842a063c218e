"""Reads translations (gettext) of a package from its ``locale/LANGUAGE.po``.

The catalogue is compiled when it is read: translators have the file that their tools know, and nothing binary has to be built for
the wheel.
"""

from __future__ import annotations

import io
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from leonplan.optimizer.words.word import Language


def read_catalogue(package: str, language: Language) -> NullTranslations:
    """The translations from the English of a package's code; package: its dotted name."""
    if language == "en":
        return NullTranslations()
    source = files(package).joinpath(f"locale/{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
