"""A passage with its source as text to paste: in a memo, or as Markdown."""

import re

from api.schemas import CitationOut, PassageOut
from api.terminal import with_gaps

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:@=])")
"""Every sign that Markdown, or what is built on it, may read as more than itself."""


def memo(passage: PassageOut, url: str) -> str:
    """The passage in quotation marks, its source in brackets, and its address on a line of its own."""
    return f"“{with_gaps(passage)}” ({_source(passage.citation)})\n{url}"


def markdown(passage: PassageOut, url: str) -> str:
    """The passage as a block quote with its source as a link; nothing in it can act as Markdown or HTML.

    :param url: percent-encoded, as `api.respond` makes addresses.
    """
    lines = "\n".join(f"> {_escaped(line)}  " for line in with_gaps(passage).splitlines())
    return f"{lines.rstrip()}\n>\n> — [{_escaped(_source(passage.citation))}](<{url}>)"


def _source(citation: CitationOut) -> str:
    """The citation's label, after the kind of letter: `Kamerbrief Visie op de toekomst (2020), p. 4`."""
    return f"{citation.kind[:1].upper()}{citation.kind[1:]} {citation.label}"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
