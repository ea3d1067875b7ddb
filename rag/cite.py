"""Citations: made from a passage's own spans, never from its words."""

from collections.abc import Collection, Sequence

from rag.types import Citation, CitedPassage, Passage
from sources.errors import CitationError
from sources.types import Letter, Span

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

    A passage on more than one page is cited by all of them: `p. 4-5`. Where another number is printed on the page it
    says both: `p. 4 (gedrukt: 2)`. A letter without pages is cited by the heading that the passage stands under.
    """
    parts = [f"{letter.title} ({letter.date})" if letter.date else letter.title]
    if letter.kamerstuk:
        parts.append(named_kamerstuk(letter.kamerstuk))
    if letter.kenmerk:
        parts.append(f"kenmerk {letter.kenmerk}")
    where = (
        _pages(letter, {page, *(span.page for span in spans)}) if letter.paged else _heading(letter, spans[0])
    )
    return ", ".join([*parts, where]) + (_RECOGNISED if letter.pages[page - 1].ocr else "")


def named_kamerstuk(number: str) -> str:
    """A number with what it is of: `Kamerstuk 33 009, nr. 70`; an Aanhangsel says that itself."""
    return number if number.startswith("Aanhangsel") else f"Kamerstuk {number}"


def listed_pages(numbers: Collection[int]) -> str:
    """Numbers of pages in order: `4`, `4-6`, `4 en 6`, `4, 6 en 9`."""
    ordered = sorted(numbers)
    return _listed([str(number) for number in ordered], adjacent=ordered[-1] - ordered[0] < len(ordered))


def _pages(letter: Letter, numbers: Collection[int]) -> str:
    where = f"p. {listed_pages(numbers)}"
    pages = [letter.pages[number - 1] for number in sorted(numbers)]
    printed = [page.printed for page in pages if page.printed]
    if len(printed) < len(pages) or printed == [str(page.number) for page in pages]:
        return where
    return f"{where} (gedrukt: {_listed(printed, adjacent=pages[-1].number - pages[0].number < len(pages))})"


def _listed(numbers: Sequence[str], *, adjacent: bool) -> str:
    """The numbers in words, or of adjacent ones the first and the last."""
    if len(numbers) == 1:
        return numbers[0]
    return f"{numbers[0]}-{numbers[-1]}" if adjacent else f"{', '.join(numbers[:-1])} en {numbers[-1]}"


def _heading(letter: Letter, span: Span) -> str:
    """The innermost heading above a place in a letter without pages."""
    blocks = letter.pages[span.page - 1].blocks
    section = next((block.section for block in blocks if block.start <= span.start < block.end), ())
    return f"onder “{section[-1]}”" if section else "zonder paginanummers"
