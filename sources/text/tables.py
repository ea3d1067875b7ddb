"""Tables in a text without places: which blocks are column heads and row labels, and which are about them.

A table of figures has rows that end in figures; the words above them, one for each figure, are its heads. A table of
words was written out cell after cell: heads, then for each row its label and its cells from left to right, over as many
pages as it takes. What looks like neither stays as it is, and no word is lost or moved.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from sources.document import Draft
from sources.shapes import bare, ended, figures_at_end, is_row, is_years, may_be_heads
from sources.text.columns import Cell, Part, cell_of, columns_of
from sources.types import BlockKind

_CELL = 0.7
"""A block narrower than this share of the page's column stands in a column of its own (a table's cell)."""
_LABEL = 0.35
"""A row's label is narrower than this share of the page's column."""
_HEAD_WORDS = 5
"""Words of the longest column head."""
HEAD_LINES = 4
"""Lines over which the heads of a table of figures may run."""
_FEWEST_COLUMNS, _FEWEST_ROWS = 2, 2
"""A table of words has at least so many columns besides its labels, and so many rows."""
_FEWEST_EXACT = 3
"""Rows that have as many cells as there are columns, and nothing else, before cells of one line are believed."""
_MOST_HEADS = 12
_HEAD_START = re.compile(r" (?=[A-Z][a-zà-ÿ])")

_Piece = tuple[int, int, int]
"""Index of a page, of a draft on it, and of one of the parts that the draft is cut into."""


@dataclass(slots=True)
class _Changes:
    """The drafts that are cut into several, by (page, draft), and what pieces are about."""

    pieces: dict[tuple[int, int], list[Draft]] = field(default_factory=dict)
    about: dict[_Piece, list[_Piece]] = field(default_factory=dict)


@dataclass(slots=True)
class _Row:
    """A row of a table of words on one page; `whole` where it begins there with its `label`."""

    heads: list[_Piece]
    label: _Piece
    whole: bool
    cells: list[tuple[int, int]] = field(default_factory=list)


def is_cell(draft: Draft, width: int) -> bool:
    """Whether the block stands in a column of its own, where a full line of the page has `width` characters."""
    return draft.width < width * _CELL


def tie_tables(pages: Sequence[Sequence[Draft]], width: int) -> list[list[Draft]]:
    """The drafts of each page, where rows and cells of tables are about their column heads and row labels.

    :param pages: without footnotes.
    :param width: characters of a full line.
    """
    changes = _Changes()
    _tie_figures(pages, changes)
    for rows, count in _tables_of_words(pages, width):
        _tie_words(pages, rows, count, changes)
    return _applied(pages, changes)


def repeated_heads(before: Sequence[Draft], drafts: Sequence[Draft]) -> int:
    """How many drafts at the top of a page repeat, word for word, a table's heads on the page before."""
    for i in range(len(before)):
        count = 0
        for old, new in zip(before[i:], drafts, strict=False):
            if old.text != new.text or not _holds_heads(new):
                break
            count += 1
        if sum(len(_heads(draft)) for draft in drafts[:count]) > _FEWEST_COLUMNS:
            return count
    return 0


def repeated_lines(before: Sequence[Draft], lines: Sequence[str]) -> int:
    """How many lines at the top of a page repeat a table's heads on the page before; `lines` are the page's."""
    for i, draft in enumerate(before):
        if _begins_heads(draft):
            said = [line for head in takewhile(_holds_heads, before[i:]) for line in head.lines]
            same = list(takewhile(lambda pair: pair[0] == pair[1], zip(said, lines, strict=False)))
            if len(same) >= len(draft.lines):
                return len(same)
    return 0


def _applied(pages: Sequence[Sequence[Draft]], changes: _Changes) -> list[list[Draft]]:
    """The drafts with the changes made, and every index among them as it is afterwards."""
    starts: list[list[int]] = []
    for p, drafts in enumerate(pages):
        starts.append([0])
        for i in range(len(drafts)):
            starts[p].append(starts[p][-1] + len(changes.pieces.get((p, i), (None,))))
    out: list[list[Draft]] = []
    for p, drafts in enumerate(pages):
        out.append([])
        for i, draft in enumerate(drafts):
            for n, piece in enumerate(changes.pieces.get((p, i), [draft])):
                about = tuple((q + 1, starts[q][j] + m) for q, j, m in changes.about.get((p, i, n), ()))
                at = draft.continues if n == 0 else None
                continues = None if at is None else starts[p - 1][at + 1] - 1
                out[p].append(replace(piece, about=about, continues=continues))
    return out


