"""The figures of a text: years, amounts, numbers of things, one key for each however it is written."""

import re

from index.types import Chunk
from sources.types import Letter

_THOUSANDS = r"\d{1,3}(?:[ .,\u00a0]\d{3})+(?!\d)"
_FIGURE = re.compile(rf"(?<![\d.,]){_THOUSANDS}|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(_THOUSANDS)


def figures(text: str) -> dict[str, str]:
    """The figures by key, as they are first written: `10.000`, `10 000` and `10,000` are `10000`, `2.5` is `2,5`."""
    found: dict[str, str] = {}
    for match in _FIGURE.finditer(text):
        written = match[0]
        grouped = _GROUPED.fullmatch(written)
        key = re.sub(r"\D", "", written) if grouped else written.replace(".", ",")
        found.setdefault(key, written)
    return found


def said(letter: Letter, chunk: Chunk) -> frozenset[str]:
    """The keys of the figures on the pages of a chunk, in what it stands under and in the date of its letter."""
    pages = [letter.pages[number - 1].text for number in {span.page for span in chunk.spans}]
    return frozenset(figures("\n".join([*pages, chunk.context, letter.date or ""])))
