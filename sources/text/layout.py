"""From the lines of a page to its blocks: paragraphs, headings, list items and tables.

The rules go by what a typesetter would have done: a line that ends early, though the next word would have fitted,
ends a paragraph.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.abbreviations import last_word, never_ends
from sources.document import Draft
from sources.hyphens import Words, join_all
from sources.lines import Line
from sources.shapes import (
    bare,
    ended,
    is_article_head,
    is_box,
    is_caption,
    is_closing,
    is_head_label,
    is_heading,
    is_item,
    is_long_row,
    is_narrow,
    is_numbered_heading,
    is_paper_head,
    is_question_head,
    is_row,
    is_subheading,
    is_title,
    list_number,
)
from sources.text.tables import HEAD_LINES
from sources.types import BlockKind

_SHORT = 0.7
"""A line shorter than this share of the column may end a block though nothing but its length says so."""
_FULL = 0.92
"""A line that would have stayed under this share of the column with the next word was ended on purpose."""
_TABLE_LINE = 0.8
"""A line of words at least this share of the column long ends a table."""
_WIDTH_PERCENTILE = 0.9
_MIN_WIDTH = 20
_TITLE_LINES = 4
_FEW_LINES = 5
"""A page with no more lines than this does not tell by itself how many blank lines are usual in a paragraph."""
_NEAR = 4
"""Lines before and after a line that tell how wide the column is there."""


@dataclass(slots=True)
class _Group:
    """Lines that belong to one block, and the length of the longest."""

    lines: list[Line]
    width: int

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.width = max(self.width, len(bare(line.text)))


@dataclass(frozen=True, slots=True)
class Column:
    """The column that a letter is set in: characters of a full line, and blank lines between lines of a paragraph."""

    width: int
    gap: int = 0


def column_of(pages: Sequence[Sequence[Line]]) -> Column:
    """The column of the letter with these pages; a full line is the 90th percentile of all, at least 20 characters."""
    lengths = sorted(len(bare(line.text)) for lines in pages for line in lines)
    width = max(_MIN_WIDTH, lengths[int(len(lengths) * _WIDTH_PERCENTILE)] if lengths else 0)
    between = [line for lines in pages for line in lines[1:]]
    return Column(width, _usual_gap(between) if len(between) > _FEW_LINES else 0)


def _usual_gap(lines: Sequence[Line]) -> int:
    return Counter(line.gap for line in lines).most_common(1)[0][0] if lines else 0


def draft_blocks(
    lines: Sequence[Line],
    column: Column,
    words: Words,
    *,
    unfinished: bool,
    after: str | None,
    in_table: bool = False,
    heads: int = 0,
) -> list[Draft]:
    """The blocks of one page's body, without sections.

    :param words: the letter's words, for the hyphens at line ends.
    :param unfinished: whether the page before ends in the middle of a sentence.
    :param after: the first line of the page after this one, None on the last page.
    :param in_table: whether the page before ends in a table of figures.
    :param heads: how many lines at the top are heads of a table that goes on from the page before.
    """
    if after is not None and not after[0].islower() and (title := _title_page(lines, words)):
        return _numbered_lists([title], after)
    groups = [*_group(lines[:heads], column), *_group(lines[heads:], column)]
    drafts: list[Draft] = []
    rows: list[str] | None = [] if in_table and _begins_with_rows(lines, column.width) else None
    for i, group in enumerate(groups):
        texts = [line.text for line in group.lines]
        if rows is not None and _table_goes_on(texts, column.width):
            rows += texts
            continue
        drafts += _table(rows or [])
        text = join_all(texts, words, narrow=len(texts) > 1 and is_narrow([group.width]))
        caption = is_caption(text) and len(texts) <= 2
        rows = [] if caption and not _holds_words(groups[i + 1 :], column.width) else None
        following = groups[i + 1].lines[0].text if i + 1 < len(groups) else after
        if i == 0 and unfinished and text[0].islower() and not is_item(text):
            kind = BlockKind.PARAGRAPH
        elif caption or (is_heading(texts, text, following, column.width) and not _is_question(drafts, text)):
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.LIST_ITEM if is_item(text) else BlockKind.PARAGRAPH
        drafts.append(Draft(kind, text, group.width, lines=tuple(filter(None, map(bare, texts)))))
    return _numbered_lists([*drafts, *_table(rows or [])], after)


def _title_page(lines: Sequence[Line], words: Words) -> Draft | None:
    """The one block of a page that holds nothing but the title of what follows, or None."""
    text = join_all((line.text for line in lines), words) if 0 < len(lines) <= _TITLE_LINES else ""
    if not text or not is_title(text):
        return None
    return Draft(BlockKind.HEADING, text, max(len(bare(line.text)) for line in lines))


def _is_question(drafts: Sequence[Draft], text: str) -> bool:
    """Whether the block is a question or an answer below a line such as `Vraag 1`, however short."""
    if not drafts or is_question_head(text):
        return False
    heading = next((draft.text for draft in reversed(drafts) if draft.kind is BlockKind.HEADING), "")
    return is_question_head(drafts[-1].text) or (is_question_head(heading) and text.endswith("?"))


def _numbered_lists(drafts: list[Draft], after: str | None) -> list[Draft]:
    """The blocks, where headings with numbers that follow each other directly are a list."""
    numbers = [list_number(draft.text) for draft in drafts] + [list_number(after or "")]
    for i, draft in enumerate(drafts):
        number = numbers[i]
        if draft.kind is BlockKind.HEADING and number is not None:
            sign, n = number
            if numbers[i + 1] == (sign, n + 1) or (i > 0 and numbers[i - 1] == (sign, n - 1)):
                drafts[i] = replace(draft, kind=BlockKind.LIST_ITEM)
    return drafts


def _group(lines: Sequence[Line], column: Column) -> list[_Group]:
    """Lines that belong to one block."""
    usual_gap = _usual_gap(lines[1:]) if len(lines) > _FEW_LINES else column.gap
    groups: list[_Group] = []
    for i, line in enumerate(lines):
        if not groups or _begins(groups[-1], line, usual_gap, _local_width(lines, i, column.width)):
            groups.append(_Group([line], len(bare(line.text))))
        else:
            groups[-1].add(line)
    return groups


def _local_width(lines: Sequence[Line], i: int, width: int) -> int:
    """The width of the column around line `i`: narrower than the page's in boxes and table cells."""
    near = [len(bare(line.text)) for line in lines[max(0, i - _NEAR) : i + _NEAR]]
    return min(width, max(near, default=width))


