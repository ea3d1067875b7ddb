import re
from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.analysis import Analyser
from index.chunks import chunk_letter, merge_spans
from index.dense import DenseIndex
from index.lexical import LexicalIndex, best
from index.settings import IndexSettings
from sources.sentences import letter_sentences
from sources.types import BlockKind
from tests.helpers import letter_of

WORDS = st.sampled_from(
    ["het", "kabinet", "de", "halfgeleiderketen", "2,5%", "industrie", "é", "x" * 90, "zin,", "en;"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=90).map(lambda words: f"Zin {' '.join(words)}.")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
PARTS = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS.map(lambda text: "verder " + text),
    st.tuples(st.just(BlockKind.LIST_ITEM), PARAGRAPHS.map(lambda text: f"• {text}")),
    st.tuples(st.just(BlockKind.HEADING), SENTENCES),
    st.tuples(st.just(BlockKind.TABLE), st.lists(SENTENCES, min_size=1, max_size=30).map("\n".join)),
    st.tuples(st.just(BlockKind.FOOTNOTE), PARAGRAPHS.map(lambda text: f"1 {text}")),
)
PAGES = st.lists(st.lists(PARTS, max_size=4).map(lambda parts: ["Begin.[1]", *parts]), min_size=1, max_size=3)
LETTERS = PAGES.map(lambda pages: letter_of(*pages))
SETTINGS = st.builds(
    IndexSettings, chunk_characters=st.integers(200, 1000), chunk_overlap=st.integers(0, 300)
)

COMPONENTS = st.integers(-8, 8).map(lambda number: number / 8)
DIMENSION = 5
VECTORS = st.integers(0, 12).flatmap(lambda n: arrays(np.float32, (n, DIMENSION), elements=COMPONENTS))
QUERIES = arrays(np.float32, (1, DIMENSION), elements=COMPONENTS)
DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), max_size=15)


def characters(spans):
    return {(span.page, i) for span in spans for i in range(span.start, span.end)}


@settings(max_examples=60, deadline=None)
@given(LETTERS, SETTINGS)
def test_chunks_hold_every_sentence_whole_and_nothing_else(letter, index_settings):
    sentences = letter_sentences(letter)
    chunks = chunk_letter(letter, index_settings)
    held, parts = defaultdict(set), defaultdict(int)
    for chunk in chunks:
        first, last = chunk.sentences
        own = characters(chunk.spans)
        allowed = characters(merge_spans(letter, [span for s in sentences[first:last] for span in s.spans]))
        assert own <= allowed
        for number in range(first, last):
            held[number] |= own
            parts[number] += characters(sentences[number].spans) <= own
    for number, sentence in enumerate(sentences):
        places = characters(sentence.spans)
        missing = places - held[number]
        assert all(letter.pages[page - 1].text[i].isspace() for page, i in missing)
        length = len(letter.text_at(sentence.spans))
        assert parts[number] > 0 or length >= index_settings.chunk_characters


@settings(max_examples=60, deadline=None)
@given(LETTERS, SETTINGS)
def test_chunks_are_page_text_of_bounded_length_in_order(letter, index_settings):
    chunks = chunk_letter(letter, index_settings)
    for number, chunk in enumerate(chunks, start=1):
        assert chunk.letter_id == letter.letter_id
        assert chunk.chunk_id == f"brief#{number:04d}"
        assert chunk.text == letter.text_at(chunk.spans)
        assert chunk.text.strip() == chunk.text != ""
        without_gaps = re.sub(r"\s+", " ", chunk.text)
        assert len(without_gaps) <= index_settings.chunk_characters
    assert [chunk.sentences for chunk in chunks] == sorted(chunk.sentences for chunk in chunks)
    assert chunk_letter(letter, index_settings) == chunks


