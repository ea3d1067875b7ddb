"""Where in one letter a question has its answers: every passage that fits, in reading order, each with its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.page_questions import PageQuestion, check_question
from api.pageview import text_check
from api.respond import citation_url
from rag.types import Answered, CitedPassage, Passage
from sources.types import SPAN_JOINER, Letter, Span

if TYPE_CHECKING:
    from rag.assistant import Assistant

_MOST = 10
_FITTING = 0.7
"""A passage whose score is less than this part of the best one's is left out: as a rule it only shares a word with the
question."""
_SNIPPET = 130
"""Characters of an answer sentence that are shown in the list."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of the letter; `current` is whether it is the one that the address marks."""

    page: int
    text: str
    url: str
    spans: tuple[Span, ...]
    answer: tuple[Span, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """The passages of a letter for a question; `answered` is whether they answer it or are only near."""

    answered: bool
    hits: tuple[Hit, ...]

    @property
    def answer(self) -> tuple[Span, ...]:
        """The answer sentence of the passage that the address marks."""
        return next((hit.answer for hit in self.hits if hit.current), ())

    @property
    def other(self) -> tuple[Span, ...]:
        """The answer sentences of the other passages."""
        return tuple(span for hit in self.hits if not hit.current for span in hit.answer)

    def step(self, by: int) -> Hit | None:
        """The next passage (1) or the one before (-1); None where there is none, or none is marked."""
        at = next((i for i, hit in enumerate(self.hits) if hit.current), None)
        if at is None or not 0 <= at + by < len(self.hits):
            return None
        return self.hits[at + by]


NO_HITS = Hits(answered=False, hits=())


def find_hits(assistant: "Assistant", letter: Letter, asked: PageQuestion, cited: Sequence[Span]) -> Hits:
    """The passages of `letter` for a question; none where nothing is asked, or it cannot be asked so.

    :param asked: its filters have chosen the letter already and count no more.
    :param cited: the spans that the address marks.
    """
    checked = check_question(PageQuestion(question=asked.question, letter=letter.letter_id))
    if isinstance(checked, list):
        return NO_HITS
    answer = assistant.ask(checked.question, _MOST, checked.filters.to_filters())
    answered = isinstance(answer, Answered)
    passages = answer.passages if isinstance(answer, Answered) else answer.nearest
    least = max((each.passage.score for each in passages), default=0.0) * _FITTING
    fitting = [each for each in passages if each.passage.score >= least]
    hits = [_hit(letter, each, asked, cited) for each in fitting]
    return Hits(answered, tuple(sorted(hits, key=lambda hit: hit.spans)))


def answer_spans(passage: Passage) -> tuple[Span, ...]:
    """Where the highlights of a passage stand in the letter."""
    found: list[Span] = []
    at = 0
    for span in passage.spans:
        length = span.end - span.start
        for highlight in passage.highlights:
            start, end = max(highlight.start - at, 0), min(highlight.end - at, length)
            if start < end:
                found.append(Span(span.page, span.start + start, span.start + end))
        at += length + len(SPAN_JOINER)
    return tuple(found)


def marking_url(url: str, text: str, spans: Sequence[Span], asked: PageQuestion) -> str:
    """The address of a page with its passage marked, for as long as the passage is this text.

    :param url: as the contract has it.
    """
    query = [part for part in (url.partition("?")[2], asked.query) if part]
    if sorted(spans) == list(spans):
        query.insert(1, f"tekst={text_check(text)}")
    return f"{url.partition('?')[0]}?{'&'.join(query)}#passage"


def _hit(letter: Letter, each: CitedPassage, asked: PageQuestion, cited: Sequence[Span]) -> Hit:
    passage, citation = each.passage, each.citation
    answer = answer_spans(passage)
    text = " ".join((letter.text_at(answer) if answer else passage.text).split())
    return Hit(
        page=citation.page,
        text=text if len(text) <= _SNIPPET else text[:_SNIPPET].rsplit(" ", 1)[0] + " …",
        url=marking_url(citation_url(citation), passage.text, passage.spans, asked),
        spans=passage.spans,
        answer=answer,
        current=set(passage.spans) == set(cited),
    )
