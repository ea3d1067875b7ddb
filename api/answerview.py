"""An answer as the page shows it: cards with the answer marked, their source, and how sure it is in words."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.copytext import markdown, memo
from api.hits import marking_url
from api.page_questions import PageQuestion, address
from api.schemas import AskResponse, CitationOut, PassageOut
from api.templating import capitalised
from api.terminal import laid_out
from rag.cite import listed_pages, named_kamerstuk
from rag.types import Reason
from sources.facts.dates import in_words
from sources.types import Span

_NEAREST = 3
"""Passages that came closest to a question without an answer; a reader looks through no more of them."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of a passage; `marked` is whether it is the answer, `gap` whether the letter has more before it."""

    text: str
    marked: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure an answer is: the heading above it, a word, what that means, and the name of its looks."""

    heading: str
    word: str
    meaning: str
    level: str


_FOUND, _PERHAPS = "Antwoord uit de brieven", "Misschien het antwoord"
_BANDS = (
    (
        0.6,
        Sureness(
            _FOUND,
            "Waarschijnlijk goed",
            "In proeven stond zo’n passage bij ongeveer 8 van de 10 vragen op een goede pagina.",
            "likely",
        ),
    ),
    (
        0.4,
        Sureness(
            _PERHAPS,
            "Onzeker",
            "In proeven stond zo’n passage bij ruim de helft van de vragen op een goede pagina. "
            "Lees de brief erbij.",
            "unsure",
        ),
    ),
    (
        0.0,
        Sureness(
            _PERHAPS,
            "Zeer onzeker",
            "In proeven stond zo’n passage bij ongeveer een vijfde van de vragen op een goede pagina. "
            "Lees de brief erbij.",
            "unsure",
        ),
    ),
)
"""From which confidence an answer is called what, highest first. The shares were measured in cross-validation with the
shipped model (docs/answering.md): .79 of 164 questions from .6 up, .58 of 71 from .4, .23 of 75 below. From .6 up no
more is told apart (.71 of 77 up to .8, .86 of 87 above): so few questions do not bear another word."""


@dataclass(frozen=True, slots=True)
class Card:
    """A passage as it is shown. `memo` and `markdown` are what its copy buttons copy."""

    parts: tuple[TextPart, ...]
    title: str
    facts: tuple[str, ...]
    sender: str | None
    label: str
    url: str
    memo: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Tip:
    """What may help after a refusal: words before a link, the link and its address, and words after it.

    A tip without a link is all in `before`.
    """

    before: str
    link: str = ""
    url: str = ""
    after: str = ""


_ONE_THING = Tip("Vraag één ding tegelijk, in een hele zin: wie, wat, wanneer of hoeveel.")
_OTHER_WORDS = Tip(
    "Gebruik de woorden die een ambtenaar zou schrijven, of juist een ander woord voor hetzelfde."
)
_IS_IT_THERE = Tip("Kijk in ", "het overzicht", "/letters", " of de brief die u bedoelt erbij is.")
_WHAT_ABOUT = Tip("Kijk in ", "het overzicht", "/letters", " waarover de brieven gaan.")
_TIPS: Mapping[str, tuple[Tip, ...]] = MappingProxyType(
    {
        Reason.NOTHING_FOUND: (_ONE_THING, _IS_IT_THERE),
        Reason.NOT_CONFIDENT: (_ONE_THING, _OTHER_WORDS, _IS_IT_THERE),
        Reason.OTHER_FIGURE: (_ONE_THING, _IS_IT_THERE),
        Reason.LETTER_DETAILS: (
            Tip(
                "Open de brief vanuit ",
                "het overzicht",
                "/letters",
                ": het briefhoofd van het origineel zegt soms meer dan de tekst.",
            ),
        ),
        Reason.WHICH_LETTER: (
            Tip("Zoek de brief in ", "het overzicht", "/letters", " en stel de vraag daar."),
        ),
        Reason.NO_QUESTION: (
            _ONE_THING,
            Tip("Zie ", "voorbeelden van vragen", "/", "."),
            _WHAT_ABOUT,
        ),
        Reason.UNKNOWN_WORDS: (_WHAT_ABOUT,),
        Reason.NO_LETTER_MATCHES: (
            Tip("Kijk of de naam, de datum en het nummer kloppen, of vraag het zonder een brief te noemen."),
            Tip("Zoek de brief in ", "het overzicht", "/letters", " en stel de vraag daar."),
        ),
    }
)
"""What may help after a refusal, by its reason, beside what the message says."""
_WIDER = frozenset(
    {Reason.NOTHING_FOUND, Reason.NOT_CONFIDENT, Reason.OTHER_FIGURE, Reason.NO_LETTER_MATCHES}
)
"""The refusals that other letters than those of the filters may help."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer, or what came closest where `answered` is not so, with what may help then."""

    answered: bool
    cards: tuple[Card, ...]
    sureness: Sureness
    message: str
    searched: str
    tips: tuple[Tip, ...]


