"""XML of files that nobody vouches for: parsed without entities, DTDs or network, and never too deep to walk."""

import html
import re
from collections.abc import Iterator

from lxml import etree

from sources.errors import UnreadableLetterError

Element = etree._Element  # noqa: SLF001  (lxml gives the type of its elements no other name)

_WHOLE = re.compile(r"[+-]?[0-9]{1,6}")
_DEEPEST = 150
"""Levels of the deepest file that is read; text in a box in a table in a table stands at about 50."""


def parse_xml(data: bytes, source: str) -> Element:
    """The root of an XML file.

    :raises UnreadableLetterError: it is no XML, or nested so deep that no letter is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        if "depth" in str(exc):
            raise UnreadableLetterError(_too_deep(source)) from exc
        raise UnreadableLetterError(
            f"{source} is beschadigd of geen XML ({exc}); haal het bestand opnieuw op."
        ) from exc
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise UnreadableLetterError(_too_deep(source))
    return root


def _too_deep(source: str) -> str:
    return f"{source} is dieper genest dan een brief kan zijn; sla het bestand opnieuw op of maak er een PDF van."


def name(element: Element) -> str:
    """The element's name without its namespace; empty for comments, instructions and entities."""
    tag: object = element.tag  # a function for comments and the like, whatever the stubs say
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, local: str) -> str | None:
    """The value of the attribute with this name in whatever namespace, or None."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == local:
            return str(value)
    return None


def whole(text: str | None, default: int) -> int:
    """The whole number that an attribute holds, of at most six figures; the default where it holds none."""
    return int(text) if text and _WHOLE.fullmatch(text.strip()) else default


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children with one of these names, or all elements among the children where none is given."""
    for child in element:
        found = name(child)
        if found and (not names or found in names):
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first child, grandchild, ... along these names, or None."""
    for step in path:
        element = next(children(element, step), None) if element is not None else None
    return element


def entity_text(element: Element) -> str:
    """What an entity that was left as it is stands for, where it has a name of HTML: `&euml;` is `ë`; else nothing."""
    if element.tag is not etree.Entity:
        return ""
    text = html.unescape(element.text or "")
    return "" if text.startswith("&") else text
