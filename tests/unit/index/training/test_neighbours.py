import numpy as np

from index.training.neighbours import neighbourhoods

CHANCE = np.random.default_rng(3)


def cloud(middle, rows):
    return (np.array(middle) + CHANCE.normal(scale=0.05, size=(rows, 3))).astype(np.float32)


def test_neighbours_are_in_one_group():
    middles = [[1, 0.5, 0], [1, -0.5, 0], [-1, 0.5, 0], [-1, -0.5, 0]]
    vectors = np.concatenate([cloud(middle, 8) for middle in middles])
    order = CHANCE.permutation(len(vectors))
    groups = neighbourhoods(vectors[order], [1] * len(vectors), 8, seed=1)
    assert sorted(sorted(order[group] // 8) for group in groups) == [[c] * 8 for c in range(4)]


def test_a_group_counts_for_no_more_than_it_may_but_where_one_row_does():
    vectors = cloud([0, 0, 0], 20)
    sizes = [9 if row == 4 else 1 + row % 3 for row in range(20)]
    groups = neighbourhoods(vectors, sizes, 6, seed=1)
    assert sorted(int(row) for group in groups for row in group) == list(range(20))
    assert [4] in [group.tolist() for group in groups]
    assert all(sum(sizes[row] for row in group) <= 6 for group in groups if 4 not in group)


def test_equal_vectors_are_shared_out_too():
    groups = neighbourhoods(np.zeros((10, 3), dtype=np.float32), [1] * 10, 3, seed=1)
    assert max(len(group) for group in groups) <= 3
