"""Gold questions in the making: the lines of a page, where a quote stands, and a row added to a file of questions."""

import json
import os
import re
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from eval.check import places
from eval.gold import COMMENT, Evidence, Form, Need, Question, QuestionType, types_of
from sources.errors import GoldError
from sources.sentences import letter_sentences
from sources.types import Letter, Page, Span

_FIRST_ID = "v-001"
_CONTEXT = 40
"""Characters that are shown to either side of a place."""

TYPES: dict[QuestionType, str] = {
    QuestionType.FACT: "een feit: wie, wat, waar, wanneer",
    QuestionType.NUMBER: "een getal of bedrag",
    QuestionType.DEFINITION: "wat iets betekent",
    QuestionType.LIST: "een opsomming",
    QuestionType.REASON: "waarom, of waartoe",
    QuestionType.REFERENCE: "welk Kamerstuk, welke motie, welk rapport",
    QuestionType.FOOTNOTE: "het antwoord staat in een voetnoot",
    QuestionType.TABLE: "het antwoord staat in een tabel",
    QuestionType.BOX: "het antwoord staat in een kader",
    QuestionType.COMPARISON: "een vergelijking; alle plaatsen zijn nodig",
    QuestionType.NAMED_LETTER: "de vraag noemt een brief",
    QuestionType.ON_TOPIC: "lijkt op wat er staat, maar het antwoord staat er niet",
    QuestionType.OFF_TOPIC: "gaat over iets heel anders",
}
FORMS: dict[Form, str] = {
    Form.PLAIN: "een gewone vraag",
    Form.EVERYDAY: "in alledaagse woorden, niet die van de brief",
    Form.KEYWORDS: "losse zoekwoorden",
    Form.TYPO: "met typefouten",
}


def page_lines(letter: Letter, page: Page) -> tuple[Span, ...]:
    """The lines in which a page is shown: each sentence, heading or table row, and together the whole page.

    A line begins where a sentence begins and after each line break of the page's text; white space around it is left
    out, and so are lines that hold nothing else.
    """
    if not page.text.strip():
        return ()
    begins = {
        span.start
        for sentence in letter_sentences(letter)
        for span in sentence.spans
        if span.page == page.number
    }
    begins |= {0, *(match.end() for match in re.finditer("\n", page.text))}
    edges = sorted(begin for begin in begins if begin < len(page.text))
    stretches = zip(edges, [*edges[1:], len(page.text)], strict=True)
    return tuple(
        Span(
            page.number, end - len(page.text[start:end].lstrip()), start + len(page.text[start:end].rstrip())
        )
        for start, end in stretches
        if page.text[start:end].strip()
    )


def quote_of_lines(page: Page, lines: Sequence[Span], first: int, last: int) -> Span:
    """The stretch from the first line up to the last, both included and counted from 1.

    :raises GoldError: there are no such lines.
    """
    if not 1 <= first <= last <= len(lines):
        raise GoldError(f"kies regels van 1 tot en met {len(lines)}, de laagste eerst.")
    return Span(page.number, lines[first - 1].start, lines[last - 1].end)


def as_quote(page: Page, span: Span) -> str:
    """The words of a stretch of a page, on one line."""
    return " ".join(page.text[span.start : span.end].split())


def around(page: Page, span: Span) -> str:
    """A place with a little of what is around it, on one line, the place itself between » and «."""
    before = page.text[max(0, span.start - _CONTEXT) : span.start]
    after = page.text[span.end : span.end + _CONTEXT]
    return " ".join(f"…{before}»{page.text[span.start : span.end]}«{after}…".split())


def widen(page: Page, span: Span) -> Span:
    """The shortest stretch around `span`, word by word to either side, whose words stand on the page only once.

    Of two stretches that are as long, the one that begins earlier.
    """
    words = [match.span() for match in re.finditer(r"\S+", page.text)]
    inside = [number for number, (start, end) in enumerate(words) if end > span.start and start < span.end]
    first, last = inside[0], inside[-1]
    for more in range(len(words)):
        for left in range(min(more, first), -1, -1):
            if last + more - left < len(words):
                wider = Span(page.number, words[first - left][0], words[last + more - left][1])
                if len(places(as_quote(page, wider), page)) == 1:
                    return wider
    return Span(page.number, words[0][0], words[-1][1])


