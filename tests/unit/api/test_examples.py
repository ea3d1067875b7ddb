from api.examples import Examples, find_examples
from sources.types import Block, BlockKind, Letter, Page
from tests.unit.api.fakes import FakeAssistant

HEADINGS = ("Wat doen de mensen?", "klimaat en energie", "Inleiding", "Tabel 3: kosten", "Andere zaken")


def letter():
    page = Page(1, "\n".join(HEADINGS), tuple(
        Block(BlockKind.HEADING, at := "\n".join(HEADINGS).index(text), at + len(text)) for text in HEADINGS
    ))  # fmt: skip
    return Letter("visie & toekomst", "Visie", "brief", (page,), "v.pdf", "c" * 64)


def test_only_questions_that_the_letter_answers():
    assistant = FakeAssistant(letters={"visie & toekomst": letter()})
    assert find_examples(assistant) == ("Wat doen de mensen?", "Wat staat er over klimaat en energie?")
    assert [question for question, _, _ in assistant.asked][-1] == "Wat staat er over andere zaken?"


def test_they_are_found_once():
    assistant, examples = FakeAssistant(letters={"visie & toekomst": letter()}), Examples()
    first = examples.of(assistant)
    asked = len(assistant.asked)
    assert examples.of(assistant) == first
    assert len(assistant.asked) == asked
