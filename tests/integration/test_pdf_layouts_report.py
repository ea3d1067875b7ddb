"""A report with a cover, contents and numbered headings, read from a PDF that is made here."""

import pytest

from tests.pdf_layouts import block, found, marked, read, wanted
from tests.pdf_layouts_report import BOX, CAPTION, CONTENTS, FRONT, PAGES, ROMAN, report


def test_the_printed_page_numbers() -> None:
    printed = [page.printed for page in read(report)[0]]
    assert printed[FRONT:] == [str(n) for n in range(1, len(PAGES) + 1)]


def test_roman_page_numbers() -> None:
    printed = [page.printed for page in read(report)[0]]
    assert printed[:FRONT] == [None, *ROMAN[1:]]


def test_page_numbers_stand_in_no_text() -> None:
    assert not any(
        text in {*ROMAN, *map(str, range(1, len(PAGES) + 1))}
        for page in read(report)[0]
        for _, text in found(page)
    )


def test_the_cover() -> None:
    assert [text for _, text in found(read(report)[0][0])] == [
        "Wachten op begeleiding",
        "Onderzoek naar de wachttijden bij de jeugdreclassering",
        "Inspectie Justitie en Veiligheid, september 2023",
    ]


def test_each_entry_of_the_contents_is_a_block_without_its_points() -> None:
    texts = [text.replace("\t", " ") for _, text in found(read(report)[0][1])]
    assert texts == ["Inhoud", *(f"{title} {number}" for title, number in CONTENTS)]


@pytest.mark.parametrize("number", [*(pytest.param(n) for n in (1, 3, 6, 7)), 2, 4, 5])
def test_each_page_has_the_blocks_of_its_writer(number: int) -> None:
    page = read(report)[0][FRONT + number - 1]
    more = [("heading", CAPTION)] if number == 4 else []
    footnotes = [item for item in found(page) if item[0] == "footnote"]
    expected = [*wanted(PAGES[number - 1]), *(wanted(BOX) if number == 2 else []), *more]
    assert found(page) == [*expected, *footnotes]


def test_a_footnote_below_a_box() -> None:
    page = read(report)[0][FRONT + 1]
    assert marked(page) == [("1", "verschilt.")]
    assert block(page, "De vragen zijn vooraf").label == "1"


@pytest.mark.parametrize(
    ("page", "text", "section"),
    [
        (1, "Dit rapport gaat", ("1 Inleiding",)),
        (1, "In 2022 ontving", ("1 Inleiding", "1.1 Aanleiding")),
        (2, "Zij sprak daarvoor", ("1 Inleiding", "1.2 Onderzoeksvragen")),
        (
            2,
            "Jeugdreclassering is",
            ("1 Inleiding", "1.2 Onderzoeksvragen", "Box 1: Wat is jeugdreclassering?"),
        ),
        (4, "Tussen de regio’s", ("2 Bevindingen", "2.1 Wachttijden", "2.1.1 Wachttijden per regio")),
        (6, "Jongeren wachten te lang.", ("3 Conclusie",)),
        (7, "Het onderzoek liep", ("Bijlage 1 Verantwoording",)),
    ],
)
def test_sections_follow_the_numbers_of_the_headings(page: int, text: str, section: tuple[str, ...]) -> None:
    path = block(read(report)[0][FRONT + page - 1], text).section
    assert path[-len(section) :] == section
    assert not any(title[0].isdigit() for title in path[: -len(section)])


def test_a_caption_of_a_figure_has_no_text_below_it() -> None:
    page = read(report)[0][FRONT + 4]
    assert block(page, "In de regio’s met").section[-1] == "2.1.1 Wachttijden per regio"