def view_answer(response: AskResponse, asked: PageQuestion, base: str, letters: int) -> AnswerView:
    """The answer as the page shows it.

    :param asked: goes with the links to the letters.
    :param base: the server's address, for what is copied.
    :param letters: how many letters the filters let through.
    """
    passages = response.passages if response.answered else response.nearest[:_NEAREST]
    return AnswerView(
        answered=response.answered,
        cards=tuple(_card(passage, asked, base) for passage in passages),
        sureness=sureness(response.confidence),
        message=_message(response),
        searched=f"Gezocht in {counted(letters, 'brief', 'brieven')}, in {_duration(response.took_ms)}.",
        tips=() if response.answered else tuple(_tips(response, asked)),
    )


def sureness(confidence: float) -> Sureness:
    """How sure an answer is, in words.

    `sureness(0.83)` is "waarschijnlijk goed": about 8 times in 10 such an answer is right.

    :param confidence: 0 to 1.
    """
    return next(words for least, words in _BANDS if confidence >= least)


def text_parts(passage: PassageOut) -> tuple[TextPart, ...]:
    """The text of a passage, cut where the answer begins and ends and where something is left out.

    Where the letter goes on after it, a part without text is the last.
    """
    text = laid_out(passage)
    edges = {0, len(text), *passage.gaps}
    for highlight in passage.highlights:
        edges |= {highlight.start, highlight.end}
    parts = [
        TextPart(text[start:end], _within(passage, start, end), start in passage.gaps)
        for start, end in itertools.pairwise(sorted(edges))
    ]
    if len(text) in passage.gaps:
        parts.append(TextPart("", marked=False, gap=True))
    return tuple(parts)


def facts(citation: CitationOut) -> tuple[str, ...]:
    """What identifies a source besides its title, as it is shown."""
    return tuple(_facts(citation))


def _within(passage: PassageOut, start: int, end: int) -> bool:
    return any(each.start <= start and end <= each.end for each in passage.highlights)


def _facts(citation: CitationOut) -> Iterator[str]:
    yield capitalised(citation.kind)
    if citation.date:
        yield in_words(citation.date)
    if citation.kamerstuk:
        yield named_kamerstuk(citation.kamerstuk)
    if citation.kenmerk:
        yield f"Kenmerk {citation.kenmerk}"
    if citation.paged:
        numbers = {citation.page, *(span.page for span in citation.spans)}
        printed = citation.printed_page
        other = len(numbers) == 1 and printed and printed != str(citation.page)
        yield f"Pagina {listed_pages(numbers)}{f' (gedrukt: {printed})' if other else ''}"
    if citation.ocr:
        yield "Tekst herkend met OCR"


def _card(passage: PassageOut, asked: PageQuestion, base: str) -> Card:
    citation = passage.citation
    spans = [Span(each.page, each.start, each.end) for each in citation.spans]
    url = base.rstrip("/") + marking_url(citation.url, passage.text, spans, PageQuestion())
    return Card(
        parts=text_parts(passage),
        title=citation.title,
        facts=facts(citation),
        sender=citation.sender,
        label=citation.label,
        url=marking_url(citation.url, passage.text, spans, asked),
        memo=memo(passage, url),
        markdown=markdown(passage, url),
    )


def _message(response: AskResponse) -> str:
    """Why there is no answer, without the words that the heading above it has already said."""
    rest = (response.message or "").removeprefix("Niet gevonden in de brieven").lstrip(".: ")
    return capitalised(rest) or "Geen passage beantwoordt uw vraag."


def _tips(response: AskResponse, asked: PageQuestion) -> Iterator[Tip]:
    """What may help after a refusal."""
    reason = response.reason or Reason.NOTHING_FOUND
    if asked.filtered and reason in _WIDER:
        everywhere = address(PageQuestion(asked.question))
        yield Tip("", "Zoek in alle brieven", everywhere, ", zonder de beperking die u koos.")
    yield from _TIPS.get(reason, (_ONE_THING, _OTHER_WORDS, _IS_IT_THERE))


def counted(number: int, one: str, more: str) -> str:
    """`1 brief`, `2 brieven`."""
    return f"{number} {one if number == 1 else more}"


def _duration(milliseconds: float) -> str:
    if milliseconds < 1000:
        return counted(max(1, round(milliseconds)), "milliseconde", "milliseconden")
    return f"{milliseconds / 1000:.1f} seconden".replace(".", ",")


def announcement(view: AnswerView) -> str:
    """What a screen reader is told of an answer."""
    if not view.answered:
        return "Niet gevonden in de brieven."
    return f"{view.sureness.heading}: {counted(len(view.cards), 'passage', 'passages')}."
