"""Word and OpenDocument files made of a few lines of XML, for the tests of several folders."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from sources.document import Document, Draft
from sources.footnotes import MARK_CLOSE, MARK_OPEN

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "settings", "header1", "header2", "footer1")
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "text", "style", "table", "drawing", "meta", "manifest")
)
_FO = (
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, title: str = "", pages: int = 1, **parts: str) -> bytes:
    """A Word file with this body, and parts such as `styles` or `header1` (their id is their name)."""
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    files: list[tuple[str, str | bytes]] = [
        ("_rels/.rels", _rels([("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"),
        (
            "word/_rels/document.xml.rels",
            _rels([(part, part.rstrip("0123456789"), f"{part}.xml") for part in _PARTS if part in parts]),
        ),
        ("docProps/app.xml", f"<Properties><Pages>{pages}</Pages></Properties>"),
        ("docProps/core.xml", f"<core {_FO}><dc:title>{title}</dc:title></core>"),
    ]
    for part, content in parts.items():
        root = roots.get(part, part)
        files.append((f"word/{part}.xml", f"<w:{root} {_W}>{content}</w:{root}>"))
    return zipped(files)


def _rels(relations: Iterable[tuple[str, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def p(text: str, properties: str = "") -> str:
    """A Word paragraph; `text` may hold runs already."""
    runs = text if text.startswith("<") or not text else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: Sequence[str], heads: int = 0) -> str:
    """A Word table of cells, each a text or the XML of its paragraphs."""
    out = ""
    for number, row in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if number < heads else ""
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        out += f"<w:tr>{properties}{cells}</w:tr>"
    return f"<w:tbl>{out}</w:tbl>"


def odt(
    text: str, automatic: str = "", styles: str = "", title: str = "", manifest: str = "", masters: str = ""
) -> bytes:
    """An OpenDocument text with this content and these styles."""
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    own = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    common = f"<office:styles>{styles}</office:styles><office:master-styles>{masters}</office:master-styles>"
    named = f"<office:meta><dc:title>{title}</dc:title></office:meta>"
    return zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", f"<office:document-content {_ODF} {_FO}>{own}{body}</office:document-content>"),
            ("styles.xml", f"<office:document-styles {_ODF} {_FO}>{common}</office:document-styles>"),
            ("meta.xml", f"<office:document-meta {_ODF} {_FO}>{named}</office:document-meta>"),
            ("META-INF/manifest.xml", f"<manifest:manifest {_ODF}>{manifest}</manifest:manifest>"),
        ]
    )


def shown(document: Document) -> list[list[str]]:
    """The texts of each page, with the footnotes' numbers in brackets."""
    return [[bracketed(draft) for draft in page] for page in document.pages]


def bracketed(draft: Draft) -> str:
    return draft.text.replace(MARK_OPEN, "[").replace(MARK_CLOSE, "]")
