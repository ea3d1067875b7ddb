"""Scans: listed as such, and read where Tesseract is and the reader asks for it."""

import io
from pathlib import Path

import pypdfium2
import pytesseract
import pytest
from fpdf import FPDF
from PIL import Image

from sources import folder as reading
from sources import ocr
from sources.errors import OcrError
from sources.facts.metadata import make_letter
from sources.folder import Reading, read_folder
from sources.ocr import Tesseract, find_tesseract, read_picture
from sources.sentences import letter_sentences
from sources.types import BlockKind, Letter

try:
    find_tesseract()
except OcrError:
    MISSING = True
else:
    MISSING = False
tesseract = pytest.mark.skipif(MISSING, reason="Tesseract or its Dutch data is not installed")

WANTED = [
    "Draagmoederschap is een complex onderwerp waar de samenleving zich betrokken bij voelt.",
    "De toenmalige minister van Justitie heeft een onderzoek aangekondigd naar de financiële gevolgen daarvan.",
    "De Raad meldt per jaar in ongeveer tien gevallen een overtreding.",
    "Dat is één op de tien gevallen.",
]
LETTER = [
    "Datum 1 maart 2011",
    "Betreft Draagmoederschap in Nederland",
    "Geachte Voorzitter,",
    " ".join(WANTED[:2]),
]
SECOND = [" ".join(WANTED[2:])]


def typed(*pages: list[str]) -> bytes:
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    for page in pages:
        pdf.add_page()
        for paragraph in page:
            pdf.multi_cell(160, 7, paragraph, align="L")
            pdf.ln(14)
    return bytes(pdf.output())


def pictures(data: bytes, dpi: int = 200) -> list[Image.Image]:
    pdf = pypdfium2.PdfDocument(data)
    made = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]
    pdf.close()
    return made


def scanned(*pages: list[str], turn: int = 0) -> bytes:
    pdf = FPDF()
    for picture in pictures(typed(*pages)):
        pdf.add_page()
        pdf.image(picture.rotate(turn, expand=True), x=0, y=0, w=210, h=297)
    return bytes(pdf.output())


def read(folder: Path, name: str, data: bytes, *, recognise: bool = True) -> Reading:
    (folder / name).write_bytes(data)
    return read_folder(folder, ocr=recognise)


def sentences(letter: Letter) -> list[str]:
    return [letter.text_at(sentence.spans) for sentence in letter_sentences(letter)]


def test_a_scan_is_listed_where_nobody_asks_for_ocr(tmp_path: Path) -> None:
    (failure,) = read(tmp_path, "brief.pdf", scanned(LETTER), recognise=False).failures
    assert "scan" in failure.reason


@tesseract
def test_a_scan_is_read(tmp_path: Path) -> None:
    (letter,) = read(tmp_path, "brief.pdf", scanned(LETTER, SECOND)).letters
    assert [text for text in sentences(letter) if text in WANTED] == WANTED
    assert (letter.title, letter.date, letter.ocr) == ("Draagmoederschap in Nederland", "2011-03-01", True)
    assert [page.ocr for page in letter.pages] == [True, True]
    assert letter.warnings[-1] == "De tekst van pagina’s 1-2 is met OCR herkend en kan fouten bevatten."


