"""Which elements of a web page are blocks, and which end a line: the words on both sides of them are words apart."""

from sources.xml_tree import Element, name

BLOCKS = frozenset(
    "p div section article main header figure figcaption blockquote pre address center form fieldset legend hr ul ol "
    "li dl dt dd details summary table caption thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 body html".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def parts_lines(element: Element) -> bool:
    """Whether a line ends where the element begins, and where it ends."""
    return name(element) in BLOCKS or name(element) == "br"
