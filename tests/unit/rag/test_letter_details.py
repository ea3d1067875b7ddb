"""Questions about a letter itself are looked up on its pages, and nothing else is taken for one."""

from dataclasses import replace

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import LOOKED_UP, Assistant
from rag.letter_details import Detail, asked_of_letters, known_of, named, passage_of
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
getekend en de minister stuurde die in maart naar de provincie. Bij brief van 3 mei 2024 aan de provincie is dat gemeld.

Hoogachtend,

De minister van Infrastructuur en Waterstaat,

drs. A.B Jansen

Gepland: 31-02-2024

Bijlage: de rede die A.B. Jansen hield, en de zaak IENW / 2024-004127. De gemeenteraad van Oosterwaard was erbij.
""",
    "bossen.txt": """Betreft Herstel van de bossen

Geachte Voorzitter,

De bossen worden hersteld. Er komen vijfduizend bomen bij.

\fAan de bossen gerelateerde plannen
""",
    "vragen.txt": """Vragen over de veiligheid van bruggen

De bruggen zijn veilig, schreef de minister.
""",
    "letters.toml": """
[dijken]
title = "Versterking van de dijken langs de Maas"
kind = "raadsbrief"
kenmerk = "IENW / 2024-00412"
date = "2024-05-03"
sender = "A.B. Jansen, minister van Infrastructuur en Waterstaat"

[bossen]
title = "Herstel van de bossen"
kind = "kamerbrief"
date = "2023-05"

[vragen]
title = "Vragen over de veiligheid van bruggen"
kind = "kamervragen"
date = "2024-06-01"
sender = "A.B. Jansen, minister van Infrastructuur en Waterstaat"
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
        ("Door wie is de raadsbrief over de dijken langs de Maas geschreven?", Detail.SIGNATORY),
        ("Welke minister stuurde de brief over de versterking van de dijken?", Detail.SIGNATORY),
        ("wie heeft de brief over de dijken naar de Kamer gestuurd", Detail.SIGNATORY),
        ("Wie is de afzender van de brief over de dijken?", Detail.SIGNATORY),
        ("Van wie is de brief over de dijken?", Detail.SIGNATORY),
        ("Who signed the letter from Jansen?", Detail.SIGNATORY),
        ("Wie schreef de brief van Jansen?", Detail.SIGNATORY),
        ("Aan wie is de brief over de dijken gericht?", Detail.ADDRESSEE),
        ("Wie is de geadresseerde van de brief van minister Jansen?", Detail.ADDRESSEE),
        ("Wanneer is de brief over de dijken verstuurd?", Detail.DATE),
        ("Van wanneer is de brief van Jansen?", Detail.DATE),
        ("Wat is de datum van de brief over de dijken?", Detail.DATE),
        ("When was the letter from Jansen sent?", Detail.DATE),
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
        "Wanneer wordt de brief over de dijken verstuurd?",
        "Wie tekende de plannen voor de dijken?",
        "Wie betaalt volgens de brief de dijken?",
        "Wie schreef de plannen voor de versterking van de dijken in de brief?",
        "Aan wie gaat de versterking van de dijken in de brief?",
        "Wanneer is de versterking van de dijken verschenen volgens de brief?",
        "Wie stuurde de brief aan Jansen?",
        "Wie schreef een brief over de dijken?",
        "Wie ondertekende de brief over de dijken niet?",
        "Wie ondertekende de brief over de dijken, en wanneer?",
        "Van wanneer is de laatste brief over de dijken?",
        "Wie beantwoordde de brief van Jansen?",
        "Van wie kreeg Jansen de brief over de dijken?",
        "Wie ondertekende de brief over stikstof?",
        "Wie ondertekende de kamerbrief over de dijken?",
        "Wie ondertekende de nota over de dijken?",
        "Wie schreef de brief over de veiligheid van bruggen?",
        "Wie schreef de vragen over de veiligheid van bruggen?",
        "Welk kenmerk noemt de brief over de dijken?",
        "Hoeveel bomen komen er bij?",
    ],
)
def test_what_is_asked_of_the_subject_or_of_another_letter_is_left_to_the_search(
    assistant: Assistant, question: str
) -> None:
    letters = list(assistant.letters.values())
    query = understand(question, letters, Filters())
    assert asked_of_letters(query, letters, assistant.corpus.analyser) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Wie ondertekende de brief over de dijken?",
            "De minister van Infrastructuur en Waterstaat, drs. A.B Jansen",
        ),
        ("Aan wie is de brief over de dijken gericht?", "Aan de gemeenteraad van Oosterwaard"),
    ],
)
def test_what_a_page_says_of_its_letter_is_the_answer(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Answered)
    assert [each.passage.text for each in answer.passages] == [text]
    assert (answer.confidence, answer.passages[0].citation.page) == (LOOKED_UP, 1)


