"""What every reader makes of a file, whatever its format: a Document, from which `assemble` makes the pages."""

from dataclasses import dataclass

from sources.types import BlockKind, Fact

AT_LETTERHEAD, AT_HEAD, AT_FOOT, AT_COLOPHON = "briefhoofd", "kop", "voettekst", "colofon"
"""Places in a letter, as they are shown: the column or block with kenmerk and date, the head of a parliamentary paper,
the foot of a page, the lines that say who published it."""
AT_SIGNATURE, AT_TEXT, AT_NOTE, AT_FILE_NAME = "ondertekening", "tekst", "voetnoot", "bestandsnaam"


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
    :ivar lines: its lines as they stood, without footnote marks; empty where lines mean nothing.
    """

    kind: BlockKind
    text: str
    width: int = 0
    section: tuple[str, ...] = ()
    continues: int | None = None
    level: int | None = None
    label: str | None = None
    about: tuple[tuple[int, int], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the furniture of a letter says.

    `printed_pages` holds (physical page, printed number, printed total); `broken` holds (physical page, text) of
    each kenmerk that is a word processor's error; `dates` are as they stand there; `title` is a parliamentary paper's.
    `answers` are kenmerken of the other side (`Uw kenmerk`). `facts` says where each of these was found, for those of
    which that is known; `lines` holds (physical page, text) of every line of furniture, in order.
    """

    kenmerken: tuple[str, ...] = ()
    kamerstukken: tuple[str, ...] = ()
    printed_pages: tuple[tuple[int, int, int], ...] = ()
    broken: tuple[tuple[int, str], ...] = ()
    dates: tuple[str, ...] = ()
    title: str | None = None
    answers: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The drafts of each page, first page first, footnotes last on their page, and what is known besides.

    :ivar printed: the page number that stands on each page, or None; empty where no page has one.
    :ivar paged: whether the file has pages; one without is a single page here.
    :ivar recognised: numbers of the pages whose text was recognised from pictures.
    :ivar warnings: Dutch sentences about what was read with doubt.
    """

    pages: tuple[tuple[Draft, ...], ...]
    letterhead: Letterhead = Letterhead()
    printed: tuple[str | None, ...] = ()
    paged: bool = True
    recognised: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def ocr(self) -> bool:
        """Whether any of the text was recognised from pictures."""
        return bool(self.recognised)
