"""The formats that are read, by file ending. To add one, write its reader and name it in `READERS`."""

from collections.abc import Callable, Mapping

from sources.document import Document
from sources.pdf import read_pdf
from sources.text_extract import read_text

Reader = Callable[[bytes, str], Document]
"""Makes a document of a file's bytes; the name is for messages. Raises UnreadableLetterError, the reason in Dutch."""

READERS: Mapping[str, Reader] = {".txt": read_text, ".pdf": read_pdf}
