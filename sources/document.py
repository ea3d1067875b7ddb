"""What every reader makes of a file, whatever its format: a Document, from which `assemble` makes the pages."""

from dataclasses import dataclass

from sources.types import BlockKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has its place in the page's text.

    :ivar text: its reading text, with each footnote's number in it between `MARK_OPEN` and `MARK_CLOSE`.
    :ivar width: characters of its longest line; 0 where lines mean nothing.
    :ivar section: headings above it, outermost first; `assemble` fills it in.
    :ivar continues: index of the draft on the page before that it goes on from.
    :ivar level: how deep a heading is, 0 for the outermost; None where only its words tell.
    :ivar label: a footnote's number.
    :ivar about: page (from 1) and index of each draft that says what this one is about: a table's column heads.
    """

    kind: BlockKind
    text: str
    width: int = 0
    section: tuple[str, ...] = ()
    continues: int | None = None
    level: int | None = None
    label: str | None = None
    about: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the furniture of a letter says.

    `printed_pages` holds (physical page, printed number, printed total); `broken` holds (physical page, text) of
    each kenmerk that is a word processor's error; `dates` are as they stand there; `title` is a parliamentary paper's.
    """

    kenmerken: tuple[str, ...] = ()
    kamerstukken: tuple[str, ...] = ()
    printed_pages: tuple[tuple[int, int, int], ...] = ()
    broken: tuple[tuple[int, str], ...] = ()
    dates: tuple[str, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The drafts of each page, first page first, footnotes last on their page, and what is known besides.

    :ivar printed: the page number that stands on each page, or None; empty where no page has one.
    :ivar paged: whether the file has pages; one without is a single page here.
    :ivar ocr: whether the text was recognised from pictures.
    :ivar warnings: Dutch sentences about what was read with doubt.
    """

    pages: tuple[tuple[Draft, ...], ...]
    letterhead: Letterhead = Letterhead()
    printed: tuple[str | None, ...] = ()
    paged: bool = True
    ocr: bool = False
    warnings: tuple[str, ...] = ()
