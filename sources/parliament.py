"""The set lines of papers of the Dutch parliament: head, colophon and footer, and what they say of the paper.

A Kamerstuk begins with `Tweede Kamer der Staten-Generaal`, `2`, `Vergaderjaar 2020–2021`, the dossier's number and
title (`32 545 Wet- en regelgeving financiële markten`) and the paper's own (`Nr. 143 MOTIE VAN ...`). The first page
closes with a colophon (`kst-32545-143`, `ISSN 0921 - 7371`), each page with a footer
(`Tweede Kamer, vergaderjaar 2020–2021, 32 545, nr. 143 2`). Written questions with their answers are an `Aanhangsel
van de Handelingen`, with a number of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.document import AT_COLOPHON, AT_FOOT, AT_HEAD
from sources.lines import Line

_YEARS = r"\d{4}\s?[–-]\s?\d{4}"
_NUMBER = r"(?P<dossier>[^,]{2,60}?)(?:, nr\. (?P<number>\d+)|, (?P<letter>[A-Z]{1,3}))"
FOOTER = re.compile(
    rf"^(?P<place>’s-Gravenhage \d{{4}} )?(?:Tweede|Eerste) Kamer, vergaderjaar (?P<years>{_YEARS}), "
    rf"(?:{_NUMBER}|(?P<annex>Aanhangsel))(?: (?P<page>\d+))?$"
)
_HEAD = re.compile(r"^(?:Tweede|Eerste) Kamer der Staten-Generaal(?: [12])?$")
_HEAD_NUMBER = re.compile(r"^[12]$")
_SESSION = re.compile(rf"^Vergaderjaar (?P<years>{_YEARS})(?: Aanhangsel van de Handelingen)?$")
_ANSWERS = re.compile(
    r"^Vragen gesteld door de leden der Kamer, met de daarop door de regering gegeven antwoorden(?: (?P<number>\d+))?$"
)
_IDENTIFIER = re.compile(r"^(?:kst|blg|h|ah|kv|nds)(?:-[a-z]{2})?-[\w()-]*\d[\w()-]*$")
_ISSN = re.compile(r"^ISSN \d{4} ?- ?\d{3}[\dX]$")
_DOSSIER = re.compile(
    r"^(?P<dossier>\d{2} ?\d{3}(?:[- ](?:[IVX]+[A-E]?|[A-J]|\(R ?\d+\)))?) (?P<title>[A-Z‘“«].*)$"
)
_PAPER = re.compile(
    r"^(?:Nr\. (?P<number>\d+[a-z]?)|(?P<letter>[A-Z]{1,3})(?= (?:BRIEF|VERSLAG|NADER|VOORLOPIG|MEMORIE|"
    r"NOTA|MOTIE|LIJST|GEWIJZIGD|EINDVERSLAG|ADVIES|VOORSTEL))) +(?P<title>[A-Z][A-Z\W].*)$"
)
"""The line with the paper's own number: `Nr. 143 MOTIE ...`; in the Eerste Kamer a letter, `AI BRIEF VAN ...`."""
_GLUED_MARK = re.compile(r"(?<=[A-Z])\d$")
_HEAD_LINES = 16
"""How many lines at the top of the first page may hold the head."""
_CHANGED = re.compile(
    r"^(?:(?:TWEEDE|DERDE|NADER|GEWIJZIGDE?|HERDRUK|VERVANGENDE?) )+(?=MOTIE|AMENDEMENT|VOORSTEL)"
)
_TITLE_LINES = 8
"""Lines that a dossier's title may run over."""
_KINDS = {
    "BRIEF": "kamerbrief",
    "GELEIDENDE BRIEF": "kamerbrief",
    "MOTIE": "motie",
    "AMENDEMENT": "amendement",
    "SUBAMENDEMENT": "amendement",
    "VOORSTEL VAN": "wetsvoorstel",
    "MEMORIE VAN TOELICHTING": "memorie van toelichting",
    "MEMORIE VAN ANTWOORD": "memorie van antwoord",
    "KONINKLIJKE BOODSCHAP": "koninklijke boodschap",
    "ADVIES": "advies",
    "NADER RAPPORT": "nader rapport",
    "NOTA NAAR AANLEIDING": "nota naar aanleiding van het verslag",
    "NOTA VAN WIJZIGING": "nota van wijziging",
    "VERSLAG": "verslag",
    "NADER VERSLAG": "verslag",
    "VOORLOPIG VERSLAG": "verslag",
    "EINDVERSLAG": "verslag",
    "LIJST VAN VRAGEN": "verslag",
    "INITIATIEFNOTA": "initiatiefnota",
    "BIJLAGE": "bijlage",
}
"""What a paper is, by how its title begins."""


