"""The figures of a question, and whether a passage's pages, its heads or its letter's date have them."""

import pytest

from index.types import Chunk
from rag.figures import figures, said
from rag.query import understand
from rag.types import Filters
from sources.types import Letter, Page, Span

LETTER = Letter(
    letter_id="brief",
    title="Industrie",
    kind="kamerbrief",
    pages=(Page(1, "In 2019 waren er 10.000 banen."), Page(2, "Dat is 2,5%."), Page(3, "In 2030 meer.")),
    source="brief.txt",
    sha256="a" * 64,
    date="2020-10-30",
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10.000 en 10 000 of 10,000", {"10000": "10.000"}),
        ("1.200.000 euro", {"1200000": "1.200.000"}),
        ("2,5% of 2.5%", {"2,5": "2,5"}),
        ("tussen 2014-2016, en in 2017.", {"2014": "2014", "2016": "2016", "2017": "2017"}),
        ("75-plussers, de N211 en 6G", {"75": "75", "211": "211", "6": "6"}),
        ("in 2019 200 banen", {"2019": "2019", "200": "200"}),
        ("geen cijfer", {}),
    ],
)
def test_a_figure_is_one_however_it_is_written(text, wanted):
    assert figures(text) == wanted


def test_said_is_what_stands_on_the_pages_above_them_and_in_the_date():
    chunk = Chunk(
        "brief#1", "brief", (0, 1), (Span(1, 0, 5), Span(2, 0, 3)), "x", "Industrie > Doelen voor 2035"
    )
    assert said(LETTER, chunk) == {"2019", "10000", "2,5", "2035", "2020", "10", "30"}


def test_figures_that_name_a_letter_are_not_asked_of_a_page():
    asked = understand("Hoeveel banen waren er in 2018 volgens de brief uit 2020?", [LETTER], Filters())
    assert asked.figures == {"2018": "2018"}
    assert understand("Hoeveel banen in 2018?", [LETTER], Filters()).figures == {"2018": "2018"}
