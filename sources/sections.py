"""The path of headings above each block."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.document import Draft
from sources.shapes import bare, is_box, is_caption
from sources.types import BlockKind

_ANNEX = re.compile(r"^Bijlage (?:\d+|[A-Z])\b", re.IGNORECASE)


def with_sections(pages: Sequence[Sequence[Draft]]) -> list[list[Draft]]:
    """The same blocks, each with the path of headings above it, outermost first.

    A heading that has a page to itself is the title of a chapter, and as such outermost. The caption of a table or
    figure is above the table alone.
    """
    path: list[tuple[int, str]] = []
    out = []
    for drafts in pages:
        page = []
        alone = sum(draft.kind is not BlockKind.FOOTNOTE for draft in drafts) == 1
        for draft in drafts:
            if draft.kind is BlockKind.FOOTNOTE:
                page.append(draft)
                continue
            if not _in_table(pages, draft):
                path = [step for step in path if not is_caption(step[1])]
            if draft.kind is not BlockKind.HEADING:
                page.append(replace(draft, section=tuple(title for _, title in path)))
                continue
            title = bare(draft.text)
            level = (0 if alone else _level(title)) if draft.level is None else draft.level
            path = [step for step in path if step[0] < level]
            page.append(replace(draft, section=tuple(above for _, above in path)))
            path.append((level, title))
        out.append(page)
    return out


def _in_table(pages: Sequence[Sequence[Draft]], draft: Draft) -> bool:
    """Whether the draft is part of a table: rows, heads, or a cell that is about one."""
    about = (pages[number - 1][i].kind for number, i in draft.about)
    return draft.kind is BlockKind.TABLE or BlockKind.TABLE in about


def _level(title: str) -> int:
    """How deep a heading is, 0 for the outermost."""
    if (title.isupper() and " " in title) or _ANNEX.match(title):
        return 0
    if re.match(r"^\d+\.? ", title):
        return 1
    if re.match(r"^\d+\)|^\d+\.\d+", title):
        return 2
    return 4 if is_box(title) or is_caption(title) else 3