@dataclass(frozen=True, slots=True)
class SetLines:
    """Set lines of a parliamentary paper, up to the line `end`, and the number that they give it, with its place."""

    end: int
    number: str | None = None
    place: str = AT_HEAD


def set_lines(lines: Sequence[Line], i: int) -> SetLines | None:
    """The set lines that begin at line `i` of a page, or None."""
    text = lines[i].text
    match = FOOTER.match(text)
    if match and (match["place"] or match["page"]):  # without both it is a reference to another paper
        return SetLines(i + 1, None if match["annex"] else _number(match), AT_FOOT)
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    if _HEAD.match(text) and (_HEAD_NUMBER.match(following) or _SESSION.match(following)):
        return SetLines(i + 2 if _HEAD_NUMBER.match(following) else i + 1)
    if session := _SESSION.match(text):
        return _answers(lines, i + 1, session["years"]) or SetLines(i + 1)
    if _IDENTIFIER.match(text):
        return SetLines(i + 1, text, AT_COLOPHON)
    return SetLines(i + 1) if _ISSN.match(text) else None


def _number(match: re.Match[str]) -> str:
    number = f"nr. {match['number']}" if match["number"] else match["letter"]
    return f"{match['dossier']}, {number}"


def _answers(lines: Sequence[Line], i: int, years: str) -> SetLines | None:
    """The head of written questions with their answers, over a few lines, with its number."""
    found = None
    for end in range(i + 1, min(i + 4, len(lines)) + 1):
        if match := _ANSWERS.match(" ".join(line.text for line in lines[i:end])):
            number = f"Aanhangsel {years}, nr. {match['number']}" if match["number"] else None
            found = SetLines(end, number)
    return found


@dataclass(frozen=True, slots=True)
class Paper:
    """What the head of a parliamentary paper says: `number` is `32 545, nr. 143`, `title` is `dossier – PAPER`."""

    number: str | None
    title: str


def read_head(lines: Sequence[str]) -> Paper | None:
    """The paper whose head stands among the first lines of the first page, or None; of several dossiers the first."""
    dossier: list[str] = []
    number = None
    for i, text in enumerate(lines[:_HEAD_LINES]):
        if match := _PAPER.match(text):
            own = [match["title"].strip()]
            for following in lines[i + 1 : i + 3]:
                if not following.isupper():
                    break
                own.append(following)
            title = _GLUED_MARK.sub("", " ".join(own))
            paper = f"nr. {match['number']}" if match["number"] else match["letter"]
            return Paper(
                f"{number}, {paper}" if number else None, " – ".join(filter(None, (" ".join(dossier), title)))
            )
        match = _DOSSIER.match(text)
        if match and number is None:
            number, dossier = match["dossier"], [match["title"]]
        elif match:
            continue
        elif number is not None and len(dossier) < _TITLE_LINES:
            dossier.append(text)
    return None


def paper_kind(title: str) -> str:
    """What a paper is, by its title: `motie`, `wetsvoorstel`, ...; `kamerstuk` where the title does not say."""
    own = _CHANGED.sub("", title.rpartition(" – ")[2])
    return next((kind for start, kind in _KINDS.items() if own.startswith(start)), "kamerstuk")
