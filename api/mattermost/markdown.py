"""A reply as Mattermost shows it: Markdown in which no text of a letter can format, link or mention.

Signs that Markdown gives a meaning get a backslash. For the rest that does not do: Mattermost looks for mentions,
channels, hashtags, emoji and addresses in the text after the backslashes are gone. There a space without width stands
after the first sign. `<` and `>` are written as entities, for `<!channel>` is a mention to it as it is to Slack.
"""

import re

from api.bot.reply import Quote, Reply

MAX_CHARS = 15_000
"""Mattermost takes 16,383 characters in a message."""

NO_WIDTH = "\u200b"

_MARKDOWN = re.compile(r"[\\`*_\[\]|]")
_LOOKED_FOR = re.compile(
    r"[@~#$]|:(?=[a-zA-Z0-9_+-]+:)|(?<=[a-zA-Z]):(?=//)|\bwww(?=\.)|\bmailto(?=:)", re.IGNORECASE
)
_BEGINS_A_LINE = re.compile(r"^\s*(?=[-+=]|\d+[.)])|^\s{4,}|^\t", re.MULTILINE)
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def markdown(reply: Reply) -> str:
    """The reply as text for one message."""
    parts = [escaped(sentence) for sentence in reply.sentences]
    parts += [_quote(quote) for quote in reply.quotes]
    if reply.items:
        parts.append("\n".join(f"- {_linked(item.text, item.url)}" for item in reply.items))
    remarks = [escaped(remark) for remark in reply.remarks]
    if reply.more:
        what = (
            f"nog {reply.more}: typ “meer”" if reply.answered else "wat er het dichtst bij komt: typ “meer”"
        )
        remarks.append(what)
    if remarks:
        parts.append(" · ".join(remarks))
    while len(parts) > 1 and len("\n\n".join(parts)) > MAX_CHARS:
        # The last quote but for the remarks; the first one always fits.
        parts.pop(-2 if remarks else -1)
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """`text` that is shown as it is."""
    for sign, entity in _ENTITIES:
        text = text.replace(sign, entity)
    text = _LOOKED_FOR.sub(lambda match: match[0] + NO_WIDTH, text)
    text = _MARKDOWN.sub(lambda match: f"\\{match[0]}", text)
    return _BEGINS_A_LINE.sub(NO_WIDTH, text)


def _quote(quote: Quote) -> str:
    text = "".join(_strong(escaped(run.text)) if run.strong else escaped(run.text) for run in quote.runs)
    lines = [f"> {line}".rstrip() for line in text.split("\n")]
    return "\n".join([*lines, ">", f"> — {_linked(quote.source, quote.url)}"])


def _strong(text: str) -> str:
    """Each line in bold, without the white space around it: Markdown wants the signs against the words."""
    return re.sub(r"^(\s*)(\S.*?)(\s*)$", r"\1**\2**\3", text, flags=re.MULTILINE)


def _linked(text: str, url: str | None) -> str:
    return f"[{escaped(text)}]({url})" if url else escaped(text)
