"""Reads OpenDocument texts (.odt): pages as they were last laid out, headings, lists, tables, notes, headers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sources.document import Document, Letterhead
from sources.errors import UnreadableLetterError
from sources.flow import Flow, Note
from sources.letterheads import merged, of_lines, stated_title
from sources.office.odt_styles import OdtStyles, read_odt_styles
from sources.office.word_runs import BOLD, ITALIC
from sources.office.zipped import open_package
from sources.signs import LINE_END, PAGE_BREAK, PAGE_END, broken_lines, note_mark, plain
from sources.tables import MOST_COLUMNS, Cell, Spanning, spread
from sources.types import BlockKind
from sources.xml_tree import Element, attribute, child, children, entity_text, name, whole

_KIND = "application/vnd.oasis.opendocument.text"
_NOT_SHOWN = frozenset(
    "tracked-changes annotation annotation-end title desc forms sequence-decls variable-decls user-field-decls "
    "index-title-template ruby-text script note-citation hidden-paragraph".split()
)
"""Elements whose text no reader sees."""
_HEADERS = ("header", "header-first", "footer", "footer-first")
_HOLDERS = frozenset({"frame", "custom-shape", "rect", "g", "text-box", "line", "ellipse"})
_MOST_SPACES = 100
_FROM_BOLD = 600
"""The least weight of type that is bold, of 100 to 900."""
_HIDDEN = "none"


def read_odt(data: bytes, source: str) -> Document:
    """What an OpenDocument text holds; without pages where the file does not say where they end.

    :raises UnreadableLetterError: the file is damaged, has a password, is no such text, or is made to overload.
    """
    package = open_package(data, source, "OpenDocument-tekst (.odt)")
    if b":encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise UnreadableLetterError(
            f"{source} is met een wachtwoord beveiligd; sla het zonder wachtwoord op."
        )
    kind = (package.read("mimetype") or b"").decode("ascii", "replace").strip()
    content = package.tree("content.xml")
    body = child(content, "body", "text")
    if body is None or (kind and not kind.startswith(_KIND)):
        found = f" (wel {kind})" if kind and not kind.startswith(_KIND) else ""
        raise UnreadableLetterError(
            f"{source} is geen OpenDocument-tekst{found}; sla het op als tekstdocument (.odt) of PDF."
        )
    styles = package.tree("styles.xml")
    flow = Flow(paged=True, letterhead=True)
    head = _Reading(flow, read_odt_styles(content, styles)).read(body, styles)
    if not flow.tells_pages():
        flow = Flow(paged=False, letterhead=True)
        head = _Reading(flow, read_odt_styles(content, styles)).read(body, styles)
    meta = child(package.tree("meta.xml"), "meta")
    counts = child(meta, "document-statistic")
    stated = whole(attribute(counts, "page-count"), 0) if counts is not None else 0
    document = flow.document(head, flow.doubt(stated))
    named = child(meta, "title")
    title = stated_title(
        (named.text or "") if named is not None else "", [draft.text for draft in document.pages[0]]
    )
    return replace(document, letterhead=merged(document.letterhead, Letterhead(title=title)))


@dataclass(slots=True)
class _Shown:
    """What a paragraph shows: its text, the frames that hang on it, and the types of its words."""

    parts: list[str] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)
    types: set[int | None] = field(default_factory=set)

    @property
    def bold(self) -> int | None:
        return None if None in self.types else max((t for t in self.types if t), default=None)


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs stand in: its style, how deep, and its numbers so far."""

    style: str | None
    depth: int
    counts: dict[int, int]


