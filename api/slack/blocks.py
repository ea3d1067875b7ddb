"""A reply as Slack shows it: Block Kit in which no text of a letter can format, link or mention.

All text is in rich text elements and plain text, which Slack shows as they are; nothing is mrkdwn. Slack's limits: 50
blocks, 3,000 characters in a block, 255 in an id, 2,000 in the value of a button.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from api.bot.reply import Item, Quote, Reply
from api.slack.text import escaped

Block = dict[str, Any]
"""A block or an element of one, as JSON."""

MARK = "briefwijzer-"
"""How the first block of a message begins its id; what follows is the reply's own id."""

MORE = "briefwijzer-more"
SHARE = "briefwijzer-share"
USEFUL = "briefwijzer-useful"
NOT_USEFUL = "briefwijzer-not-useful"
ACTIONS = frozenset({MORE, SHARE, USEFUL, NOT_USEFUL})

BLOCK_CHARS = 3000
SEPARATOR = "|"
"""Between the parts of a button's value: the answer's id and who shared it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around a reply.

    `reply_id` tells its message from all others. `shared_by` is the user who shares it, with the `question`;
    `shareable` is whether it has a button for that, `votable` whether it has those for useful and not.
    """

    reply_id: str
    question: str = ""
    shared_by: str | None = None
    shareable: bool = False
    votable: bool = False


def message(reply: Reply, frame: Frame) -> dict[str, Any]:
    """The fields of a message: its blocks, and the text for notifications and screen readers."""
    blocks = [block for block in _blocks(reply, frame) if block is not None]
    blocks[0]["block_id"] = f"{MARK}{frame.reply_id}"
    return {
        "blocks": blocks,
        "text": escaped(reply.summary),
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _blocks(reply: Reply, frame: Frame) -> Iterator[Block | None]:
    if frame.shared_by:
        yield _rich_text(
            _section({"type": "user", "user_id": frame.shared_by}, _text(f" vroeg: {frame.question}"))
        )
    if reply.sentences:
        yield _rich_text(*(_section(_text(sentence[:BLOCK_CHARS])) for sentence in reply.sentences))
    for quote in reply.quotes:
        yield _rich_text(_quote(quote), _source(quote))
    for items in _parted(reply.items):
        yield _rich_text(
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [_section(_text(item.text, item.url)) for item in items],
            }
        )
    if reply.remarks:
        remark = " · ".join(reply.remarks)[:BLOCK_CHARS]
        yield {"type": "context", "elements": [{"type": "plain_text", "text": remark, "emoji": False}]}
    yield _buttons(reply, frame)


def _quote(quote: Quote) -> Block:
    return {
        "type": "rich_text_quote",
        "elements": [_text(run.text, strong=run.strong) for run in quote.runs if run.text],
    }


def _source(quote: Quote) -> Block:
    return _section(_text("— "), _text(quote.source, quote.url))


def _buttons(reply: Reply, frame: Frame) -> Block | None:
    if reply.answer_id is None:
        return None
    value = f"{reply.answer_id}{SEPARATOR}{frame.shared_by or ''}"
    buttons = []
    if reply.more:
        name = f"Meer passages ({reply.more})" if reply.answered else "Wat er het dichtst bij komt"
        buttons.append(_button(MORE, name, value))
    if frame.shareable:
        buttons.append(_button(SHARE, "Deel in dit kanaal", value))
    if frame.votable:
        buttons += [_button(USEFUL, "Nuttig", value), _button(NOT_USEFUL, "Niet nuttig", value)]
    return {"type": "actions", "elements": buttons} if buttons else None


def _button(action_id: str, name: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": name, "emoji": False},
        "value": value,
    }


def _rich_text(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": list(elements)}


def _text(text: str, url: str | None = None, *, strong: bool = False) -> Block:
    element: Block = {"type": "link", "url": url, "text": text} if url else {"type": "text", "text": text}
    if strong:
        element["style"] = {"bold": True}
    return element


def _parted(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items in lists of at most BLOCK_CHARS characters."""
    part: list[Item] = []
    for item in items:
        if part and sum(len(each.text) for each in part) + len(item.text) > BLOCK_CHARS:
            yield part
            part = []
        part.append(item)
    if part:
        yield part
