"""Which column each cell of a table stands in, told from where its lines were broken.

A text extract has no places, but a column has a width: each of its lines fits in it, and no line would have fitted with
the first word of the next.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NARROW, _WIDE = frozenset("iljtfrI.,:;'’‘|!()[]- "), frozenset("mwMW%@")
_NARROW_EM, _WIDE_EM, _CAPITAL_EM, _OTHER_EM = 0.35, 0.9, 0.7, 0.6
"""How wide characters are in a proportional letter, as government letters are set in; rounded from Verdana."""
_CAP = 3.0
"""No cell counts as more than this many characters too wide or too narrow: one may have a line end of its own."""
_LOOSE = 0.6
"""Characters that the cells of a table may be off on average; in a table that was read well it is about 0.1."""
_MARGIN = 0.5
"""How much worse, in characters, every other column must fit before a cell's column is told."""
_ROUNDS = 10
_TRIED = 200
"""How many widths of a column are tried at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph of a table's cell: the column's width lies from `least` to `most` (characters of 0.6 em).

    `before` is the cell that it goes on from, as (part, number in it); its column is that one's.
    """

    least: float
    most: float = math.inf
    before: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The cells of one row on one page, column by column; only a part that begins its row has all columns."""

    cells: tuple[Cell, ...]
    whole: bool


def cell_of(lines: Sequence[str]) -> Cell:
    """What the lines of a paragraph say of its column: `["een goede positie in", "de wereld"]` is 17 to 20 wide."""
    least = max(map(_length, lines))
    joined = (f"{line} {after.split()[0]}" for line, after in pairwise(lines))
    return Cell(least, min(map(_length, joined), default=math.inf))


def _length(text: str) -> float:
    return sum(_em(character) for character in text) / _OTHER_EM


def _em(character: str) -> float:
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    return _CAPITAL_EM if character.isupper() else _OTHER_EM


def columns_of(parts: Sequence[Part], count: int) -> list[list[int | None]] | None:
    """The column, from 0, of each cell of each part; None for one that might as well stand in another.

    Widths and columns are found together: from a first guess, each in turn from the other.

    :param count: how many columns there are.
    :return: None where the cells do not fit so many columns.
    """
    best = [_guess(part, count) for part in parts]
    widths: list[float] = []
    placed: list[list[list[float]]] = []
    for _ in range(_ROUNDS):
        guess = best
        widths = _widths(parts, guess, count)
        placed = _place_all(parts, widths)
        if any(min(row) == math.inf for costs in placed for row in costs):
            return None
        best = [[_cheapest(row) for row in costs] for costs in placed]
        if best == guess:
            break
    off = [
        _misfit(cell, widths[column])
        for part, columns in zip(parts, best, strict=True)
        for cell, column in zip(part.cells, columns, strict=True)
    ]
    if sum(off) > _LOOSE * len(off):
        return None
    return [[_told(row) for row in costs] for costs in placed]


def _guess(part: Part, count: int) -> list[int]:
    """The cells dealt out evenly: right where a row has one paragraph in each column."""
    return [i * count // len(part.cells) for i in range(len(part.cells))]


def _widths(parts: Sequence[Part], columns: Sequence[Sequence[int]], count: int) -> list[float]:
    """The width of each column that its cells fit best; 0 for one without cells."""
    members: list[list[Cell]] = [[] for _ in range(count)]
    for part, row in zip(parts, columns, strict=True):
        for cell, column in zip(part.cells, row, strict=True):
            members[column].append(cell)
    return [_width(cells) for cells in members]


def _width(cells: Sequence[Cell]) -> float:
    bounds = sorted({bound for cell in cells for bound in (cell.least, cell.most) if bound < math.inf})
    if not bounds:
        return 0.0
    bounds = bounds[:: 1 + len(bounds) // _TRIED]
    costs = {bound: sum(_misfit(cell, bound) for cell in cells) for bound in bounds}
    best = [bound for bound, cost in costs.items() if cost == min(costs.values())]
    return (min(best) + max(best)) / 2


def _misfit(cell: Cell, width: float) -> float:
    """By how many characters the cell is too wide for a column of this width, or was broken too early for it."""
    return min(_CAP, max(0.0, cell.least - width, width - cell.most))


def _place_all(parts: Sequence[Part], widths: Sequence[float]) -> list[list[list[float]]]:
    """For each cell of each part, what each column would cost at least; infinite where it cannot stand there."""
    placed: list[list[list[float]]] = []
    for part in parts:
        costs = [[_misfit(cell, width) for width in widths] for cell in part.cells]
        for row, cell in zip(costs, part.cells, strict=True):
            if cell.before is not None:
                column = _cheapest(placed[cell.before[0]][cell.before[1]])
                row[:] = [cost if k == column else math.inf for k, cost in enumerate(row)]
        before = _before(costs, whole=part.whole)
        after = _before([row[::-1] for row in reversed(costs)], whole=part.whole)
        placed.append(
            [
                [left + own + right for left, own, right in zip(lefts, row, rights[::-1], strict=True)]
                for lefts, row, rights in zip(before, costs, reversed(after), strict=True)
            ]
        )
    return placed


def _before(costs: Sequence[Sequence[float]], *, whole: bool) -> list[list[float]]:
    """For each cell and column, what the cells before it cost at least, none standing further to the right."""
    count = len(costs[0])
    out = [[0.0] + [math.inf if whole else 0.0] * (count - 1)]
    for row in costs[:-1]:
        reached = [left + own for left, own in zip(out[-1], row, strict=True)]
        out.append([min(reached[max(0, k - 1) if whole else 0 : k + 1]) for k in range(count)])
    return out


def _cheapest(costs: Sequence[float]) -> int:
    return min(range(len(costs)), key=costs.__getitem__)


def _told(costs: Sequence[float]) -> int | None:
    """The column that fits best, where no other fits nearly as well."""
    column = _cheapest(costs)
    others = (cost for k, cost in enumerate(costs) if k != column)
    return column if min(others, default=math.inf) - costs[column] >= _MARGIN else None
