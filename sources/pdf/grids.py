"""Tables on a PDF page: where they stand, and which text is in which cell.

A table is told by the lines drawn between its rows, or, where none are drawn, by rows of figures in columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.hyphens import Words, join_all
from sources.pdf.rows import Piece, cut
from sources.pdf.sheet import Rule
from sources.pdf.typography import Typography
from sources.tables import Cell, guess_heads

_STRAIGHT = 2.0
"""Points that a line may be off the horizontal, and that lines may lie apart and be one."""
_TOUCH = 4.0
"""Points between lines on one height that make up one line, as the borders of neighbouring cells do."""
_EXTENT = 6.0
"""Points by which the ends of a table's lines may differ."""
_NARROWEST = 60.0
"""Points of the shortest line that is a table's."""
_SAME_LINE = 0.3
"""Em within which pieces stand on one line."""
_FIGURE = re.compile(
    r"^[-–+<>≤≥±€$£ ]*[\d.,]+[ %‰]*(?:mln|mld|miljoen|miljard|euro)?\.?\*{0,2}$|^(?:-|–|n\.?v\.?t\.?|p\.?m\.?)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d\*?")
_MOST_HEADS = 3
"""Lines of the heads above rows of figures."""
_FIGURES = 0.5
"""Share of a table's cells, but for the labels, that are figures where no lines are drawn."""
_FEWEST_ROWS = 3
_ROW_GAP = 1.35
"""Lines of white between rows of a table without lines between them."""
_LONGEST_HEAD = 160


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a table begin: `starts` may lie in the white before, `edges` are where their text does."""

    starts: tuple[float, ...]
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: for each row the pieces of each column; `heads` counts its head rows.

    `pieces` are the page's pieces in it, which may run over several cells. The edges are in points from the left and
    the top.
    """

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    pieces: tuple[Piece, ...]
    heads: int
    left: float
    right: float
    top: float
    bottom: float

    def cells(self, words: Words) -> list[list[Cell]]:
        """The text of each cell, words over line ends whole."""
        return [[join_all([p.text for p in cell], words) for cell in row] for row in self.rows]


