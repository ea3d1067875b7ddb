"""The measures of one question, each from 0 to 1, or None where it does not apply (README.md defines them).

What is ranked are the passages: those of the answer, or of an abstention those that came nearest. A question
that was lost (the assistant failed on it) scores 0 wherever another would have a number.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from eval.check import quote_spans
from eval.gold import Evidence, Question
from rag.types import Abstained, Answer, Answered, CitedPassage
from sources.types import SPAN_JOINER, Letter, Span

CUTOFFS = (1, 3, 5)
"""The k of hit@k."""

DEPTH = 10
"""How many items of the ranking RR and nDCG look at."""

SHOWN = 5
"""How many passages a reader gets who does not say how many: the default of the product."""

Groups = frozenset[int]
"""Numbers of the evidence groups of a question (`Question.groups`) that one passage holds."""


class Basis(StrEnum):
    """When a passage counts as holding a place of the evidence."""

    PAGE = "page"
    """One of its spans lies on the page of the evidence."""
    CITATION = "citation"
    """Its citation names that page as the one to open."""
    QUOTE = "quote"
    """Its spans cover the quote where that stands on the page."""


ANSWERED = "answered"
REFUSED = "refused"
VERBATIM = "verbatim"


def hit_name(basis: Basis, k: int) -> str:
    """The name of hit@k of the ranking."""
    return f"{basis}.hit@{k}"


def answered_hit_name(basis: Basis, k: int) -> str:
    """The name of hit@k of what a reader is given: 0 where the question was refused."""
    return f"{basis}.answered_hit@{k}"


def rr_name(basis: Basis) -> str:
    """The name of the reciprocal rank; its mean is MRR."""
    return f"{basis}.RR@{DEPTH}"


def ndcg_name(basis: Basis) -> str:
    """The name of nDCG."""
    return f"{basis}.nDCG@{DEPTH}"


def precision_name(k: int) -> str:
    """The name of citation precision."""
    return f"citation_precision@{k}"


def measure(
    question: Question, answer: Answer | None, letters: Mapping[str, Letter]
) -> dict[str, float | None]:
    """Every measure of one question by name.

    :param answer: None where the question was lost.
    :param letters: by id; those that the answer was made from.
    """
    passages = passages_of(answer)
    answered = isinstance(answer, Answered)
    scores: dict[str, float | None] = {}
    for basis in Basis:
        found = [holds(question, passage, letters, basis) for passage in passages]
        scores |= _ranking(question, found, basis, answered=answered)
    pages = [bool(holds(question, passage, letters, Basis.PAGE)) for passage in passages]
    for k in (1, SHOWN):
        precise = _share(pages[:k]) if answered else None
        scores[precision_name(k)] = 0.0 if answer is None else precise
    scores[ANSWERED] = float(answered)
    scores[REFUSED] = float(isinstance(answer, Abstained))
    exact = [is_verbatim(passage, letters) for passage in passages]
    scores[VERBATIM] = 0.0 if answer is None else _share(exact)
    return scores


def _ranking(
    question: Question, found: Sequence[Groups], basis: Basis, *, answered: bool
) -> dict[str, float | None]:
    """The measures of the order of the passages; None for a question without evidence."""
    names = [name(basis, k) for k in CUTOFFS for name in (hit_name, answered_hit_name)]
    if not question.answerable:
        return dict.fromkeys([*names, rr_name(basis), ndcg_name(basis)])
    groups = len(question.groups)
    scores: dict[str, float | None] = {}
    for k in CUTOFFS:
        scores[hit_name(basis, k)] = hit(found, groups, k)
        scores[answered_hit_name(basis, k)] = hit(found, groups, k) if answered else 0.0
    relevance = gains(found)
    scores[rr_name(basis)] = reciprocal_rank(relevance, DEPTH)
    scores[ndcg_name(basis)] = ndcg(relevance, groups, DEPTH)
    return scores


def passages_of(answer: Answer | None) -> tuple[CitedPassage, ...]:
    """The ranking: the passages of an answer, or those nearest where there is none; best first."""
    if answer is None:
        return ()
    return answer.passages if isinstance(answer, Answered) else answer.nearest


def holds(question: Question, cited: CitedPassage, letters: Mapping[str, Letter], basis: Basis) -> Groups:
    """The numbers of the question's evidence groups of which the passage holds a place."""
    return frozenset(
        number
        for number, group in enumerate(question.groups)
        if any(_holds_place(cited, evidence, letters, basis) for evidence in group)
    )


