import random

from index.training.questions import _near_columns, _sentence_columns
from index.training.records import Written

FIRST, SECOND, THIRD = (
    "De subsidie bedraagt twee miljoen euro.",
    "Gemeenten vragen haar voor 1 mei aan bij de minister.",
    "De regeling stopt in 2027 en wordt niet verlengd.",
)


def test_the_sentence_that_answers_stands_against_another_of_its_passage():
    passage = f"{FIRST} {SECOND} {THIRD}"
    start = passage.index(SECOND)
    ranges = (((0, len(FIRST)),), ((start, len(passage)),))
    written = Written("kv", "", passage, ("Hoeveel geld is er?", "Wie vraagt aan, en tot wanneer?"), ranges)
    columns = _sentence_columns([written], random.Random(1))
    assert columns["anchor"] == ["Hoeveel geld is er?", "Wie vraagt aan, en tot wanneer?"]
    assert columns["positive"] == [FIRST, f"{SECOND} {THIRD}"]
    assert columns["negative"][0] in (SECOND, THIRD)
    assert columns["negative"][1] == FIRST


def test_questions_without_a_marked_answer_or_another_sentence_are_left_out():
    unmarked = Written("kv", "", f"{FIRST} {SECOND}", ("Hoeveel geld is er?",))
    alone = Written("kv", "", FIRST, ("Hoeveel geld is er?",), (((0, len(FIRST)),),))
    short = Written("kv", "", f"{FIRST} Zie kader.", ("Hoeveel geld is er?",), (((0, len(FIRST)),),))
    assert _sentence_columns([unmarked, alone, short], random.Random(1))["anchor"] == []


def test_a_passage_stands_with_a_question_that_it_answers_and_one_that_sounds_alike():
    with_near = Written("kv", "", FIRST, ("Hoeveel geld is er?",), (), "Hoeveel geld was er in 2020?")
    columns = _near_columns([with_near, Written("kv", "", SECOND, ("Wie vraagt aan?",))], random.Random(1))
    assert columns == {
        "anchor": ["Hoeveel geld is er?"],
        "positive": [FIRST],
        "negative": ["Hoeveel geld was er in 2020?"],
    }
