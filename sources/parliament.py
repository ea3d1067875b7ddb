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
_COLOPHON = re.compile(r"^(?:(?:kst|blg|h|ah|kv|nds)(?:-[a-z]{2})?-[\w-]*\d|ISSN \d{4} ?- ?\d{3}[\dX])$")
_DOSSIER = re.compile(r"^\d{2} ?\d{3}(?:[- ](?:[IVX]+|\(R\d+\)))? (?P<title>[A-Z‘“«].*)$")
_PAPER = re.compile(r"^Nr\. \d+ +(?P<title>[A-Z][A-Z\W].*)$")
_GLUED_MARK = re.compile(r"(?<=[A-Z])\d$")
_HEAD_LINES = 16
"""How many lines at the top of the first page may hold the head."""
_KINDS = {
    "BRIEF": "kamerbrief",
    "MOTIE": "motie",
    "GEWIJZIGDE MOTIE": "motie",
    "AMENDEMENT": "amendement",
    "VOORSTEL VAN WET": "wetsvoorstel",
    "MEMORIE VAN TOELICHTING": "memorie van toelichting",
    "ADVIES": "advies",
    "VERSLAG": "verslag",
    "LIJST VAN VRAGEN": "verslag",
}
"""What a paper is, by how its title begins."""


@dataclass(frozen=True, slots=True)
class SetLines:
    """Set lines of a parliamentary paper, up to the line `end`, and the number that they give it."""

    end: int
    number: str | None = None


def set_lines(lines: Sequence[Line], i: int) -> SetLines | None:
    """The set lines that begin at line `i` of a page, or None."""
    text = lines[i].text
    match = FOOTER.match(text)
    if match and (match["place"] or match["page"]):  # without both it is a reference to another paper
        return SetLines(i + 1, None if match["annex"] else _number(match))
    following = lines[i + 1].text if i + 1 < len(lines) else ""
    if _HEAD.match(text) and (_HEAD_NUMBER.match(following) or _SESSION.match(following)):
        return SetLines(i + 2 if _HEAD_NUMBER.match(following) else i + 1)
    if session := _SESSION.match(text):
        return _answers(lines, i + 1, session["years"]) or SetLines(i + 1)
    return SetLines(i + 1) if _COLOPHON.match(text) else None


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


def paper_title(lines: Sequence[Line]) -> str | None:
    """The title on the first page: the dossier's and the paper's own, as `dossier – PAPER`."""
    dossier: list[str] = []
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if match := _PAPER.match(line.text):
            own = [match["title"].strip()]
            for following in lines[i + 1 : i + 3]:
                if not following.text.isupper():
                    break
                own.append(following.text)
            title = _GLUED_MARK.sub("", " ".join(own))
            return " – ".join(filter(None, (" ".join(dossier), title)))
        if match := _DOSSIER.match(line.text):
            dossier = [match["title"]]
        elif dossier:
            dossier.append(line.text)
    return None


def paper_kind(title: str) -> str:
    """What a paper is, by its title: `motie`, `wetsvoorstel`, ...; `kamerstuk` where the title does not say."""
    own = title.rpartition(" – ")[2]
    return next((kind for start, kind in _KINDS.items() if own.startswith(start)), "kamerstuk")
