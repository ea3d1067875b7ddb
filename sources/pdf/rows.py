"""From the fragments that a page shows to pieces: text on one baseline, parted where a wide gap is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sources.footnotes import MARK, MARK_CLOSE, MARK_OPEN
from sources.hyphens import SOFT_HYPHEN
from sources.lines import tidy
from sources.pdf.sheet import Fragment, Rule, Sheet

_SAME_ROW = 0.3
"""Em that a baseline may lie below another in its row."""
_RAISE = 0.6
"""Em that a raised number may lie above the text that it belongs to."""
_BESIDE = 0.6
"""Em that may lie between a raised number and that text."""
_LEVEL = 0.12
"""Em that baselines may differ without being raised or lowered."""
_SMALL = 0.85
"""A raised or lowered number is no larger than this share of the text beside it."""
_SPACE = 0.13
"""Em of the gap that separates words though no space was shown: half a narrow space."""
_FLAT = 2.0
"""Points that a horizontal line may be off, or thick."""
_UNDER = 0.35
"""Em below a baseline within which a line drawn underlines it."""
_SHOWN_SPACE = 0.03
"""Em of the gap that separates words where a space was shown: one without width (a place to break a word) does not."""
_GAP, _SHOWN_GAP = 1.2, 2.0
"""Em of the gap at which a piece ends; wider where the file itself shows a space there (justified lines)."""
_DOUBLE = 0.25
"""Em within which the same text shown twice is one: bold made by printing twice."""
_DOUBLE_WINDOW = 6
"""Fragments back among which such a double is looked for."""
_BOLD, _ITALIC = 0.7, 0.9
"""Share of a piece's letters that makes it bold or italic: a heading may begin with a word that is not."""
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"^[(\[]?\d{1,3}(?:[,;]\s?\d{1,3})*[,;)\]]?$")
_UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdmµ]?m|ha|s|CO|NO|H|O)$")
"""What a raised 2 or 3 is a power of."""
_BULLETS = frozenset("•●▪◦■·*–—-\uf0b7\uf0a7o")
_LONGEST_RAISED, _LETTERS = 12, 3
"""Characters of the longest raised numbers, and of the longest letters, as in `1ste`."""
_SPACED_OUT = 4
"""Single letters in a row that are a letterspaced word."""
_WIDER = 1.7
"""A gap this much wider than that between its letters parts words."""
_SAME_EDGE = 2.0
"""Points within which left edges are the same."""
_TAB = 0.6
"""Em of white behind a bullet that no space in a sentence has."""
_LABEL_GAP = 4.0
"""Em that may lie between a bullet and its text."""
_LABEL = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on one baseline without a wide gap in it; `x0`, `x1` and `y` in points, `size` that of most of it.

    A raised number that may be a footnote's stands in `text` between `MARK_OPEN` and `MARK_CLOSE`. `table` is the
    number of the table whose place an empty piece holds; `item` is whether a bullet stands before it, set apart.
    `starts` and `ends` are where each of its words begins and ends, in points; empty where that is not known.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    furniture: bool = False
    table: int | None = None
    item: bool = False
    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        """Points from its left to its right end."""
        return self.x1 - self.x0


def pieces_of(sheet: Sheet) -> list[Piece]:
    """The pieces of a page's upright text, from the top down and from left to right."""
    pieces: list[Piece] = []
    for line in _baselines(_singles(f for f in sheet.fragments if not f.angle)):
        pieces += _hung([piece for part in _parts(line) if (piece := _piece(part)) is not None])
    flat = [rule for rule in sheet.rules if rule.y1 - rule.y0 < _FLAT]
    return (
        [replace(p, underlined=any(_is_under(rule, p) for rule in flat)) for p in pieces] if flat else pieces
    )


def _is_under(rule: Rule, piece: Piece) -> bool:
    """Whether a line is drawn right under the whole piece, and no farther."""
    under = -_LEVEL * piece.size <= rule.y0 - piece.y <= _UNDER * piece.size
    return under and abs(rule.x0 - piece.x0) < piece.size and abs(rule.x1 - piece.x1) < piece.size