class _Reading:
    """One pass over a file's text, into a flow."""

    def __init__(self, flow: Flow, styles: OdtStyles) -> None:
        self._flow = flow
        self._styles = styles
        self._begun = False

    def read(self, body: Element, styles: Element | None) -> Letterhead:
        """Read the text into the flow.

        :return: what headers and footers say.
        """
        self._blocks(body)
        lines: dict[str, None] = {}
        masters = child(styles, "master-styles")
        for page in children(masters, "master-page") if masters is not None else ():
            for part in children(page, *_HEADERS):
                lines |= dict.fromkeys(self._lines(part))
        return of_lines(lines)

    def _blocks(self, element: Element, within: _List | None = None) -> None:
        for part in children(element):
            called = name(part)
            if called in ("p", "h"):
                self._paragraph(part, "")
            elif called == "list":
                self._list(part, within)
            elif called == "table":
                self._table(part)
            elif called == "soft-page-break":
                self._flow.page_break(PAGE_END)
            elif called not in _NOT_SHOWN and attribute(part, "display") != _HIDDEN:
                self._blocks(part)
            self._begun = True

    def _list(self, element: Element, within: _List | None) -> None:
        style = attribute(element, "style-name") or (within.style if within else None)
        depth = within.depth + 1 if within else 1
        counts = within.counts if within else self._styles.begin_list(element, style)
        here = _List(style, depth, counts)
        for item in children(element, "list-item", "list-header", "soft-page-break"):
            if name(item) == "soft-page-break":
                self._flow.page_break(PAGE_END)
                continue
            mark = ""
            first = next(children(item), None)
            if name(item) == "list-item" and first is not None and name(first) != "list":
                mark = self._styles.item_mark(style, counts, depth, attribute(item, "start-value"))
            for part in children(item):
                if name(part) in ("p", "h"):
                    self._paragraph(part, mark, listed=bool(mark))
                    mark = ""
                elif name(part) == "list":
                    self._list(part, here)
                elif name(part) == "soft-page-break":
                    self._flow.page_break(PAGE_END)

    def _paragraph(self, paragraph: Element, mark: str, *, listed: bool = False) -> None:
        style = attribute(paragraph, "style-name")
        before, after = self._styles.breaks(style)
        if before and self._begun:
            self._flow.page_break(PAGE_BREAK)
        shown = self._read(paragraph)
        text = "".join(shown.parts)
        level = None
        if name(paragraph) == "h":
            level = max(whole(attribute(paragraph, "outline-level"), 1), 1)
            if not mark and attribute(paragraph, "is-list-header") != "true":
                mark = self._styles.heading_mark(level)
        else:
            level = self._styles.heading_level(style)
        kind = (
            BlockKind.HEADING if level is not None else BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
        )
        self._flow.add(kind, _marked(mark, text), level=level, bold=shown.bold)
        for frame in shown.frames:
            self._blocks(frame)
        if after:
            self._flow.page_break(PAGE_BREAK)

    def _read(self, paragraph: Element) -> _Shown:
        shown = _Shown()
        style = attribute(paragraph, "style-name")
        if self._styles.setting(style, "text-properties", "display") != _HIDDEN:
            self._walk(paragraph, shown, self._type(style))
        return shown

    def _walk(self, element: Element, shown: _Shown, kind: int | None) -> None:
        self._say(shown, element.text, kind)
        for part in element:
            called = name(part)
            if called == "span":
                style = attribute(part, "style-name")
                if self._styles.setting(style, "text-properties", "display") != _HIDDEN:
                    self._walk(part, shown, self._type(style) or kind)
            elif called in _HOLDERS:
                shown.frames.append(part)
            elif called == "note":
                shown.parts.append(self._note(part))
            elif called in _SIGNS:
                repeated = min(max(whole(attribute(part, "c"), 1), 0), _MOST_SPACES)
                shown.parts.append(_SIGNS[called] * repeated)
            elif called == "hidden-text" or called in _NOT_SHOWN or not called:
                self._say(shown, entity_text(part), kind)
            else:
                self._walk(part, shown, kind)
            self._say(shown, part.tail, kind)

    def _say(self, shown: _Shown, text: str | None, kind: int | None) -> None:
        if text:
            shown.parts.append(plain(text))
            if text.strip():
                shown.types.add(kind)

    def _type(self, style: str | None) -> int | None:
        weight = self._styles.setting(style, "text-properties", "font-weight") or ""
        if weight == "bold" or whole(weight, 0) >= _FROM_BOLD:
            return BOLD
        underline = self._styles.setting(style, "text-properties", "text-underline-style") not in (
            None,
            "none",
        )
        italic = self._styles.setting(style, "text-properties", "font-style") == "italic"
        return ITALIC if italic or underline else None

    def _note(self, note: Element) -> str:
        body, citation = child(note, "note-body"), child(note, "note-citation")
        text = " ".join(self._lines(body)) if body is not None else ""
        label = "".join(map(str, citation.itertext())).strip() if citation is not None else None
        key = len(self._flow.notes)
        self._flow.notes[key] = Note(text.replace(PAGE_END, ""), label)
        return note_mark(key)

    def _table(self, table: Element) -> None:
        rows = list(self._rows(table, heads=False))
        if all(len(list(children(row, "table-cell"))) == 1 for row, _, _ in rows):
            for row, _, _ in rows:
                for cell in children(row, "table-cell"):
                    self._blocks(cell)
            return
        before, _ = self._styles.breaks(attribute(table, "style-name"))
        if before and self._begun:
            self._flow.page_break(PAGE_BREAK)
        grid: list[list[Cell]] = spread([list(self._row(row, sign)) for row, _, sign in rows])
        heads = next((i for i, (_, head, _) in enumerate(rows) if not head), len(rows))
        self._flow.table(grid, heads or None)

    def _rows(self, element: Element, *, heads: bool) -> Iterator[tuple[Element, bool, str]]:
        """The rows of a table, whether each is a head, and a sign where a page ended before it."""
        sign = ""
        for part in children(element):
            if name(part) == "soft-page-break":
                sign = PAGE_END
            elif name(part) == "table-row":
                yield part, heads, sign
                sign = ""
            elif name(part) in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self._rows(part, heads=heads or name(part) == "table-header-rows")

    def _row(self, row: Element, sign: str) -> Iterator[Spanning]:
        for cell in children(row, "table-cell"):
            text = sign + LINE_END.join(filter(None, self._lines(cell)))
            sign = ""
            for _ in range(_count(cell, "number-columns-repeated")):
                yield Spanning(
                    text, _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
                )

    def _lines(self, element: Element, within: _List | None = None) -> Iterator[str]:
        """The paragraphs of a cell, a header or a note, those of lists, tables and frames in it too."""
        for part in children(element):
            called = name(part)
            if called in ("p", "h"):
                shown = self._read(part)
                yield from broken_lines("".join(shown.parts))
                for frame in shown.frames:
                    yield from self._lines(frame)
            elif called == "list":
                style = attribute(part, "style-name") or (within.style if within else None)
                counts = within.counts if within else self._styles.begin_list(part, style)
                here = _List(style, within.depth + 1 if within else 1, counts)
                for item in children(part, "list-item"):
                    mark = self._styles.item_mark(style, counts, here.depth, attribute(item, "start-value"))
                    for line in self._lines(item, here):
                        yield _marked(mark, line)
                        mark = ""
            elif called not in _NOT_SHOWN:
                yield from self._lines(part)


_SIGNS = {"s": " ", "tab": " ", "line-break": LINE_END, "soft-page-break": PAGE_END}


def _marked(mark: str, text: str) -> str:
    """The text with its number or bullet before it, after a page break that it begins with."""
    bare = text.lstrip(f" {PAGE_END}")
    return f"{text[: len(text) - len(bare)]}{plain(mark)} {bare}" if mark and bare else text


def _count(cell: Element, key: str) -> int:
    return min(max(whole(attribute(cell, key), 1), 1), MOST_COLUMNS)
