import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import index.build
import rag.assistant
from api.cli import main
from api.doctor import Finding, Level
from index.build import BuildReport
from sources import DEFAULT_LETTERS, FailedLetter
from sources.errors import FolderError
from tests.unit.api.fakes import FakeAssistant

REPORT = BuildReport(
    snapshot="proef-1",
    unchanged=False,
    letters=2,
    pages=4,
    chunks=7,
    embedded=6,
    reused=1,
    failures=(),
    warnings=(("visie", "Het kenmerk is een foutmelding."),),
    seconds=1.25,
)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith("BRIEFWIJZER_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def assistant(monkeypatch):
    fake = FakeAssistant()
    monkeypatch.setattr(rag.assistant, "load_assistant", lambda *_: fake)
    return fake


@pytest.fixture
def built(monkeypatch):
    calls = []

    def build(folder, index_dir, _settings, *, progress):
        progress("reading", 1, 1)
        calls.append((folder, index_dir))
        return REPORT

    monkeypatch.setattr(index.build, "build_index", build)
    return calls


def test_ask_answers(assistant, capsys):
    assert (
        main(["ask", "hoeveel", "mensen?", "--top-k", "3", "--kind", "kamerbrief", "--date-from", "2020"])
        == 0
    )
    out, err = capsys.readouterr()
    assert out.startswith("1. Nederland heeft een industrie om trots op te zijn. »Meer dan\n")
    assert "— Visie op de toekomst van de industrie (2020-10), p. 1\n" in out
    assert err == ""
    ((question, top_k, filters),) = assistant.asked
    assert (question, top_k, filters.kinds, filters.date_from) == (
        "hoeveel mensen?",
        3,
        ("kamerbrief",),
        "2020",
    )


def test_ask_gives_3_when_not_found(assistant, capsys):
    assert main(["ask", "iets anders"]) == 3
    assert capsys.readouterr().out.startswith("Niet gevonden in de brieven.\n")
    assert len(assistant.asked) == 1


def test_ask_json_is_the_contract(assistant, capsys):
    assert main(["ask", "hoeveel mensen?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["answered"] is True
    assert answer["confidence"] == 0.9123
    assert (
        answer["passages"][0]["citation"]["url"] == "/letters/visie%20%26%20toekomst/pages/1?start=10&end=159"
    )
    assert answer["index"]["snapshot"] == assistant.info.snapshot


def test_ask_without_index_is_an_error_in_dutch(tmp_path, capsys):
    assert main(["ask", "hoeveel?", "--index", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fout: ")
    assert "briefwijzer index" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "Er ontbreekt iets: VRAAG.\nUitleg met: briefwijzer ask --help\n"),
        (["aks", "x"], "Onbekende opdracht aks. Bedoelt u ask?\nUitleg met: briefwijzer --help\n"),
        (["ask", "x", "--topk", "3"], "Onbekende optie --topk. Bedoelt u --top-k?\n"),
        (["ask", "x", "--top-k", "21"], "--top-k: '21' is geen geheel getal van 1 tot en met 20.\n"),
        (["ask", "x", "--top-k", "5.0"], "--top-k: '5.0' is geen geheel getal van 1 tot en met 20.\n"),
        (["ask", "x", "--date-from", "gister"], "--date-from: Dit is geen datum; schrijf 2025,"),
        (["ask", "x", "--letter-id", ""], "--letter-id: Mag niet leeg zijn.\n"),
        (["ask", "  "], "VRAAG: Mag niet leeg zijn.\n"),
        (["ask", "a" * 10_000], "VRAAG: Is te lang: ten hoogste 1000 tekens.\n"),
        (["ask", "a\x07b"], "VRAAG: Bevat een stuurteken (U+0007) op positie 2;"),
        (["serve", "--port"], "Optie --port heeft een waarde nodig"),
        (["serve", "--port", "99999"], "--port: '99999' is geen geheel getal van 0 tot en met 65535.\n"),
        (["serve", "te", "veel"], "Deze opdracht is niet goed geschreven"),
        (["eval", "--split", "x"], "'x' is geen van: dev, test, all.\n"),
        ([], "Gebruik: briefwijzer [OPTIES] OPDRACHT"),
    ],
)
def test_wrong_usage_is_2_and_dutch(arguments, message, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)


def test_index_takes_the_shipped_letters_by_default(built, capsys, tmp_path):
    assert main(["index", "--index", str(tmp_path)]) == 0
    assert built == [(DEFAULT_LETTERS, tmp_path)]
    out, err = capsys.readouterr()
    assert (
        out == f"Index in {tmp_path}: 2 brieven, 4 pagina's, 7 stukken tekst, "
        "6 vectoren nieuw en 1 hergebruikt, in 1.2 s.\n"
    )
    assert err == "Let op: visie: Het kenmerk is een foutmelding.\n"


@pytest.mark.parametrize(("options", "ocr"), [([], None), (["--ocr"], True), (["--no-ocr"], False)])
def test_ocr_is_asked_for_and_refused(monkeypatch, options, ocr):
    asked = []

    def build(*given, **_):
        asked.append(given[2].ocr)
        return REPORT

    monkeypatch.setattr(index.build, "build_index", build)
    assert main(["index", "brieven", *options]) == 0
    assert asked == [ocr]


def test_index_gives_4_when_a_letter_cannot_be_read(monkeypatch, capsys):
    report = replace(REPORT, failures=(FailedLetter("scan.pdf", "Geen tekst."),), warnings=())
    monkeypatch.setattr(index.build, "build_index", lambda *_, **__: report)
    assert main(["index", "brieven", "--json"]) == 4
    out, _ = capsys.readouterr()
    assert json.loads(out)["failures"] == [{"source": "scan.pdf", "reason": "Geen tekst."}]
    assert main(["index", "brieven"]) == 4
    assert capsys.readouterr().err == "Niet gelezen: scan.pdf: Geen tekst.\n"


def test_index_of_a_folder_that_is_not_there(monkeypatch, capsys):
    def build(*_, **__):
        raise FolderError("Map /nergens bestaat niet.")

    monkeypatch.setattr(index.build, "build_index", build)
    assert main(["index", "/nergens"]) == 1
    assert capsys.readouterr().err == "Fout: Map /nergens bestaat niet.\n"


def test_interruption_is_130(monkeypatch, capsys):
    def build(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(index.build, "build_index", build)
    assert main(["index"]) == 130
    assert capsys.readouterr().err.endswith("Onderbroken.\n")


def test_a_wrong_setting_is_an_error(monkeypatch, capsys):
    monkeypatch.setenv("BRIEFWIJZER_PROT", "8001")
    assert main(["ask", "x"]) == 1
    assert capsys.readouterr().err.startswith("Fout: Onbekende instelling BRIEFWIJZER_PROT. Bedoelt u")


def test_serve_says_when_the_port_is_taken(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"Fout: Poort {port} op 127.0.0.1 is niet te gebruiken")
    assert "--port 8001" in err


def test_serve_says_when_the_address_is_wrong(capsys):
    assert main(["serve", "--host", "dit is geen adres"]) == 1
    assert capsys.readouterr().err.startswith("Fout: Adres dit is geen adres bestaat niet op deze machine")


def test_settings_lists_all_with_their_values(monkeypatch, capsys):
    monkeypatch.setenv("BRIEFWIJZER_PORT", "8123")
    assert main(["settings"]) == 0
    out = capsys.readouterr().out
    assert "BRIEFWIJZER_PORT = 8123\n" in out
    assert "    Standaard: 8000. Toegestaan: een geheel getal van 0 tot en met 65535.\n" in out
    assert main(["settings", "--json"]) == 0
    values = {each["name"]: each["value"] for each in json.loads(capsys.readouterr().out)}
    assert values["BRIEFWIJZER_PORT"] == "8123"
    assert values["BRIEFWIJZER_HOST"] is None


def test_settings_do_not_show_secrets(monkeypatch, capsys):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-geheim")
    assert main(["settings"]) == 0
    assert main(["settings", "--json"]) == 0
    out = capsys.readouterr().out
    assert "SLACK_BOT_TOKEN = (gezet; wordt niet getoond)\n" in out
    assert "xoxb-geheim" not in out


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["serve", "-h"]])
def test_help_names_the_exit_codes(arguments, capsys):
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert out.startswith("Gebruik: briefwijzer")
    assert "3    ask: niet gevonden in de brieven" in out
    for english in ("Usage", "Options", "Show this message"):
        assert english not in out


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from api.cli import main; main(['--help']); "
        "print([name for name in ('torch', 'faiss', 'fastapi', 'numpy') if name in sys.modules])"
    )
    root = Path(__file__).parents[3]
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_keys_are_made_listed_and_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BRIEFWIJZER_KEYS", str(tmp_path / "keys.json"))
    assert main(["keys", "list"]) == 0
    assert capsys.readouterr().out == "Er zijn geen sleutels. Maak er een met: briefwijzer keys add NAAM\n"
    assert main(["keys", "add", "redactie"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("bw_")
    assert "Dit is de sleutel redactie (beheer)" in err
    assert main(["keys", "add", "lezer", "--lezen", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["role"] == "lezen"
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert [line.split()[:2] for line in listed.splitlines()] == [["redactie", "beheer"], ["lezer", "lezen"]]
    assert out.strip() not in listed
    assert main(["keys", "remove", "redactie"]) == 0
    assert main(["keys", "remove", "redactie"]) == 1
    assert "Er is geen sleutel met de naam redactie; wel: lezer." in capsys.readouterr().err


def test_doctor_gives_1_when_something_is_wrong(monkeypatch, capsys):
    levels = [Level.OK]
    monkeypatch.setattr(
        "api.doctor.examine", lambda _: [Finding("index", level, "Zo is het.") for level in levels]
    )
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "goed    index      Zo is het.\n"
    levels.append(Level.ERROR)
    assert main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[1] == {"part": "index", "level": "fout", "text": "Zo is het."}
