"""The lines of a PDF page as the rest of the reading takes them: pieces on one baseline, with their place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sources.lines import Line, Place, tidy
from sources.pdf.grids import lines_of
from sources.pdf.regions import Region
from sources.pdf.rows import Piece, pieces_of
from sources.pdf.sheet import SLANTED, Sheet, turned
from sources.pdf.typography import Typography
from sources.shapes import is_signatory

_SAME_LINE = 0.3
"""Em within which pieces in one column stand on one line."""
_APART = 4.0
"""Em of white inside a row after which what follows is a text of its own."""
_LEADERS = re.compile(r"(?: ?\.){4,} ?")
"""The points that lead the eye to a page number."""
_ASIDE = 1000
"""What sets the numbers of columns apart that signatories beside each other are."""
_SAME_EDGE = 3.0
"""Points within which left edges are the same."""


def sideways_lines(sheet: Sheet) -> list[Line]:
    """The lines that do not stand upright: along a side of the page, or slanted."""
    lines: list[Line] = []
    for angle in (90, 180, 270):
        if any(f.angle == angle for f in sheet.fragments):
            lines += [_line(piece, column=angle) for piece in pieces_of(turned(sheet, angle))]
    slanted = " ".join(f.text for f in sheet.fragments if f.angle == SLANTED)
    return [*lines, *([Line(tidy(slanted), 0)] if slanted else [])]


def furniture_lines(pieces: Sequence[Piece], type_: Typography) -> list[Line]:
    """The lines of furniture, the pieces of one row together but for what stands in a margin."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        inside = type_.left - 1 <= piece.x0 <= type_.right
        if (
            last
            and last.place
            and inside
            and abs(last.place.y - piece.y) < piece.size * _SAME_LINE
            and last.place.x0 >= type_.left - 1
        ):
            lines[-1] = replace(last, text=f"{last.text} {piece.text}")
        else:
            lines.append(_line(piece))
    return lines


def region_lines(region: Region, column: int, type_: Typography) -> list[Line]:
    """The lines of a region, from the top down."""
    lines = [_parted(row, region, column, type_) for row in lines_of(region.pieces)]
    return [line for block in _signatures(lines) for line in block]


def _signatures(rows: Sequence[list[Line]]) -> list[list[Line]]:
    """The rows, signatories that stand beside each other one after the other."""
    out: list[list[Line]] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        end = i + 1
        if len(row) > 1 and all(is_signatory(line.text) for line in row):
            edges = [line.place.x0 for line in row if line.place]
            columns: list[list[Line]] = [[line] for line in row]
            while end < len(rows) and all(_edge(line, edges) is not None for line in rows[end]):
                for line in rows[end]:
                    columns[_edge(line, edges) or 0].append(line)
                end += 1
            out += [
                [
                    replace(
                        line,
                        place=replace(line.place, apart=False, column=line.place.column + _ASIDE * n)
                        if line.place
                        else None,
                    )
                    for line in side
                ]
                for n, side in enumerate(columns)
            ]
        else:
            out.append(row)
        i = end
    return out


def _edge(line: Line, edges: Sequence[float]) -> int | None:
    """The number of the left edge that a line stands at, or None."""
    if line.place is None:
        return None
    return next((n for n, edge in enumerate(edges) if abs(line.place.x0 - edge) < _SAME_EDGE), None)


def _parted(row: Sequence[Piece], region: Region, column: int, type_: Typography) -> list[Line]:
    """The lines of a row: one, or more where texts stand far apart on it.

    Figures go with the text before them, and what stands in the margin with the text beside it.
    """
    parts: list[list[Piece]] = []
    for piece in row:
        last = parts[-1][-1] if parts else None
        words = any(c.isalpha() for c in piece.text)
        far = words and last is not None and piece.x0 - last.x1 > _APART * piece.size and last.x1 > type_.left
        far = far and not (
            last is row[0] and last.text.isalpha()
        )  # a label, such as `Aan`, has its value beside it
        if last is None or far or piece.table is not None:
            parts.append([piece])
        else:
            parts[-1].append(piece)
    led = any(_LEADERS.search(piece.text) for piece in row)
    apart = (
        led
        or len(parts) > 1
        or any(b.x0 - a.x1 > _APART * a.size and a.x1 > type_.left for a, b in pairwise(row))
    )
    return [_line(*part, region=region, column=column, apart=apart) for part in parts]


def _line(*row: Piece, region: Region | None = None, column: int = 0, apart: bool = False) -> Line:
    first = max(row, key=lambda p: len(p.text))
    text = _LEADERS.sub(" ", " ".join(p.text for p in row))
    left, right = (region.left, region.right) if region else (row[0].x0, row[-1].x1)
    bold, italic = all(p.bold or p.underlined for p in row), all(p.italic for p in row)
    place = Place(
        row[0].x0,
        row[-1].x1,
        first.y,
        first.size,
        bold,
        italic,
        left,
        right,
        column,
        apart,
        row[0].table,
        row[0].item,
        row[1].x0 if len(row) > 1 else None,
    )
    return Line(text, 0, place)
