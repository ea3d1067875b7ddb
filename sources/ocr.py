"""Text recognised from pictures: scanned pages of a PDF, and image files. Tesseract does it, where it is installed."""

import io
import math
import os
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import cast

import pypdfium2
import pytesseract
from PIL import Image, ImageOps, ImageSequence

from sources.document import Document, Letterhead
from sources.errors import OcrError, UnreadableLetterError
from sources.text.clean import clean_pages

_LANGUAGES = ("nld", "eng")
"""Dutch is needed; English is recognised besides where its data is there."""
_TURNED = "osd"
"""Tesseract's data that tells how a page lies."""
_TURNING, _UPRIGHT = 1, 3
"""Tesseract's ways of taking a page in: with and without finding out how it lies."""
_INSTALL = (
    "installeer het (op Debian en Ubuntu: apt install tesseract-ocr tesseract-ocr-nld) "
    "of laat OCR weg (--no-ocr)"
)
_DPI = 300
"""Dots per inch at which Tesseract reads ordinary type well; more takes longer and reads no better."""
_POINTS_PER_INCH = 72
_MOST_DOTS = 40_000_000
"""Dots of the largest picture that is recognised, more than A3 at 300 dpi; a larger page is drawn more coarsely."""
_MOST_STORED = 80_000_000
"""Dots of the largest image file that is opened: A3 at 600 dpi."""
_PAGE_SECONDS = 120
"""A full page of small type takes 3 to 10 seconds."""
_SMOOTH = 8
_LEAST_CONTRAST = 16
"""Of 255: a page whose lightest and darkest squares of `_SMOOTH` dots differ less is blank."""
_NO_TEXT = re.compile(r"^Pagina.* geen tekst")
"""What the PDF reader says of pages that were scanned."""
_BULLET = re.compile(r"^[e¢] (?=[A-Z])", re.MULTILINE)
"""How Tesseract reads the dot before a list item; in Dutch no line begins with an e or a cent by itself."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """How to call Tesseract: the languages as it wants them (`nld+eng`), and whether it can tell how a page lies."""

    languages: str
    turns: bool


@dataclass(frozen=True, slots=True)
class _Recognised:
    """The text of one page; `why_not` is a Dutch sentence where Tesseract gave none."""

    text: str
    why_not: str | None = None


def find_tesseract() -> Tesseract:
    """Tesseract as it is installed.

    :raises OcrError: it, or its data for Dutch, is not there; the message says how to install it.
    """
    try:
        there = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError) as exc:
        raise OcrError(f"Voor OCR is het programma Tesseract nodig, en dat is er niet; {_INSTALL}.") from exc
    if _LANGUAGES[0] not in there:
        raise OcrError(
            f"Voor OCR zijn de Nederlandse gegevens van Tesseract nodig, en die zijn er niet; {_INSTALL}."
        )
    return Tesseract("+".join(language for language in _LANGUAGES if language in there), _TURNED in there)


def read_picture(data: bytes, source: str, tesseract: Tesseract) -> Document:
    """The text of an image file, each picture in it a page.

    :raises UnreadableLetterError: it is damaged, too large, or holds no text.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            pages = {
                number: _recognise(_prepared(frame, source), number, tesseract)
                for number, frame in enumerate(ImageSequence.Iterator(image), start=1)
            }
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as exc:
        raise UnreadableLetterError(
            f"{source} is een beschadigde afbeelding ({type(exc).__name__})."
        ) from exc
    return _document(pages, len(pages), None, source)


def read_scans(data: bytes, source: str, document: Document | None, tesseract: Tesseract) -> Document:
    """The document of a PDF with the text of its scanned pages recognised; pages that have text stay as they are.

    :param document: what was read of the PDF's own text; None where it has none.
    :raises UnreadableLetterError: it cannot be opened, or no page holds text.
    """
    had = document.pages if document else ()
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            count = max(len(pdf), len(had))
            scanned = [
                number for number in range(1, len(pdf) + 1) if not (had[number - 1 : number] or ((),))[0]
            ]
            pages = {number: _recognise(_drawn(pdf, number), number, tesseract) for number in scanned}
    except pypdfium2.PdfiumError as exc:
        raise UnreadableLetterError(f"{source} is beschadigd; de scans erin zijn niet te openen.") from exc
    return _document(pages, count, document, source)


