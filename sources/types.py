"""The records that sources make and everything else reads: Span, Block, Page, Letter."""

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
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[FootnoteMark, ...] = ()
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its pages; the first kenmerk and kamerstuk are the ones that a citation shows.

    `date` is an ISO date, cut where the source does not say more ("2019", "2024-01"). `source` is the file's name,
    `sha256` that of its bytes. `warnings` are Dutch sentences about what was read with doubt. `paged` is whether the
    file has pages: one without (a web page) is one long page, of which a citation names no number. `ocr` is whether
    its text was recognised from pictures.
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
