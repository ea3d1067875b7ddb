"""The figures of a question, and whether a passage's pages, its heads or its letter's date have them."""

import pytest

from index.types import Chunk
from rag.figures import figures, instead_of, said, years
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In 2019 zijn er 2000 woningen gebouwd, in 2020 minder.", ("2019", "2020")),
        ("Wat was het budget voor 2031?", ("2031",)),
        ("tussen 1987 en 1993, of eind 2024 of 2025", ("1987", "1993", "2024", "2025")),
        ("de periode 2014-2016, een huis uit 1955 dat", ("2014", "2016", "1955")),
        ("Jaar\t2021\t2022\nBanen\t1950 fte\t2,1", ("2021", "2022")),
        ("mei 2022 en 1 juni 2023 kwam", ("2022", "2023")),
        ("1.950 banen, € 2000, 2000 MW, 2050% en nr. 2024.", ()),
        ("in 2050% van de gevallen en in 19,5 jaar", ()),
    ],
)
def test_a_year_is_told_from_a_number_of_things(text, wanted):
    assert years(text) == wanted


@pytest.mark.parametrize(
    ("unsaid", "question", "nearest", "wanted"),
    [
        (
            ["2035"],
            "Hoeveel banen in 2035?",
            ["Er waren er 5 in 2018.", "In 2035 en in 2018 niets."],
            "het jaar 2035 erbij. Wat er het dichtst bij komt, noemt wel 2018: vraag zo mogelijk naar dat jaar.",
        ),
        (
            ["1987", "1993"],
            "Hoeveel in 1987 en 1993?",
            ["In 2023, in 2019.", "In 2021."],
            "de jaren 1987 en 1993 erbij. Wat er het dichtst bij komt, noemt wel 2019, 2021 en 2023: vraag zo ",
        ),
        (
            ["2035"],
            "Hoeveel in 2035?",
            ["Er waren 2000 banen."],
            "het jaar 2035 erbij. Vraag naar een ander jaar, of ",
        ),
        (
            ["10.000"],
            "Zijn er 10.000 banen?",
            ["In 2020."],
            "10.000 erbij. Vraag het zonder dat getal, of lees na ",
        ),
        (
            ["7", "2035"],
            "Zijn er 7 banen in 2035?",
            [],
            "7 en 2035 erbij. Vraag het zonder die getallen, of ",
        ),
        (["2000"], "Komen er 2000 woningen?", [], "2000 erbij. Vraag het zonder dat getal, of "),
    ],
)
def test_what_is_lacking_is_named_with_what_to_ask_instead(unsaid, question, nearest, wanted):
    assert instead_of(unsaid, question, nearest).startswith(wanted)


def test_no_more_than_five_years_are_named():
    said = "in 2001, in 2002, in 2003, in 2004, in 2005, in 2006"
    assert "noemt wel 2001, 2002, 2003, 2004 en 2005: vraag" in instead_of(["2035"], "In 2035?", [said])
