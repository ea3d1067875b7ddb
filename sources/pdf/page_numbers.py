"""The numbers printed on pages: they rise with the pages, and what stands beside them stays."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sources.pdf.rows import Piece
from sources.pdf.typography import Typography

_LARGEST = 1.3
"""A page number is no larger than this times the running text."""
_LONGEST = 100
"""Characters of the longest head with a page's number."""
_ALONE = re.compile(r"^(?:[Pp]ag(?:ina|\.)? ?|[-–|•] ?)?(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})(?: ?[-–|•])?$")
_FIRST = re.compile(r"^(\d{1,4})(?= ?\D)")
_LAST = re.compile(r"(?<![\d.,])(\d{1,4})$")
_OF = re.compile(r"(?<![\d.,])(\d{1,4})(?= van \d{1,4}$| ?/ ?\d{1,4}$)")
"""A number with that of all pages behind it: `Pagina 3 van 18`."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BEHIND = 4.0
"""Em that may lie between a footnote's number and its text."""
_FEWEST = 2
"""Pages on which a number must be the page's to be believed."""

_Key = tuple[object, ...]


def page_numbers(
    pages: Sequence[Sequence[Piece]], edges: Sequence[frozenset[int]], type_: Typography
) -> list[dict[int, str]]:
    """For each page the pieces that hold its own number, and that number as it is printed.

    A number alone is believed where it rises with the pages; one with words beside it where these stay the same, or,
    in a small head, where it stands at one height (the words may name the chapter).

    :param edges: for each page the pieces that stand apart at its top or foot.
    """
    seen: dict[_Key, list[tuple[int, int, str]]] = defaultdict(list)
    for p, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        middle = sum(piece.y for piece in page) / max(1, len(page))
        for i in edge:
            if _is_notes(page, i, type_):
                continue
            for key, number, label in _readings(page[i], type_, high=page[i].y < middle):
                seen[(*key, number - p)].append((p, i, label))
    found: list[dict[int, str]] = [{} for _ in pages]
    for key, places in sorted(seen.items(), key=lambda item: (-len(item[1]), str(item[0]))):
        single = len(pages) == 1 and key == (_ALONE, 1)
        if single or len({p for p, _, _ in places}) >= _FEWEST:
            for p, i, label in places:
                found[p].setdefault(i, label)
    return found


def _is_notes(page: Sequence[Piece], i: int, type_: Typography) -> bool:
    """Whether a small number at the foot has text behind it: a footnote's."""
    piece = page[i]
    if (
        piece.size >= type_.size
        or i + 1 == len(page)
        or not any(p.y < piece.y and p.size >= type_.size for p in page)
    ):
        return False
    following = page[i + 1]
    return abs(following.y - piece.y) < piece.size / 2 and 0 < following.x0 - piece.x1 < piece.size * _BEHIND


def _readings(piece: Piece, type_: Typography, *, high: bool) -> Iterator[tuple[_Key, int, str]]:
    """The ways in which a piece may hold the page's number: what must be the same elsewhere, and the number."""
    text = piece.text
    if len(text) > _LONGEST or piece.size > type_.size * _LARGEST:
        return
    if match := _ALONE.match(text):
        yield (_ALONE,), _value(match[1]), match[1]
    elif not piece.bold or piece.size < type_.size:
        for pattern in (_FIRST, _LAST, _OF):
            if match := pattern.search(text):
                rest = text[: match.start(1)] + "#" + text[match.end(1) :]
                yield (pattern, rest, round(piece.y)), int(match[1]), match[1]
                if high and piece.size < type_.size:
                    yield (pattern, round(piece.y), piece.size), int(match[1]), match[1]


def _value(number: str) -> int:
    """The value of a number, Arabic or Roman."""
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
