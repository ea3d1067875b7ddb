import math
import subprocess
import sys

import numpy as np
import pytest

from index.lexical import K1, B, LexicalIndex, best
from sources.errors import IndexDamagedError

DOCUMENTS = [["keten", "chip"], ["chip", "chip", "geld", "jaar"], ["geld"], []]


@pytest.fixture
def index():
    return LexicalIndex.build(DOCUMENTS)


def bm25(terms, document, documents):
    """BM25 as Lucene has it, from the formula."""
    average = sum(map(len, documents)) / len(documents)
    score = 0.0
    for term in terms:
        n = sum(term in d for d in documents)
        tf = document.count(term)
        idf = math.log(1 + (len(documents) - n + 0.5) / (n + 0.5))
        score += idf * tf / (tf + K1 * (1 - B + B * len(document) / average))
    return score


@pytest.mark.parametrize("terms", [["chip"], ["chip", "geld"], ["jaar", "keten"], ["chip", "onbekend"]])
def test_scores_are_those_of_the_formula(index, terms):
    wanted = [bm25([t for t in terms if t != "onbekend"], d, DOCUMENTS) for d in DOCUMENTS]
    assert index.scores(terms) == pytest.approx(wanted, abs=1e-6)


def test_unknown_terms_and_no_terms_score_nothing(index):
    assert index.scores(["onbekend"]).tolist() == [0.0] * 4
    assert index.scores([]).tolist() == [0.0] * 4


def test_idf(index):
    assert index.idf("keten") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert index.idf("chip") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.idf("onbekend") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_the_best_come_first_and_equal_ones_by_number():
    scores = np.array([1, 0, 3, 1, 2], dtype=np.float32)
    assert best(scores, 3) == [2, 4, 0]
    assert best(scores, 10) == [2, 4, 0, 3]
    assert best(scores, 10, allowed=[0, 1, 3, 99, -1]) == [0, 3]


@pytest.mark.parametrize(
    ("scores", "k", "allowed"),
    [([1.0], 0, None), ([1.0], -1, None), ([0.0], 5, None), ([], 5, None), ([1.0], 5, [])],
)
def test_the_best_of_nothing_are_none(scores, k, allowed):
    assert best(np.array(scores, dtype=np.float32), k, allowed) == []


def test_the_vocabulary_is_the_terms(index):
    assert index.vocabulary == {"keten", "chip", "geld", "jaar"}


@pytest.mark.parametrize("documents", [[], [[]], [[], []], DOCUMENTS], ids=str)
def test_save_and_load_give_equal_scores(tmp_path, documents):
    index = LexicalIndex.build(documents)
    index.save(tmp_path / "lexical")
    again = LexicalIndex.load(tmp_path / "lexical")
    assert again.count == len(documents)
    assert again.vocabulary == index.vocabulary
    assert np.array_equal(again.scores(["chip", "geld"]), index.scores(["chip", "geld"]))
    assert again.idf("chip") == index.idf("chip")


def test_the_same_documents_give_the_same_files_in_every_process(tmp_path):
    code = (
        "import sys; from pathlib import Path; from index.lexical import LexicalIndex\n"
        f"LexicalIndex.build({DOCUMENTS!r}).save(Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / seed], check=True, env={"PYTHONHASHSEED": seed}
        )
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", ["data", "indices", "indptr"])
def test_pickled_arrays_are_refused(tmp_path, index, name):
    index.save(tmp_path / "lexical")
    path = tmp_path / "lexical" / f"{name}.csc.index.npy"
    assert path.exists()
    np.save(path, np.array([{"een": "object"}], dtype=object), allow_pickle=True)
    with pytest.raises(IndexDamagedError, match="briefwijzer index"):
        LexicalIndex.load(tmp_path / "lexical")


def test_missing_and_damaged_files_are_refused(tmp_path, index):
    index.save(tmp_path / "lexical")
    files = sorted((tmp_path / "lexical").iterdir())
    assert len(files) == 5
    for path in files:
        data = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamagedError, match="briefwijzer index"):
            LexicalIndex.load(tmp_path / "lexical")
        path.write_bytes(b"{]")
        with pytest.raises(IndexDamagedError, match="briefwijzer index"):
            LexicalIndex.load(tmp_path / "lexical")
        path.write_bytes(data)
    assert LexicalIndex.load(tmp_path / "lexical").count == 4
