import numpy as np
import pytest

from index.tokens import TokenIndex, in_8_bits
from sources.errors import IndexDamagedError


def rows(*vectors):
    return np.array(vectors, dtype=np.float32)


ONE, TWO = in_8_bits(rows([1, 1], [0, 2])), in_8_bits(rows([-3, 4]))


@pytest.fixture
def made():
    return TokenIndex.build([ONE, TWO], 2)


def test_vectors_are_brought_to_8_bits_whatever_their_length():
    assert ONE.tolist() == [[90, 90], [0, 127]]
    assert TWO.tolist() == [[-76, 102]]
    assert in_8_bits(rows([0, 0])).tolist() == [[0, 0]]


def test_each_token_of_the_question_takes_the_token_most_like_it(made):
    """The first token weighs three times as much as the second, for its vector is three times as long."""
    question = rows([3, 0], [0, 1])
    lacking = [[0.75 * (1 - np.sqrt(0.5)), 0.25 * (1 - 1)], [0.75 * (1 + 0.6), 0.25 * (1 - 0.8)]]
    np.testing.assert_allclose(made.lacking(question, [0, 1]), lacking, atol=0.005)
    np.testing.assert_allclose(made.lacking(question, [1]), lacking[1:], atol=0.005)
    assert made.lacking(question, []).shape == (0, 2)


def test_a_question_without_length_lacks_nothing(made):
    assert made.lacking(rows([0, 0]), [0, 1]).tolist() == [[0], [0]]


def test_a_passage_without_tokens_lacks_all():
    bare = TokenIndex.build([np.zeros((0, 2), dtype=np.int8)], 2)
    np.testing.assert_allclose(bare.lacking(rows([3, 0], [0, 1]), [0]), [[0.75, 0.25]])


def test_a_passage_without_tokens_takes_none_of_its_neighbours():
    none = np.zeros((0, 2), dtype=np.int8)
    mixed = TokenIndex.build([none, ONE, none, none, TWO, none], 2)
    question = rows([3, 0], [0, 1])
    for numbers in ([0, 1, 2, 3, 4, 5], [5, 4, 3, 1, 0], [2, 4], [1, 5]):
        alone = [mixed.lacking(question, [number])[0] for number in numbers]
        np.testing.assert_allclose(mixed.lacking(question, numbers), alone, atol=1e-6)
    np.testing.assert_allclose(mixed.lacking(question, [3]), [[0.75, 0.25]])


def test_tokens_are_kept_on_disk(made, tmp_path):
    made.save(tmp_path / "tokens")
    found = TokenIndex.load(tmp_path / "tokens")
    assert (found.count, found.dimension) == (2, 2)
    assert [found.tokens(n).tolist() for n in (0, 1)] == [ONE.tolist(), TWO.tolist()]
    question = rows([1, 2], [-1, 3])
    assert np.array_equal(found.lacking(question, [1, 0]), made.lacking(question, [1, 0]))


def test_a_model_without_tokens_has_an_index_without_any(tmp_path):
    none = np.zeros((0, 0), dtype=np.int8)
    TokenIndex.build([none, none], 0).save(tmp_path / "tokens")
    found = TokenIndex.load(tmp_path / "tokens")
    assert (found.count, found.dimension) == (2, 0)
    assert found.lacking(np.zeros((0, 0), dtype=np.float32), [1, 0]).shape == (2, 0)


def test_the_same_tokens_give_the_same_bytes(made, tmp_path):
    for name in ("a", "b"):
        made.save(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize("name", ["vectors.npy", "starts.npy"])
def test_damage_is_found(made, tmp_path, name):
    made.save(tmp_path / "tokens")
    path = tmp_path / "tokens" / name
    np.save(path, np.load(path)[:-1])
    with pytest.raises(IndexDamagedError, match="woorddelen is beschadigd"):
        TokenIndex.load(tmp_path / "tokens")
    path.write_bytes(b"geen getallen")
    with pytest.raises(IndexDamagedError, match="briefwijzer index"):
        TokenIndex.load(tmp_path / "tokens")
    path.unlink()
    with pytest.raises(IndexDamagedError):
        TokenIndex.load(tmp_path / "tokens")


@pytest.mark.parametrize("starts", [[0, 3, 2, 3], [1, 3], [], [[0, 3]]])
def test_places_that_cannot_be_are_damage(made, tmp_path, starts):
    made.save(tmp_path / "tokens")
    np.save(tmp_path / "tokens" / "starts.npy", np.array(starts, dtype=np.int64))
    with pytest.raises(IndexDamagedError):
        TokenIndex.load(tmp_path / "tokens")
