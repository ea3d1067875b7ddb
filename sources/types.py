"""The records that sources make and everything else reads: Span, Block, Page, Fact, Letter."""

from dataclasses import dataclass
from enum import StrEnum

from sources.errors import CitationError

SPAN_JOINER = " "
"""What stands between the parts of a text that has more than one span (a sentence over a page break)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters in one page's text; `page` is 1-based, `start` and `end` are 0-based."""

    page: int
    start: int
    end: int


class BlockKind(StrEnum):
    """What a stretch of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table or footnote on one page; `start` and `end` count in `Page.text`.

    `section` is the path of headings above it, outermost first. `label` is a footnote's number. `continues` is the
    index of the block on the page before that this one goes on from (a paragraph, or a table cell, over a page break).
    `about` is where else in the letter stands what this block is about: the question that an answer answers, the
    column heads and row label of a table's cell.
    """

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    label: str | None = None
    continues: int | None = None
    about: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """Where in the running text a footnote's number stood: after the character before `offset` on `page`."""

    label: str
    page: int
    offset: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a letter; `text` is its cleaned reading text, in which all spans count.

    `number` is the physical page, the one that a viewer jumps to; `printed` is the page number that stands on it.
    `ocr` is whether its text was recognised from a picture.
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[FootnoteMark, ...] = ()
    printed: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of a letter, and where it was found: `Fact("date", "2011-03-01", 1, "briefhoofd")`.

    `name` is a field of `Letter` (in the singular where that holds several), `value` is as the letter gives it.
    `place` is Dutch, as it is shown; `page` is None for what does not stand on a page: the file's name, a TOML file.
    """

    name: str
    value: str
    page: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed the letter, or answered in it; `office` is None where only a name stands there (under a motie)."""

    name: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """A member of parliament whose questions the letter answers."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its pages; the first kenmerk and kamerstuk are the ones that a citation shows.

    `date` is an ISO date, cut where the source does not say more ("2019", "2024-01"). `source` is the file's name,
    `sha256` that of its bytes. `warnings` are Dutch sentences about what was read with doubt. `paged` is whether the
    file has pages: one without (a web page) is one long page, of which a citation names no number. `ocr` is whether
    the text of any page was recognised from a picture. `sender` is the first who signed, as "name, office".
    `ministry` is without "Ministerie van". `cited` are numbers of other letters that this one mentions. `facts` says
    where each was found.
    """

    letter_id: str
    title: str
    kind: str
    pages: tuple[Page, ...]
    source: str
    sha256: str
    kenmerken: tuple[str, ...] = ()
    kamerstukken: tuple[str, ...] = ()
    date: str | None = None
    sender: str | None = None
    warnings: tuple[str, ...] = ()
    paged: bool = True
    ocr: bool = False
    signatories: tuple[Signatory, ...] = ()
    addressee: str | None = None
    askers: tuple[Asker, ...] = ()
    ministry: str | None = None
    cited: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number that is the letter's own, of whatever kind."""
        return (*self.kamerstukken, *self.kenmerken)

    @property
    def kenmerk(self) -> str | None:
        """The letter's first kenmerk, or None."""
        return self.kenmerken[0] if self.kenmerken else None

    @property
    def kamerstuk(self) -> str | None:
        """The letter's first Kamerstuk number, or None."""
        return self.kamerstukken[0] if self.kamerstukken else None

    def text_at(self, spans: tuple[Span, ...]) -> str:
        """The page text at `spans`, the parts joined by one space.

        :raises CitationError: a span lies outside its page, is empty, or names a page that is not there.
        """
        return SPAN_JOINER.join(self._slice(span) for span in spans)

    def _slice(self, span: Span) -> str:
        if not 1 <= span.page <= len(self.pages):
            raise CitationError(f"Brief {self.letter_id} heeft geen pagina {span.page}.")
        text = self.pages[span.page - 1].text
        if not 0 <= span.start < span.end <= len(text):
            raise CitationError(
                f"Passage {span.start}-{span.end} valt buiten pagina {span.page} van brief {self.letter_id} "
                f"({len(text)} tekens)."
            )
        return text[span.start : span.end]
