"""What a Word file's styles and lists say of a paragraph: heading, list number, hidden, page break before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sources.office.list_numbers import BULLET, written
from sources.xml_tree import Element, attribute, child, children, whole

_HEADING = re.compile(r"^(?:heading|kop|koptekst) ?([1-9])$", re.IGNORECASE)
_TITLE = frozenset({"title", "titel"})
_CONTENTS = re.compile(r"^(?:toc|inhopg|inhoudsopgave) ?\d", re.IGNORECASE)
_LEVELS = 9
_OFF = frozenset({"0", "false", "off", "none"})
_DASHES = frozenset("-–—")
_FORMS: Mapping[str, str] = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
"""Word's names for the forms of numbers that a Dutch letter has; others are words ("eerste") or of other scripts."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers are written, where they begin, and what stands around them."""

    form: str
    text: str
    start: int
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a paragraph besides its text; `level` is a heading's, 0 for a title."""

    level: int | None = None
    mark: str = ""
    listed: bool = False
    caption: bool = False
    bold: bool = False
    hidden: bool = False
    page_before: bool = False


def on(properties: Element | None, name: str) -> bool | None:
    """Whether a switch such as `w:b` is on; None where it is not set."""
    found = child(properties, name)
    return None if found is None else (attribute(found, "val") or "on").lower() not in _OFF


def _val(element: Element | None, *path: str) -> str | None:
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


@dataclass(slots=True)
class Styles:
    """The styles of a file, and the numbers that its lists have reached."""

    styles: Mapping[str, Element]
    levels: Mapping[str, Mapping[int, Level]]
    lists: Mapping[str, str]
    default: str | None
    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    restarts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def chain(self, style: str | None) -> list[Element]:
        """A style and those that it is based on, nearest first."""
        found: list[Element] = []
        while style is not None and style in self.styles and self.styles[style] not in found:
            found.append(self.styles[style])
            style = _val(found[-1], "basedOn")
        return found

    def look(self, properties: Element | None) -> Look:
        """What a paragraph's properties and style say of it; a number of its list is used up."""
        chain = self.chain(_val(properties, "pStyle") or self.default)
        names = [(_val(style, "name") or "").lower() for style in chain]
        places = [properties, *(child(style, "pPr") for style in chain)]
        level = self._heading(places, names)
        mark, listed = self._mark(places)
        contents = any(_CONTENTS.match(name) for name in names)
        return Look(
            level,
            "" if contents else mark,
            listed=listed or contents,
            caption=any(name in ("caption", "bijschrift") for name in names),
            bold=next((v for style in chain if (v := on(child(style, "rPr"), "b")) is not None), False),
            hidden=next(
                (v for style in chain if (v := on(child(style, "rPr"), "vanish")) is not None), False
            ),
            page_before=next(
                (v for place in places if (v := on(place, "pageBreakBefore")) is not None), False
            ),
        )

    def hides(self, style: str | None) -> bool:
        """Whether a character style hides its text."""
        return next((v for s in self.chain(style) if (v := on(child(s, "rPr"), "vanish")) is not None), False)

    def _heading(self, places: list[Element | None], names: list[str]) -> int | None:
        outline = next((v for place in places if (v := _val(place, "outlineLvl")) is not None), None)
        if outline is not None:
            level = whole(outline, _LEVELS)
            return level + 1 if level < _LEVELS else None
        if names and names[0] in _TITLE:
            return 0
        return next((int(match[1]) for name in names if (match := _HEADING.match(name))), None)

    def _mark(self, places: list[Element | None]) -> tuple[str, bool]:
        """The number or bullet before a paragraph, and whether it is of a list."""
        used = next((p for place in places if (p := child(place, "numPr")) is not None), None)
        number = next((v for place in places if (v := _val(place, "numPr", "numId")) is not None), None)
        if used is None or number is None or number not in self.lists:
            return "", False
        depth = next((v for place in places if (v := _val(place, "numPr", "ilvl")) is not None), None)
        level = min(max(whole(depth, 0), 0), _LEVELS - 1)
        levels = self.levels[number]
        if level not in levels:
            return "", False
        count = self._count(number, level)
        return _written(levels, count, level), True

    def _count(self, number: str, level: int) -> dict[int, int]:
        """The numbers of all levels, this one raised; deeper ones begin anew, but for those that never do."""
        levels = self.levels[number]
        count = self.reached.setdefault(self.lists[number], {})
        if number not in self.begun:
            self.begun.add(number)
            for depth, start in self.restarts.get(number, {}).items():
                count[depth] = start - 1
        count[level] = count.get(level, levels[level].start - 1) + 1
        for depth in range(level):
            count.setdefault(depth, levels[depth].start if depth in levels else 1)
        for depth in [d for d in count if d > level]:
            restart = levels[depth].restart if depth in levels else None
            if restart is None or (restart and level < restart):
                del count[depth]
        return count


