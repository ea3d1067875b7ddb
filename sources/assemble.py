"""From a document to the pages of a letter: sections, and where each block and footnote mark stands in the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.document import Document, Draft
from sources.footnotes import MARK
from sources.questions import with_questions
from sources.sections import with_sections
from sources.types import Block, BlockKind, FootnoteMark, Page, Span


def assemble(document: Document) -> tuple[Page, ...]:
    """The reading text of each page, with blocks and footnote marks."""
    drafts = with_sections(with_questions(document.pages))
    printed = document.printed or (None,) * len(drafts)
    pages = [
        replace(_put_together(number, page), printed=label, ocr=number in document.recognised)
        for number, (page, label) in enumerate(zip(drafts, printed, strict=True), start=1)
    ]
    return tuple(
        replace(
            page,
            blocks=tuple(
                _with_about(pages, block, draft) for block, draft in zip(page.blocks, row, strict=True)
            ),
        )
        for page, row in zip(pages, drafts, strict=True)
    )


def _with_about(pages: Sequence[Page], block: Block, draft: Draft) -> Block:
    """The block with where the drafts stand that say what it is about."""
    if not draft.about:
        return block
    others = [(number, pages[number - 1].blocks[index]) for number, index in draft.about]
    return replace(block, about=tuple(Span(number, other.start, other.end) for number, other in others))


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


def _put_together(number: int, drafts: Sequence[Draft]) -> Page:
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
        blocks.append(
            Block(draft.kind, start, text.length, draft.section, label=draft.label, continues=draft.continues)
        )
    return Page(number, "".join(text.parts), tuple(blocks), tuple(marks))
