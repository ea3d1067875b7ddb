"""Reads web pages (.html) of ministries and of the official publisher: what a page is about, not what is around it."""

import re
from collections import Counter

from lxml import etree

from sources.document import Document, Letterhead
from sources.errors import UnreadableLetterError
from sources.flow import CAPTION_LEVEL, Flow
from sources.letterheads import is_label, merged, of_metadata
from sources.lines import tidy
from sources.office.word_runs import BOLD, ITALIC
from sources.parliament import is_house_line, read_head
from sources.shapes import is_item
from sources.signs import LINE_END, note_mark, plain, without_signs
from sources.text.extract import decode
from sources.types import BlockKind
from sources.web.elements import BLOCKS, HEADINGS
from sources.web.notes import Notes, find_notes
from sources.web.parts import cell_lines, is_hidden, is_layout, item_mark, table_grid
from sources.xml_tree import Element, name

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_CHARSET_WINDOW = 4096
"""Bytes within which a page says its encoding; browsers look at 1024, but some pages have much before it."""
_AS_BROWSERS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""Encodings that browsers take for the larger one that they are part of."""
_BOLD = frozenset({"b", "strong"})
_APART = frozenset({"nav", "aside", "footer", "form", "table"})
_ITALIC = frozenset({"i", "em", "u"})
_SITE = re.compile(r"\s+\|\s.*$")
"""What stands behind a page's title in its tab: `| Kamerstuk | Rijksoverheid.nl`."""
_PARAGRAPHS = re.compile(rf"{LINE_END}\s*{LINE_END}")
_TITLE_WORDS = 4
"""Words of the shortest title in a page's tab that goes before its headings, where it has several of the first rank."""
_HEADBLOCKS = 8
"""Blocks at the top that may hold the head of a parliamentary paper."""


def read_html(data: bytes, source: str) -> Document:
    """What a web page holds, on one page: it has none.

    :raises UnreadableLetterError: it is no text, holds none, or is nested deeper than any page is.
    """
    text, warnings = _decoded(data, source)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableLetterError(
            f"{source} is dieper genest dan een webpagina kan zijn; sla de pagina op als PDF."
        )
    if root is None:
        raise UnreadableLetterError(f"{source} bevat geen tekst.")
    flow = Flow(paged=False, letterhead=True)
    notes = find_notes(root, flow.notes)
    main = _main(root)
    _Reading(flow, notes).read(main)
    document = flow.document(Letterhead(), warnings)
    first = [draft.text for draft in document.pages[0][:_HEADBLOCKS]]
    head = merged(_letterhead(root, main, first, notes), document.letterhead)
    return Document(document.pages, head, paged=False, warnings=warnings)


