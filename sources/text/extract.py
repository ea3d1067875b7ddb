"""Reads letters that were handed over as plain-text extracts of a PDF."""

import re

from sources.document import Document
from sources.errors import UnreadableLetterError
from sources.lines import tidy
from sources.parliament import FOOTER
from sources.text.clean import clean_pages

_PAGE_START = re.compile(r"^ \S")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_CONTROL_SHARE = 0.01
"""Text has no more than this share of control characters; a file with more is a program, a picture or the like."""
_LONGEST_FOOTER = 200


def read_text(data: bytes, source: str) -> Document:
    """What a text extract holds.

    :raises UnreadableLetterError: the bytes are not text.
    """
    text, warnings = decode(data, source)
    return clean_pages(split_pages(text), warnings)


def decode(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file in UTF-8 (with or without a byte-order mark) or UTF-16 with one, else in Windows-1252.

    :return: the text, and a Dutch sentence where the encoding is a guess.
    :raises UnreadableLetterError: the bytes are not text.
    """
    if data.startswith(_UTF16):
        return _checked(_decoded(data, "utf-16", source), source), ()
    if b"\x00" in data:
        raise UnreadableLetterError(
            f"{source} is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8."
        )
    try:
        return _checked(data.decode("utf-8-sig"), source), ()
    except UnicodeDecodeError:
        text = _checked(_decoded(data, "cp1252", source), source)
        return text, (
            "Het bestand is geen UTF-8 en is gelezen als Windows-1252; controleer letters met accenten.",
        )


def _decoded(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise UnreadableLetterError(
            f"{source} is geen leesbare tekst; sla het bestand op als UTF-8."
        ) from exc


def _checked(text: str, source: str) -> str:
    """The text, if it is that.

    :raises UnreadableLetterError: it holds too many control characters.
    """
    if len(_CONTROL.findall(text)) > len(text) * _CONTROL_SHARE:
        raise UnreadableLetterError(f"{source} is geen tekstbestand (het bevat besturingstekens).")
    return text


def split_pages(text: str) -> list[str]:
    """The raw text of each page, first page first.

    A form feed ends a page, where the text has any. Otherwise a line that begins with one space and then something
    else begins a new page, and so does the line after a Kamerstuk's printed footer.
    """
    if "\f" in text:
        return text.removesuffix("\f").split("\f")
    pages: list[list[str]] = [[]]
    blank = True
    after_footer = False
    for line in re.split(r"\r\n|\r|\n", text):
        if line.strip() and (after_footer or (_PAGE_START.match(line) and not blank)):
            pages.append([])
            after_footer = False
        pages[-1].append(line)
        blank = blank and not line.strip()
        after_footer = after_footer or _is_footer(line)
    return ["\n".join(page) for page in pages]


def _is_footer(line: str) -> bool:
    match = FOOTER.match(tidy(line)) if len(line) <= _LONGEST_FOOTER else None
    return bool(match and match["page"])
