"""Programmes and leaflets in columns, read from PDFs that are made here."""

import pytest

from tests.pdf_layouts import block, found, marked, read, wanted
from tests.pdf_layouts_columns import FURNITURE, INTRO, TITLE, opening, programme, three_columns

OFFSETS = [0.0, 3.0, 5.0, 7.0]
"""Points by which the lines of the right column stand lower than those of the left."""


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_columns_are_read_one_after_the_other(number: int, offset: float) -> None:
    read_pages, parts = read(programme, offset)
    assert found(read_pages[number - 1]) == wanted(parts[number - 1])


@pytest.mark.parametrize("words", FURNITURE)
def test_the_running_head_stands_in_no_text(words: str) -> None:
    assert not any(words in page.text for page in read(programme, 0.0)[0])


def test_page_numbers_left_and_right() -> None:
    assert [page.printed for page in read(programme, 0.0)[0]] == ["10", "11", "12"]


def test_a_note_below_the_left_column() -> None:
    page = read(programme, 0.0)[0][0]
    assert marked(page) == [("1", "heeft.")]
    last = page.blocks[-1]
    assert (last.label, page.text[last.start : last.end]) == ("1", "SCP, Werk aan de wijk, 2013, blz. 92.")


@pytest.mark.parametrize("number", [2, 3])
def test_a_paragraph_goes_on_from_the_last_column_to_the_next_page(number: int) -> None:
    read_pages, parts = read(programme, 0.0)
    assert parts[number - 1][0].goes_on
    before, page = read_pages[number - 2 : number]
    last = max(i for i, b in enumerate(before.blocks) if b.label is None)
    assert page.blocks[0].continues == last


def test_larger_headings_are_above_bold_and_italic_ones() -> None:
    read_pages, _ = read(programme, 0.0)
    page = next(page for page in read_pages if "Jongeren die met politie" in page.text)
    assert block(page, "Jongeren die met politie").section == (
        "Wat willen we bereiken?",
        "Veiligheid in de wijk",
        "Jongeren",
    )


@pytest.mark.parametrize("offset", OFFSETS)
def test_a_title_and_an_introduction_over_both_columns(offset: float) -> None:
    (page,), (parts,) = read(opening, offset)
    assert found(page) == wanted(parts)
    assert parts[0] == TITLE
    assert found(page)[1] == ("paragraph", INTRO.read)


def test_three_columns() -> None:
    (page,), (parts,) = read(three_columns)
    assert found(page) == wanted(parts)