def _holds_place(
    cited: CitedPassage, evidence: Evidence, letters: Mapping[str, Letter], basis: Basis
) -> bool:
    spans = cited.passage.spans
    if basis is Basis.CITATION:
        return (cited.citation.letter_id, cited.citation.page) == (evidence.letter_id, evidence.page)
    if cited.passage.letter_id != evidence.letter_id or all(span.page != evidence.page for span in spans):
        return False
    if basis is Basis.PAGE:
        return True
    page = _page_text(letters, evidence.letter_id, evidence.page) or ""
    return any(covers(spans, place, page) for place in quote_spans(evidence, letters))


def covers(spans: Sequence[Span], place: Span, page: str) -> bool:
    """Whether the spans hold every character of `place` but white space.

    :param page: the text of the page that `place` lies on.
    """
    return all(
        page[i].isspace() or any(s.page == place.page and s.start <= i < s.end for s in spans)
        for i in range(place.start, place.end)
    )


def hit(found: Sequence[Groups], groups: int, k: int) -> float:
    """Whether the first k passages hold every group: 1.0 or 0.0."""
    return float(len(frozenset[int]().union(*found[:k])) == groups)


def gains(found: Sequence[Groups]) -> tuple[bool, ...]:
    """The ranking as a list of relevant and other items, with one relevant item for each group.

    A passage is one item, relevant where it holds a group that none before it held. One that is first with
    several groups (a sentence over a page break) stands for that many relevant items. Group 0, that again,
    and group 1:

    >>> gains([frozenset({0}), frozenset({0}), frozenset({1})])
    (True, False, True)
    """
    seen: Groups = frozenset()
    items: list[bool] = []
    for groups in found:
        items += [True] * len(groups - seen) or [False]
        seen |= groups
    return tuple(items)


def reciprocal_rank(relevance: Sequence[bool], k: int) -> float:
    """1 / rank of the first relevant item among the first k, or 0.0."""
    return next((1 / rank for rank, relevant in enumerate(relevance[:k], 1) if relevant), 0.0)


def ndcg(relevance: Sequence[bool], groups: int, k: int) -> float:
    """nDCG@k with binary gain and discount log2(rank + 1) (Järvelin and Kekäläinen 2002; as trec_eval).

    :param groups: how many relevant items there are to find, at least 1; the ideal ranking has them first.
    """
    gained = sum(_discount(rank) for rank, relevant in enumerate(relevance[:k], 1) if relevant)
    return gained / sum(_discount(rank) for rank in range(1, min(groups, k) + 1))


def is_verbatim(cited: CitedPassage, letters: Mapping[str, Letter]) -> bool:
    """Whether the passage is the page text at its spans, and its citation says where that is.

    The text is cut from the pages here and not by the code that made the passage.
    """
    passage, citation = cited.passage, cited.citation
    parts = []
    for span in passage.spans:
        page = _page_text(letters, passage.letter_id, span.page)
        if page is None or not 0 <= span.start < span.end <= len(page):
            return False
        parts.append(page[span.start : span.end])
    return (
        bool(parts)
        and SPAN_JOINER.join(parts) == passage.text
        and (citation.letter_id, citation.spans) == (passage.letter_id, passage.spans)
        and citation.page in {span.page for span in passage.spans}
    )


def _page_text(letters: Mapping[str, Letter], letter_id: str, number: int) -> str | None:
    letter = letters.get(letter_id)
    pages = letter.pages if letter is not None else ()
    return next((page.text for page in pages if page.number == number), None)


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)
