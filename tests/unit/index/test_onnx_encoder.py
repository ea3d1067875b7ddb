import json

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer

from index.encoder import load_encoder
from index.model_folder import LARGEST_VALUES, ONNX_SETTINGS
from index.onnx_encoder import OnnxEncoder, saturates
from index.onnx_graph import quantised
from index.sentence_transformer import SentenceTransformerEncoder
from index.settings import IndexSettings
from index.training.contrast import add_token_vectors
from index.training.pack import largest_values
from sources.errors import ModelError
from tests.training import SENTENCES, write_model

pytestmark = pytest.mark.filterwarnings("ignore")

TEXTS = [en for en, _ in SENTENCES] + ["", "bridge", "the river " * 200, "日本語 \u0000"]


@pytest.fixture
def folder(tmp_path):
    made = write_model(tmp_path / "small")
    said = json.loads((made / "tokenizer_config.json").read_text())
    (made / "tokenizer_config.json").write_text(json.dumps(said | {"model_max_length": 32}))
    return made


def with_precision(folder, precision):
    (folder / ONNX_SETTINGS).write_text(json.dumps({"precision": precision}))
    return IndexSettings(model=str(folder))


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_in_floats_the_vectors_are_those_of_sentence_transformers(folder):
    settings = with_precision(folder, "float32")
    encoder = load_encoder(settings)
    assert isinstance(encoder, OnnxEncoder)
    wanted = SentenceTransformerEncoder(folder, settings)
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), wanted.encode_passages(TEXTS), atol=1e-5)
    np.testing.assert_allclose(encoder.encode_queries(TEXTS), wanted.encode_queries(TEXTS), atol=1e-5)
    assert (encoder.name, encoder.dimension) == ("small", 32)


def test_in_8_bits_they_are_nearly_so(folder):
    exact = load_encoder(with_precision(folder, "float32")).encode_passages(TEXTS)
    near = load_encoder(with_precision(folder, "int8")).encode_passages(TEXTS)
    assert (exact * near).sum(axis=1).min() > 0.99
    assert np.abs(exact - near).max() > 1e-4
    np.testing.assert_allclose(np.linalg.norm(near, axis=1), 1, atol=1e-5)


def test_what_the_values_become_brings_8_bits_nearer(folder):
    """Two inputs of the middle part are made large and their weights small, as they come to be in trained models."""
    weights = load_file(folder / "model.safetensors")
    for layer in (0, 1):
        weights[f"encoder.layer.{layer}.attention.output.LayerNorm.weight"][:2] *= 40
        weights[f"encoder.layer.{layer}.intermediate.dense.weight"][:, :2] /= 40
        weights[f"encoder.layer.{layer}.intermediate.dense.weight"] *= 20
        weights[f"encoder.layer.{layer}.output.dense.weight"] *= 20
    save_file(weights, folder / "model.safetensors")
    exact = load_encoder(with_precision(folder, "float32")).encode_passages(TEXTS)
    settings = with_precision(folder, "int8")
    without = load_encoder(settings)
    save_file(largest_values(folder, TEXTS[:20]), folder / LARGEST_VALUES)
    with_values = load_encoder(settings)
    assert with_values.fingerprint != without.fingerprint
    far = 1 - (without.encode_passages(TEXTS) * exact).sum(axis=1).mean()
    near = 1 - (with_values.encode_passages(TEXTS) * exact).sum(axis=1).mean()
    assert near < far / 2


def test_unsigned_weights_are_the_same_numbers(folder, monkeypatch):
    settings = with_precision(folder, "int8")
    exact = load_encoder(with_precision(folder, "float32")).encode_passages(TEXTS)
    with_precision(folder, "int8")
    monkeypatch.setattr("index.onnx_encoder.saturates", lambda *_: True)
    unsigned = load_encoder(settings).encode_passages(TEXTS)
    assert (exact * unsigned).sum(axis=1).min() > 0.99


@pytest.mark.parametrize(
    ("machine", "said", "wanted"),
    [
        ("x86_64", "flags : fpu avx2 avx512f", True),
        ("x86_64", "flags : fpu avx2 avx512_vnni", False),
        ("AMD64", "flags : fpu avx_vnni", False),
        ("AMD64", None, True),
        ("aarch64", "Features : fp asimd", False),
        ("arm64", None, False),
    ],
)
def test_which_processors_need_unsigned_weights(tmp_path, machine, said, wanted):
    cpuinfo = tmp_path / "cpuinfo"
    if said is not None:
        cpuinfo.write_text(said)
    assert saturates(machine, cpuinfo) is wanted


