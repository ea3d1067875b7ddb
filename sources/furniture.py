"""Page furniture: letterheads, running heads and page numbers, told apart from the running text.

Furniture is found by its grammar (a label such as "Ons kenmerk" with its value, "Pagina 3 van 18", the footer of a
Kamerstuk), not by its place on the page: text extracts put it anywhere. What it says goes to the metadata.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sources.document import AT_HEAD, AT_LETTERHEAD, Letterhead
from sources.facts.numbers import is_identifier, number_key
from sources.footnotes import MARK
from sources.lines import Line
from sources.parliament import is_house_line, read_head, set_lines
from sources.text.running_heads import running_heads
from sources.types import Fact

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
    r"^(?P<whose>Ons |Onze |Uw )?(?:(?:[Kk]enmerk|[Rr]eferentie)(?:nummer)?:?(?: (?P<value>.+))?|"
    r"(?:[Nn]ummer|(?:Zaak|Document|Registratie|Brief|BHM-?)(?:nummer|nr\.?)|BHM)(?::(?: (?P<other>.+))?)?)$"
)
"""A label with, perhaps, its value; of the less usual ones only with a colon, or alone on their line."""
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
_DATE = rf"(?:\d{{1,2}} {_MONTH} \d{{4}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
_DATE_LINE = re.compile(rf"^Datum:? ({_DATE})$", re.IGNORECASE)
_DATE_ALONE = re.compile(_DATE, re.IGNORECASE)
_LABEL_VALUE = re.compile(rf"\d{{1,2}}|{_DATE}", re.IGNORECASE)
_KENMERK_VALUE = re.compile(
    r"(?=(?:[^\d\n]{0,40}\d){4})(?:[A-Z]{2,8} \d{5,}|[A-Z0-9][\w&.-]*(?: ?/ ?[\w&.-]+)*)(?<![-_.])"
)
"""Letters, figures and strokes, with at least four figures: `DGBI-I&K / 44426674`, `2024-0000123456`, `5687928/11`."""
_GLUED_VALUE = re.compile(r"(?=(?:\D*\d){4})(?:.*[^\d].*|\d{6,})")
"""A kenmerk that may have text behind it on its line; `2511 DP Den Haag` is none."""
_UNFINISHED = re.compile(r"(?=.*\w)[\w&. /-]{0,40}[/_.-]$")
"""The first line of a kenmerk that goes on below: `IENW/BSK-`, `DGBI-TOP /`."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of furniture: the line after it, what it says, and what it left of that line (`rest`).

    `theirs` is whether the kenmerk is the other side's; `place` is where a Kamerstuk's number stands.
    """

    end: int
    kenmerk: str | None = None
    kamerstuk: str | None = None
    printed: tuple[int, int] | None = None
    date: str | None = None
    rest: str = ""
    theirs: bool = False
    place: str = AT_LETTERHEAD


@dataclass(slots=True)
class _Found:
    """What the furniture has said so far; `facts` and `answers` are dictionaries for sets that keep their order."""

    facts: dict[tuple[str, str, str], Fact] = field(default_factory=dict)
    answers: dict[str, None] = field(default_factory=dict)
    printed: list[tuple[int, int, int]] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    def add(self, page: int, run: _Run) -> None:
        if run.kenmerk and "Fout!" in run.kenmerk:
            self.broken.append((page, run.kenmerk))
        elif run.kenmerk and run.theirs:
            self.answers[run.kenmerk] = None
        elif run.kenmerk:
            self.fact("kenmerk", run.kenmerk, page, run.place)
        if run.kamerstuk:
            name = "kenmerk" if number_key(run.kamerstuk).startswith("blg-") else "kamerstuk"
            self.fact(name, run.kamerstuk, page, run.place)
        if run.printed:
            self.printed.append((page, *run.printed))
        if run.date:
            self.fact("date", run.date, page, run.place)

    def fact(self, name: str, value: str, page: int, place: str) -> None:
        """Keep a fact, with the first page on which it stands in that place."""
        self.facts.setdefault((name, value, place), Fact(name, value, page, place))

    def letterhead(self, title: str | None) -> Letterhead:
        facts = tuple(self.facts.values())
        kamerstukken = dict.fromkeys(fact.value for fact in facts if fact.name == "kamerstuk")
        return Letterhead(
            kenmerken=tuple(dict.fromkeys(fact.value for fact in facts if fact.name == "kenmerk")),
            kamerstukken=tuple(sorted(kamerstukken, key=is_identifier)),
            printed_pages=tuple(self.printed),
            broken=tuple(self.broken),
            dates=tuple(dict.fromkeys(fact.value for fact in facts if fact.name == "date")),
            title=title,
            answers=tuple(self.answers),
            facts=facts,
            lines=tuple(self.lines),
        )


def strip_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[list[Line]]], Letterhead]:
    """The pages without furniture, each as segments (what stood between furniture), and what the furniture said."""
    found = _Found()
    out = [
        _segments(lines, number, heads, found)
        for number, (lines, heads) in enumerate(zip(pages, running_heads(pages), strict=True), start=1)
    ]
    return out, _with_head(found, pages)


def read_furniture(pages: Sequence[Sequence[Line]]) -> Letterhead:
    """What furniture says, given the lines of each page that are known to be furniture and no others.

    Labels and values of a column may have lines of another one between them; a value goes with the nearest label
    before it, and of several labels in a row with the first that has none.
    """
    found = _Found()
    for number, lines in enumerate(pages, start=1):
        _read_column(lines, number, found)
    return _with_head(found, pages)


def _with_head(found: _Found, pages: Sequence[Sequence[Line]]) -> Letterhead:
    """The letterhead, with what the head of a parliamentary paper says."""
    paper = read_head([MARK.sub("", line.text) for line in pages[0]]) if pages else None
    numbered = any(fact.name == "kamerstuk" for fact in found.facts.values())
    if paper is None or not (
        numbered or any(page == 1 and is_house_line(text) for page, text in found.lines)
    ):
        return found.letterhead(None)
    if paper.number:
        found.fact("kamerstuk", paper.number, 1, AT_HEAD)
    return found.letterhead(paper.title)


def _read_column(lines: Sequence[Line], number: int, found: _Found) -> None:
    """What one page's furniture says."""
    waiting: list[
        bool
    ] = []  # labels of a kenmerk without a value, the nearest last; whether each is the other side's
    in_a_row = 1
    after_label = False
    i = 0
    while i < len(lines):
        text = lines[i].text
        label = _KENMERK_LABEL.match(text)
        run = None if _OFFICE.match(text) else _run(lines, i)
        if run is None and _DATE_ALONE.fullmatch(text):
            run = _Run(i + 1, date=text)
        bare = label is not None and not (label["value"] or label["other"])
        beside = i + 1 < len(lines) and _KENMERK_LABEL.match(lines[i + 1].text)
        if label and (run is None or (bare and (beside or after_label))):
            waiting.append(label["whose"] == "Uw ")
            in_a_row = in_a_row + 1 if after_label else 1
            run, after_label = _Run(i + 1), True
        elif run is None and waiting and (value := _value_at(lines, i)):
            run, after_label = _Run(i + 1, kenmerk=value, theirs=waiting.pop(-in_a_row)), False
            in_a_row = max(in_a_row - 1, 1)
        else:
            run, after_label = run or _Run(i + 1), False
        found.add(number, run)
        found.lines += [(number, line.text) for line in lines[i : run.end]]
        i = run.end


