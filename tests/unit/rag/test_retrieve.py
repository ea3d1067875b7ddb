import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from index.tokens import NO_TOKENS, TokenIndex
from rag.assistant import Assistant
from rag.corpus import Corpus
from rag.query import understand
from rag.rank import RANKED, RANKED_WITHOUT_TOKENS
from rag.retrieve import retrieve
from rag.search import prepare
from rag.settings import RagSettings
from rag.types import Filters
from tests.helpers import StubEncoder, build_with

QUESTION = "Hoeveel subsidie krijgt de industrie?"


def candidates(encoder, letters_folder, index_dir):
    build_with(encoder, letters_folder, index_dir)
    corpus = Corpus(open_snapshot(index_dir, IndexSettings(), encoder.fingerprint))
    return retrieve(
        corpus, prepare(corpus, encoder, understand(QUESTION, corpus.snapshot.letters, Filters()))
    )


def test_each_candidate_has_its_late_interaction_with_the_question(letters_folder, tmp_path):
    encoder = StubEncoder()
    found = candidates(encoder, letters_folder, tmp_path)
    _, asked = encoder.encode_question(QUESTION)
    for each in found:
        alone = TokenIndex.build(encoder.encode_with_tokens([each.chunk.indexed_text])[1], 64)
        assert each.lacking == pytest.approx(alone.lacking(asked, [0])[0].tolist(), abs=1e-6)
        assert each.late == pytest.approx(1 - sum(each.lacking))
    assert len({each.late for each in found}) > 1


def test_the_model_reads_what_was_typed_and_the_word_search_what_is_meant(assistant):
    corpus, encoder = assistant.corpus, StubEncoder(assistant.corpus.snapshot.chunk_vectors.dimension)
    typed = "Hoeveel banen telt de industrei?"
    search = prepare(corpus, encoder, understand(typed, corpus.snapshot.letters, Filters()))
    vector, tokens = encoder.encode_question(typed)
    assert search.text == "Hoeveel banen telt de industrie?"
    assert "industrie" in search.terms
    assert (search.vector == vector).all()
    assert (search.tokens == tokens).all()


def test_a_model_without_vectors_of_tokens_finds_the_same_chunks(letters_folder, tmp_path):
    with_tokens = candidates(StubEncoder(), letters_folder, tmp_path / "met")
    without = candidates(StubEncoder(tokens=False), letters_folder, tmp_path / "zonder")
    assert [each.chunk.chunk_id for each in without] == [each.chunk.chunk_id for each in with_tokens]
    assert {each.late for each in without} == {0.0}


@pytest.mark.parametrize(
    ("tokens", "late", "wanted"),
    [(True, True, RANKED), (False, True, RANKED_WITHOUT_TOKENS), (True, False, RANKED_WITHOUT_TOKENS)],
)
def test_the_product_ranks_by_what_the_model_makes_and_the_setting_lets_it_use(
    letters_folder, tmp_path, monkeypatch, tokens, late, wanted
):
    used = []

    def noted(_, weights):
        used.append(weights)
        return []

    monkeypatch.setattr("rag.assistant.rank", noted)
    encoder = StubEncoder(tokens=tokens)
    build_with(encoder, letters_folder, tmp_path)
    snapshot = open_snapshot(tmp_path, IndexSettings(), encoder.fingerprint)
    Assistant(snapshot, encoder, RagSettings(late_interaction=late)).ask(QUESTION)
    assert used == [wanted]


def test_without_late_interaction_tokens_are_neither_made_nor_compared(letters_folder, tmp_path, monkeypatch):
    encoder = StubEncoder()
    build_with(encoder, letters_folder, tmp_path)
    snapshot = open_snapshot(tmp_path, IndexSettings(), encoder.fingerprint)
    made = encoder.encode_question
    monkeypatch.setattr(encoder, "encode_question", lambda text: pytest.fail(f"tokens of {text}"))
    fast = Assistant(snapshot, encoder, RagSettings(late_interaction=False)).explain(QUESTION)
    assert {each.candidate.late for each in fast.ranked} == {0.0}
    monkeypatch.setattr(encoder, "encode_question", made)
    full = Assistant(snapshot, encoder, RagSettings()).explain(QUESTION)
    assert {each.candidate.late for each in full.ranked} != {0.0}


@pytest.mark.parametrize("end", ["", "?", " ??", "!", ".", " ?!"])
def test_the_model_reads_a_question_the_same_however_it_ends(assistant, monkeypatch, end):
    encoder, read = StubEncoder(), []
    monkeypatch.setattr(encoder, "encode_queries", read.extend)
    monkeypatch.setattr(encoder, "encode_question", lambda text: (read.append(text), NO_TOKENS))
    query = understand(f"Hoeveel robots telt de industrie{end}", assistant.letters.values(), Filters())
    for late in (True, False):
        prepare(assistant.corpus, encoder, query, late=late)
    assert read == ["Hoeveel robots telt de industrie?"] * 2