def _singles(fragments: Iterable[Fragment]) -> list[Fragment]:
    """The fragments, each text once where it was printed twice to make it bold."""
    kept: list[Fragment] = []
    for f in fragments:
        near = f.size * _DOUBLE
        for i, g in enumerate(kept[-_DOUBLE_WINDOW:], start=max(0, len(kept) - _DOUBLE_WINDOW)):
            if g.text == f.text and abs(g.x0 - f.x0) < near and abs(g.y - f.y) < near:
                kept[i] = g._replace(bold=g.bold or (g.x0, g.y) != (f.x0, f.y))
                break
        else:
            kept.append(f)
    return kept


def _baselines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments by row, each from left to right."""
    usual = Counter(f.size for f in fragments).most_common(1)[0][0] if fragments else 0.0
    small = [i for i, f in enumerate(fragments) if f.size < usual or f.text[0].isdigit()]
    hosts = {i: host for i in small if (host := _host(fragments[i], fragments)) is not None}
    rows: list[list[Fragment]] = []
    row_of: dict[int, int] = {}
    top = tall = 0.0
    for i in sorted(
        set(range(len(fragments))) - hosts.keys(), key=lambda i: (fragments[i].y, fragments[i].x0)
    ):
        f = fragments[i]
        if rows and f.y - top <= _SAME_ROW * max(f.size, tall):
            if f.size > tall:  # the row's baseline is that of its largest text
                tall, top = f.size, f.y
            rows[-1].append(f)
        else:
            rows.append([f])
            top, tall = f.y, f.size
        row_of[i] = len(rows) - 1
    for i, host in hosts.items():
        rows[row_of[host]].append(fragments[i])
    return [sorted(row, key=lambda f: f.x0) for row in rows]


def _host(f: Fragment, fragments: Sequence[Fragment]) -> int | None:
    """The number of the fragment that a small raised or lowered number or letter stands beside, or None: it is none."""
    if len(f.text) > _LONGEST_RAISED or not (len(f.text) <= _LETTERS or _RAISED.match(f.text)):
        return None
    best: tuple[float, int] | None = None
    for i, g in enumerate(fragments):
        if g.size * _SMALL >= f.size and g.size * _LEVEL < abs(g.y - f.y) < g.size * _RAISE:
            gap = min(abs(f.x0 - g.x1), abs(g.x0 - f.x1))
            if gap < g.size * (_BESIDE if f.x0 > g.x0 else _LABEL_GAP / 2) and (
                best is None or gap < best[0]
            ):
                best = gap, i
    return best[1] if best else None


def _parts(row: Sequence[Fragment]) -> list[list[Fragment]]:
    """The fragments of a row, parted at wide gaps, and where two lines of small text stand in it beside a large one."""
    parts: list[list[Fragment]] = []
    for f in row:
        level = (part for part in reversed(parts) if _is_level(part[-1], f))
        part = next(level, None)
        size = max(f.size, part[-1].size) if part else f.size
        if part and f.x0 - max(g.x1 for g in part) <= size * (_SHOWN_GAP if f.spaced else _GAP):
            part.append(f)
        else:
            parts.append([f])
    return parts


def _is_level(f: Fragment, g: Fragment) -> bool:
    """Whether two fragments of a row can stand on one line, of which one may be raised."""
    return abs(f.y - g.y) <= _RAISE * max(f.size, g.size)


def _piece(part: Sequence[Fragment]) -> Piece | None:
    """The fragments as one piece, or None: they print nothing."""
    weights: dict[float, int] = {}
    for f in part:
        weights[round(f.size, 1)] = weights.get(round(f.size, 1), 0) + len(f.text)
    size = max(weights, key=lambda s: (weights[s], s))
    level = [f.y for f in part if round(f.size, 1) == size]
    y = sorted(level)[len(level) // 2]
    text = ""
    end = part[0].x0
    starts, ends = [part[0].x0], []
    for f in part:
        shown = _text(f, text, y, size)
        gap = f.x0 - end
        if text and not shown.startswith(MARK_OPEN) and (gap > size * (_SHOWN_SPACE if f.spaced else _SPACE)):
            text += " "
            starts.append(f.x0)
            ends.append(end)
        text += shown
        end = max(end, f.x1)
    soft = text.endswith(SOFT_HYPHEN)
    text = _closed_up(_tidy(text), starts, [*ends, end])
    if not text:
        return None
    letters = sum(len(f.text) for f in part)
    bold = sum(len(f.text) for f in part if f.bold) >= letters * _BOLD
    italic = sum(len(f.text) for f in part if f.italic) >= letters * _ITALIC
    furniture = all(f.furniture for f in part)
    known = len(text.split(" ")) == len(starts)
    return Piece(
        text + SOFT_HYPHEN * soft, part[0].x0, end, y, size, bold, italic, furniture=furniture,
        item=len(part) > 1 and part[0].text in _BULLETS and part[1].x0 - part[0].x1 > size * _TAB,
        starts=tuple(starts) if known else (), ends=(*ends, end) if known else (),
    )  # fmt: skip


def cut(piece: Piece, places: Sequence[float], edges: Sequence[float] = ()) -> list[Piece]:
    """The piece in parts, cut in the white between two words.

    :param places: where to cut: white that one of these lies in is cut.
    :param edges: where words begin that are parts of their own.
    """
    words = piece.text.split(" ")
    if len(words) != len(piece.starts):
        return [piece]
    at = [
        i
        for i, (end, start) in enumerate(zip(piece.ends, piece.starts[1:], strict=False), start=1)
        if any(end <= x + _SAME_EDGE and x - 1 <= start for x in places)
        or any(abs(start - x) < _SAME_EDGE for x in edges)
    ]
    return [
        replace(
            piece, text=" ".join(words[i:j]), x0=piece.starts[i], x1=piece.ends[j - 1],
            starts=piece.starts[i:j], ends=piece.ends[i:j],
        )
        for i, j in pairwise([0, *at, len(words)])
    ]  # fmt: skip


def _text(f: Fragment, before: str, y: float, size: float) -> str:
    """What a fragment adds to the text: as it is, or as the number of a footnote."""
    if f.size <= size * _SMALL and y - f.y > size * _LEVEL:
        of_unit = f.text in ("2", "3") and _UNIT.search(before)
        return f.text if of_unit or not _RAISED.match(f.text) else _marks(f.text)
    return _SUPERSCRIPT.sub(lambda match: _superscript(match, before + f.text[: match.start()]), f.text)


def _superscript(match: re.Match[str], before: str) -> str:
    """What raised digits of the font add: a footnote's number, or the power of a unit."""
    digits = match[0].translate(_SUPERSCRIPTS)
    return digits if digits in ("2", "3") and _UNIT.search(before) else _marks(digits)


