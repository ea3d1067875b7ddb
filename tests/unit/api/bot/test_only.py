from dataclasses import replace

import pytest

from api.bot.only import Unclear, read_only
from rag.types import Filters
from sources.types import Letter

VISION = Letter(
    "visie",
    "Visie op de toekomst van de industrie",
    "kamerbrief",
    (),
    "visie.txt",
    "0" * 64,
    kamerstukken=("29826, nr. 124",),
    date="2020-10",
    sender="M.C.G. Keijzer, staatssecretaris van Economische Zaken",
)
FOCUS = replace(
    VISION,
    letter_id="focus",
    title="Industriebeleid met focus",
    kamerstukken=(),
    kenmerken=("DGBI / 101636279",),
    date="2025",
    sender="Vincent Karremans, minister van Economische Zaken",
)
NOTE = replace(
    FOCUS, letter_id="nota", kind="beslisnota", title="Nota bij de brief", kenmerken=(), sender=None
)
LETTERS = (VISION, FOCUS, NOTE)


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("de brief van 2025", Filters(date_from="2025", date_to="2025")),
        ("uit 2025", Filters(date_from="2025", date_to="2025")),
        ("de brief van oktober 2020", Filters(date_from="2020-10", date_to="2020-10")),
        ("brieven vanaf 2020", Filters(date_from="2020")),
        ("brieven sinds maart 2021", Filters(date_from="2021-03")),
        ("brieven tot en met 2020", Filters(date_to="2020")),
        ("tussen 2019 en 2021", Filters(date_from="2019", date_to="2021")),
        ("van 2019 t/m 2021-06", Filters(date_from="2019", date_to="2021-06")),
        ("de Kamerbrieven", Filters(kinds=("kamerbrief",))),
        ("kamerbrief uit 2025", Filters(kinds=("kamerbrief",), date_from="2025", date_to="2025")),
        ("de nota's", Filters(kinds=("beslisnota",))),
        ("beslisnota’s".replace("’", "'"), Filters(kinds=("beslisnota",))),
        ("de brief van minister Karremans", Filters(letter_ids=("focus",))),
        ("Keijzer", Filters(letter_ids=("visie",))),
        ("Kamerstuk 29 826, nr. 124", Filters(letter_ids=("visie",))),
        ("kenmerk DGBI / 101636279", Filters(letter_ids=("focus",))),
        ("de brief Industriebeleid met focus", Filters(letter_ids=("focus",))),
        ("de visie", Filters(letter_ids=("visie",))),
        ("de brief van 2017", Filters(date_from="2017", date_to="2017")),
    ],
)
def test_words_that_choose_letters(words, filters):
    assert read_only(words, LETTERS) == filters


@pytest.mark.parametrize(
    "words", ["de brief over windmolens", "kamerbrieven van De Vries", "12345", "alles uit 2025 x"]
)
def test_words_that_are_not_understood_are_not_passed_over(words):
    read = read_only(words, LETTERS)
    assert isinstance(read, Unclear)
    assert read.message.startswith(
        f"Ik weet niet welke brieven u bedoelt met “{words}”. Zo kan het: “alleen de brief"
    )


def test_words_that_choose_nothing():
    assert read_only("de brieven", LETTERS).message.startswith(
        "“de brieven” zegt niet welke brieven u bedoelt."
    )
