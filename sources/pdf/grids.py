"""A table on a PDF page: its columns, its rows, and which text is in which cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.hyphens import Words, join_all
from sources.pdf.cut_cells import with_whole_words
from sources.pdf.rows import Piece, cut
from sources.pdf.typography import Typography
from sources.shapes import is_item
from sources.tables import Cell, Merged, guess_heads

SAME_LINE = 0.3
"""Em within which pieces stand on one line."""
FIGURE = re.compile(
    r"^[-–+<>≤≥±€$£ ]*[\d.,]+[ %‰]*(?:mln|mld|miljoen|miljard|euro)?\.?\*{0,2}$|^(?:-|–|n\.?v\.?t\.?|p\.?m\.?)$"
)
YEAR = re.compile(r"(?:19|20)\d\d\*?")
ROW_GAP = 1.35
"""Lines of white between rows of a table without lines between them."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table begin: `starts` may lie in the white before, `edges` are where their text does."""

    starts: tuple[float, ...]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: for each row the pieces of each column, None where a cell is one with that above it.

    `heads` counts its head rows. `pieces` are the page's pieces in it, which may run over several cells. The edges are
    in points from the left and the top.
    """

    rows: tuple[tuple[tuple[Piece, ...] | None, ...], ...]
    pieces: tuple[Piece, ...]
    heads: int
    left: float
    right: float
    top: float
    bottom: float

    def cells(self, words: Words) -> list[list[Cell]]:
        """The text of each cell, words over line ends whole."""
        columns = [with_whole_words(column, words) for column in zip(*self.rows, strict=True)]
        return [[_text(cell, words) for cell in row] for row in zip(*columns, strict=True)]


def _text(cell: tuple[Piece, ...] | None, words: Words) -> Cell:
    """The text of a cell, each list item on a line of its own."""
    if cell is None:
        return Merged.ABOVE
    paragraphs: list[list[str]] = [[]]
    for piece in cell:
        if paragraphs[-1] and (piece.item or is_item(piece.text)):
            paragraphs.append([])
        paragraphs[-1].append(piece.text)
    return "\n".join(join_all(paragraph, words) for paragraph in paragraphs)


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by line, from the top down and from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        if lines and piece.y - lines[-1][0].y <= SAME_LINE * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


Cells = list[list[Piece] | None]
"""The pieces of a row by column; None where a cell is one with that above it."""


def guessed_heads(rows: Sequence[Cells]) -> int:
    """How many rows at the top look like heads by their words, 0 or 1."""
    return guess_heads([[" ".join(p.text for p in cell or ()) for cell in row] for row in rows])


def frozen(rows: Sequence[Cells]) -> tuple[tuple[tuple[Piece, ...] | None, ...], ...]:
    """The rows as a grid keeps them."""
    return tuple(tuple(None if cell is None else tuple(cell) for cell in row) for row in rows)


def columns_of(lines: Sequence[Sequence[Piece]], walls: Sequence[int]) -> Columns:
    """The columns of a table: between the lines drawn there, or by where the text of the fullest rows stands."""
    if walls:
        return Columns((float("-inf"), *(float(wall) for wall in walls)))
    count = max(len(line) for line in lines)
    full = [line for line in lines if len(line) == count]
    edges = tuple(min(line[column].x0 for line in full) for column in range(1, count))
    ends = [max(line[column].x1 for line in full) for column in range(count - 1)]
    starts = (min(end, edge) - 1 for end, edge in zip(ends, edges, strict=True))
    return Columns((float("-inf"), *starts), edges)


def column_at(piece: Piece, columns: Columns) -> int:
    """The column in which most of the piece stands; where it stands in several, the first."""
    starts = columns.starts
    left = max(i for i, start in enumerate(starts) if piece.x0 >= start)
    right = max(i for i, start in enumerate(starts) if piece.x1 > start)
    if left < right and starts[left + 1] - piece.x0 < (piece.x1 - piece.x0) * 0.2:
        return left + 1
    return left


def cut_at(piece: Piece, columns: Columns) -> list[Piece]:
    """The piece in parts, cut where columns begin."""
    return cut(piece, columns.starts[1:], columns.edges)


def cells_of(line: Sequence[Piece], columns: Columns) -> list[list[Piece]]:
    """The pieces of a line by column, those over several cut where a column begins."""
    cells: list[list[Piece]] = [[] for _ in columns.starts]
    for part in (part for piece in line for part in cut_at(piece, columns)):
        cells[column_at(part, columns)].append(part)
    return cells


def rows_of(lines: Sequence[Sequence[Piece]], columns: Columns, type_: Typography) -> list[Cells]:
    """The rows that these lines of text are, without lines drawn between them: a label, or a figure, begins one."""
    rows: list[list[list[Piece]]] = []
    last = 0.0
    for line in lines:
        cells = cells_of(line, columns)
        gap = line[0].y - last > type_.leading(line[0].size) * ROW_GAP
        begins = bool(cells[0]) and (gap or sum(map(bool, cells)) > 1)
        begins = begins or (bool(rows) and any(map(_is_figure, cells, rows[-1])))
        if not rows or (begins and (any(rows[-1][1:]) or gap)):
            rows.append(cells)
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        last = line[0].y
    return [list(row) for row in rows]


def _is_figure(cell: Sequence[Piece], above: Sequence[Piece]) -> bool:
    """Whether a cell is a figure below another figure: not the rest of it."""
    return bool(cell and above) and all(FIGURE.match(p[-1].text) for p in (cell, above))
