"""From the lines of a page to its blocks, by how they are set: white between lines, indents, sizes, bold and italic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.abbreviations import last_word, never_ends
from sources.lines import Line, Place
from sources.pdf.typography import Typography
from sources.shapes import (
    bare,
    ended,
    is_article_head,
    is_box,
    is_caption,
    is_closing,
    is_item,
    is_paper_head,
    is_question_head,
    is_signatory,
)
from sources.types import BlockKind

_APART = 1.3
"""Lines of white between paragraphs."""
_FAR_APART = 1.7
"""Lines of white that part even what reads on, where the line before was ended on purpose."""
_SIZE = 0.6
"""Points by which sizes differ that are not the same."""
_INDENT = 0.5
"""Em of the smallest indent."""
_SLACK = 0.6
"""Em that a line may end before the edge of its column though the next word would not have fitted."""
_SPARE = 2.0
"""Em that stay free at the end of a line, with the next word in it, that ends a block though no point says so."""
_HEADING_LINES = 4
_HEADING_CHARACTERS = 200
_LARGER = 1.06
"""A heading is larger than the running text by this, where it is not bold or italic."""
_NO_HEADING = re.compile(r"^(?:(?:Zeer )?[Gg]eachte|Beste|Hoogachtend|Met vriendelijke groet|https?:)")
_ITEM_NUMBER = re.compile(r"^\d{1,2}[.)] ")
_ITEM_LETTER = re.compile(r"^[a-z][.)] [A-Z]")
_ORDINAL = re.compile(r"^(\d{1,2}|[a-z])[.)] ")
_ASIDE = re.compile(r"^[–—-] [^\W\d_A-Z]")
"""A dash inside a sentence that a line happens to begin with: `– uit te rusten`."""
_COUNTED = re.compile(r"^[\[(]?(\d{1,3})[\]).]? +\S")
_REPLY = re.compile(r"^[A-Z][^\W\d]+(?: [^\W\d]+){0,2}:$")
"""A line that says who speaks below it: `Reactie:`, `Antwoord van de minister:`."""


@dataclass(slots=True)
class Group:
    """Lines that are one block."""

    lines: list[tuple[Line, Place]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The text of each line."""
        return [line.text for line, _ in self.lines]

    @property
    def item(self) -> bool:
        """Whether it begins with a bullet or a list number."""
        return self.first.item or is_item(bare(self.texts[0]))

    @property
    def first(self) -> Place:
        """Where its first line stands."""
        return self.lines[0][1]

    @property
    def last(self) -> Place:
        """Where its last line stands."""
        return self.lines[-1][1]

    @property
    def size(self) -> float:
        """The size of its longest line."""
        return max(self.lines, key=lambda pair: len(pair[0].text))[1].size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(place.bold for _, place in self.lines)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(place.italic for _, place in self.lines)


def group_lines(lines: Sequence[tuple[Line, Place]], type_: Typography) -> list[Group]:
    """The lines of a page in the groups that are its blocks."""
    groups: list[Group] = []
    for i, (line, place) in enumerate(lines):
        following = lines[i + 1][1] if i + 1 < len(lines) else None
        before = groups[-1] if groups else None
        if before is None or (
            not _goes_on_behind_label(before, place, type_)
            and _begins(before, line.text, place, following, type_)
        ):
            groups.append(Group())
        groups[-1].lines.append((line, place))
    return groups


