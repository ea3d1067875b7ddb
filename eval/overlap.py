"""Word overlap: how much of a question's own words the quote has that answers it."""

from collections.abc import Mapping, Sequence

from eval.gold import Question
from rag.corpus import Corpus, coverage

BANDS: Mapping[str, tuple[float, float]] = {
    "0.0-0.2": (0.0, 0.2),
    "0.2-0.4": (0.2, 0.4),
    "0.4-1.0": (0.4, 1.0),
}
"""Low, middle and high overlap, as half-open ranges; the last holds 1 too.

Each has about a third of the dev questions about the five letters (50, 30 and 39); of those about the documents of
other kinds, most of them in everyday words, 98, 14 and 15.
"""


def overlaps(questions: Sequence[Question], corpus: Corpus) -> dict[str, float]:
    """The overlap of every question that has an answer, by id."""
    return {question.question_id: overlap(question, corpus) for question in questions if question.answerable}


def overlap(question: Question, corpus: Corpus) -> float:
    """The share of the question's terms that its quote has, each weighted by how rare it is in the letters (idf).

    The terms are those of the search: stemmed, compounds split, without words such as "hoeveel". Of several places of
    which one is enough, the one with most of them counts; where all are needed, their quotes together.

    :param question: one with evidence.
    :param corpus: the letters that are asked; its analyser cuts question and quote.
    :return: 0 to 1.
    """
    analyser = corpus.analyser
    asked = corpus.weights(dict.fromkeys(analyser.terms(question.text)))
    quotes = {place: frozenset(analyser.terms(place.quote)) for place in question.evidence}
    if len(question.groups) > 1:
        return coverage(asked, frozenset().union(*quotes.values()))
    return max(coverage(asked, terms) for terms in quotes.values())


def band(value: float) -> str:
    """The name of the band that an overlap is in."""
    return next((name for name, (low, high) in BANDS.items() if low <= value < high), list(BANDS)[-1])
