"""The formats that are read, by file ending. To add one, write its reader and name it in `READERS`."""

from collections.abc import Callable, Mapping

from sources.document import Document
from sources.odt import read_odt
from sources.pdf import read_pdf
from sources.publication import read_publication
from sources.text_extract import read_text
from sources.web_page import read_html
from sources.word import read_docx

Reader = Callable[[bytes, str], Document]
"""Makes a document of a file's bytes; the name is for messages. Raises UnreadableLetterError, the reason in Dutch."""

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".odt": read_odt,
    ".html": read_html,
    ".htm": read_html,
    ".xml": read_publication,
}
