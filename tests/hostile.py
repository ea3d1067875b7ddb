"""PDFs that no honest program writes, made object by object."""

import zlib

TEXT = b"BT /F1 12 Tf 72 700 Td (De brief is goed te lezen.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>"
)


def stream(content: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (
        entries,
        len(content) if length is None else length,
        content,
    )


def packed(content: bytes, times: int = 1) -> bytes:
    """A stream that unpacks to `content`, packed as often."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [" + b" /FlateDecode" * times + b"]")


def hostile_pdf(
    *,
    catalog: bytes = CATALOG,
    pages: bytes = PAGES,
    page: bytes = PAGE,
    contents: bytes | None = None,
    font: bytes = FONT,
    more: dict[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page that says `TEXT`, but for what is put in the place of its objects 1 to 5."""
    objects = {1: catalog, 2: pages, 3: page, 4: stream(TEXT) if contents is None else contents, 5: font}
    objects |= {6: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")} | (more or {})
    made, places = b"%PDF-1.7\n", {}
    for number in sorted(objects):
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
    size = max(objects) + 1
    table = b"0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        for number in range(1, size)
    )
    at = len(made)
    trailer = trailer.replace(b"HERE", b"%d" % at)
    return made + b"xref\n0 %d\n%btrailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        at,
    )
