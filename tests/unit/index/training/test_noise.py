import random

import pytest

from index.training.noise import misspelled

QUESTION = "Hoeveel subsidie krijgt de maakindustrie voor arbeidsmarktbeleid?"


def test_one_word_is_changed_and_its_first_letter_stays():
    kinds = set()
    for seed in range(300):
        wrong = misspelled(QUESTION, random.Random(seed))
        before, after = QUESTION.split(), wrong.split()
        if len(after) == len(before) + 1:
            kinds.add("apart")
            assert wrong.replace(" ", "") == QUESTION.replace(" ", "")
            continue
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert len(changed) <= 1
        for a, b in changed:
            assert a[0] == b[0]
            assert abs(len(a) - len(b)) <= 2
            kinds.add(len(b) - len(a))
    assert {"apart", -1, 0, 1} <= kinds


def test_the_same_chance_gives_the_same_error():
    assert misspelled(QUESTION, random.Random(7)) == misspelled(QUESTION, random.Random(7))


@pytest.mark.parametrize("text", ["", "Wat kost dit?", "2025 2026 33009-70"])
def test_a_text_without_long_words_stays_as_it_is(text):
    assert misspelled(text, random.Random(1)) == text
