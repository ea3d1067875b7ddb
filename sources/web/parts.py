"""Parts of a web page: what nobody sees, the signs of list items, tables that hold something and their cells."""

import re
from collections.abc import Iterator

from lxml import etree

from sources.lines import tidy
from sources.office.list_numbers import BULLET, written
from sources.signs import LINE_END, note_mark, plain
from sources.tables import Cell, Spanning, spread
from sources.web.elements import HEADINGS, parts_lines
from sources.web.notes import Notes
from sources.xml_tree import Element, name, whole

_NOT_TEXT = frozenset(
    "script style noscript template svg iframe object head nav aside footer select textarea input button canvas audio "
    "video dialog map del s strike".split()
)
_NOT_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu menubar alert".split())
_NOT_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|breadcrumbs?|skip-?links?|share|sharing|social|pageactions|modal|note-close|disclaimer|"
    r"visually-?hidden|sr-only|hidden|d-none)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BEFORE_TEXT = "\0"
"""Stands between an item's number and its text, which may be in a paragraph of its own."""
_UNMARKED = re.compile(r"list-style[\w-]*\s*:\s*none|\b(?:expliciet|list-unstyled)\b")
"""Style or class of a list whose items have no sign, or one that stands in their text."""


def is_hidden(element: Element) -> bool:
    """Whether the element is no part of what the page tells, or nobody sees it."""
    if name(element) in _NOT_TEXT:
        return not (name(element) == "button" and any(name(up) in HEADINGS for up in element.iterancestors()))
    if name(element) == "header" and next(element.iter("h1", "h2"), None) is None:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _NOT_ROLES or _HIDING.search(element.get("style") or ""):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return name(element) not in ("body", "html", "main", "article") and bool(_NOT_CLASSES.search(named))


def item_mark(item: Element, counts: dict[Element, int]) -> str:
    """The number or bullet that a browser shows before an item of a list.

    :param counts: for each list the number of its next item; this item's is used up.
    """
    parent = item.getparent()
    if parent is None or _UNMARKED.search(f"{parent.get('style') or ''} {parent.get('class') or ''}"):
        return ""
    if name(parent) != "ol":
        return BULLET
    following = counts[parent] if parent in counts else _first_number(parent)
    number = whole(item.get("value"), following)
    counts[parent] = number + (-1 if parent.get("reversed") is not None else 1)
    shown = written(parent.get("type") or "1", number)
    return f"{shown}." if shown else ""


def _first_number(element: Element) -> int:
    last = sum(1 for _ in element.iterchildren("li")) if element.get("reversed") is not None else 1
    return whole(element.get("start"), last)


def table_grid(table: Element, notes: Notes) -> tuple[list[list[Cell]], int]:
    """The cells of a table, and how many rows at its top are column heads."""
    rows = [row for row in _rows(table) if not is_hidden(row)]
    grid: list[list[Cell]] = spread(
        [[_cell(cell, notes) for cell in row.iterchildren("td", "th")] for row in rows]
    )
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    return grid, heads


def _cell(cell: Element, notes: Notes) -> Spanning:
    text = LINE_END.join(cell_lines(cell, notes))
    return Spanning(text, _span(cell, "colspan"), _span(cell, "rowspan"))


def cell_lines(element: Element, notes: Notes) -> list[str]:
    """The paragraphs of a cell, a caption or a heading."""
    parts: list[str] = []
    counts: dict[Element, int] = {}
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        edge = LINE_END if parts_lines(part) else ""
        if event == "end":
            parts += [edge, plain(part.tail or "") if part is not element else ""]
        elif part is not element and (is_hidden(part) or part in notes.texts):
            walker.skip_subtree()
        elif part in notes.marks:
            parts.append(note_mark(notes.marks[part]))
            walker.skip_subtree()
        else:
            mark = item_mark(part, counts) if name(part) == "li" else ""
            parts += [edge, mark and f"{mark}{_BEFORE_TEXT}", plain(part.text or "")]
    text = re.sub(f"{_BEFORE_TEXT}\\s*", " ", "".join(parts))
    return [line for line in map(tidy, text.split(LINE_END)) if line]


def is_layout(table: Element) -> bool:
    """Whether a table only puts things in their place: by its role, or with one column, headings or tables in it."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return next(table.iter("th"), None) is None
    inner = [found for found in table.iter("table") if found is not table]
    return bool(inner) or all(len(list(row.iterchildren("td", "th"))) <= 1 for row in _rows(table))


def _rows(table: Element) -> Iterator[Element]:
    for part in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        if name(part) == "tr":
            yield part
        else:
            yield from part.iterchildren("tr")


def _is_head(row: Element) -> bool:
    """Whether a row is one of column heads: in the table's head, or all of head cells."""
    parent = row.getparent()
    if parent is not None and name(parent) == "thead":
        return True
    cells = [name(cell) for cell in row.iterchildren("td", "th")]
    return len(cells) > 1 and (set(cells) == {"th"} or (cells[0] == "td" and set(cells[1:]) == {"th"}))


def _span(cell: Element, key: str) -> int:
    return max(whole(cell.get(key), 1), 1)
