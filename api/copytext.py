"""A passage with its source as text to paste: in a memo, or as Markdown."""

import re

from api.schemas import CitationOut, PassageOut

LEFT_OUT = "[…] "
"""Where the letter has text between two parts of a passage."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&$:@=])")
"""Every sign that Markdown, or what is built on it, may read as more than itself."""


def quoted(passage: PassageOut) -> str:
    """The words of a passage as they are shown, with a sign where the letter has more."""
    text = passage.text
    for gap in sorted(passage.gaps, reverse=True):
        text = text[:gap] + LEFT_OUT + text[gap:]
    return text


def memo(passage: PassageOut, url: str) -> str:
    """The passage in quotation marks, its source in brackets, and its address on a line of its own."""
    return f"“{quoted(passage)}” ({_source(passage.citation)})\n{url}"


def markdown(passage: PassageOut, url: str) -> str:
    """The passage as a block quote with its source as a link; nothing in it can act as Markdown or HTML.

    :param url: percent-encoded, as `api.respond` makes addresses.
    """
    lines = "\n".join(f"> {_escaped(line)}  " for line in quoted(passage).splitlines())
    return f"{lines.rstrip()}\n>\n> — [{_escaped(_source(passage.citation))}](<{url}>)"


def _source(citation: CitationOut) -> str:
    """The citation's label, after the kind of letter: `Kamerbrief Visie op de toekomst (2020), p. 4`."""
    return f"{citation.kind[:1].upper()}{citation.kind[1:]} {citation.label}"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
