"""How an answer was found, as text: what was looked for, what was compared, and why it was given or not."""

from dataclasses import replace

import pytest

from api.explanation import format_explanation
from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.types import Found, Reason
from tests.helpers import StubEncoder, build_with

LETTER = """Geachte Voorzitter,

De verhuurder mag de huur van een woning in 2025 met ten hoogste 5 procent verhogen.
De huurder kan daartegen bezwaar maken.

De dijken langs de Maas worden hoger gemaakt.

Den Haag, 1 mei 2024
"""
SIDECAR = """[huur]
title = "Brief over de huur"
kind = "kamerbrief"
date = "2024-05-01"
sender = "A. Jansen, minister"
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder, index_dir = tmp_path_factory.mktemp("brieven"), tmp_path_factory.mktemp("index")
    (folder / "huur.txt").write_text(LETTER, encoding="utf-8")
    (folder / "letters.toml").write_text(SIDECAR, encoding="utf-8")
    encoder = StubEncoder()
    build_with(encoder, folder, index_dir)
    return Assistant(open_snapshot(index_dir, IndexSettings(), encoder.fingerprint), encoder, RagSettings())


def explained(assistant, question, threshold=0.5, width=100):
    return format_explanation(assistant, assistant.explain(question), threshold, width=width)


def test_it_shows_each_stage(assistant):
    text = explained(
        assistant, "Hoeveel procent mag de huisbaas de huur in de woningg verhogen?", threshold=0.0
    )
    assert text.startswith("Hoe dit is gevonden\n\nGevraagd wordt naar: een getal\n")
    assert "Verbeterd tot: Hoeveel procent mag de huisbaas de huur in de woning verhogen?" in text
    assert "huisbas (in geen brief)" in text
    assert "Thesaurus, ook gezocht: verhuurder" in text
    assert " BM25 " in text
    assert "woorddelen" in text
    assert "huur, p. 1: De verhuurder mag de huur van een woning in 2025" in text
    assert text.endswith("De drempel is 0.00: een antwoord.\n")


def test_the_parts_of_a_score_are_its_sum(assistant):
    line = next(
        line for line in explained(assistant, "huur verhogen").splitlines() if line.startswith(" 1. ")
    )
    score, *parts = map(float, line.split()[1:])
    assert sum(parts) == pytest.approx(score, abs=0.03)


def test_it_says_why_nothing_was_given(assistant):
    assert explained(assistant, "huur verhogen", threshold=2.0).endswith(
        "De drempel is 2.00: niet gevonden.\n"
    )
    assert "De vraag noemt een brief: een die er niet is" in explained(
        assistant, "Wat staat in de brief uit 2011?"
    )
    assert "verder is niet gezocht" in explained(assistant, "Wat staat in de brief uit 2011?")
    assert "Van de vraag blijft geen zoekwoord over" in explained(assistant, "Waarom is dat zo?")


def test_a_named_letter_is_shown(assistant):
    text = explained(assistant, "Wat mag de huur doen volgens de brief van Jansen uit 2024?")
    assert "De vraag noemt een brief: huur\n" in text


@pytest.mark.parametrize("width", [60, 100, 300])
def test_no_line_is_wider_than_the_terminal_or_100(assistant, width):
    text = explained(assistant, "Hoeveel procent mag de huur van een woning omhoog?", width=width)
    assert max(map(len, text.splitlines())) <= max(min(width, 100), 72)


@pytest.mark.parametrize(
    ("question", "asked", "ended"),
    [
        (
            "Wie ondertekende de brief over de huur?",
            "wie ondertekende",
            "Op de pagina's van de brief staat dat niet; verder is niet gezocht.",
        ),
        (
            "Van wanneer is de brief over de huur?",
            "van wanneer die is",
            "Dat is op de pagina's van de brief opgezocht; verder is niet gezocht.",
        ),
    ],
)
def test_what_is_asked_of_a_letter_itself_is_looked_up(assistant, question, asked, ended):
    assert explained(assistant, question).splitlines()[2:] == [
        f"Gevraagd wordt naar een brief zelf: {asked}",
        "",
        ended,
    ]


def test_words_that_nobody_knows(assistant):
    how = assistant.explain("asdfghjkl qwertyuiop")
    how = replace(how, found=Found(how.query.text, 0.1, (), Reason.UNKNOWN_WORDS))
    text = format_explanation(assistant, how, 0.5, width=100)
    assert "asdfghjkl (in geen brief)" in text
    assert "Geen woord van de vraag staat in een brief of een woordenlijst" in text
    assert "De drempel is" not in text
