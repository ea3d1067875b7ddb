"""Tables of figures without lines between their rows: rows below each other with figures in the same columns.

Where a cell has lines of its own, the rows are told by the white between them, and the table by one column of figures.
"""

from collections.abc import Sequence

from sources.footnotes import MARK
from sources.pdf.grids import (
    FIGURE,
    ROW_GAP,
    YEAR,
    Cells,
    Columns,
    Grid,
    cells_of,
    column_at,
    columns_of,
    cut_at,
    frozen,
    guessed_heads,
    lines_of,
    rows_of,
)
from sources.pdf.rows import Piece
from sources.pdf.typography import Typography

_MOST_HEADS = 3
"""Lines of the heads above rows of figures."""
_FIGURES = 0.5
"""Share of a table's cells, but for the labels, that are figures where no lines are drawn."""
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
"""Columns of a table of which the rows are told by white alone."""
_TIGHT = 1.4
"""Em between lines of one cell; rows of cells with several lines stand farther apart."""
_FAR = 2.5
"""Lines between rows at most."""
_SAME_EDGE = 2.0
"""Points within which edges are the same."""

_Row = Sequence[Sequence[Piece]]
"""The lines of a row, the first with a piece in each column."""


def unruled_grids(pieces: Sequence[Piece], type_: Typography) -> list[Grid]:
    """Tables of figures without lines between their rows, those with cells of several lines first."""
    wrapped = _wrapped_grids(pieces, type_)
    inside = {id(piece) for grid in wrapped for piece in grid.pieces}
    return [*wrapped, *_plain_grids([piece for piece in pieces if id(piece) not in inside], type_)]


def _wrapped_grids(pieces: Sequence[Piece], type_: Typography) -> list[Grid]:
    """Tables in which some cell has several lines: rows with white between them, and figures in one column at least."""
    grids: list[Grid] = []
    run: list[_Row] = []
    for row in [*_by_white(lines_of(pieces)), ()]:
        columns = len(row[0]) if row else 0
        if columns >= _FEWEST_COLUMNS and (not run or _follows(run[-1], row, type_)):
            run.append(row)
            continue
        grids += _wrapped(run)
        run = [row] if columns >= _FEWEST_COLUMNS else []
    return grids


def _by_white(lines: Sequence[list[Piece]]) -> list[_Row]:
    """The lines in groups with white between them; a line with more columns than one above it begins a group too."""
    groups: list[list[list[Piece]]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last and len(line) <= len(groups[-1][0]) and line[0].y - last[0].y <= line[0].size * _TIGHT:
            groups[-1].append(line)
        else:
            groups.append([line])
    return list(groups)


def _follows(above: _Row, row: _Row, type_: Typography) -> bool:
    """Whether a row with as many columns stands right below another."""
    first = row[0]
    return len(first) == len(above[0]) and first[0].y - above[-1][0].y <= type_.leading(first[0].size) * _FAR


def _wrapped(run: Sequence[_Row]) -> list[Grid]:
    """The table that these rows are; nothing where all their cells have one line, or they are no table."""
    if len(run) < _FEWEST_ROWS or all(len(row) == 1 for row in run):
        return []
    firsts = [row[0] for row in run]
    figures: list[Piece] = []  # the pieces at the top of columns that hold figures
    for top, *cells in zip(*firsts, strict=True):
        if not (_level([p.x0 for p in cells]) or _level([p.x1 for p in cells])):
            return []
        figures += [top] if top is not firsts[0][0] and all(map(_is_figure, cells)) else []
    rows = [_row_cells(row) for row in run]
    if not figures or not all(rows):
        return []
    pieces = tuple(p for row in run for line in row for p in line)
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    heads = int(any(not _is_figure(top) or YEAR.fullmatch(top.text) for top in figures))
    return [Grid(frozen(rows), pieces, heads, left, right, pieces[0].y - pieces[0].size, pieces[-1].y)]


def _row_cells(row: _Row) -> Cells:
    """The cells of a row; none where a line below its first does not go on with one of them."""
    first, *more = row
    cells = [[piece] for piece in first]
    for piece in (piece for line in more for piece in line):
        column = next((i for i, top in enumerate(first) if _below(piece, top)), None)
        if column is None or any(_beside(piece, top) for top in (*first[:column], *first[column + 1 :])):
            return []
        cells[column].append(piece)
    return list(cells)


def _below(piece: Piece, top: Piece) -> bool:
    """Whether two pieces have an edge in common."""
    return _level([piece.x0, top.x0]) or _level([piece.x1, top.x1])


def _beside(piece: Piece, top: Piece) -> bool:
    """Whether two pieces take some of the same width."""
    return piece.x0 < top.x1 and top.x0 < piece.x1


def _is_figure(piece: Piece) -> bool:
    return bool(FIGURE.match(MARK.sub("", piece.text)))


def _level(places: Sequence[float]) -> bool:
    return max(places) - min(places) < _SAME_EDGE


def _plain_grids(pieces: Sequence[Piece], type_: Typography) -> list[Grid]:
    """Tables in which each row is a line, and half of the cells are figures."""
    grids: list[Grid] = []
    lines = lines_of(pieces)
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
    if sum(bool(FIGURE.match(text)) for text in values) < len(values) * _FIGURES:
        return []
    left, right = min(p.x0 for line in run for p in line), max(p.x1 for line in run for p in line)
    columns = columns_of(run, ())
    rows = rows_of(run, columns, type_)
    heads = guessed_heads(rows)
    lines = _heads_above(run, above, columns, type_)
    over: list[list[list[Piece]]] = [cells_of(line, columns) for line in lines]
    if over and not heads:  # heads of more than one line
        over = [[[p for row in over for p in row[column]] for column in range(len(columns.starts))]]
    rows = [list[list[Piece] | None](row) for row in over] + rows
    heads += len(over)
    if len(rows) < _FEWEST_ROWS or (len(rows[0]) < 3 and not heads):
        return []
    pieces = tuple(p for line in (*lines, *run) for p in line)
    top = pieces[0].y - pieces[0].size
    return [Grid(frozen(rows), pieces, heads, left, right, top, run[-1][-1].y)]


def _heads_above(
    run: Sequence[list[Piece]], above: Sequence[list[Piece]], columns: Columns, type_: Typography
) -> list[list[Piece]]:
    """The lines right above rows of figures whose pieces each stand in one column: heads of more than one line."""
    heads: list[list[Piece]] = []
    below = run[0]
    step = max(type_.leading(run[0][0].size), run[1][0].y - run[0][0].y)
    for line in reversed(above[-_MOST_HEADS:]):
        close = below[0].y - line[0].y <= step * ROW_GAP
        parts = [part for piece in line for part in cut_at(piece, columns)]
        fits = all(_in_one(p, columns) and (column_at(p, columns) > 0 or len(parts) > 1) for p in parts)
        if not close or not fits or any(FIGURE.match(p.text) and not YEAR.fullmatch(p.text) for p in parts):
            break
        heads.insert(0, line)
        below = line
    return heads


def _in_one(piece: Piece, columns: Columns) -> bool:
    """Whether a piece stands in one column alone."""
    return sum(piece.x0 < start < piece.x1 for start in columns.starts) == 0
