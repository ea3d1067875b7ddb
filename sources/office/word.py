"""Reads Word files (.docx): pages as they were last laid out, headings by style, lists, tables, notes, headers."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from sources.document import Document, Letterhead
from sources.errors import UnreadableLetterError
from sources.flow import Flow, Note
from sources.letterheads import merged, of_lines, stated_title
from sources.office.word_runs import Runs, shown_children
from sources.office.word_styles import Look, Styles, form_of, on, read_styles
from sources.office.zipped import Package, open_package
from sources.signs import LINE_END, PAGE_BREAK, PAGE_END, broken_lines, note_mark, plain
from sources.tables import MOST_COLUMNS, Cell, Merged
from sources.types import BlockKind
from sources.xml_tree import Element, attribute, child, children, name, whole

_MAIN = "word/document.xml"
_NOT_SHOWN = frozenset({"del", "moveFrom", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "sdtPr"})
_SAME_PAGE = frozenset({"continuous", "nextColumn"})
"""Kinds of section that go on on the page on which the one before ends."""
_LONGEST_HEADING = 300
"""Characters of the longest paragraph that a style makes a heading; a longer one is text in big type."""
_LEADING = re.compile(rf"^[\s{PAGE_BREAK}{PAGE_END}]*")


def read_docx(data: bytes, source: str) -> Document:
    """What a Word file holds; without pages where the file does not say where they end.

    :raises UnreadableLetterError: the file is damaged, has a password, is no Word file, or is made to overload.
    """
    package = open_package(data, source, "Word-bestand (.docx)")
    main = _related(package, "", "officeDocument") or [_MAIN]
    root = package.tree(main[0])
    body = child(root, "body")
    if body is None:
        raise UnreadableLetterError(
            f"{source} is geen Word-bestand: de tekst ({main[0]}) ontbreekt. Haal het bestand opnieuw op."
        )
    flow = Flow(paged=True, letterhead=True)
    head = _Reading(package, main[0], flow).read(body)
    if not flow.tells_pages():
        flow = Flow(paged=False, letterhead=True)
        head = _Reading(package, main[0], flow).read(body)
    document = flow.document(head, flow.doubt(_stated_pages(package)))
    title = stated_title(_core_title(package), [draft.text for draft in document.pages[0]])
    return replace(document, letterhead=merged(document.letterhead, Letterhead(title=title)))


def _stated_pages(package: Package) -> int:
    pages = child(package.tree("docProps/app.xml"), "Pages")
    return whole(pages.text, 0) if pages is not None else 0


def _core_title(package: Package) -> str:
    core = package.tree("docProps/core.xml")
    title = child(core, "title")
    return (title.text or "") if title is not None else ""


def _related(package: Package, part: str, kind: str) -> list[str]:
    """The parts of this kind that a part refers to, in order; `part` is empty for the package itself."""
    return [target for _, target in _relations(package, part, kind)]


def _relations(package: Package, part: str, kind: str) -> Iterator[tuple[str, str]]:
    folder, file = posixpath.split(part)
    tree = package.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    for relation in children(tree, "Relationship") if tree is not None else ():
        target = attribute(relation, "Target") or ""
        if (attribute(relation, "Type") or "").endswith(f"/{kind}") and attribute(
            relation, "TargetMode"
        ) != "External":
            yield (
                attribute(relation, "Id") or "",
                posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
            )


class _Reading:
    """One pass over a file's text, into a flow."""

    def __init__(self, package: Package, main: str, flow: Flow) -> None:
        self._package = package
        self._main = main
        self._flow = flow
        self._styles: Styles = read_styles(self._part("styles"), self._part("numbering"))
        self._runs = Runs(self._styles, self._note)
        self._note_texts: dict[tuple[str, str], str] = {}
        self._counted = {"footnote": 0, "endnote": 0}
        self._forms: dict[str, str] = {}
        self._carried = ""
        self._begun = False
        self._sections: list[Element] = []

    def _part(self, kind: str) -> Element | None:
        found = _related(self._package, self._main, kind)
        return self._package.tree(found[0]) if found else None

    def read(self, body: Element) -> Letterhead:
        """Read the text into the flow.

        :return: what headers and footers say.
        """
        self._sections = [part for part in body.iter() if name(part) == "sectPr"]
        self._note_texts = {**self._notes("footnote"), **self._notes("endnote")}
        self._forms = {kind: self._note_form(kind) for kind in self._counted}
        self._runs = Runs(self._styles, self._note)
        self._blocks(body)
        return of_lines(self._header_lines())

    def _blocks(self, element: Element) -> None:
        for part in shown_children(element):
            called = name(part)
            if called == "p":
                self._paragraph(part)
            elif called == "tbl":
                self._table(part)
            elif called not in _NOT_SHOWN:
                self._blocks(part)
            self._begun = True

    def _paragraph(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        look = self._styles.look(properties)
        shown = self._runs.read(paragraph, look)
        if look.page_before and self._begun:
            self._flow.page_break(PAGE_BREAK)
        text, self._carried = self._carried + shown.text, ""
        if child(properties, "rPr", "del") is not None:
            self._carried = text
            return
        kind, level = _kind(look, text)
        self._flow.add(kind, _marked(look, text), level=level, bold=shown.bold)
        for box in shown.boxes:
            self._blocks(box)
        section = child(properties, "sectPr")
        if section is not None and section in self._sections:
            following = self._sections[self._sections.index(section) + 1 :]
            kind_of_next = child(following[0], "type") if following else None
            if kind_of_next is None or attribute(kind_of_next, "val") not in _SAME_PAGE:
                self._flow.page_break(PAGE_BREAK)

    def _table(self, table: Element) -> None:
        rows = [row for row in self._rows(table) if any(name(cell) == "tc" for cell in _inner(row))]
        if all(sum(name(cell) == "tc" for cell in _inner(row)) == 1 for row in rows):
            for row in rows:
                for cell in _inner(row):
                    self._blocks(cell)
            return
        heads = 0
        while heads < len(rows) and on(child(rows[heads], "trPr"), "tblHeader"):
            heads += 1
        self._flow.table([self._row(row) for row in rows], heads or None)

    def _rows(self, table: Element) -> Iterator[Element]:
        for row in _inner(table):
            properties = child(row, "trPr")
            gone = child(properties, "del") is not None or on(properties, "hidden")
            if name(row) == "tr" and not gone:
                yield row

    def _row(self, row: Element) -> list[Cell]:
        properties = child(row, "trPr")
        cells: list[Cell] = [""] * _count(child(properties, "gridBefore"), 0)
        for cell in _inner(row):
            if name(cell) != "tc":
                continue
            look = child(cell, "tcPr")
            if _continued(child(look, "vMerge")):
                own: Cell = Merged.ABOVE
            elif _continued(child(look, "hMerge")):
                own = Merged.LEFT
            else:
                own = LINE_END.join(filter(None, self._lines(cell)))
            cells += [own, *[Merged.LEFT] * (_count(child(look, "gridSpan"), 1) - 1)]
        return cells

    def _lines(self, element: Element) -> Iterator[str]:
        """The paragraphs of a cell, a header or a note, those of tables and boxes in it too."""
        for part in shown_children(element):
            called = name(part)
            if called == "p":
                look = self._styles.look(child(part, "pPr"))
                shown = self._runs.read(part, look)
                yield from (_marked(look, line) for line in broken_lines(shown.text))
                for box in shown.boxes:
                    yield from self._lines(box)
            elif called not in _NOT_SHOWN:
                yield from self._lines(part)

    def _header_lines(self) -> Iterator[str]:
        """The lines of headers and footers, each part once; a first page's only where it has one of its own."""
        read: set[str] = set()
        parts = {k: dict(_relations(self._package, self._main, k)) for k in ("header", "footer")}
        for section in self._sections:
            for reference in children(section, "headerReference", "footerReference"):
                kind = attribute(reference, "type")
                part = parts[name(reference).removesuffix("Reference")].get(attribute(reference, "id") or "")
                if (
                    kind == "even"
                    or (kind == "first" and not on(section, "titlePg"))
                    or part is None
                    or part in read
                ):
                    continue
                read.add(part)
                root = self._package.tree(part)
                self._runs = Runs(self._styles, self._note)
                for line in self._lines(root) if root is not None else ():
                    yield re.sub(f"[{PAGE_BREAK}{PAGE_END}]", " ", line)

    def _notes(self, kind: str) -> dict[tuple[str, str], str]:
        """The texts of footnotes or endnotes, by kind and id."""
        root = self._part(f"{kind}s")
        return {
            (kind, attribute(note, "id") or ""): re.sub(
                f"[{PAGE_BREAK}{PAGE_END}]", "", " ".join(self._lines(note))
            )
            for note in (children(root, kind) if root is not None else ())
            if attribute(note, "type") in (None, "normal")
        }

    def _note(self, reference: Element) -> str:
        """The sign for a note's mark; its number is the count of marks of its kind so far."""
        kind = name(reference).removesuffix("Reference")
        text = self._note_texts.get((kind, attribute(reference, "id") or ""))
        if text is None:
            return ""
        label = None
        if attribute(reference, "customMarkFollows") in (None, "0", "false"):
            self._counted[kind] += 1
            label = form_of(self._forms[kind], self._counted[kind])
        key = len(self._flow.notes)
        self._flow.notes[key] = Note(text, label)
        return note_mark(key)

    def _note_form(self, kind: str) -> str:
        """The form of the numbers of footnotes or endnotes."""
        for place in (*self._sections[-1:], self._part("settings")):
            form = child(place, f"{kind}Pr", "numFmt")
            if form is not None:
                return attribute(form, "val") or ""
        return "decimal" if kind == "footnote" else "lowerRoman"


def _kind(look: Look, text: str) -> tuple[BlockKind, int | None]:
    if look.level is not None and len(text) <= _LONGEST_HEADING:
        return BlockKind.HEADING, look.level
    return (BlockKind.LIST_ITEM if look.listed else BlockKind.PARAGRAPH), None


def _marked(look: Look, text: str) -> str:
    """The text with its number or bullet before it, after a page break that it begins with."""
    start = _LEADING.match(text)
    at = start.end() if start else 0
    return f"{text[:at]}{plain(look.mark)} {text[at:]}" if look.mark and text[at:] else text


def _inner(element: Element) -> Iterator[Element]:
    """The rows of a table or cells of a row, out of the content controls that they may be in."""
    for part in shown_children(element):
        if name(part) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inner(part)
        elif name(part) not in _NOT_SHOWN:
            yield part


def _continued(merge: Element | None) -> bool:
    return merge is not None and attribute(merge, "val") in (None, "continue")


def _count(element: Element | None, default: int) -> int:
    value = attribute(element, "val") if element is not None else None
    return min(max(whole(value, default), 0), MOST_COLUMNS)