def next_id(taken: Iterable[str]) -> str:
    """An id that no question has: one after the highest number among those that begin as the last one does.

    >>> next_id(["a-007", "v-002"])
    'v-003'
    """
    ids = list(taken)
    if not ids:
        return _FIRST_ID
    prefix, _, _ = ids[-1].rpartition("-")
    numbers = (name.rpartition("-") for name in ids)
    highest = max(int(number) for start, _, number in numbers if start == prefix)
    return f"{prefix}-{highest + 1:03}"


def allowed_types(evidence: Collection[Evidence], need: Need) -> list[QuestionType]:
    """The types that a question with this evidence may have: only where all places are needed it compares."""
    found = types_of(answerable=bool(evidence))
    return [each for each in found if each is not QuestionType.COMPARISON or need is Need.ALL]


def to_row(question: Question) -> str:
    """The question as a line of a file of questions, without line end."""
    row: dict[str, object] = {
        "id": question.question_id,
        "question": question.text,
        "language": question.language.value,
        "type": question.type.value,
        "form": question.form.value,
        "answerable": question.answerable,
        "need": question.need.value,
        "evidence": [
            {"letter": place.letter_id, "page": place.page, "quote": place.quote}
            for place in question.evidence
        ],
    }
    if question.note is not None:
        row["note"] = question.note
    return json.dumps(row, ensure_ascii=False)


def template() -> str:
    """What a new file of questions begins with: remarks that say how to fill it."""
    example = (
        '{"id": "v-001", "question": "Wat wordt er gevraagd?", "language": "nl", "type": "fact", "form": "plain", '
        '"answerable": true, "need": "any", "evidence": [{"letter": "naam-van-het-bestand", "page": 1, '
        '"quote": "De woorden van het antwoord, precies zoals ze op de pagina staan."}]}'
    )
    lines = [
        "Vragen om Briefwijzer mee te meten: op elke regel één vraag, als JSON. Regels met # ervoor zijn uitleg.",
        "Toevoegen in gesprek:  briefwijzer eval new BESTAND",
        "Controleren:           briefwijzer eval check BESTAND",
        "Meten:                 briefwijzer eval --gold BESTAND --split all",
        "",
        "Een voorbeeld; voor een echte vraag blijft het hekje weg:",
        example,
        "",
        "id          uniek, zoals v-001; het bepaalt of de vraag bij dev of bij test hoort",
        "language    nl of en: de taal van de vraag",
        "type        met een antwoord in de brieven:",
        *(f"              {each.value:<13} {TYPES[each]}" for each in types_of(answerable=True)),
        "            zonder:",
        *(f"              {each.value:<13} {TYPES[each]}" for each in types_of(answerable=False)),
        "form        hoe de vraag is gesteld:",
        *(f"              {each.value:<13} {says}" for each, says in FORMS.items()),
        "answerable  true als de brieven het antwoord hebben, anders false (en evidence [])",
        "need        any als één van de plaatsen genoeg is, all als ze allemaal nodig zijn",
        "evidence    waar het antwoord staat: de brief (zoals briefwijzer sources hem noemt), de pagina en het citaat",
        "note        een opmerking; mag weg",
    ]
    return "".join(f"{COMMENT} {line}".rstrip() + "\n" for line in lines)


def add_lines(path: Path, lines: str) -> None:
    """Add lines to a file, or make the file: afterwards it has them whole or is as it was, whatever happens.

    :param lines: text that ends with a line end.
    :raises GoldError: it cannot be written.
    """
    path = path.resolve()  # the file that a link leads to, not the link
    temporary = path.with_name(f".{path.name}.new")
    try:
        before = path.read_bytes() if path.exists() else b""
        if before and not before.endswith(b"\n"):
            before += b"\n"
        try:
            with temporary.open("wb") as stream:
                stream.write(before + lines.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            if path.exists():
                shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as exc:
        raise GoldError(f"{path} kan niet worden geschreven: {exc.strerror or exc}.") from exc
