"""Text set on a page, for the tests of the PDF reader."""

from sources.footnotes import MARK_CLOSE, MARK_OPEN
from sources.lines import Line, Place
from sources.pdf.rows import Piece
from sources.pdf.sheet import Fragment
from sources.pdf.typography import Typography

SIZE, LEADING, LEFT, RIGHT = 10.0, 12.0, 100.0, 400.0
TYPE = Typography(SIZE, LEFT, RIGHT, {SIZE: LEADING, 7.0: 9.0})
EM = 0.5
"""Width of every letter, in em."""


def mark(label: str) -> str:
    return f"{MARK_OPEN}{label}{MARK_CLOSE}"


def fragment(text: str, x: float, y: float, size: float = SIZE, **more: bool | int) -> Fragment:
    return Fragment(text, x, x + len(text) * size * EM, y, size, **more)  # type: ignore[arg-type]


def words(text: str, x: float, y: float, size: float = SIZE, **more: bool | int) -> list[Fragment]:
    """The words of a text beside each other, a space between them."""
    out = []
    for i, word in enumerate(text.split()):
        out.append(fragment(word, x, y, size, spaced=i > 0, **more))
        x += (len(word) + 1) * size * EM
    return out


def piece(text: str, x: float, y: float, size: float = SIZE, **more: bool | int) -> Piece:
    return Piece(text, x, x + len(text) * size * EM, y, size, **more)  # type: ignore[arg-type]


def column(texts: list[str], x: float = LEFT, y: float = 100.0, step: float = LEADING) -> list[Piece]:
    return [piece(text, x, y + i * step) for i, text in enumerate(texts)]


def lines(
    *rows: tuple[str, float, float] | tuple[str, float, float, dict[str, object]],
) -> list[tuple[Line, Place]]:
    """Lines of one column: text, left edge, and how many lines below the one before."""
    out = []
    y = 100.0
    for text, x, down, *more in rows:
        y += down * LEADING
        options: dict[str, object] = {
            "size": SIZE,
            "bold": False,
            "italic": False,
            "column": 0,
            **(more[0] if more else {}),
        }
        size = options["size"]
        assert isinstance(size, float)
        place = Place(x, x + len(text) * size * EM, y, left=LEFT, right=RIGHT, **options)  # type: ignore[arg-type]
        out.append((Line(text, 0, place), place))
    return out
