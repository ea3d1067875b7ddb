"""What an OpenDocument text's styles and lists say of a paragraph: bold, hidden, page break before, list number."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sources.office.list_numbers import BULLET, written
from sources.xml_tree import Element, attribute, child, children, name, whole

_DASHES = frozenset("-–—")
_PAGE = frozenset({"page", "even-page", "odd-page"})
_DEEPEST = 10
_HEADING = re.compile(r"^(?:heading|kop) ?([1-9])$", re.IGNORECASE)
_TITLE = frozenset({"title", "titel"})


@dataclass(slots=True)
class OdtStyles:
    """The styles of a file by name, and the numbers that its lists have reached."""

    styles: Mapping[str, Element]
    lists: Mapping[str, Element]
    outline: Element | None
    _by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    _by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    _headings: dict[int, int] = field(default_factory=dict)

    def chain(self, style: str | None) -> list[Element]:
        """A style and those that it is based on, nearest first."""
        found: list[Element] = []
        while style is not None and style in self.styles and self.styles[style] not in found:
            found.append(self.styles[style])
            style = attribute(found[-1], "parent-style-name")
        return found

    def setting(self, style: str | None, kind: str, key: str) -> str | None:
        """What a style says of a thing: `setting("P1", "text-properties", "font-weight")`; None for nothing."""
        for each in self.chain(style):
            found = child(each, kind)
            if found is not None and (value := attribute(found, key)) is not None:
                return value
        return None

    def breaks(self, style: str | None) -> tuple[bool, bool]:
        """Whether a paragraph of this style begins a page, and whether it ends one."""
        first = self.chain(style)[:1]
        turned = any(attribute(each, "master-page-name") for each in first)
        before = self.setting(style, "paragraph-properties", "break-before") in _PAGE
        return turned or before, self.setting(style, "paragraph-properties", "break-after") in _PAGE

    def heading_level(self, style: str | None) -> int | None:
        """The level of a heading that only its style makes one, 0 for a title; None for other paragraphs."""
        for each in self.chain(style):
            called = (attribute(each, "display-name") or attribute(each, "name") or "").replace("_20_", " ")
            if called.lower() in _TITLE:
                return 0
            if level := whole(attribute(each, "default-outline-level"), 0):
                return level
            if match := _HEADING.match(called):
                return int(match[1])
        return None

    def begin_list(self, element: Element, style: str | None) -> dict[int, int]:
        """The numbers that a list begins with: those of the list that it goes on from, or none."""
        before = attribute(element, "continue-list")
        counts: dict[int, int] = {}
        if before in self._by_id:
            counts = self._by_id[before]
        elif attribute(element, "continue-numbering") == "true":
            counts = self._by_style.get(style or "", {})
        self._by_id[attribute(element, "id") or ""] = counts
        self._by_style[style or ""] = counts
        return counts

    def item_mark(self, style: str | None, counts: dict[int, int], depth: int, start: str | None) -> str:
        """The number or bullet of the next item of a list at this depth, from 1."""
        definition = self.lists.get(style or "")
        return _mark(definition, counts, depth, start) if definition is not None else BULLET

    def heading_mark(self, level: int) -> str:
        """The number of the next heading of this level; empty where headings have none."""
        return _mark(self.outline, self._headings, level, None) if self.outline is not None else ""


def _mark(definition: Element, counts: dict[int, int], depth: int, start: str | None) -> str:
    levels = {whole(attribute(level, "level"), 0): level for level in children(definition)}
    level = levels.get(min(depth, _DEEPEST))
    first = whole(attribute(level, "start-value"), 1) if level is not None else 1
    counts[depth] = whole(start, counts.get(depth, first - 1) + 1)
    for deeper in [d for d in counts if d > depth]:
        del counts[deeper]
    if level is None or "image" in name(level):
        return "" if level is None else BULLET
    if "bullet" in name(level):
        sign = attribute(level, "bullet-char") or ""
        return sign if sign in _DASHES else BULLET
    shown = whole(attribute(level, "display-levels"), 1)
    numbers = list(_numbers(levels, counts, depth, shown))
    if not numbers or None in numbers:
        return ""
    joined = ".".join(filter(None, numbers))
    return f"{attribute(level, 'num-prefix') or ''}{joined}{attribute(level, 'num-suffix') or ''}"


def _numbers(
    levels: Mapping[int, Element], counts: Mapping[int, int], depth: int, shown: int
) -> Iterator[str | None]:
    """The numbers of a level and of those above it that are shown with it; None for one in a form that is not known."""
    for each in range(max(1, depth - shown + 1), depth + 1):
        level = levels.get(each)
        form = attribute(level, "num-format") if level is not None else None
        if form:
            yield written(form, counts.get(each, 1))


def read_odt_styles(*roots: Element | None) -> OdtStyles:
    """The styles of a file, from the roots of its parts; the first that has a name wins."""
    styles: dict[str, Element] = {}
    lists: dict[str, Element] = {}
    outline: Element | None = None
    for root in roots:
        for group in children(root, "automatic-styles", "styles") if root is not None else ():
            for each in children(group):
                key = attribute(each, "name") or ""
                if name(each) == "style":
                    styles.setdefault(key, each)
                elif name(each) == "list-style":
                    lists.setdefault(key, each)
                elif name(each) == "outline-style":
                    outline = each
    return OdtStyles(styles, lists, outline)