def _decoded(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page in the encoding that it says it has, else as any text file."""
    found = _CHARSET.search(data[:_CHARSET_WINDOW])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = found[1].decode("ascii").lower()
        try:
            return data.decode(_AS_BROWSERS.get(charset, charset)), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, source)


def _main(root: Element) -> Element:
    """The element that holds what the page is about."""
    for path in (
        ".//*[@id='broodtekst']",
        ".//main",
        ".//*[@role='main']",
        ".//article",
        ".//*[@id='content']",
    ):
        found = [element for element in root.iterfind(path) if not is_hidden(element)]
        if len(found) == 1:
            return found[0]
    body = root.find(".//body")
    return root if body is None else body


def _letterhead(root: Element, main: Element, first: list[str], notes: Notes) -> Letterhead:
    """What the page's metadata and the head of a parliamentary paper on it say."""
    values: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or ""
        values.setdefault(key.lower(), []).append(meta.get("content") or "")
    head = of_metadata(values)
    paper = read_head(first)
    headings = [_said(h1, notes) for h1 in main.iter("h1")]
    named = [_SITE.sub("", _said(title, notes)) for title in root.iter("title")]
    several = len(headings) > 1  # then the first may be that of a chapter
    titles = (
        paper.title if paper else None,
        head.title,
        *(title for title in named if several and len(title.split()) >= _TITLE_WORDS),
        *headings,
        *named,
    )
    return merged(Letterhead(title=next(filter(None, titles), None)), head)


def _in_lines(text: str) -> str:
    """The text on one line, or on its own lines where these are of a letterhead or the head of a paper."""
    lines = list(filter(None, map(tidy, text.split(LINE_END))))
    return (LINE_END if any(is_label(line) or is_house_line(line) for line in lines) else " ").join(lines)


def _said(element: Element, notes: Notes) -> str:
    """What a heading or title says, on one line and without marks of notes."""
    return tidy(without_signs(" ".join(cell_lines(element, notes))))


class _Reading:
    """One pass over a page's elements, into a flow; without recursion, as pages may be nested as deep as they like."""

    def __init__(self, flow: Flow, notes: Notes) -> None:
        self._flow = flow
        self._notes = notes
        self._text: list[str] = []
        self._types: set[int | None] = set()
        self._open: list[Element] = []  # the elements that are open, outermost first
        self._within: Counter[str] = Counter()  # how many of each name are open
        self._counts: dict[Element, int] = {}
        self._mark = ""
        self._item = False  # whether the next block begins an item
        self._term: tuple[int, int] | None = None

    def read(self, main: Element) -> None:
        """Read what the element holds into the flow."""
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element, last=element is main)
            elif self._passed_over(element, first=element is main):
                walker.skip_subtree()
            else:
                self._start(element)
        self._flush()

    def _passed_over(self, element: Element, *, first: bool) -> bool:
        """Whether what the element holds is dealt with here, or is no text."""
        called = name(element)
        if not first and (is_hidden(element) or element in self._notes.texts):
            if called in BLOCKS or called in _APART:
                self._flush()
            return True
        if element in self._notes.marks:
            self._text.append(note_mark(self._notes.marks[element]))
            return True
        if called == "table" and not is_layout(element):
            self._flush()
            self._table(element)
            return True
        return False

    def _start(self, element: Element) -> None:
        called = name(element)
        if called in BLOCKS:
            self._flush()
        self._open.append(element)
        self._within[called] += 1
        if called == "li":
            self._mark, self._item = item_mark(element, self._counts), True
        elif called == "br":
            self._text.append(LINE_END)
        elif called == "q":
            self._text.append("“")
        self._say(element.text)

    def _end(self, element: Element, *, last: bool) -> None:
        called = name(element)
        if self._open and self._open[-1] is element:
            if called in BLOCKS:
                self._flush()
            if called == "q":
                self._text.append("”")
            self._open.pop()
            self._within[called] -= 1
        if not last:
            self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(plain(text))
            if text.strip():
                bold, italic = (any(self._within[each] for each in names) for names in (_BOLD, _ITALIC))
                self._types.add(BOLD if bold else ITALIC if italic else None)

    def _flush(self) -> None:
        """Add what was said since the last block as one, or as more where empty lines part it."""
        text, types = "".join(self._text), self._types
        self._text, self._types = [], set()
        if not tidy(text):
            return
        level = next((level for called, level in HEADINGS.items() if self._within[called]), None)
        bold = None if None in types else max((t for t in types if t), default=None)
        for piece in _PARAGRAPHS.split(text):
            shown = _in_lines(piece)
            marked = f"{self._mark} {shown}" if self._mark and not is_item(shown) else shown
            item = self._item or is_item(shown)
            kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
            about = (self._term,) if self._term and self._within["dd"] else ()
            place = self._flow.add(
                kind, marked, level=level, bold=BOLD if self._within["summary"] else bold, about=about
            )
            if place:
                self._mark, self._item = "", False
            if self._within["dt"]:
                self._term = place

    def _table(self, table: Element) -> None:
        for caption in table.iterchildren("caption"):
            self._flow.add(BlockKind.HEADING, " ".join(cell_lines(caption, self._notes)), level=CAPTION_LEVEL)
        grid, heads = table_grid(table, self._notes)
        self._flow.table(grid, heads or None)