def _value_at(lines: Sequence[Line], i: int) -> str | None:
    """The kenmerk that begins at line `i`, if one does; its rest may stand a few lines further, beside other lines."""
    text = lines[i].text
    if _KENMERK_VALUE.fullmatch(text):
        return text
    if not _UNFINISHED.match(text):
        return None
    for line in lines[i + 1 : i + 1 + _VALUE_LINES]:
        joined = _joined(text, line.text)
        if _KENMERK_VALUE.fullmatch(joined) or WORD_PROCESSOR_ERROR.search(joined):
            return joined
    return None


def _joined(value: str, text: str) -> str:
    """A kenmerk with its next line: `IENW/BSK-` and `2024/12345` are one word, `DGBI /` and `101636279` are not."""
    glued = value.endswith(("-", "_", ".")) or (value.endswith("/") and not value.endswith(" /"))
    return f"{value}{'' if glued else ' '}{text}".strip()


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
        found.lines += [(number, line.text) for line in lines[i : run.end]]
        if segments[-1]:
            segments.append([])
        if run.rest:
            segments[-1].append(replace(lines[run.end - 1], text=run.rest, gap=1))
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
        return _Run(found.end, kamerstuk=found.number, place=found.place)
    if match := _KENMERK_LABEL.match(text):
        value = match["value"] or match["other"] or ""
        return _kenmerk_run(lines, i, value, theirs=match["whose"] == "Uw ")
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
            return _Run(j, kenmerk=value, theirs=theirs)
        if j >= len(lines):
            break
        text = lines[j].text
        glued = _KENMERK_VALUE.match(text) if not value else None
        if glued and text[glued.end() :].startswith(" ") and _GLUED_VALUE.fullmatch(glued[0]):
            rest = text[glued.end() :].lstrip()
            return _Run(j + 1, kenmerk=glued[0], rest=rest, theirs=theirs)
        if len(text) > _SHORT:
            break
        value = _joined(value, text)
    return None
