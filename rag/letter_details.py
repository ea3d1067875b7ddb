"""Questions about a letter itself: who signed it, whom it addresses, when it was written, which number it has.

A letter says so at its head and its foot, in words that share nothing with such a question, so that no search finds it.
It is looked up on the letter's pages instead. What such a question says besides the letter must be words of the
letter's own title, sender, ministry or date: all else, about something in the letter or beside it, the search answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.analysis import Analyser, fold
from index.chunks import merge_spans
from rag.cite import named_kamerstuk
from rag.corpus import Corpus, begins_in
from rag.pointed_out import is_called, own_words
from rag.query import Query
from rag.types import Highlight, Passage
from sources.facts.dates import DATE, in_words, iso_of
from sources.facts.signatures import signature_blocks
from sources.sentences import Sentence
from sources.shapes import is_address
from sources.types import Letter, Span

MOST_NAMED = 3
"""Letters that are named where a question may be about any of them."""
_BESIDE_DATE = 3
"""Words beside the date in a line that says when a letter was written."""
_BESIDE_NUMBER = 40
"""Characters beside the number in a line that says which number a letter has."""


class Detail(StrEnum):
    """What may be asked of a letter itself."""

    SIGNATORY = "signatory"
    ADDRESSEE = "addressee"
    DATE = "date"
    NUMBER = "number"


_LETTER = (
    r"(?:de|het|deze|dit|die|dat|the|this|that) "
    r"(?P<head>\w*brief|(?:beslis)?nota|visie|circulaire|voortgangsrapportage|woo-besluit|letter|memo)\b(?P<tail>.*?)"
)
"""The letter, as what is asked about: `de brief`, and what more is said of which one."""
_WHO = r"(?:door )?(?:wie|who|by whom|(?:welke?|which) (?:minister|staatssecretaris|bewindspersoon|bewindslieden))"
_DID = r"(?:(?:onder)?tekenden?|ondertekent|schreef|schreven|(?:ver)?stuurden?|verzond|verzonden|signed|wrote|sent)"
_DONE = (
    r"(?: (?:naar|aan) de (?:tweede |eerste )?kamer)? "
    r"(?:ondertekend|getekend|geschreven|opgesteld|gestuurd|verstuurd|verzonden|signed|written|sent)"
)
_APPEARED = r"(?: (?:gedateerd|verschenen|uitgebracht|uitgekomen|gepubliceerd|dated|published|issued))"
_NUMBER = r"(?:kenmerk|(?:zaak|brief|referentie|kamerstuk)?nummer|referentie|kamerstuk|reference(?: number)?|number)"
_IS = r"(?:is|was|werd|zijn|heeft|hebben|had)"

_ASKS: Mapping[Detail, tuple[re.Pattern[str], ...]] = {
    detail: tuple(re.compile(rf"(?:en )?{pattern}\??") for pattern in patterns)
    for detail, patterns in {
        Detail.SIGNATORY: (
            rf"{_WHO} {_DID} {_LETTER}",
            rf"{_WHO} {_IS} {_LETTER}{_DONE}",
            rf"wie {_IS} de (?:afzenders?|ondertekenaars?|schrijvers?|auteurs?|opstellers?) van {_LETTER}",
            rf"van wie (?:is|was|komt|kwam) {_LETTER}",
            rf"who (?:is|was) the (?:sender|signatory|author) of {_LETTER}",
        ),
        Detail.ADDRESSEE: (
            rf"(?:aan|naar) wie {_IS} {_LETTER}(?: gericht| geadresseerd|{_DONE})",
            rf"wie {_IS} de (?:geadresseerden?|ontvangers?) van {_LETTER}",
            rf"(?:to whom|who) (?:is|was) {_LETTER} (?:addressed|sent)(?: to)?",
        ),
        Detail.DATE: (
            rf"(?:wanneer|(?:op|in) welke? (?:datum|dag|jaar)|when) {_IS} {_LETTER}(?:{_DONE}|{_APPEARED})",
            rf"(?:van|uit) (?:wanneer|welke? (?:datum|dag|jaar)) (?:is|was|komt|dateert|stamt) {_LETTER}",
            rf"wat is de (?:datum|dagtekening) van {_LETTER}",
            rf"what is the date of {_LETTER}",
        ),
        Detail.NUMBER: (
            rf"wat is (?:het|de) {_NUMBER} van {_LETTER}",
            rf"(?:onder |met )?welke? {_NUMBER} (?:heeft|had|draagt|hoort bij) {_LETTER}",
            rf"what is the {_NUMBER} of {_LETTER}",
        ),
    }.items()
}
"""How a question asks for each, in folded text, from its first word to its last."""
_MORE = re.compile(
    r"\b(?:aan|naar|to|niet|geen|zonder|not|na|after|before|wie|wat|wanneer|waarom|hoe|welke?|who|what|when|why)\b"
    r"|\b(?:in|volgens|bij|op|according to) (?:de|het|deze|dit|the|this) (?:\w*brief|(?:beslis)?nota|letter)\b"
)
"""In the tail: more is asked than of this letter. Who comes after `aan` has not sent it, and what is in a letter is
another thing."""
_FRAME = re.compile(r"\b(?:met|kenmerk|nummer|titel|getiteld|onderwerp|d\.d\.|dated|titled)(?!\w)")
"""In the tail: the words with which a letter is pointed out, beside those that no search looks for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and the letters that may be meant; the question is clear where that is one."""

    detail: Detail
    letters: tuple[Letter, ...]


def asked_of_letters(query: Query, letters: Sequence[Letter], analyser: Analyser) -> Asked | None:
    """What a question asks of a letter itself, or None: it asks for something else, or of a letter that is not here.

    :param letters: all that there are; the query says which of them may answer.
    """
    plain = fold(query.text)
    said = ((detail, pattern.fullmatch(plain)) for detail, patterns in _ASKS.items() for pattern in patterns)
    detail, match = next(((detail, match) for detail, match in said if match), (None, None))
    if detail is None or match is None or _MORE.search(match["tail"]):
        return None
    tail = _FRAME.sub(" ", match["tail"])
    naming = query.naming.said if query.naming else ""
    left = set(analyser.terms(tail)) - set(analyser.terms(naming))
    found = tuple(
        letter
        for letter in letters
        if (query.letters is None or letter.letter_id in query.letters)
        and is_called(letter, match["head"])
        and left <= set(analyser.terms(" ".join(own_words(letter))))
    )
    return Asked(detail, found) if found else None


def passage_of(corpus: Corpus, letter: Letter, detail: Detail, score: float) -> Passage | None:
    """Where the letter's pages say it, or None: they do not, or only in a letterhead, which is no part of their text.

    :param score: what the passage's score will be, from 0 to 1.
    """
    sentences, texts = corpus.sentences[letter.letter_id], corpus.texts[letter.letter_id]
    numbers = _FIND[detail](letter, sentences, texts)
    spans = merge_spans(letter, [span for number in numbers for span in sentences[number].spans])
    if not spans:
        return None
    text = letter.text_at(spans)
    return Passage(letter.letter_id, spans, text, (Highlight(0, len(text)),), score)


def known_of(letter: Letter) -> str:
    """What is known of a letter, in a sentence, each with where a page says it: date, sender, addressee, numbers."""
    places = {(fact.name, fact.value): fact for fact in reversed(letter.facts)}
    said = (
        ("date", letter.date, in_words(letter.date or "")),
        ("signatory", letter.sender, f"van {letter.sender}"),
        ("addressee", letter.addressee, f"aan {letter.addressee}"),
        *(("kamerstuk", number, named_kamerstuk(number)) for number in letter.kamerstukken),
        *(("kenmerk", number, f"kenmerk {number}") for number in letter.kenmerken),
    )
    parts = []
    for name, value, words in said:
        if not value:
            continue
        fact = places.get((name, value))
        page = f", p. {fact.page}" if fact and letter.paged else ""
        parts.append(f"{words} ({fact.place}{page})" if fact and fact.page else words)
    if not parts:
        return _clean(f"Van “{letter.title}” is geen datum, afzender of nummer bekend.")
    return _clean(f"Wel is van “{letter.title}” bekend: {', '.join(parts)}.")


def named(letters: Sequence[Letter]) -> str:
    """The letters by title and date: `“Voortgang veenweide” (22 mei 2025)`; the first few of many."""
    names = [f"“{x.title}”" + (f" ({in_words(x.date)})" if x.date else "") for x in letters[:MOST_NAMED]]
    return _clean(", ".join(names) + (" en andere" if len(letters) > MOST_NAMED else ""))


def _clean(text: str) -> str:
    """The text without control characters: it stands in a message of ours, and a letter must not steer a terminal."""
    return "".join(c for c in text if c.isprintable())


def _signed(letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]) -> list[int]:
    """The last sentence of a signature with each name of who signed, with the office where that stands beside it."""
    blocks = [Span(page, block.start, block.end) for page, block in signature_blocks(letter.pages)]
    inside = [n for n, sentence in enumerate(sentences) if begins_in(sentence, blocks)]
    found: set[int] = set()
    for signatory in letter.signatories:
        places = [n for n in inside if _says(texts[n], signatory.name)]
        for at in places[-1:]:
            beside = (n for n in (at - 1, at + 1) if n in inside and _says(texts[n], signatory.office))
            found |= {at, *beside}
    return sorted(found)


def _addressed(letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]) -> list[int]:
    """The address on the first page, that with the addressee if there are more."""
    found = [n for n, text in enumerate(texts) if is_address(text) and sentences[n].spans[0].page == 1]
    return [*(n for n in found if _says(texts[n], letter.addressee)), *found][:1]


def _dated(letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]) -> list[int]:  # noqa: ARG001  (as the others)
    """The first line that is the letter's own date and little more: `Den Haag, 3 mei 2024`."""
    return [
        n
        for n, text in enumerate(texts)
        if letter.date
        and len(DATE.sub("", text).split()) <= _BESIDE_DATE
        and any(iso_of(match) == letter.date for match in DATE.finditer(text))
    ][:1]


def _numbered(letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]) -> list[int]:  # noqa: ARG001
    """The first line with a number of the letter's own and little more: `Ons kenmerk DGBI / 101636279`."""
    return [
        n
        for n, text in enumerate(texts)
        if any(_says(text, number) and len(text) <= len(number) + _BESIDE_NUMBER for number in letter.numbers)
    ][:1]


def _says(text: str, words: str | None) -> bool:
    """Whether these words stand in a text, whatever signs are between: `M.C.G. Keijzer` in `drs. M.C.G Keijzer`."""
    wanted, there = (" ".join(re.findall(r"[^\W_]+", fold(each or ""))) for each in (words, text))
    return bool(wanted) and f" {wanted} " in f" {there} "


_FIND = {
    Detail.SIGNATORY: _signed,
    Detail.ADDRESSEE: _addressed,
    Detail.DATE: _dated,
    Detail.NUMBER: _numbered,
}
"""The numbers of the sentences that say it."""
