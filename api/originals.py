"""The PDF files that letters were read from, as long as they are there, and pictures of their pages."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from sources.errors import UnreadableLetterError
from sources.types import Letter, Page, Span

_AT_A_TIME = 2
"""Pictures that are drawn at a time, each in a process of its own."""
_KEPT = 100
"""Pictures that are kept in memory, of some 200 KB."""

_Key = tuple[str, int, tuple[Span, ...]]


class Originals:
    """Draws pages of the files in a folder; safe to use from many threads at once."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        """:param folder: gives the folder that the letters are read from now."""
        self._folder = folder
        self._turns = threading.Semaphore(_AT_A_TIME)
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()

    def has(self, letter: Letter) -> bool:
        """Whether the letter is a PDF whose file is there; whether it is still the same is seen when it is drawn."""
        return letter.source.lower().endswith(".pdf") and (self._folder() / letter.source).is_file()

    def picture(self, letter: Letter, page: Page, spans: Sequence[Span]) -> bytes:
        """The page as a PNG, with those of `spans` marked whose place on it is certain.

        :raises UnreadableLetterError: there is no such picture.
        """
        if not self.has(letter):
            raise UnreadableLetterError(f"Van {letter.source} is geen beeld.")
        key = letter.sha256, page.number, tuple(span for span in spans if span.page == page.number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        from sources.pdf.picture import picture_of

        folder = self._folder()
        with self._turns:
            drawn = picture_of(folder / letter.source, letter.source, folder, letter.sha256, page, key[2])
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return drawn
