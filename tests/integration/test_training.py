"""The whole training on a handful of sentences: from a base in 4 bits to a packed model."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers import SentenceTransformerTrainer as Trainer

import index.training.__main__ as command
import index.training.evaluate as measured
from index.encoder import load_encoder
from index.onnx_encoder import OnnxEncoder
from index.sentence_transformer import SentenceTransformerEncoder
from index.settings import IndexSettings
from index.training.base import read_base
from index.training.data import read_training_data
from index.training.measured import BENCHMARKS, read_benchmarks
from index.training.provenance import provenance, refuse_other
from index.training.settings import FitSettings, TrainingSettings
from sources.errors import TrainingDataError
from tests.training import DEEDS, FORBIDDEN, SENTENCES, SUBJECTS, write_base, write_data

pytestmark = pytest.mark.filterwarnings("ignore")

FIT = FitSettings(batch=8, learning_rate=2e-3, tokens=32, epochs=4)
PLAIN = TrainingSettings()
TINY = replace(
    PLAIN,
    tokens=32,
    held_out_one_in=6,
    matryoshka=(32, 16),
    vocabulary=replace(PLAIN.vocabulary, pieces=70),
    questions=replace(PLAIN.questions, fit=FIT, token_dimension=16, neighbours=12),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    return write_data(folder / "data"), write_base(folder / "base.bin")


@pytest.fixture(scope="module")
def data(folders):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.training.own_questions.OWN_QUESTIONS", folders[0] / "own.jsonl.gz")
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
    held_out = {w.passage for w in data.held_out}
    assert held_out.isdisjoint(texts)
    assert len(data.pairs) == 22
    assert not any(FORBIDDEN[:40] in text for text in texts)
    assert data.left_out == 2


def test_questions_are_learned_from_or_held_out(data):
    assert len(data.written) + len(data.held_out) == len(SUBJECTS) + 6
    assert data.lost == 0
    assert len(data.held_out) >= 1
    assert not {w.passage for w in data.written} & {w.passage for w in data.held_out}


def test_a_file_that_is_missing_is_named(folders, tmp_path):
    (tmp_path / BENCHMARKS[0]).write_bytes((folders[0] / BENCHMARKS[0]).read_bytes())
    with pytest.raises(TrainingDataError, match=rf"{BENCHMARKS[1]} is er niet"):
        read_benchmarks(tmp_path)


def test_the_model_learns_to_tell_the_passage_that_answers(data, made):
    questions = [(q, number) for number, w in enumerate(data.written) for q in w.questions]
    found = []
    for stage in ("1-vocabulary", "2-questions"):
        student = SentenceTransformer(str(made / stage / "model"))
        scores = (
            student.encode([q for q, _ in questions]) @ student.encode([w.passage for w in data.written]).T
        )
        found.append(measured.figures(stage, scores, np.array([n for _, n in questions])).mrr)
    assert found[1] > found[0] + 0.04, found


def test_the_pieces_that_the_data_needs_stay(folders, made):
    before = [piece for piece, _ in read_base(folders[1]).pieces]
    pieces = [row[0] for row in json.loads((made / "model" / "tokenizer.json").read_text())["model"]["vocab"]]
    assert pieces[:4] == before[:4]
    assert len(pieces) == 70 < len(before)
    assert set(pieces) <= set(before)
    assert {"a", "e", "▁"} <= set(pieces)


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
        np.testing.assert_allclose(again[name], tensor, atol=1e-3)


def test_a_run_that_was_broken_off_goes_on_to_the_same_model(folders, data, made, tmp_path, monkeypatch):
    """It is broken off seven steps into the questions, with a checkpoint at five and another that was not finished."""
    monkeypatch.setattr("index.training.fit._SAVE_STEPS", 5)
    plain, taken = Trainer.training_step, []

    def broken(self, *given, **more):
        taken.append(self)
        if len(taken) == 8:
            raise KeyboardInterrupt
        return plain(self, *given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "training_step", broken)
        with pytest.raises(KeyboardInterrupt):
            train(folders, data, tmp_path)
    (checkpoints,) = tmp_path.glob("2-*/checkpoints")
    assert [path.name for path in checkpoints.iterdir()] == ["checkpoint-5"]
    shutil.copytree(checkpoints / "checkpoint-5", checkpoints / "checkpoint-6")
    (checkpoints / "checkpoint-6" / "trainer_state.json").unlink()
    again = load_file(train(folders, data, tmp_path) / "model.safetensors")
    assert list(tmp_path.glob("*/checkpoints")) == []
    for name, tensor in load_file(made / "model" / "model.safetensors").items():
        np.testing.assert_allclose(again[name], tensor, atol=1e-3)


def test_a_model_too_large_to_ship_is_refused_before_it_is_trained(folders, data, tmp_path, monkeypatch):
    monkeypatch.setattr("index.training.pack._LIMIT", 10_000)
    with pytest.raises(TrainingDataError, match=r"meegeleverd mogen er 10000 worden"):
        train(folders, data, tmp_path)
    assert not (tmp_path / "2-questions").exists()


def test_a_model_that_8_bits_change_is_not_packed(folders, data, made, tmp_path, monkeypatch):
    monkeypatch.setattr("index.training.pack._AGREEMENT", 1.1)
    shutil.copytree(made, tmp_path / "out")
    with pytest.raises(TrainingDataError, match="wijken te veel af"):
        train(folders, data, tmp_path / "out")
    assert not (tmp_path / "out" / "model").exists()


def test_the_packed_model_is_measured_as_it_runs(made):
    report = json.loads((made / "figures.json").read_text())
    assert 0.985 < report["cosine to floats"] <= 1
    assert {row["name"] for row in report["figures"]} >= {"kamervragen", "tatoeba", "held-out"}


def test_a_run_is_never_put_together_with_one_made_of_something_else(folders, tmp_path):
    made_with = provenance(folders[0], None, folders[1], TINY, None)
    refuse_other(tmp_path, made_with)
    refuse_other(tmp_path, made_with)
    for other in (
        provenance(folders[0], None, folders[1], replace(TINY, seed=1), None),
        provenance(folders[0], None, folders[1], TINY, 10),
        provenance(folders[0], None, folders[0] / "own.jsonl.gz", TINY, None),
        provenance(folders[1].parent, None, folders[1], TINY, None),
    ):
        with pytest.raises(TrainingDataError, match="met iets anders gemaakt"):
            refuse_other(tmp_path, other)


def test_too_little_to_learn_from_is_refused(folders):
    with pytest.raises(TrainingDataError, match="te weinig om van te leren: 1 vertalingen"):
        read_training_data(folders[0], read_benchmarks(folders[0]), TINY, limit=1)


def test_the_command_says_what_is_missing(folders, tmp_path, caplog, monkeypatch):
    given = [str(tmp_path), "--out", str(tmp_path / "out")]
    assert command.main([*given, "--base", str(folders[1])]) == 1
    assert "benchmark-kamervragen.jsonl.gz is er niet" in caplog.text
    caplog.clear()
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    assert command.main(given) == 1
    assert "pip install -e '.[train]'" in caplog.text
