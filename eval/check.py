"""Proves that every gold quote stands on its page, and finds where on it."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from eval.gold import Evidence, Question
from sources.types import Letter, Page, Span


def check_gold(questions: Sequence[Question], letters: Mapping[str, Letter]) -> list[str]:
    """What is wrong with the evidence, a Dutch sentence for each problem; empty when all is well.

    Every quote must stand on its page. Quote and page are compared as they are, but that any white space
    equals any other, and that a quote must not begin or end inside a word.

    :param letters: by id, with the pages that the quotes must stand on.
    """
    return [
        f"{question.question_id}: {problem}"
        for question in questions
        for evidence in question.evidence
        if (problem := _problem(evidence, letters)) is not None
    ]


def quote_spans(evidence: Evidence, letters: Mapping[str, Letter]) -> tuple[Span, ...]:
    """Every place of the quote on its page, in the order of the page; empty where it does not stand there."""
    page = _page(evidence, letters)
    return _spans(evidence.quote, page) if page is not None else ()


def _spans(quote: str, page: Page) -> tuple[Span, ...]:
    words = quote.split()
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    pattern = before + r"\s+".join(re.escape(word) for word in words) + after
    return tuple(Span(page.number, *match.span()) for match in re.finditer(pattern, page.text))


def _page(evidence: Evidence, letters: Mapping[str, Letter]) -> Page | None:
    letter = letters.get(evidence.letter_id)
    if letter is None:
        return None
    return next((page for page in letter.pages if page.number == evidence.page), None)


def _problem(evidence: Evidence, letters: Mapping[str, Letter]) -> str | None:
    """What is wrong with one place, or None."""
    letter = letters.get(evidence.letter_id)
    if letter is None:
        return f"er is geen brief {evidence.letter_id}; wel: {', '.join(letters)}."
    page = _page(evidence, letters)
    if page is None:
        return f"brief {evidence.letter_id} heeft geen pagina {evidence.page} (wel 1-{len(letter.pages)})."
    if _spans(evidence.quote, page):
        return None
    where = f"het citaat staat niet op p. {evidence.page} van {evidence.letter_id}: “{evidence.quote}”"
    if others := [other.number for other in letter.pages if _spans(evidence.quote, other)]:
        return f"{where}; wel op p. {', '.join(map(str, others))}."
    return f"{where}; wat er het meest op lijkt: “{_closest(evidence.quote, page.text)}”."


def _closest(quote: str, text: str) -> str:
    """The stretch of the page that is most like the quote, on one line."""
    found = fuzz.partial_ratio_alignment(" ".join(quote.split()), text)
    return " ".join(text[found.dest_start : found.dest_end].split()) if found is not None else ""
