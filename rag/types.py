"""What an answer is made of: Passage, Citation, Found, and Answer = Answered | Abstained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sources.errors import CitationError
from sources.types import Span


@dataclass(frozen=True, slots=True)
class Highlight:
    """Half-open range of characters in `Passage.text` that holds the answer."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a letter as shown: `text` is exactly the page text at `spans`; `score` is 0..1, higher is better.

    `gaps` are the offsets in `text` before which the letter has more that is left out: items of a list, or the text
    between a sentence and its footnote.
    """

    letter_id: str
    spans: tuple[Span, ...]
    text: str
    highlights: tuple[Highlight, ...]
    score: float
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage stands; `page` is the one on which the answer sentence begins, the page to open.

    `printed` is the number that stands on that page, where it has one; `paged` is whether the letter has pages at all,
    `ocr` whether that page's text was recognised from a picture.
    """

    letter_id: str
    title: str
    kind: str
    kenmerk: str | None
    kamerstuk: str | None
    sender: str | None
    date: str | None
    page: int
    spans: tuple[Span, ...]
    label: str
    printed: str | None = None
    paged: bool = True
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with its citation: neither goes anywhere without the other."""

    passage: Passage
    citation: Citation


class Reason(StrEnum):
    """Why there is no answer."""

    NOTHING_FOUND = "nothing_found"
    NOT_CONFIDENT = "not_confident"
    OTHER_FIGURE = "other_figure"
    LETTER_DETAILS = "letter_details"
    WHICH_LETTER = "which_letter"
    NO_QUESTION = "no_question"
    UNKNOWN_WORDS = "unknown_words"
    NO_LETTER_MATCHES = "no_letter_matches"


MESSAGES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NOTHING_FOUND: "Niet gevonden in de brieven: geen passage lijkt op de vraag. "
        "Noem het onderwerp vollediger, of gebruik de woorden die een ambtenaar zou schrijven.",
        Reason.NOT_CONFIDENT: "Niet gevonden in de brieven: er staat wel iets in dat erop lijkt, "
        "maar geen duidelijk antwoord. Lees na wat er het dichtst bij komt, of noem het onderwerp vollediger.",
        Reason.OTHER_FIGURE: "Niet gevonden in de brieven: er staat wel iets in dat erop lijkt, "
        "maar niet met {details}",
        Reason.LETTER_DETAILS: "Niet gevonden in de brieven: dat staat niet in de lopende tekst. {details}",
        Reason.WHICH_LETTER: "Niet gevonden in de brieven: de vraag past bij meer dan één brief: {details}. "
        "Noem ook de titel, de afzender, het jaar of het kenmerk.",
        Reason.NO_QUESTION: "Niet gevonden in de brieven: in deze vraag staat geen onderwerp. "
        "Vraag naar iets wat in de brieven kan staan.",
        Reason.UNKNOWN_WORDS: "Niet gevonden in de brieven: geen woord van de vraag staat in hun tekst. "
        "Kijk of het goed gespeld is, schrijf een afkorting voluit of gebruik een ander woord.",
        Reason.NO_LETTER_MATCHES: "Niet gevonden in de brieven: de brief die de vraag of het filter noemt, is er niet. "
        "Het overzicht van de brieven laat zien welke er wel zijn.",
    }
)
"""What each reason says to a reader, and what to do; `{details}` are the figures of the question that were not found
with what there is instead, what is known of the letter that it asks about, or which letters that may be."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on the letters that may answer; empty means any. Dates are ISO, possibly cut ("2019"), inclusive."""

    letter_ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    kenmerk: str | None = None
    kamerstuk: str | None = None
    sender: str | None = None
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The passages nearest to a question, best first, before it is decided whether they answer it.

    `confidence` is how sure it is that they do, in 0..1. Where there are none, `reason` says why; otherwise it is None.
    `details` is what is known of a letter that is asked about itself, or which letters may be meant.
    """

    question: str
    confidence: float
    passages: tuple[CitedPassage, ...]
    reason: Reason | None = None
    details: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The letters answer the question; cannot be built without a cited passage. `confidence` is in 0..1."""

    question: str
    confidence: float
    passages: tuple[CitedPassage, ...]

    def __post_init__(self) -> None:
        """Refuse an answer without a citation."""
        if not self.passages:
            raise CitationError("Een antwoord zonder bronvermelding bestaat niet.")


@dataclass(frozen=True, slots=True)
class Abstained:
    """The letters do not answer the question, as far as can be told; `nearest` is what came closest, best first."""

    question: str
    confidence: float
    reason: Reason
    message: str
    nearest: tuple[CitedPassage, ...] = field(default=())


Answer = Answered | Abstained
