"""Abbreviations that are written with a point."""

import pytest

from sources.abbreviations import last_word, never_ends


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("gesprekken met o.a.", "o.a"),
        ("Zie nr.", "nr"),
        ("(bijv.", "bijv"),
        ("van Kostic c.s..", "c.s"),
        ("‘etc.’", "etc"),
        ("nog geen eind", ""),
        ("vraag?", ""),
        ("", ""),
        ("x" * 500 + ".", "x" * 79),
    ],
)
def test_the_last_word(text: str, word: str) -> None:
    assert last_word(text) == word


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("nr", True),
        ("Nr", True),
        ("o.a", True),
        ("ing", True),
        ("ING", False),
        ("MR", False),
        ("land", False),
    ],
)
def test_abbreviations_after_which_a_sentence_goes_on(word: str, never: bool) -> None:
    assert never_ends(word) is never
