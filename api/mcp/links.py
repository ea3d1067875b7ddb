"""Where a letter or a page is found as a resource: its URI."""

import re
from urllib.parse import quote, unquote

from api.respond import page_url

LETTER_TEMPLATE = "briefwijzer://letters/{letter_id}"
PAGE_TEMPLATE = "briefwijzer://letters/{letter_id}/pages/{page}"
"""The paths of the web pages. The letter_id stands in the path and not first, where programs make capitals small."""

_URI = re.compile(r"briefwijzer://letters/([^/?#]+)(?:/pages/([0-9]{1,9}))?", re.ASCII)


def letter_uri(letter_id: str) -> str:
    """The letter as a resource; `letter_id` is percent-encoded."""
    return LETTER_TEMPLATE.format(letter_id=quote(letter_id, safe=""))


def page_uri(letter_id: str, page: int) -> str:
    """The page as a resource; `letter_id` is percent-encoded."""
    return "briefwijzer:/" + page_url(letter_id, page)


def parse_uri(uri: str) -> tuple[str, int | None] | None:
    """The letter_id and page that a URI names; page None for a whole letter, and None for another URI.

    `briefwijzer://letters/visie%20op/pages/4` gives ("visie op", 4).
    """
    if (found := _URI.fullmatch(uri)) is None:
        return None
    return unquote(found[1]), int(found[2]) if found[2] else None
