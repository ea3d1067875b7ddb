"""The text of a Word paragraph as Word shows it: what was deleted or hidden is out, of fields only what they show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sources.office.word_styles import Look, Styles, on
from sources.signs import LINE_END, PAGE_BREAK, PAGE_END, plain
from sources.xml_tree import Element, attribute, child, children, name

_NOT_SHOWN = frozenset(
    "del moveFrom delText instrText delInstrText rPr pPr sdtPr sdtEndPr rt commentReference annotationRef".split()
)
"""Elements whose text no reader sees."""
_HOLDERS = frozenset({"drawing", "pict", "object"})
_SIGNS: Mapping[str, str] = {
    "tab": " ",
    "ptab": " ",
    "cr": LINE_END,
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": PAGE_END,
}
_SYMBOLS: Mapping[tuple[str, int], str] = {
    ("symbol", 0xB7): "•",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB1): "±",
    ("symbol", 0xAE): "→",
    ("wingdings", 0xA7): "•",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0xFE): "☒",
}
"""Signs of fonts that have pictures in place of letters, by font and code."""
_PRIVATE = 0xF000
BOLD, ITALIC = 6, 7
"""The levels of headings that only bold or italic type sets off: below those of any style."""


@dataclass(slots=True)
class Shown:
    """What a paragraph shows: its text, the text boxes that hang on it, and the level it has should it be a heading."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    types: set[int | None] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The text, with the signs of `flow` in it."""
        return "".join(self.parts)

    @property
    def bold(self) -> int | None:
        """The level of a heading in this type; None where some of it is in plain type."""
        return None if None in self.types else max((t for t in self.types if t), default=None)


class Runs:
    """Reads paragraphs one after the other: a field may begin in one and end in another.

    :param note: gives the sign for a note's mark, from the reference.
    """

    def __init__(self, styles: Styles, note: Callable[[Element], str]) -> None:
        self._styles = styles
        self._note = note
        self._fields: list[bool] = []  # for each open field whether its result has begun

    def read(self, paragraph: Element, look: Look) -> Shown:
        """What the paragraph shows."""
        shown = Shown()
        self._walk(paragraph, shown, look, hidden=look.hidden)
        return shown

    def _walk(
        self, element: Element, shown: Shown, look: Look, *, hidden: bool, kind: int | None = None
    ) -> None:
        for part in shown_children(element):
            called = name(part)
            if called in _NOT_SHOWN:
                continue
            if called == "r":
                properties = child(part, "rPr")
                self._walk(
                    part,
                    shown,
                    look,
                    hidden=self._hidden(properties, look),
                    kind=self._type(properties, look),
                )
            elif called == "fldChar":
                self._field(attribute(part, "fldCharType"))
            elif called in _HOLDERS:
                shown.boxes += [] if hidden else boxes(part)
            elif not hidden and all(self._fields) and (text := self._text(part, called)):
                shown.parts.append(text)
                if text.strip():
                    shown.types.add(kind)
            elif called not in ("t", "sym", "br"):
                self._walk(part, shown, look, hidden=hidden, kind=kind)

    def _text(self, part: Element, called: str) -> str:
        """What an element within a run shows by itself; empty for one that only holds others."""
        if called == "t":
            return plain(part.text or "")
        if called == "br":
            return PAGE_BREAK if attribute(part, "type") == "page" else LINE_END
        if called == "sym":
            return symbol(attribute(part, "font") or "", attribute(part, "char") or "")
        if called in ("footnoteReference", "endnoteReference"):
            return self._note(part)
        return _SIGNS.get(called, "")

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _hidden(self, properties: Element | None, look: Look) -> bool:
        if on(properties, "strike") or on(properties, "dstrike"):  # struck out: what it said holds no longer
            return True
        own = on(properties, "vanish")
        if own is not None:
            return own
        style = child(properties, "rStyle")
        return look.hidden or (style is not None and self._styles.hides(attribute(style, "val")))

    def _type(self, properties: Element | None, look: Look) -> int | None:
        bold = on(properties, "b")
        if bold or (bold is None and look.bold):
            return BOLD
        underlined = child(properties, "u") is not None and on(properties, "u") is not False
        return ITALIC if on(properties, "i") or underlined else None


def shown_children(element: Element) -> Iterator[Element]:
    """The children of an element, of alternatives only the one that Word itself shows."""
    for part in children(element):
        if name(part) == "AlternateContent":
            chosen = child(part, "Choice")
            chosen = child(part, "Fallback") if chosen is None else chosen
            yield from shown_children(chosen) if chosen is not None else ()
        else:
            yield part


def boxes(element: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing; a box in a box is found when that one is read."""
    for part in shown_children(element):
        if name(part) == "txbxContent":
            yield part
        else:
            yield from boxes(part)


def symbol(font: str, code: str) -> str:
    """The character that a code of a picture font stands for; empty where it has none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if _PRIVATE <= number <= _PRIVATE + 0xFF:
        return _SYMBOLS.get((font.lower(), number - _PRIVATE), "")
    found = _SYMBOLS.get((font.lower(), number))
    return found or (plain(chr(number)) if number <= 0x10FFFF else "")