def _begins(group: Group, text: str, place: Place, following: Place | None, type_: Typography) -> bool:
    """Whether a line begins a new block after `group`."""
    before, plain = bare(group.lines[-1][0].text), bare(text)
    last = group.last
    if last.apart or place.apart or last.table is not None or place.table is not None:
        return True
    if _by_words(group, before, plain):
        return True
    same = abs(place.size - last.size) < _SIZE and place.bold == last.bold
    if place.column != last.column or place.y < last.y:
        if is_signatory(plain):
            return True
        return ended(before) or not same or not _may_go_on(plain) or _is_hanging_item(group, plain, place)
    if _is_hanging_item(group, plain, place) or _is_next_number(group, plain, place):
        return True
    fits = _fits(last, before, plain)
    white = (place.y - last.y) / type_.leading(last.size)
    if white > _APART:
        parted = white > _FAR_APART and (fits or before.endswith(","))
        return ended(before) or not same or not plain[0].islower() or parted
    if not same or place.italic != last.italic:
        styled = last.bold != place.bold or abs(place.size - last.size) >= _SIZE
        return (styled and (fits or not plain[0].islower()) and (fits or last.bold)) or (
            fits and not plain[0].islower()
        )
    if _is_indented(group, place, following) and (ended(before) or fits):
        return True
    if _hangs(group, plain, place, following):
        return True
    if never_ends(last_word(before)) or (is_signatory(bare(group.texts[0])) and not before.endswith(",")):
        return False
    if ended(before):
        return fits and (not plain[0].islower() or before.endswith(";"))
    spare = last.right - last.x1 - _width(last, before, plain.partition(" ")[0])
    return fits and spare > last.size * _SPARE and plain[0].isupper()


def _goes_on_behind_label(group: Group, place: Place, type_: Typography) -> bool:
    """Whether a line goes on with what stands behind a label: `Betreft`, and a subject of two lines."""
    hang = (
        group.first.hang if group.first.x0 >= type_.left - 1 else None
    )  # what stands in a margin is no label
    near = 0 < place.y - group.last.y <= type_.leading(place.size) * _APART
    level = hang is not None and abs(place.x0 - hang) <= 1
    return (
        near
        and level
        and place.hang is None
        and not ended(bare(group.texts[-1]))
        and place.size == group.last.size
    )


def _by_words(group: Group, before: str, plain: str) -> bool:
    """Whether the words of a line, or of the one before it, say that a block begins."""
    first = bare(group.lines[0][0].text)
    if is_question_head(plain) or is_question_head(first) or is_paper_head(plain):
        return True
    if is_closing(before) or is_closing(plain):
        return True
    if is_paper_head(before) and not plain.isupper():
        return True
    return (is_article_head(plain) or is_caption(plain) or is_box(plain)) and ended(before)


def _may_go_on(plain: str) -> bool:
    return not (is_item(plain) or is_question_head(plain))


def _is_hanging_item(group: Group, plain: str, place: Place) -> bool:
    """Whether a line that begins like a list item is one: its bullet stands where a line's first word would not."""
    if place.item or not is_item(plain):
        return place.item
    before = bare(group.texts[-1])
    if ended(before) or before.endswith(","):
        return True
    if group.item:
        return place.x0 <= group.first.x0 + 1 or not _ASIDE.match(plain)
    return abs(place.x0 - group.last.x0) > _INDENT * place.size


def _is_next_number(group: Group, plain: str, place: Place) -> bool:
    """Whether a line below an ended one begins with the number after the block's own, at the same edge (endnotes)."""
    own, other = _COUNTED.match(bare(group.texts[0])), _COUNTED.match(plain)
    follows = own is not None and other is not None and int(other[1]) == int(own[1]) + 1
    return follows and abs(place.x0 - group.first.x0) <= 1 and ended(bare(group.texts[-1]))


def _is_indented(group: Group, place: Place, following: Place | None) -> bool:
    """Whether a line is set in as the first of a paragraph, or back out to the edge after a list item."""
    step = place.x0 - group.last.x0
    if group.item and (len(group.lines) == 1 or group.lines[1][1].x0 > group.first.x0):
        return step < -_INDENT * place.size
    out = (
        following is not None
        and following.column == place.column
        and following.x0 < place.x0 - _INDENT * place.size
    )
    if len(group.lines) == 1 and abs(step) < 1:  # one indented line below another
        return out
    if group.item and len(group.lines) == 1:
        return False
    return step > _INDENT * place.size and (out or ended(bare(group.texts[-1])))


