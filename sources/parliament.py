"""The set lines of papers of the Dutch parliament: head, colophon and footer, and what they say of the paper.

A Kamerstuk begins with `Tweede Kamer der Staten-Generaal`, `2`, `Vergaderjaar 2020–2021`, the dossier's number and
title (`32 545 Wet- en regelgeving financiële markten`) and the paper's own (`Nr. 143 MOTIE VAN ...`), each on a line
of its own or not. The first page closes with a colophon (`kst-32545-143`, `ISSN 0921 - 7371`), each page with a footer
(`Tweede Kamer, vergaderjaar 2020–2021, 32 545, nr. 143 2`). Written questions with their answers are an `Aanhangsel
van de Handelingen`, with a number of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

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
_ANNEX = re.compile(r"^Aanhangsel van de Handelingen(?: (?P<number>\d{1,5}))?$")
"""The same head where each thing has a line of its own."""
_IDENTIFIER = re.compile(r"^(?:kst|blg|h|ah|kv|nds)(?:-[a-z]{2})?-[\w()-]*\d[\w()-]*$")
_ISSN = re.compile(r"^ISSN \d{4} ?- ?\d{3}[\dX]$")
_DOSSIER = re.compile(
    r"^(?P<dossier>\d{2} ?\d{3}(?:[- ](?:[IVX]+[A-E]?|[A-J]|\(R ?\d+\)))?)(?: (?P<title>[A-Z‘“«].*))?$"
)
_PAPER = re.compile(
    r"^(?:Nr\. (?P<number>\d+[a-z]?)|(?P<letter>[A-Z]{1,3})(?= (?:BRIEF|VERSLAG|NADER|VOORLOPIG|MEMORIE|"
    r"NOTA|MOTIE|LIJST|GEWIJZIGD|EINDVERSLAG|ADVIES|VOORSTEL))) +(?P<title>[A-Z][A-Z\W].*)$"
)
"""The line with the paper's own number: `Nr. 143 MOTIE ...`; in the Eerste Kamer a letter, `AI BRIEF VAN ...`."""
_PAPER_ALONE = re.compile(r"^Nr\. (?P<number>\d{1,4}[a-z]?)$")
"""The same line where the paper's title stands below it, or with the dossier's."""
_GLUED_MARK = re.compile(r"(?<=[A-Z])\d$")
_HEAD_LINES = 16
"""How many lines at the top of the first page may hold the head."""
_CHANGED = re.compile(
    r"^(?:(?:EERSTE|TWEEDE|DERDE|VIERDE|NADERE?|GEWIJZIGDE?|HERDRUK|VERVANGENDE?) )+"
    r"(?=MOTIE|AMENDEMENT|VOORSTEL|NOTA|MEMORIE)"
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
    "NOTA VAN VERBETERING": "nota van verbetering",
    "NOTA VAN TOELICHTING": "nota van toelichting",
    "VERSLAG VAN EEN SCHRIFTELIJK OVERLEG": "verslag schriftelijk overleg",
    "VERSLAG VAN EEN NADER SCHRIFTELIJK OVERLEG": "verslag schriftelijk overleg",
    "VERSLAG": "verslag",
    "NADER VERSLAG": "verslag",
    "VOORLOPIG VERSLAG": "verslag",
    "EINDVERSLAG": "verslag",
    "LIJST VAN VRAGEN EN ANTWOORDEN": "lijst van vragen en antwoorden",
    "LIJST VAN VRAGEN": "lijst van vragen",
    "INITIATIEFNOTA": "initiatiefnota",
    "BIJLAGE": "bijlage",
}
"""What a paper is, by how its title begins: the first of these."""


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


def _session(years: str) -> str:
    """A parliamentary year as papers write it: `2023–2024`."""
    return re.sub(r"\s?[–-]\s?", "–", years)


def _answers(lines: Sequence[Line], i: int, years: str) -> SetLines | None:
    """The head of written questions with their answers, over a few lines, with its number."""
    found = None
    for end in range(i + 1, min(i + 4, len(lines)) + 1):
        annex = _ANNEX.match(" ".join(line.text for line in lines[i:end]))
        if annex and annex["number"]:
            return SetLines(end, f"Aanhangsel {_session(years)}, nr. {annex['number']}")
        if match := _ANSWERS.match(" ".join(line.text for line in lines[i:end])):
            number = f"Aanhangsel {_session(years)}, nr. {match['number']}" if match["number"] else None
            found = SetLines(end, number)
    return found


def is_house_line(text: str) -> bool:
    """Whether a line of furniture is one that only papers of parliament begin with."""
    return bool(_HEAD.match(text) or _SESSION.match(text))


def is_dossier(text: str) -> bool:
    """Whether a line begins as the one with a dossier's number and title does: `36 871 Regels over ...`."""
    return bool(_DOSSIER.match(text))


@dataclass(frozen=True, slots=True)
class Paper:
    """What the head of a parliamentary paper says: `number` is `32 545, nr. 143`, `title` is `dossier – PAPER`.

    Where the paper has no title of its own, `title` is that of its dossier.
    """

    number: str | None
    title: str


def read_head(lines: Sequence[str]) -> Paper | None:
    """The paper whose head stands among the first lines of the first page, or None; of several dossiers the first."""
    dossier: list[str] = []
    number = None
    for i, text in enumerate(lines[:_HEAD_LINES]):
        if match := _PAPER.match(text):
            own = [match["title"].strip(), *_capitals(lines[i + 1 : i + 3])]
            return _paper(
                number, dossier, own, f"nr. {match['number']}" if match["number"] else match["letter"]
            )
        if number is not None and (match := _PAPER_ALONE.match(text)):
            own = list(_capitals(lines[i + 1 : i + 4]))
            return _paper(number, dossier, own if own and _kind(own[0]) else [], f"nr. {match['number']}")
        match = _DOSSIER.match(text)
        if match and number is None:
            number, dossier = match["dossier"], [match["title"] or ""]
        elif match:
            continue
        elif number is not None and len(dossier) < _TITLE_LINES:
            dossier.append(text)
    return None


def _capitals(lines: Sequence[str]) -> Iterator[str]:
    """The lines up to the first that is not in capitals: a title that goes on."""
    return takewhile(str.isupper, lines)


def _paper(number: str | None, dossier: Sequence[str], own: Sequence[str], paper: str) -> Paper:
    title = _GLUED_MARK.sub("", " ".join(own))
    titles = (" ".join(filter(None, dossier)), title)
    return Paper(f"{number}, {paper}" if number else None, " – ".join(filter(None, titles)))


def paper_kind(title: str) -> str:
    """What a paper is, by its title: `motie`, `wetsvoorstel`, ...; `kamerstuk` where the title does not say."""
    return _kind(title.rpartition(" – ")[2]) or "kamerstuk"


def _kind(title: str) -> str | None:
    """What a paper with this title of its own is; None where it does not say."""
    own = _CHANGED.sub("", title.upper())
    return next((kind for start, kind in _KINDS.items() if own.startswith(start)), None)