@settings(max_examples=60, deadline=None)
@given(LETTERS, SETTINGS)
def test_a_chunk_never_mixes_sections_tables_and_footnotes(letter, index_settings):
    sentences = letter_sentences(letter)
    for chunk in chunk_letter(letter, index_settings):
        inside = sentences[slice(*chunk.sentences)]
        kinds = {s.kind for s in inside}
        assert BlockKind.FOOTNOTE not in kinds or kinds == {BlockKind.FOOTNOTE}
        assert BlockKind.TABLE not in kinds or kinds <= {BlockKind.HEADING, BlockKind.TABLE}  # its caption
        if BlockKind.FOOTNOTE in kinds:
            assert len({s.unit for s in inside}) == 1
        assert len({s.section for s in inside if s.kind is not BlockKind.HEADING}) <= 1


@settings(max_examples=150, deadline=None)
@given(VECTORS, QUERIES, st.integers(-1, 15), st.data())
def test_dense_search_is_brute_force(vectors, query, k, data):
    ids = st.lists(st.integers(-1, len(vectors) + 1), max_size=20)
    allowed = data.draw(st.none() | ids, label="allowed")
    index = DenseIndex.build(vectors)
    hits = index.search(query, k, allowed)

    pool = [i for i in range(len(vectors)) if allowed is None or i in allowed]
    scores = vectors @ query[0]
    wanted = sorted(pool, key=lambda i: (-scores[i], i))[: max(k, 0)]
    assert hits == [(i, float(scores[i])) for i in wanted]
    assert DenseIndex.from_bytes(index.to_bytes()).search(query, k, allowed) == hits


@settings(max_examples=100, deadline=None)
@given(arrays(np.float32, (300, 16), elements=st.floats(-1, 1, width=32)), st.integers(1, 50))
def test_dense_search_of_many_unit_vectors_finds_the_nearest(vectors, k):
    vectors = vectors + np.float32(1e-3)
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12))
    hits = DenseIndex.build(unit).search(unit[:1], k)
    scores = unit @ unit[0]
    best = np.sort(scores)[::-1][:k]
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    np.testing.assert_allclose([score for _, score in hits], best, atol=1e-5)
    np.testing.assert_allclose([scores[i] for i, _ in hits], best, atol=1e-5)


@settings(max_examples=50, deadline=None)
@given(DOCUMENTS, st.lists(st.sampled_from("abcdefghxyz"), max_size=6))
def test_lexical_search_is_the_same_after_saving_and_loading(tmp_path_factory, documents, terms):
    index = LexicalIndex.build(documents)
    folder = tmp_path_factory.mktemp("lexical") / "index"
    index.save(folder)
    again = LexicalIndex.load(folder)
    scores = index.scores(terms)
    assert np.array_equal(again.scores(terms), scores)
    assert [again.idf(term) for term in terms] == [index.idf(term) for term in terms]
    assert scores.shape == (len(documents),)
    order = sorted((i for i in range(len(documents)) if scores[i] > 0), key=lambda i: (-scores[i], i))
    for k in (1, 3, 20):
        assert best(scores, k) == order[:k]
        odd = range(1, len(documents) + 3, 2)
        assert best(scores, k, odd) == [i for i in order if i in odd][:k]
    for score, document in zip(scores, documents, strict=True):
        assert (score > 0) == bool(set(terms) & set(document))


ANALYSER = Analyser(["halfgeleiders", "chipsector"])


@given(st.text(max_size=200))
def test_analysis_takes_any_text_and_is_the_same_for_any_case(text):
    terms = ANALYSER.terms(text)
    assert all(term and not term.isspace() for term in terms)
    assert ANALYSER.terms(text) == terms


@given(
    st.lists(
        st.sampled_from(["36600-XIII-65", "2,5%", "6G", "33 009", "halfgeleiderketen", "R&D"]), max_size=6
    )
)
def test_a_text_has_the_terms_of_its_words_in_order(words):
    assert ANALYSER.terms("; ".join(words)) == [term for word in words for term in ANALYSER.terms(word)]
