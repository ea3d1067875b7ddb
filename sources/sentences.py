"""The sentences of a letter, in reading order, over page breaks, each with exactly where it stands.

Dutch official prose is full of points that end no sentence (`c.s.`, `nr. 70`, `mr. drs. M.C.G. Keijzer`, `16.8%`);
which ones do is decided by the word before the point and the character after it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sources.abbreviations import MAY_END, last_word, never_ends
from sources.types import SPAN_JOINER, Block, BlockKind, Letter, Page, Span

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+;?(?=\s+(\S))")
_HEAD = 80
"""Characters of a sentence that are enough to know whether it is only a list number or a reference."""
_LONGEST_NAME = 100
"""Characters of a head or label that are put before the words of its cells, lest it say more than they do."""
_INITIALS = re.compile(r"^[A-Z](?:\.[A-Z])*\.?$")
_REFERENCE = re.compile(r"^\(?[A-Z][^.!?:;]{1,60}, (?:19|20)\d\d\.$")
"""How a footnote names a source before its title: `TNO, 2024. Grip op control points` is one reference."""
_LIST_MARK = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])[.)]+$")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(]?(\w+)")
_OPENERS = frozenset(
    """Aan Al Alle Alleen Als Bij Binnen Daarbij Daardoor Daarin Daarmee Daarna Daarnaast Daarom Daartoe Dat De
    Deze Die Dit Door Een Er Het Hier Hierbij Hierdoor Hiermee Hij Ik In Indien Met Mijn Na Naar Naast
    Nu Om Omdat Onder Ons Onze Ook Op Over Tegelijk Ten Tijdens Tot U Uit Uw Van Vanaf Verder Via Vanuit
    Volgens Voor Wat We Wel Wij Ze Zij Zo Zoals Zodra""".split()
)
"""Words with which Dutch official sentences begin: after an abbreviation only these are trusted to begin one."""
_NAME_PARTICLES = frozenset("Aan Bij De In Na Onder Op Over Ten Tot U Uit Van Voor".split())
"""Openers that also begin a surname: after initials they begin no sentence (`J. Van den Berg`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, heading or group of table rows; `spans` has one span for each page that it stands on.

    `unit` numbers the paragraphs of a letter: sentences with one unit belong to one paragraph. `anchor` is, for a
    footnote, the place of its number in the running text. `about` is where else stands what it is about, as in `Block`.
    """

    spans: tuple[Span, ...]
    kind: BlockKind
    section: tuple[str, ...]
    unit: int
    label: str | None = None
    anchor: Span | None = None
    about: tuple[Span, ...] = ()


def sentence_ends(text: str) -> list[int]:
    """Offsets just after each sentence of one paragraph's text, the last one being its length.

    `sentence_ends("Zie nr. 70. De rest volgt.")` is `[11, 26]`.
    """
    ends = []
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, start, match):
            ends.append(match.end())
            start = match.end()
    return [*ends, len(text)] if not ends or ends[-1] < len(text) else ends


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    following = match[1]
    if not (following.isupper() or following.isdigit() or following in "\"'“‘«([€•-–"):
        return False
    next_word = found[1] if (found := _NEXT_WORD.match(text, match.end())) else ""
    opener = next_word in _OPENERS
    head = text[start : match.end()].lstrip() if match.end() - start <= _HEAD else ""
    if _LIST_MARK.match(head) or (_REFERENCE.match(head) and not opener):
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    word = last_word(text[max(start, match.end() - _HEAD) : match.end()])
    if word.lower().strip(".") in MAY_END:
        return opener
    if _INITIALS.match(word):
        return opener and next_word not in _NAME_PARTICLES
    return not never_ends(word)


def letter_sentences(letter: Letter) -> tuple[Sentence, ...]:
    """Every sentence of the letter: the running text in reading order, then each page's footnotes after its text."""
    out: list[Sentence] = []
    for unit, paragraph in enumerate(_paragraphs(letter)):
        out += _split(letter, paragraph, unit)
    return tuple(out)


def named_text(letter: Letter, sentence: Sentence) -> str:
    """The words of a sentence; for what stands in a table, its column's head and its row's label first.

    `"Markt kent veel kansrijke niches."` is `"Verdienvermogen Biotechnologie Markt kent veel kansrijke niches."`.
    """
    names = [letter.text_at((span,))[:_LONGEST_NAME] for span in sentence.about if _is_head(letter, span)]
    return SPAN_JOINER.join([*names, letter.text_at(sentence.spans)])


def _is_head(letter: Letter, span: Span) -> bool:
    """Whether a table's head or label stands there; the question that an answer is about is neither."""
    blocks = letter.pages[span.page - 1].blocks
    return any(block.start == span.start and block.kind is BlockKind.TABLE for block in blocks)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Blocks that are one paragraph: one block, or more where it runs over page breaks."""

    parts: tuple[tuple[Page, Block], ...]


def _paragraphs(letter: Letter) -> Iterator[_Paragraph]:
    following = {
        (page.number - 1, block.continues): (page, i)
        for page in letter.pages
        for i, block in enumerate(page.blocks)
        if block.continues is not None
    }
    for page in letter.pages:
        for i, block in enumerate(page.blocks):
            if block.continues is not None:
                continue
            parts = [(page, block)]
            key = (page.number, i)
            while key in following:
                next_page, j = following[key]
                parts.append((next_page, next_page.blocks[j]))
                key = (next_page.number, j)
            yield _Paragraph(tuple(parts))


def _split(letter: Letter, paragraph: _Paragraph, unit: int) -> Iterator[Sentence]:
    first_page, first = paragraph.parts[0]
    text = SPAN_JOINER.join(page.text[block.start : block.end] for page, block in paragraph.parts)
    whole = first.kind in (BlockKind.HEADING, BlockKind.TABLE)
    lengths = [block.end - block.start + len(SPAN_JOINER) for _, block in paragraph.parts]
    offsets = list(accumulate(lengths, initial=0))
    start = 0
    for end in [len(text)] if whole else sentence_ends(text):
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        spans = tuple(_spans(paragraph, offsets, start, end))
        anchor = _anchor(letter, first_page, first) if first.kind is BlockKind.FOOTNOTE else None
        yield Sentence(spans, first.kind, first.section, unit, first.label, anchor, first.about)
        start = end


def _spans(paragraph: _Paragraph, offsets: Sequence[int], start: int, end: int) -> Iterator[Span]:
    """Where the characters `start` to `end` of the joined paragraph stand on its pages.

    :param offsets: where each part begins in it.
    """
    for i in range(bisect_right(offsets, start) - 1, len(paragraph.parts)):
        if offsets[i] >= end:
            break
        page, block = paragraph.parts[i]
        low, high = max(start - offsets[i], 0), min(end - offsets[i], block.end - block.start)
        if low < high:
            yield Span(page.number, block.start + low, block.start + high)


def _anchor(letter: Letter, page: Page, note: Block) -> Span | None:
    """The character before the footnote's number in the running text: on its own page, or the one before."""
    for number in (page.number, page.number - 1):
        if number >= 1:
            for mark in letter.pages[number - 1].marks:
                if mark.label == note.label and mark.offset > 0:
                    return Span(number, mark.offset - 1, mark.offset)
    return None