def _tie_figures(pages: Sequence[Sequence[Draft]], changes: _Changes) -> None:
    """Cut off the heads of each table of figures; a table that goes on on the next page keeps its heads."""
    heads: _Piece | None = None
    for p, drafts in enumerate(pages):
        for i, draft in enumerate(drafts):
            if draft.kind is not BlockKind.TABLE:
                heads = None
                continue
            begins = i == 0 or drafts[i - 1].kind is not BlockKind.TABLE
            lines = draft.text.split("\n")
            count = _head_lines(lines, _figures(drafts[i:])) if begins else 0
            if count:
                heads = (p, i, 0)
                parts = [lines[:count], lines[count:]]
                changes.pieces[p, i] = [_table(part) for part in parts if part]
            if heads is not None and (heads != (p, i, 0) or count < len(lines)):
                changes.about[p, i, 1 if count else 0] = [heads]


def _table(lines: Sequence[str]) -> Draft:
    return Draft(BlockKind.TABLE, "\n".join(lines), max(map(len, lines)), lines=tuple(lines))


def _figures(drafts: Sequence[Draft]) -> int:
    """How many figures most rows of the table that begins these drafts end in; 0 where it has no rows."""
    counts: Counter[int] = Counter()
    for draft in drafts:
        if draft.kind is not BlockKind.TABLE:
            break
        counts.update(
            figures_at_end(line)
            for line in map(bare, draft.text.split("\n"))
            if is_row(line) and not is_years(line)
        )
    return counts.most_common(1)[0][0] if counts else 0


def _head_lines(lines: Sequence[str], figures: int) -> int:
    """How many lines at the top of a table of figures are its heads: up to years, or a word for each figure.

    Of `["Nederland Oeso", "industrie totaal industrie totaal", "Groei", "1996-2011 2,0 2,3 2,2 2,2"]` it is 2.
    """
    for i, line in enumerate(map(bare, lines[:HEAD_LINES])):
        if is_years(line):
            return i + 1
        if is_row(line):
            return 0
        if may_be_heads(line, figures):
            following = bare(lines[i + 1]) if i + 1 < len(lines) else ""
            return i + 1 + (following[:1].islower() and may_be_heads(following, figures))
    return 0


def _tables_of_words(pages: Sequence[Sequence[Draft]], width: int) -> Iterator[tuple[list[_Row], int]]:
    """The rows of each table of words, and how many columns it has besides its labels."""
    end = (-1, -1)
    for p, drafts in enumerate(pages):
        for i in range(len(drafts)):
            heads = _head_row(drafts, i, width) if (p, i) > end else ()
            count = sum(len(_heads(draft)) for draft in heads) - 1
            if count < _FEWEST_COLUMNS:
                continue
            rows = _rows(pages, (p, i), heads, width)
            if _believed(pages, rows, count):
                end = rows[-1].cells[-1]
                yield rows, count


def _believed(pages: Sequence[Sequence[Draft]], rows: Sequence[_Row], count: int) -> bool:
    """Whether each row has a cell for each column, and most cells run over lines, as no list does; or all match."""
    cells = [[pages[p][i] for p, i in row.cells] for row in rows]
    whole = [row for row, of in zip(cells, rows, strict=True) if of.whole]
    if len(whole) < _FEWEST_ROWS or any(len(row) < count for row in whole):
        return False
    lines = [len(cell.lines) for row in cells for cell in row]
    exact = len(whole) >= _FEWEST_EXACT and all(len(row) == count for row in cells)
    return exact or sum(n > 1 for n in lines) > len(lines) / 2


def _head_row(drafts: Sequence[Draft], start: int, width: int) -> Sequence[Draft]:
    """The drafts from `start` that are heads of a table of words; none where no table begins there."""
    if not _begins_heads(drafts[start]) or (start > 0 and _begins_heads(drafts[start - 1])):
        return ()
    end = start
    while (
        end < min(len(drafts), start + _MOST_HEADS)
        and _holds_heads(drafts[end])
        and is_cell(drafts[end], width)
    ):
        end += 1
    label = end - 1
    return drafts[start:label] if label > start and _is_label(drafts, label, width) else ()


def _begins_heads(draft: Draft) -> bool:
    """Whether the draft has several heads beside each other, as only a row of heads has."""
    return len(_heads(draft)) > 1 and _holds_heads(draft)


