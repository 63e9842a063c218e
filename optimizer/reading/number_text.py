"""Numbers as people write them: what is understood, what can be read in two ways, and what to write instead."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
"""A number with a decimal point, or without decimals."""

COMMA_NUMBER = re.compile(r"[-+]?([0-9]+,[0-9]+|,[0-9]+)([eE][-+]?[0-9]+)?")
"""A number with a decimal comma."""

_BLANK_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}([^\S\r\n][0-9]{3})+([.,][0-9]+)?")
_GROUPS = {sign: re.compile(rf"[-+]?[1-9][0-9]{{0,2}}(\{sign}[0-9]{{3}})+") for sign in ".,"}
_EMPTY_DECIMALS = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,][0-9]{3})*[.,]000")
_NOT_FINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])[a-z]*"
_DATE = re.compile(
    rf"[0-9]{{1,2}}[. -]+{_MONTH}([. -]*[0-9]{{2,4}})?|{_MONTH}[. -]+[0-9]{{1,4}}"
    r"|[0-9]{1,2}(?P<sign>[./-])[0-9]{1,2}(?P=sign)[0-9]{2,4}( .*)?|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?",
    re.IGNORECASE,
)
_MINUS = "\u2212"


def dense(text: str) -> str:
    """A number without the blanks between its thousands, and with the keyboard's minus sign; other text as it is.

    >>> dense("16 000"), dense("16 00")
    ('16000', '16 00')
    """
    signed = text.replace(_MINUS, "-", 1) if text.startswith(_MINUS) else text
    return "".join(signed.split()) if _BLANK_THOUSANDS.fullmatch(signed) else signed


def in_two_ways(text: str, *, is_whole: bool, commas: bool) -> str:
    """What to write instead of a number whose sign may stand before decimals or between thousands; empty if it may not.

    is_whole: whether only whole numbers can be meant; commas: whether decimals take a comma, so that a point is what
    Norwegians write between thousands.

    >>> in_two_ways("27.000", is_whole=False, commas=False)
    'write 27000, or 27'
    >>> in_two_ways("27.125", is_whole=False, commas=True)
    'write 27125, or 27,125'
    >>> in_two_ways("27.125", is_whole=False, commas=False)
    ''
    """
    points, with_commas = (bool(_GROUPS[sign].fullmatch(text)) for sign in ".,")
    is_ambiguous = _EMPTY_DECIMALS.fullmatch(text) or (points if commas else with_commas) or (is_whole and points)
    if not (is_ambiguous or (is_whole and with_commas)):
        return ""
    joined = re.sub(r"[.,]", "", text)
    whole, *decimals = re.split(r"[.,]", text)
    if is_whole or len(decimals) > 1:
        return f"write {joined}, without signs between thousands"
    if decimals == ["000"]:
        return f"write {joined}, or {whole}"
    return f"write {joined}, or {whole}{',' if commas else '.'}{decimals[0]}"


def number_remedy(text: str) -> str:
    """What to write instead of something that is not a number."""
    if _DATE.fullmatch(text):
        return (
            "it looks like a date, which spreadsheets make of numbers; format the cells as numbers, and write it again"
        )
    joined = "".join(text.split())
    if joined != text and NUMBER.fullmatch(joined.replace(",", ".")):
        return "write it without blanks between the digits"
    if twofold := in_two_ways(text, is_whole=False, commas=False) or in_two_ways(text, is_whole=True, commas=False):
        return f"it can be read in two ways: {twofold}"
    if COMMA_NUMBER.fullmatch(text):
        return f"write '{text.replace(',', '.')}', with a decimal point"
    if re.search("[.,]", text) and NUMBER.fullmatch(re.sub(r"[.,]", "", text)):
        return "it can be read in two ways; write it without signs between thousands"
    if text.endswith("%"):
        return "write a share, e.g. 0.12 for 12 %"
    if _NOT_FINITE.fullmatch(text) or text.startswith("#"):
        return "write a finite number, or leave it out if there is a default"
    if _DATE.fullmatch(text):
        return (
            "it looks like a date, which spreadsheets make of numbers; format the cells as numbers, and write it again"
        )
    return "write digits with a decimal point, without units or text"
