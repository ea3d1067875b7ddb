import json

from hypothesis import given
from hypothesis import strategies as st

from api.bot.reply import Item, Reply, answer_reply, letters_reply
from api.slack.blocks import BLOCK_CHARS, MARK, MORE, NOT_USEFUL, SHARE, USEFUL, Frame, message
from sources.types import Letter
from tests.unit.api.bot.test_reply import passage, response_to

MAX_BLOCKS = 50
MAX_MESSAGE = 12_000
"""Slack's own limit of all blocks together is said nowhere; messages of 13,297 characters were refused."""


def texts(block):
    """Every text that a block shows."""
    if isinstance(block, dict):
        for name, value in block.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(block, list):
        for each in block:
            yield from texts(each)


def check_limits(shown):
    assert 1 <= len(shown["blocks"]) <= MAX_BLOCKS
    assert sum(len(text) for block in shown["blocks"] for text in texts(block)) <= MAX_MESSAGE
    assert all(text for block in shown["blocks"] for text in texts(block))
    for block in shown["blocks"]:
        assert sum(map(len, texts(block))) <= BLOCK_CHARS
        assert len(block.get("block_id", "")) <= 255
        if block["type"] == "actions":
            assert all(len(button["value"]) <= 2000 for button in block["elements"])
            assert all(len(button["text"]["text"]) <= 75 for button in block["elements"])
    assert '"mrkdwn"' not in json.dumps(shown["blocks"])
    assert not {"<", ">"} & set(shown["text"])
    assert shown["mrkdwn"] is False


def answer(*passages, **more):
    response = response_to("mensen").model_copy(update={"passages": list(passages)})
    return answer_reply(response, "a" * 24, "https://brieven.example.nl", [], **more)


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(1, 4000)), min_size=1, max_size=5))
def test_no_text_of_a_letter_breaks_a_limit(parts):
    passages = [passage(text * times, 0, len(text)) for text, times in parts]
    check_limits(message(answer(*passages, whole=True), Frame("r1", "q" * 1000, "U1", True, True)))


@given(st.lists(st.text(min_size=1), max_size=60), st.integers(1, 400))
def test_no_list_of_letters_breaks_a_limit(titles, times):
    letters = [Letter(f"b{i}", f"x{t * times}", "kamerbrief", (), "b.txt", "0") for i, t in enumerate(titles)]
    check_limits(message(letters_reply(letters, "https://brieven.example.nl"), Frame("r1")))


def test_what_could_format_or_mention_is_shown_as_it_is():
    hostile = "<!channel> <@U1> *vet* _schuin_ ~door~ `code` <https://kwaad.nl|klik> > &amp; :wave: @here"
    shown = message(answer(passage(hostile, 0, 10), whole=False), Frame("r1"))
    quote = shown["blocks"][0]["elements"][0]
    assert quote == {
        "type": "rich_text_quote",
        "elements": [
            {"type": "text", "text": hostile[:10], "style": {"bold": True}},
            {"type": "text", "text": hostile[10:]},
        ],
    }
    assert shown["text"] == "&lt;!channel&gt; — Een brief (2020), p. 4"


def test_an_answer_has_its_source_as_a_link_and_its_buttons():
    shown = message(
        answer(passage("Een zin.", 0, 8), passage("Nog een.", 0, 3), whole=False), Frame("r1", votable=True)
    )
    first, remarks, buttons = shown["blocks"]
    assert first["block_id"] == f"{MARK}r1"
    assert first["elements"][1]["elements"] == [
        {"type": "text", "text": "— "},
        {
            "type": "link",
            "url": "https://brieven.example.nl/letters/brief/pages/4?start=1&end=2",
            "text": "Een brief (2020), p. 4",
        },
    ]
    assert remarks["elements"] == [{"type": "plain_text", "text": "Zekerheid 91%", "emoji": False}]
    assert [button["action_id"] for button in buttons["elements"]] == [MORE, USEFUL, NOT_USEFUL]
    assert buttons["elements"][0]["text"]["text"] == "Meer passages (1)"
    assert {button["value"] for button in buttons["elements"]} == {f"{'a' * 24}|"}


def test_a_shared_answer_says_who_asked_what():
    shown = message(answer(passage("Een zin.", 0, 8), whole=False), Frame("r1", "Wat <kost> het?", "U1"))
    lead = shown["blocks"][0]
    assert lead["block_id"] == f"{MARK}r1"
    assert lead["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " vroeg: Wat <kost> het?"},
    ]
    assert all(block["type"] != "actions" for block in shown["blocks"])


def test_a_private_answer_can_be_shared():
    shown = message(answer(passage("Een zin.", 0, 8), whole=False), Frame("r1", shareable=True))
    assert [button["action_id"] for button in shown["blocks"][-1]["elements"]] == [SHARE]


def test_a_refusal():
    reply = answer_reply(response_to("brood"), "a1", None, [], whole=False)
    shown = message(reply, Frame("r1"))
    assert shown["blocks"][0]["elements"][0]["elements"][0]["text"] == "Niet gevonden in de brieven."
    (button,) = shown["blocks"][-1]["elements"]
    assert button["text"]["text"] == "Wat er het dichtst bij komt"
    assert shown["text"] == "Niet gevonden in de brieven."


def test_a_list():
    shown = message(
        Reply(sentences=("Ik zoek in:",), items=(Item("A", "https://b.nl/a"), Item("B"))), Frame("r1")
    )
    listed = shown["blocks"][1]["elements"][0]
    assert (listed["type"], listed["style"]) == ("rich_text_list", "bullet")
    assert [item["elements"][0]["text"] for item in listed["elements"]] == ["A", "B"]
    assert shown["text"] == "Ik zoek in: A B"
