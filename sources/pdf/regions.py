"""The order in which a page is read: columns one after the other, what spans them before and after, tables apart.

A gutter is a strip that no text crosses, with text on both sides. What does cross it (a title over two columns) parts
the page in bands, each read by itself. Whether the two sides of a gutter are columns of prose or of a table is told
by lines drawn across it and by how full their lines are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sources.pdf.rows import Piece
from sources.pdf.sheet import Rule
from sources.pdf.typography import Typography, quantile
from sources.pdf.unruled import unruled_grids

_GUTTER = 0.7
"""Em of the narrowest gutter."""
_EDGE = 1.5
"""Points within which left edges are the same."""
_FEWEST = 4
"""Pieces that a column of prose has at least, on each side of a gutter."""
_FULL = 0.5
"""A column of prose has lines that fill this share of it, at the median."""
_WORDS = 3
"""Words that its lines have, at the median."""
_RULES = 2
"""Lines drawn across a gutter that make it a table's."""
_STICKS_OUT = 0.05
"""Share of a column's text that may stick out of it."""
_HANG = 2.5
"""Em that a bullet or a number may hang out to the left of its column."""


@dataclass(frozen=True, slots=True)
class Region:
    """Text in one column, from the top down; `left` and `right` are its edges in points."""

    pieces: tuple[Piece, ...]
    left: float
    right: float


def regions_of(pieces: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> list[Region]:
    """The regions of a page in reading order; each piece is in one of them.

    :param pieces: from the top down, and from left to right on one baseline.
    """
    if not pieces:
        return []
    gutter = _gutter(pieces, rules, type_)
    if gutter is None:
        return [_region(pieces)]
    regions: list[Region] = []
    for spanning, band in _bands(pieces, gutter):
        if spanning or not _is_columns(band, gutter, rules, type_):
            regions.append(_region(band))
        else:
            regions += regions_of([p for p in band if p.x0 < gutter], rules, type_)
            regions += regions_of([p for p in band if p.x0 >= gutter], rules, type_)
    return _joined(regions)


def _region(pieces: Sequence[Piece]) -> Region:
    """The pieces as one column; few of its lines may stick out to the right."""
    right = quantile(((p.x1, len(p.text)) for p in pieces), 1 - _STICKS_OUT)
    return Region(tuple(pieces), min(p.x0 for p in pieces), right)


def _joined(regions: Sequence[Region]) -> list[Region]:
    """The regions, with neighbours that are not beside but below each other as one where their left edges agree."""
    joined: list[Region] = []
    for region in regions:
        last = joined[-1] if joined else None
        below = last is not None and region.pieces[0].y > last.pieces[-1].y
        if (
            last
            and below
            and abs(last.left - region.left) < _EDGE
            and abs(last.right - region.right) < region.right * 0.1
        ):
            joined[-1] = Region(last.pieces + region.pieces, last.left, max(last.right, region.right))
        else:
            joined.append(region)
    return joined


def _gutter(pieces: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> float | None:
    """The left edge of the column right of the best gutter, or None: the page has one column."""
    edges: list[float] = []
    for x in sorted(p.x0 for p in pieces):
        if not edges or x - edges[-1] > _EDGE:
            edges.append(x)
    best: tuple[int, float] | None = None
    often = [edge for edge in edges if sum(abs(p.x0 - edge) <= _EDGE for p in pieces) >= _FEWEST]
    for edge in edges:
        if not any(0 <= other - edge <= _HANG * pieces[0].size for other in often):
            continue
        count = sum(
            len(band)
            for spanning, band in _bands(pieces, edge)
            if not spanning and _is_columns(band, edge, rules, type_)
        )
        if count and (best is None or count > best[0]):
            best = count, edge
    return best[1] if best else None


def _bands(pieces: Sequence[Piece], edge: float) -> list[tuple[bool, list[Piece]]]:
    """The pieces from the top down in bands: those that cross the gutter left of `edge`, and those beside it."""
    crossing = [p for p in pieces if p.x0 < edge - _EDGE and p.x1 > edge - _GUTTER * p.size]
    heights = sorted({p.y for p in crossing})
    bands: list[tuple[bool, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda p: (sum(y <= p.y + p.size / 2 for y in heights), p.y, p.x0)):
        spanning = piece in crossing
        if bands and bands[-1][0] == spanning and (spanning or _same_band(bands[-1][1][-1], piece, heights)):
            bands[-1][1].append(piece)
        else:
            bands.append((spanning, [piece]))
    return bands


def _same_band(last: Piece, piece: Piece, heights: Sequence[float]) -> bool:
    """Whether no piece that crosses the gutter stands between the two."""
    return not any(min(last.y, piece.y) < y < max(last.y, piece.y) for y in heights)


def _is_columns(band: Sequence[Piece], edge: float, rules: Sequence[Rule], type_: Typography) -> bool:
    """Whether the band holds two columns of prose, left and right of the gutter, rather than a table."""
    left = [p for p in band if p.x0 < edge - _EDGE]
    right = [p for p in band if p.x0 >= edge - _EDGE]
    if min(len(left), len(right)) < _FEWEST:
        return False
    top, bottom = min(p.y for p in band), max(p.y for p in band)
    end = max(p.x1 for p in left)
    across = {
        round(r.y0) for r in rules if top < r.y0 < bottom and r.x0 < end - _EDGE and r.x1 > edge + _EDGE
    }
    if len(across) >= _RULES:
        return False
    return all(_is_column(side, rules, type_) for side in (left, right))


def _is_column(side: Sequence[Piece], rules: Sequence[Rule], type_: Typography) -> bool:
    """Whether a side of a gutter is prose, with a table of figures in it perhaps, or has columns itself."""
    return (
        _is_prose(side) or _is_prose(_without_tables(side, type_)) or _gutter(side, rules, type_) is not None
    )


def _without_tables(side: Sequence[Piece], type_: Typography) -> list[Piece]:
    """The pieces that are in no table of figures: nothing where too few are left to tell what they are."""
    inside = {id(piece) for grid in unruled_grids(side, type_) for piece in grid.pieces}
    rest = [piece for piece in side if id(piece) not in inside]
    return rest if inside and len(rest) >= _FEWEST else []


def _is_prose(side: Sequence[Piece]) -> bool:
    if not side:
        return False
    width = max(p.x1 for p in side) - min(p.x0 for p in side)
    return (
        median(p.width for p in side) >= width * _FULL and median(len(p.text.split()) for p in side) >= _WORDS
    )