def with_tokens(folder):
    model = SentenceTransformer(str(folder), device="cpu")
    add_token_vectors(model, 8, seed=1)
    model.save_pretrained(str(folder), create_model_card=False)
    return folder


def test_tokens_are_those_of_sentence_transformers(folder):
    settings = with_precision(with_tokens(folder), "float32")
    made, wanted = load_encoder(settings), SentenceTransformerEncoder(folder, settings)
    assert made.token_dimension == wanted.token_dimension == 8
    for text in TEXTS:
        for fast, slow in zip(made.encode_question(text), wanted.encode_question(text), strict=True):
            np.testing.assert_allclose(fast, slow, atol=1e-5)
        np.testing.assert_allclose(made.encode_question(text)[0], wanted.encode_queries([text]), atol=1e-5)
    vectors, tokens = made.encode_with_tokens(TEXTS)
    np.testing.assert_allclose(vectors, wanted.encode_passages(TEXTS), atol=1e-5)
    for fast, slow in zip(tokens, wanted.encode_with_tokens(TEXTS)[1], strict=True):
        np.testing.assert_allclose(fast, slow, atol=1)
    assert isinstance(made, OnnxEncoder)
    np.testing.assert_allclose(made.encode_passages(TEXTS), wanted.encode_passages(TEXTS), atol=1e-5)


def test_tokens_in_8_bits_are_nearly_those_in_floats(folder):
    _, exact = load_encoder(with_precision(with_tokens(folder), "float32")).encode_question(TEXTS[0])
    _, near = load_encoder(with_precision(folder, "int8")).encode_question(TEXTS[0])
    lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(near, axis=1)
    assert ((exact * near).sum(axis=1) / lengths).min() > 0.98


def test_a_model_without_vectors_of_tokens_says_so(folder):
    settings = with_precision(folder, "int8")
    for encoder in (load_encoder(settings), SentenceTransformerEncoder(folder, settings)):
        assert encoder.token_dimension == 0
        vector, tokens = encoder.encode_question(TEXTS[0])
        np.testing.assert_array_equal(vector, encoder.encode_queries(TEXTS[:1]))
        assert len(tokens) == 0


def test_a_text_has_one_vector_alone_or_among_others(folder):
    encoder = load_encoder(with_precision(folder, "int8"))
    together = encoder.encode_passages(TEXTS)
    alone = np.vstack([encoder.encode_passages([text]) for text in TEXTS])
    assert np.array_equal(together, alone)


def test_prompts_go_before_the_texts(folder):
    with_precision(folder, "float32")
    plain = load_encoder(IndexSettings(model=str(folder)))
    prompted = load_encoder(
        IndexSettings(model=str(folder), query_prompt="the tax ", passage_prompt="the river ")
    )
    assert np.array_equal(prompted.encode_queries(["bridge"]), plain.encode_queries(["the tax bridge"]))
    assert np.array_equal(prompted.encode_passages(["bridge"]), plain.encode_queries(["the river bridge"]))
    assert prompted.fingerprint != plain.fingerprint


def test_the_precision_is_part_of_the_fingerprint(folder):
    floats = load_encoder(with_precision(folder, "float32")).fingerprint
    assert load_encoder(with_precision(folder, "int8")).fingerprint != floats


@pytest.mark.parametrize(
    ("file", "values"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("1_Pooling/config.json", {"pooling_mode": "cls"}),
        (ONNX_SETTINGS, {"precision": "int4"}),
    ],
)
def test_a_model_of_another_make_is_refused_with_what_to_do(folder, file, values):
    settings = with_precision(folder, "int8")
    change(folder / file, **values)
    with pytest.raises(ModelError, match=r"nodig is een BERT-model .* Haal onnx\.json uit de map weg"):
        load_encoder(settings)


def test_a_damaged_model_is_a_model_error(folder):
    settings = with_precision(folder, "int8")
    weights = load_file(folder / "model.safetensors")
    del weights["encoder.layer.1.output.dense.weight"]
    save_file(weights, folder / "model.safetensors")
    with pytest.raises(ModelError, match=r"kan niet worden geladen \(KeyError"):
        load_encoder(settings)
    (folder / "model.safetensors").write_bytes(b"geen gewichten")
    with pytest.raises(ModelError, match="kan niet worden geladen"):
        load_encoder(settings)


def test_whole_numbers_times_their_scale_are_nearly_the_matrix():
    matrix = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0], [1e-3, 2e-3, -3e-3]], dtype=np.float32)
    whole, scale = quantised(matrix)
    assert whole.tolist() == [[64, -127, 32], [0, 0, 0], [42, 85, -127]]
    np.testing.assert_allclose(whole * scale, matrix, atol=0.004)
