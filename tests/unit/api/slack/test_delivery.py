import pytest

from api.slack.blocks import MORE, SHARE, USEFUL
from api.slack.delivery import Kind, read_button, read_command, read_event, read_shortcut
from tests.slack import BOT, callback, command, direct, mention, press, shortcut


def test_a_mention():
    incoming = read_event(mention("Wat kost het?", ts="1.5"))
    delivery = incoming.delivery
    assert (delivery.kind, delivery.text, delivery.user, delivery.channel) == (
        Kind.QUESTION,
        "Wat kost het?",
        "U1",
        "C1",
    )
    assert (delivery.ts, delivery.thread, delivery.direct, delivery.private) == ("1.5", "1.5", False, False)
    assert incoming.keys[1:] == ("message:C1:1.5",)
    assert incoming.keys[0].startswith("event:Ev")
    assert incoming.line == "C1:1.5"


def test_copies_share_a_key_and_an_answer():
    first, second = (
        read_event(mention("a", ts="1.5")),
        read_event(mention("a", ts="1.5", edited={"user": "U1"})),
    )
    assert set(first.keys) & set(second.keys) == {"message:C1:1.5"}
    assert first.delivery.reply_id == second.delivery.reply_id
    assert first.delivery.reply_id != read_event(mention("a", ts="1.6")).delivery.reply_id
    phantom = [read_event(direct("a", ts=ts, client_msg_id="m1")) for ts in ("1.7", "1.8")]
    assert set(phantom[0].keys) & set(phantom[1].keys) == {"typed:m1"}


def test_the_thread_of_a_reply_and_the_line_of_a_conversation():
    assert read_event(mention("a", ts="2.0", thread_ts="1.5")).line == "C1:1.5"
    assert read_event(direct("a", ts="2.0")).line == "D1"
    incoming = read_event(direct("a", ts="2.0", thread_ts="1.5"))
    assert (incoming.line, incoming.delivery.thread, incoming.delivery.direct) == ("D1:1.5", "1.5", True)


@pytest.mark.parametrize(
    "event",
    [
        direct("a", bot_id="B1"),
        direct("a", subtype="bot_message", bot_id="B1"),
        direct("a", user=BOT),
        direct("a", user="USLACKBOT"),
        direct("a", user=None),
        mention("a", bot_id="B2", user="U9"),
        direct("a", subtype="message_changed", message={"text": "b"}),
        direct("a", subtype="message_deleted"),
        direct("a", subtype="channel_join"),
        direct("a", hidden=True),
        direct("a", channel_type="channel"),
        direct("a", channel_type="group"),
        callback({"type": "reaction_added", "user": "U1"}),
        callback({"type": "assistant_thread_context_changed"}),
    ],
    ids=lambda event: str(event["event"].get("subtype") or event["event"]["type"]),
)
def test_what_is_not_for_the_bot(event):
    assert read_event(event) is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_messages_of_people(subtype):
    assert read_event(direct("a", subtype=subtype)).delivery.text == "a"


def test_a_command_is_private():
    delivery = read_command(command("wat kost &lt;dit&gt;?", "https://h/r")).delivery
    assert (delivery.private, delivery.response_url, delivery.text) == (
        True,
        "https://h/r",
        "wat kost <dit>?",
    )
    assert delivery.thread is None


def test_a_shortcut_asks_the_message_it_is_chosen_at():
    incoming = read_shortcut(shortcut("Wat kost <@U3> het?", "https://h/r", ts="3.0", thread_ts="1.5"))
    delivery = incoming.delivery
    assert (delivery.text, delivery.thread, delivery.ts, delivery.user) == (
        "Wat kost het?",
        "1.5",
        "3.0",
        "U2",
    )
    assert not delivery.private
    assert read_shortcut({"type": "shortcut"}) is None


def test_buttons():
    def button(action_id, value):
        return {"type": "button", "action_id": action_id, "value": value}

    more = read_button(press(button(MORE, "a1|U7"), "https://h/r")).delivery
    assert (more.kind, more.answer_id, more.shared_by, more.private) == (Kind.MORE, "a1", "U7", False)
    shares = [read_button(press(button(SHARE, "a1|"), "https://h/r")) for _ in range(2)]
    assert shares[0].keys == shares[1].keys == ("share:a1",)
    votes = [read_button(press(button(USEFUL, "a1|"), "https://h/r")) for _ in range(2)]
    assert votes[0].keys != votes[1].keys
    assert votes[0].delivery.useful
    assert read_button(press(button("iets-anders", "a1|"), "https://h/r")) is None
    assert read_button(press(button(MORE, "../../etc"), "https://h/r")) is None


def test_the_assistant_pane():
    pane = {"channel_id": "D1", "thread_ts": "1.5", "user_id": "U1", "context": {}}
    incoming = read_event(callback({"type": "assistant_thread_started", "assistant_thread": pane}))
    assert (incoming.delivery.kind, incoming.delivery.thread) == (Kind.PROMPTS, "1.5")
    assert incoming.keys[1] == "pane:D1:1.5"
