"""A page of a PDF as a picture, with cited text marked on it where the file itself says exactly where that stands."""

import ctypes
import hashlib
import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from sources.errors import UnreadableLetterError
from sources.files import read_bytes
from sources.isolate import Refusal, call_each
from sources.types import Page, Span
from sources.worker import Call

_DPI = 130
"""Dots per inch: small type is sharp on an ordinary screen, and a page is some 200 KB."""
_POINTS_PER_INCH = 72
_MOST_DOTS = 6_000_000
"""Dots of the largest picture: A2 at this density; a larger page is drawn more coarsely."""
_SECONDS, _MEMORY = 30, 1_500_000_000
"""What a picture may take; a usual one takes half a second."""
_MARK = (255, 226, 120)
_MARGIN = 0.12
"""Part of a line's height that a mark is wider on each side."""
_SAME_LINE = 0.5
"""Part of its height by which a character overlaps the line that it is on."""
_CONTEXT = (0, 20, 60, 150)
"""Signs before and after a text that tell it from the same text elsewhere on the page."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """The letters and figures of a text, folded; `at[i]` is where `text[i]` stood."""

    text: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    """Dots from the left and the top of the picture."""

    x0: float
    y0: float
    x1: float
    y1: float


def picture_of(path: Path, name: str, folder: Path, sha256: str, page: Page, spans: Sequence[Span]) -> bytes:
    """The page as a PNG with `spans` marked, drawn in a process of its own.

    A span whose place is not certain is not marked: a wrong mark is worse than none.

    :param sha256: of the file that the letter was read from; another file is refused.
    :raises UnreadableLetterError: the file is not there any more, is another one, or cannot be drawn.
    """
    call = Call(name, draw_page, (path, name, folder, sha256, page, tuple(spans)), _SECONDS, _MEMORY)
    with closing(call_each([call], 1)) as outcomes:
        match next(outcomes):
            case Refusal(reason):
                raise UnreadableLetterError(reason)
            case bytes() as picture:
                return picture
    raise UnreadableLetterError(f"{name} is niet te tekenen.")


def draw_page(path: Path, name: str, folder: Path, sha256: str, page: Page, spans: Sequence[Span]) -> bytes:
    """The same, drawn in this process."""
    data = read_bytes(path, name, folder)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadableLetterError(f"{name} is veranderd sinds het is gelezen; vernieuw de index.")
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            sheet = pdf[page.number - 1]
            picture = _draw(sheet)
            marks = _marks(sheet, picture.size, page, spans)
    except (pypdfium2.PdfiumError, IndexError) as exc:
        raise UnreadableLetterError(f"Pagina {page.number} van {name} is niet te tekenen.") from exc
    if marks:
        picture = _marked(picture, marks)
    stream = io.BytesIO()
    picture.quantize(64).save(stream, "PNG", optimize=False)
    return stream.getvalue()


def _draw(sheet: pypdfium2.PdfPage) -> Image.Image:
    width, height = sheet.get_size()
    scale = min(_DPI / _POINTS_PER_INCH, math.sqrt(_MOST_DOTS / max(width * height, 1)))
    picture: Image.Image = sheet.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _marked(picture: Image.Image, boxes: Sequence[_Box]) -> Image.Image:
    """The picture with `boxes` coloured as a marker pen does: what is dark stays dark."""
    colours = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(colours)
    for box in boxes:
        more = (box.y1 - box.y0) * _MARGIN
        pen.rectangle((box.x0 - more, box.y0 - more, box.x1 + more, box.y1 + more), fill=_MARK)
    return ImageChops.multiply(picture, colours)


def _marks(sheet: pypdfium2.PdfPage, size: tuple[int, int], page: Page, spans: Sequence[Span]) -> list[_Box]:
    """Where the spans on this page stand on the picture, line by line; those that are not certain are left out."""
    wanted = [span for span in spans if span.page == page.number]
    if not wanted:
        return []
    with closing(sheet.get_textpage()) as text:
        count = pdfium.FPDFText_CountChars(text)
        drawn = _signs(chr(pdfium.FPDFText_GetUnicode(text, i)) for i in range(count))
        own = _own_signs(page)
        marks: list[_Box] = []
        for span in wanted:
            place = find_place(own, drawn, span.start, span.end)
            if place is not None:
                first, last = place
                marks += _lines(_boxes(sheet, text, size, first, last + 1))
    return marks


def find_place(own: _Signs, drawn: _Signs, start: int, end: int) -> tuple[int, int] | None:
    """The first and last character of the drawn text that are characters `start` to `end` of the page's text.

    None where the drawn text does not have them in this order, or it is not certain which of several they are.
    """
    inside = [i for i, at in enumerate(own.at) if start <= at < end]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    for more in _CONTEXT:
        before, after = max(0, first - more), min(len(own.text), last + more)
        sought = own.text[before:after]
        if own.text.count(sought) == 1 and drawn.text.count(sought) == 1:
            at = drawn.text.index(sought) + first - before
            return drawn.at[at], drawn.at[at + last - first - 1]
    return None


def _own_signs(page: Page) -> _Signs:
    """The signs of the page's text, with footnotes' numbers where they stand on paper."""
    characters = list(page.text)
    for mark in page.marks:
        if mark.page == page.number and 0 < mark.offset <= len(characters):
            characters[mark.offset - 1] += mark.label
    return _signs(characters)


def _signs(characters: "Sequence[str] | Iterator[str]") -> _Signs:
    """Letters and figures alone: spaces, hyphens at line ends, quotes and bullets are written in many ways."""
    signs = [
        (sign, at)
        for at, character in enumerate(characters)
        for sign in unicodedata.normalize("NFKC", character)
        if sign.isalnum()
    ]
    return _Signs("".join(sign for sign, _ in signs), tuple(at for _, at in signs))


def _boxes(
    sheet: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, size: tuple[int, int], first: int, end: int
) -> Iterator[_Box]:
    """The places of characters `first` to `end`, as they are drawn."""
    for i in range(first, end):
        if pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        left, bottom, right, top = text.get_charbox(i, loose=True)
        if right <= left or top <= bottom:
            continue
        (xa, ya), (xb, yb) = _dot(sheet, size, left, top), _dot(sheet, size, right, bottom)
        yield _Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _dot(sheet: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[float, float]:
    """A place on the page as a dot of the picture, with the page's own turning and cropping."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(sheet, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def _lines(boxes: Iterator[_Box]) -> list[_Box]:
    """Boxes of characters joined to one for each line."""
    lines: list[_Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        height = box.y1 - box.y0
        if last and min(last.y1, box.y1) - max(last.y0, box.y0) > height * _SAME_LINE and box.x0 >= last.x0:
            lines[-1] = _Box(last.x0, min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            lines.append(box)
    return lines
