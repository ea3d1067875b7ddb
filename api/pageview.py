"""A page of a letter cut up for display: its blocks, and in them what is cited and where footnotes hang."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.types import Block, BlockKind, Page, Span

_SPAN = re.compile(r"([0-9]{1,6}):([0-9]{1,9})-([0-9]{1,9})")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, all cited or all not; `note` is the number of the footnote that hangs at its end."""

    text: str
    cited: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block as it is displayed; its parts joined are its text."""

    kind: BlockKind
    parts: tuple[Part, ...]
    label: str | None = None


def show_blocks(page: Page, spans: Sequence[Span]) -> tuple[ShownBlock, ...]:
    """The blocks of `page` with `spans` marked; text outside every block becomes a paragraph, none is lost.

    :param spans: cited stretches; those on other pages do not count here.
    """
    here = [span for span in spans if span.page == page.number]
    return tuple(
        ShownBlock(block.kind, tuple(_parts(page, block, here)), block.label) for block in _cover(page)
    )


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


def _parts(page: Page, block: Block, spans: Sequence[Span]) -> Iterator[Part]:
    notes = {mark.offset: mark.label for mark in page.marks if mark.page == page.number}
    edges = {block.start, block.end, *notes}
    for span in spans:
        edges |= {span.start, span.end}
    cuts = sorted(edge for edge in edges if block.start <= edge <= block.end)
    for start, end in itertools.pairwise(cuts):
        cited = any(span.start <= start and end <= span.end for span in spans)
        yield Part(page.text[start:end], cited, notes.get(end))
