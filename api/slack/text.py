"""Text to and from Slack: its signs taken out of what a user wrote, and none left in what a letter says."""

import re

_ENTITY = re.compile(r"<([^<>]*)>")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain(text: str) -> str:
    """What a user wrote, as plain text: without mentions, links as their words, escapes undone.

    A mention says who is spoken to, and is no part of the question.

    `plain("<@U1> wat zegt <https://x.nl|de brief> over R&amp;D?")` gives "wat zegt de brief over R&D?".
    """
    text = _ENTITY.sub(lambda match: _shown(match[1]), text)
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    return " ".join(text.split())


def escaped(text: str) -> str:
    """`text` for a field that Slack reads for mentions and links: it can hold neither."""
    for escape, sign in reversed(_ESCAPES):
        text = text.replace(sign, escape)
    return text


def _shown(entity: str) -> str:
    """`#C1|algemeen` gives "#algemeen", `https://x.nl|de site` "de site", `@U2|Jan` and `!here` nothing."""
    target, _, label = entity.partition("|")
    match target[:1]:
        case "@":
            return " "
        case "#":
            return f"#{label}" if label else " "
        case "!":
            return " " if label.startswith("@") else label or " "
        case _:
            return label or target.removeprefix("mailto:")
