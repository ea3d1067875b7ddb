"""Furniture of PDF pages by place and repetition: running heads, feet, page numbers, and the letterhead's column.

A running head or foot stands apart at the edge of the page, and what stands there comes back: the same text, the same
text but for the page's number, or some text at the same height on most pages. The letterhead's column stands beside
the running text, in a smaller size.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sources.footnotes import MARK
from sources.pdf.page_numbers import page_numbers
from sources.pdf.rows import Piece
from sources.pdf.typography import Typography
from sources.shapes import is_question_head

_ZONE = 0.15
"""Share of the page's height, at the top and at the foot, in which heads and feet stand."""
_MOST_ROWS = 3
"""Rows of the tallest head or foot."""
_APART = 1.6
"""Lines of white between them and the text."""
_SMALLER = 0.92
"""The letterhead's column is set no larger than this share of the running text."""
_VERY_FOOT = 0.93
"""Share of the page's height below which a foot stands that is on one page alone."""
_FAR = 2.5
"""Lines of white above such a foot."""
_NEAR = 4.0
"""Points within which places are the same."""
_SHARE = 0.5
"""Share of the pages on which something stands at the same height."""
_GOOD_PART = 0.3
"""Share of the pages on which a line in the size of the running text stands to be a running head."""
_FEWEST = 3
_LONGEST = 150
"""Characters of the longest head or foot."""
_NOTE = re.compile(rf"^(?:{MARK.pattern}|\d{{1,3}}[.)]? +\S)")
"""How a footnote begins: one on each page may stand at one height."""
_NAME = re.compile(r"^Ministerie van [A-Z][\w,’' -]{3,80}$")
"""The ministry's name at the top of its paper."""
_TOWN = re.compile(r"^\d{4} ?[A-Z]{2} {1,2}[’'A-Z][\w’'. -]{1,40}$")
"""The last line of a Dutch postal address: `2500 EA  DEN HAAG`."""
_ADDRESS_ZONE = 0.45
"""Share of the first page's height in which its addressee stands."""
_ADDRESS_LINES, _ADDRESS_WIDTH, _ADDRESS_LEADING = 8, 60, 1.8


@dataclass(frozen=True, slots=True)
class Parted:
    """A page's pieces: those to be read and the furniture, each from the top down; `printed` is its page number."""

    reading: tuple[Piece, ...]
    furniture: tuple[Piece, ...]
    printed: str | None


def part_furniture(
    pages: Sequence[Sequence[Piece]], heights: Sequence[float], type_: Typography
) -> list[Parted]:
    """Each page's pieces, parted.

    :param pages: pieces from the top down.
    :param heights: of the pages, in points.
    """
    beside = [frozenset(i for i, p in enumerate(page) if _is_beside(p, type_)) for page in pages]
    edges = [
        _edges(page, height, aside, type_) for page, height, aside in zip(pages, heights, beside, strict=True)
    ]
    numbers = page_numbers(pages, edges, type_)
    found = [set(aside) | set(numbers[p]) for p, aside in enumerate(beside)]
    for page, height, out in zip(pages, heights, found, strict=True):
        out |= {
            i for i, p in enumerate(page) if p.furniture and not height * _ZONE < p.y < height * (1 - _ZONE)
        }
    if pages:
        found[0] |= _address(pages[0], heights[0])
        found[0] |= {i for i, p in enumerate(pages[0]) if p.y < heights[0] * _ZONE and _NAME.match(p.text)}
    if len(pages) == 1:
        found[0] |= _at_the_foot(pages[0], heights[0], edges[0], type_)
    for p, i in _repeated(pages, edges, type_.size) | _at_one_height(pages, edges, type_.size):
        found[p].add(i)
    if all(len(out) == len(page) for page, out in zip(pages, found, strict=True)):
        found = [set() for _ in pages]  # short pages that all say the same are no heads without a text
    return [
        Parted(
            tuple(piece for i, piece in enumerate(page) if i not in out),
            tuple(piece for i, piece in enumerate(page) if i in out),
            next(iter(numbers[p].values()), None),
        )
        for p, (page, out) in enumerate(zip(pages, found, strict=True))
    ]