def _hangs(group: Group, plain: str, place: Place, following: Place | None) -> bool:
    """Whether a line begins an item without a bullet: the line below hangs, and goes on with what this one says."""
    if following is None or following.column != place.column or ended(plain) or not plain[0].isupper():
        return False
    return following.x0 > place.x0 + _INDENT * place.size and place.x0 <= group.last.x0 + 1


def _fits(last: Place, before: str, plain: str) -> bool:
    """Whether the first word of a line would have fitted on the line before: that was ended on purpose."""
    if before.endswith(("-", "\u00ad")):
        return False
    return last.x1 + _width(last, before, plain.partition(" ")[0]) < last.right - last.size * _SLACK


def _width(last: Place, before: str, word: str) -> float:
    """How wide a word with a space would be on the line `before`, in points."""
    return (last.x1 - last.x0) / max(1, len(before)) * (len(word) + 1)


def goes_on(before: Group, group: Group) -> bool:
    """Whether a group at the top of a page goes on with what the last one of the page before began."""
    last, text = bare(before.texts[-1]), bare(group.texts[0])
    if ended(last) or is_signatory(bare(before.texts[0])) or not _may_go_on(text):
        return False
    return not _fits(before.last, last, text) or text[0].islower()


def kind_of(groups: Sequence[Group], i: int, type_: Typography) -> BlockKind:
    """What the group number `i` of a page is."""
    group = groups[i]
    text = bare(" ".join(group.texts))
    if is_question_head(text):
        return BlockKind.HEADING
    if _is_heading(group, text, type_) and not _is_answer_line(groups, i) and not _in_list(groups, i):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if group.item else BlockKind.PARAGRAPH


def _is_answer_line(groups: Sequence[Group], i: int) -> bool:
    """Whether the group stands right below a line such as `Antwoord 1`: however it is set, it is no heading."""
    return i > 0 and is_question_head(bare(" ".join(groups[i - 1].texts)))


def _in_list(groups: Sequence[Group], i: int) -> bool:
    """Whether the group has a list number or letter, and one beside it has the next or the one before."""
    own = _ordinal(groups[i])
    beside = [_ordinal(group) for group in (*groups[max(0, i - 1) : i], *groups[i + 1 : i + 2])]
    return own is not None and any(other is not None and abs(own - other) == 1 for other in beside)


def _ordinal(group: Group) -> int | None:
    """The number, or the letter's code, with which a group begins."""
    match = _ORDINAL.match(bare(group.texts[0]))
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else ord(match[1])


def _is_heading(group: Group, text: str, type_: Typography) -> bool:
    if (
        len(group.lines) > _HEADING_LINES
        or len(text) > _HEADING_CHARACTERS
        or not any(c.isalpha() for c in text)
    ):
        return False
    if _NO_HEADING.match(text) or is_signatory(text) or group.first.apart:
        return False
    if (
        is_item(text)
        and not _ITEM_NUMBER.match(text)
        and not (_ITEM_LETTER.match(text) and len(group.lines) == 1)
    ):
        return False
    larger = group.size >= type_.size * _LARGER
    if is_article_head(text) or is_caption(text) or is_box(text):
        return larger or group.bold or not ended(text)
    if larger:
        return not text.endswith((";", ","))
    if len(group.lines) == 1 and _REPLY.match(text):
        return True
    smaller = group.size < type_.size - _SIZE
    if smaller or (text.endswith((".", ";", ",")) and not _ITEM_NUMBER.match(text)):
        return False
    start = _ORDINAL.sub("", text)[:1]
    starts = start.isupper() or start.isdigit() or start in tuple("‘“«'\"")
    return starts and (group.bold or (group.italic and len(group.lines) <= 2))


def style_of(group: Group) -> tuple[object, ...]:
    """How a heading is set, larger and heavier first: the same for headings of one depth.

    Deepest are the lines that say who speaks: `Vraag 1`, `Reactie:`.
    """
    text = bare(" ".join(group.texts))
    speaks = is_question_head(text) or bool(_REPLY.match(text))
    return speaks, -round(group.size), not text.isupper(), not group.bold, group.italic
