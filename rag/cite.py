"""Citations: made from a passage's own spans, never from its words."""

from rag.types import Citation, CitedPassage, Passage
from sources.errors import CitationError
from sources.types import Letter, Page, Span

_RECOGNISED = " (tekst herkend met OCR)"


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
        label=label(letter, page, passage.spans),
        printed=letter.pages[page - 1].printed,
        paged=letter.paged,
        ocr=letter.pages[page - 1].ocr,
    )
    return CitedPassage(passage, citation)


def label(letter: Letter, page: int, spans: tuple[Span, ...]) -> str:
    """The citation in one line: `Industriebeleid met focus (2025), kenmerk DGBI / 101636279, p. 4`.

    Where another number is printed on the page it says both: `p. 4 (gedrukt: 2)`. A letter without pages is cited by
    the heading that the passage stands under.
    """
    parts = [f"{letter.title} ({letter.date})" if letter.date else letter.title]
    if letter.kamerstuk:
        parts.append(named_kamerstuk(letter.kamerstuk))
    if letter.kenmerk:
        parts.append(f"kenmerk {letter.kenmerk}")
    where = _page(letter.pages[page - 1]) if letter.paged else _heading(letter, spans[0])
    return ", ".join([*parts, where]) + (_RECOGNISED if letter.pages[page - 1].ocr else "")


def named_kamerstuk(number: str) -> str:
    """A number with what it is of: `Kamerstuk 33 009, nr. 70`; an Aanhangsel says that itself."""
    return number if number.startswith("Aanhangsel") else f"Kamerstuk {number}"


def _page(page: Page) -> str:
    other = page.printed if page.printed != str(page.number) else None
    return f"p. {page.number} (gedrukt: {other})" if other else f"p. {page.number}"


def _heading(letter: Letter, span: Span) -> str:
    """The innermost heading above a place in a letter without pages."""
    blocks = letter.pages[span.page - 1].blocks
    section = next((block.section for block in blocks if block.start <= span.start < block.end), ())
    return f"onder “{section[-1]}”" if section else "zonder paginanummers"
