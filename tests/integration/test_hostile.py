"""Files that are broken, in disguise, or made to break a reader: each is read or listed, and no other suffers."""

import io
import os
import unicodedata
from pathlib import Path

import pypdf
import pytest
from fpdf import FPDF

from sources import folder as reading
from sources.folder import FailedLetter, Reading, read_folder
from sources.readers import READERS
from tests.hostile import FONT, PAGE, PAGES, TEXT, hostile_pdf, packed, stream

READ = "De brief is goed te lezen."
LETTER = "Geachte Voorzitter,\n\nHierbij de brief."
WORDS = "dijken wegen scholen haven markt energie water bossen wetten raad brug spoor kust".split()
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "


def read(folder: Path, **files: bytes) -> Reading:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return read_folder(folder)


def text(reading: Reading) -> str:
    (letter,) = reading.letters
    return "\n".join(page.text for page in letter.pages)


def reason(reading: Reading) -> str:
    assert reading.letters == ()
    (failure,) = reading.failures
    return failure.reason


READABLE = {
    "a form that draws itself": hostile_pdf(
        contents=stream(TEXT + b" /X Do"),
        more={6: stream(b"/X Do", FORM + b"/Resources << /XObject << /X 6 0 R >> >>")},
    ),
    "forms that double at each of fifty levels": hostile_pdf(
        contents=stream(TEXT + b" /X Do"),
        more={
            n: stream(b"/X Do /X Do", FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 1))
            for n in range(6, 60)
        },
    ),
    "a cross-reference table before itself": hostile_pdf(trailer=b"/Prev HERE"),
    "an array that never closes": hostile_pdf(pages=PAGES[:-2] + b"/X 7 0 R >>", more={7: b"[" * 200_000}),
    "states that are never restored": hostile_pdf(contents=stream(b"q " * 100_000 + TEXT)),
    "two milliard pages, as it says": hostile_pdf(pages=PAGES.replace(b"/Count 1", b"/Count 2147483647")),
    "a size of two milliard": hostile_pdf().replace(b"/Size 7", b"/Size 2147483647"),
    "numbers beyond all bounds": hostile_pdf(
        contents=stream(b"BT /F1 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm (x) Tj 1e308 1e308 Td ET " + TEXT)
    ),
    "widths beyond all bounds": hostile_pdf(
        font=FONT[:-2] + b"/FirstChar 0 /LastChar 2147483647 /Widths [" + b"1e300 " * 1000 + b"] >>"
    ),
    "an object stream that extends itself": hostile_pdf(
        more={7: stream(b"8 0 << >>", b"/Type /ObjStm /N 2147483647 /First 4 /Extends 7 0 R")}
    ),
}

UNREADABLE = {
    "a milliard spaces in one MB": hostile_pdf(contents=packed(b" " * 300_000_000)),
    "the same packed three times": hostile_pdf(contents=packed(b" " * 300_000_000, times=3)),
    "five thousand filters": hostile_pdf(
        contents=stream(TEXT.hex().encode() + b">", b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]")
    ),
    "pages among their own pages": hostile_pdf(pages=b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"),
    "pages that are each other's": hostile_pdf(
        pages=b"<< /Type /Pages /Kids [7 0 R 3 0 R] /Count 2 >>",
        more={7: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"},
    ),
    "pages that double at each of fifty levels": hostile_pdf(
        pages=b"<< /Type /Pages /Kids [7 0 R 7 0 R] /Count 2 >>",
        more={
            **{
                n: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (n + 1, n + 1) for n in range(7, 60)
            },
            60: b"<< /Type /Pages /Kids [3 0 R] >>",
        },
    ),
    "pages below themselves": hostile_pdf(
        pages=PAGES[:-2] + b"/Parent 2 0 R >>", page=b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    ),
    "contents that are themselves": hostile_pdf(contents=b"[4 0 R 4 0 R]"),
    "contents that are the page": hostile_pdf(contents=b"3 0 R"),
    "a page with arrays in arrays": hostile_pdf(
        page=PAGE[:-2] + b"/X " + b"[" * 50_000 + b"]" * 50_000 + b">>"
    ),
    "contents with arrays in arrays": hostile_pdf(contents=stream(b"[" * 100_000 + TEXT)),
    "contents with brackets in brackets": hostile_pdf(contents=stream(b"(" * 100_000 + TEXT)),
    "a table of two milliard objects": hostile_pdf().replace(b"xref\n0 7", b"xref\n0 2147483647"),
    "a lock that is a page": hostile_pdf(trailer=b"/Encrypt 3 0 R /ID [<00><00>]"),
    "no root": hostile_pdf(catalog=b"null"),
    "no pages": hostile_pdf(pages=b"<< /Type /Pages /Kids [] /Count 0 >>"),
}


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE)
def test_a_hostile_pdf_whose_text_is_there(tmp_path: Path, data: bytes) -> None:
    assert text(read(tmp_path, brief__pdf=data)) == READ


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_a_hostile_pdf_is_listed(tmp_path: Path, data: bytes) -> None:
    result = read(tmp_path, brief__pdf=data, goed__pdf=hostile_pdf())
    assert text(result) == READ
    (failure,) = result.failures
    assert failure.reason.startswith("brief.pdf ")


def test_a_page_that_is_a_bomb_leaves_the_others_alone(tmp_path: Path) -> None:
    bomb = hostile_pdf(
        pages=b"<< /Type /Pages /Kids [3 0 R 7 0 R 3 0 R] /Count 3 >>",
        more={7: PAGE.replace(b"4 0 R", b"8 0 R"), 8: packed(b" " * 300_000_000)},
    )
    (letter,) = read(tmp_path, bom__pdf=bomb).letters
    assert [page.text for page in letter.pages] == [READ, "", READ]
    assert any("Pagina 2 " in warning for warning in letter.warnings)


def test_a_file_that_takes_too_long_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SECONDS", 2)
    monkeypatch.setattr(reading, "_SECONDS_PER_MB", 0)
    slow = packed(b"BT /F1 12 Tf " + b"(aaaa) Tj " * 2_000_000)
    result = read(tmp_path, traag__pdf=hostile_pdf(contents=slow), goed__txt=LETTER.encode())
    assert [letter.letter_id for letter in result.letters] == ["goed"]
    assert reason(Reading((), result.failures)) == "traag.pdf kost meer dan 2 seconden om te lezen."


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_lock_without_a_password_is_no_lock(tmp_path: Path, algorithm: str) -> None:
    for password, name in (("", "open.pdf"), ("geheim", "dicht.pdf")):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(hostile_pdf()))
        writer.encrypt(user_password=password, owner_password="eigenaar", algorithm=algorithm)  # noqa: S106
        writer.write(tmp_path / name)
    result = read_folder(tmp_path)
    assert text(result) == READ
    assert result.failures == (
        FailedLetter("dicht.pdf", "dicht.pdf is met een wachtwoord beveiligd; sla het zonder wachtwoord op."),
    )


