"""From what the pages of a PDF show to a document: furniture out, notes apart, columns in order, words whole."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sources.document import Document, Draft, Letterhead
from sources.footnotes import MARK, mark_numbers
from sources.furniture import read_furniture, strip_furniture
from sources.hyphens import Words, join_all, mend_page_ends, words_of
from sources.lines import Line
from sources.pdf.grids import Grid
from sources.pdf.heads import part_furniture
from sources.pdf.notes import Note, part_notes, without_false_marks
from sources.pdf.paragraphs import Group, goes_on, group_lines, kind_of, style_of
from sources.pdf.regions import regions_of
from sources.pdf.rows import Piece, pieces_of
from sources.pdf.ruled import ruled_grids
from sources.pdf.sheet import Rule, Sheet
from sources.pdf.text_lines import furniture_lines, region_lines, sideways_lines
from sources.pdf.typography import Typography, typography_of
from sources.pdf.unruled import unruled_grids
from sources.shapes import bare, is_caption
from sources.tables import Cell, TablePart, table_part
from sources.types import BlockKind

_HELD = "\ue002"
"""The text of a piece that holds a table's place; no other text has this character."""
_LONGEST_ASIDE = 200
"""Characters of the longest text along a side of a page that is furniture."""
_LONGEST_CAPTION = 200
_DEPTH = re.compile(r"^\d{1,2}((?:\.\d{1,2})*)")
_OPEN_KINDS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)

_Style = tuple[object, ...]


@dataclass(slots=True)
class _Page:
    """One page on its way: the lines to be read, in which a table has a line to hold its place, and the footnotes."""

    lines: list[Line]
    notes: list[Note]
    grids: list[Grid]


def document_of(sheets: Sequence[Sheet], warnings: tuple[str, ...]) -> Document:
    """The document that these pages are."""
    pieces = [pieces_of(sheet) for sheet in sheets]
    type_ = typography_of(pieces)
    parted = part_furniture(pieces, [sheet.height for sheet in sheets], type_)
    pages = _pages([page.reading for page in parted], [sheet.rules for sheet in sheets], type_)
    aside = [sideways_lines(sheet) for sheet in sheets]
    long = [sum(len(line.text) for line in lines) > _LONGEST_ASIDE for lines in aside]
    for page, lines, read in zip(pages, aside, long, strict=True):
        page.lines += lines if read else []
    segmented, letterhead = strip_furniture([page.lines for page in pages])
    for page, segments in zip(pages, segmented, strict=True):
        page.lines = [line for segment in segments for line in segment]
    words = words_of([line.text for page in pages for line in page.lines])
    mend_page_ends([page.lines for page in pages], words)
    furniture = read_furniture(
        [
            [*furniture_lines(page.furniture, type_), *([] if read else lines)]
            for page, lines, read in zip(parted, aside, long, strict=True)
        ]
    )
    drafts = _drafts(pages, words, type_)
    head = _merged(letterhead, furniture)
    said = {page: str(number) for page, number, _ in head.printed_pages}
    return Document(
        tuple(drafts),
        head,
        printed=tuple(said.get(number, page.printed) for number, page in enumerate(parted, start=1)),
        warnings=warnings,
    )


def _merged(a: Letterhead, b: Letterhead) -> Letterhead:
    """All of both. Unlike `letterheads.merged`, a line shown twice stays twice: no word of a page is lost."""
    return Letterhead(
        tuple(dict.fromkeys((*b.kenmerken, *a.kenmerken))),
        tuple(dict.fromkeys((*b.kamerstukken, *a.kamerstukken))),
        tuple(sorted({*a.printed_pages, *b.printed_pages})),
        tuple(sorted({*a.broken, *b.broken})),
        tuple(dict.fromkeys((*b.dates, *a.dates))),
        a.title or b.title,
        answers=tuple(dict.fromkeys((*b.answers, *a.answers))),
        facts=(*b.facts, *a.facts),
        lines=(*b.lines, *a.lines),
    )


def _pages(
    reading: Sequence[Sequence[Piece]], rules: Sequence[Sequence[Rule]], type_: Typography
) -> list[_Page]:
    """The lines and notes of each page, each raised number a mark only where a note has it."""
    pages: list[_Page] = []
    last = rising = 0
    for pieces, drawn in zip(reading, rules, strict=True):
        grids = ruled_grids(pieces, drawn, type_)
        held = _with_places_held(pieces, grids, 0)
        body, notes = part_notes(
            held, type_, last, pages[-1].notes[-1] if pages and pages[-1].notes else None
        )
        labels = [note.label for note in notes if note.label]
        last = int(labels[-1]) if labels else last
        lines: list[Line] = []
        for n, region in enumerate(regions_of(body, drawn, type_)):
            found = unruled_grids(region.pieces, type_)
            shown = _with_places_held(region.pieces, found, len(grids))
            grids += found
            lines += region_lines(replace(region, pieces=tuple(shown)), n, type_)
        in_tables = {m[1] for grid in grids for p in grid.pieces for m in MARK.finditer(p.text)}
        pages.append(_Page(_marked(lines, labels, in_tables, rising), notes, grids))
        rising = max([rising, *(int(m[1]) for line in pages[-1].lines for m in MARK.finditer(line.text))])
    return pages


