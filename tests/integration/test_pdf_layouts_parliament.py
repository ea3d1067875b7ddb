"""Papers of the Tweede Kamer, read from PDFs that are made here."""

import pytest

from sources.pdf import read_pdf
from tests.pdf_layouts import about, block, found, marked, pages, read, wanted
from tests.pdf_layouts_parliament import FURNITURE, LABELS, MOTION, answers, labelled, motion

ASKED_1 = "Kent u het bericht «Jongeren wachten maanden op reclassering»?"
ASKED_2 = (
    "Hoeveel jongeren wachten op dit moment langer dan vijf dagen op een eerste gesprek met een "
    "jeugdreclasseringswerker?"
)
ASKED_3 = (
    "Deelt u de opvatting dat een wachttijd van maanden niet past bij het pedagogische karakter van het "
    "jeugdstrafrecht? Zo nee, waarom niet?"
)
ASKED_4 = (
    "Welke gemeenten kopen nog niet gezamenlijk in? Wat doet u om hen daartoe te bewegen? Wanneer informeert u de "
    "Kamer daarover?"
)


@pytest.mark.parametrize("number", [1, 2])
def test_each_page_has_the_blocks_of_its_writer(number: int) -> None:
    read_pages, parts = read(answers)
    assert found(read_pages[number - 1]) == wanted(parts[number - 1])


@pytest.mark.parametrize("words", FURNITURE)
def test_masthead_colophon_and_foot_stand_in_no_text(words: str) -> None:
    assert not any(words in page.text for page in read(answers)[0])


def test_the_printed_page_numbers() -> None:
    assert [page.printed for page in read(answers)[0]] == ["1", "2"]


def test_what_the_colophon_says() -> None:
    head = read_pdf(bytes(answers().output()), "brief.pdf").letterhead
    assert "ah-tk-20232024-1004" in head.kamerstukken


@pytest.mark.parametrize(
    ("page", "text", "asked"),
    [
        (1, "Ja.", [ASKED_1]),
        (1, "Op 1 januari 2024", [ASKED_2, ASKED_3]),
        (1, "Met de gecertificeerde", [ASKED_2, ASKED_3]),
        (1, "Drie jeugdregio’s", [ASKED_4]),
        (2, "De vragen 2 en 3", ["Kunt u deze vragen afzonderlijk beantwoorden?"]),
    ],
)
def test_an_answer_is_about_its_questions(page: int, text: str, asked: list[str]) -> None:
    assert about(read(answers)[0], page, text) == asked


def test_an_answer_goes_on_over_the_end_of_the_page() -> None:
    first, second = read(answers)[0]
    rest = second.blocks[0]
    assert rest.continues is not None
    before = first.blocks[rest.continues]
    assert first.text[before.start : before.end].startswith("Drie jeugdregio’s")
    assert (rest.section, rest.about) == (before.section, before.about)


def test_a_footnote_goes_on_over_the_end_of_the_page() -> None:
    first, second = read(answers)[0]
    rest = block(second, "begeleiding kreeg.")
    assert rest.continues is not None
    before = first.blocks[rest.continues]
    assert (rest.label, before.label) == ("2", "2")
    assert first.text[before.start : before.end].endswith("niet wie eerst vrijwillig")


def test_footnotes_stand_with_their_word() -> None:
    first, second = read(answers)[0]
    assert marked(first) == [("1", "reclassering»?"), ("2", "is.")]
    assert marked(second) == [("3", "gemeenten.")]


@pytest.mark.parametrize(
    ("question", "answer"),
    [pytest.param(*pair) if pair[1] == "Antwoord vraag 1" else pair for pair in LABELS],
)
def test_ways_to_label_questions_and_answers(question: str, answer: str) -> None:
    read_pages = pages(labelled(question, answer))
    (page,) = read_pages
    assert [kind for kind, _ in found(page)] == [
        "paragraph", "heading", "paragraph", "heading", "paragraph", "paragraph"
    ]  # fmt: skip
    asked = ["Hoeveel jongeren wachten op dit moment langer dan vijf dagen op een eerste gesprek?"]
    assert about(read_pages, 1, "Op 1 januari") == about(read_pages, 1, "Ik verwacht") == asked
    assert block(page, "Op 1 januari").section == (answer,)


def test_a_motion_has_a_paragraph_for_each_consideration() -> None:
    (page,) = pages(motion())
    assert found(page)[3:] == wanted(MOTION)


def test_the_head_of_a_motion() -> None:
    (page,) = pages(motion())
    assert found(page)[:3] == [
        ("heading", "28 741 Jeugdcriminaliteit"),
        ("heading", "Nr. 104 MOTIE VAN DE LEDEN MUTLUER EN SNELLER"),
        ("paragraph", "Voorgesteld 14 februari 2024"),
    ]
