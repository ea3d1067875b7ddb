"""PDFs from the file to the letter: made here, and real ones where they lie beside the project."""

import io
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject

from sources.folder import Reading, read_folder
from sources.sentences import letter_sentences
from sources.types import BlockKind, Letter

TESTS = Path(__file__).parents[1]
REAL = TESTS.parents[1] / "shared" / "pdf"
"""Real PDFs, which are not part of the project."""
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (TESTS / "fixtures" / "real-pdfs.toml").read_text("utf-8")
)
SCAN = "blg-1007826-scan-zonder-tekstlaag.pdf"

PAGES = [
    """Pagina 1 van 2
Datum 1 maart 2011
Onderwerp Draagmoederschap in Nederland
Geachte Voorzitter,

Draagmoederschap is een complex onderwerp waar de samenleving zich
betrokken bij voelt.1 De toenmalige minister van Justitie heeft met het
oog daarop een onderzoek aangekondigd naar de aard ervan. De Raad
meldt per jaar in ongeveer tien gevallen in

Directoraat-Generaal
Preventie, Jeugd en
Sancties
Ons kenmerk
5687928/11
1 Zie Kamerstukken II 2009/10, 32 123 XVI, nr. 30.""",
    """Pagina 2 van 2
aanraking te komen met illegale opnemingen van een kind. Dat is één
op de tien gevallen.

De Staatssecretaris van Veiligheid en Justitie,

F. Teeven""",
]


def make_pdf(pages: Iterable[str]) -> FPDF:
    pdf = FPDF()
    pdf.set_font("helvetica", size=10)
    for page in pages:
        pdf.add_page()
        for line in page.split("\n"):
            pdf.set_font_size(7 if line.startswith("1 Zie") else 10)
            if line:
                pdf.cell(text=line, h=6)
            pdf.ln(6)
    return pdf


def scan() -> Image.Image:
    return Image.new("L", (60, 80), 200)


def read(folder: Path, data: bytes) -> Reading:
    (folder / "brief.pdf").write_bytes(data)
    return read_folder(folder)


def reason(folder: Path, data: bytes) -> str:
    reading = read(folder, data)
    assert reading.letters == ()
    (failure,) = reading.failures
    assert failure.source == "brief.pdf"
    return failure.reason


def texts(letter: Letter, kind: BlockKind) -> list[str]:
    return [
        page.text[block.start : block.end]
        for page in letter.pages
        for block in page.blocks
        if block.kind is kind
    ]


def test_a_letter(tmp_path: Path) -> None:
    (letter,) = read(tmp_path, bytes(make_pdf(PAGES).output())).letters
    assert (letter.title, letter.kind, letter.date) == (
        "Draagmoederschap in Nederland",
        "kamerbrief",
        "2011-03-01",
    )
    assert letter.kenmerken == ("5687928/11",)
    assert letter.sender == "F. Teeven, staatssecretaris van Veiligheid en Justitie"
    assert letter.warnings == ()
    assert texts(letter, BlockKind.FOOTNOTE) == ["Zie Kamerstukken II 2009/10, 32 123 XVI, nr. 30."]
    (mark,) = letter.pages[0].marks
    assert letter.pages[0].text[: mark.offset].endswith("betrokken bij voelt.")
    assert not any("Pagina" in page.text or "Sancties" in page.text for page in letter.pages)
    over = [sentence for sentence in letter_sentences(letter) if len(sentence.spans) == 2]
    assert [letter.text_at(sentence.spans) for sentence in over] == [
        "De Raad meldt per jaar in ongeveer tien gevallen in aanraking te komen met illegale opnemingen van een kind."
    ]


def test_running_heads_and_page_numbers(tmp_path: Path) -> None:
    pages = [
        f"Beleidsprogramma | Deel A{n}\nZin nummer {n * 7} van de tekst.\nMeer {n}a." for n in range(1, 6)
    ]
    (letter,) = read(tmp_path, bytes(make_pdf(pages).output())).letters
    assert [page.text for page in letter.pages] == [
        f"Zin nummer {n * 7} van de tekst. Meer {n}a." for n in range(1, 6)
    ]


