"""A letter and its spans."""

import pytest

from sources.errors import CitationError
from sources.types import Letter, Page, Span

LETTER = Letter(
    "brief", "Brief", "kamerbrief", (Page(1, "Een zin"), Page(2, "loopt door.")), "brief.txt", "0" * 64
)


def test_text_at_spans() -> None:
    assert LETTER.text_at((Span(1, 4, 7), Span(2, 0, 11))) == "zin loopt door."


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        (Span(0, 0, 1), "Brief brief heeft geen pagina 0."),
        (Span(3, 0, 1), "Brief brief heeft geen pagina 3."),
        (Span(-1, 0, 1), "Brief brief heeft geen pagina -1."),
        (Span(1, 0, 8), "Passage 0-8 valt buiten pagina 1 van brief brief (7 tekens)."),
        (Span(1, 3, 3), "Passage 3-3 valt buiten pagina 1 van brief brief (7 tekens)."),
        (Span(1, -2, 3), "Passage -2-3 valt buiten pagina 1 van brief brief (7 tekens)."),
    ],
)
def test_a_span_that_does_not_resolve(span: Span, reason: str) -> None:
    with pytest.raises(CitationError) as caught:
        LETTER.text_at((span,))
    assert str(caught.value) == reason


def test_the_first_number_is_the_one_that_is_shown() -> None:
    assert LETTER.kenmerk is None
    assert LETTER.kamerstuk is None
    numbered = Letter("b", "B", "k", LETTER.pages, "b.txt", "0" * 64, ("A / 1", "B / 2"), ("33 009, nr. 70",))
    assert (numbered.kenmerk, numbered.kamerstuk) == ("A / 1", "33 009, nr. 70")
