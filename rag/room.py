"""How much a passage may hold."""

from collections.abc import Iterable, Sequence

MAX_SENTENCES = 5
MAX_CHARACTERS = 650
"""A passage grows around its answer sentence up to these; the sentence itself may be longer."""


def size(texts: Sequence[str], numbers: Iterable[int]) -> int:
    """Characters of the sentences with these numbers, with what parts them."""
    return sum(len(texts[i]) + 1 for i in numbers)