def test_a_locked_pdf_and_one_that_only_forbids_printing(tmp_path: Path) -> None:
    locked = make_pdf(PAGES)
    locked.set_encryption(owner_password="eigenaar", user_password="geheim")  # noqa: S106
    assert reason(tmp_path, bytes(locked.output())) == (
        "brief.pdf is met een wachtwoord beveiligd; sla het zonder wachtwoord op."
    )
    unprintable = make_pdf(PAGES)
    unprintable.set_encryption(owner_password="eigenaar", permissions=AccessPermission.none())  # noqa: S106
    (letter,) = read(tmp_path, bytes(unprintable.output())).letters
    assert letter.title == "Draagmoederschap in Nederland"


def test_a_scan(tmp_path: Path) -> None:
    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.image(scan(), x=0, y=0, w=200)
    assert reason(tmp_path, bytes(pdf.output())) == (
        "brief.pdf bevat geen tekst (2 pagina’s); waarschijnlijk een scan. "
        "Laat de tekst herkennen met: briefwijzer index --ocr"
    )


def test_pages_without_text_between_others_keep_their_number(tmp_path: Path) -> None:
    pdf = make_pdf(["Eerste pagina met tekst."])
    for _ in range(2):
        pdf.add_page()
        pdf.image(scan(), x=0, y=0, w=200)
    pdf.add_page()
    pdf.cell(text="Laatste pagina met tekst.")
    (letter,) = read(tmp_path, bytes(pdf.output())).letters
    assert [page.text for page in letter.pages] == [
        "Eerste pagina met tekst.",
        "",
        "",
        "Laatste pagina met tekst.",
    ]
    assert letter.warnings == ("Pagina’s 2, 3 bevatten geen tekst (leeg, of een scan).",)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_pdf_that_was_cut_off(tmp_path: Path, share: float) -> None:
    data = bytes(make_pdf(PAGES).output())
    assert reason(tmp_path, data[: int(len(data) * share)]).startswith(
        "brief.pdf is beschadigd of geen PDF ("
    )


def test_a_pdf_with_something_behind_its_end_is_read_with_a_warning(tmp_path: Path) -> None:
    data = bytes(make_pdf(PAGES).output())
    (letter,) = read(tmp_path, data + b"\n" + b"x" * 2000).letters
    assert letter.warnings == (
        "Het PDF-bestand is beschadigd of afgebroken; wat te herstellen was is gelezen.",
    )


def with_broken_pages(data: bytes, *broken: int) -> bytes:
    """The PDF with pages (from 0) that are packed in a way that nobody knows."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for number in broken:
        contents = cast("DictionaryObject", writer.pages[number]["/Contents"])
        contents[NameObject("/Filter")] = NameObject("/Onbekend")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_damaged_page_leaves_the_others_alone(tmp_path: Path) -> None:
    (letter,) = read(tmp_path, with_broken_pages(bytes(make_pdf(PAGES).output()), 0)).letters
    assert letter.pages[0].text == ""
    assert letter.pages[1].text.startswith("aanraking te komen")
    assert letter.warnings == ("Pagina 1 is beschadigd en niet gelezen (NotImplementedError).",)


def test_a_pdf_of_damaged_pages(tmp_path: Path) -> None:
    assert reason(tmp_path, with_broken_pages(bytes(make_pdf(PAGES).output()), 0, 1)) == (
        "brief.pdf is beschadigd: geen van de 2 pagina’s is te lezen."
    )


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pypdf.PdfWriter().write(stream)
    assert reason(tmp_path, stream.getvalue()) == "brief.pdf heeft geen pagina’s."


@pytest.fixture(scope="module")
def real() -> Reading:
    if not REAL.is_dir():
        pytest.skip("the real PDFs do not lie beside the project")
    return read_folder(REAL)


def test_real_pdfs_are_read_or_refused(real: Reading) -> None:
    assert [letter.letter_id for letter in real.letters] == sorted(set(EXPECTED) - {Path(SCAN).stem})
    assert {
        failure.source: failure.reason for failure in real.failures if failure.source.endswith(".pdf")
    } == {
        SCAN: f"{SCAN} bevat geen tekst (2 pagina’s); waarschijnlijk een scan. "
        "Laat de tekst herkennen met: briefwijzer index --ocr"
    }
