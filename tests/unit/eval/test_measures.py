"""Every measure against values worked out by hand."""

import math

import pytest

from eval.measures import (
    Basis,
    covers,
    gains,
    hit,
    holds,
    is_verbatim,
    measure,
    ndcg,
    reciprocal_rank,
)
from sources.types import Letter, Page, Span
from tests.unit.eval.fakes import (
    CHAIN,
    DISCUSSED,
    FARMER,
    GOAL,
    GOAL_IN_NOTE,
    LETTERS,
    MISSION,
    NOTE,
    abstained,
    answered,
    part,
    passage,
    question,
    whole,
)

NOT_MEASURED = {
    f"{basis}.{name}": None
    for basis in ("page", "citation", "quote")
    for name in (
        *(f"{kind}@{k}" for kind in ("hit", "answered_hit") for k in (1, 3, 5)),
        "RR@10",
        "nDCG@10",
    )
}
SECOND = 1 / math.log2(3)
THIRD = 1 / 2


def group(*numbers):
    return frozenset(numbers)


# What a passage holds


def test_a_passage_holds_a_page_by_any_of_its_spans_but_is_cited_at_one():
    over_the_break = part(MISSION, 2, "De boer krijgt in 2030 een eerlijke prijs voor zijn").passage.spans[0]
    cited = passage(MISSION, over_the_break, Span(3, 0, 9))
    asked = question(FARMER, CHAIN, need="all")
    assert holds(asked, cited, LETTERS, Basis.PAGE) == group(0, 1)
    assert holds(asked, cited, LETTERS, Basis.CITATION) == group(0)
    assert holds(asked, cited, LETTERS, Basis.QUOTE) == group(0)


def test_the_same_page_number_of_another_letter_is_another_page():
    for basis in Basis:
        assert holds(question(GOAL), whole(NOTE, 1), LETTERS, basis) == group()
        assert holds(question(GOAL, GOAL_IN_NOTE), whole(NOTE, 1), LETTERS, basis) == group(0)


def test_the_citation_counts_where_it_points_and_not_where_the_spans_lie():
    cited = passage(MISSION, Span(1, 0, 5), Span(2, 0, 5), page=2)
    assert holds(question(GOAL), cited, LETTERS, Basis.PAGE) == group(0)
    assert holds(question(GOAL), cited, LETTERS, Basis.CITATION) == group()
    assert holds(question(FARMER), cited, LETTERS, Basis.CITATION) == group(0)


def test_a_passage_must_hold_the_whole_quote():
    asked = question(GOAL)
    assert holds(asked, whole(MISSION, 1), LETTERS, Basis.QUOTE) == group(0)
    assert holds(asked, part(MISSION, 1, GOAL.quote), LETTERS, Basis.QUOTE) == group(0)
    assert holds(asked, part(MISSION, 1, GOAL.quote[1:]), LETTERS, Basis.QUOTE) == group()
    assert holds(asked, part(MISSION, 1, GOAL.quote[:-1]), LETTERS, Basis.QUOTE) == group()
    assert holds(asked, part(MISSION, 1, GOAL.quote[:-1]), LETTERS, Basis.PAGE) == group(0)


def test_any_of_the_places_of_a_quote_will_do():
    letter = Letter("l", "L", "brief", (Page(1, "Een zin. Tussen. Een zin."),), "l.txt", "0" * 64)
    asked = question(type(GOAL)("l", 1, "Een zin."))
    for span in (Span(1, 0, 8), Span(1, 17, 25)):
        assert holds(asked, passage(letter, span), {"l": letter}, Basis.QUOTE) == group(0)
    assert holds(asked, passage(letter, Span(1, 9, 16)), {"l": letter}, Basis.QUOTE) == group()


def test_spans_cover_a_quote_together_but_for_white_space():
    text = "Zin een. Zin twee."
    everything = Span(1, 0, 18)
    assert covers([Span(1, 0, 8), Span(1, 9, 18)], everything, text)
    assert covers([Span(1, 9, 18), Span(1, 0, 8)], everything, text)
    assert not covers([Span(1, 0, 7), Span(1, 9, 18)], everything, text)
    assert not covers([Span(1, 0, 8), Span(2, 9, 18)], everything, text)
    assert not covers([], everything, text)


