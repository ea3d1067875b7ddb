"""From raw pages to reading text: furniture out, footnotes apart, words whole, blocks in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sources.footnotes import MARK, MARK_CLOSE, MARK_OPEN, Footnote, labels_in, mark_numbers, split_footnotes
from sources.furniture import Letterhead, strip_furniture
from sources.hyphens import Words, join_all, join_lines, words_of
from sources.layout import Draft, column_of, draft_blocks
from sources.lines import Line, to_lines
from sources.sections import with_sections
from sources.shapes import broken_off, ended, is_item, is_signatory
from sources.types import Block, BlockKind, FootnoteMark, Page

_CUT_WORD = re.compile(rf"[^\W_](?:{MARK_OPEN}\d+{MARK_CLOSE})?-$")
_URL_LINE = re.compile(r"^(?:https?://|www\.)\S+$")
_LINK_WINDOW = 10_000
"""Characters before an address within which the same address makes it a link target written out: a page or more."""
_OPEN_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_CELL = 0.7
"""A block narrower than this share of the page's column stands in a column of its own (a table's cell)."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The pages of a letter and what its furniture said."""

    pages: tuple[Page, ...]
    letterhead: Letterhead


@dataclass(slots=True)
class _Sheet:
    """One page on its way: body lines and footnotes."""

    body: list[Line]
    notes: list[Footnote]


def clean_pages(raw_pages: Sequence[str]) -> Cleaned:
    """The reading text of each page, with blocks, footnotes and the letterhead's facts.

    :param raw_pages: the text of each page as extracted, first page first.
    """
    all_lines = [to_lines(raw) for raw in raw_pages]
    segmented, letterhead = strip_furniture(all_lines)
    sheets = _split_footnotes(segmented)
    words = words_of([line.text for lines in all_lines for line in lines])
    _mend_page_ends(sheets, words)
    column = column_of([sheet.body for sheet in sheets])
    drafts: list[list[Draft]] = []
    for i, sheet in enumerate(sheets):
        before = drafts[-1] if drafts else []
        after = sheets[i + 1].body[0].text if i + 1 < len(sheets) and sheets[i + 1].body else None
        blocks = draft_blocks(sheet.body, column, words, unfinished=_is_open(before[-1:]), after=after)
        drafts.append(_tie(before, blocks, column.width))
    pages = tuple(
        _put_together(number, blocks, sheet.notes, words)
        for number, (blocks, sheet) in enumerate(zip(with_sections(drafts), sheets, strict=True), start=1)
    )
    return Cleaned(pages, letterhead)


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


def _mend_page_ends(sheets: Sequence[_Sheet], words: Words) -> None:
    """Move the second half of a word that a page end cut to the page on which the word begins."""
    for left, right in pairwise(sheets):
        if not left.body or not right.body or not _CUT_WORD.search(left.body[-1].text):
            continue
        first, _, rest = right.body[0].text.partition(" ")
        joined = join_lines(left.body[-1].text, first, words)
        if " " in joined.removeprefix(left.body[-1].text[:-1]):
            continue
        left.body[-1] = Line(joined, left.body[-1].gap)
        right.body[:1] = [Line(rest, right.body[0].gap)] if rest else []


def _is_open(drafts: Sequence[Draft]) -> bool:
    if not drafts or drafts[-1].kind not in _OPEN_KINDS:
        return False
    return not ended(drafts[-1].text) and not is_signatory(drafts[-1].text)


def _tie(before: Sequence[Draft], drafts: list[Draft], width: int) -> list[Draft]:
    """The blocks, with those that go on from the page before tied to it: one paragraph, or several cells in order."""
    if not before or not drafts:
        return drafts
    cells = [i for i, draft in enumerate(before) if _is_open([draft]) and draft.width < width * _CELL]
    going_on = [i for i, draft in enumerate(drafts) if _goes_on_in_cell(draft, width)]
    if len(cells) > 1 and len(going_on) > 1 and going_on[0] == 0:
        cut = [i for i in cells if broken_off(before[i].text)]
        cells = cut if len(cut) >= len(going_on) else cells
        count = min(len(cells), len(going_on))
        for i, j in zip(going_on[:count], cells[-count:], strict=True):
            drafts[i] = replace(drafts[i], continues=j)
    elif _is_open(before[-1:]) and drafts[0].kind in _OPEN_KINDS and not is_item(drafts[0].text):
        drafts[0] = replace(drafts[0], continues=len(before) - 1)
    return drafts


def _goes_on_in_cell(draft: Draft, width: int) -> bool:
    """Whether the block may be the rest of a table's cell that began on the page before."""
    return draft.kind is BlockKind.PARAGRAPH and draft.text[0].islower() and draft.width < width * _CELL


@dataclass(slots=True)
class _PageText:
    """A page's text as it grows: its parts and their length together."""

    parts: list[str]
    length: int = 0
    last: BlockKind | None = None

    def begin(self, kind: BlockKind) -> int:
        """Set a block off from the one before it: by a line end in a list, by a blank line elsewhere.

        :return: where the block starts.
        """
        if self.length:
            same = self.last is kind and kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
            self.add("\n" if same else "\n\n")
        self.last = kind
        return self.length

    def add(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)


def _put_together(number: int, drafts: Sequence[Draft], notes: Sequence[Footnote], words: Words) -> Page:
    """The page's text with the place of each block and footnote mark in it."""
    text = _PageText([])
    blocks: list[Block] = []
    marks: list[FootnoteMark] = []
    for draft in drafts:
        start = text.begin(draft.kind)
        position = 0
        for match in MARK.finditer(draft.text):
            text.add(draft.text[position : match.start()])
            marks.append(FootnoteMark(match[1], number, text.length))
            position = match.end()
        text.add(draft.text[position:])
        blocks.append(Block(draft.kind, start, text.length, draft.section, continues=draft.continues))
    for note in notes:
        start = text.begin(BlockKind.FOOTNOTE)
        text.add(join_all((line.text for line in note.lines), words))
        blocks.append(Block(BlockKind.FOOTNOTE, start, text.length, label=note.label))
    return Page(number, "".join(text.parts), tuple(blocks), tuple(marks))
