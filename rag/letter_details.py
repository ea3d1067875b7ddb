"""Questions about a letter itself: who signed it, whom it addresses, when it was written, which number it has.

A letter says so at its head and its foot, in words that share nothing with such a question, so that no search finds it.
It is looked up on the letter's pages instead. Such a question is known by what it asks and by what is left of it then:
nothing but words of the letter's own title, kind or sender, so that "wanneer is de brief over industriebeleid in de
ministerraad besproken" is not one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.analysis import Analyser, fold
from index.chunks import merge_spans
from rag.corpus import Corpus
from rag.naming import LETTER_WORD, NOTE_WORD
from rag.query import Query
from rag.types import Highlight, Passage
from sources.facts.dates import DATE, in_words, iso_of
from sources.types import Letter

MOST_LETTERS = 3
"""Letters that a question may be about; where more would fit it does not say which one it means."""
_LONGEST = 300
"""Characters of the longest sentence that says a detail and nothing else."""


class Detail(StrEnum):
    """What may be asked of a letter itself."""

    SIGNATORY = "signatory"
    ADDRESSEE = "addressee"
    DATE = "date"
    NUMBER = "number"


_SENT = (
    r"(?:ver|toe|op)?(?:stuurden?|stuurt|gestuurd)|verstuurd|verzonden|verzond|gezonden|zond|ondertekenden?|ondertekend|ondertekent|"
    r"tekenden?|tekent|getekend|schrijft|schreef|schreven|geschreven|opgesteld|opstelde|aangeboden|beantwoordden?|beantwoord|"
    r"signed|wrote|written|sent|authored|answered"
)
_APPEARED = (
    r"gedateerd|dateert|stamt|verschenen|verscheen|uitgebracht|uitgekomen|gepubliceerd|dated|published|issued"
)
_POST = r"minister|staatssecretaris(?:sen)?|bewindspersoon|bewindslieden|state secretary"
_NUMBER = r"kenmerk|(?:zaak|brief|referentie|kamerstuk)?nummer|referentie|kamerstuk|reference|number"

_ASKS: Mapping[Detail, re.Pattern[str]] = {
    Detail.ADDRESSEE: re.compile(
        rf"^(?:aan|naar) wie\b.*\b(?:gericht|geadresseerd|gaat|ging|{_SENT})\b"
        r"|^wie (?:is|was|zijn|waren) de (?:geadresseerden?|ontvangers?) van"
        rf"|^(?:to whom|who)\b.*\b(?:addressed|{_SENT}) to\b|^to whom\b.*\b(?:addressed|{_SENT})\b"
    ),
    Detail.SIGNATORY: re.compile(
        rf"^(?:door )?(?:wie|who|by whom|(?:welke?|which) (?:\w+ )?(?:{_POST}))\b.*\b(?:{_SENT})\b"
        r"|^wie (?:is|was|zijn|waren) de (?:afzenders?|ondertekenaars?|schrijvers?|auteurs?|opstellers?) van"
        r"|^who (?:is|was) the (?:sender|signatory|author) of"
        r"|^van wie (?:is|was|komt|kwam|kreeg)\b"
    ),
    Detail.DATE: re.compile(
        r"^(?:wanneer|(?:op|in) welke? (?:datum|dag|jaar)|when|(?:on|in) (?:what|which) (?:date|year))\b"
        rf".*\b(?:{_SENT}|{_APPEARED})\b"
        r"|^(?:van|uit) (?:wanneer|welke? (?:datum|dag|jaar)) (?:is|was|zijn|komt|dateert|stamt)\b"
        r"|^(?:wat|welke) (?:is de )?(?:datum|dagtekening) (?:van|heeft|draagt|staat (?:op|boven))\b"
        r"|^what is the date of\b"
    ),
    Detail.NUMBER: re.compile(
        rf"^(?:wat is (?:het|de)|what is the|(?:onder |met )?welke?|which) (?:{_NUMBER})\b (?:number )?"
        r"(?:van|heeft|draagt|of|does|has|is)\b"
    ),
}
"""How a question asks for each, from its beginning, in folded text."""
_FRAME = re.compile(
    rf"\b(?:{_SENT}|{_APPEARED}|{_POST}|{_NUMBER}|gericht|geadresseerd\w*|addressed|ging|komt|kwam|kreeg|draagt|datum|"
    r"dagtekening|date|year|jaar|dag|whom|afzenders?|ondertekenaars?|schrijvers?|auteurs?|opstellers?|ontvangers?|sender|signatory|"
    rf"author|(?:tweede|eerste) kamer|parliament|{LETTER_WORD})\b"
)
"""The words with which it asks, and those for a letter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of which letters: none where the question does not say which one it means."""

    detail: Detail
    letters: tuple[Letter, ...]


def asked_of_letters(query: Query, letters: Sequence[Letter], analyser: Analyser) -> Asked | None:
    """What a question asks of letters themselves, or None: it asks for something else, or of another letter.

    :param letters: all that there are; the query says which of them may answer.
    """
    letters = [x for x in letters if query.letters is None or x.letter_id in query.letters]
    plain = fold(query.text)
    detail = next((each for each, pattern in _ASKS.items() if pattern.search(plain)), None)
    kinds = {fold(letter.kind) for letter in letters}
    if detail is None or not (
        re.search(rf"\b{LETTER_WORD}\b", plain) or any(kind in plain for kind in kinds) or query.naming
    ):
        return None
    naming = " ".join(query.naming.words) if query.naming else ""
    left = set(analyser.terms(_FRAME.sub(" ", plain))) - set(analyser.terms(naming))
    found = [letter for letter in letters if left <= _own_terms(letter, analyser)]
    of_kind = [letter for letter in found if ("nota" in letter.kind) == bool(NOTE_WORD.search(plain))]
    found = of_kind or found
    if not found:
        return None
    named = bool(left) or query.letters is not None or len(found) == 1
    return Asked(detail, tuple(found) if named and len(found) <= MOST_LETTERS else ())


def passages_of(corpus: Corpus, asked: Asked, score: float) -> Iterator[Passage]:
    """Where these letters say what is asked of them, a passage for each that does.

    :param score: what the passages' score will be, from 0 to 1.
    """
    for letter in asked.letters:
        sentences = corpus.sentences[letter.letter_id]
        # What is longer says more than who, whom or when; a page may say the same of another letter in passing.
        texts = [text if len(text) <= _LONGEST else "" for text in corpus.texts[letter.letter_id]]
        numbers = _FIND[asked.detail](letter, texts)
        spans = merge_spans(letter, [span for number in numbers for span in sentences[number].spans])
        if spans:
            text = letter.text_at(spans)
            yield Passage(letter.letter_id, spans, text, (Highlight(0, len(text)),), score)


def known_of(letters: Sequence[Letter]) -> str:
    """What is known of the letters, in one line: title, date, who signed, whom it addresses, numbers."""
    return "; ".join(
        f"“{letter.title}”: {', '.join(_known(letter)) or 'geen datum, afzender of nummer'}"
        for letter in letters
    )


def _known(letter: Letter) -> Iterator[str]:
    if letter.date:
        yield in_words(letter.date)
    if letter.sender:
        yield f"van {letter.sender}"
    if letter.addressee:
        yield f"aan {letter.addressee}"
    yield from (f"Kamerstuk {number}" for number in letter.kamerstukken)
    yield from (f"kenmerk {number}" for number in letter.kenmerken)


def _own_terms(letter: Letter, analyser: Analyser) -> frozenset[str]:
    """The terms by which a letter may be called."""
    year = (letter.date or "")[:4]
    said = (letter.title, letter.kind, letter.sender, letter.addressee, letter.ministry, year)
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
    return _with((letter.addressee or "").removeprefix("de "), texts)[:1]


def _with(words: str | None, texts: Sequence[str]) -> list[int]:
    """The numbers of the texts with these words; none of no words."""
    wanted = _letters_of(words or "")
    return [n for n, text in enumerate(texts) if wanted and wanted in _letters_of(text)]


def _dated(letter: Letter, texts: Sequence[str]) -> list[int]:
    """The first sentence with the letter's own date; a date that is cut stands nowhere as such."""
    dates = [[iso_of(match) for match in DATE.finditer(text)] for text in texts]
    return [n for n, found in enumerate(dates) if letter.date in found][:1]


def _numbered(letter: Letter, texts: Sequence[str]) -> list[int]:
    return sorted(n for number in letter.numbers for n in _with(number, texts))[:1]


_FIND = {
    Detail.SIGNATORY: _signed,
    Detail.ADDRESSEE: _addressed,
    Detail.DATE: _dated,
    Detail.NUMBER: _numbered,
}
"""The numbers of the sentences that say it, of those in `texts`, which are empty where too long."""