# hit@k, RR, nDCG


def test_hit_wants_every_group_within_k():
    found = [group(), group(1), group(1), group(0)]
    assert [hit(found, 1, k) for k in (1, 2)] == [0.0, 1.0]
    assert [hit(found, 2, k) for k in (1, 3, 4, 10)] == [0.0, 0.0, 1.0, 1.0]
    assert hit([], 1, 5) == 0.0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ()),
        ([group(), group(0)], (False, True)),
        ([group(0), group(0), group()], (True, False, False)),
        ([group(0), group(0, 1), group(1)], (True, True, False)),
        ([group(0, 1), group(0), group(2)], (True, True, False, True)),
    ],
)
def test_only_the_first_passage_of_a_group_is_relevant(found, expected):
    assert gains(found) == expected


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [
        ((), 0.0),
        ((False, False), 0.0),
        ((True, True), 1.0),
        ((False, False, True), 1 / 3),
        ((False,) * 9 + (True,), 0.1),
        ((False,) * 10 + (True,), 0.0),
    ],
)
def test_reciprocal_rank(relevance, expected):
    assert reciprocal_rank(relevance, 10) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("relevance", "groups", "expected"),
    [
        ((), 1, 0.0),
        ((True, False), 1, 1.0),
        ((False, True), 1, 0.6309297535714574),
        ((False, False, True), 1, 0.5),
        ((True, True), 2, 1.0),
        ((True, False), 2, 1 / (1 + SECOND)),
        ((False, True, True), 2, (SECOND + THIRD) / (1 + SECOND)),
        ((False,) * 10 + (True,), 1, 0.0),
        ((True,) * 12, 12, 1.0),
    ],
)
def test_ndcg(relevance, groups, expected):
    assert ndcg(relevance, groups, 10) == pytest.approx(expected)


# The measures of a question


def test_a_right_answer_in_second_place():
    answer = answered(part(MISSION, 2, "De boer"), part(MISSION, 1, "Het doel is 2,5%"), whole(MISSION, 1))
    assert measure(question(GOAL), answer, LETTERS) == pytest.approx(
        {
            "page.hit@1": 0.0,
            "page.hit@3": 1.0,
            "page.hit@5": 1.0,
            "page.answered_hit@1": 0.0,
            "page.answered_hit@3": 1.0,
            "page.answered_hit@5": 1.0,
            "page.RR@10": 0.5,
            "page.nDCG@10": SECOND,
            "citation.hit@1": 0.0,
            "citation.hit@3": 1.0,
            "citation.hit@5": 1.0,
            "citation.answered_hit@1": 0.0,
            "citation.answered_hit@3": 1.0,
            "citation.answered_hit@5": 1.0,
            "citation.RR@10": 0.5,
            "citation.nDCG@10": SECOND,
            "quote.hit@1": 0.0,
            "quote.hit@3": 1.0,
            "quote.hit@5": 1.0,
            "quote.answered_hit@1": 0.0,
            "quote.answered_hit@3": 1.0,
            "quote.answered_hit@5": 1.0,
            "quote.RR@10": 1 / 3,
            "quote.nDCG@10": 0.5,
            "citation_precision@1": 0.0,
            "citation_precision@5": 2 / 3,
            "answered": 1.0,
            "refused": 0.0,
            "verbatim": 1.0,
        }
    )


def test_where_all_are_needed_each_counts_once():
    asked = question(GOAL, DISCUSSED, need="all", type="comparison")
    scores = measure(asked, answered(whole(MISSION, 1), whole(MISSION, 1), whole(NOTE, 2)), LETTERS)
    assert [scores[f"page.hit@{k}"] for k in (1, 3, 5)] == [0.0, 1.0, 1.0]
    assert scores["page.RR@10"] == 1.0
    assert scores["page.nDCG@10"] == pytest.approx((1 + THIRD) / (1 + SECOND))
    assert scores["citation_precision@5"] == 1.0
    half = measure(asked, answered(whole(NOTE, 2), whole(NOTE, 1)), LETTERS)
    assert [half[f"quote.hit@{k}"] for k in (1, 3, 5)] == [0.0, 0.0, 0.0]
    assert half["quote.nDCG@10"] == pytest.approx(1 / (1 + SECOND))


