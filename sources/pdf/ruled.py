"""Tables with lines drawn between their rows, or around their cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.pdf.grids import (
    FIGURE,
    SAME_LINE,
    YEAR,
    Cells,
    Columns,
    Grid,
    cells_of,
    columns_of,
    frozen,
    guessed_heads,
    lines_of,
    rows_of,
)
from sources.pdf.rows import Piece
from sources.pdf.sheet import Rule
from sources.pdf.typography import Typography

_STRAIGHT = 2.0
"""Points that a line may be off the horizontal, and that lines may lie apart and be one."""
_TOUCH = 4.0
"""Points between lines on one height that make up one line, as the borders of neighbouring cells do."""
_EXTENT = 6.0
"""Points by which the ends of a table's lines may differ."""
_NARROWEST = 60.0
"""Points of the shortest line that is a table's."""
_LONGEST_HEAD = 160


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two of a table's lines: its lines of text, and how far it reaches in points from the top."""

    lines: list[list[Piece]]
    top: float
    bottom: float


def ruled_grids(pieces: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> list[Grid]:
    """The tables of a page with lines between their rows, from the top down."""
    families: list[list[Rule]] = []
    for rule in _horizontal(rules):
        for family in families:
            if abs(family[0].x0 - rule.x0) < _EXTENT and abs(family[0].x1 - rule.x1) < _EXTENT:
                if rule.y0 - family[-1].y0 >= _STRAIGHT:
                    family.append(rule)
                break
        else:
            families.append([rule])
    grids: list[Grid] = []
    left = list(pieces)
    for family in sorted(
        families, key=lambda family: family[0].x0 - family[0].x1
    ):  # lines inside a table come later
        for grid in _in_family(left, family, rules, type_):
            grids.append(grid)
            taken = {id(piece) for piece in grid.pieces}
            left = [piece for piece in left if id(piece) not in taken]
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _in_family(
    pieces: Sequence[Piece], family: Sequence[Rule], rules: Sequence[Rule], type_: Typography
) -> list[Grid]:
    """The tables between lines of one width."""
    grids: list[Grid] = []
    bands: list[_Band] = []
    for above, below in pairwise(family):
        inside = [
            p for p in pieces if above.y0 < p.y - p.size * SAME_LINE and p.y < below.y0 + _STRAIGHT
            and p.x0 > above.x0 - _EXTENT and p.x1 < above.x1 + _EXTENT
        ]  # fmt: skip
        lines = lines_of(inside)
        if any(len(line) > 1 for line in lines) or (lines and _walls(rules, above, above.y0, below.y0)):
            bands.append(_Band(lines, above.y0, below.y0))
            continue
        grids += _grid(bands, family[0], rules, type_)
        bands = []
    return grids + _grid(bands, family[0], rules, type_)


def _grid(bands: Sequence[_Band], extent: Rule, rules: Sequence[Rule], type_: Typography) -> list[Grid]:
    """The table of these bands between lines, or nothing: they are no table."""
    lines = [line for band in bands for line in band.lines]
    if len(lines) < 2:
        return []
    top, bottom = lines[0][0].y - lines[0][0].size, lines[-1][-1].y
    walls = _walls(rules, extent, top, bottom)
    columns = columns_of(lines, walls)
    if len(columns.starts) < 2:
        return []
    across = _horizontal(rules)
    rows: list[Cells] = []
    heads = 0
    for number, band in enumerate(bands):
        made = _band_rows(band, extent, across, columns) if walls else rows_of(band.lines, columns, type_)
        more = number == 0 or (heads == len(rows) and not (rows[0][0] and made[0][0]))
        if more and number + 1 < len(bands) and _may_be_heads(made):
            heads += len(made)
        rows += made
    if not any(sum(map(bool, row)) > 1 for row in rows):
        return []
    pieces = tuple(p for line in lines for p in line)
    return [Grid(frozen(rows), pieces, heads or guessed_heads(rows), extent.x0, extent.x1, top, bottom)]


def _band_rows(band: _Band, extent: Rule, across: Sequence[Rule], columns: Columns) -> list[Cells]:
    """The rows of a band of cells with lines around them: one, or more where lines run between some of its columns."""
    inner = [
        r
        for r in across
        if band.top + _STRAIGHT < r.y0 < band.bottom - _STRAIGHT
        and r.x0 >= extent.x0 - _EXTENT
        and r.x1 <= extent.x1 + _EXTENT
    ]
    edges = [band.top, *sorted({r.y0 for r in inner}), band.bottom]
    rows: list[list[list[Piece]]] = []
    shown: list[Cells] = []
    for above, below in pairwise(edges):
        cells: list[list[Piece]] = [[] for _ in columns.starts]
        for line in (line for line in band.lines if above < line[0].y <= below + _STRAIGHT):
            for cell, more in zip(cells, cells_of(line, columns), strict=True):
                cell += more
        drawn = [rule for rule in inner if rule.y0 == above]
        merged = [
            bool(rows) and not any(_runs_over(r, c, columns, extent) for r in drawn)
            for c in range(len(cells))
        ]
        if rows:
            cells = [
                top + cell if one else cell for top, cell, one in zip(rows[-1], cells, merged, strict=True)
            ]
            for column, one in enumerate(merged):
                if one:
                    rows[-1][column][:] = cells[column]
                    cells[column] = rows[-1][column]
        rows.append(cells)
        shown.append([None if one else cell for cell, one in zip(cells, merged, strict=True)])
    return shown


def _runs_over(rule: Rule, column: int, columns: Columns, extent: Rule) -> bool:
    """Whether a line runs along the top of a column."""
    edges = [extent.x0, *columns.starts[1:], extent.x1]
    return rule.x0 - _EXTENT <= edges[column] and rule.x1 + _EXTENT >= edges[column + 1]


def _walls(rules: Sequence[Rule], extent: Rule, top: float, bottom: float) -> list[int]:
    """Where lines stand between the columns."""
    upright = (r for r in rules if r.x1 - r.x0 < _STRAIGHT and min(r.y1, bottom) - max(r.y0, top) > _STRAIGHT)
    return sorted({round(r.x0) for r in upright if extent.x0 + _EXTENT < r.x0 < extent.x1 - _EXTENT})


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


def _may_be_heads(rows: Sequence[Cells]) -> bool:
    cells = [" ".join(p.text for p in cell) for row in rows for cell in row[1:] if cell]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(
        len(cell) <= _LONGEST_HEAD and (not FIGURE.match(cell) or YEAR.fullmatch(cell)) for cell in filled
    )
