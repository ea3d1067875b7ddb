"""What a PDF page shows: fragments of text with their place, size and style, and the straight lines drawn on it."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

SLANTED = 45
"""The angle of text that runs along no side of the page (a stamp, a watermark)."""


class Fragment(NamedTuple):
    """A stretch of text shown at once, without a space in it.

    `x0` and `y` are where its baseline begins, in points from the left and the top of the page as it is seen;
    `x1 - x0` is its length and `size` the height of its font there. `angle` is the direction that it runs in: 0 to
    the right, 90 upwards, 180 or 270, or `SLANTED`. `spaced` is whether a space
    was shown before it, `furniture` whether the file itself calls it a head or foot of the page.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    angle: int = 0
    spaced: bool = False
    furniture: bool = False


class Rule(NamedTuple):
    """A straight line drawn along one of the page's sides; in points from the left and the top."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows: its size in points, as it is seen, its fragments in drawing order, and its lines.

    `unread` counts the characters of fonts that do not say which letters they are.
    """

    width: float
    height: float
    fragments: tuple[Fragment, ...]
    rules: tuple[Rule, ...] = ()
    unread: int = 0


def upright(sheet: Sheet) -> Sheet:
    """The sheet turned so that most of its text stands upright (a table set sideways on a page of its own)."""
    letters = Counter[int]()
    for fragment in sheet.fragments:
        letters[fragment.angle] += len(fragment.text)
    most = max((90, 180, 270), key=lambda angle: letters[angle])
    return turned(sheet, most) if letters[most] > letters[0] * 2 else sheet


def turned(sheet: Sheet, angle: int) -> Sheet:
    """The sheet turned so that text at `angle` (90, 180 or 270) stands upright."""
    width, height = (sheet.height, sheet.width) if angle % 180 else (sheet.width, sheet.height)

    def turn(x: float, y: float) -> tuple[float, float]:
        return {90: (sheet.height - y, x), 180: (sheet.width - x, sheet.height - y)}.get(
            angle, (y, sheet.width - x)
        )

    fragments = []
    for f in sheet.fragments:
        x, y = turn(f.x0, f.y)
        new = f.angle if f.angle == SLANTED else (f.angle - angle) % 360
        fragments.append(f._replace(x0=x, x1=x + f.x1 - f.x0, y=y, angle=new))
    rules = []
    for rule in sheet.rules:
        (xa, ya), (xb, yb) = turn(rule.x0, rule.y0), turn(rule.x1, rule.y1)
        rules.append(Rule(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    return Sheet(width, height, tuple(fragments), tuple(rules), sheet.unread)
