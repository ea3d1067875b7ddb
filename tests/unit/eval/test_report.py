"""The report as text and as JSON: the numbers stand where they belong."""

import json
from dataclasses import replace

import pytest

from eval.provenance import Provenance
from eval.report import format_report, table
from eval.report_json import to_json
from eval.run import ABLATIONS, evaluate
from rag.settings import MIN_CONFIDENCE, RagSettings
from tests.unit.eval.fakes import (
    ANSWERS,
    GOAL,
    INFO,
    MISSION,
    NOTE,
    OVERLAPS,
    QUESTIONS,
    FakeAssistant,
    answered,
    whole,
)

WORSE = {**ANSWERS, "Wat is het doel?": answered(whole(MISSION, 2), whole(MISSION, 1))}
MADE_WITH = Provenance(
    command="briefwijzer eval",
    commit="abc123",
    versions={"python": "3.12.0", "torch": None},
    gold="questions.jsonl",
    gold_sha256="0" * 64,
    split="dev",
    settings=RagSettings(),
    index=INFO,
)


@pytest.fixture
def results():
    return evaluate(FakeAssistant(ANSWERS), QUESTIONS, overlaps=OVERLAPS)


@pytest.fixture
def ablations(results):
    worse = evaluate(FakeAssistant(WORSE), QUESTIONS)
    return {name: results if name == "ranked" else worse for name in ABLATIONS}


def line(text, label):
    """The cells of the first line that begins with `label`, without the intervals."""
    found = next(row for row in text.splitlines() if row.startswith(label))
    return [cell for cell in found.removeprefix(label).split() if not cell.startswith("[")]


def test_a_table_is_aligned():
    assert table(["", "a", "lang"], [["rij", "1.0", "2"], ["r", "-", "3.25"]]) == [
        "       a  lang",
        "--------------",
        "rij  1.0     2",
        "r      -  3.25",
    ]


def test_the_text_says_what_was_measured_and_with_what(results):
    text = format_report(results, {}, MADE_WITH, list_failures=False)
    assert text.startswith(
        "briefwijzer eval\ncommit abc123, index proef, model proefmodel\n2 brieven in 5 stukken\n"
        "6 vragen (questions.jsonl, deel dev): 4 met antwoord, 2 zonder\n"
    )
    assert line(text, "hit@1") == ["0.500", "0.500", "0.500"]
    assert line(text, "hit@3") == ["0.750", "0.750", "0.750"]
    assert line(text, "MRR@10") == ["0.750", "0.750", "0.750"]
    assert line(text, "beantwoord ") == ["0.500", "0.500"]
    assert line(text, "geweigerd") == ["0.250", "0.500"]
    assert line(text, "verloren (fout)") == ["0.250", "0.000"]
    assert line(text, "beantwoord, en hit@1") == ["0.250", "0.250", "0.250"]
    assert line(text, "beantwoord, en hit@5") == ["0.500", "0.500", "0.500"]
    assert line(text, "citation precision@1") == ["0.500", "4"]
    assert line(text, "letterlijk (moet 1 zijn)") == ["0.800", "5"]
    assert "Meer dan één plaats nodig: 1 vragen" in text
    assert "Verloren vragen (1), elk geteld als 0:\n  q-004: ZeroDivisionError: deling door nul\n" in text
    assert "Ablaties" not in text
    assert "Fouten" not in text
    assert text.endswith("\n")


