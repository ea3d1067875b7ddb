"""The real training data, where it is present: nothing that the model is measured on is in what it learns from."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from index.training.data import read_training_data
from index.training.measured import read_benchmarks
from index.training.own_questions import OWN_QUESTIONS, read_own_questions
from index.training.rows import read_lines
from index.training.settings import TrainingSettings
from sources import DEFAULT_LETTERS

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "training"
LETTERS = ROOT.parent / "shared" / "pdf"
WORDS = 13

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no training data beside the project")

ROWS = [json.loads(line) for line in read_lines(OWN_QUESTIONS)]


def words(text):
    return re.findall(r"\w+", text.casefold())


def runs(text):
    found = words(text)
    return {" ".join(found[i : i + WORDS]) for i in range(len(found) - WORDS + 1)}


@pytest.fixture(scope="module")
def data():
    letters = LETTERS if LETTERS.is_dir() else None
    return read_training_data(DATA, read_benchmarks(DATA), TrainingSettings(), letters=letters)


@needs_data
def test_nothing_measured_on_is_learned_from(data):
    whole, parts = set(), set()
    for benchmark in read_benchmarks(DATA):
        for text in (*benchmark.questions, *benchmark.passages):
            whole.add(" ".join(words(text)))
            parts |= runs(text)
    for path in DEFAULT_LETTERS.glob("*.txt"):
        parts |= runs(path.read_text(encoding="utf-8"))
    for path in (ROOT / "eval" / "source").glob("*.md"):
        parts |= runs(path.read_text(encoding="utf-8"))
    for path in (ROOT / "eval").glob("questions*.jsonl"):
        for line in read_lines(path):
            gold = json.loads(line)
            whole.add(" ".join(words(gold["question"])))
            parts |= runs(gold["question"])
    assert len(whole) > 2_000
    assert len(parts) > 130_000
    learned = [text for t in data.translations for text in (t.english, t.dutch)]
    learned += [text for pair in data.pairs for text in (pair.question, pair.context, pair.passage)]
    learned += [text for w in data.written for text in (*w.questions, w.context, w.passage)]
    assert len(learned) > 1_100_000
    shared = [text for text in learned if " ".join(words(text)) in whole or not runs(text).isdisjoint(parts)]
    assert shared == []


@needs_data
def test_all_of_the_data_is_read(data):
    assert len(data.translations) == 492_930
    assert len(data.pairs) > 70_000
    assert sum(len(w.questions) for w in (*data.written, *data.held_out)) > 25_000
    assert 15 <= len(data.written) / len(data.held_out) <= 25
    assert data.left_out < 200


@needs_data
@pytest.mark.skipif(not LETTERS.is_dir(), reason="no letters in PDF beside the project")
def test_every_passage_of_our_own_questions_is_where_it_should_be(data):
    assert data.lost == 0


@needs_data
def test_a_passage_that_changed_gives_no_questions(data, monkeypatch, tmp_path):
    row = next(row for row in ROWS if "pair" in row["passage"])
    moved = {**row, "passage": {**row["passage"], "start": row["passage"]["start"] + 1}}
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(row) + "\n" + json.dumps(moved) + "\n", encoding="utf-8")
    monkeypatch.setattr("index.training.own_questions.OWN_QUESTIONS", file)
    found = read_own_questions(data.pairs, None)
    assert [w.questions for w in found.found] == [tuple(q["text"] for q in row["questions"])]
    assert found.lost == 1


def test_our_own_questions_are_whole():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert sum(len(row["questions"]) for row in ROWS) > 10_000
    for row in ROWS:
        assert set(row) == {"id", "source", "passage", "questions", "near"}
        assert set(row["passage"]) in ({"pair", "start", "end", "sha256"}, {"letter", "spans", "sha256"})
        texts = [question["text"] for question in row["questions"]]
        assert len({" ".join(words(text)) for text in (*texts, row["near"])}) == 4, row["id"]
        length = row["passage"].get("end", 10_000) - row["passage"].get("start", 0)
        for question in row["questions"]:
            assert question["answer"], row["id"]
            assert all(0 <= start < end <= length for start, end in question["answer"]), row["id"]


def test_our_own_questions_name_no_passage_and_are_not_asked_twice():
    texts = [question["text"] for row in ROWS for question in row["questions"]]
    assert [t for t in texts if re.search(r"\b(deze brief|deze passage|bovenstaande|dit artikel)\b", t)] == []
    assert [t for t, n in Counter(" ".join(words(t)) for t in texts).items() if n > 1] == []