def _begins(group: _Group, line: Line, usual_gap: int, width: int) -> bool:
    """Whether `line` begins a new block after `group`."""
    first, last, text = bare(group.lines[0].text), bare(group.lines[-1].text), bare(line.text)
    apart = line.gap > usual_gap
    short = len(last) < width * _SHORT
    if is_item(text) and (apart or ended(last) or last.endswith(",") or is_item(first) or short):
        return True
    if is_caption(text) or is_box(text):
        return apart or ended(last)
    if is_long_row(text) or is_long_row(last) or is_closing(last) or is_closing(text):
        return True
    label = is_head_label(text) and not ended(last)  # behind a full stop it may begin a sentence
    if label or is_question_head(text) or is_question_head(first) or is_paper_head(text):
        return True
    if (is_paper_head(last) and not text.isupper()) or is_subheading(text, last):
        return True
    if is_article_head(text) and ended(last):
        return True
    if is_narrow([len(text), group.width]) and not apart and not ended(last):
        return False
    if apart:
        return not _goes_on(last, text)
    fits = len(last) + 1 + len(text.partition(" ")[0]) <= width * _FULL
    if is_caption(first) or is_box(first):
        return (fits or len(text) < width / 2) and text[0].isupper()
    if never_ends(last_word(last)):
        return False
    if ended(last):
        return fits and (not text[0].islower() or last.endswith(";"))
    wrapped = is_item(first) and not (len(group.lines) == 1 and is_numbered_heading(first))
    return fits and short and text[0].isupper() and not wrapped


def _goes_on(last: str, text: str) -> bool:
    """Whether a line after a gap still belongs to the sentence before it."""
    return not ended(last) and (text[0].islower() or (text[0] in "(0123456789" and last[-1] != ")"))


def _begins_with_rows(lines: Sequence[Line], width: int) -> bool:
    """Whether a page that follows a table goes on with it: with rows, perhaps below the heads once more."""
    texts = [bare(line.text) for line in lines[: HEAD_LINES + 1]]
    first = next((i for i, text in enumerate(texts) if is_row(text)), None)
    return first is not None and _table_goes_on(texts[:first], width)


def _holds_words(groups: Sequence[_Group], width: int) -> bool:
    """Whether the table that begins with these groups has sentences in its cells, and no rows of figures."""
    texts: list[str] = []
    for group in groups:
        lines = [bare(line.text) for line in group.lines]
        if not _table_goes_on(lines, width):
            break
        texts += lines
    return any(text.endswith(".") for text in texts) and not any(map(is_row, texts))


def _table_goes_on(texts: Sequence[str], width: int) -> bool:
    return not any(len(bare(t)) >= width * _TABLE_LINE and not is_row(bare(t)) for t in texts)


def _table(rows: Sequence[str]) -> list[Draft]:
    """The blocks of a table: a new one begins where a row label follows a row of figures."""
    blocks: list[list[str]] = []
    for row in rows:
        if blocks and (is_row(bare(row)) or not is_row(bare(blocks[-1][-1]))):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return [Draft(BlockKind.TABLE, "\n".join(block), max(map(len, block))) for block in blocks]
