"""Questions about a letter itself are looked up on its pages, and nothing else is taken for one."""

from dataclasses import replace

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import LOOKED_UP, Assistant
from rag.letter_details import Detail, asked_of_letters, known_of
from rag.query import understand
from rag.settings import RagSettings
from rag.types import Abstained, Answered, Filters, Reason
from tests.helpers import StubEncoder, build_with

LETTERS = {
    "dijken.txt": """ Retouradres Postbus 20901 2500 EX Den Haag

Aan de gemeenteraad van Oosterwaard

Datum 3 mei 2024
Betreft Versterking van de dijken langs de Maas

Geachte leden van de raad,

De dijken langs de Maas worden hoger gemaakt. De waterschappen betalen de helft. Mevrouw Van Dam heeft de plannen
getekend en de minister stuurde die in maart naar de provincie.

De minister van Infrastructuur en Waterstaat,

drs. A.B Jansen
""",
    "bossen.txt": """Betreft Herstel van de bossen

Geachte Voorzitter,

De bossen worden hersteld. Er komen vijfduizend bomen bij.
""",
    "letters.toml": """
[dijken]
title = "Versterking van de dijken langs de Maas"
kind = "brief"
kenmerk = "IENW / 2024-00412"
date = "2024-05-03"
sender = "A.B. Jansen, minister van Infrastructuur en Waterstaat"
addressee = "de gemeenteraad van Oosterwaard"

[bossen]
title = "Herstel van de bossen"
kind = "kamerbrief"
date = "2023"
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    letters, index_dir = tmp_path_factory.mktemp("brieven"), tmp_path_factory.mktemp("index")
    for name, text in LETTERS.items():
        (letters / name).write_text(text, encoding="utf-8")
    encoder = StubEncoder(dimension=509)
    build_with(encoder, letters, index_dir)
    snapshot = open_snapshot(index_dir, IndexSettings(), encoder.fingerprint)
    return Assistant(snapshot, encoder, RagSettings(min_confidence=0.3))


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("Wie ondertekende de brief over de dijken?", Detail.SIGNATORY),
        ("Door wie is de brief over de dijken langs de Maas geschreven?", Detail.SIGNATORY),
        ("Welke minister stuurde de brief over de versterking van de dijken?", Detail.SIGNATORY),
        ("Wie is de afzender van de brief over de dijken?", Detail.SIGNATORY),
        ("Van wie is de brief over de dijken?", Detail.SIGNATORY),
        ("Who signed the letter of Jansen?", Detail.SIGNATORY),
        ("Aan wie is de brief over de dijken gericht?", Detail.ADDRESSEE),
        ("Aan wie stuurde minister Jansen de brief over de dijken?", Detail.ADDRESSEE),
        ("Wanneer is de brief over de dijken verstuurd?", Detail.DATE),
        ("Van wanneer is de brief van Jansen?", Detail.DATE),
        ("Wat is de datum van de brief over de dijken?", Detail.DATE),
        ("When was the letter of Jansen sent?", Detail.DATE),
        ("Wat is het kenmerk van de brief over de dijken?", Detail.NUMBER),
        ("Welk kenmerk heeft de brief van Jansen?", Detail.NUMBER),
    ],
)
def test_a_question_about_a_letter_itself_is_known(
    assistant: Assistant, question: str, detail: Detail
) -> None:
    letters = list(assistant.letters.values())
    asked = asked_of_letters(understand(question, letters, Filters()), letters, assistant.corpus.analyser)
    assert asked is not None
    assert (asked.detail, [letter.letter_id for letter in asked.letters]) == (detail, ["dijken"])


@pytest.mark.parametrize(
    "question",
    [
        "Wanneer is de brief over de dijken in de ministerraad besproken?",
        "Wie tekende de plannen voor de dijken?",
        "Wie betaalt volgens de brief de dijken?",
        "Wanneer worden de dijken in de brief hoger gemaakt?",
        "Wie ondertekende de brief over stikstof?",
        "Welk kenmerk noemt de brief over de dijken?",
        "Hoeveel bomen komen er bij?",
    ],
)
def test_what_is_asked_of_the_subject_is_no_question_about_the_letter(
    assistant: Assistant, question: str
) -> None:
    letters = list(assistant.letters.values())
    query = understand(question, letters, Filters())
    assert asked_of_letters(query, letters, assistant.corpus.analyser) is None


def test_who_signed_is_answered_with_the_signature(assistant: Assistant) -> None:
    answer = assistant.ask("Wie ondertekende de brief over de dijken?")
    assert isinstance(answer, Answered)
    assert [each.passage.text for each in answer.passages] == [
        "De minister van Infrastructuur en Waterstaat, drs. A.B Jansen"
    ]
    assert (answer.confidence, answer.passages[0].citation.page) == (LOOKED_UP, 1)


def test_what_the_pages_do_not_say_is_told_as_known(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het kenmerk van de brief over de dijken?")
    assert isinstance(answer, Abstained)
    assert (answer.reason, answer.nearest) == (Reason.LETTER_DETAILS, ())
    assert answer.message == (
        "Niet gevonden in de brieven: dat staat niet op de pagina's zelf. Wel is bekend: “Versterking van de dijken "
        "langs de Maas”: 3 mei 2024, van A.B. Jansen, minister van Infrastructuur en Waterstaat, aan de gemeenteraad "
        "van Oosterwaard, kenmerk IENW / 2024-00412."
    )


def test_a_search_tells_it_too(assistant: Assistant) -> None:
    found = assistant.search("Wat is het kenmerk van de brief over de bossen?")
    assert (found.reason, found.details) == (Reason.LETTER_DETAILS, "“Herstel van de bossen”: 2023")


def test_of_several_letters_it_must_be_said_which(assistant: Assistant) -> None:
    answer = assistant.ask("Wie ondertekende de brief?")
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.WHICH_LETTER
    only = assistant.ask("Wie ondertekende de brief?", filters=Filters(letter_ids=("dijken",)))
    assert isinstance(only, Answered)


def test_of_a_letter_of_which_nothing_is_known_that_is_said(assistant: Assistant) -> None:
    letter = replace(assistant.letters["bossen"], date=None)
    assert known_of([letter]) == "“Herstel van de bossen”: geen datum, afzender of nummer"
