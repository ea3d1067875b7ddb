"""What holds for any question at all, over the five letters, with the stand-in for the model."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.types import Abstained, Answer, Answered
from sources import DEFAULT_LETTERS
from sources.errors import QuestionError
from sources.types import SPAN_JOINER
from tests.helpers import StubEncoder, build_with


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    index_dir: Path = tmp_path_factory.mktemp("index")
    encoder = StubEncoder()
    build_with(encoder, DEFAULT_LETTERS, index_dir)
    return Assistant(open_snapshot(index_dir, IndexSettings(), encoder.fingerprint), encoder, RagSettings())


WORDS = st.sampled_from(
    "hoeveel wie wat wanneer industrie missies kabinet halfgeleiders Keijzer 2020 brief nota 2,5% € motie "
    "Kamerstuk 33009 fotonica banen how many jobs tabel OESO voetnoot box lijst 10 carnaval".split()
)
QUESTIONS = st.one_of(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), st.text(max_size=60))


def ask(assistant: Assistant, question: str) -> Answer | None:
    try:
        return assistant.ask(question, top_k=20)
    except QuestionError as refused:
        assert str(refused).startswith("De vraag")
        return None


@settings(max_examples=150, deadline=None)
@given(question=QUESTIONS)
def test_every_passage_is_the_page_text_at_its_spans_and_every_citation_resolves(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    if answer is None:
        return
    shown = answer.passages if isinstance(answer, Answered) else answer.nearest
    for cited in shown:
        passage, citation = cited.passage, cited.citation
        letter = assistant.letters[passage.letter_id]
        parts = [letter.pages[span.page - 1].text[span.start : span.end] for span in passage.spans]
        assert passage.text == SPAN_JOINER.join(parts)
        assert all(parts)
        assert citation.spans == passage.spans
        assert citation.letter_id == passage.letter_id
        assert citation.page in {span.page for span in passage.spans}
        assert passage.highlights
        for mark in passage.highlights:
            assert 0 <= mark.start < mark.end <= len(passage.text)
        assert 0 <= passage.score <= 1
    assert 0 <= answer.confidence <= 1
    if isinstance(answer, Abstained):
        assert answer.message


@settings(max_examples=30, deadline=None)
@given(question=QUESTIONS)
def test_one_question_has_one_answer(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question) == ask(assistant, question)
