"""Letters of ministries, read from PDFs that are made here."""

import pytest

from sources.pdf import read_pdf
from tests.pdf_layouts import block, found, marked, pages, read, wanted
from tests.pdf_layouts_letters import (
    CHAPTERS,
    FURNITURE,
    NOTES,
    SOURCES,
    a_note_on_each_page,
    letter,
    nested_list,
    notes_of,
    numbered_chapters,
    two_signatories,
)

SUBJECT = ("paragraph", "Betreft Voortgang versterking jeugdreclassering")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_page_has_the_blocks_of_its_writer(number: int) -> None:
    letter_pages, parts = read(letter)
    above = [SUBJECT] if number == 1 else []
    assert found(letter_pages[number - 1]) == [*above, *wanted(parts[number - 1])]


def test_a_list_stands_on_lines_and_all_else_is_parted_by_white() -> None:
    text = read(letter)[0][0].text
    assert "verandering in brengen:\n\n• gemeenten" in text
    assert "te maken hebben;\n• er komt een landelijk tarief, dat bestaat uit:\n- een vast bedrag" in text
    assert "tarieven.\n\nWachttijden\n\nEind 2022" in text


@pytest.mark.parametrize("words", FURNITURE)
def test_the_letterhead_stands_in_no_text(words: str) -> None:
    assert not any(words in page.text for page in read(letter)[0])


def test_what_the_letterhead_says() -> None:
    head = read_pdf(bytes(letter().output()), "brief.pdf").letterhead
    assert head.kenmerken == ("4827193",)
    assert head.answers == ("2023Z02871",)
    assert head.dates == ("21 maart 2024",)


def test_the_printed_page_numbers() -> None:
    assert [page.printed for page in read(letter)[0]] == ["1", "2", "3"]


def test_footnotes_and_their_marks() -> None:
    first, second, third = read(letter)[0]
    assert marked(first) == [("1", "jeugdreclassering."), ("2", "procent.")]
    assert (marked(second), marked(third)) == ([("3", "veroordeeld.")], [])
    assert [b.label for b in first.blocks if b.label] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("In het commissiedebat", ()),
        ("Eind 2022", ("Wachttijden",)),
        ("De verschillen", ("Wachttijden", "Regionale verschillen")),
        ("- een vast bedrag", ("Wachttijden", "Regionale verschillen")),
        ("Het landelijke tarief", ("Tarieven",)),
    ],
)
def test_a_bold_heading_is_above_an_italic_one(text: str, section: tuple[str, ...]) -> None:
    assert block(read(letter)[0][0], text).section == section


def test_two_signatories_beside_each_other() -> None:
    (page,) = pages(two_signatories())
    assert [text for _, text in found(page)][-4:] == [
        "De Minister van Binnenlandse Zaken en Koninkrijksrelaties,",
        "H.M. de Jonge",
        "De Minister voor Rechtsbescherming,",
        "F.M. Weerwind",
    ]


def test_numbered_headings_at_the_top_are_no_page_numbers() -> None:
    assert [found(page) for page in pages(numbered_chapters())] == [
        [("heading", title), ("paragraph", text)] for title, text in CHAPTERS
    ]


@pytest.mark.parametrize(
    ("mark", "last"),
    [
        *((mark, last) for mark in "-–" for last in ":;,"),
        *(pytest.param(mark, "") for mark in "-–"),
        *(("•", last) for last in (":", ";", ",", "")),
        *(pytest.param("o", last) for last in (":", ";", ",", "")),
    ],
)
def test_a_list_in_a_list(mark: str, last: str) -> None:
    pdf = nested_list(mark, last)
    assert found(pages(pdf)[0]) == wanted(pdf.pages_set[0])


@pytest.mark.parametrize(
    ("raised", "hang"),
    [
        (True, 6.0),
        pytest.param(True, 9.0),
        pytest.param(True, 14.0),
        pytest.param(False, 6.0),
        pytest.param(False, 9.0),
        pytest.param(False, 14.0),
    ],
)
def test_footnotes_with_white_behind_their_number(raised: bool, hang: float) -> None:
    (page,) = pages(notes_of(hang, raised=raised))
    assert [(b.label, page.text[b.start : b.end]) for b in page.blocks if b.label] == [
        (part.label, part.read) for part in NOTES[:2]
    ]
    assert marked(page) == [("1", "jeugdreclassering."), ("2", "procent.")]


def test_footnotes_that_are_numbered_as_the_pages_are_no_page_numbers() -> None:
    read_pages = pages(a_note_on_each_page())
    assert [found(page) for page in read_pages] == [
        [("paragraph", text), ("footnote", source)] for text, source in SOURCES
    ]
    assert [page.printed for page in read_pages] == [None, None, None]


def test_a_paragraph_goes_on_over_the_end_of_the_page() -> None:
    letter_pages, parts = read(letter)
    assert parts[1][0].goes_on
    before = max(i for i, b in enumerate(letter_pages[0].blocks) if b.label is None)
    assert letter_pages[1].blocks[0].continues == before
