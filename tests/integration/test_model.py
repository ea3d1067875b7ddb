import socket
import urllib.request

import numpy as np
import pytest

from index.encoder import load_encoder
from index.model_folder import SHIPPED_MODEL, model_fingerprint
from index.onnx_encoder import OnnxEncoder
from index.sentence_transformer import SentenceTransformerEncoder
from index.settings import IndexSettings
from index.tokens import TokenIndex
from sources import DEFAULT_LETTERS, read_folder
from sources.sentences import letter_sentences

pytestmark = pytest.mark.model

QUESTION = "Hoeveel mensen werken er in de industrie?"
ANSWER = "De industrie biedt werk aan circa 800.000 mensen in heel Nederland."
OTHER = "De Kamer wordt voor de zomer geïnformeerd over de herziening van het bestemmingsplan."


def no_network(*_, **__):
    raise AssertionError("the network was asked")


@pytest.fixture(scope="module")
def encoder():
    """The shipped model, loaded and used while no socket can connect and no name is looked up."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, no_network)
        patch.setattr(socket, "getaddrinfo", no_network)
        with pytest.raises(AssertionError, match="the network was asked"):
            urllib.request.urlopen("http://127.0.0.1:9", timeout=1)
        made = load_encoder(IndexSettings())
        made.encode_queries([QUESTION])
        yield made


def test_it_is_the_shipped_model(encoder):
    assert encoder.name == "briefwijzer-nl-en"
    assert encoder.dimension == 384
    assert encoder.fingerprint == model_fingerprint(SHIPPED_MODEL, IndexSettings())


def test_rows_are_unit_vectors_whatever_the_text(encoder):
    vectors = encoder.encode_passages(
        [QUESTION, "", " ", "€ 2,5%", "x" * 20_000, "woord " * 5_000, "日本語 \u0000"]
    )
    assert vectors.shape == (7, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_text_has_one_vector_alone_or_among_others(encoder):
    texts = [OTHER * (i % 4 + 1) + QUESTION * (i % 3) for i in range(40)]
    together = encoder.encode_passages(texts)
    alone = np.vstack([encoder.encode_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert np.array_equal(encoder.encode_passages(texts), together)


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode_passages([]).shape == (0, 384)


@pytest.mark.parametrize(
    "question", [QUESTION, "How many people work in manufacturing industry?", "banen industrie aantal"]
)
def test_a_question_is_nearer_to_its_answer_than_to_something_else(encoder, question):
    (vector,) = encoder.encode_queries([question])
    answer, other = encoder.encode_passages([ANSWER, OTHER])
    assert vector @ answer > vector @ other + 0.1


@pytest.fixture(scope="module")
def texts():
    """Sentences of the letters, long and short ones."""
    letters = read_folder(DEFAULT_LETTERS).letters
    sentences = [letter.text_at(s.spans) for letter in letters for s in letter_sentences(letter)]
    return sentences[::40]


def test_it_is_the_model_that_sentence_transformers_makes_of_the_same_folder(encoder, texts):
    settings = IndexSettings()
    other = SentenceTransformerEncoder(SHIPPED_MODEL, settings).encode_passages(texts)
    exact = OnnxEncoder(SHIPPED_MODEL, settings, "float32").encode_passages(texts)
    np.testing.assert_allclose(exact, other, atol=2e-4)
    agreement = (encoder.encode_passages(texts) * other).sum(axis=1)
    assert agreement.mean() > 0.99
    assert agreement.min() > 0.95


def test_in_8_bits_nearly_the_same_text_is_nearest(encoder, texts):
    exact = OnnxEncoder(SHIPPED_MODEL, IndexSettings(), "float32")
    nearest = [
        np.argsort(-made @ made.T, axis=1)[:, 1]
        for made in (m.encode_passages(texts) for m in (encoder, exact))
    ]
    assert np.mean(nearest[0] == nearest[1]) > 0.9


def test_tokens_tell_an_answer_from_other_text(encoder):
    _, asked = encoder.encode_question(QUESTION)
    _, (answer, other) = encoder.encode_with_tokens([ANSWER, OTHER])
    lacking = TokenIndex.build([answer, other], encoder.token_dimension).lacking(asked, [0, 1]).sum(axis=1)
    assert lacking[0] < lacking[1] - 0.1


def test_the_folder_is_small_enough_to_carry():
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.rglob("*")) < 60_000_000


def test_the_folder_holds_nothing_that_can_run_code():
    suffixes = {path.suffix for path in SHIPPED_MODEL.rglob("*") if path.is_file()}
    assert suffixes == {".json", ".md", ".safetensors"}
