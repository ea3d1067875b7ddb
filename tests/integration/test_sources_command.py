"""briefwijzer sources: what was read, without an index or a model."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli import cli, main

LETTER = """Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Datum 1 maart 2011
Onderwerp Draagmoederschap in Nederland
Ons kenmerk
5687928/11
Geachte Voorzitter,

In mijn brief (Kamerstukken II 2009/10, 32 123 XVI, nr. 30) heb ik een onderzoek aangekondigd.

De Staatssecretaris van Veiligheid en Justitie,

F. Teeven"""
LINE = "brief.txt     1  kamerbrief  2011-03-01  5687928/11  Draagmoederschap in Nederland\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    letters = tmp_path / "brieven"
    letters.mkdir()
    (letters / "brief.txt").write_text(LETTER, encoding="utf-8")
    return letters


def test_the_shipped_letters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert (
        "kamerbrief-industriebeleid-met-focus.txt         19  kamerbrief  2025     DGBI / 101636279 " in out
    )
    assert "    Let op: Op pagina 12 staat gedrukt dat er 18 pagina’s zijn; gelezen zijn er 19.\n" in out
    assert "“Fout! Onbekende naam voor documenteigenschap.”\n" in out
    assert out.endswith("\n5 brieven, 71 pagina’s.\n")


def test_a_folder_with_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "brief.toml").write_text("title = x", encoding="utf-8")
    result = CliRunner().invoke(cli, ["sources", str(folder)], standalone_mode=False)
    assert result.return_value == 4
    assert result.stdout.split("\n", 1)[1] == (
        f"{LINE}\n1 brief, 1 pagina; 2 bestanden niet gelezen.\n\nNiet gelezen:\n"
        "  leeg.txt is leeg (0 bytes).\n"
        "  brief.toml is geen geldig TOML-bestand: regel 1, teken 9: de waarde klopt niet; zet tekst tussen "
        "aanhalingstekens. De brief is zonder dit bestand gelezen.\n"
    )


def test_json_says_where_everything_stands(folder: Path) -> None:
    (folder / "brief.toml").write_text('kind = "brief"\n', encoding="utf-8")
    shown = [
        CliRunner().invoke(cli, ["sources", str(folder), "--json"], standalone_mode=False) for _ in range(2)
    ]
    assert shown[0].stdout == shown[1].stdout
    assert shown[0].return_value == 0
    (letter,) = json.loads(shown[0].stdout)["letters"]
    assert (letter["kind"], letter["kenmerken"], letter["cited"]) == (
        "brief",
        ["5687928/11"],
        ["32 123 XVI, nr. 30"],
    )
    assert letter["signatories"] == [
        {"name": "F. Teeven", "office": "staatssecretaris van Veiligheid en Justitie"}
    ]
    assert {(fact["name"], fact["page"], fact["place"]) for fact in letter["facts"]} == {
        ("kind", None, "brief.toml"),
        ("kenmerk", 1, "briefhoofd"),
        ("title", 1, "briefhoofd"),
        ("date", 1, "briefhoofd"),
        ("addressee", 1, "briefhoofd"),
        ("signatory", 1, "ondertekening"),
        ("ministry", 1, "ondertekening"),
        ("cited", 1, "tekst"),
    }


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "bevat geen brieven"),
        (
            {"letters.toml": "[brief\n", "brief.txt": LETTER},
            "Fout: letters.toml is geen geldig TOML-bestand: regel 1, teken 7: het haakje ] ontbreekt.\n",
        ),
    ],
)
def test_what_makes_the_whole_folder_unreadable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], message: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["sources", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert main(["sources", str(tmp_path / "weg")]) == 1


def test_a_process_of_its_own_needs_no_model(folder: Path) -> None:
    script = (
        "import sys\nfrom api.cli import main\ncode = main(['sources', sys.argv[1]])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'bm25s'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n", 1)[1] == f"{LINE}\n1 brief, 1 pagina.\n"


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Gebruik: briefwijzer sources [OPTIES] [MAP]")
    assert "niet te lezen waren" in out
