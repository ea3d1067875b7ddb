"""What a file is by its first bytes, whatever its name says."""

import io
import re
import zipfile
from collections.abc import Mapping

PICTURES = frozenset({".png", ".jpg", ".tif"})
"""Endings of pictures whose text can be recognised."""
SAME: Mapping[str, str] = {".jpeg": ".jpg", ".tiff": ".tif", ".htm": ".html", ".xhtml": ".html"}
"""Endings that are written in another way too."""

NAMES: Mapping[str, str] = {
    ".pdf": "een PDF-bestand",
    ".docx": "een Word-bestand",
    ".odt": "een OpenDocument-tekst",
    ".html": "een webpagina",
    ".xml": "een XML-bestand",
    ".png": "een afbeelding (PNG)",
    ".jpg": "een afbeelding (JPEG)",
    ".tif": "een afbeelding (TIFF)",
    ".gif": "een afbeelding (GIF)",
    ".webp": "een afbeelding (WebP)",
    ".heic": "een afbeelding (HEIC)",
    ".bmp": "een afbeelding (BMP)",
    ".rtf": "een RTF-bestand",
    ".doc": "een bestand van een oude Office-versie",
    ".xlsx": "een Excel-bestand",
    ".pptx": "een PowerPoint-bestand",
    ".ods": "een OpenDocument-rekenblad",
    ".zip": "een ZIP-archief",
    ".gz": "een GZIP-archief",
    ".7z": "een 7-Zip-archief",
    ".rar": "een RAR-archief",
    ".exe": "een programma",
}
"""What each ending that `true_ending` gives stands for."""
_ADVICE: Mapping[str, str] = {
    **dict.fromkeys((".png", ".jpg", ".tif"), "herken de tekst met: briefwijzer index --ocr"),
    **dict.fromkeys((".gif", ".webp", ".heic", ".bmp"), "sla het op als PNG of PDF"),
    **dict.fromkeys((".rtf", ".doc", ".xlsx", ".pptx", ".ods"), "sla het op als PDF"),
    **dict.fromkeys((".docx", ".odt", ".html", ".xml"), "sla het op als PDF"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar"), "pak het uit"),
}

_STARTS = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"GIF8", ".gif"),
    (b"{\\rtf", ".rtf"),
    (b"\x1f\x8b\x08", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"\x7fELF", ".exe"),
    (b"MZ\x90\x00", ".exe"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"))
_MIMETYPES = (
    (b"application/vnd.oasis.opendocument.text", ".odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", ".ods"),
)
_PACKED = frozenset({".docx", ".odt"})
_UNCLEAR = frozenset({".zip", ".doc"})
_HEAD = 1024
"""Bytes within which a web page or an XML file says what it is."""
_PREAMBLE = rb"(?>\s|<!--(?>.*?-->)|<\?(?>.*?\?>))*+"
"""What may stand before the root, taken in one way only: bad files are made to be tried in a thousand."""
_HTML = re.compile(_PREAMBLE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rb"\s*<\?xml\s")
_UTF8_MARK = b"\xef\xbb\xbf"


def true_ending(data: bytes, ending: str) -> str | None:
    """The ending that fits a file's bytes, such as `.pdf`; None: text, or something that is not known here.

    :param ending: the one that it has; of a damaged office file, or one with a password, only its reader can tell.
    """
    found = _by_start(data)
    return None if ending in _PACKED and found in _UNCLEAR else found


def _by_start(data: bytes) -> str | None:
    head = data[:_HEAD].removeprefix(_UTF8_MARK).lstrip()
    for start, ending in _STARTS:
        if head.startswith(start):
            return ending
    if head.startswith(_ZIP):
        return _zipped(data)
    if head.startswith(_OLE):
        return ".doc"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ".webp"
    if head[4:12] in (b"ftypheic", b"ftypmif1"):
        return ".heic"
    if _HTML.match(head):
        return ".html"
    return ".xml" if _XML.match(head) else None


def _zipped(data: bytes) -> str:
    """What is packed: an office document says so by the names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:  # noqa: BLE001  (zipfile raises any of several kinds on a damaged archive)
        names = []
    for part, ending in _PARTS:
        if any(name.startswith(part) for name in names):
            return ending
    for mimetype, ending in _MIMETYPES:
        if mimetype in data[:_HEAD]:
            return ending
    return ".zip"


def advice(ending: str) -> str:
    """What to do with a file that is not read, as the end of a sentence; empty where there is none."""
    return f"; {_ADVICE[ending]}" if ending in _ADVICE else ""
