"""What a letter is about and of when: its title and its date, by the set phrases of Dutch official documents."""

import re
from collections.abc import Iterator, Sequence

from sources.document import AT_FILE_NAME, AT_HEAD, AT_LETTERHEAD, AT_TEXT, Letterhead
from sources.facts.dates import DATE, iso_of
from sources.types import BlockKind, Fact, Page

_DATE_BEFORE = re.compile(
    r"(?:(?:\b(?:Datum|Den Haag|Voorgesteld|Ontvangen|Vastgesteld)|’s-Gravenhage)[,:]?(?: d\.d\.)?|"
    r"^(?:Amsterdam|Arnhem|Assen|Groningen|Haarlem|Leeuwarden|Lelystad|Maastricht|Middelburg|Rijswijk|Rotterdam|Utrecht|"
    r"Voorburg|Zoetermeer|Zwolle),|\(ontvangen(?: \(ontvangen)?)\s+$",
    re.MULTILINE,
)
"""What stands before the date of a paper in its text; any other date there may be anything's."""
_DATE_WINDOW = 30
_DATE_AT_END = re.compile(rf"[\s,–-]*{DATE.pattern}$", re.IGNORECASE)
_ANSWERED_ON = re.compile(
    rf"\bAntwoord(?:en)? van [^\n]{{3,600}}?[,(] ?ontvangen (?P<date>{DATE.pattern})", re.IGNORECASE
)
_ADVICE_ON = re.compile(rf"\bhet nader rapport (?:van|d\.d\.) (?P<date>{DATE.pattern})", re.IGNORECASE)
_MEETING_ON = re.compile(
    rf"\b(?:Bij|Per) brief van (?P<date>{DATE.pattern}) (?:zijn|heeft|hebben) [^.\n]{{1,120}}\bbeantwoord\b",
    re.IGNORECASE,
)
_SAID_IN_TEXT = {
    "kamervragen": _ANSWERED_ON,
    "advies": _ADVICE_ON,
    "nader rapport": _ADVICE_ON,
    "verslag schriftelijk overleg": _MEETING_ON,
}
"""How the first page of such a paper says when it was answered, where no line of its own does."""
_SUBJECT = re.compile(
    r"^(?:Betreft|Onderwerp):?[ \n]+(?!(?:van|is|zijn|dat)\b)(?P<title>\S[^\n]{3,200})$", re.MULTILINE
)
_NOTA = re.compile(
    r"^(?P<title>.*?) ?\bTER (?:ADVISERING|BESLISSING|BESLUITVORMING|BESPREKING|INFORMATIE|ONDERTEKENING)$",
    re.MULTILINE,
)
"""What a note for a minister has below its title, or behind it."""
_NOTA_LINES = 4
"""Lines that the title of a note may run over."""
_NO_TITLE = re.compile(r"^(?:Aan\b|Pagina \d)|[.:;]$")
_QUESTIONS = re.compile(r"^(?P<title>Vragen van [^\n]{10,500}?) \(ingezonden ", re.MULTILINE)
_TITLE_WORDS = 4
"""Words of the shortest heading at the top of a letter that is taken for its title."""


def find_title(pages: Sequence[Page], paper_title: str | None, letter_id: str) -> Fact:
    """The title of a parliamentary paper, the subject that the first page names, else the heading at its top."""
    if paper_title:
        return Fact("title", paper_title, 1, AT_HEAD)
    first = pages[0]
    for pattern, place in ((_SUBJECT, AT_LETTERHEAD), (_QUESTIONS, AT_HEAD)):
        if match := pattern.search(first.text):
            return Fact("title", match["title"].strip().rstrip("."), 1, place)
    if above := _above_nota(first.text):
        return Fact("title", above, 1, AT_HEAD)
    heading = " – ".join(filter(None, (_DATE_AT_END.sub("", text) for text in _top(first))))
    if len(heading.split()) >= _TITLE_WORDS:
        return Fact("title", heading, 1, AT_HEAD)
    words = re.sub(r"[-_]+", " ", letter_id).strip() or letter_id
    return Fact("title", words[:1].upper() + words[1:], None, AT_FILE_NAME)


def _above_nota(text: str) -> str:
    """The title of a note for a minister, which stands above TER BESLISSING and the like; empty where it is none."""
    match = _NOTA.search(text)
    if not match:
        return ""
    lines = [match["title"]] if match["title"] else []
    for line in reversed([line for line in text[: match.start()].split("\n") if line.strip()]):
        if len(lines) == _NOTA_LINES or _NO_TITLE.search(line):
            break
        lines.insert(0, line)
    return " ".join(lines)


def _top(first: Page) -> list[str]:
    """The heading that a page begins with, or all headings of a title page, which has nothing else; else none."""
    kinds = [block.kind for block in first.blocks]
    if not kinds or kinds[0] is not BlockKind.HEADING:
        return []
    count = len(kinds) if set(kinds) == {BlockKind.HEADING} else 1
    return [" ".join(first.text[block.start : block.end].split()) for block in first.blocks[:count]]


def find_dates(pages: Sequence[Page], head: Letterhead, kind: str) -> Iterator[Fact]:
    """The dates that may be the letter's, the likeliest first: the letterhead's, one set off on a page, the title's."""
    pages_of = {fact.value: fact.page for fact in head.facts if fact.name == "date"}
    for text in head.dates:
        if (match := DATE.search(text)) and (date := iso_of(match)):
            yield Fact("date", date, pages_of.get(text, 1), AT_LETTERHEAD)
    for page in (pages[0], pages[-1]):
        for match in DATE.finditer(page.text):
            before = page.text[max(0, match.start() - _DATE_WINDOW) : match.start()]
            if _DATE_BEFORE.search(before) and (date := iso_of(match)):
                yield Fact("date", date, page.number, AT_TEXT)
    said = _SAID_IN_TEXT.get(kind)
    if said and (match := said.search(pages[0].text)) and (date := iso_of(match)):
        yield Fact("date", date, 1, AT_TEXT)
    for heading in _top(pages[0]):
        if (match := _DATE_AT_END.search(heading)) and (date := iso_of(match)):
            yield Fact("date", date, 1, AT_HEAD)
