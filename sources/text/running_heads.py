"""Running heads and page numbers: lines at the edge of a page that come back page after page."""

import re
from collections import defaultdict
from collections.abc import Sequence

from sources.lines import Line

_EDGE = 3
"""How many lines at the top and at the foot of a page may be a running head."""
_REPEATED_SHARE = 0.5
"""A line that stands at the edge of more than this share of the pages is a running head."""
_FEWEST_PAGES = 4
"""Pages that a letter must have for that share to mean something."""
_FEWEST_NUMBERED = 3
"""On how many pages a line must stand, the same but for the page's own number, to be believed to be that number."""
_SHORTEST, _LONGEST = 8, 120
"""Characters of a running head without a number; a shorter line ("Ja.") may come back by chance."""
_STEPS = (-2, -1, 1, 2)
"""How far the next page of a series may be: left and right pages may have heads of their own."""
_OWN_NUMBER = re.compile(r"^\d{1,4}(?=\D|$)|(?<!\d)\d{1,4}$")
_NOTE = re.compile(r"^\d{1,3}\)? +\S")
"""At the foot of a page such a line is a footnote rather than a page number with a running head."""


def running_heads(pages: Sequence[Sequence[Line]]) -> list[frozenset[int]]:
    """For each page the indices of the lines that are running heads or page numbers; never all lines of a page."""
    edges = [(p, i) for p, lines in enumerate(pages) for i in _edge(len(lines))]
    numbered = _numbered(pages, edges)
    heads: list[set[int]] = [set() for _ in pages]
    for p, i in numbered | _repeated(pages, edges, {p for p, _ in numbered}):
        heads[p].add(i)
    return [
        frozenset(found if len(found) < len(lines) else ()) for found, lines in zip(heads, pages, strict=True)
    ]


def _edge(count: int) -> list[int]:
    return sorted({*range(min(_EDGE, count)), *range(max(0, count - _EDGE), count)})


def _numbered(pages: Sequence[Sequence[Line]], edges: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Lines that hold the page's own number: it rises with the pages and all else in the line stays the same."""
    seen: dict[tuple[int, str], set[tuple[int, int]]] = defaultdict(set)
    for p, i in edges:
        text = pages[p][i].text
        if len(text) <= _LONGEST and not (i >= _EDGE and _NOTE.match(text)):
            for match in _OWN_NUMBER.finditer(text):
                rest = f"{text[: match.start()]}#{text[match.end() :]}"
                seen[int(match[0]) - p, rest].add((p, i))
    found: set[tuple[int, int]] = set()
    for places in seen.values():
        if len({p for p, _ in places}) >= _FEWEST_NUMBERED:
            found |= places
    return found


def _repeated(
    pages: Sequence[Sequence[Line]], edges: Sequence[tuple[int, int]], numbered: set[int]
) -> set[tuple[int, int]]:
    """Lines that stand at the edge of most pages, or of a series of pages that have their number there too."""
    seen: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for p, i in edges:
        text = pages[p][i].text
        if _SHORTEST <= len(text) <= _LONGEST:
            seen[text].add((p, i))
    found: set[tuple[int, int]] = set()
    for places in seen.values():
        standing = {p for p, _ in places}
        often = len(pages) >= _FEWEST_PAGES and len(standing) > len(pages) * _REPEATED_SHARE
        if often:
            found |= places
            continue
        beside = standing & numbered
        series = {p for p in beside if any(p + step in beside for step in _STEPS)}
        if len(series) >= _FEWEST_NUMBERED:
            found |= {(p, i) for p, i in places if p in series}
    return found
