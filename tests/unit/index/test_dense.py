import numpy as np
import pytest

from index.dense import DenseIndex
from sources.errors import IndexDamagedError

AXES = np.eye(4, dtype=np.float32)


def query(*numbers):
    return np.array([numbers], dtype=np.float32)


@pytest.fixture
def axes():
    return DenseIndex.build(AXES)


def test_the_nearest_come_first_with_their_inner_product(axes):
    hits = axes.search(query(0.1, 0.8, 0.6, 0.0), 3)
    assert [number for number, _ in hits] == [1, 2, 0]
    assert [score for _, score in hits] == pytest.approx([0.8, 0.6, 0.1])


@pytest.mark.parametrize("k", [0, -1])
def test_fewer_than_one_gives_nothing(axes, k):
    assert axes.search(query(1, 0, 0, 0), k) == []


def test_more_than_there_are_gives_each_once_and_no_padding(axes):
    assert sorted(number for number, _ in axes.search(query(1, 0, 0, 0), 100)) == [0, 1, 2, 3]


def test_padding_with_minus_one_is_dropped(axes):
    hits = axes.search(query(1, 0, 0, 0), 4, allowed=[2])
    assert hits == [(2, 0.0)]


def test_only_allowed_ids_are_found_also_where_others_are_nearer(axes):
    assert [number for number, _ in axes.search(query(1, 0, 0, 0), 2, allowed=[3, 1])] == [1, 3]
    assert axes.search(query(1, 0, 0, 0), 2, allowed=[]) == []
    assert axes.search(query(1, 0, 0, 0), 2, allowed=[99, -1]) == []


@pytest.mark.parametrize("count", [3, 8, 21])
@pytest.mark.parametrize("k", [1, 2, 5, 20])
def test_of_equal_ones_the_lowest_ids_are_found_wherever_the_best_stands(count, k):
    for best in range(count):
        vectors = np.repeat(AXES[1:2], count, axis=0)
        vectors[best] = AXES[0]
        wanted = [best, *(i for i in range(count) if i != best)][:k]
        hits = DenseIndex.build(vectors).search(query(0.8, 0.6, 0, 0), k)
        assert [number for number, _ in hits] == wanted


def test_a_zero_vector_is_at_distance_zero_of_all(axes):
    assert axes.search(query(0, 0, 0, 0), 4) == [(0, 0.0), (1, 0.0), (2, 0.0), (3, 0.0)]
    with_zero = DenseIndex.build(np.vstack([np.zeros((1, 4), dtype=np.float32), AXES]))
    assert with_zero.search(query(0, 0, 0, 1), 5)[-1] == (3, 0.0)


def test_no_vectors_at_all():
    empty = DenseIndex.build(np.zeros((0, 4), dtype=np.float32))
    assert (empty.count, empty.dimension) == (0, 4)
    assert empty.search(query(1, 0, 0, 0), 5) == []
    assert empty.vectors([]).shape == (0, 4)
    assert DenseIndex.from_bytes(empty.to_bytes()).count == 0


def test_vectors_come_back_as_they_went_in(axes):
    assert np.array_equal(axes.vectors([2, 0]), AXES[[2, 0]])


def test_what_is_written_is_read_and_the_same_vectors_give_the_same_bytes(axes):
    again = DenseIndex.from_bytes(axes.to_bytes())
    assert np.array_equal(again.vectors(range(4)), AXES)
    assert DenseIndex.build(AXES).to_bytes() == axes.to_bytes()


@pytest.mark.parametrize("data", [b"", b"geen index", DenseIndex.build(AXES).to_bytes()[:-9]])
def test_damaged_bytes_are_refused(data):
    with pytest.raises(IndexDamagedError, match="briefwijzer index"):
        DenseIndex.from_bytes(data)


def test_an_index_of_another_kind_is_refused():
    import faiss

    flat = bytes(faiss.serialize_index(faiss.IndexFlatIP(4)))
    euclidean = bytes(faiss.serialize_index(faiss.IndexIDMap2(faiss.IndexFlatL2(4))))
    for data in (flat, euclidean):
        with pytest.raises(IndexDamagedError, match="andere soort"):
            DenseIndex.from_bytes(data)
