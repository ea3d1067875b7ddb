"""Reads the XML of Kamerstukken, Aanhangsels and other official publications, as officielebekendmakingen.nl gives it.

Two vocabularies: `officiele-publicatie` (from 2010) and `kamerwrk` (before). Both have structure and no pages.
"""

from collections.abc import Iterator

from sources.document import Document
from sources.errors import UnreadableLetterError
from sources.flow import CAPTION_LEVEL, Flow, Note
from sources.lines import tidy
from sources.publication.head import read_publication_head
from sources.shapes import is_item
from sources.signs import LINE_END, note_mark, plain
from sources.tables import Cell, Spanning, spread
from sources.types import BlockKind
from sources.xml_tree import Element, attribute, child, children, entity_text, name, parse_xml, whole

_ROOTS = frozenset({"officiele-publicatie", "kamerwrk"})
_METADATA = frozenset({"metadata_gegevens", "owms-metadata", "owmskern", "metadata"})
_NOT_TEXT = frozenset(
    "metadata kamerstukkop kamervraagkop kamervraagnummer frontm witreg plaatje illustratie voetnoot noot meta "
    "officiele-inhoudsopgave inhoudsopgave colspec spanspec".split()
)
"""Elements that the letterhead, the notes or nobody has use for."""
_DEEPER = frozenset(
    "divisie hoofdstuk afdeling paragraaf sub-paragraaf titeldeel deel boek bijlage artikel wijzig-artikel "
    "wijzig-divisie circulaire.divisie nota-toelichting regeling wet-besluit amendement".split()
)
"""Elements whose `kop` is a heading one deeper than those above."""
_INLINE = frozenset(
    "nadruk extref intref sup inf datum naam voornaam achternaam organisatie kamervraagonderwerp ondernummer noot "
    "nootref voetref dossierref herdruk afkorting redactie unl".split()
)
_NUMBERS = frozenset({"nr", "lidnr", "li.nr", "term"})
"""Elements that stand before the paragraph that follows: `1.`, `a.`, the word that is defined."""
_LEVELS = {"vet": 15, "halfvet": 15, "vetcur": 16, "ondlijn": 16, "cur": 17}
"""How deep a subheading is by its type, below all headings that stand in the structure."""
_TITLE_LEVEL = CAPTION_LEVEL - 1
"""The paper's own title is no part above what follows: every heading takes its place."""
_LONGEST_SUBHEADING = 140
_LIST_SIGNS = {"ndash": "–", "mdash": "—", "ongemarkeerd": ""}


def read_publication(data: bytes, source: str) -> Document:
    """What the XML of an official publication holds, on one page: it has none.

    :raises UnreadableLetterError: it is no XML, or of something else.
    """
    root = parse_xml(data, source)
    if name(root) not in _ROOTS:
        if name(root) in _METADATA:
            raise UnreadableLetterError(
                f"{source} bevat alleen de metagegevens van een publicatie; zet het XML-bestand met de tekst in de map."
            )
        raise UnreadableLetterError(
            f"{source} is XML van een andere soort (<{name(root)}>); gelezen wordt die van Kamerstukken en andere "
            "officiële publicaties (<officiele-publicatie>, <kamerwrk>). Maak er een PDF van."
        )
    flow = Flow(paged=False)
    _Reading(flow, root).read()
    return flow.document(read_publication_head(root))


