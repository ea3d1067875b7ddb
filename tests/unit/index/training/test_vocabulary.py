from dataclasses import replace

import pytest

from index.training.settings import VocabularySettings
from index.training.vocabulary import common_pieces, make_tokenizer

PIECES = [
    ("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0), ("a", -5.0), ("b", -5.0),
    ("e", -5.0), ("▁aap", -8.0), ("▁beer", -8.0), ("▁café", -8.0), ("▁cafe", -8.0), ("p", -5.0), ("r", -5.0),
    ("▁AAP", -8.0), ("ё", -6.0),
]  # fmt: skip
SETTINGS = VocabularySettings(pieces=12, min_count=2)


def cut(text):
    return make_tokenizer(PIECES).encode(text).tokens


@pytest.mark.parametrize(
    "text", ["aap beer", "AAP  Beer", "  aap\n\tbeer ", "aap\u200bbeer", "áap be\u00ader", "aap\u0000beer"]
)
def test_capitals_accents_and_signs_that_cannot_be_seen_do_not_count(text):
    assert cut(text) == ["<s>", "▁aap", "▁beer", "</s>"]


def test_accents_are_dropped_however_they_are_written():
    assert cut("café") == cut("cafe\u0301") == ["<s>", "▁cafe", "</s>"]


def test_what_has_no_piece_is_unknown():
    encoding = make_tokenizer(PIECES).encode("日")
    assert encoding.ids == [0, 4, 3, 2]


def test_a_special_piece_that_is_typed_is_itself():
    """As transformers reads it too, which runs the same model."""
    assert make_tokenizer(PIECES).encode("aap <unk>").ids == [0, 8, 3, 2]


def test_an_empty_text_has_only_its_ends():
    assert cut("") == ["<s>", "</s>"]


def test_the_commonest_pieces_stay_with_the_special_ones_and_the_signs():
    kept = common_pieces(PIECES, ["aap beer beer cafe", "beer aap aap pp rr"], SETTINGS)
    assert [PIECES[n][0] for n in kept] == [
        "<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "e", "▁aap", "▁beer", "p", "r",
    ]  # fmt: skip


def test_a_sign_stays_where_it_is_spelled_out_only_in_pieces():
    """`a` is never cut off here, but another text may need it."""
    kept = common_pieces(PIECES, ["aap aap"], replace(SETTINGS, pieces=8))
    assert [PIECES[n][0] for n in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "▁aap", "p"]
    rare = common_pieces(PIECES, ["aap"], replace(SETTINGS, min_count=3))
    assert [PIECES[n][0] for n in rare] == ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁aap"]


def test_what_no_text_has_does_not_stay_for_being_there():
    kept = common_pieces(PIECES, ["aap beer"], SETTINGS)
    assert not {"▁AAP", "ё", "▁café", "▁cafe"} & {PIECES[n][0] for n in kept}
