"""Citations: made from a passage's own spans, never from its words."""

from rag.types import Citation, CitedPassage, Passage
from sources.errors import CitationError
from sources.types import Letter


def cite(letter: Letter, passage: Passage, page: int) -> CitedPassage:
    """The passage with its citation.

    :param page: the page on which the answer sentence begins.
    :raises CitationError: the passage is not what stands in the letter at its spans.
    """
    if letter.letter_id != passage.letter_id or letter.text_at(passage.spans) != passage.text:
        raise CitationError(f"De passage uit {passage.letter_id} is niet wat er in de brief staat.")
    citation = Citation(
        letter_id=letter.letter_id,
        title=letter.title,
        kind=letter.kind,
        kenmerk=letter.kenmerk,
        kamerstuk=letter.kamerstuk,
        sender=letter.sender,
        date=letter.date,
        page=page,
        spans=passage.spans,
        label=label(letter, page),
    )
    return CitedPassage(passage, citation)


def label(letter: Letter, page: int) -> str:
    """The citation in one line: `Industriebeleid met focus (2025), kenmerk DGBI / 101636279, p. 4`."""
    parts = [f"{letter.title} ({letter.date})" if letter.date else letter.title]
    if letter.kamerstuk:
        parts.append(f"Kamerstuk {letter.kamerstuk}")
    if letter.kenmerk:
        parts.append(f"kenmerk {letter.kenmerk}")
    return ", ".join([*parts, f"p. {page}"])