@pytest.mark.parametrize(
    ("name", "data", "warning"),
    [
        ("brief.txt", hostile_pdf(), "Het bestand heet .txt, maar is een PDF-bestand en is zo gelezen."),
        (
            "brief.pdf",
            b"<!DOCTYPE html><html><body><p>De brief is goed te lezen.</p></body></html>",
            "Het bestand heet .pdf, maar is een webpagina en is zo gelezen.",
        ),
    ],
)
def test_a_file_under_another_name_is_read_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, warning: str
) -> None:
    result = read(tmp_path, **{name: data})
    assert text(result) == READ
    assert result.letters[0].warnings == (warning,)


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        (
            "brief.pdf",
            b"\x89PNG\r\n\x1a\n" + b"x" * 50,
            "brief.pdf is een afbeelding (PNG) en wordt niet gelezen; herken de tekst met: briefwijzer index --ocr.",
        ),
        (
            "brief.pdf",
            b"{\\rtf1 x}",
            "brief.pdf is een RTF-bestand en wordt niet gelezen; sla het op als PDF.",
        ),
        (
            "brief.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50,
            "brief.doc is een bestand van een oude Office-versie en wordt niet gelezen; sla het op als PDF.",
        ),
        (
            "brief.bak",
            hostile_pdf(),
            "brief.bak is een PDF-bestand; geef het de uitgang .pdf, dan wordt het gelezen.",
        ),
        (
            "brief.bak",
            b"iets",
            f"brief.bak: bestanden met uitgang “.bak” worden niet gelezen; wel {', '.join(sorted(READERS))}.",
        ),
    ],
)
def test_a_file_that_is_something_else(tmp_path: Path, name: str, data: bytes, wanted: str) -> None:
    assert reason(read(tmp_path, **{name: data})) == wanted


def test_names_that_differ_in_case_or_only_in_how_accents_are_written(tmp_path: Path) -> None:
    composed, apart = (unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD"))
    result = read(
        tmp_path,
        **{composed: LETTER.encode(), apart: b"Een ander.", "Brief.txt": b"Groot.", "brief.txt": b"Klein."},
    )
    if not {composed, apart, "Brief.txt", "brief.txt"} <= set(os.listdir(tmp_path)):  # noqa: PTH208
        pytest.skip("this disk takes them for one name")
    assert [letter.letter_id for letter in result.letters] == ["Brief", "brief", "café"]
    assert result.failures == (
        FailedLetter(
            composed, f"{composed} heeft dezelfde naam als {apart}; geef een van beide een andere naam."
        ),
    )


def test_one_letter_in_two_formats(tmp_path: Path) -> None:
    result = read(tmp_path, brief__pdf=hostile_pdf(), brief__txt=LETTER.encode())
    assert [letter.source for letter in result.letters] == ["brief.pdf"]
    assert [failure.source for failure in result.failures] == ["brief.txt"]


def test_a_name_that_turns_text_around(tmp_path: Path) -> None:
    assert reason(read(tmp_path, **{"brief\u202efdp.txt": LETTER.encode()})) == (
        "brief?fdp.txt: de bestandsnaam bevat onleesbare tekens; geef het bestand een andere naam."
    )


def test_what_is_no_file_is_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.pdf")
    assert reason(read_folder(tmp_path)) == "pijp.pdf is geen gewoon bestand (een pijp of een apparaat)."


def test_a_thousand_pages(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica", size=10)
    for number in range(1, 1001):
        pdf.add_page()
        words = [WORDS[number * place % 13] for place in range(1, 60)]
        pdf.multi_cell(150, 6, f"De brief noemt de {', de '.join(words)} en nummer {number}.")
    (letter,) = read(tmp_path, lang__pdf=bytes(pdf.output())).letters
    assert len(letter.pages) == 1000
    assert letter.pages[-1].text.endswith(" en nummer 1000.")


def test_a_letter_with_far_too_much_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "boek.txt"
    path.write_text(LETTER * 100)
    monkeypatch.setattr(reading, "_MOST_CHARACTERS", 1_000)
    monkeypatch.setattr(reading, "_MB", 1_000)
    with pytest.raises(
        reading.UnreadableLetterError, match=r"^boek\.txt bevat 3 miljoen tekens; gelezen wordt tot 1"
    ):
        reading.read_letter(path, "boek.txt", tmp_path, ())


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    for number, data in enumerate([*READABLE.values(), *UNREADABLE.values()]):
        (tmp_path / f"brief{number:02}.pdf").write_bytes(data)
    assert read_folder(tmp_path) == read_folder(tmp_path)
