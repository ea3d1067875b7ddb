"""What Slack delivers, read: what of it is for the bot, and what each delivery is known by."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from api.slack.blocks import MORE, NOT_USEFUL, SEPARATOR, SHARE, USEFUL
from api.slack.text import plain

Body = Mapping[str, Any]

_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
"""Messages of people. Others say that something happened: a message was changed or removed, someone came in."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Kind(StrEnum):
    """What is asked of the bot."""

    QUESTION = "question"
    MORE = "more"
    SHARE = "share"
    VOTE = "vote"
    PROMPTS = "prompts"


_BUTTONS = {MORE: Kind.MORE, SHARE: Kind.SHARE, USEFUL: Kind.VOTE, NOT_USEFUL: Kind.VOTE}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to do; `reply_id` tells its answer from all others.

    `thread` is the timestamp of the message that the answer hangs under, `ts` that of the one that asked. `private` is
    whether the answer is for `user` alone, through `response_url`; `direct` whether this is a conversation of one user
    with the bot. Of a button, `thread` is the one it stands in, if any, `answer_id` the answer that it stands under,
    `shared_by` who shared that, and `useful` what was voted.
    """

    kind: Kind
    reply_id: str
    channel: str
    user: str
    text: str = ""
    ts: str | None = None
    thread: str | None = None
    direct: bool = False
    private: bool = False
    response_url: str | None = None
    answer_id: str = ""
    shared_by: str | None = None
    useful: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A delivery with the keys that a copy of it shares, and the line in which it waits its turn."""

    keys: tuple[str, ...]
    line: str
    delivery: Delivery


def read_event(body: Body) -> Incoming | None:
    """What an event asks; None where it is not for the bot: its own message, another bot's, a changed one."""
    event = body["event"]
    match event["type"]:
        case "app_mention":
            return _message(body, event, direct=event.get("channel_type") == "im")
        case "message" if event.get("channel_type") == "im" and event.get("subtype") in _SUBTYPES:
            return _message(body, event, direct=True)
        case "assistant_thread_started":
            pane = event["assistant_thread"]
            place = f"{pane['channel_id']}:{pane['thread_ts']}"
            delivery = Delivery(
                Kind.PROMPTS, _reply_id(place), pane["channel_id"], pane["user_id"], thread=pane["thread_ts"]
            )
            return Incoming((f"event:{body['event_id']}", f"pane:{place}"), place, delivery)
        case _:
            return None


def read_command(body: Body) -> Incoming:
    """The question behind a slash command; its answer is private."""
    place = f"{body['channel_id']}:{body['user_id']}"
    key = f"trigger:{body['trigger_id']}"
    delivery = Delivery(
        Kind.QUESTION,
        _reply_id(key),
        body["channel_id"],
        body["user_id"],
        plain(body.get("text", "")),
        private=True,
        response_url=body["response_url"],
    )
    return Incoming((key,), place, delivery)


def read_shortcut(body: Body) -> Incoming | None:
    """The question that a message is when its shortcut is chosen; answered under that message."""
    if body["type"] != "message_action":
        return None
    message, channel = body["message"], body["channel"]["id"]
    thread = message.get("thread_ts") or message["ts"]
    key = f"trigger:{body['trigger_id']}"
    delivery = Delivery(
        Kind.QUESTION,
        _reply_id(key),
        channel,
        body["user"]["id"],
        plain(message.get("text") or ""),
        ts=message["ts"],
        thread=thread,
        response_url=body["response_url"],
    )
    return Incoming((key,), f"{channel}:{thread}", delivery)


def read_button(body: Body) -> Incoming | None:
    """What a button under an answer asks; None where the button is not one of ours."""
    action = body["actions"][0]
    kind = _BUTTONS.get(action["action_id"])
    answer_id, _, shared_by = action.get("value", "").partition(SEPARATOR)
    if kind is None or not _ID.fullmatch(answer_id):
        return None
    container = body.get("container", {})
    user, channel = body["user"]["id"], container.get("channel_id") or body["channel"]["id"]
    # An answer is shared once, however often the button is pressed; other buttons may be pressed again.
    key = f"share:{answer_id}" if kind is Kind.SHARE else f"button:{user}:{action['action_ts']}:{answer_id}"
    delivery = Delivery(
        kind,
        _reply_id(key),
        channel,
        user,
        thread=container.get("thread_ts"),
        private=bool(container.get("is_ephemeral")),
        response_url=body["response_url"],
        answer_id=answer_id,
        shared_by=shared_by or None,
        useful=action["action_id"] == USEFUL,
    )
    return Incoming((key,), f"button:{answer_id}", delivery)


def _message(body: Body, event: Body, *, direct: bool) -> Incoming | None:
    user = event.get("user")
    if not user or user in (_bot_user(body), "USLACKBOT") or event.get("bot_id") or event.get("hidden"):
        return None
    channel, ts = event["channel"], event["ts"]
    in_thread = event.get("thread_ts")
    # The event id of a copy may be new, its timestamp is not; and one that was typed once may come with two timestamps.
    keys = [f"event:{body['event_id']}", f"message:{channel}:{ts}"]
    if event.get("client_msg_id"):
        keys.append(f"typed:{event['client_msg_id']}")
    delivery = Delivery(
        Kind.QUESTION,
        _reply_id(f"message:{channel}:{ts}"),
        channel,
        user,
        plain(event.get("text") or ""),
        ts=ts,
        thread=in_thread or ts,
        direct=direct,
    )
    # Outside threads, what one user says to the bot is one conversation.
    line = channel if direct and not in_thread else f"{channel}:{in_thread or ts}"
    return Incoming(tuple(keys), line, delivery)


def _bot_user(body: Body) -> str | None:
    """The bot's own user id, which Slack sends along with each event."""
    for each in body.get("authorizations") or ():
        if each.get("is_bot") and each.get("user_id"):
            return str(each["user_id"])
    return None


def _reply_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:24]
