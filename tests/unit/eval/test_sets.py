"""The shipped sets: which questions, of which letters, and the index that is made of them."""

import pytest

from eval.sets import SETS, GoldSet, index_letters, read_questions
from index.settings import IndexSettings
from sources.errors import GoldError
from tests.helpers import StubEncoder


def test_every_set_has_its_questions_and_no_id_is_in_two():
    sizes = {name: len(read_questions(gold_set.gold)) for name, gold_set in SETS.items()}
    assert sizes == {"brieven": 252, "documenten": 312, "alle": 564, "openbaar": 197}
    questions = read_questions(SETS["alle"].gold)
    assert len({question.question_id for question in questions}) == 564
    assert [question.question_id for question in questions[251:253]] == ["m-088", "veen-001"]


def test_a_set_whose_letters_are_not_there_says_what_to_do(tmp_path):
    folders = (tmp_path, tmp_path / "weg")
    assert not GoldSet((), folders).present
    assert GoldSet((), folders[:1]).present
    with pytest.raises(
        GoldError, match=r"De map .*weg met de stukken .* is er niet\. .*eval/README\.md.*--index\."
    ):
        index_letters(folders, tmp_path / "index", IndexSettings(), StubEncoder())


def test_the_letters_of_several_folders_are_indexed_together_and_not_embedded_twice(tmp_path):
    first, second, made = tmp_path / "een", tmp_path / "twee", tmp_path / "index"
    for folder, name in ((first, "nota"), (second, "brief")):
        folder.mkdir()
        (folder / f"{name}.txt").write_text(f"De {name} gaat over de haven.\n", encoding="utf-8")
    encoder = StubEncoder()
    alone = index_letters([first], made, IndexSettings(), encoder)
    assert [letter.letter_id for letter in alone.letters] == ["nota"]
    before = len(encoder.seen)
    both = index_letters([second, first], made, IndexSettings(), encoder)
    assert [letter.letter_id for letter in both.letters] == ["brief", "nota"]
    assert encoder.seen[before:]
    assert not any("nota" in text for text in encoder.seen[before:])
    assert sorted(path.name for path in first.iterdir()) == ["nota.txt"]