def _holds_heads(draft: Draft) -> bool:
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or draft.continues is not None:
        return False
    text = bare(draft.text)
    if not text[:1].isupper() or ended(text) or any(map(str.isdigit, text)):
        return False
    return all(len(head.split()) <= _HEAD_WORDS for head in _heads(draft))


def _heads(draft: Draft) -> list[str]:
    """The heads in a draft, each of which begins with a capital: `Markt`, `Economische weerbaarheid`."""
    return _HEAD_START.split(draft.text)


def _is_label(drafts: Sequence[Draft], i: int, width: int) -> bool:
    """Whether the draft is a row's label: a short heading with a cell after it."""
    short = drafts[i].kind is BlockKind.HEADING and drafts[i].width < width * _LABEL
    return short and i + 1 < len(drafts) and _is_word_cell(drafts[i + 1], width)


def _is_word_cell(draft: Draft, width: int) -> bool:
    return (
        draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and bool(draft.lines)
        and is_cell(draft, width)
    )


def _rows(
    pages: Sequence[Sequence[Draft]], start: tuple[int, int], head_row: Sequence[Draft], width: int
) -> list[_Row]:
    """The rows below the heads that begin at `start`, page by page, up to what is no cell."""
    p, i = start
    heads = _head_pieces(p, i, head_row)
    i += len(head_row)
    rows: list[_Row] = []
    while True:
        drafts = pages[p]
        while i < len(drafts) and (_is_label(drafts, i, width) or _is_word_cell(drafts[i], width)):
            if _is_label(drafts, i, width):
                rows.append(_Row(heads, (p, i, 0), whole=True))
            elif rows[-1].label[0] == p or (rows[-1].cells and rows[-1].cells[0][0] == p):
                rows[-1].cells.append((p, i))
            else:
                rows.append(_Row(heads, rows[-1].label, whole=False, cells=[(p, i)]))
            i += 1
        if i < len(drafts) or p + 1 == len(pages):
            return rows
        again = repeated_heads(drafts, pages[p + 1])
        p, i = p + 1, again
        heads = _head_pieces(p, 0, pages[p][:again]) if again else heads
        if not (again or _goes_on(pages[p], width)):
            return rows


def _goes_on(drafts: Sequence[Draft], width: int) -> bool:
    """Whether a table of words may go on at the top of this page: with a row, or with the rest of a cell."""
    return bool(drafts) and (_is_label(drafts, 0, width) or drafts[0].continues is not None)


def _head_pieces(p: int, start: int, head_row: Sequence[Draft]) -> list[_Piece]:
    return [(p, start + i, n) for i, draft in enumerate(head_row) for n in range(len(_heads(draft)))]


def _tie_words(pages: Sequence[Sequence[Draft]], rows: Sequence[_Row], count: int, changes: _Changes) -> None:
    """Make each cell be about its column's head, where its column can be told, and its row's label."""
    columns = columns_of(_parts(pages, rows), count)
    if columns is None:
        return
    for row, told in zip(rows, columns, strict=True):
        for p, i, _ in row.heads:
            texts = _heads(pages[p][i])
            changes.pieces[p, i] = [_table([text]) for text in texts]
        if row.whole:
            changes.pieces[row.label[:2]] = [_table([pages[row.label[0]][row.label[1]].text])]
            changes.about[row.label] = [row.heads[0]]
        for (p, i), column in zip(row.cells, told, strict=True):
            head = [] if column is None else [row.heads[column + 1]]
            changes.about[p, i, 0] = [*head, row.label]


def _parts(pages: Sequence[Sequence[Draft]], rows: Sequence[_Row]) -> list[Part]:
    """The cells of the rows as their lines measure them; a cell with its rest on the next page is measured whole."""
    places = {place: (r, n) for r, row in enumerate(rows) for n, place in enumerate(row.cells)}
    rest: dict[tuple[int, int], Draft] = {}
    for p, i in places:
        if (at := pages[p][i].continues) is not None:
            rest[p - 1, at] = pages[p][i]

    def measured(p: int, i: int) -> Cell:
        draft = pages[p][i]
        halves = [cell_of(half.lines) for half in (draft, rest.get((p, i))) if half]
        before = None if draft.continues is None else places.get((p - 1, draft.continues))
        return Cell(max(half.least for half in halves), min(half.most for half in halves), before)

    return [Part(tuple(measured(p, i) for p, i in row.cells), row.whole) for row in rows]
