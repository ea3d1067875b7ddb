"""Footnotes of a web page: numbers that link to a text further on the page, and those texts."""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from sources.flow import Note
from sources.lines import tidy
from sources.signs import plain
from sources.web.elements import parts_lines
from sources.xml_tree import Element, name

_NUMBER = re.compile(r"^[\[(]?(\d{1,3})[\])]?$")
_HOLDERS = frozenset({"p", "li", "div", "dd", "td", "aside", "section"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_BACK = re.compile(r"^(?:[\W\d_]*|X|terug|terug naar (?:de )?tekst|naar boven)$", re.IGNORECASE)
"""What a link back to the mark says: an arrow, the number, a word."""
_LONGEST = 3_000
"""Characters of the longest text that may be a footnote; a longer one is a chapter that a number links to."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The marks of a page's footnotes, each with its key, and the elements that hold their texts."""

    marks: MutableMapping[Element, int] = field(default_factory=dict)
    texts: set[Element] = field(default_factory=set)


def find_notes(root: Element, notes: MutableMapping[int, Note]) -> Notes:
    """The footnotes of a page; their texts are put in `notes`, under the keys of their marks."""
    targets: dict[str, Element] = {}
    for element in root.iter("*"):
        for key in filter(None, (element.get("id"), element.get("name") if name(element) == "a" else None)):
            targets.setdefault(key, element)
    found = Notes()
    keys: dict[Element, int] = {}
    passed: set[Element] = set()
    for element in root.iter("*"):
        passed.add(element)
        number = _number(element)
        target = targets.get(unquote((element.get("href") or "")[1:])) if number else None
        holder = _holder(target) if target is not None and target not in passed else None
        if number is None or holder is None or holder in passed:
            continue
        if holder not in keys:
            text = _text(holder, number)
            if not text or len(text) > _LONGEST:
                continue
            keys[holder] = len(notes)
            notes[len(notes)] = Note(text, number)
            found.texts.add(holder)
        found.marks[element] = keys[holder]
    return found


def _number(link: Element) -> str | None:
    """The number that a link within the page shows, or None."""
    if name(link) != "a" or not (link.get("href") or "").startswith("#"):
        return None
    match = _NUMBER.match(tidy("".join(map(str, link.itertext()))))
    return match[1] if match else None


def _holder(target: Element) -> Element | None:
    """The element that holds the text of the footnote that a link leads to."""
    for element in (target, *target.iterancestors()):
        if name(element) in _HEADINGS or name(element) in ("body", "html", "main", "article"):
            return None
        if name(element) in _HOLDERS:
            return element
    return None


def _text(holder: Element, number: str) -> str:
    """The text of a footnote, without its number and the way back."""
    parts: list[str] = []
    walker = etree.iterwalk(holder, events=("start", "end"))
    for event, element in walker:
        parts.append(" " if parts_lines(element) else "")
        if event == "end":
            parts.append((element.tail or "") if element is not holder else "")
        elif _leads_back(element):
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    return re.sub(rf"^[\[(]?{number}[\])]?[.:)]?\s*", "", tidy(plain("".join(parts))))


def _leads_back(element: Element) -> bool:
    """Whether the element is only there to close the note, or to go back to its mark."""
    back = name(element) == "a" and (element.get("href") or "").startswith("#")
    return "note-close" in (element.get("class") or "") or (back and bool(_BACK.match(_said(element))))


def _said(element: Element) -> str:
    return tidy("".join(map(str, element.itertext())))
