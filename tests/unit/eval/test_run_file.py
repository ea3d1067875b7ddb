"""Runs on disk: what the JSON report says is read back, and anything else refused with what is wrong."""

import json

import pytest

from eval.provenance import Provenance
from eval.report_json import to_json
from eval.run import evaluate
from eval.run_file import as_run, read_run
from rag.settings import RagSettings
from sources.errors import RunFileError
from tests.unit.eval.fakes import GOAL, INFO, MISSION, FakeAssistant, abstained, answered, question, whole

MADE_WITH = Provenance(
    command="briefwijzer eval",
    commit="abc123",
    versions={},
    gold="questions.jsonl",
    gold_sha256="0" * 64,
    split="dev",
    settings=RagSettings(),
    index=INFO,
)
QUESTIONS = [question(GOAL, question_id="q-001", text="Wat?"), question(question_id="q-002", text="Wie?")]
ANSWERS = {"Wat?": answered(whole(MISSION, 1)), "Wie?": abstained()}
MINIMAL = {
    "format": 1,
    "commit": None,
    "gold": "v.jsonl",
    "gold_sha256": "0",
    "split": "dev",
    "index": {"model": "m", "letters": 1},
    "questions": [{"id": "q-001", "answerable": True, "measures": {"page.hit@1": 1.0}}],
}


@pytest.fixture
def write(tmp_path):
    def writer(content):
        path = tmp_path / "basislijn.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return writer


def test_a_json_report_is_read_back_as_the_run_that_it_is_of(write):
    results = evaluate(FakeAssistant(ANSWERS), QUESTIONS)
    report = to_json(results, {}, MADE_WITH, list_failures=True)
    run = read_run(write(report))
    assert run == as_run(results, MADE_WITH)
    assert [each.question for each in run.questions] == ["Wat?", "Wie?"]
    assert run.questions[0].measures["page.hit@1"] == 1.0
    assert run.questions[1].measures["page.hit@1"] is None
    assert (run.index.letters, run.commit, run.split) == (2, "abc123", "dev")


def test_a_baseline_needs_no_more_than_it_has(write):
    run = read_run(write(MINIMAL))
    assert run.questions[0].question is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is geen JSON; maak hem met: briefwijzer eval --json > BESTAND"),
        ("[" * 100_000, "is geen JSON; "),
        ([], "is geen uitvoer van briefwijzer eval --json: alles ontbreekt of klopt niet"),
        ({**MINIMAL, "split": 3}, "eval --json: split ontbreekt of klopt niet"),
        (
            {**MINIMAL, "questions": [{"id": "q-001", "answerable": True}]},
            "questions.0.measures ontbreekt of klopt niet",
        ),
        (
            {**MINIMAL, "questions": [{"id": "q", "answerable": True, "measures": {"m": 1.5}}]},
            "questions.0.measures.m ontbreekt of klopt niet",
        ),
        (
            {**MINIMAL, "questions": [{"id": "q", "answerable": True, "measures": {"m": float("nan")}}]},
            "questions.0.measures.m ontbreekt of klopt niet",
        ),
        ({**MINIMAL, "questions": []}, "bevat geen vragen; maak"),
        ({**MINIMAL, "questions": MINIMAL["questions"] * 2}, "noemt vraag q-001 2 keer; maak"),
        ({**MINIMAL, "format": 2}, "heeft vorm 2; deze versie van Briefwijzer leest vorm 1. Maak hem"),
    ],
)
def test_what_is_no_run_is_refused(write, content, message):
    with pytest.raises(RunFileError) as refused:
        read_run(write(content))
    assert message in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RunFileError, match=r"weg\.json bestaat niet; maak hem met: briefwijzer eval --json"):
        read_run(tmp_path / "weg.json")
