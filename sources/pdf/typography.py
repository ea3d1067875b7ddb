"""How a file is typeset: the size of its running text, how far its lines stand apart, and where its column stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sources.pdf.rows import Piece

_USUAL_LEADING = 1.2
"""Em between lines where a file has too few to tell."""
_SAME_EDGE = 2.0
"""Points within which left edges are the same."""
_MOST_LEADING = 2.5
"""Em; lines farther apart are not of one paragraph."""
_MANY = 0.6
"""The running text has at least this share of the letters of the commonest size: notes may have more than it."""
_COMMON = 0.2
"""A distance between lines is common that occurs at least this share of the times of the commonest."""
_OUTER = 0.03
"""Share of the running text that may stick out of its column, on each side."""


@dataclass(frozen=True, slots=True)
class Typography:
    """Sizes and distances in points: `size` of the running text, its `left` and `right` edge; `leading` by size."""

    size: float
    left: float
    right: float
    leadings: dict[float, float] = field(default_factory=dict)

    def leading(self, size: float) -> float:
        """The usual distance between the baselines of lines of this size."""
        return self.leadings.get(
            size, size * self.leadings.get(self.size, self.size * _USUAL_LEADING) / self.size
        )


def typography_of(pages: Sequence[Sequence[Piece]]) -> Typography:
    """How a file with these pages is typeset."""
    letters: Counter[float] = Counter()
    for piece in (p for page in pages for p in page):
        letters[piece.size] += len(piece.text)
    if not letters:
        return Typography(10.0, 0.0, 0.0)
    most = max(letters.values())
    size = max(s for s, count in letters.items() if count >= most * _MANY)
    body = [p for page in pages for p in page if p.size == size]
    leadings = {s: leading for s in letters if (leading := _leading(pages, s)) is not None}
    return Typography(
        size,
        quantile(((p.x0, len(p.text)) for p in body), _OUTER),
        quantile(((p.x1, len(p.text)) for p in body), 1 - _OUTER),
        leadings,
    )


def _leading(pages: Sequence[Sequence[Piece]], size: float) -> float | None:
    """The smallest common distance between lines of this size, below each other; None where there are none."""
    steps: Counter[float] = Counter()
    for page in pages:
        last: dict[int, float] = {}
        for p in sorted((p for p in page if p.size == size), key=lambda p: p.y):
            edge = round(p.x0 / _SAME_EDGE)
            step = p.y - last.get(edge, p.y)
            if 0 < step < size * _MOST_LEADING:
                steps[round(step * 2) / 2] += 1
            last[edge] = p.y
    most = max(steps.values(), default=0)
    return min((s for s, count in steps.items() if count >= most * _COMMON), default=None)


def quantile(weighted: Iterable[tuple[float, int]], share: float) -> float:
    """The value below which this share of the weight lies."""
    ordered = sorted(weighted)
    target = sum(weight for _, weight in ordered) * share
    for value, weight in ordered:
        target -= weight
        if target <= 0:
            return value
    return ordered[-1][0]