@tesseract
def test_only_pages_without_text_are_recognised(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    (picture,) = pictures(typed(SECOND))
    for page in (LETTER[-1], picture, None, "Deze pagina is getypt."):
        pdf.add_page()
        if isinstance(page, str):
            pdf.multi_cell(160, 7, page, align="L")
        elif page:
            pdf.image(page, x=0, y=0, w=210)
    (letter,) = read(tmp_path, "brief.pdf", bytes(pdf.output())).letters
    assert [page.ocr for page in letter.pages] == [False, True, False, False]
    assert sentences(letter) == [*WANTED, "Deze pagina is getypt."]
    assert letter.warnings == (
        "Pagina 3 bevat geen tekst, ook niet na OCR.",
        "De tekst van pagina 2 is met OCR herkend en kan fouten bevatten.",
    )


@tesseract
def test_a_scan_on_its_side(tmp_path: Path) -> None:
    if not find_tesseract().turns:
        pytest.skip("Tesseract has no data that tells how a page lies")
    (letter,) = read(tmp_path, "brief.pdf", scanned(LETTER + SECOND * 3, turn=180)).letters
    assert WANTED[0] in sentences(letter)


@tesseract
@pytest.mark.parametrize(
    ("name", "kind"), [("brief.png", "PNG"), ("brief.jpeg", "JPEG"), ("brief.tif", "TIFF")]
)
def test_image_files_are_letters_too(tmp_path: Path, name: str, kind: str) -> None:
    first, second = pictures(typed(LETTER, SECOND), dpi=300)
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": [second]} if kind == "TIFF" else {}
    first.save(stream, kind, dpi=(300, 300), **more)
    (letter,) = read(tmp_path, name, stream.getvalue()).letters
    assert [text for text in sentences(letter) if text in WANTED] == WANTED[: 4 if more else 2]
    assert (letter.letter_id, len(letter.pages), letter.ocr) == ("brief", 2 if more else 1, True)


@tesseract
def test_a_picture_with_nothing_on_it(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (800, 600), (0, 0, 0, 0)).save(stream, "PNG")
    (failure,) = read(tmp_path, "leeg.png", stream.getvalue()).failures
    assert failure.reason == "leeg.png bevat geen tekst, ook niet na OCR (1 pagina)."
    (tmp_path / "leeg.png").write_bytes(stream.getvalue()[:60])
    (failure,) = read_folder(tmp_path, ocr=True).failures
    assert failure.reason.startswith("leeg.png is een beschadigde afbeelding (")


@tesseract
def test_list_items_keep_their_dot(tmp_path: Path) -> None:
    (letter,) = read(
        tmp_path,
        "brief.pdf",
        scanned(["Geadviseerd besluit", "\x95 De wijziging verlagen.", "\x95 Het verzenden."]),
    ).letters
    items = [
        page.text[block.start : block.end]
        for page in letter.pages
        for block in page.blocks
        if block.kind is BlockKind.LIST_ITEM
    ]
    assert items == ["• De wijziging verlagen.", "• Het verzenden."]


def test_a_picture_that_is_far_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_MOST_STORED", 100)
    stream = io.BytesIO()
    Image.new("L", (20, 20)).save(stream, "PNG")
    with pytest.raises(Exception, match=r"brief\.png is te groot \(20 bij 20 beeldpunten\)"):
        read_picture(stream.getvalue(), "brief.png", Tesseract("nld", turns=False))


def test_tesseract_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brief.pdf").write_bytes(scanned(LETTER))
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/bestaat/niet")
    with pytest.raises(
        OcrError, match=r"^Voor OCR is het programma Tesseract nodig, .* apt install tesseract-ocr"
    ):
        read_folder(tmp_path, ocr=True)


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        (["eng", "nld", "osd"], Tesseract("nld+eng", turns=True)),
        (["nld"], Tesseract("nld", turns=False)),
        (["eng", "osd"], None),
    ],
)
def test_languages(monkeypatch: pytest.MonkeyPatch, there: list[str], wanted: Tesseract | None) -> None:
    monkeypatch.setattr(pytesseract, "get_languages", lambda: there)
    if wanted:
        assert find_tesseract() == wanted
    else:
        with pytest.raises(
            OcrError, match=r"de Nederlandse gegevens van Tesseract nodig, .*tesseract-ocr-nld"
        ):
            find_tesseract()


def test_a_page_that_tesseract_does_not_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([RuntimeError("Tesseract process timeout"), pytesseract.TesseractError(1, "kapot")])

    def fail(*_: object, **__: object) -> str:
        failure = next(failures, None)
        if failure:
            raise failure
        return "Geachte Voorzitter,\n\x0c"

    monkeypatch.setattr(pytesseract, "image_to_string", fail)
    frames = [Image.linear_gradient("L") for _ in range(3)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    document = read_picture(stream.getvalue(), "brief.tif", Tesseract("nld", turns=False))
    letter = make_letter("brief", "brief.tif", "0" * 64, document)
    assert (letter.ocr, [page.ocr for page in letter.pages]) == (True, [False, False, True])
    assert document.warnings == (
        "Pagina 1 is niet herkend: dat duurde langer dan 120 seconden.",
        "Pagina 2 is niet herkend: Tesseract liep erop vast.",
        "De tekst van pagina 3 is met OCR herkend en kan fouten bevatten.",
    )


def test_limits_are_wider_with_ocr(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_bytes(b"x" * 1_000_000)
    limits = [
        reading._call(tmp_path / "brief.pdf", tmp_path, (), how).seconds
        for how in (None, Tesseract("nld", turns=False))
    ]
    assert limits == [180, 1200]
