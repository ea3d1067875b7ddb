"""Pictures of PDF pages: what is marked is what was cited, and nothing where that is not certain."""

import hashlib
import io

import fpdf
import pytest
from PIL import Image

from sources.errors import UnreadableLetterError
from sources.folder import read_letter
from sources.pdf.picture import _own_signs, _signs, draw_page, find_place, picture_of
from sources.types import FootnoteMark, Page, Span

LINES = ("De eerste regel van de brief.", "De tweede regel staat er onder.", "De eerste regel komt terug.")
TOP, STEP = 100, 40
"""Points from the top of the page to the first line, and from each line to the next."""


def pdf():
    paper = fpdf.FPDF(unit="pt", format=(400, 300))
    paper.set_font("helvetica", size=14)
    paper.add_page()
    for number, line in enumerate(LINES):
        paper.text(50, TOP + STEP * number, line)
    return bytes(paper.output())


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf())
    return path, read_letter(path, "brief.pdf", tmp_path, ())


def marked_rows(picture):
    """The top and bottom of what is coloured, in points from the top; None where nothing is."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    scale = image.height / 300
    rows = [
        y for y in range(image.height)
        if any(r > 200 and b < 160 for r, _, b in (image.getpixel((x, y)) for x in range(0, image.width, 3)))
    ]  # fmt: skip
    return (rows[0] / scale, rows[-1] / scale) if rows else None


@pytest.mark.parametrize("number", range(3))
def test_the_cited_line_is_marked_and_no_other(letter, number):
    path, read = letter
    start = read.pages[0].text.replace("\n", " ").index(LINES[number])
    spans = (Span(1, start, start + len(LINES[number])), Span(2, 0, 5))
    picture = picture_of(path, "brief.pdf", path.parent, read.sha256, read.pages[0], spans)
    top, bottom = marked_rows(picture)
    baseline = TOP + STEP * number
    assert baseline - 18 < top < baseline - 8
    assert baseline < bottom < baseline + 8


def test_what_the_file_does_not_show_so_is_not_marked(letter):
    path, read = letter
    other = Page(1, "Deze zin staat er niet.")
    assert (
        marked_rows(draw_page(path, "brief.pdf", path.parent, read.sha256, other, (Span(1, 0, 23),))) is None
    )


def test_another_file_by_the_same_name_is_refused(letter):
    path, read = letter
    with pytest.raises(UnreadableLetterError, match="is veranderd sinds het is gelezen"):
        picture_of(path, "brief.pdf", path.parent, hashlib.sha256(b"").hexdigest(), read.pages[0], ())


def test_a_damaged_file_is_refused(tmp_path):
    path = tmp_path / "stuk.pdf"
    path.write_bytes(b"%PDF-1.4 stuk")
    with pytest.raises(UnreadableLetterError, match="Pagina 1 van stuk"):
        picture_of(path, "stuk.pdf", tmp_path, hashlib.sha256(b"%PDF-1.4 stuk").hexdigest(), Page(1, "x"), ())


@pytest.mark.parametrize(
    ("own", "drawn", "cited", "found"),
    [
        ("een twee", "een twee", "twee", "twee"),
        ("industriebeleid nu", "industrie-\nbeleid nu", "industriebeleid", "industrie-\nbeleid"),
        ("“een” – twee", '"een" - twee', "“een” – twee", 'een" - twee'),
        ("ja nee", "neen", "ja", None),
        ("dit staat hier", "dit staat hier dit staat hier", "dit staat hier", None),
        ("fijn ﬁets", "fijn fiets", "ﬁets", "fiets"),
    ],
)
def test_finding_a_text_among_what_is_drawn(own, drawn, cited, found):
    start = own.index(cited)
    place = find_place(_signs(own), _signs(drawn), start, start + len(cited))
    assert (drawn[place[0] : place[1] + 1] if place else None) == found


def test_of_two_the_same_the_neighbours_tell_which():
    own = "Voor de zon. Dit is zo. Na de maan. Dit is zo. Slot van de brief."
    start = own.rindex("Dit is zo")
    assert find_place(_signs(own), _signs(own), start, start + 9) == (start, start + 8)


def test_a_footnotes_number_is_where_it_stands_on_paper():
    page = Page(1, "De steun daalt.", marks=(FootnoteMark("12", 1, 8),))
    assert find_place(_own_signs(page), _signs("De steun12 daalt."), 0, 15) == (0, 15)
