"""Signs in a text on its way to a page: where pages and lines end, and where a note has its mark."""

import re

from sources.lines import tidy
from sources.tables import Cell

PAGE_BREAK = "\f"
"""In a text: a page ends here because its maker wanted it so."""
PAGE_END = "\v"
"""In a text: a page ended here when the file was last laid out."""
LINE_END = "\n"
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
NOTE = re.compile(f" *{_OPEN}(\\d+){_CLOSE}")
BREAKS = re.compile(f"[{PAGE_BREAK}{PAGE_END}][{PAGE_BREAK}{PAGE_END}\\s]*")
_CUT_WORD = re.compile(f"(?<=\\w)({PAGE_END})(\\w\\S*)")
_PLAIN = str.maketrans({PAGE_BREAK: " ", PAGE_END: " ", _OPEN: None, _CLOSE: None, "\r": " ", "\t": " "})

_SHORT_LINE = 60
"""Characters of the longest line that its writer, rather than the margin, ended."""


def plain(text: str) -> str:
    """A file's own text without the characters that are signs here; white space is only space."""
    return text.translate(_PLAIN).replace(LINE_END, " ")


def note_mark(key: int) -> str:
    """The sign for a mark of the note that `Flow.notes` has under `key`."""
    return f"{_OPEN}{key}{_CLOSE}"


def mended(text: str) -> str:
    """The text with each word that the end of a page cuts whole on the page on which it begins."""
    return _CUT_WORD.sub(r"\2\1", text)


def broken_lines(text: str) -> list[str]:
    """The lines that a paragraph was broken in, where all are short (an address, a label above its value); else one."""
    lines = text.split(LINE_END)
    return lines if all(len(line) <= _SHORT_LINE for line in lines) else [" ".join(lines)]


def tidied_cell(cell: Cell) -> Cell:
    """A cell's paragraphs, tidied one by one; page breaks stay where they are."""
    if not isinstance(cell, str):
        return cell
    lines = [re.split(f"({BREAKS.pattern})", mended(line)) for line in cell.split(LINE_END)]
    shown = ("".join(piece if i % 2 else tidy(piece) for i, piece in enumerate(line)) for line in lines)
    return LINE_END.join(filter(None, shown))


def without_signs(cell: str) -> str:
    """A cell's text without page breaks and marks of notes."""
    return BREAKS.sub("", NOTE.sub("", cell))
