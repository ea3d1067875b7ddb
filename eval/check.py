"""Proves that every gold quote stands on its page, and finds where on it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from eval.gold import Evidence, Fault, Question, scan_lines
from sources.errors import GoldError
from sources.types import Letter, Page, Span

_NAMED = 5
"""How many letters a message names: all where there are no more, else those whose names are nearest."""


def check_file(path: Path, letters: Mapping[str, Letter]) -> tuple[int, list[Fault]]:
    """How many questions a file holds that can be read, and all that is wrong with it, in the order of its lines.

    :param letters: by id, with the pages that the quotes must stand on.
    :raises GoldError: the file cannot be read, or holds nothing that may be a question.
    """
    lines = scan_lines(path)
    if not lines:
        raise GoldError(
            f"Het vragenbestand {path} bevat geen vragen; maak er een met: briefwijzer eval new {path}"
        )
    faults = []
    for line in lines:
        name = f"{line.question_id}: " if line.question_id else ""
        wrong = (f"{name}{problem}" for problem in _problems(line.places, letters))
        faults += [Fault(line.number, message) for message in (*line.faults, *wrong)]
    return sum(not line.faults for line in lines), faults


def check_gold(questions: Sequence[Question], letters: Mapping[str, Letter]) -> list[str]:
    """What is wrong with the evidence, a Dutch sentence for each problem; empty when all is well.

    Every quote must stand on its page. Quote and page are compared as they are, but that any white space
    equals any other, and that a quote must not begin or end inside a word.

    :param letters: by id, with the pages that the quotes must stand on.
    """
    return [
        f"{question.question_id}: {problem}"
        for question in questions
        for problem in _problems(question.evidence, letters)
    ]


def quote_spans(evidence: Evidence, letters: Mapping[str, Letter]) -> tuple[Span, ...]:
    """Every place of the quote on its page, in the order of the page; empty where it does not stand there."""
    page = _page(evidence, letters)
    return places(evidence.quote, page) if page is not None else ()


def places(quote: str, page: Page) -> tuple[Span, ...]:
    """Every place of a quote on a page, in order: white space is folded, and no word may be cut.

    :param quote: not empty.
    """
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


def _problems(places: Iterable[Evidence], letters: Mapping[str, Letter]) -> Iterator[str]:
    """What is wrong with the places of a question's evidence."""
    for evidence in places:
        if (problem := _problem(evidence, letters)) is not None:
            yield problem


def _problem(evidence: Evidence, letters: Mapping[str, Letter]) -> str | None:
    """What is wrong with one place, or None."""
    letter = letters.get(evidence.letter_id)
    if letter is None:
        return f"er is geen brief {evidence.letter_id}; wel: {_names(evidence.letter_id, letters)}."
    page = _page(evidence, letters)
    if page is None:
        return f"brief {evidence.letter_id} heeft geen pagina {evidence.page} (wel 1-{len(letter.pages)})."
    if places(evidence.quote, page):
        return None
    where = f"het citaat staat niet op p. {evidence.page} van {evidence.letter_id}: “{evidence.quote}”"
    if others := [other.number for other in letter.pages if places(evidence.quote, other)]:
        return f"{where}; wel op p. {', '.join(map(str, others))}: pas 'page' aan."
    return (
        f"{where}; wat er het meest op lijkt: “{closest(evidence.quote, page.text)}”. "
        "Neem over wat er letterlijk staat."
    )


def _names(letter_id: str, letters: Mapping[str, Letter]) -> str:
    """The letters that there are, or those whose names are most like this one."""
    if len(letters) <= _NAMED:
        return ", ".join(letters)
    near = process.extract(letter_id, list(letters), limit=_NAMED)
    return ", ".join(name for name, _, _ in near) + f" of een andere van de {len(letters)}"


def closest(quote: str, text: str) -> str:
    """The words of the page that are most like the quote, on one line."""
    found = fuzz.partial_ratio_alignment(" ".join(quote.split()), text)
    if found is None:
        return ""
    words = re.finditer(r"\S+", text)
    return " ".join(w[0] for w in words if w.end() > found.dest_start and w.start() < found.dest_end)