def _with_places_held(pieces: Sequence[Piece], grids: Sequence[Grid], first: int) -> list[Piece]:
    """The pieces, those of each table replaced by one that holds its place; `first` is the first table's number."""
    inside = {id(piece) for grid in grids for piece in grid.pieces}
    held = [
        Piece(
            _HELD,
            grid.left,
            grid.right,
            grid.top,
            grid.rows[0][0][0].size if grid.rows[0][0] else 1.0,
            table=n,
        )
        for n, grid in enumerate(grids, start=first)
    ]
    return sorted([*(p for p in pieces if id(p) not in inside), *held], key=lambda p: (p.y, p.x0))


def _marked(lines: list[Line], labels: Sequence[str], in_tables: Collection[str], last: int) -> list[Line]:
    """The lines with a mark for each footnote: its raised number, or where none is raised one glued to a word.

    A raised number that is the next after `last`, the highest mark so far, is one too: its note stands at the end of
    the document.

    :param in_tables: raised numbers in the tables of the page.
    """
    known = set(labels)
    for match in (m for line in lines for m in MARK.finditer(line.text)):
        if int(match[1]) == last + 1 or match[1] in known:
            known.add(match[1])
            last = max(last, int(match[1]))
    lines = [replace(line, text=without_false_marks(line.text, frozenset(known))) for line in lines]
    marked = {match[1] for line in lines for match in MARK.finditer(line.text)}
    missing = [label for label in labels if label not in marked and label not in in_tables]
    return mark_numbers(lines, missing) if missing else lines


def _drafts(pages: Sequence[_Page], words: Words, type_: Typography) -> list[tuple[Draft, ...]]:
    grouped = [
        group_lines([(line, line.place) for line in page.lines if line.place], type_) for page in pages
    ]
    kinds = [[kind_of(groups, i, type_) for i in range(len(groups))] for groups in grouped]
    levels = _levels(grouped, kinds)
    out: list[tuple[Draft, ...]] = []
    last: Group | None = None
    table: tuple[TablePart, list[Cell]] | None = None
    for number, (page, groups, row) in enumerate(zip(pages, grouped, kinds, strict=True), start=1):
        drafts: list[Draft] = []
        for group, kind in zip(groups, row, strict=True):
            if group.first.table is not None:
                table = _table(page.grids[group.first.table], words, number, drafts, table)
                drafts += _captioned(table[0].drafts, number, drafts)
                continue
            level = levels[_style(group)] if kind is BlockKind.HEADING else None
            drafts.append(Draft(kind, join_all(group.texts, words), level=level))
            table = None
        notes = [_note(note, words) for note in page.notes]
        if out and last and groups and goes_on(last, groups[0]):
            drafts = _tied(out[-1], drafts)
        if out:
            notes = _tied_note(out[-1], notes)
        last = groups[-1] if groups else None
        out.append((*drafts, *notes))
    return out


def _table(
    grid: Grid, words: Words, page: int, drafts: Sequence[Draft], before: tuple[TablePart, list[Cell]] | None
) -> tuple[TablePart, list[Cell]]:
    """The drafts of a table on a page, and its first row; one at the top may go on from the last of the page before."""
    rows = grid.cells(words)
    if before is None or drafts or len(before[0].heads) != len(rows[0]):
        return table_part(rows, grid.heads, page, len(drafts)), rows[0]
    part, first = before
    if rows[0] == first:  # the heads are repeated
        return table_part(rows, max(1, grid.heads), page, 0), first
    goes_on = not rows[0][0] and any(i is not None for i in part.open)
    return table_part(rows, 0, page, 0, part, goes_on=goes_on), first


def _captioned(table: Sequence[Draft], page: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a table, about the line above it too where that names it."""
    above = drafts[-1] if drafts else None
    if (
        above is None
        or above.kind is BlockKind.TABLE
        or len(above.text) > _LONGEST_CAPTION
        or (above.text.endswith((":", ".")) and not is_caption(bare(above.text)))
    ):
        return list(table)
    return [replace(draft, about=(*draft.about, (page, len(drafts) - 1))) for draft in table]


def _levels(grouped: Sequence[Sequence[Group]], kinds: Sequence[Sequence[BlockKind]]) -> dict[_Style, int]:
    """How deep headings of each style are: larger above smaller, bold above plain."""
    styles = {
        _style(group)
        for groups, row in zip(grouped, kinds, strict=True)
        for group, kind in zip(groups, row, strict=True)
        if kind is BlockKind.HEADING
    }
    return {style: level for level, style in enumerate(sorted(styles))}


def _style(group: Group) -> _Style:
    text = bare(" ".join(group.texts))
    depth = match[1].count(".") if (match := _DEPTH.match(text)) else 0
    return *style_of(group), depth


def _note(note: Note, words: Words) -> Draft:
    return Draft(BlockKind.FOOTNOTE, bare(join_all((p.text for p in note.pieces), words)), label=note.label)


def _tied(before: Sequence[Draft], drafts: list[Draft]) -> list[Draft]:
    """The drafts, the first tied to the last of the page before."""
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i].kind is not BlockKind.FOOTNOTE), None)
    if (
        last is None
        or not drafts
        or before[last].kind not in _OPEN_KINDS
        or drafts[0].kind not in _OPEN_KINDS
    ):
        return drafts
    return [replace(drafts[0], continues=last), *drafts[1:]]


def _tied_note(before: Sequence[Draft], notes: list[Draft]) -> list[Draft]:
    """The notes, a first one without a number tied to the last of the page before."""
    if not notes or notes[0].label is not None:
        return notes
    if not before or before[-1].kind is not BlockKind.FOOTNOTE:
        return [replace(notes[0], kind=BlockKind.PARAGRAPH), *notes[1:]]
    return [replace(notes[0], label=before[-1].label, continues=len(before) - 1), *notes[1:]]
