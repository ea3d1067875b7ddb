"""Lines of a page as a reader found them, with their characters made regular."""

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"[\t-\r\x85\u2028\u2029\u00a0\u2000-\u200a\u202f\u205f\u3000 ]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
"""Characters that print nothing, mean nothing outside their font, or cannot be written to a file."""
_LOOSE_ACCENT = re.compile(r"(?<=[cnszCNSZ])´(?!s\b)")
"""An accent that some fonts set as a character of its own behind its letter (Kostic´); not an apostrophe (foto´s)."""
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij", "Ĳ": "IJ"}
_TRANSLATION = str.maketrans(
    _LIGATURES
    | {
        "\uf0b7": "•",  # the bullet of the Symbol font, which word processors use
        "\uf0a7": "•",  # the bullet of the Wingdings font
        "\ufffe": "-",  # the hyphen of some PDF makers
        "\u2010": "-",
        "\u2011": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is set, in points from the left and the top of the page, and how.

    `bold` is also what is underlined. `left` and `right` are the edges of its column, `column` the column's number on
    the page, in reading order. `apart` is whether it is a row of its own (a table of contents), `table` the number of
    the table that stands there, `item` whether a bullet stands before it, set apart,
    `hang` where what stands behind a label begins.
    """

    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    left: float
    right: float
    column: int
    apart: bool = False
    table: int | None = None
    item: bool = False
    hang: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `gap` is the number of blank lines before it, `place` where the page shows it, if known."""

    text: str
    gap: int
    place: Place | None = None


def tidy(text: str) -> str:
    r"""The text on one line: one kind of space and hyphen, no invisible or control characters, ligatures written out.

    `tidy("\uf0b7 ﬁnanciële\u00a0steun\u00ad")` is `"• financiële steun"`.
    """
    text = _CONTROL.sub("", _INVISIBLE.sub("", text.translate(_TRANSLATION)))
    text = _LOOSE_ACCENT.sub("\u0301", text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def to_lines(raw: str) -> tuple[Line, ...]:
    """The non-blank lines of one page's raw text, tidied."""
    lines: list[Line] = []
    gap = 0
    for raw_line in _LINE_END.split(raw):
        text = tidy(raw_line)
        if text:
            lines.append(Line(text, gap))
            gap = 0
        else:
            gap += 1
    return tuple(lines)
