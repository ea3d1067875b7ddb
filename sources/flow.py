"""Puts together what a reader finds in a file with structure: blocks on their pages, notes last, tables, page breaks.

A reader hands over headings, paragraphs, list items and tables in reading order, with signs in their text for page
breaks, line ends and footnote marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sources.document import Document, Draft, Letterhead
from sources.footnotes import MARK_CLOSE, MARK_OPEN
from sources.letterheads import is_label, merged, take_letterhead, without
from sources.lines import tidy
from sources.parliament import is_dossier
from sources.shapes import bare, is_caption, is_head_label, is_heading, is_question_head
from sources.signs import BREAKS, LINE_END, NOTE, PAGE_BREAK, PAGE_END, mended, tidied_cell, without_signs
from sources.tables import Cell, Place, TablePart, guess_heads, table_part
from sources.types import BlockKind

CAPTION_LEVEL = 20
"""A table's caption is deeper than any heading."""
_WIDTH = 90
"""Characters of a full line of a letter, by which short bold paragraphs are told to be headings."""
_FEWEST_STATED = 2
"""Pages that a file must say it has for that to mean something: what no program has laid out says 1."""
_LONGEST_LINE = 120
"""Characters of the longest paragraph that may be of a letterhead, unless it begins as only parts of one do."""
_FULL_PAGE = 7_000
"""Characters that no printed page exceeds: the fullest page of the letters that come with the project has 5,200."""
_ORDINARY_PAGE = 3_000
"""Characters of an ordinary page of a letter: where only the writer's own page breaks are known, more may be two."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; `label` is its number, None where it is marked with something else."""

    text: str
    label: str | None = None


