"""The command line of the evaluation: what is passed on, what is refused, and the checker."""

import json
import os
from pathlib import Path

import pytest

import eval.command
from api.cli import main
from tests.unit.eval.fakes import GOAL, LETTERS


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("BRIEFWIJZER_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def evaluated(monkeypatch):
    """What `eval.command.main` was called with."""
    calls = []

    def evaluate(index_dir, *_, **options):
        calls.append({"index_dir": index_dir, **options})
        return 0

    monkeypatch.setattr(eval.command, "main", evaluate)
    return calls


@pytest.fixture
def letters(monkeypatch):
    """An index of the two small letters; gives the folders that were asked for."""
    asked = []

    def letters_of(index_dir, _settings):
        asked.append(str(index_dir))
        return dict(LETTERS)

    monkeypatch.setattr(eval.command, "letters_of", letters_of)
    return asked


def row(number, **change):
    evidence = [{"letter": GOAL.letter_id, "page": GOAL.page, "quote": GOAL.quote}]
    return {
        "id": f"q-{number:03}",
        "question": f"Vraag {number}?",
        "language": "nl",
        "type": "fact",
        "form": "plain",
        "answerable": True,
        "need": "any",
        "evidence": evidence,
        **change,
    }


def write(path, *rows):
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path


def test_eval_without_a_command_measures_as_before(evaluated, tmp_path):
    assert main(["eval"]) == 0
    options = ["--split", "test", "--gold", "v.jsonl", "--no-ablations", "--failures", "--json"]
    assert main(["eval", *options, "--index", str(tmp_path)]) == 0
    first, second = evaluated
    assert str(first["index_dir"]) == "data/index"
    assert (first["gold"], first["split"], first["ablations"]) == (None, "dev", True)
    assert (first["failures"], first["json_output"]) == (False, False)
    assert (second["index_dir"], str(second["gold"]), second["split"]) == (tmp_path, "v.jsonl", "test")
    assert (first["against"], first["gold_set"], first["html"]) == (None, None, None)
    assert (second["ablations"], second["failures"], second["json_output"]) == (False, True, True)


def test_what_the_measurement_says_of_the_baseline_is_the_exit_code(monkeypatch):
    asked = []
    monkeypatch.setattr(eval.command, "main", lambda *_, **options: asked.append(options["against"]) or 5)
    assert main(["eval", "--against", "toen.json"]) == 5
    assert asked == [Path("toen.json")]


def test_the_report_may_be_a_page_too_where_a_file_can_be(evaluated, tmp_path, capsys):
    place = tmp_path / "rapport.html"
    assert main(["eval", "--html", str(place)]) == 0
    assert evaluated[0]["html"] == place
    assert main(["eval", "--html", str(tmp_path)]) == 2
    assert main(["eval", "--html", str(tmp_path / "weg" / "r.html")]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{tmp_path} is een map; noem een bestand.\n")
    assert f"r.html kan niet worden geschreven: de map {tmp_path / 'weg'} is er niet.\n" in err
    assert len(evaluated) == 1


def test_a_shipped_set_has_an_index_of_its_own_unless_one_is_named(evaluated, monkeypatch, tmp_path):
    monkeypatch.setenv("BRIEFWIJZER_INDEX", "mijn-brieven")
    assert main(["eval", "--set", "documenten"]) == 0
    assert main(["eval", "--set", "alle", "--index", str(tmp_path)]) == 0
    assert main(["eval"]) == 0
    assert [(call["gold_set"], call["index_dir"]) for call in evaluated] == [
        ("documenten", None),
        ("alle", tmp_path),
        (None, Path("mijn-brieven")),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--split", "x"], "'x' is geen van: dev, test, all.\n"),
        (["--set", "boeken"], "'boeken' is geen van: brieven, documenten, alle, openbaar.\n"),
        (["--set", "alle", "--gold", "v.jsonl"], "--set en --gold gaan niet samen: geef er een op.\n"),
        (["chek", "v.jsonl"], "Onbekende opdracht chek. Bedoelt u check?\n"),
        (["check"], "Er ontbreekt iets: BESTAND.\n"),
        (
            ["--split", "dev", "check", "v.jsonl"],
            "--split hoort niet vóór check; zet opties van check erachter.\n",
        ),
    ],
)
def test_wrong_usage_is_2(evaluated, letters, arguments, message, capsys):
    assert main(["eval", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)
    assert evaluated == letters == []


def test_check_passes_questions_that_are_in_order(letters, tmp_path, capsys):
    path = write(tmp_path / "vragen.jsonl", row(1), row(2))
    assert main(["eval", "check", str(path), "--index", "ergens"]) == 0
    assert capsys.readouterr().out == f"{path}: 2 vragen, geen fouten.\n"
    assert letters == ["ergens"]


@pytest.mark.usefixtures("letters")
def test_check_names_every_fault_with_its_line(tmp_path, capsys):
    wrong = [{"letter": "missie", "page": 2, "quote": GOAL.quote}]
    forged = [{"letter": "missie", "page": 1, "quote": "Het doel is \x1b[31m3% van het bbp"}]
    path = write(tmp_path / "vragen.jsonl", row(1, evidence=wrong), row(1), row(2, evidence=forged))
    assert main(["eval", "check", str(path)]) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == (
        f"regel 1: q-001: het citaat staat niet op p. 2 van missie: “{GOAL.quote}”; "
        "wel op p. 1: pas 'page' aan."
    )
    assert lines[1].startswith("regel 2: het id 'q-001' staat ook op regel 1; verander een van beide")
    assert lines[2].startswith("regel 2: deze vraag staat ook op regel 1; ")
    assert lines[3].startswith(
        "regel 3: q-002: het citaat staat niet op p. 1 van missie: “Het doel is ?[31m3%"
    )
    assert lines[4:] == [f"{path}: 4 fouten."]
    assert err == ""


@pytest.mark.usefixtures("letters")
def test_check_of_a_file_that_is_not_there_is_an_error(tmp_path, capsys):
    assert main(["eval", "check", str(tmp_path / "weg.jsonl")]) == 1
    assert "weg.jsonl bestaat niet; maak het met: briefwijzer eval new" in capsys.readouterr().err


def test_check_without_an_index_says_how_to_make_one(tmp_path, capsys):
    path = write(tmp_path / "vragen.jsonl", row(1))
    assert main(["eval", "check", str(path), "--index", str(tmp_path / "leeg")]) == 1
    assert "briefwijzer index" in capsys.readouterr().err
