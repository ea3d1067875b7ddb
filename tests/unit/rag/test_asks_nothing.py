"""What asks nothing is told from a question, however short or strange that is."""

import time

import pytest

from rag.asks_nothing import is_courtesy
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.types import Abstained, Answered, Reason
from tests.helpers import StubEncoder


@pytest.mark.parametrize(
    "text",
    [
        "hallo",
        "Dag!",
        "Hoi, hoe gaat het?",
        "Goedemorgen, kunt u mij helpen?",
        "Goedemiddag allemaal, ik heb een vraagje.",
        "dank je wel!",
        "Bedankt voor de hulp. Groetjes",
        "Hello, can you help me?",
        "oké, dank u",
        "test",
        "Dit is een test",
        "test 123",
        "test test",
        "x",
        "wie ben je?",
        "Help!",
    ],
)
def test_a_greeting_a_thank_you_or_a_try_asks_nothing(text):
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dag van de arbeid",
        "Goedemorgen, kunt u mij helpen met de huur?",
        "Hoi, wat is de STAP-subsidie?",
        "test AI-systemen",
        "Wat is een test?",
        "testen",
        "testament",
        "Wat is X?",
        "R&D",
        "Q&A",
        "6G",
        "PVW ANLb",
        "RegMedXB",
        "Wie is de voorzitter?",
        "Help de industrie",
        "dankbaarheid",
        "Welke vragen zijn er?",
        "ok-punt",
        "nee-sticker",
    ],
)
def test_a_question_is_no_courtesy_however_it_begins(text):
    assert not is_courtesy(text)


@pytest.mark.parametrize("word", ["test ", "dag ", "help mij ", "goede morgen allemaal daar ", "dank u wel "])
def test_a_long_row_of_them_takes_no_time(word):
    began = time.perf_counter()
    assert not is_courtesy(word * (1000 // len(word)) + "huur")
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("question", ["asdfghjkl qwertyuiop", "xqzv", "Zzyzx, Qwghlm"])
def test_words_that_nobody_knows_are_said_to_be_so(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Abstained)
    assert (answer.reason, answer.nearest) == (Reason.UNKNOWN_WORDS, ())


@pytest.mark.parametrize(
    "question",
    [
        "Wat is een asdfghjkl?",  # a question in words
        "asdfghjkl 2019",  # a figure
        "asdfghjkl huurbaas",  # the thesaurus has something for it
        "testamenten",  # a word of the dictionary
        "DGBI",  # of a letter's number
        "Jansen",  # of its sender
        "waterschappn",  # a typing error
        "windmolens asdfghjkl",  # in the letters
    ],
)
def test_where_one_is_known_the_search_decides(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert isinstance(answer, Answered) or answer.reason is not Reason.UNKNOWN_WORDS
    assert (answer.passages if isinstance(answer, Answered) else answer.nearest) != ()


def test_unknown_words_are_refused_only_where_the_threshold_refuses(assistant: Assistant) -> None:
    snapshot = assistant.corpus.snapshot
    lenient = Assistant(
        snapshot, StubEncoder(snapshot.chunk_vectors.dimension), RagSettings(min_confidence=0.0)
    )
    assert isinstance(lenient.ask("asdfghjkl qwertyuiop"), Answered)
