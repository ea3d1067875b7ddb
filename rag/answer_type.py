"""What kind of thing a question asks for, and whether a sentence holds one: a number, a date, a name, a reference."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum


class AnswerType(StrEnum):
    """The kinds that can be told from the words of a question."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    REFERENCE = "reference"


_ASKS: Mapping[AnswerType, re.Pattern[str]] = {
    AnswerType.REFERENCE: re.compile(
        r"""\b(?:welke?|wat\ is\ het|in\ welke?|which|what)\ (?:\w+\ ){0,2}?
        (?:kamerstuk(?:nummer)?|kamerbrief|moties?|toezegging|kenmerk|dossier|bron|parliamentary\ paper|motion)\w*\b
        |\b(?:kamerstuk|dossier|zaak|volg)nummers?\b
        |\b(?:nummers?|kenmerk)\ van\ (?:de|het|die|dat|deze|dit)\ (?:\w+\ )?
        (?:kamerstuk|\w*brief|stuk|motie|nota|wet|wetsvoorstel|besluit|advies|toezegging)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    AnswerType.DATE: re.compile(
        r"""\b(?:wanneer|welke?\ (?:jaar|datum|dag|maand|periode|jaren)|hoe\ laat
        |when|(?:what|which)\ (?:year|date|month))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    AnswerType.NUMBER: re.compile(
        r"""\b(?:hoeveel(?:ste)?|hoe\ (?:groot|hoog|lang|vaak|oud|veel|snel|sterk)|wat\ kost|hoogte\ van
        |(?:welk|wat\ is\ het)\ (?:\w+\ ){0,2}?(?:percentage|bedrag|aantal|aandeel|budget|deel|groeipercentage)
        |how\ (?:many|much|large|big|high|long|often|fast)|what\ (?:percentage|share|amount|number|proportion))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    AnswerType.NAME: re.compile(
        r"""^(?:(?:door|met|van|aan|bij|namens)\ )?(?:wie|who|by\ whom|welke?\ (?:\w+\ )?
        (?:minister|staatssecretaris|bewindspersoon|persoon|bedrijf|bedrijven|organisatie|instantie|ministerie|land|landen))\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|kwartaal|voorjaar|najaar|zomer)"
)
_COUNT_WORD = (
    r"(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|\w*honderd\w*|\w*duizend\w*|miljoen|miljard"
    r"|helft|derde|kwart|meer dan een)"
)
_NO_AMOUNT = re.compile(
    rf"""\b(?:19|20)\d{{2}}\b(?!\s?%)                        # years
    |\b\d{{1,2}}\ {_MONTH}\b                                # dates
    |\b\d{{2}}\ ?\d{{3}}\b(?:[,-]?\ ?(?:nr\.\ ?)?\d+)?      # 33 009, nr. 70
    |\bnr\.\ ?\d+|https?:\S+
    |\b[A-Z][A-Za-z]*-?\d+\b                               # CO2, N211""",
    re.VERBOSE,
)
"""Figures that are no amounts: years, dates, Kamerstuk numbers, web addresses, names such as CO2."""
_HOLDS: Mapping[AnswerType, Callable[[str], bool]] = {
    AnswerType.NUMBER: lambda text: bool(re.search(rf"\d|\b{_COUNT_WORD}\b", _NO_AMOUNT.sub(" ", text))),
    AnswerType.DATE: lambda text: bool(re.search(rf"\b(?:19|20)\d{{2}}\b|\b{_MONTH}\b", text)),
    AnswerType.NAME: lambda text: bool(re.search(r"(?<!^)(?<![.?!] )\b[A-Z][\w&-]+", text)),
    AnswerType.REFERENCE: lambda text: bool(
        re.search(r"\d{2} ?\d{3}|\bnr\b|[Mm]otie|[Tt]oezegging|[0-9]{4}[DZ][0-9]+", text)
    ),
}


def asked(question: str) -> AnswerType | None:
    """What the question asks for, or None where its words do not tell.

    `asked("Hoeveel banen telt de industrie?")` is `AnswerType.NUMBER`.
    """
    return next((kind for kind, pattern in _ASKS.items() if pattern.search(question)), None)


def holds(kind: AnswerType | None, text: str) -> bool:
    """Whether the text holds a thing of that kind; False for None."""
    return kind is not None and _HOLDS[kind](text)