def _is_beside(piece: Piece, type_: Typography) -> bool:
    gap = type_.size / 2
    return piece.size <= type_.size * _SMALLER and (
        piece.x0 >= type_.right + gap or piece.x1 <= type_.left - gap
    )


def _edges(page: Sequence[Piece], height: float, aside: frozenset[int], type_: Typography) -> frozenset[int]:
    """The pieces that stand apart at the top or the foot of the page."""
    order = [i for i in range(len(page)) if i not in aside]
    white = type_.leading(type_.size) * _APART
    edge: set[int] = set()
    for indices, zone in ((order, height * _ZONE), (order[::-1], height * (1 - _ZONE))):
        group: list[int] = []
        for i, following in zip_longest(indices, indices[1:]):
            inside = page[i].y <= zone if indices is order else page[i].y >= zone
            if not inside:
                break
            group.append(i)
            if following is None or abs(page[following].y - page[i].y) > white:
                if len({round(page[j].y) for j in group}) > _MOST_ROWS:
                    break
                edge |= set(group)
                group = []
    return frozenset(i for i in edge if len(page[i].text) <= _LONGEST)


def _address(page: Sequence[Piece], height: float) -> set[int]:
    """The postal address on the first page of a letter: short lines below each other, the last a town's."""
    for last, town in enumerate(page):
        if town.y > height * _ADDRESS_ZONE or not _TOWN.match(town.text):
            continue
        block = {last}
        below = town
        for i in range(last - 1, -1, -1):
            piece = page[i]
            if abs(piece.x0 - town.x0) > _NEAR or len(block) == _ADDRESS_LINES:
                continue
            if below.y - piece.y > piece.size * _ADDRESS_LEADING or len(piece.text) > _ADDRESS_WIDTH:
                break
            block.add(i)
            below = piece
        if len(block) > 1:
            return block
    return set()


def _at_the_foot(page: Sequence[Piece], height: float, edge: frozenset[int], type_: Typography) -> set[int]:
    """The pieces of a foot that nothing is there to compare with: at the very foot, far below the text."""
    foot = {i for i in edge if page[i].y > height * _VERY_FOOT}
    above = max(
        (p.y for i, p in enumerate(page) if i not in foot and p.y <= height * _VERY_FOOT), default=0.0
    )
    near = min((page[i].y for i in foot), default=0.0) - above < type_.leading(type_.size) * _FAR
    return set() if near else foot


def _repeated(
    pages: Sequence[Sequence[Piece]], edges: Sequence[frozenset[int]], size: float
) -> set[tuple[int, int]]:
    """Pieces that stand apart at the edge with the same text at the same place on other pages.

    On one other page is enough for small text; text of the running text's size must stand on a good part of the pages,
    and says who speaks (`Reactie:`) however often it stands there.
    """
    seen: dict[tuple[str, int, int], set[tuple[int, int]]] = defaultdict(set)
    for p, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        for i in edge:
            piece = page[i]
            if piece.text.endswith(":") or is_question_head(piece.text):
                continue
            for height in {round(piece.y / _NEAR), round(piece.y / _NEAR + 0.5)}:
                seen[piece.text, round(piece.x0 / _NEAR), height].add((p, i))
    found: set[tuple[int, int]] = set()
    for places in seen.values():
        standing = len({p for p, _ in places})
        large = any(pages[p][i].size >= size for p, i in places)
        if standing >= (max(2.0, len(pages) * _GOOD_PART) if large else 2):
            found |= places
    return found


def _at_one_height(
    pages: Sequence[Sequence[Piece]], edges: Sequence[frozenset[int]], size: float
) -> set[tuple[int, int]]:
    """Pieces apart at the edge, smaller than the text, at a height at which most pages have one and none has text."""
    seen: dict[tuple[int, float], set[tuple[int, int]]] = defaultdict(set)
    for p, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        for i in edge:
            if page[i].size < size and not _NOTE.match(page[i].text):
                seen[round(page[i].y), page[i].size].add((p, i))
    body = [p.y for page in pages for p in page if p.size == size]
    top, foot = min(body, default=0.0), max(body, default=0.0)
    out: set[tuple[int, int]] = set()
    for (height, _), places in seen.items():
        standing = len({p for p, _ in places})
        if standing >= _FEWEST and standing >= len(pages) * _SHARE and not top <= height <= foot:
            out |= places
    return out
