"""Page furniture: letterheads, running heads and page numbers, told apart from the running text.

Furniture is found by its grammar (a label such as "Ons kenmerk" with its value, "Pagina 3 van 18", the footer of a
Kamerstuk), not by its place on the page: text extracts put it anywhere. What it says goes to the metadata.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.document import Letterhead
from sources.lines import Line
from sources.parliament import paper_title, set_lines
from sources.running_heads import running_heads

PAGE_NUMBER = re.compile(r"^Pagina (\d{1,6}) van (\d{1,6})$", re.IGNORECASE)
WORD_PROCESSOR_ERROR = re.compile(r"Fout!.*?(?:documenteigenschap|gedefinieerd|gevonden)\.?", re.IGNORECASE)

_LONGEST = 120
"""Characters of the longest line that can be furniture."""
_SHORT = 45
"""Characters of the longest line in a letterhead's column."""
_COLUMN = 24
"""Lines that a letterhead's column may run from the office's name to the kenmerk."""
_OFFICE_LINES = 6
"""Lines that an office's name may run to another label."""
_VALUE_LINES = 4
"""Lines over which a kenmerk may run."""
_OFFICE = re.compile(
    r"^(?:Directoraat-[Gg]eneraal\b|Ministerie van \S.{0,60}$|"
    r"(?:Directie|Afdeling|Programma(?:directie)?|Dienst) \S.{0,60}$)"
)
_KENMERK_LABEL = re.compile(
    r"^(?P<whose>Ons |Onze |Uw )?(?:[Kk]enmerk|[Rr]eferentie)(?:nummer)?:?(?: (?P<value>.+))?$"
)
_ADDRESS = re.compile(
    r"^(?:>? ?Retouradres\b.{0,80}|[TFM] [+(]?\d[\d ()+-]{6,}.{0,25}|Overheidsidentificatienr.{0,40})$"
)
_ALWAYS = re.compile(r"^(?:Bijlage\(n\) .{0,40}|Ontvangen BBR|Parafenroute)$")
_OTHER_LABEL = re.compile(
    r"^(?:Bijlage\(n\)|Bijlagen?|Datum|Contactpersoon|Auteur|Behandeld door|Doorkiesnummer|Uw brief(?: van)?|"
    r"Bezoekadres|Postadres|Kopie aan)(?!\w):?(?: .{0,60})?$"
)
_BARE_LABEL = re.compile(
    r"^(?:Bijlage\(n\)|Datum|Contactpersoon|Auteur|Behandeld door|Doorkiesnummer|Uw brief(?: van)?|Kopie aan|"
    r"(?:Ons |Onze |Uw )?[Kk]enmerk):?$"
)
"""Labels that may stand in a letterhead without a value."""
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_DATE_LINE = re.compile(rf"^Datum:? (\d{{1,2}} {_MONTH} \d{{4}})$", re.IGNORECASE)
_LABEL_VALUE = re.compile(rf"\d{{1,2}}|\d{{1,2}} {_MONTH} \d{{4}}", re.IGNORECASE)
_KENMERK_VALUE = re.compile(r"(?=(?:\D*\d){4})[A-Z0-9][\w&.-]*(?: ?/ ?[\w&.-]+)*")
"""Letters, figures and strokes, with at least four figures: `DGBI-I&K / 44426674`, `2024-0000123456`, `5687928/11`."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of furniture: the line after it, what it says, and what it left of that line (`rest`)."""

    end: int
    kenmerk: str | None = None
    kamerstuk: str | None = None
    printed: tuple[int, int] | None = None
    date: str | None = None
    rest: str = ""


@dataclass(slots=True)
class _Found:
    """What the furniture has said so far; dictionaries are sets that keep their order."""

    kenmerken: dict[str, None] = field(default_factory=dict)
    kamerstukken: dict[str, None] = field(default_factory=dict)
    printed: list[tuple[int, int, int]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    dates: dict[str, None] = field(default_factory=dict)

    def add(self, page: int, run: _Run) -> None:
        if run.kenmerk and "Fout!" in run.kenmerk:
            self.broken.append((page, run.kenmerk))
        elif run.kenmerk:
            self.kenmerken[run.kenmerk] = None
        if run.kamerstuk:
            self.kamerstukken[run.kamerstuk] = None
        if run.printed:
            self.printed.append((page, *run.printed))
        if run.date:
            self.dates[run.date] = None


def strip_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[list[Line]]], Letterhead]:
    """The pages without furniture, each as segments (what stood between furniture), and what the furniture said."""
    found = _Found()
    out = [
        _segments(lines, number, heads, found)
        for number, (lines, heads) in enumerate(zip(pages, running_heads(pages), strict=True), start=1)
    ]
    title = paper_title(pages[0]) if pages else None
    return out, Letterhead(
        tuple(found.kenmerken),
        tuple(found.kamerstukken),
        tuple(found.printed),
        tuple(found.broken),
        tuple(found.dates),
        title if found.kamerstukken else None,
    )


