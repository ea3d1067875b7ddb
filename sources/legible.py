"""Whether the text of a page is text: some PDF files show letters whose codes say nothing about which they are."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 40
"""Words that a page must have to be judged: a table of figures or a list of names has few."""
_LEAST = 0.02
"""Share of function words in running text of any kind; in Dutch prose it is about .4."""
_FUNCTION_WORDS = frozenset(
    """de het een en van in is op te dat die voor met zijn aan er om ook als bij of door naar uit over wordt worden
    the of and to a in that for it on with as at by be are from this
    der die das und den von zu mit im für ist auf nicht
    le la les des et du un une est que qui dans pour sur au par""".split()
)
"""The commonest words of Dutch, English, German and French."""


def is_legible(text: str) -> bool:
    """Whether a page's text reads as one of the languages of official documents; short texts always do."""
    words = _WORD.findall(text.lower())
    if len(words) < _FEWEST_WORDS:
        return not text or _odd(text) < len(text) / 2
    return sum(word in _FUNCTION_WORDS for word in words) >= len(words) * _LEAST


def _odd(text: str) -> int:
    """How many characters print nothing or have no meaning outside their font."""
    return sum(not c.isprintable() and not c.isspace() for c in text)
