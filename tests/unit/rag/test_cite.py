"""Citations come from spans; one that does not resolve raises."""

from dataclasses import replace

import pytest

from rag.cite import cite
from rag.types import Passage
from sources.errors import CitationError
from sources.types import Letter, Span
from tests.helpers import letter_of

LETTER = letter_of(["Eerste zin. Tweede zin."], ["Derde zin."])


def passage(text: str, *spans: Span) -> Passage:
    return Passage("brief", spans, text, (), 0.5)


def test_a_citation_has_the_passages_spans_and_the_page_to_open() -> None:
    cited = cite(LETTER, passage("Tweede zin. Derde zin.", Span(1, 12, 23), Span(2, 0, 10)), 1)
    assert cited.citation.spans == (Span(1, 12, 23), Span(2, 0, 10))
    assert cited.citation.page == 1
    assert cited.citation.label == "Een brief, p. 1-2"


def test_the_label_names_every_page_that_the_passage_stands_on() -> None:
    letter = letter_of(*(["Een zin."] for _ in range(5)))
    span = {number: Span(number, 0, 8) for number in range(1, 6)}
    assert (
        cite(letter, passage("Een zin. Een zin.", span[2], span[4]), 4).citation.label
        == "Een brief, p. 2 en 4"
    )
    three = passage("Een zin. Een zin. Een zin.", span[1], span[2], span[5])
    assert cite(letter, three, 5).citation.label == "Een brief, p. 1, 2 en 5"
    printed = replace(letter, pages=tuple(replace(p, printed=str(p.number + 7)) for p in letter.pages))
    two = passage("Een zin. Een zin.", span[2], span[3])
    assert cite(printed, two, 3).citation.label == "Een brief, p. 2-3 (gedrukt: 9-10)"


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


def label(letter: Letter) -> str:
    return cite(letter, passage("Tweede zin.", Span(1, 12, 23)), 1).citation.label


def test_the_label_says_what_a_reader_needs_to_find_the_place() -> None:
    first, second = LETTER.pages
    assert (
        label(replace(LETTER, kamerstukken=("33 009, nr. 70",)))
        == "Een brief, Kamerstuk 33 009, nr. 70, p. 1"
    )
    assert label(replace(LETTER, kamerstukken=("Aanhangsel 2023–2024, nr. 8",))) == (
        "Een brief, Aanhangsel 2023–2024, nr. 8, p. 1"
    )
    assert label(replace(LETTER, pages=(replace(first, printed="1"), second))) == "Een brief, p. 1"
    assert label(replace(LETTER, pages=(replace(first, printed="iii"), second))) == (
        "Een brief, p. 1 (gedrukt: iii)"
    )
    assert label(replace(LETTER, pages=(replace(first, ocr=True), second))) == (
        "Een brief, p. 1 (tekst herkend met OCR)"
    )
    assert label(replace(LETTER, paged=False)) == "Een brief, zonder paginanummers"
    under = replace(first, blocks=tuple(replace(b, section=("Deel", "Kop")) for b in first.blocks))
    assert label(replace(LETTER, paged=False, pages=(under, second))) == "Een brief, onder “Kop”"