def find_grids(pieces: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> list[Grid]:
    """The tables of a page, from the top down."""
    grids = _ruled(pieces, rules, type_)
    taken = {id(piece) for grid in grids for piece in grid.pieces}
    grids += _unruled([p for p in pieces if id(p) not in taken], type_)
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by line, from the top down and from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        if lines and piece.y - lines[-1][0].y <= _SAME_LINE * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def _horizontal(rules: Sequence[Rule]) -> list[Rule]:
    """The horizontal lines, those that touch made one."""
    merged: list[Rule] = []
    for rule in sorted((r for r in rules if r.y1 - r.y0 < _STRAIGHT), key=lambda r: (round(r.y0), r.x0)):
        last = merged[-1] if merged else None
        if last and abs(last.y0 - rule.y0) < _STRAIGHT and rule.x0 <= last.x1 + _TOUCH:
            merged[-1] = Rule(last.x0, last.y0, max(last.x1, rule.x1), last.y0)
        else:
            merged.append(rule)
    return [rule for rule in merged if rule.x1 - rule.x0 >= _NARROWEST]


def _ruled(pieces: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> list[Grid]:
    """Tables with lines between their rows."""
    families: list[list[Rule]] = []
    for rule in _horizontal(rules):
        for family in families:
            if abs(family[0].x0 - rule.x0) < _EXTENT and abs(family[0].x1 - rule.x1) < _EXTENT:
                if rule.y0 - family[-1].y0 >= _STRAIGHT:
                    family.append(rule)
                break
        else:
            families.append([rule])
    grids = []
    for family in families:
        bands: list[list[list[Piece]]] = []
        for above, below in pairwise(family):
            inside = [
                p for p in pieces if above.y0 < p.y - p.size * _SAME_LINE and p.y < below.y0 + _STRAIGHT
                and p.x0 > above.x0 - _EXTENT and p.x1 < above.x1 + _EXTENT
            ]  # fmt: skip
            lines = _lines_of(inside)
            if any(len(line) > 1 for line in lines) or (lines and _walls(rules, above, above.y0, below.y0)):
                bands.append(lines)
                continue
            grids += _grid(bands, family[0], rules, type_)
            bands = []
        grids += _grid(bands, family[0], rules, type_)
    return grids


def _grid(
    bands: Sequence[list[list[Piece]]], extent: Rule, rules: Sequence[Rule], type_: Typography
) -> list[Grid]:
    """The table of these bands between lines, or nothing: they are no table."""
    lines = [line for band in bands for line in band]
    if len(lines) < 2:
        return []
    top, bottom = lines[0][0].y - lines[0][0].size, lines[-1][-1].y
    walls = _walls(rules, extent, top, bottom)
    columns = _columns(lines, walls)
    if len(columns.starts) < 2:
        return []
    rows: list[list[list[Piece]]] = []
    heads = 0
    for number, band in enumerate(bands):
        made = _rows(band, columns, type_, whole=bool(walls))
        more = number == 0 or (heads == len(rows) and not (rows[0][0] and made[0][0]))
        if more and number + 1 < len(bands) and _may_be_heads(made):
            heads += len(made)
        rows += made
    if not any(sum(map(bool, row)) > 1 for row in rows):
        return []
    pieces = tuple(p for line in lines for p in line)
    return [Grid(_frozen(rows), pieces, heads or _guessed(rows), extent.x0, extent.x1, top, bottom)]


def _walls(rules: Sequence[Rule], extent: Rule, top: float, bottom: float) -> list[int]:
    """Where lines stand between the columns."""
    upright = (r for r in rules if r.x1 - r.x0 < _STRAIGHT and r.y0 < bottom and r.y1 > top)
    return sorted({round(r.x0) for r in upright if extent.x0 + _EXTENT < r.x0 < extent.x1 - _EXTENT})


def _may_be_heads(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    cells = [" ".join(p.text for p in cell) for row in rows for cell in row[1:]]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        len(cell) <= _LONGEST_HEAD and (not _FIGURE.match(cell) or _YEAR.fullmatch(cell)) for cell in filled
    )


def _guessed(rows: Sequence[Sequence[Sequence[Piece]]]) -> int:
    return guess_heads([[" ".join(p.text for p in cell) for cell in row] for row in rows])


def _frozen(rows: Sequence[Sequence[Sequence[Piece]]]) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def _columns(lines: Sequence[Sequence[Piece]], walls: Sequence[int]) -> _Columns:
    """The columns of a table: between the lines drawn there, or by where the text of the fullest rows stands."""
    if walls:
        return _Columns((float("-inf"), *(float(wall) for wall in walls)))
    count = max(len(line) for line in lines)
    full = [line for line in lines if len(line) == count]
    edges = tuple(min(line[column].x0 for line in full) for column in range(1, count))
    ends = [max(line[column].x1 for line in full) for column in range(count - 1)]
    starts = (min(end, edge) - 1 for end, edge in zip(ends, edges, strict=True))
    return _Columns((float("-inf"), *starts), edges)


def _column(piece: Piece, columns: _Columns) -> int:
    """The column in which most of the piece stands; where it stands in several, the first."""
    starts = columns.starts
    left = max(i for i, start in enumerate(starts) if piece.x0 >= start)
    right = max(i for i, start in enumerate(starts) if piece.x1 > start)
    if left < right and starts[left + 1] - piece.x0 < (piece.x1 - piece.x0) * 0.2:
        return left + 1
    return left


def _cut(piece: Piece, columns: _Columns) -> list[Piece]:
    return cut(piece, columns.starts[1:], columns.edges)


def _cells(line: Sequence[Piece], columns: _Columns) -> list[list[Piece]]:
    """The pieces of a line by column, those over several cut where a column begins."""
    cells: list[list[Piece]] = [[] for _ in columns.starts]
    for part in (part for piece in line for part in _cut(piece, columns)):
        cells[_column(part, columns)].append(part)
    return cells


def _rows(
    lines: Sequence[Sequence[Piece]], columns: _Columns, type_: Typography, *, whole: bool
) -> list[list[list[Piece]]]:
    """The rows of one band between lines, each its cells.

    :param whole: whether the band is one row, as in a table with lines around every cell.
    """
    rows: list[list[list[Piece]]] = []
    last = 0.0
    for line in lines:
        cells = _cells(line, columns)
        gap = line[0].y - last > type_.leading(line[0].size) * _ROW_GAP
        begins = bool(cells[0]) and (gap or sum(map(bool, cells)) > 1)
        begins = begins or (bool(rows) and any(map(_is_figure, cells, rows[-1])))
        if not rows or (not whole and begins and (any(rows[-1][1:]) or gap)):
            rows.append(cells)
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        last = line[0].y
    return rows


def _is_figure(cell: Sequence[Piece], above: Sequence[Piece]) -> bool:
    """Whether a cell is a figure below another figure: not the rest of it."""
    return bool(cell and above) and all(_FIGURE.match(p[-1].text) for p in (cell, above))


def _unruled(pieces: Sequence[Piece], type_: Typography) -> list[Grid]:
    """Tables of figures without lines between their rows: rows below each other with figures in the same columns."""
    grids: list[Grid] = []
    lines = _lines_of(pieces)
    run: list[list[Piece]] = []
    for i, line in enumerate([*lines, []]):
        last = run[-1] if run else None
        near = last is not None and bool(line) and line[0].y - last[0].y <= type_.leading(line[0].size) * 2.5
        if line and len(line) > 1 and (not last or (near and _aligned(run, line))):
            run.append(line)
            continue
        grids += _figures(run, lines[: i - len(run)], type_)
        run = [line] if len(line) > 1 else []
    return grids


def _aligned(run: Sequence[Sequence[Piece]], line: Sequence[Piece]) -> bool:
    """Whether a line has its pieces below those of the lines before it."""
    other = run[-1]
    if abs(len(other) - len(line)) > 1:
        return False
    shared = sum(any(p.x0 < q.x1 + p.size and q.x0 < p.x1 + p.size for q in other) for p in line)
    return shared >= min(len(line), len(other))


def _figures(run: Sequence[list[Piece]], above: Sequence[list[Piece]], type_: Typography) -> list[Grid]:
    """The table that these rows are, with its heads among the lines above it; nothing where they are no figures."""
    if len(run) < _FEWEST_ROWS:
        return []
    values = [p.text for line in run for p in line[1:]]
    if sum(bool(_FIGURE.match(text)) for text in values) < len(values) * _FIGURES:
        return []
    left, right = min(p.x0 for line in run for p in line), max(p.x1 for line in run for p in line)
    columns = _columns(run, ())
    rows = _rows(run, columns, type_, whole=False)
    heads = _guessed(rows)
    lines = _heads_above(run, above, columns, type_)
    over = [_cells(line, columns) for line in lines]
    if over and not heads:  # heads of more than one line
        over = [[[p for row in over for p in row[column]] for column in range(len(columns.starts))]]
    rows = [*over, *rows]
    heads += len(over)
    if len(rows) < _FEWEST_ROWS or (len(rows[0]) < 3 and not heads):
        return []
    pieces = tuple(p for line in (*lines, *run) for p in line)
    top = pieces[0].y - pieces[0].size
    return [Grid(_frozen(rows), pieces, heads, left, right, top, run[-1][-1].y)]


def _heads_above(
    run: Sequence[list[Piece]], above: Sequence[list[Piece]], columns: _Columns, type_: Typography
) -> list[list[Piece]]:
    """The lines right above rows of figures whose pieces each stand in one column: heads of more than one line."""
    heads: list[list[Piece]] = []
    below = run[0]
    step = max(type_.leading(run[0][0].size), run[1][0].y - run[0][0].y)
    for line in reversed(above[-_MOST_HEADS:]):
        close = below[0].y - line[0].y <= step * _ROW_GAP
        parts = [part for piece in line for part in _cut(piece, columns)]
        fits = all(_in_one(p, columns) and (_column(p, columns) > 0 or len(parts) > 1) for p in parts)
        if not close or not fits or any(_FIGURE.match(p.text) and not _YEAR.fullmatch(p.text) for p in parts):
            break
        heads.insert(0, line)
        below = line
    return heads


def _in_one(piece: Piece, columns: _Columns) -> bool:
    """Whether a piece stands in one column alone."""
    return sum(piece.x0 < start < piece.x1 for start in columns.starts) == 0