@pytest.mark.parametrize(
    "question",
    ["Wanneer is de brief over de dijken verstuurd?", "Aan wie is de brief over de bossen gericht?"],
    ids=["a date in a sentence about another letter", "words like an address on another page"],
)
def test_what_only_looks_like_it_is_not_the_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.LETTER_DETAILS


def test_what_the_text_does_not_say_is_told_as_known_with_its_place(assistant: Assistant) -> None:
    answer = assistant.ask("Wat is het kenmerk van de brief over de dijken?")
    assert isinstance(answer, Abstained)
    assert (answer.reason, answer.nearest) == (Reason.LETTER_DETAILS, ())
    assert answer.message.startswith(
        "Niet gevonden in de brieven: dat staat niet in de lopende tekst. Wel is van "
        "“Versterking van de dijken langs de Maas” bekend: 3 mei 2024, van A.B. Jansen, minister van "
        "Infrastructuur en Waterstaat, "
    )
    assert "kenmerk IENW / 2024-00412." in answer.message


def test_a_search_tells_it_too(assistant: Assistant) -> None:
    found = assistant.search("Wat is het kenmerk van de brief over de bossen?")
    assert (found.reason, found.details) == (
        Reason.LETTER_DETAILS,
        "Wel is van “Herstel van de bossen” bekend: mei 2023.",
    )


def test_of_several_letters_it_must_be_said_which(assistant: Assistant) -> None:
    answer = assistant.ask("Wie ondertekende de brief?")
    assert isinstance(answer, Abstained)
    assert answer.reason is Reason.WHICH_LETTER
    assert (
        "“Herstel van de bossen” (mei 2023), “Versterking van de dijken langs de Maas” (3 mei 2024). Noem"
        in answer.message
    )
    only = assistant.ask("Wie ondertekende de brief?", filters=Filters(letter_ids=("dijken",)))
    assert isinstance(only, Answered)


def test_of_a_letter_of_which_nothing_is_known_that_is_said(assistant: Assistant) -> None:
    letter = replace(assistant.letters["bossen"], date=None)
    assert known_of(letter) == "Van “Herstel van de bossen” is geen datum, afzender of nummer bekend."


def test_what_a_letter_says_of_itself_cannot_steer_a_terminal(assistant: Assistant) -> None:
    letter = replace(assistant.letters["bossen"], title="Bos\x1b[31m", paged=False)
    assert known_of(letter) == "Wel is van “Bos[31m” bekend: mei 2023."
    assert named([letter] * 4) == "“Bos[31m” (mei 2023), “Bos[31m” (mei 2023), “Bos[31m” (mei 2023) en andere"


@pytest.mark.parametrize(
    "question",
    [
        "Wie ondertekende de brief met kenmerk IENW / 2024-00412?",
        "Wie ondertekende de brief van 3 mei 2024?",
        "Wie ondertekende de brief met de titel Versterking van de dijken langs de Maas?",
        "Wie ondertekende de brief van Jansen?",
    ],
)
def test_each_way_to_say_which_letter_is_understood(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Answered)
    assert [each.passage.letter_id for each in answer.passages] == ["dijken"]


def test_what_was_looked_up_is_given_whatever_the_threshold(assistant: Assistant) -> None:
    snapshot = assistant.corpus.snapshot
    encoder = StubEncoder(snapshot.chunk_vectors.dimension)
    strict = Assistant(snapshot, encoder, RagSettings(min_confidence=1.0))
    assert isinstance(strict.ask("Wie ondertekende de brief over de dijken?"), Answered)


def test_a_letter_without_a_date_has_no_date_line(assistant: Assistant) -> None:
    letter = replace(assistant.letters["dijken"], date=None)
    assert passage_of(assistant.corpus, letter, Detail.DATE, 0.9) is None
