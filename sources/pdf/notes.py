"""Footnotes of PDF pages: smaller text below all else in its column, that begins with a footnote's number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.footnotes import MARK, MARK_CLOSE, MARK_OPEN
from sources.pdf.rows import Piece
from sources.pdf.typography import Typography
from sources.shapes import ended

_SMALLER = 0.92
"""A footnote is set no larger than this share of the running text."""
_LABEL = re.compile(
    rf"^(?:{MARK_OPEN}(?P<raised>\d{{1,3}}){MARK_CLOSE}|(?P<plain>\d{{1,3}})[.)]?(?=\s+\S))\s*"
)
_NUMBER = re.compile(r"^\d{1,3}[.)]?$")
_SAME_LINE = 0.4
"""Em that a number may stand above or below the line of its note."""
_NEAR = 1.6
"""Lines of white at most between the rest of a note from the page before and the first note of this one."""
_SAME_EDGE = 6.0
"""Points within which the left edges of notes and their numbers lie."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's lines; `label` is None for the rest of one that began on the page before."""

    label: str | None
    pieces: tuple[Piece, ...]


def part_notes(
    pieces: Sequence[Piece], type_: Typography, last: int, before: Note | None = None
) -> tuple[list[Piece], list[Note]]:
    """The pieces of a page without its footnotes, and the footnotes.

    :param last: the number of the letter's last footnote so far, 0 for none.
    :param before: the last note of the page before.
    """
    found = sorted(_lowest(pieces, type_), key=lambda p: (p.y, p.x0))
    low = _with_labels(found)
    notes = _split(low, last, type_)
    if not notes and before and low and _goes_on(before, low[0]):
        notes = [Note(None, tuple(low))]
    if not notes:
        return list(pieces), []
    first = min(p.y for note in notes for p in note.pieces)
    taken = {id(piece) for piece in found if piece.y >= first - piece.size * _SAME_LINE}
    texts = [replace(note, pieces=_without_label(note)) for note in notes]
    return [p for p in pieces if id(p) not in taken], texts


def _goes_on(before: Note, piece: Piece) -> bool:
    """Whether small text without a number is the rest of the last note of the page before, which was not ended."""
    if not before.pieces:
        return False
    line = before.pieces[-1]
    return not ended(line.text) and piece.size == line.size and abs(piece.x0 - line.x0) <= _SAME_EDGE


def _lowest(pieces: Sequence[Piece], type_: Typography) -> list[Piece]:
    """The small pieces that no larger one stands below."""
    large = [p for p in pieces if p.size > type_.size * _SMALLER or p.table is not None]
    return [
        p
        for p in pieces
        if p.size <= type_.size * _SMALLER
        and p.table is None
        and not any(q.y > p.y and q.x0 < p.x1 and q.x1 > p.x0 for q in large)
    ]


def _with_labels(low: Sequence[Piece]) -> list[Piece]:
    """The pieces, a number that stands apart as one with the text on its line."""
    out: list[Piece] = []
    for piece in low:
        last = out[-1] if out else None
        if last and _NUMBER.match(last.text) and abs(piece.y - last.y) <= piece.size * _SAME_LINE:
            out[-1] = replace(piece, text=f"{last.text} {piece.text}", x0=last.x0)
        else:
            out.append(piece)
    return out


def _split(low: Sequence[Piece], last: int, type_: Typography) -> list[Note]:
    """The notes that these pieces are; empty where none begins with a number."""
    starts: list[tuple[int, int]] = []
    edge = 0.0
    for i, piece in enumerate(low):
        match = _LABEL.match(piece.text)
        if match is None:
            continue
        number = int(match["raised"] or match["plain"])
        expected = starts[-1][1] + 1 if starts else None
        if match["raised"]:
            fits = expected is None or number >= expected
        elif expected is None:
            fits = number in (1, last + 1) or (last == 0 and number > 0)
        else:
            fits = number == expected and abs(piece.x0 - edge) <= _SAME_EDGE
        if fits:
            starts.append((i, number))
            edge = piece.x0
    if not starts:
        return []
    notes = []
    begin = top = starts[0][0]
    while top > 0 and low[top].y - low[top - 1].y <= type_.leading(low[top].size) * _NEAR:
        top -= 1
    if top < begin and last > 0:
        notes.append(Note(None, tuple(low[top:begin])))
    for (start, number), end in zip(starts, [*(i for i, _ in starts[1:]), len(low)], strict=True):
        notes.append(Note(str(number), tuple(low[start:end])))
    return notes


def _without_label(note: Note) -> tuple[Piece, ...]:
    if note.label is None:
        return note.pieces
    first = note.pieces[0]
    rest = replace(first, text=_LABEL.sub("", first.text, count=1))
    return (*((rest,) if rest.text else ()), *note.pieces[1:])


def without_false_marks(text: str, labels: frozenset[str]) -> str:
    """The text with each raised number as a plain one that no footnote of these labels has."""
    return MARK.sub(lambda match: match[0] if match[1] in labels else match[1], text)
