"""Reads PDF files, page by page, through pypdf."""

import io
import logging

import pypdf
from pypdf.errors import DependencyError

from sources.clean import clean_pages
from sources.document import Document
from sources.errors import UnreadableLetterError

logging.getLogger("pypdf").setLevel(logging.ERROR)

_END_MARK = b"%%EOF"
_END_WINDOW = 1024
"""Bytes at the end of a whole PDF file within which its end mark stands."""


def read_pdf(data: bytes, source: str) -> Document:
    """The raw text of each page of a PDF, in pypdf's reading order; a page without text gives an empty string.

    :raises UnreadableLetterError: the file is damaged, locked with a password, or holds no text at all (a scan).
    """
    reader = _open(data, source)
    pages: list[str] = []
    warnings: list[str] = []
    try:
        count = len(reader.pages)
    except Exception as exc:
        raise UnreadableLetterError(_damaged(source, exc)) from exc
    for number in range(1, count + 1):
        try:
            pages.append(reader.pages[number - 1].extract_text())
        except Exception as exc:  # noqa: BLE001  (pypdf raises any of a dozen kinds on a damaged page)
            pages.append("")
            warnings.append(f"Pagina {number} is beschadigd en niet gelezen ({type(exc).__name__}).")
    if not any(page.strip() for page in pages):
        if warnings:
            raise UnreadableLetterError(f"{source} is beschadigd: geen van de {count} pagina’s is te lezen.")
        raise UnreadableLetterError(
            f"{source} bevat geen tekst ({count} pagina’s); waarschijnlijk een scan. "
            "Maak het bestand eerst doorzoekbaar (OCR)."
        )
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if empty and not warnings:
        which = f"Pagina {empty[0]} bevat" if len(empty) == 1 else f"Pagina’s {', '.join(empty)} bevatten"
        warnings.append(f"{which} geen tekst (leeg, of een scan).")
    if _END_MARK not in data[-_END_WINDOW:]:
        warnings.append("Het PDF-bestand is beschadigd of afgebroken; wat te herstellen was is gelezen.")
    return clean_pages(pages, tuple(warnings))


def _open(data: bytes, source: str) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as exc:
        raise UnreadableLetterError(
            f"{source} is versleuteld op een manier die niet wordt gelezen (AES); sla het zonder beveiliging op."
        ) from exc
    except Exception as exc:
        raise UnreadableLetterError(_damaged(source, exc)) from exc
    if locked:
        raise UnreadableLetterError(
            f"{source} is met een wachtwoord beveiligd; sla het zonder wachtwoord op."
        )
    return reader


def _damaged(source: str, exc: Exception) -> str:
    return f"{source} is beschadigd of geen PDF ({type(exc).__name__}: {exc})."