def _marks(text: str) -> str:
    return "".join(f"{MARK_OPEN}{label}{MARK_CLOSE}" for label in re.findall(r"\d+", text))


def _closed_up(text: str, starts: Sequence[float], ends: Sequence[float]) -> str:
    """The text, letterspaced words (`K A M E R`) closed up; a gap wider than the others parts two of them."""
    letters = text.split(" ")
    if (
        len(letters) != len(starts)
        or len(letters) < _SPACED_OUT
        or not all(len(c) == 1 and c.isalpha() for c in letters)
    ):
        return text
    gaps = [start - end for end, start in zip(ends, starts[1:], strict=False)]
    usual = sorted(gaps)[len(gaps) // 2]
    return letters[0] + "".join(
        f" {letter}" if gap > usual * _WIDER else letter
        for gap, letter in zip(gaps, letters[1:], strict=True)
    )


def _tidy(text: str) -> str:
    """The text tidied, but for the marks in it."""
    parts = re.split(f"({MARK_OPEN}\\d+{MARK_CLOSE})", text)
    tidied = [part if i % 2 else _inner(part) for i, part in enumerate(parts)]
    return re.sub(r" +", " ", "".join(tidied)).strip()


def _inner(part: str) -> str:
    """A part of a text tidied, with the spaces at its ends kept."""
    plain = tidy(part)
    return f"{' ' * part[:1].isspace()}{plain}{' ' * part[-1:].isspace()}" if plain else " " * bool(part)


def _hung(row: Sequence[Piece]) -> list[Piece]:
    """The row with a bullet or list number as one piece with the text that hangs on it."""
    pieces: list[Piece] = []
    for piece in row:
        last = pieces[-1] if pieces else None
        if last and _is_label(last.text) and piece.x0 - last.x1 < _LABEL_GAP * piece.size:
            whole = replace(piece, text=f"{last.text} {piece.text}", x0=last.x0, item=last.text in _BULLETS)
            pieces[-1] = replace(whole, starts=(*last.starts, *piece.starts), ends=(*last.ends, *piece.ends))
        else:
            pieces.append(piece)
    return pieces


def _is_label(text: str) -> bool:
    return text in _BULLETS or bool(_LABEL.match(text) or MARK.fullmatch(text))