def test_a_sentence_over_a_page_break_can_hold_all_at_once():
    cited = passage(MISSION, Span(2, 0, 76), Span(3, 0, 42))
    scores = measure(question(FARMER, CHAIN, need="all", type="list"), answered(cited), LETTERS)
    assert (scores["page.hit@1"], scores["quote.hit@1"]) == (1.0, 1.0)
    assert (scores["page.nDCG@10"], scores["quote.nDCG@10"]) == (1.0, 1.0)
    assert (scores["citation.hit@1"], scores["citation.RR@10"]) == (0.0, 1.0)


def test_a_refusal_keeps_its_ranking_and_answers_nothing():
    scores = measure(question(GOAL), abstained(whole(MISSION, 1)), LETTERS)
    assert (scores["answered"], scores["refused"]) == (0.0, 1.0)
    assert (scores["quote.hit@1"], scores["quote.answered_hit@5"]) == (1.0, 0.0)
    assert (scores["citation_precision@1"], scores["citation_precision@5"]) == (None, None)
    assert scores["verbatim"] == 1.0


def test_a_refusal_without_anything_near_found_nothing():
    scores = measure(question(GOAL), abstained(), LETTERS)
    assert (scores["page.hit@5"], scores["page.RR@10"], scores["page.nDCG@10"]) == (0.0, 0.0, 0.0)
    assert scores["verbatim"] is None


def test_an_unanswerable_question_has_refusal_and_precision_alone():
    refused = {"citation_precision@1": None, "citation_precision@5": None, "answered": 0.0, "refused": 1.0}
    assert measure(question(), abstained(), LETTERS) == {**NOT_MEASURED, **refused, "verbatim": None}
    given = {"citation_precision@1": 0.0, "citation_precision@5": 0.0, "answered": 1.0, "refused": 0.0}
    scores = measure(question(), answered(whole(NOTE, 1)), LETTERS)
    assert scores == {**NOT_MEASURED, **given, "verbatim": 1.0}


def test_a_lost_question_scores_zero_wherever_another_would_have_a_number():
    assert set(measure(question(GOAL), None, LETTERS).values()) == {0.0}
    scores = measure(question(), None, LETTERS)
    assert {name: value for name, value in scores.items() if value is not None} == dict.fromkeys(
        ["citation_precision@1", "citation_precision@5", "answered", "refused", "verbatim"], 0.0
    )


def test_precision_looks_at_what_is_shown_alone():
    answer = answered(*[whole(NOTE, 1)] * 4, whole(MISSION, 1), whole(MISSION, 1))
    assert measure(question(GOAL), answer, LETTERS)["citation_precision@5"] == pytest.approx(0.2)


# Verbatim


@pytest.mark.parametrize("spans", [(Span(1, 0, 19),), (Span(2, 26, 76), Span(3, 0, 42))])
def test_page_text_at_the_spans_is_verbatim(spans):
    assert is_verbatim(passage(MISSION, *spans), LETTERS)


@pytest.mark.parametrize(
    "cited",
    [
        passage(MISSION, Span(1, 0, 19), text="Wij kiezen missies!"),
        passage(MISSION, Span(1, 0, 19), text="Wij kiezen missies. "),
        passage(MISSION, Span(2, 26, 76), Span(3, 0, 42), text=MISSION.pages[1].text[26:76]),
        passage(MISSION, Span(1, 0, 500), text=MISSION.pages[0].text),
        passage(MISSION, Span(1, 5, 5), text=""),
        passage(MISSION, Span(1, -5, 5), text=""),
        passage(MISSION, Span(4, 0, 5), text="Wij k"),
        passage(MISSION, Span(0, 0, 5), text="Wij k"),
        passage(MISSION, Span(1, 0, 19), page=2),
    ],
)
def test_anything_else_is_not(cited):
    assert not is_verbatim(cited, LETTERS)
    assert measure(question(GOAL), answered(cited, whole(MISSION, 1)), LETTERS)["verbatim"] == 0.5


def test_a_letter_that_is_not_there_is_not_verbatim():
    assert not is_verbatim(whole(MISSION, 1), {"nota": NOTE})