def _written(levels: Mapping[int, Level], count: Mapping[int, int], level: int) -> str:
    """A list number as it is shown: its levels in the form that each has; empty where a form is not known."""
    own = levels[level]
    if own.form == "bullet":
        return own.text if own.text in _DASHES else BULLET
    out = own.text
    for depth in range(_LEVELS):
        if f"%{depth + 1}" in out:
            form = levels[depth].form if depth in levels else "decimal"
            shown = form_of(form, count.get(depth, 1))
            if shown is None:
                return ""
            out = out.replace(f"%{depth + 1}", shown)
    return out


def form_of(form: str, number: int) -> str | None:
    """A number in one of Word's forms, None for those that are not known; `none` is no number."""
    return "" if form == "none" else written(_FORMS.get(form, ""), number)


def read_styles(styles: Element | None, numbering: Element | None) -> Styles:
    """The styles and lists of a file, from the roots of its `styles.xml` and `numbering.xml`."""
    named = (
        {attribute(s, "styleId") or "": s for s in children(styles, "style")} if styles is not None else {}
    )
    default = next(
        (
            key
            for key, s in named.items()
            if attribute(s, "type") == "paragraph" and attribute(s, "default") in ("1", "true")
        ),
        None,
    )
    out = Styles(named, {}, {}, default)
    if numbering is not None:
        _read_lists(out, numbering)
    return out


def _read_lists(out: Styles, numbering: Element) -> None:
    abstract = {attribute(a, "abstractNumId"): a for a in children(numbering, "abstractNum")}
    linked = {_val(a, "styleLink"): a for a in abstract.values() if child(a, "styleLink") is not None}
    levels: dict[str, Mapping[int, Level]] = {}
    lists: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for num in children(numbering, "num"):
        number, key = attribute(num, "numId"), _val(num, "abstractNumId")
        definition = abstract.get(key)
        if definition is not None and child(definition, "numStyleLink") is not None:
            definition = linked.get(_val(definition, "numStyleLink"), definition)
        if number is None or key is None or definition is None:
            continue
        own = {whole(attribute(lvl, "ilvl"), 0): _level(lvl) for lvl in children(definition, "lvl")}
        for override in children(num, "lvlOverride"):
            depth = whole(attribute(override, "ilvl"), 0)
            if (lvl := child(override, "lvl")) is not None:
                own[depth] = _level(lvl)
            if (start := _val(override, "startOverride")) is not None:
                restarts.setdefault(number, {})[depth] = whole(start, 1)
        levels[number], lists[number] = own, attribute(definition, "abstractNumId") or key
    out.levels, out.lists, out.restarts = levels, lists, restarts


def _level(lvl: Element) -> Level:
    own = "decimal" if child(lvl, "AlternateContent") is None else "custom"
    form = _val(lvl, "numFmt") or own
    restart = _val(lvl, "lvlRestart")
    return Level(
        form,
        _val(lvl, "lvlText") or "",
        whole(_val(lvl, "start"), 1),
        whole(restart, 0) if restart is not None else None,
    )