def test_groups_have_their_own_lines(results):
    text = format_report(results, {}, MADE_WITH, list_failures=False)
    assert line(text, "comparison") == [
        "1",
        "0.000",
        "1.000",
        "0.000",
        "1.000",
        "1.000",
        "1.000",
        "0.000",
        "-",
    ]
    assert line(text, "off-topic") == ["1", "-", "-", "-", "-", "-", "-", "-", "1.000"]
    assert line(text, "keywords") == ["1", "1.000", "1.000", "1.000", "1.000", "1.000", "1.000", "1.000", "-"]
    assert line(text, "en ") == ["1", "0.000", "0.000", "0.000", "0.000", "0.000", "0.000", "0.000", "-"]
    assert line(text, "laag  ")[:2] == ["2", "0.000"]
    assert line(text, "hoog  ")[:2] == ["2", "1.000"]
    assert "\nmidden" not in text
    assert "laag 0.0-0.2, midden 0.2-0.4, hoog 0.4-1.0." in text
    assert line(text, "missie")[0] == "4"
    assert line(text, "nota")[0] == "2"


def test_ablations_are_compared_with_the_product(results, ablations):
    text = format_report(results, ablations, MADE_WITH, list_failures=False)
    dense = line(text, "alleen vectoren (dense)")
    assert dense[:2] == ["0.250", "0.750"]
    # Only q-001 differs: nDCG 0.6309 in place of 1, so 0.3691 less over 4 questions.
    assert dense[6] == "-0.092"
    assert line(text, "alles: de rangschikking") == ["0.500", *["0.750"] * 1, "0.500", *["0.750"] * 3, "-"]


def test_failures_are_listed_with_what_was_expected_and_found(results):
    text = format_report(results, {}, MADE_WITH, list_failures=True)
    assert text.endswith(
        "Fouten: 3 van 6 vragen\n"
        "\n"
        "Verloren (1)\n"
        "  q-004 [fact, plain, -] Which goal?\n"
        "    verwacht: missie p. 1: Het doel is 2,5% van het bbp aan R&D uit te geven.\n"
        "    fout:     ZeroDivisionError: deling door nul\n"
        "\n"
        "Onterecht beantwoord (1)\n"
        "  q-006 [on-topic, plain, 0.90] Wie sprak?\n"
        "    gevonden: nota p. 2: Besproken op\n"
        "\n"
        "Onterecht geweigerd (1)\n"
        "  q-003 [fact, keywords, 0.20] doel missies\n"
        "    verwacht: missie p. 1: Het doel is 2,5% van het bbp aan R&D uit te geven.\n"
        f"    gevonden: missie p. 1 (goed): {MISSION.pages[0].text}\n"
    )


def test_json_has_every_question_and_the_means(results, ablations):
    report = json.loads(json.dumps(to_json(results, ablations, MADE_WITH, list_failures=True)))
    assert (report["command"], report["commit"], report["split"]) == ("briefwijzer eval", "abc123", "dev")
    assert report["index"]["snapshot"] == "proef"
    assert report["settings"] == {"min_confidence": RagSettings().min_confidence, "late_interaction": True}
    assert report["versions"] == {"python": "3.12.0", "torch": None}
    overall = report["overall"]
    assert overall["questions"] == 6
    assert overall["answerable"]["page.hit@1"]["mean"] == 0.5
    assert overall["answerable"]["page.hit@1"]["questions"] == 4
    assert overall["unanswerable"]["refused"]["mean"] == 0.5
    assert "page.hit@1" not in overall["unanswerable"]
    assert overall["all"]["verbatim"]["mean"] == 0.8
    assert report["groups"]["type"]["comparison"]["answerable"]["page.hit@3"]["mean"] == 1.0
    assert list(report["groups"]) == ["type", "form", "language", "overlap", "letter"]
    assert [group["questions"] for group in report["groups"]["overlap"].values()] == [2, 2]
    assert list(report["groups"]["overlap"]) == ["0.0-0.2", "0.4-1.0"]
    assert [row["overlap"] for row in report["questions"]] == [0.5, 0.19, 0.4, 0.0, None, None]
    assert list(report["ablations"]) == ["lexical", "dense", "late", "fused", "ranked"]
    assert report["ablations"]["dense"]["difference"]["page.nDCG@10"]["mean"] == -0.0923
    assert report["lost"] == [{"id": "q-004", "error": "ZeroDivisionError: deling door nul"}]
    assert [row["id"] for row in report["questions"]] == [f"q-00{n}" for n in range(1, 7)]
    assert report["questions"][0]["measures"]["page.hit@1"] == 1.0
    assert report["questions"][0]["found"][1] == {
        "letter": "nota",
        "page": 1,
        "spans": [{"page": 1, "start": 0, "end": len(NOTE.pages[0].text)}],
        "score": 0.5,
    }
    assert report["questions"][2]["reason"] == "not_confident"
    assert [row["failure"] for row in report["questions"]] == [
        None,
        None,
        "wrongly_refused",
        "lost",
        None,
        "wrongly_answered",
    ]
    assert [row["id"] for row in report["failures"]] == ["q-003", "q-004", "q-006"]
    assert report["failures"][0]["expected"] == [{"letter": "missie", "page": 1, "quote": GOAL.quote}]
    assert report["failures"][0]["found"] == {"letter": "missie", "page": 1, "text": MISSION.pages[0].text}
    assert report["failures"][1]["found"] is None


