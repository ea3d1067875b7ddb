"""Questions about a letter itself: who signed it, whom it addresses, when it was written, which number it has.

A letter says so at its head and its foot, in words that share nothing with such a question, so that no search finds it.
It is looked up on the letter's pages instead. What such a question says besides the letter must be words of the
letter's own title or sender: all else, whether about something in the letter or beside it, is left to the search.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.analysis import Analyser, fold
from index.chunks import merge_spans
from rag.corpus import Corpus
from rag.query import Query
from rag.types import Highlight, Passage
from sources.facts.dates import DATE, in_words, iso_of
from sources.shapes import is_address
from sources.types import Letter

MOST_NAMED = 3
"""Letters that are named where a question may be about any of them."""
_LONGEST = 200
"""Characters of the longest sentence that says a detail and nothing else."""
_BESIDE_DATE = 3
"""Words beside the date in a line that says when a letter was written."""


class Detail(StrEnum):
    """What may be asked of a letter itself."""

    SIGNATORY = "signatory"
    ADDRESSEE = "addressee"
    DATE = "date"
    NUMBER = "number"


_LETTER = (
    r"(?:de|het|deze|dit|die|dat|the|this|that) (?:laatste |nieuwe )?"
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
_TO = re.compile(r"\b(?:aan|naar|to)\b")
"""Before a name in the tail: whom the letter went to, and not who sent it."""
_IN = re.compile(
    r"\b(?:in|volgens|bij|op|according)\b (?:de|het|deze|dit|the|this) (?:\w*brief|(?:beslis)?nota|letter)\b"
)
"""In the tail: what is asked about is in or beside a letter."""


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
    for detail, patterns in _ASKS.items():
        for pattern in patterns:
            if (match := pattern.fullmatch(plain)) and not (
                _TO.search(match["tail"]) or _IN.search(match["tail"])
            ):
                naming = " ".join(query.naming.words) if query.naming else ""
                own = "visie" if match["head"] == "visie" else ""
                left = set(analyser.terms(f"{own} {match['tail']}")) - set(analyser.terms(naming))
                found = tuple(
                    letter
                    for letter in letters
                    if (query.letters is None or letter.letter_id in query.letters)
                    and _is_called(letter, match["head"])
                    and left <= _own_terms(letter, analyser)
                )
                return Asked(detail, found) if found else None
    return None


def _is_called(letter: Letter, head: str) -> bool:
    """Whether a letter of this kind is called so: any letter a `brief`, but only a kamerbrief a `kamerbrief`."""
    kind = fold(letter.kind)
    if head in ("brief", "letter", "visie"):
        return kind.endswith("brief")
    return "nota" in kind if head in ("nota", "beslisnota", "memo") else kind == head


def passage_of(corpus: Corpus, letter: Letter, detail: Detail, score: float) -> Passage | None:
    """Where the letter's pages say it, or None: they do not, or only in a letterhead, which is no part of their text.

    :param score: what the passage's score will be, from 0 to 1.
    """
    sentences = corpus.sentences[letter.letter_id]
    # A longer sentence says more than this, and may say it of another letter.
    texts = [text if len(text) <= _LONGEST else "" for text in corpus.texts[letter.letter_id]]
    numbers = _FIND[detail](letter, texts)
    spans = merge_spans(letter, [span for number in numbers for span in sentences[number].spans])
    if not spans:
        return None
    text = letter.text_at(spans)
    return Passage(letter.letter_id, spans, text, (Highlight(0, len(text)),), score)


def known_of(letter: Letter) -> str:
    """What is known of a letter, each with where a page says it: date, who signed, whom it addresses, numbers."""
    places = {(fact.name, fact.value): fact for fact in reversed(letter.facts)}
    said = (
        *((("date", letter.date, in_words(letter.date)),) if letter.date else ()),
        *((("signatory", letter.sender, f"van {letter.sender}"),) if letter.sender else ()),
        *((("addressee", letter.addressee, f"aan {letter.addressee}"),) if letter.addressee else ()),
        *(("kamerstuk", number, f"Kamerstuk {number}") for number in letter.kamerstukken),
        *(("kenmerk", number, f"kenmerk {number}") for number in letter.kenmerken),
    )
    parts = []
    for name, value, words in said:
        fact = places.get((name, value))
        parts.append(f"{words} ({fact.place}, p. {fact.page})" if fact and fact.page else words)
    return f"“{letter.title}”: {', '.join(parts) or 'geen datum, afzender of nummer'}"


def named(letters: Sequence[Letter]) -> str:
    """The letters by title and date: `“Voortgang veenweide” (22 mei 2025)`; the first few of many."""
    names = [f"“{x.title}”" + (f" ({in_words(x.date)})" if x.date else "") for x in letters[:MOST_NAMED]]
    return ", ".join(names) + (" en andere" if len(letters) > MOST_NAMED else "")


def _own_terms(letter: Letter, analyser: Analyser) -> frozenset[str]:
    """The terms by which a letter may be called."""
    said = (letter.title, letter.sender, letter.ministry, (letter.date or "")[:4])
    return frozenset(analyser.terms(" ".join(filter(None, said))))


def _letters_of(text: str) -> str:
    """The text without signs and spaces: `M.C.G. Keijzer` is signed `mr. drs. M.C.G Keijzer`."""
    return re.sub(r"[\W_]", "", fold(text))


def _signed(letter: Letter, texts: Sequence[str]) -> list[int]:
    """The last sentence with each name of who signed, with the office where that stands beside it."""
    found: set[int] = set()
    for signatory in letter.signatories:
        places = _with(signatory.name, texts)
        offices = _with(signatory.office, texts)
        found |= {n for at in places[-1:] for n in (at - 1, at, at + 1) if n == at or n in offices}
    return sorted(found)


def _addressed(letter: Letter, texts: Sequence[str]) -> list[int]:
    """The first sentence with the addressee, else the first of the first page that is an address."""
    found = _with((letter.addressee or "").removeprefix("de "), texts)
    first = letter.pages[0].text
    return (found or [n for n, text in enumerate(texts) if is_address(text) and text in first])[:1]


def _with(words: str | None, texts: Sequence[str]) -> list[int]:
    """The numbers of the texts with these words; none of no words."""
    wanted = _letters_of(words or "")
    return [n for n, text in enumerate(texts) if wanted and wanted in _letters_of(text)]


def _dated(letter: Letter, texts: Sequence[str]) -> list[int]:
    """The first line that is the letter's own date and little more: `Den Haag, 3 mei 2024`."""
    return [
        n
        for n, text in enumerate(texts)
        if len(DATE.sub("", text).split()) <= _BESIDE_DATE
        and any(iso_of(match) == letter.date for match in DATE.finditer(text))
    ][:1]


def _numbered(letter: Letter, texts: Sequence[str]) -> list[int]:
    return sorted(n for number in letter.numbers for n in _with(number, texts))[:1]


_FIND = {
    Detail.SIGNATORY: _signed,
    Detail.ADDRESSEE: _addressed,
    Detail.DATE: _dated,
    Detail.NUMBER: _numbered,
}
"""The numbers of the sentences that say it, of those in `texts`, which are empty where too long."""
