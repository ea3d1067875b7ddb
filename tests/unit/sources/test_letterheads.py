"""What stands around a text: headers and footers, named metadata, numbers and dates as letters write them."""

import pytest

from sources.document import Draft, Letterhead
from sources.letterheads import (
    annex_number,
    dutch_date,
    is_label,
    merged,
    of_lines,
    of_metadata,
    paper_number,
    take_letterhead,
    without,
)
from sources.types import BlockKind


def test_headers_and_footers() -> None:
    head = of_lines(["Ministerie van Economische Zaken", "Ons kenmerk", "DGBI / 44426674", "Pagina 2 van 9"])
    assert (head.kenmerken, head.printed_pages) == (("DGBI / 44426674",), ())


def test_metadata_of_a_paper() -> None:
    head = of_metadata(
        {
            "overheidop.dossiernummer": ["32545", "35470-XIV"],
            "overheidop.ondernummer": ["143"],
            "dc.identifier": ["kst-32545-143"],
            "dcterms.issued": ["2021-07-06"],
            "dcterms.available": ["2021-07-07"],
            "dc.title": ["Wet- en regelgeving financiële markten; Motie"],
            "overheidop.documenttitel": ["Motie over een grensspaarsaldo"],
        }
    )
    assert head == Letterhead(
        kamerstukken=("32 545, nr. 143", "35 470 XIV, nr. 143", "kst-32545-143"),
        dates=("6 juli 2021", "7 juli 2021"),
        title="Motie over een grensspaarsaldo",
    )


def test_metadata_of_answers_and_of_other_pages() -> None:
    head = of_metadata(
        {
            "overheidop.aanhangselnummer": ["3235"],
            "overheidop.vergaderjaar": ["2020-2021"],
            "overheidop.vraagnummer": ["2021Z09739"],
            "dc.identifier": ["stcrt-2021-5"],
            "dcterms.issued": ["vandaag"],
        }
    )
    assert head == Letterhead(kenmerken=("2021Z09739",), kamerstukken=("Aanhangsel 2020–2021, nr. 3235",))
    assert of_metadata({}) == Letterhead()


@pytest.mark.parametrize(
    ("dossier", "number", "expected"),
    [
        ("32545", "143", "32 545, nr. 143"),
        ("35 470 XIV", "4", "35 470 XIV, nr. 4"),
        ("35470-XIV", "4", "35 470 XIV, nr. 4"),
        ("35673", "AI", "35 673, AI"),
        ("21501-02", "3174", "21501-02, nr. 3174"),
    ],
)
def test_paper_numbers(dossier: str, number: str, expected: str) -> None:
    assert paper_number(dossier, number) == expected


def test_annex_numbers_and_dates() -> None:
    assert annex_number("2020 ‒ 2021", " 3235 ") == "Aanhangsel 2020–2021, nr. 3235"
    assert dutch_date("2021-07-06") == "6 juli 2021"
    assert dutch_date("2021-07-06T12:00:00") == "6 juli 2021"
    assert dutch_date("2021-13-06") is None
    assert dutch_date("6 juli 2021") is None


def test_labels() -> None:
    assert is_label("Ons kenmerk")
    assert is_label("Betreft: industriebeleid")
    assert not is_label("Betreffende de industrie")
    assert not is_label("De datum is 1 mei.")


def test_all_that_several_letterheads_say() -> None:
    one = Letterhead(kenmerken=("A / 1234",), dates=("1 mei 2020",))
    other = Letterhead(kenmerken=("B / 1234", "A / 1234"), title="Een titel")
    assert merged(one, other) == Letterhead(
        kenmerken=("A / 1234", "B / 1234"), dates=("1 mei 2020",), title="Een titel"
    )


def test_what_a_letterhead_leaves_of_each_line() -> None:
    head, texts = take_letterhead(["Ons kenmerk", "5687928/11 Geachte Voorzitter,", "Tekst van de brief."])
    assert head.kenmerken == ("5687928/11",)
    assert texts == ["", "Geachte Voorzitter,", "Tekst van de brief."]


def test_places_on_the_first_page_move_with_what_was_left_out() -> None:
    def draft(text: str, **more: object) -> Draft:
        return Draft(BlockKind.PARAGRAPH, text, **more)  # type: ignore[arg-type]

    pages = [
        [draft("a"), draft("b"), draft("c", about=((1, 0), (1, 1)))],
        [draft("d", continues=2, about=((2, 0), (1, 2)))],
    ]
    assert without(pages, ["", "B"]) == [
        [draft("B"), draft("c", about=((1, 0),))],
        [draft("d", continues=1, about=((2, 0), (1, 1)))],
    ]
