"""Furniture by place and repetition."""

import pytest

from sources.pdf.heads import part_furniture
from sources.pdf.rows import Piece
from tests.unit.sources.pdf.setting import TYPE, column, piece

HEIGHT = 800.0


def body(n: int) -> list[Piece]:
    return column([f"Regel {i} van pagina {n} met een gewone zin erin." for i in range(40)], y=120)


def parted(*pages: list[Piece]) -> list[tuple[list[str], str | None]]:
    ordered = [sorted(page, key=lambda p: (p.y, p.x0)) for page in pages]
    found = part_furniture(ordered, [HEIGHT] * len(pages), TYPE)
    for page, part in zip(pages, found, strict=True):
        assert len(part.reading) + len(part.furniture) == len(page)
    return [([p.text for p in part.furniture], part.printed) for part in found]


def test_a_head_that_comes_back_and_the_pages_number() -> None:
    pages = [[piece("Beleidsprogramma", 100, 40), *body(n), piece(str(n + 4), 250, 770)] for n in range(3)]
    assert parted(*pages) == [(["Beleidsprogramma", str(n + 4)], str(n + 4)) for n in range(3)]


@pytest.mark.parametrize(
    "foot", ["Pagina {} van 3", "{} van 3", "Pagina {}/3", "Gemeente Oosterwaard | pagina {} van 3"]
)
def test_a_number_with_the_number_of_pages_behind_it(foot: str) -> None:
    pages = [[*body(n), piece(foot.format(n), 250, 770)] for n in (1, 2, 3)]
    assert parted(*pages) == [([foot.format(n)], str(n)) for n in (1, 2, 3)]


def test_a_number_in_a_head_with_a_changing_chapter() -> None:
    chapters = ("Wonen", "Wonen", "Zorg", "Zorg")
    pages = [[piece(f"{n + 1} Programma | {c}", 100, 40, 8.0), *body(n)] for n, c in enumerate(chapters)]
    assert parted(*pages) == [([f"{n + 1} Programma | {c}"], str(n + 1)) for n, c in enumerate(chapters)]


def test_a_head_of_another_size_at_one_height_though_its_text_changes() -> None:
    names = ("Inleiding", "Wonen", "Zorg", "Slot")
    pages = [[piece(name, 100, 40, 8.0), *body(n)] for n, name in enumerate(names)]
    assert parted(*pages) == [([name], None) for name in names]


def test_a_heading_in_the_texts_own_size_stays_though_it_stands_apart_on_every_page() -> None:
    names = ("Inleiding", "Wonen", "Zorg", "Slot")
    pages = [[piece(name, 100, 40), *body(n)] for n, name in enumerate(names)]
    assert parted(*pages) == [([], None)] * 4


def test_answers_at_the_top_of_pages_are_no_page_numbers() -> None:
    pages = [[piece(f"Antwoord {n}", 100, 40), *body(n)] for n in (3, 7)]
    assert parted(*pages) == [([], None)] * 2


def test_the_letterheads_column_is_smaller_and_beside_the_text() -> None:
    aside = [piece("Ons kenmerk", 420, 200, 6.5), piece("2024-0000123456", 420, 209, 6.5)]
    assert parted([*body(1), *aside]) == [(["Ons kenmerk", "2024-0000123456"], None)]


def test_a_note_in_the_margin_of_the_texts_size_is_read() -> None:
    assert parted([*body(1), piece("Let op", 420, 200)]) == [([], None)]


def test_the_foot_of_a_single_page_stands_far_below_its_text() -> None:
    assert parted([*body(1), piece("Tweede Kamer, vergaderjaar 2020–2021", 100, 760)]) == [
        (["Tweede Kamer, vergaderjaar 2020–2021"], None)
    ]
    assert parted([*column(["Een regel."] * 52, y=120), piece("Laatste regel.", 100, 756)]) == [([], None)]


def test_what_the_file_calls_furniture_is_so_only_at_the_edge() -> None:
    page = [piece("Kop", 100, 40, furniture=True), *body(1), piece("Onderwerp", 100, 300, furniture=True)]
    assert parted(page) == [(["Kop"], None)]


def test_the_postal_address_of_the_addressee() -> None:
    address = column(["Aan de Voorzitter van de Tweede Kamer", "Postbus 20018", "2500 EA DEN HAAG"], y=150)
    page = [*address, *column(["Geachte Voorzitter,", "Hierbij zend ik u de brief over artikel 3."], y=300)]
    assert parted(page) == [
        (["Aan de Voorzitter van de Tweede Kamer", "Postbus 20018", "2500 EA DEN HAAG"], None)
    ]
    later = [*column(["Het adres is", "Kerkstraat 1", "2500 EA DEN HAAG"], y=500)]
    assert parted(later) == [([], None)]


def test_a_line_that_says_who_speaks_or_comes_back_seldom_is_read() -> None:
    speaks = [[*body(n), *([piece("Reactie:", 100, 40)] if n in (2, 3) else [])] for n in range(4)]
    assert parted(*speaks) == [([], None)] * 4
    seldom = [[*body(n), *([piece("Overwegingen", 100, 40)] if n in (2, 3) else [])] for n in range(9)]
    assert parted(*seldom) == [([], None)] * 9
