"""What a file is by its first bytes."""

import io
import zipfile

import pytest

from sources.formats import NAMES, PICTURES, advice, true_ending


def packed(*names: str, mimetype: bytes | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if mimetype is not None:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


ODT = packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7\n...", ".pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", ".pdf"),
        (b"\x89PNG\r\n\x1a\n...", ".png"),
        (b"\xff\xd8\xff\xe0..", ".jpg"),
        (b"MM\x00*....", ".tif"),
        (b"RIFF....WEBPVP8 ", ".webp"),
        (b"....ftypheic....", ".heic"),
        (b"{\\rtf1\\ansi", ".rtf"),
        (OLE, ".doc"),
        (packed("[Content_Types].xml", "word/document.xml"), ".docx"),
        (packed("xl/workbook.xml"), ".xlsx"),
        (ODT, ".odt"),
        (packed("brief.pdf"), ".zip"),
        (packed("word/document.xml")[:40], ".zip"),
        (b"<!DOCTYPE html><title>Brief</title>", ".html"),
        (b"\n<!-- een <b> --><?php ?>\n<HTML lang='nl'>", ".html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', ".html"),
        (b'<?xml version="1.0"?>\n<officiele-publicatie>', ".xml"),
        (b"<!-- -->" * 100 + b"<p>", None),
        (b"Geachte Voorzitter,\n\nHet woord %PDF- komt voor.", None),
        (b"<p>Zonder kop.", None),
        (b"PK", None),
        (b"", None),
    ],
)
def test_true_ending(data: bytes, ending: str | None) -> None:
    assert true_ending(data, ".txt") == ending


@pytest.mark.parametrize("data", [OLE, packed("word/document.xml")[:40], packed("iets.anders")])
def test_of_a_damaged_office_file_its_reader_can_tell_most(data: bytes) -> None:
    assert true_ending(data, ".docx") is None
    assert true_ending(data, ".pdf") is not None


def test_each_format_has_a_name_and_what_is_not_read_has_advice() -> None:
    assert set(NAMES) > PICTURES
    assert advice(".zip") == "; pak het uit"
    assert advice(".exe") == ""
