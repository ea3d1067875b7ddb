from api.hits import NO_HITS, answer_spans, find_hits, marking_url
from api.page_questions import PageQuestion
from rag.types import Highlight, Passage
from sources.types import Span
from tests.unit.api.fakes import PEOPLE, VISION, FakeAssistant


def test_where_the_answer_stands_also_over_a_page_break():
    passage = Passage("a", (Span(2, 5, 9), Span(3, 0, 4)), "vier meer", (Highlight(2, 7),), 1.0)
    assert answer_spans(passage) == (Span(2, 7, 9), Span(3, 0, 2))


def test_the_passages_of_one_letter_in_reading_order():
    assistant = FakeAssistant()
    hits = find_hits(assistant, VISION, PageQuestion("klimaat en mensen"), (Span(2, 0, 73), Span(3, 0, 57)))
    assert [(hit.page, hit.text, hit.current) for hit in hits.hits] == [
        (1, PEOPLE, False), (2, "goed investeringsklimaat", True),
    ]  # fmt: skip
    assert hits.step(-1) is hits.hits[0]
    assert hits.step(1) is None
    assert assistant.asked[0][2].letter_ids == (VISION.letter_id,)
    assert find_hits(assistant, VISION, PageQuestion(), ()) == NO_HITS


def test_an_address_says_which_text_it_means():
    assert marking_url("/x?start=1&end=2", "tekst", [Span(1, 1, 2)], PageQuestion("wat?")) == (
        "/x?start=1&end=2&tekst=324d0315&vraag=wat%3F#passage"
    )
