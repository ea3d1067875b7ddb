"""Reads PDF files: from the bytes to a document, page by page."""

import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pypdf
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from sources.document import Document
from sources.errors import UnreadableLetterError
from sources.legible import is_legible
from sources.pdf.canvas import Canvas
from sources.pdf.document import document_of
from sources.pdf.objects import Matrix, dictionary, resolved
from sources.pdf.sheet import Sheet, upright
from sources.pdf.typeface import Faces

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_END_MARK = b"%%EOF"
_ILLEGIBLE = "het lettertype zegt niet welke letters het zijn"
_SHOWN = ("/Widget", "/FreeText")
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
"""Flags of annotations that are not shown: PDF 32000-1, 12.5.3."""
_MARGIN = 3.0
"""Points outside the crop box within which text still counts as on the page."""
_END_WINDOW = 1024
"""Bytes at the end of a whole PDF file within which its end mark stands."""


def read_pdf(data: bytes, source: str) -> Document:
    """What a PDF holds, in reading order.

    :raises UnreadableLetterError: the file is damaged, locked with a password, or holds no text at all (a scan).
    """
    sheets, faults = read_sheets(data, source)
    if not any(sheet.fragments for sheet in sheets):
        raise UnreadableLetterError(_why_empty(source, len(sheets), faults))
    warnings = list(faults.values())
    empty = [str(n) for n, sheet in enumerate(sheets, start=1) if not sheet.fragments and n not in faults]
    if empty:
        which = f"Pagina {empty[0]} bevat" if len(empty) == 1 else f"Pagina’s {', '.join(empty)} bevatten"
        warnings.append(f"{which} geen tekst (leeg, of een scan).")
    if _END_MARK not in data[-_END_WINDOW:]:
        warnings.append("Het PDF-bestand is beschadigd of afgebroken; wat te herstellen was is gelezen.")
    return document_of(sheets, tuple(warnings))


def _why_empty(source: str, count: int, faults: Mapping[int, str]) -> str:
    """Why a file without any text has none."""
    if count == 0:
        return f"{source} heeft geen pagina’s."
    if any(_ILLEGIBLE in fault for fault in faults.values()):
        return f"{source} is niet te lezen: {_ILLEGIBLE}. Laat de tekst herkennen (briefwijzer index --ocr)."
    if faults:
        return f"{source} is beschadigd: geen van de {count} pagina’s is te lezen."
    return (
        f"{source} bevat geen tekst ({count} pagina’s); waarschijnlijk een scan. "
        "Laat de tekst herkennen met: briefwijzer index --ocr"
    )


def read_sheets(data: bytes, source: str) -> tuple[list[Sheet], dict[int, str]]:
    """What each page shows, and for each page that cannot be read a Dutch sentence, by its number from 1.

    :raises UnreadableLetterError: the file is damaged or locked with a password.
    """
    reader = _open(data, source)
    try:
        count = len(reader.pages)
    except MemoryError:
        raise
    except Exception as exc:
        raise UnreadableLetterError(_damaged(source, exc)) from exc
    faces = Faces()
    sheets: list[Sheet] = []
    faults: dict[int, str] = {}
    for number in range(1, count + 1):
        try:
            sheet = _sheet(reader.pages[number - 1], faces)
        except MemoryError:
            raise
        except Exception as exc:  # noqa: BLE001  (pypdf raises any of a dozen kinds on a damaged page)
            sheet = Sheet(0.0, 0.0, ())
            faults[number] = f"Pagina {number} is beschadigd en niet gelezen ({type(exc).__name__})."
        if sheet.unread and sheet.fragments:
            faults[number] = f"Een deel van pagina {number} is niet overgenomen: {_ILLEGIBLE}."
        elif sheet.unread or not is_legible(" ".join(fragment.text for fragment in sheet.fragments)):
            sheet = replace(sheet, fragments=())
            faults[number] = f"De tekst van pagina {number} is niet overgenomen: {_ILLEGIBLE}."
        sheets.append(sheet)
    return sheets, faults


def _sheet(page: pypdf.PageObject, faces: Faces) -> Sheet:
    """What the page shows; what lies outside its crop box is left out."""
    box, turn = page.cropbox, int(page.rotation) % 360
    left, bottom, right, top = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    seen: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    width, height = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
    canvas = Canvas(page.pdf, faces, seen.get(turn, seen[0]), _hidden_layers(page))
    canvas.draw(page.get("/Contents"), dictionary(page.get("/Resources")))
    for appearance, rectangle in _appearances(page):
        canvas.stamp(appearance, rectangle)
    shown = tuple(
        f
        for f in canvas.fragments
        if -_MARGIN <= f.x0 <= width + _MARGIN and -_MARGIN <= f.y <= height + _MARGIN
    )
    return upright(Sheet(width, height, shown, tuple(canvas.rules), canvas.unread))


def _appearances(page: pypdf.PageObject) -> Iterator[tuple[object, object]]:
    """What the annotations of a page show, and where: filled form fields and text that was put on it."""
    annotations = resolved(page.get("/Annots"))
    for reference in annotations if isinstance(annotations, list) else ():
        annotation = dictionary(reference)
        flags = resolved(annotation.get("/F", 0))
        unseen = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
        if annotation.get("/Subtype") not in _SHOWN or unseen:
            continue
        normal = resolved(dictionary(annotation.get("/AP")).get("/N"))
        if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
            normal = normal.get(annotation.get("/AS", "/Off"))
        yield normal, annotation.get("/Rect")


def _hidden_layers(page: pypdf.PageObject) -> frozenset[int]:
    """The object numbers of the layers that the file has turned off."""
    root = (
        dictionary(page.pdf.trailer.get("/Root"))
        if isinstance(page.pdf, pypdf.PdfReader)
        else DictionaryObject()
    )
    off = resolved(dictionary(dictionary(root.get("/OCProperties")).get("/D")).get("/OFF"))
    return (
        frozenset(each.idnum for each in off if isinstance(each, IndirectObject))
        if isinstance(off, list)
        else frozenset()
    )


def _open(data: bytes, source: str) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as exc:
        raise UnreadableLetterError(
            f"{source} is versleuteld op een manier die niet wordt gelezen (AES); sla het zonder beveiliging op."
        ) from exc
    except MemoryError:
        raise
    except Exception as exc:
        raise UnreadableLetterError(_damaged(source, exc)) from exc
    if locked:
        raise UnreadableLetterError(
            f"{source} is met een wachtwoord beveiligd; sla het zonder wachtwoord op."
        )
    return reader


def _damaged(source: str, exc: Exception) -> str:
    return (
        f"{source} is beschadigd of geen PDF ({type(exc).__name__}). "
        "Open het in een PDF-lezer en bewaar het opnieuw, of vraag een nieuw exemplaar."
    )
