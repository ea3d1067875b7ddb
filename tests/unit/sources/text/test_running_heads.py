"""Lines at the edge of pages that come back page after page."""

from sources.lines import Line
from sources.text.running_heads import running_heads


def heads(*pages: list[str]) -> list[list[str]]:
    """The lines of each page that are found to be running heads."""
    found = running_heads([[Line(text, 0) for text in page] for page in pages])
    return [[page[i] for i in sorted(indices)] for page, indices in zip(pages, found, strict=True)]


def test_a_line_at_the_top_of_most_pages() -> None:
    pages = [["Beleidsbrief industrie", f"Tekst {i} van de brief.", "a", "b", "c"] for i in range(5)]
    assert heads(*pages) == [["Beleidsbrief industrie"]] * 5


def test_page_numbers_alone_and_in_a_line() -> None:
    pages = [
        [f"Regeerprogramma | 1. Koopkracht{i}", f"Zin {i * 7} hier.", "x", "y", "z"] for i in range(11, 15)
    ]
    assert heads(*pages) == [[page[0]] for page in pages]
    pages = [["Tekst.", f"Zin {i * 7} hier.", "x", "y", f"{i}"] for i in range(4, 8)]
    assert heads(*pages) == [["4"], ["5"], ["6"], ["7"]]


def test_a_head_beside_page_numbers_on_pages_in_a_row() -> None:
    pages = [[f"{i}", "Regeerprogramma", f"Zin nummer {i * 7}.", "x", "y"] for i in range(4, 8)]
    others = [[f"Andere zin {i * 13}.", "x", "y", "z", f"Slot {i * 17}."] for i in range(20)]
    assert heads(*pages, *others)[:4] == [["4", "Regeerprogramma"]] + [
        [f"{i}", "Regeerprogramma"] for i in (5, 6, 7)
    ]


def test_a_heading_that_comes_back_in_each_chapter_stays() -> None:
    def page(i: int) -> list[str]:
        first = "Wat is het probleem?" if i % 8 == 0 else f"Zin nummer {i * 7}."
        return [f"{i}", first, f"Zin {i * 11}.", "x", "y", f"Slot {i * 13}."]

    assert all("Wat is het probleem?" not in found for found in heads(*map(page, range(1, 40))))


def test_lines_that_are_no_running_heads() -> None:
    answers = [["Vraag", f"Zin {i * 7}", "x", "y", "Ja."] for i in range(4)]
    assert heads(*answers) == [[], [], [], []]
    notes = [[f"Tekst {i * 7}.", "nog", "meer", "tekst", f"{i} Idem, paragraaf 3."] for i in range(1, 6)]
    assert heads(*notes) == [[], [], [], [], []]
    figures = [[f"Tekst {i * 7}.", f"{i * 3}", "x", "y", "z"] for i in range(1, 6)]
    assert heads(*figures) == [[], [], [], [], []]
    middle = [["a", "b", "c", "Een regel midden op de pagina", "d", "e", "f"] for _ in range(6)]
    assert all("Een regel midden op de pagina" not in found for found in heads(*middle))


def test_a_page_never_loses_all_its_lines() -> None:
    assert heads(*[["Steeds dezelfde regel"]] * 6) == [[]] * 6


def test_few_pages_and_none() -> None:
    assert heads(["Steeds dezelfde regel", "a"], ["Steeds dezelfde regel", "b"]) == [[], []]
    assert heads() == []
