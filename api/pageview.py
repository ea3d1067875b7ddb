"""A page of a letter cut up for display: its blocks, and in them what is cited and where footnotes hang."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.errors import CitationError
from sources.types import Block, BlockKind, Letter, Page, Span

_SPAN = re.compile(r"([0-9]{1,6}):([0-9]{1,9})-([0-9]{1,9})")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, all cited or all not; `note` is the number of the footnote that hangs at its end.

    `answer` is whether it is the sentence of the cited passage that answers, `other` whether it is one of another
    passage; `first` marks the part to scroll to.
    """

    text: str
    cited: bool
    note: str | None = None
    answer: bool = False
    other: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block as it is displayed; its parts joined are its text."""

    kind: BlockKind
    parts: tuple[Part, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a letter: the cited passage, its answer sentence, and those of other passages."""

    cited: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()
    other: tuple[Span, ...] = ()

    def on(self, page: int) -> "Marks":
        """Those on one page."""
        return Marks(
            *(tuple(s for s in spans if s.page == page) for spans in (self.cited, self.answer, self.other))
        )


def show_blocks(page: Page, marks: Marks) -> tuple[ShownBlock, ...]:
    """The blocks of `page` with `marks` in them; text outside every block becomes a paragraph, none is lost.

    :param marks: those on other pages do not count here.
    """
    here = marks.on(page.number)
    first = min((span.start for span in here.answer or here.cited), default=-1)
    return tuple(
        ShownBlock(block.kind, tuple(_parts(page, block, here, first)), block.label) for block in _cover(page)
    )


def text_check(text: str) -> str:
    """What an address says of the text that it points at, so that it never points at another one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def parse_spans(page: int, start: str | None, end: str | None, spans: str | None) -> tuple[Span, ...] | None:
    """The spans that an address asks to mark, `start` to `end` first; None when the address makes no sense.

    `parse_spans(4, "10", "20", "5:0-7")` gives the spans 10-20 on page 4 and 0-7 on page 5.
    """
    found: list[Span] = []
    if start is not None or end is not None:
        if not (start and end and _NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
            return None
        found.append(Span(page, int(start), int(end)))
    for text in spans.split(",") if spans else ():
        if (match := _SPAN.fullmatch(text)) is None:
            return None
        found.append(Span(*(int(number) for number in match.groups())))
    return tuple(found) if all(span.start < span.end for span in found) else None


def resolve_spans(
    letter: Letter, spans: tuple[Span, ...] | None, check: str | None
) -> tuple[Span, ...] | None:
    """The spans of an address as they stand in the letter; None when they do not, or not with the text meant.

    :param spans: as `parse_spans` gives them.
    :param check: the `text_check` of the text that was cited; None takes what stands there.
    """
    try:
        text = letter.text_at(tuple(sorted(spans))) if spans else ""
    except CitationError:
        return None
    return None if spans and check is not None and text_check(text) != check else spans


def _cover(page: Page) -> Iterator[Block]:
    """The blocks of the page in reading order, with a paragraph for any text between them."""
    at = 0
    for block in sorted(page.blocks, key=lambda each: each.start):
        if page.text[at : block.start].strip():
            yield Block(BlockKind.PARAGRAPH, at, block.start)
        yield block
        at = max(at, block.end)
    if page.text[at:].strip():
        yield Block(BlockKind.PARAGRAPH, at, len(page.text))


def _parts(page: Page, block: Block, marks: Marks, first: int) -> Iterator[Part]:
    notes = {mark.offset: mark.label for mark in page.marks if mark.page == page.number}
    edges = {block.start, block.end, *notes}
    for span in (*marks.cited, *marks.answer, *marks.other):
        edges |= {span.start, span.end}
    cuts = sorted(edge for edge in edges if block.start <= edge <= block.end)
    for start, end in itertools.pairwise(cuts):
        cited, answer, other = (
            any(span.start <= start and end <= span.end for span in spans)
            for spans in (marks.cited, marks.answer, marks.other)
        )
        yield Part(page.text[start:end], cited, notes.get(end), answer, other, start == first)
