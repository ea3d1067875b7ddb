"""From the records of the answering layer to the answers of the HTTP interface."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from api.schemas import (
    AskerOut,
    AskResponse,
    BlockOut,
    CitationOut,
    FactOut,
    FailedLetterOut,
    HighlightOut,
    IndexOut,
    LetterOut,
    LettersResponse,
    PageResponse,
    PassageOut,
    SearchResponse,
    SignatoryOut,
    SpanOut,
)
from rag.types import MESSAGES, Abstained, Answer, Answered, Citation, CitedPassage, Filters, Found
from sources.folder import FailedLetter
from sources.types import Letter, Page, Span

if TYPE_CHECKING:
    from index.snapshot import IndexInfo
    from rag.assistant import Assistant

SCORE_DIGITS = 4
"""Scores differ in their last bits between machines; rounded, the same question gives the same bytes."""


def answer_out(answer: Answer, info: "IndexInfo", seconds: float) -> AskResponse:
    """The answer as the contract has it.

    :param seconds: how long the answering took.
    """
    reason = message = None
    passages: tuple[CitedPassage, ...] = ()
    nearest: tuple[CitedPassage, ...] = ()
    match answer:
        case Answered():
            passages = answer.passages
        case Abstained():
            reason, message, nearest = answer.reason.value, answer.message, answer.nearest
    return AskResponse(
        question=answer.question,
        answered=bool(passages),
        confidence=round(answer.confidence, SCORE_DIGITS),
        reason=reason,
        message=message,
        passages=_passages_out(passages),
        nearest=_passages_out(nearest),
        index=index_out(info),
        took_ms=round(seconds * 1000, 1),
    )


def found_out(found: Found, info: "IndexInfo", seconds: float) -> SearchResponse:
    """What a search found, as the contract has it.

    :param seconds: how long the search took.
    """
    return SearchResponse(
        question=found.question,
        confidence=round(found.confidence, SCORE_DIGITS),
        reason=None if found.reason is None else found.reason.value,
        message=None if found.reason is None else MESSAGES[found.reason].format(details=found.details),
        passages=_passages_out(found.passages),
        index=index_out(info),
        took_ms=round(seconds * 1000, 1),
    )


def letters_out(
    assistant: "Assistant", filters: Filters, limit: int | None = None, offset: int = 0
) -> LettersResponse:
    """The letters that the filters let through, from `offset` on, with all files that could not be read.

    :param limit: how many letters at most; None is all.
    :param offset: how many to pass over, from 0.
    """
    selected = assistant.select(filters)
    end = len(selected) if limit is None else offset + limit
    return LettersResponse(
        letters=[letter_out(letter) for letter in selected[offset:end]],
        total=len(selected),
        next_offset=end if end < len(selected) else None,
        failures=failures_out(assistant.info.failures),
        index=index_out(assistant.info),
    )


def failures_out(failures: Iterable[FailedLetter]) -> list[FailedLetterOut]:
    """The files that could not be read, and why."""
    return [FailedLetterOut(source=each.source, reason=each.reason) for each in failures]


def letter_out(letter: Letter) -> LetterOut:
    """A letter without its text."""
    return LetterOut(
        letter_id=letter.letter_id,
        title=letter.title,
        kind=letter.kind,
        kenmerken=list(letter.kenmerken),
        kamerstukken=list(letter.kamerstukken),
        date=letter.date,
        sender=letter.sender,
        signatories=[SignatoryOut(name=each.name, office=each.office) for each in letter.signatories],
        addressee=letter.addressee,
        askers=[AskerOut(name=each.name, party=each.party) for each in letter.askers],
        ministry=letter.ministry,
        cited=list(letter.cited),
        facts=[
            FactOut(name=each.name, value=each.value, page=each.page, place=each.place)
            for each in letter.facts
        ],
        pages=len(letter.pages),
        source=letter.source,
        sha256=letter.sha256,
        warnings=list(letter.warnings),
        url=page_url(letter.letter_id, 1),
    )


def page_out(letter: Letter, page: Page) -> PageResponse:
    """A page with its text and blocks."""
    return PageResponse(
        letter_id=letter.letter_id,
        page=page.number,
        pages=len(letter.pages),
        printed_page=page.printed,
        paged=letter.paged,
        ocr=page.ocr,
        text=page.text,
        blocks=[
            BlockOut(
                kind=block.kind.value,
                start=block.start,
                end=block.end,
                section=list(block.section),
                label=block.label,
                continues=block.continues,
                about=[SpanOut(page=span.page, start=span.start, end=span.end) for span in block.about],
            )
            for block in page.blocks
        ],
        url=page_url(letter.letter_id, page.number),
    )


def index_out(info: "IndexInfo") -> IndexOut:
    """The index in a few numbers."""
    return IndexOut(snapshot=info.snapshot, model=info.model, letters=info.letters, chunks=info.chunks)


def page_url(letter_id: str, page: int) -> str:
    """The path of a page on this server; `letter_id` is percent-encoded."""
    return f"/letters/{quote(letter_id, safe='')}/pages/{page}"


def citation_url(citation: Citation) -> str:
    """The path of the page to open, with the citation's spans for the page to mark.

    One span is `?start=1804&end=2011`. With more, that is the first on the page and `spans` lists the others:
    `?start=1804&end=2011&spans=5%3A0-120`.
    """
    first = next((span for span in citation.spans if span.page == citation.page), None)
    query = {} if first is None else {"start": str(first.start), "end": str(first.end)}
    if others := [span for span in citation.spans if span != first]:
        query["spans"] = format_spans(others)
    return page_url(citation.letter_id, citation.page) + (f"?{urlencode(query)}" if query else "")


def format_spans(spans: Iterable[Span]) -> str:
    """Spans as one query value: `5:0-120,6:0-40`."""
    return ",".join(f"{span.page}:{span.start}-{span.end}" for span in spans)


def _passages_out(passages: Iterable[CitedPassage]) -> list[PassageOut]:
    return [
        PassageOut(
            rank=rank,
            score=round(cited.passage.score, SCORE_DIGITS),
            text=cited.passage.text,
            highlights=[HighlightOut(start=each.start, end=each.end) for each in cited.passage.highlights],
            gaps=list(cited.passage.gaps),
            citation=_citation_out(cited.citation),
        )
        for rank, cited in enumerate(passages, start=1)
    ]


def _citation_out(citation: Citation) -> CitationOut:
    return CitationOut(
        letter_id=citation.letter_id,
        title=citation.title,
        kind=citation.kind,
        kenmerk=citation.kenmerk,
        kamerstuk=citation.kamerstuk,
        sender=citation.sender,
        date=citation.date,
        page=citation.page,
        spans=[SpanOut(page=span.page, start=span.start, end=span.end) for span in citation.spans],
        label=citation.label,
        printed_page=citation.printed,
        paged=citation.paged,
        ocr=citation.ocr,
        url=citation_url(citation),
    )