def _drawn(pdf: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """A page of a PDF as a picture, in shades of grey."""
    page = pdf[number - 1]
    width, height = page.get_size()
    scale = _DPI / _POINTS_PER_INCH
    scale = min(scale, math.sqrt(_MOST_DOTS / max(width * height, 1)))
    return cast("Image.Image", page.render(scale=scale, grayscale=True).to_pil())


def _prepared(frame: Image.Image, source: str) -> Image.Image:
    """A picture of an image file upright and in shades of grey, on white where it is transparent."""
    if frame.width * frame.height > _MOST_STORED:
        raise UnreadableLetterError(
            f"{source} is te groot ({frame.width} bij {frame.height} beeldpunten); verklein de afbeelding."
        )
    upright = ImageOps.exif_transpose(frame)
    if upright.has_transparency_data:
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
    grey = upright.convert("L")
    dots = grey.width * grey.height
    return grey if dots <= _MOST_DOTS else grey.reduce(math.ceil(math.sqrt(dots / _MOST_DOTS)))


def _recognise(image: Image.Image, number: int, tesseract: Tesseract) -> _Recognised:
    """The text of one page."""
    darkest, lightest = cast("tuple[int, int]", image.reduce(_SMOOTH).getextrema())
    if lightest - darkest < _LEAST_CONTRAST:
        return _Recognised("")
    os.environ["OMP_THREAD_LIMIT"] = "1"  # files are read side by side already
    try:
        text = pytesseract.image_to_string(
            image,
            lang=tesseract.languages,
            config=f"--dpi {_DPI} --psm {_TURNING if tesseract.turns else _UPRIGHT}",
            timeout=_PAGE_SECONDS,
        )
    except pytesseract.TesseractError:
        return _Recognised("", f"Pagina {number} is niet herkend: Tesseract liep erop vast.")
    except RuntimeError:  # so pytesseract says that time is up
        return _Recognised(
            "", f"Pagina {number} is niet herkend: dat duurde langer dan {_PAGE_SECONDS} seconden."
        )
    return _Recognised(_BULLET.sub("• ", text.strip()))


def _document(pages: dict[int, _Recognised], count: int, document: Document | None, source: str) -> Document:
    """The document with recognised pages in the place of those that have no text.

    :param pages: what was recognised, by page number.
    :param count: how many pages the file has.
    """
    scans = clean_pages([pages[number].text if number in pages else "" for number in range(1, count + 1)])
    recognised = tuple(number for number, page in enumerate(scans.pages, start=1) if page)
    if document is None and not recognised:
        pages_of = "1 pagina" if count == 1 else f"{count} pagina’s"
        raise UnreadableLetterError(f"{source} bevat geen tekst, ook niet na OCR ({pages_of}).")
    warnings = [page.why_not for page in pages.values() if page.why_not]
    if empty := [number for number, page in pages.items() if not page.text and not page.why_not]:
        verb = "bevat" if len(empty) == 1 else "bevatten"
        warnings.append(f"{_listed(empty).capitalize()} {verb} geen tekst, ook niet na OCR.")
    if recognised:
        warnings.append(f"De tekst van {_listed(recognised)} is met OCR herkend en kan fouten bevatten.")
    if document is None:
        return replace(scans, recognised=recognised, warnings=tuple(warnings))
    texts = (*document.pages, *((),) * (count - len(document.pages)))
    return replace(
        document,
        pages=tuple(text or scan for text, scan in zip(texts, scans.pages, strict=True)),
        letterhead=_completed(document.letterhead, scans.letterhead),
        recognised=recognised,
        warnings=(*(each for each in document.warnings if not _is_mended(each, recognised)), *warnings),
    )


def _is_mended(warning: str, recognised: Sequence[int]) -> bool:
    """Whether what the PDF reader says of a page is so no more: it has text now, or a warning of its own here."""
    return bool(_NO_TEXT.match(warning)) or any(f"agina {n} is " in warning for n in recognised)


def _completed(head: Letterhead, other: Letterhead) -> Letterhead:
    """What a letterhead says, and where it says nothing what the other does."""
    return Letterhead(
        **{
            entry.name: getattr(head, entry.name) or getattr(other, entry.name)
            for entry in fields(Letterhead)
        }
    )


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers in words: `pagina 3`, `pagina’s 1-4 en 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = " en ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
    return f"pagina {listed}" if len(numbers) == 1 else f"pagina’s {listed}"
