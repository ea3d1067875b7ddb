"""Words that a column too narrow for them cuts where its line is full, without a hyphen: `Opleidi` / `ng en`.

A line of one word that a letter more would not have fitted on may as well be a whole word in a column made to its
measure. So words are only made whole in a column that shows elsewhere that it cuts them.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sources.hyphens import Words
from sources.pdf.rows import Piece

_SHORT_REST = 2
"""Letters of a rest that is no word by itself, where the letter has no such word: `ng`, `n`."""
_SHORT_RESTS = 2
"""Such rests in a column that show that it cuts words."""
_LONG = 8
"""Letters of a word that is known by longer ones: `uitvoering` by `uitvoeringstoets`; `aande` is not by `aandeel`."""


def with_whole_words(
    column: Sequence[Sequence[Piece] | None], words: Words
) -> list[tuple[Piece, ...] | None]:
    """The cells of a column, a piece of which the last word goes on in the next as one with it."""
    full = max((p.width for cell in column for p in cell or ()), default=0.0)
    cuts = [(a, b) for cell in column for a, b in pairwise(cell or ()) if _may_cut(a, b, full, words)]
    known = any(_is_known(a, b, words) for a, b in cuts)
    if not known and sum(len(_first(b)) <= _SHORT_REST for _, b in cuts) < _SHORT_RESTS:
        return [None if cell is None else tuple(cell) for cell in column]
    cut = {id(b) for _, b in cuts}
    return [None if cell is None else _joined(cell, cut) for cell in column]


def _may_cut(a: Piece, b: Piece, full: float, words: Words) -> bool:
    """Whether a word may go on from a line to the next: it is alone on a full line, and its rest no word by itself."""
    rest = _first(b)
    if not (b.y > a.y and a.text.removeprefix("(").isalpha() and rest.isalpha() and rest.islower()):
        return False
    filled = a.width + a.width / len(a.text) > full
    return filled and (_is_known(a, b, words) or not words.counts[rest])


def _is_known(a: Piece, b: Piece, words: Words) -> bool:
    """Whether the letter has the word that a line and the rest on the next make, or a long one that begins with it."""
    made = f"{a.text.removeprefix('(')}{_first(b)}".lower()
    return bool(words.counts[made]) or (len(made) >= _LONG and any(w.startswith(made) for w in words.counts))


def _first(piece: Piece) -> str:
    return piece.text.partition(" ")[0].rstrip(",;:.)")


def _joined(cell: Sequence[Piece], cut: set[int]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for piece in cell:
        if id(piece) in cut:
            out[-1] = replace(out[-1], text=out[-1].text + piece.text, starts=(), ends=())
        else:
            out.append(piece)
    return tuple(out)