class _Reading:
    """One pass over a publication, into a flow."""

    def __init__(self, flow: Flow, root: Element) -> None:
        self._flow = flow
        self._root = root
        self._before = ""  # a number that stands before the next paragraph
        self._keys: dict[str, int] = {}
        self._notes: dict[Element, int] = {}
        for note in root.iter("{*}noot", "{*}voetnoot"):
            key = len(flow.notes)
            label = child(note, "noot.nr")
            number = "".join(map(str, label.itertext())) if label is not None else attribute(note, "nr")
            flow.notes[key] = Note(self._note_text(note), tidy(number or "") or None)
            self._notes[note] = key
            self._keys[attribute(note, "id") or ""] = key

    def read(self) -> None:
        """Read the text into the flow."""
        subject = child(self._root, "frontm", "onderw")
        if subject is not None:
            self._add(BlockKind.HEADING, self._joined(subject, "nummer", "naam"), _TITLE_LEVEL)
        for part in children(self._root):
            if name(part) != "kop":
                self._block(part, 0)

    def _blocks(self, element: Element, depth: int) -> None:
        for part in children(element):
            self._block(part, depth)

    def _block(self, part: Element, depth: int) -> None:
        called = name(part)
        if called in _NOT_TEXT:
            return
        if called in _NUMBERS and not _asks(part):
            self._before = f"{self._before} {self._inline(part)}".strip()
        elif called in ("nr", "kop"):
            level = None if called == "nr" else depth + 1
            self._add(BlockKind.HEADING, self._joined(part) if called == "kop" else self._inline(part), level)
        elif called == "dossier":
            self._add(BlockKind.HEADING, self._joined(part, "dossiernummer", "titel"), _TITLE_LEVEL)
        elif called == "stuk":
            self._add(
                BlockKind.HEADING, self._joined(part, "stuknr", "ltrlabel", "nummer", "titel"), _TITLE_LEVEL
            )
            for each in children(part):
                if name(each) not in ("stuknr", "ltrlabel", "nummer", "titel"):
                    self._block(each, depth)
        elif called in ("tussenkop", "tuskop"):
            self._subheading(part)
        elif called == "lijst":
            self._list(part, depth)
        elif called == "table":
            self._table(part, depth)
        elif _is_leaf(part):
            self._paragraph(part, depth)
        else:
            self._blocks(part, depth + (called in _DEEPER))

    def _subheading(self, part: Element) -> None:
        text = self._inline(part)
        level = _LEVELS.get(attribute(part, "kopopmaak") or attribute(part, "letat") or "vet")
        if level is None or len(text) > _LONGEST_SUBHEADING:
            self._add(BlockKind.PARAGRAPH, text)
        else:
            self._add(BlockKind.HEADING, text, level)

    def _list(self, element: Element, depth: int) -> None:
        sign = _LIST_SIGNS.get(attribute(element, "type") or "", "•")
        closing = attribute(element, "nr-sluiting") or ""
        for item in children(element, "li"):
            number = child(item, "li.nr")
            mark = self._inline(number) if number is not None else sign
            self._before += mark if not mark[-1:].isalnum() or mark.endswith(closing) else mark + closing
            kind = BlockKind.LIST_ITEM
            for part in children(item):
                if name(part) == "li.nr":
                    continue
                if _is_leaf(part) and name(part) not in _NOT_TEXT:
                    self._paragraph(part, depth, kind)
                    kind = BlockKind.PARAGRAPH
                else:
                    self._block(part, depth)
        self._before = ""

    def _paragraph(self, part: Element, depth: int, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """A paragraph; lists and tables that stand in the midst of it are blocks of their own."""
        text = [plain(part.text or "")]
        for inner in part:
            if name(inner) in ("lijst", "table", "al", "al-groep"):
                self._add(kind, "".join(text))
                self._block(inner, depth)
                text = []
            else:
                text.append(self._shown(inner))
            text.append(plain(inner.tail or ""))
        self._add(kind, "".join(text))

    def _add(self, kind: BlockKind, text: str, level: int | None = None) -> None:
        if not tidy(text):
            return
        before, self._before = (self._before, "") if kind is not BlockKind.HEADING else ("", self._before)
        text = f"{before} {text}" if before else text
        item = kind is BlockKind.PARAGRAPH and is_item(tidy(text))
        self._flow.add(BlockKind.LIST_ITEM if item else kind, text, level=level)

    def _joined(self, element: Element, *names: str) -> str:
        """The texts of the children with these names, or of all, with a space between them."""
        return " ".join(
            tidy(self._inline(part)) for part in children(element, *names) if name(part) not in _NOT_TEXT
        )

    def _inline(self, element: Element) -> str:
        """The text of an element in one line, notes as signs."""
        parts = [plain(element.text or "")]
        for part in element:
            parts += [self._shown(part), plain(part.tail or "")]
        return "".join(parts)

    def _shown(self, part: Element) -> str:
        called = name(part)
        if part in self._notes:
            return note_mark(self._notes[part])
        if called in ("nootref", "voetref"):
            key = self._keys.get(attribute(part, "refid") or "")
            return note_mark(key) if key is not None else ""
        if not called:
            return entity_text(part)
        if called in _NOT_TEXT:
            return ""
        text = self._inline(part)
        return text if called in _INLINE and called != "voornaam" else f" {text} "

    def _note_text(self, note: Element) -> str:
        return " ".join(self._inline(part) for part in children(note) if name(part) != "noot.nr")

    def _table(self, table: Element, depth: int) -> None:
        self._before = ""
        for title in children(table, "title"):
            self._add(BlockKind.HEADING, self._inline(title), CAPTION_LEVEL)
        for group in children(table, "tgroup"):
            columns = {attribute(spec, "colname"): i for i, spec in enumerate(children(group, "colspec"))}
            rows = [
                (row, name(part))
                for part in children(group, "thead", "tbody", "tfoot")
                for row in children(part, "row")
            ]
            if all(len(list(children(row, "entry"))) == 1 for row, _ in rows):
                for row, _ in rows:
                    self._blocks(row, depth)
                continue
            grid: list[list[Cell]] = spread(
                [[self._cell(entry, columns) for entry in children(row, "entry")] for row, _ in rows]
            )
            self._flow.table(grid, sum(part == "thead" for _, part in rows) or None)

    def _cell(self, entry: Element, columns: dict[str | None, int]) -> Spanning:
        first, last = columns.get(attribute(entry, "namest")), columns.get(attribute(entry, "nameend"))
        column = columns.get(attribute(entry, "colname")) if first is None else first
        return Spanning(
            LINE_END.join(filter(None, map(tidy, self._lines(entry)))),
            last - first + 1 if first is not None and last is not None else 1,
            whole(attribute(entry, "morerows"), 0) + 1,
            column,
        )

    def _lines(self, element: Element) -> Iterator[str]:
        """The paragraphs of a cell."""
        if _is_leaf(element):
            yield self._inline(element)
            return
        before = ""
        for part in children(element):
            if name(part) in _NUMBERS:
                before = self._inline(part)
            elif name(part) not in _NOT_TEXT:
                for line in self._lines(part):
                    yield f"{before} {line}" if before else line
                    before = ""


def _is_leaf(element: Element) -> bool:
    """Whether an element is a paragraph: text of its own, or nothing but parts of a line."""
    if (element.text or "").strip() or any((part.tail or "").strip() for part in element):
        return True
    return all(name(part) in _INLINE or not name(part) for part in element)


def _asks(number: Element) -> bool:
    """Whether a number is that of a question or an answer, which is a heading."""
    parent = number.getparent()
    return parent is not None and name(parent) in ("vraag", "antwoord", "mededeling")
