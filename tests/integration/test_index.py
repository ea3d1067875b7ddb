import time

import numpy as np
import pytest

from index.analysis import Analyser, words_of
from index.settings import IndexSettings
from index.snapshot import open_snapshot
from sources import DEFAULT_LETTERS
from sources.sentences import letter_sentences, named_text
from tests.helpers import StubEncoder, build_with

PAGES = {
    "kamerbrief-industriebeleid-met-focus": 19,
    "kamerbrief-missiegedreven-innovatiebeleid": 16,
    "kamerbrief-visie-toekomst-industrie": 31,
    "nota-industriebeleid-met-focus": 2,
    "nota-nationale-technologiestrategie": 3,
}


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory):
    made = tmp_path_factory.mktemp("index")
    build_with(StubEncoder(), DEFAULT_LETTERS, made)
    return made


@pytest.fixture(scope="module")
def snapshot(index_dir):
    return open_snapshot(index_dir, IndexSettings(), "stub")


def test_the_five_letters_are_indexed_whole(snapshot):
    assert {letter.letter_id: len(letter.pages) for letter in snapshot.letters} == PAGES
    assert {chunk.letter_id for chunk in snapshot.chunks} == set(PAGES)
    assert snapshot.info.failures == ()
    assert snapshot.sentence_vectors.count == sum(
        len(letter_sentences(letter)) for letter in snapshot.letters
    )


def test_every_chunk_is_the_page_text_at_its_spans(snapshot):
    letters = {letter.letter_id: letter for letter in snapshot.letters}
    for chunk in snapshot.chunks:
        assert letters[chunk.letter_id].text_at(chunk.spans) == chunk.text
        assert len(chunk.text) <= 720
    assert len({chunk.chunk_id for chunk in snapshot.chunks}) == len(snapshot.chunks)


def test_every_sentence_is_in_a_chunk_and_its_row_is_its_vector(snapshot):
    encoder, row = StubEncoder(), 0
    for letter in snapshot.letters:
        sentences = letter_sentences(letter)
        held = {
            n
            for chunk in snapshot.chunks
            if chunk.letter_id == letter.letter_id
            for n in range(*chunk.sentences)
        }
        assert held == set(range(len(sentences)))
        vectors = snapshot.sentence_vectors.vectors(range(row, row + len(sentences)))
        wanted = encoder.encode_passages([named_text(letter, s) for s in sentences])
        np.testing.assert_allclose(vectors, wanted, atol=1e-6)
        row += len(sentences)


def test_the_long_footnote_is_found_by_its_end(snapshot):
    analyser = Analyser({word for chunk in snapshot.chunks for word in words_of(chunk.text)})
    scores = snapshot.lexical.scores(analyser.terms("TZ202509-114"))
    found = snapshot.chunks[int(scores.argmax())]
    assert "TZ202509-114" in found.text
    assert len(found.text) <= 600
    assert found.sentences[1] - found.sentences[0] == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("motie 36600-XIII-65", "36600-XIII-65"),
        ("keten voor halfgeleiders", "halfgeleiderketen"),
        ("Chips Act", "Chips Act"),
    ],
)
def test_lexical_search_finds_identifiers_and_compounds(snapshot, question, words):
    analyser = Analyser({word for chunk in snapshot.chunks for word in words_of(chunk.text)})
    scores = snapshot.lexical.scores(analyser.terms(question))
    best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:5]
    assert any(words in " ".join(snapshot.chunks[i].text.split()) for i in best)


def test_a_second_build_is_quick_and_changes_nothing(index_dir, snapshot):
    encoder = StubEncoder()
    started = time.perf_counter()
    report = build_with(encoder, DEFAULT_LETTERS, index_dir)
    assert time.perf_counter() - started < 5
    assert (report.unchanged, report.snapshot, encoder.seen) == (True, snapshot.name, [])
    assert {letter_id for letter_id, _ in report.warnings} <= set(PAGES)


def test_without_one_letter_the_others_keep_their_chunks(snapshot, tmp_path):
    folder = tmp_path / "brieven"
    folder.mkdir()
    for path in DEFAULT_LETTERS.glob("*.txt"):
        if path.stem != "nota-nationale-technologiestrategie":
            (folder / path.name).write_bytes(path.read_bytes())
    sidecar = (DEFAULT_LETTERS / "letters.toml").read_text(encoding="utf-8")
    kept = sidecar.split('\n["nota-nationale-technologiestrategie"]')[0]
    (folder / "letters.toml").write_text(kept, encoding="utf-8")
    build_with(StubEncoder(), folder, tmp_path / "index")
    fewer = open_snapshot(tmp_path / "index", IndexSettings(), "stub")
    kept_chunks = [
        chunk for chunk in snapshot.chunks if chunk.letter_id in {x.letter_id for x in fewer.letters}
    ]
    assert len(fewer.letters) == 4
    assert [chunk.text for chunk in fewer.chunks] == [chunk.text for chunk in kept_chunks]
