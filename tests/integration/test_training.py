"""The whole training on a handful of sentences: from an English teacher to a packed model."""

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer

import index.training.__main__ as command
import index.training.evaluate as measured
from index.encoder import load_encoder
from index.onnx_encoder import OnnxEncoder
from index.sentence_transformer import SentenceTransformerEncoder
from index.settings import IndexSettings
from index.training.data import (
    BENCHMARKS,
    TrainingDataError,
    read_benchmarks,
    read_training_data,
)
from index.training.settings import FitSettings, TrainingSettings
from tests.training import DEEDS, FORBIDDEN, SENTENCES, SUBJECTS, write_data, write_teacher

pytestmark = pytest.mark.filterwarnings("ignore")

FIT = FitSettings(batch=8, learning_rate=2e-3, epochs=4)
PLAIN = TrainingSettings()
TINY = replace(
    PLAIN,
    tokens=32,
    held_out_one_in=6,
    matryoshka=(32, 16),
    vocabulary=replace(PLAIN.vocabulary, dutch_pieces=300, kept_english=50, min_count=2),
    distill=replace(PLAIN.distill, fit=FIT, window_sentences=(2, 3)),
    pairs=replace(PLAIN.pairs, fit=FIT),
    questions=replace(PLAIN.questions, fit=FIT),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    return write_data(folder / "data"), write_teacher(folder / "teacher")


@pytest.fixture(scope="module")
def data(folders):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.data.OWN_QUESTIONS", folders[0] / "own.jsonl.gz")
        return read_training_data(folders[0], read_benchmarks(folders[0]), TINY)


def train(folders, data, out):
    return command.train(data, read_benchmarks(folders[0]), folders[1], TINY, out)


@pytest.fixture(scope="module")
def made(folders, data, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    train(folders, data, out)
    return out


def figures(out, stage):
    report = json.loads((out / stage / "figures.json").read_text())
    return {row["name"]: row for row in report["figures"]}


def test_what_the_model_is_measured_on_is_not_read(data):
    texts = [t.dutch for t in data.translations] + [p.passage for p in data.pairs]
    assert len(data.translations) == len(SENTENCES)
    assert len(data.pairs) == 24
    assert not any(FORBIDDEN[:40] in text for text in texts)
    assert data.left_out == 2


def test_questions_are_learned_from_or_held_out(data):
    assert len(data.written) + len(data.held_out) == len(SUBJECTS) + 6
    assert data.lost == 0
    assert len(data.held_out) >= 1
    assert not {w.passage for w in data.written} & {w.passage for w in data.held_out}


def test_a_file_that_is_missing_is_named(folders, tmp_path):
    (tmp_path / BENCHMARKS[0]).write_bytes((folders[0] / BENCHMARKS[0]).read_bytes())
    with pytest.raises(TrainingDataError, match=rf"{BENCHMARKS[1]} is missing"):
        read_benchmarks(tmp_path)


def test_every_stage_learns_what_it_is_for(folders, data, made):
    teacher = SentenceTransformer(str(folders[1])).encode([t.english for t in data.translations])
    numbers = np.arange(len(teacher))
    found = {}
    for stage in ("1-vocabulary", "2-distilled"):
        student = SentenceTransformer(str(made / stage / "model")).encode(
            [t.dutch for t in data.translations]
        )
        found[stage] = measured.figures(stage, student @ teacher.T, numbers).mrr
    assert found["2-distilled"] > found["1-vocabulary"] + 0.05
    for name in ("kamervragen", "rijksoverheid", "held-out"):
        before, after = figures(made, "2-distilled")[name], figures(made, "4-questions")[name]
        assert after["mrr"] >= before["mrr"]
    assert after["mrr"] > before["mrr"]


def test_dutch_words_are_whole_pieces_and_english_ones_stayed(made):
    pieces = json.loads((made / "model" / "tokenizer.json").read_text())["model"]["vocab"]
    assert {"ministerie", "ziekenhuis", "ministry", "[PAD]", "[CLS]", "[SEP]", "[UNK]"} <= set(pieces)
    assert sorted(pieces.values()) == list(range(len(pieces)))


def test_the_packed_model_runs_with_onnx_and_with_sentence_transformers_alike(made):
    settings = IndexSettings(model=str(made / "model"))
    fast = load_encoder(settings)
    assert isinstance(fast, OnnxEncoder)
    texts = [f"{s[1]} {d[1]}" for s in SUBJECTS for d in DEEDS]
    slow = SentenceTransformerEncoder(made / "model", settings).encode_passages(texts)
    assert ((fast.encode_passages(texts) * slow).sum(axis=1) > 0.99).all()


def test_the_same_seed_makes_the_same_model(folders, data, made, tmp_path):
    again = load_file(train(folders, data, tmp_path / "out") / "model.safetensors")
    for name, tensor in load_file(made / "model" / "model.safetensors").items():
        np.testing.assert_allclose(again[name], tensor, atol=1e-2)


def test_a_run_that_was_broken_off_goes_on(folders, data, made, tmp_path, monkeypatch):
    def broken(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(command.stages, "learn_pairs", broken)
    with pytest.raises(KeyboardInterrupt):
        train(folders, data, tmp_path)
    distilled = (tmp_path / "2-distilled" / "model" / "model.safetensors").stat().st_mtime_ns
    monkeypatch.undo()
    again = load_file(train(folders, data, tmp_path) / "model.safetensors")
    assert (tmp_path / "2-distilled" / "model" / "model.safetensors").stat().st_mtime_ns == distilled
    for name, tensor in load_file(made / "model" / "model.safetensors").items():
        np.testing.assert_allclose(again[name], tensor, atol=1e-2)


def test_the_command_says_what_is_missing(tmp_path, caplog):
    assert command.main([str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "benchmark-kamervragen.jsonl.gz is missing" in caplog.text