def _segments(lines: Sequence[Line], number: int, heads: frozenset[int], found: _Found) -> list[list[Line]]:
    """One page's lines without furniture, cut where furniture stood; at least one segment."""
    segments: list[list[Line]] = [[]]
    i = 0
    after_furniture = False
    while i < len(lines):
        run = _run(lines, i) or (_Run(i + 1) if i in heads else None)
        if run is None and _BARE_LABEL.match(lines[i].text):
            beside = after_furniture or (i + 1 < len(lines) and _run(lines, i + 1) is not None)
            run = _Run(i + 1) if beside else None
        after_furniture = run is not None
        if run is None:
            segments[-1].append(lines[i])
            i += 1
            continue
        found.add(number, run)
        if segments[-1]:
            segments.append([])
        if run.rest:
            segments[-1].append(Line(run.rest, 1))
        i = run.end
    return [segment for segment in segments if segment] or [[]]


def _run(lines: Sequence[Line], i: int) -> _Run | None:
    """The run of furniture that begins at line `i` and can be told by its grammar, or None."""
    text = lines[i].text
    if len(text) > _LONGEST:
        return None
    if match := PAGE_NUMBER.match(text):
        return _Run(i + 1, printed=(int(match[1]), int(match[2])))
    if found := set_lines(lines, i):
        return _Run(found.end, kamerstuk=found.number)
    if match := _KENMERK_LABEL.match(text):
        return _kenmerk_run(lines, i, match["value"] or "", theirs=match["whose"] == "Uw ")
    if match := _DATE_LINE.match(text):
        return _Run(i + 1, date=match[1])
    if _OFFICE.match(text):
        return _office_run(lines, i)
    if _ADDRESS.match(text) or _ALWAYS.match(text):
        return _Run(i + 1)
    if _OTHER_LABEL.match(text) and not text.endswith((".", ";")):
        value = lines[i + 1].text if i + 1 < len(lines) else ""
        if _LABEL_VALUE.fullmatch(value):
            return _Run(i + 2, date=value if " " in value else None)
    return None


def _office_run(lines: Sequence[Line], i: int) -> _Run | None:
    """An office's name and the lines of its address, as far as the kenmerk; only where a label does follow."""
    other = None
    for j in range(i + 1, min(i + 1 + _COLUMN, len(lines))):
        text = lines[j].text
        if _KENMERK_LABEL.match(text):
            return _Run(j, date=_date_among(lines[i:j]))
        if other is None and j <= i + _OFFICE_LINES and (PAGE_NUMBER.match(text) or _OTHER_LABEL.match(text)):
            other = _Run(j)
        if len(text) > _SHORT or text.endswith("."):
            break
    return other


def _date_among(lines: Sequence[Line]) -> str | None:
    """The date that one of these lines is, with or without its label; None where none is."""
    for line in lines:
        if match := _DATE_LINE.match(line.text):
            return match[1]
        if _LABEL_VALUE.fullmatch(line.text) and " " in line.text:
            return line.text
    return None


def _kenmerk_run(lines: Sequence[Line], i: int, value: str, *, theirs: bool) -> _Run | None:
    """A kenmerk's label with its value, which may run over a few short lines, or have body text behind it."""
    for j in range(i + 1, min(i + 1 + _VALUE_LINES, len(lines)) + 1):
        if _KENMERK_VALUE.fullmatch(value) or WORD_PROCESSOR_ERROR.search(value):
            return _Run(j, kenmerk=None if theirs else value)
        if j >= len(lines):
            break
        text = lines[j].text
        glued = _KENMERK_VALUE.match(text) if not value else None
        if glued and text[glued.end() : glued.end() + 1] == " ":
            rest = text[glued.end() :].lstrip()
            return _Run(j + 1, kenmerk=None if theirs else glued[0], rest=rest)
        if len(text) > _SHORT:
            break
        value = f"{value} {text}".strip()
    return None
