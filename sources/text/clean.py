"""From the raw text of pages to blocks: furniture out, footnotes apart, words whole, all in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.document import Document, Draft
from sources.footnotes import Footnote, labels_in, mark_numbers, split_footnotes
from sources.furniture import strip_furniture
from sources.hyphens import Words, join_all, mend_page_ends, words_of
from sources.lines import Line, to_lines
from sources.shapes import bare, broken_off, ended, is_item, is_signatory
from sources.text.layout import column_of, draft_blocks
from sources.text.tables import is_cell, repeated_heads, repeated_lines, tie_tables
from sources.types import BlockKind

_URL_LINE = re.compile(r"^(?:https?://|www\.)\S+$")
_LINK_WINDOW = 10_000
"""Characters before an address within which the same address makes it a link target written out: a page or more."""
_OPEN_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(slots=True)
class _Sheet:
    """One page on its way: body lines and footnotes."""

    body: list[Line]
    notes: list[Footnote]


def clean_pages(raw_pages: Sequence[str], warnings: tuple[str, ...] = ()) -> Document:
    """The blocks and footnotes of each page, and the letterhead's facts.

    :param raw_pages: the text of each page as extracted, first page first.
    """
    all_lines = [to_lines(raw) for raw in raw_pages]
    segmented, letterhead = strip_furniture(all_lines)
    sheets = _split_footnotes(segmented)
    words = words_of([line.text for lines in all_lines for line in lines])
    mend_page_ends([sheet.body for sheet in sheets], words)
    column = column_of([sheet.body for sheet in sheets])
    drafts: list[list[Draft]] = []
    for i, sheet in enumerate(sheets):
        before = drafts[-1] if drafts else []
        after = sheets[i + 1].body[0].text if i + 1 < len(sheets) and sheets[i + 1].body else None
        blocks = draft_blocks(
            sheet.body,
            column,
            words,
            unfinished=_is_open(before[-1:]),
            after=after,
            in_table=bool(before) and before[-1].kind is BlockKind.TABLE,
            heads=repeated_lines(before, [bare(line.text) for line in sheet.body]),
        )
        drafts.append(_tie(before, blocks, column.width))
    drafts = tie_tables(drafts, column.width)
    pages = tuple(
        (*blocks, *(_note(note, words) for note in sheet.notes))
        for blocks, sheet in zip(drafts, sheets, strict=True)
    )
    return Document(pages, letterhead, warnings=warnings)


def _note(note: Footnote, words: Words) -> Draft:
    text = join_all((line.text for line in note.lines), words)
    return Draft(BlockKind.FOOTNOTE, text, label=note.label)


def _split_footnotes(segmented: Sequence[Sequence[Sequence[Line]]]) -> list[_Sheet]:
    sheets = []
    last = 0
    for segments in segmented:
        body: list[Line] = []
        notes: list[Footnote] = []
        seen: frozenset[str] = frozenset()
        for segment in segments:
            lines, found = split_footnotes(_without_link_targets(segment), last, seen)
            body += lines
            notes += found
            if len(segments) > 1:
                seen |= labels_in("\n".join(line.text for line in lines))
            last = int(found[-1].label) if found else last
        sheets.append(_Sheet(mark_numbers(body, [note.label for note in notes]), notes))
    return sheets


def _without_link_targets(lines: Sequence[Line]) -> list[Line]:
    """The lines but for addresses that stand there a second time: link targets that the extraction wrote out."""
    kept: list[Line] = []
    before = ""
    for line in lines:
        squashed = re.sub(r"[\s-]", "", line.text)
        if not (_URL_LINE.match(line.text) and squashed in before):
            kept.append(line)
            before = (before + squashed)[-_LINK_WINDOW:]
    return kept


def _is_open(drafts: Sequence[Draft]) -> bool:
    if not drafts or drafts[-1].kind not in _OPEN_KINDS:
        return False
    return not ended(drafts[-1].text) and not is_signatory(drafts[-1].text)


def _tie(before: Sequence[Draft], drafts: list[Draft], width: int) -> list[Draft]:
    """The blocks, with those that go on from the page before tied to it: one paragraph, or several cells in order.

    A table's heads at the top of the page stand between the halves of a sentence, and are passed over.
    """
    count = repeated_heads(before, drafts)
    heads, drafts = drafts[:count], drafts[count:]
    if not before or not drafts:
        return [*heads, *drafts]
    cells = [i for i, draft in enumerate(before) if _is_open([draft]) and is_cell(draft, width)]
    going_on = [i for i, draft in enumerate(drafts) if _goes_on_in_cell(draft, width)]
    if len(cells) > 1 and len(going_on) > 1 and going_on[0] == 0:
        cut = [i for i in cells if broken_off(before[i].text)]
        cells = cut if len(cut) >= len(going_on) else cells
        tied = min(len(cells), len(going_on))
        for i, j in zip(going_on[:tied], cells[-tied:], strict=True):
            drafts[i] = replace(drafts[i], continues=j)
    elif _is_open(before[-1:]) and drafts[0].kind in _OPEN_KINDS and not is_item(drafts[0].text):
        drafts[0] = replace(drafts[0], continues=len(before) - 1)
    return [*heads, *drafts]


def _goes_on_in_cell(draft: Draft, width: int) -> bool:
    """Whether the block may be the rest of a table's cell that began on the page before."""
    return draft.kind is BlockKind.PARAGRAPH and draft.text[0].islower() and is_cell(draft, width)