class Flow:
    """The pages of a document as they are put together; `notes` is for the reader to fill, before their marks come.

    :param paged: whether page breaks count; else all stands on one page.
    :param letterhead: whether the text may begin with a letterhead, which is taken out of it.
    """

    def __init__(self, *, paged: bool, letterhead: bool = False) -> None:
        self.notes: dict[int, Note] = {}
        self._paged = paged
        self._laid_out = False
        self._pages: list[list[Draft]] = [[]]
        self._notes: list[list[Draft]] = [[]]
        self._waiting = ""
        self._labels: dict[int, str] = {}
        self._taken: set[tuple[int, str]] = set()
        self._bold: dict[Place, int] = {}
        self._at_top = letterhead
        self._top = 0  # drafts that may be of the letterhead

    @property
    def next_place(self) -> Place:
        """Where the next block will stand if no page break comes before it."""
        return len(self._pages), len(self._pages[-1])

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int | None = None,
        about: Sequence[Place] = (),
        bold: int | None = None,
    ) -> Place | None:
        """Add a block, or the parts of one that runs over page breaks.

        :param bold: the level that it has as a heading, should its shape and what follows say that it is one.
        :return: where it begins, None where there is no text in it.
        """
        if kind is BlockKind.PARAGRAPH and is_question_head(tidy(text)):
            kind = BlockKind.HEADING
        if self._at_top and LINE_END in text and kind is BlockKind.PARAGRAPH:
            places = [self.add(kind, line, about=about, bold=bold) for line in text.split(LINE_END)]
            return next(filter(None, places), None)
        text = mended(text.replace(LINE_END, " "))
        begun: Place | None = None
        before: Place | None = None
        for signs, piece in self._pieces(text):
            self._waiting += signs
            shown = tidy(piece)
            if not NOTE.sub("", shown):
                self._loose_notes(shown)
                continue
            self._turn()
            place = self.next_place
            goes_on = before is not None and (PAGE_END in signs or shown[0].islower())
            near = goes_on and before is not None and before[0] == place[0] - 1
            continues = before[1] if near and before is not None else None
            self._put(Draft(kind, shown, level=level, about=tuple(about), continues=continues))
            begun, before = begun or place, place
            if bold is not None:
                self._bold[place] = bold
            self._end_top(kind, shown)
        return begun

    def table(self, rows: Sequence[Sequence[Cell]], heads: int | None) -> None:
        """Add a table; `heads` is its number of head rows, None where the file does not say.

        A row that a page break falls in goes on on the next page, cell by cell.
        """
        lines = [[tidied_cell(cell) for cell in row] for row in rows]
        filled = [row for row in lines if any(isinstance(cell, str) and without_signs(cell) for cell in row)]
        count = guess_heads(filled) if heads is None else min(heads, len(filled))
        if not heads and self._at_top and _is_letterhead(filled):
            self._letterhead_rows(filled)
            return
        self._at_top = False
        self._caption()
        part: TablePart | None = None
        batch: list[Sequence[Cell]] = []
        batch_heads = 0
        goes_on = False
        for number, row in enumerate(filled):
            for signs, cells, again in self._row_pieces(row):
                if signs and batch:
                    part = self._flush(batch, batch_heads, part, goes_on=goes_on)
                    batch, batch_heads = [], 0
                self._waiting += signs
                goes_on = goes_on if batch else again
                batch.append(cells)
                batch_heads += number < count and not again
        self._flush(batch, batch_heads, part, goes_on=goes_on)
        self._loose_notes("".join(c for row in lines if row not in filled for c in row if isinstance(c, str)))

    def page_break(self, sign: str) -> None:
        """End the page before the next block, should there be one."""
        self._waiting += sign if self._paged else ""

    def tells_pages(self) -> bool:
        """Whether the page breaks can be all there are: there are some, and no page holds more than fits on one."""
        most = _FULL_PAGE if self._laid_out else _ORDINARY_PAGE
        full = any(sum(len(draft.text) for draft in page) > most for page in self._pages)
        return len(self._pages) > 1 and not full

    def doubt(self, stated: int) -> tuple[str, ...]:
        """A Dutch sentence where the file says that it has another number of pages; 0 and 1 say nothing."""
        count = len(self._pages) + max(self._waiting.count(PAGE_BREAK), self._waiting.count(PAGE_END))
        if not self._paged or stated < _FEWEST_STATED or stated == count:
            return ()
        sentence = f"Het bestand zegt dat het {stated} pagina’s heeft; te vinden zijn er {count}."
        return (f"{sentence} Paginanummers kunnen afwijken.",)

    def document(self, letterhead: Letterhead, warnings: tuple[str, ...] = ()) -> Document:
        """The document of what was added."""
        self._headings()
        pages = [[*body, *notes] for body, notes in zip(self._pages, self._notes, strict=True)]
        if self._top:
            found, texts = take_letterhead([draft.text for draft in pages[0][: self._top]])
            pages, letterhead = without(pages, texts), merged(letterhead, found)
        return Document(tuple(map(tuple, pages)), letterhead, paged=self._paged, warnings=warnings)

    def _end_top(self, kind: BlockKind, text: str) -> None:
        """Take note of whether the letterhead may still go on after this block."""
        of_head = is_label(text) or is_dossier(text) or is_head_label(text)
        long = len(text) > _LONGEST_LINE and not of_head
        of_text = kind is not BlockKind.PARAGRAPH or long or text.startswith("Geachte")
        self._at_top = self._at_top and not of_text and len(self._pages) == 1
        self._top += self._at_top

    def _letterhead_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Add the rows of a letterhead: a label with its value is a line, and so is each line of other cells."""
        for row in _labels_beside_values(rows):
            columns = [cell.split(LINE_END) for cell in row]
            labels = columns[0] if columns and all(is_label(line) for line in columns[0]) else []
            if len(columns) == 2 and len(labels) == 1:
                columns = [[" ".join((*labels, *columns[1]))]]
            elif len(columns) == 2 and len(labels) == len(columns[1]):
                columns = [[f"{label} {value}" for label, value in zip(labels, columns[1], strict=True)]]
            for line in chain.from_iterable(columns):
                self.add(BlockKind.PARAGRAPH, line)

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """The parts of a text between page breaks, each with the signs before it."""
        if not self._paged:
            return [("", text.replace(PAGE_END, "").replace(PAGE_BREAK, " "))]
        ends = [match.span() for match in BREAKS.finditer(text)]
        starts = [0, *(end for _, end in ends)]
        signs = ["", *(text[start:end] for start, end in ends)]
        stops = [*(start for start, _ in ends), len(text)]
        return [(sign, text[a:b]) for sign, a, b in zip(signs, starts, stops, strict=True)]

    def _row_pieces(self, row: Sequence[Cell]) -> list[tuple[str, list[Cell], bool]]:
        """The parts of a row between page breaks: signs before it, cells, whether it goes on from the part before."""
        split = [self._pieces(cell) if isinstance(cell, str) else [("", "")] for cell in row]
        if all(len(pieces) == 1 or (len(pieces) == 2 and not pieces[0][1].strip()) for pieces in split):
            signs = max((pieces[-1][0] for pieces in split), key=len)
            return [
                (
                    signs,
                    [p[-1][1] if isinstance(c, str) else c for c, p in zip(row, split, strict=True)],
                    False,
                )
            ]
        out: list[tuple[str, list[Cell], bool]] = []
        for i in range(max(map(len, split))):
            here = [pieces[i] if i < len(pieces) else ("", "") for pieces in split]
            cells = [p[1] if i or isinstance(c, str) else c for c, p in zip(row, here, strict=True)]
            out.append((max((p[0] for p in here), key=len), cells, i > 0))
        return out

    def _turn(self) -> None:
        """Begin the pages that waiting signs stand for: a page that its maker ended has ended in the layout as well."""
        waiting = self._waiting
        self._laid_out = self._laid_out or PAGE_END in waiting
        for _ in range(max(waiting.count(PAGE_BREAK), waiting.count(PAGE_END))):
            self._pages.append([])
            self._notes.append([])
        self._waiting = ""

    def _put(self, draft: Draft) -> None:
        page, index = self.next_place
        text = self._resolved(draft.text, (page, index))
        self._pages[-1].append(replace(draft, text=text.strip()))

    def _flush(
        self, rows: Sequence[Sequence[Cell]], heads: int, before: TablePart | None, *, goes_on: bool
    ) -> TablePart | None:
        """Add the part of a table that stands on one page."""
        if not rows:
            return before
        last_page = len(self._pages)
        self._turn()
        page, first = self.next_place
        goes_on = goes_on and page == last_page + 1
        marked: list[list[Cell]] = []
        loose: dict[int, str] = {}  # notes without a number of their own, each with its cell
        for row in rows:
            marked.append([])
            for cell in row:
                known = len(self._notes[-1])
                text = self._resolved(cell, (page, first)).strip() if isinstance(cell, str) else cell
                marked[-1].append(text)
                if isinstance(text, str):
                    loose |= {i: text for i in range(known, len(self._notes[-1])) if self._notes[-1][i].about}
        part = table_part(marked, heads, page, first, before, goes_on=goes_on)
        self._pages[-1] += part.drafts
        for i, text in loose.items():
            at = (n for n, draft in enumerate(part.drafts) if text.partition(LINE_END)[0] in draft.text)
            self._notes[-1][i] = replace(self._notes[-1][i], about=((page, first + next(at, 0)),))
        return part

    def _resolved(self, text: str, place: Place) -> str:
        """A text with the numbers of its notes in place of their signs."""
        return NOTE.sub(lambda match: self._mark(int(match[1]), place), text)

    def _mark(self, key: int, place: Place) -> str:
        """What stands in the text for a note's mark; its note goes to the foot of this page, the first time.

        A note whose number is not its own on this page has no mark; it says which block it is about.
        """
        page = place[0]
        if key in self._labels:
            label = self._labels[key]
            return f"{MARK_OPEN}{label}{MARK_CLOSE}" if label else ""
        note = self.notes.get(key)
        text = tidy(note.text) if note else ""
        if note is None or not text:
            return ""
        label = note.label or ""
        own = label.isdecimal() and (page, label) not in self._taken
        self._taken.add((page, label))
        self._labels[key] = label if own else ""
        about = () if own else (place,)
        self._notes[page - 1].append(
            Draft(BlockKind.FOOTNOTE, text, label=label if own else None, about=about)
        )
        return f"{MARK_OPEN}{label}{MARK_CLOSE}" if own else ""

    def _loose_notes(self, text: str) -> None:
        """Notes whose marks stand by themselves belong to the block before."""
        last = next((number for number in range(len(self._pages), 0, -1) if self._pages[number - 1]), None)
        if text and last is not None:
            page = self._pages[last - 1]
            marks = "".join(self._mark(int(match[1]), (last, len(page) - 1)) for match in NOTE.finditer(text))
            page[-1] = replace(page[-1], text=page[-1].text + marks)

    def _caption(self) -> None:
        """Make the block before a table its caption, should it be one."""
        page = self._pages[-1]
        if page and page[-1].kind is BlockKind.PARAGRAPH and is_caption(page[-1].text) and not self._waiting:
            page[-1] = replace(page[-1], kind=BlockKind.HEADING, level=CAPTION_LEVEL)

    def _headings(self) -> None:
        """Make headings of the bold paragraphs that look like them and have text below."""
        following: str | None = None
        below_bold = False
        for number in range(len(self._pages), 0, -1):
            page = self._pages[number - 1]
            for index in range(len(page) - 1, -1, -1):
                draft = page[index]
                level = self._bold.get((number, index)) if draft.kind is BlockKind.PARAGRAPH else None
                shown = bare(draft.text)
                heading = level is not None and is_heading([shown], shown, following, _WIDTH)
                if heading and draft.continues is None and not (below_bold and following == shown):
                    page[index] = replace(draft, kind=BlockKind.HEADING, level=level)
                following, below_bold = draft.text, level is not None


def _labels_beside_values(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """The filled cells of each row, but for colons; a row of labels above one of values as a row for each label."""
    filled = [[c for c in row if isinstance(c, str) and c.strip(" :")] for row in rows]
    above: list[str] = []
    for row in filled:
        if above and len(row) == len(above) and not any(map(is_label, row)):
            yield from ([label, value] for label, value in zip(above, row, strict=True))
            above = []
            continue
        if above:
            yield above
        above = row if len(row) > 1 and all(map(is_label, row)) else []
        if not above:
            yield row
    if above:
        yield above


def _is_letterhead(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a line in some cell is a label of a letterhead."""
    cells = (cell for row in rows for cell in row if isinstance(cell, str))
    return any(is_label(line) for cell in cells for line in cell.split(LINE_END))
