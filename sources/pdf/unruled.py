"""Tables of figures without lines between their rows: rows below each other with figures in the same columns."""

from collections.abc import Sequence

from sources.pdf.grids import (
    FIGURE,
    ROW_GAP,
    YEAR,
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


def unruled_grids(pieces: Sequence[Piece], type_: Typography) -> list[Grid]:
    """Tables of figures without lines between their rows: rows below each other with figures in the same columns."""
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