def test_calibration_is_told_with_the_bins_that_have_questions(results):
    text = format_report(results, {}, MADE_WITH, list_failures=False)
    assert line(text, "0.2-0.3") == ["2", "0.200", "0.500"]
    assert line(text, "0.9-1.0") == ["3", "0.900", "0.667"]
    assert "\n0.3-0.4" not in text
    # Gaps: .3 of two questions, .2333 of three.
    assert "Verwachte kalibratiefout (ECE): 0.260." in text
    told = to_json(results, {}, MADE_WITH, list_failures=False)["calibration"]
    assert told["error"] == 0.26
    assert len(told["bins"]) == 10
    assert told["bins"][2] == {"low": 0.2, "high": 0.3, "questions": 2, "confidence": 0.2, "right": 0.5}
    assert told["bins"][3] == {"low": 0.3, "high": 0.4, "questions": 0, "confidence": None, "right": None}


def test_thresholds_are_told_with_the_one_in_force(results):
    text = format_report(
        results, {}, replace(MADE_WITH, settings=RagSettings(min_confidence=0.25)), list_failures=False
    )
    assert line(text, "0.25 (geldt)") == ["0.250", "0.500", "3", "0.667"]
    assert line(text, "0.10 ") == ["0.000", "0.500", "4", "0.750"]
    assert line(text, "1.00 ") == ["0.750", "1.000", "0", "-"]
    told = json.loads(json.dumps(to_json(results, {}, MADE_WITH, list_failures=False)["abstention"]))
    assert told["in_force"] == {
        "threshold": MIN_CONFIDENCE,
        "wrongly_refused": 0.25,
        "rightly_refused": 0.5,
        "right": 0.6667,
        "answered": 3,
    }
    assert [point["threshold"] for point in told["curve"]] == [0.0, 0.2, 0.9, pytest.approx(0.9)]
    assert told["curve"][-1]["threshold"] > 0.9
    assert [point["wrongly_refused"] for point in told["curve"]] == [0.0, 0.0, 0.25, 0.75]


def test_json_leaves_out_what_was_not_asked_for(results):
    report = to_json(results, {}, MADE_WITH, list_failures=False)
    assert report["ablations"] == {}
    assert "failures" not in report


def test_nothing_answerable_is_reported_too():
    results = evaluate(FakeAssistant(ANSWERS), QUESTIONS[4:])
    text = format_report(results, {}, MADE_WITH, list_failures=True)
    assert line(text, "hit@1") == ["-", "-", "-"]
    assert line(text, "geweigerd") == ["-", "0.500"]
    assert "Per brief" not in text
    assert "Drempel" not in text
    assert to_json(results, {}, MADE_WITH, list_failures=True)["abstention"] is None
    assert to_json(results, {}, MADE_WITH, list_failures=True)["overall"]["answerable"] == {}
