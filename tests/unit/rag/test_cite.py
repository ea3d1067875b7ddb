"""Citations come from spans; one that does not resolve raises."""

from dataclasses import replace

import pytest

from rag.cite import cite
from rag.types import Passage
from sources.errors import CitationError
from sources.types import Span
from tests.helpers import letter_of

LETTER = letter_of(["Eerste zin. Tweede zin."], ["Derde zin."])


def passage(text: str, *spans: Span) -> Passage:
    return Passage("brief", spans, text, (), 0.5)


def test_a_citation_has_the_passages_spans_and_the_page_to_open() -> None:
    cited = cite(LETTER, passage("Tweede zin. Derde zin.", Span(1, 12, 23), Span(2, 0, 10)), 1)
    assert cited.citation.spans == (Span(1, 12, 23), Span(2, 0, 10))
    assert cited.citation.page == 1
    assert cited.citation.label == "Een brief, p. 1"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Tweede zin!", Span(1, 12, 23)),
        ("Eerste zin.", Span(1, 12, 23)),
        ("Tweede zin.", Span(1, 12, 24)),
        ("Tweede zin.", Span(3, 0, 11)),
        ("", Span(1, 5, 5)),
        ("zin.", Span(1, -4, 23)),
    ],
)
def test_a_passage_that_is_not_what_the_page_says_raises(text: str, span: Span) -> None:
    with pytest.raises(CitationError):
        cite(LETTER, passage(text, span), 1)


def test_another_letters_passage_raises() -> None:
    other = replace(passage("Tweede zin.", Span(1, 12, 23)), letter_id="ander")
    with pytest.raises(CitationError):
        cite(LETTER, other, 1)
