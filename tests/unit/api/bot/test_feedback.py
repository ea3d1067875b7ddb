import asyncio
import json
from dataclasses import replace

import pytest

from api.bot.database import Database
from api.bot.feedback import as_lines, candidates
from api.bot.memory import Asked, Kept, Memory, Place, Shown, Vote
from api.cli import main
from eval.gold import read_gold
from sources.errors import GoldError

PLACES = (Place("brief", 4, "Er komen 12 windmolens."), Place("brief", 5, "Op zee."))
USEFUL = Vote("a1", "Hoeveel windmolens komen er?", True, Shown(True, PLACES))


def rows(*votes):
    return list(candidates(votes))


def test_an_answer_that_was_useful_is_a_whole_question(tmp_path):
    (row,) = rows(USEFUL, replace(USEFUL, answer_id="a2", question="hoeveel  windmolens komen er?"))
    assert row == {
        "id": row["id"],
        "question": "hoeveel windmolens komen er?",
        "language": "nl",
        "type": "number",
        "form": "plain",
        "answerable": True,
        "need": "any",
        "evidence": [{"letter": "brief", "page": 4, "quote": "Er komen 12 windmolens."}],
        "note": "Kandidaat uit Slack: 2 van 2 nuttig. Getoond: brief, p. 4: Er komen 12 windmolens.; "
        "brief, p. 5: Op zee.",
    }
    path = tmp_path / "kandidaten.jsonl"
    english = Vote("a3", "what does the letter say of motions", True, Shown(False, PLACES))
    path.write_text(as_lines([USEFUL, english]), encoding="utf-8")
    questions = read_gold(path)
    assert [question.answerable for question in questions] == [True, False]
    assert [question.language for question in questions] == ["nl", "en"]
    assert questions[0].question_id == row["id"]


def test_an_answer_that_was_not_useful_waits_for_a_person(tmp_path):
    wrong = replace(USEFUL, answer_id="a2", useful=False)
    path = tmp_path / "kandidaten.jsonl"
    path.write_text(as_lines([USEFUL, wrong]), encoding="utf-8")
    with pytest.raises(GoldError, match="regel 1: 'evidence' is leeg, maar de vraag is te beantwoorden"):
        read_gold(path)
    (row,) = rows(USEFUL, wrong)
    assert row["note"].startswith("Kandidaat uit Slack: 1 van 2 nuttig.")


def test_a_refusal():
    refused = Vote("a1", "prijs van brood", True, Shown(False, ()))
    (row,) = rows(refused)
    assert (row["answerable"], row["type"], row["evidence"], row["form"]) == (
        False,
        "on-topic",
        [],
        "keywords",
    )
    (row,) = rows(replace(refused, useful=False))
    assert (row["answerable"], row["type"], row["evidence"]) == (True, "fact", [])


def test_the_command_writes_what_was_voted(tmp_path, monkeypatch, capsys):
    store = tmp_path / "bot.sqlite"
    monkeypatch.setenv("BRIEFWIJZER_BOT_STORE", str(store))
    assert main(["slack", "feedback"]) == 0
    assert capsys.readouterr() == ("", f"In {store} staat nog geen stem op een antwoord.\n")
    database = Database(store)
    kept = Kept("a1", Asked("Hoeveel windmolens?", "de brief van 2020"), (), Shown(True, PLACES))
    asyncio.run(Memory(database).vote(kept, "U1", useful=True))
    database.close()
    assert main(["slack", "feedback"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["question"] == "Hoeveel windmolens? (de brief van 2020)"


def test_the_command_has_help(capsys):
    assert main(["slack", "--help"]) == 0
    assert "feedback" in capsys.readouterr().out
    assert main(["slack", "feedback", "--help"]) == 0
    assert "bewijsplaats" in capsys.readouterr().out
