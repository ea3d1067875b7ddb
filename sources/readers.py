"""The formats that are read, by file ending. To add one, write its reader and name it in `READERS`."""

from collections.abc import Callable, Mapping

from sources.document import Document
from sources.office.odt import read_odt
from sources.office.word import read_docx
from sources.pdf import read_pdf
from sources.publication.reader import read_publication
from sources.text.extract import read_text
from sources.web.page import read_html

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
