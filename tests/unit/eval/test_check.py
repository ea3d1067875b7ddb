"""The checker of quotes: it finds every place, and catches a wrong page and a changed character."""

import pytest

from eval.check import check_gold, quote_spans
from eval.gold import Evidence
from sources.types import Span
from tests.unit.eval.fakes import CHAIN, FARMER, GOAL, GOAL_IN_NOTE, LETTERS, MISSION, question


def test_right_quotes_have_no_problems():
    assert check_gold([question(GOAL, GOAL_IN_NOTE), question(FARMER, CHAIN, need="all")], LETTERS) == []
    assert check_gold([question()], LETTERS) == []


def test_white_space_is_folded_and_nothing_else():
    over_a_line = Evidence("missie", 2, "samen. De boer  krijgt")
    hard_space = Evidence("missie", 3, "de\tketen verdient")
    assert check_gold([question(over_a_line, hard_space)], LETTERS) == []
    text = MISSION.pages[1].text
    assert quote_spans(over_a_line, LETTERS) == (Span(2, text.index("samen"), text.index(" in 2030")),)


def test_every_place_of_a_quote_is_found():
    twice = Evidence("missie", 1, "is")
    text = MISSION.pages[0].text
    assert quote_spans(twice, LETTERS) == (
        Span(1, text.index(" is ") + 1, text.index(" is ") + 3),
        Span(1, text.rindex("is"), text.rindex("is") + 2),
    )


def test_a_wrong_page_is_caught_with_the_right_one():
    (problem,) = check_gold([question(Evidence("missie", 1, "De sectoren werken samen."))], LETTERS)
    assert problem == (
        "q-001: het citaat staat niet op p. 1 van missie: “De sectoren werken samen.”; wel op p. 2, 3."
    )


@pytest.mark.parametrize(
    "quote",
    [
        "Het doel is 2.5% van het bbp",
        "het doel is 2,5% van het bbp",
        "Het doel is 2,5 % van het bbp",
        "Het doel is 2,5% van het bb",
        "doel is 2,5% van het bbp aan R&D uit te gev",
        "et doel is 2,5% van het bbp",
        "Het doel is 2,5% van het bbp aan R&D uit te geven!",
        "Het doel is 2,5% van het bbp aan R.D",
    ],
)
def test_a_changed_character_is_caught_with_what_stands_there(quote):
    (problem,) = check_gold([question(Evidence("missie", 1, quote))], LETTERS)
    said, closest = problem.split("; wat er het meest op lijkt: ")
    assert said == f"q-001: het citaat staat niet op p. 1 van missie: “{quote}”"
    assert "oel is 2,5% van het bb" in closest


def test_a_letter_or_page_that_is_not_there_is_caught():
    wrong = question(Evidence("brief", 1, "Wij"), Evidence("missie", 4, "Wij"))
    assert check_gold([wrong], LETTERS) == [
        "q-001: er is geen brief brief; wel: missie, nota.",
        "q-001: brief missie heeft geen pagina 4 (wel 1-3).",
    ]
    assert quote_spans(wrong.evidence[0], LETTERS) == ()
    assert quote_spans(wrong.evidence[1], LETTERS) == ()
