"""The bot in Slack over HTTP: signed requests to the running server, and what Slack's stand-in hears of it."""

from dataclasses import replace

import pytest

from api.bot.conversation import FOLLOWS_NOTHING, NO_LETTERS, NOTHING_BEFORE
from api.live import LiveAssistant
from api.slack.blocks import MARK, MORE, NOT_USEFUL, SHARE, USEFUL
from api.slack.platform import EXPIRED, NOT_A_MEMBER, SEARCHING, STATUS, THANKS
from rag.types import Answered
from sources.types import Page, Span
from tests.bots import running, settings_for
from tests.slack import (
    TOKEN,
    callback,
    command,
    direct,
    failing,
    mention,
    press,
    shortcut,
    timestamp,
)
from tests.unit.api.fakes import ANY, PEOPLE, PEOPLE_INTRO, VISION, FakeAssistant, cited

PAGE = "https://brieven.example.nl/letters/visie%20%26%20toekomst/pages/1"
QUESTION = "Hoeveel mensen werken er in de industrie?"


LONG_ANSWER = "Dit is het antwoord."
LONG_TEXT = "Nog een zin. " * 900 + LONG_ANSWER + " Nog een zin." * 900


class LongAssistant(FakeAssistant):
    """Answers with passages that are far too long for a message."""

    def ask(self, question, top_k=5, filters=ANY):  # noqa: ARG002
        letter = replace(VISION, pages=(Page(1, LONG_TEXT),))
        return Answered(
            question, 0.9, (cited(letter, (Span(1, 0, len(LONG_TEXT)),), LONG_ANSWER, 0.9),) * top_k
        )


def shown(post):
    """All text that a message shows."""

    def texts(value):
        if isinstance(value, dict):
            for name, each in value.items():
                yield from [each] if name == "text" and isinstance(each, str) else texts(each)
        elif isinstance(value, list):
            for each in value:
                yield from texts(each)

    return "\n".join(texts(post["blocks"]))


def buttons(post):
    """The buttons of a message by their action."""
    return {
        button["action_id"]: button
        for block in post["blocks"]
        if block["type"] == "actions"
        for button in block["elements"]
    }


# Where it can be asked


def test_a_mention_is_answered_in_its_thread(slack, server):
    response = server.slack(mention(QUESTION, ts="1750000001.000100"))
    assert (response.status_code, response.text) == (200, "")
    (post,) = slack.wait_for("chat.postMessage")
    assert (post["channel"], post["thread_ts"]) == ("C1", "1750000001.000100")
    end = 10 + len(PEOPLE_INTRO) + len(PEOPLE)
    assert post["blocks"][0].pop("block_id").startswith(MARK)
    assert post["blocks"][0] == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_quote",
                "elements": [
                    {"type": "text", "text": PEOPLE_INTRO},
                    {"type": "text", "text": PEOPLE, "style": {"bold": True}},
                ],
            },
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "— "},
                    {
                        "type": "link",
                        "url": f"{PAGE}?start=10&end={end}",
                        "text": "Visie op de toekomst van de industrie (2020-10), p. 1",
                    },
                ],
            },
        ],
    }
    assert post["blocks"][1]["elements"][0]["text"] == "Zekerheid 91%"
    assert len(post["blocks"]) == 2
    assert post["text"] == f"{PEOPLE} — Visie op de toekomst van de industrie (2020-10), p. 1"
    assert [call.token for call in slack.calls] == [TOKEN]
    assert [question for question, _, _ in server.assistant.asked] == [QUESTION]


def test_a_mention_in_a_thread_is_answered_there(slack, server):
    server.slack(mention(QUESTION, ts="1750000002.000100", thread_ts="1750000001.000100"))
    assert slack.wait_for("chat.postMessage")[0]["thread_ts"] == "1750000001.000100"


def test_a_direct_message_is_answered(slack, server):
    server.slack(direct(QUESTION, ts="1750000001.000100"))
    (post,) = slack.wait_for("chat.postMessage")
    assert (post["channel"], post["thread_ts"]) == ("D1", "1750000001.000100")
    assert PEOPLE in shown(post)


def test_the_assistant_pane(slack, server):
    pane = {"channel_id": "D1", "thread_ts": "1750000001.000100", "user_id": "U1", "context": {}}
    server.slack(callback({"type": "assistant_thread_started", "assistant_thread": pane}))
    (prompts,) = slack.wait_for("assistant.threads.setSuggestedPrompts")
    assert (prompts["channel_id"], prompts["thread_ts"]) == ("D1", "1750000001.000100")
    assert [prompt["message"] for prompt in prompts["prompts"]] == ["brieven", "help"]
    server.slack(callback({"type": "assistant_thread_context_changed", "assistant_thread": pane}))
    server.slack(direct(QUESTION, thread_ts="1750000001.000100"))
    assert slack.wait_for("chat.postMessage")[0]["thread_ts"] == "1750000001.000100"


def test_a_command_is_answered_privately_and_may_be_shared_once(slack, server):
    response = server.slack(command(QUESTION, slack.response_url("vraag")))
    assert (response.status_code, response.text) == (200, "")
    (private,) = slack.wait_for("respond")
    assert (private["to"], private["response_type"], private["replace_original"]) == (
        "vraag",
        "ephemeral",
        False,
    )
    assert PEOPLE in shown(private)
    share = buttons(private)[SHARE]
    for _ in range(2):
        assert server.slack(press(share, slack.response_url("delen"))).status_code == 200
    server.settle()
    public, removed = slack.of("respond")[1:]
    assert (public["to"], public["response_type"], public["replace_original"]) == (
        "delen",
        "in_channel",
        False,
    )
    lead = public["blocks"][0]["elements"][0]["elements"]
    assert lead == [{"type": "user", "user_id": "U2"}, {"type": "text", "text": f" vroeg: {QUESTION}"}]
    assert PEOPLE in shown(public)
    assert SHARE not in buttons(public)
    assert removed == {"to": "delen", "delete_original": True}
    assert slack.posted == []


def test_a_shortcut_answers_under_the_message(slack, server):
    url = slack.response_url("kort")
    server.slack(shortcut(f"Weet iemand: {QUESTION}", url, ts="1750000001.000100"))
    (post,) = slack.wait_for("chat.postMessage")
    assert (post["channel"], post["thread_ts"]) == ("C1", "1750000001.000100")
    assert slack.of("respond") == []


def test_a_shortcut_where_the_bot_is_no_member_answers_privately(slack, server):
    slack.scripts["chat.postMessage"] = [failing("not_in_channel")]
    server.slack(shortcut(QUESTION, slack.response_url("kort")))
    (private,) = slack.wait_for("respond")
    assert (private["to"], private["response_type"]) == ("kort", "ephemeral")
    assert PEOPLE in shown(private)
    assert NOT_A_MEMBER in shown(private)


# What it answers


def test_the_other_passages_come_with_the_button(slack, server):
    server.slack(mention("mensen klimaat fabriek"))
    (post,) = slack.wait_for("chat.postMessage")
    button = buttons(post)[MORE]
    assert button["text"]["text"] == "Meer passages (2)"
    server.slack(press(button, slack.response_url("meer")))
    (whole,) = slack.wait_for("respond")
    assert whole["replace_original"] is True
    quotes = [block for block in whole["blocks"] if block["type"] == "rich_text"]
    assert len(quotes) == 3
    assert MORE not in buttons(whole)
    # The text of a letter is shown as it is; nothing of it can steer Slack.
    assert '<script>document.title="geraakt"</script> <img src=x onerror=alert(1)> & ' in shown(whole)
    assert "<" not in whole["text"]


def test_a_refusal_says_that_the_letters_do_not_hold_the_answer(slack, server):
    server.slack(mention("Wat kost een brood?"))
    (post,) = slack.wait_for("chat.postMessage")
    assert shown(post) == "Niet gevonden in de brieven.\nWat er het dichtst bij komt"
    assert post["text"] == "Niet gevonden in de brieven."
    server.slack(press(buttons(post)[MORE], slack.response_url("meer")))
    (nearest,) = slack.wait_for("respond")
    assert "Wat er het dichtst bij komt (waarschijnlijk geen antwoord op de vraag):" in shown(nearest)
    assert PEOPLE in shown(nearest)


def test_what_was_shared_stays_shared_when_it_is_shown_whole(slack, server):
    server.slack(command("mensen klimaat", slack.response_url("a")))
    (private,) = slack.wait_for("respond")
    server.slack(press(buttons(private)[SHARE], slack.response_url("b")))
    public = slack.wait_for("respond", 2)[1]
    server.slack(press(buttons(public)[MORE], slack.response_url("c"), user={"id": "U9"}))
    slack.wait(lambda: any(each["to"] == "c" for each in slack.of("respond")))
    whole = next(each for each in slack.of("respond") if each["to"] == "c")
    assert whole["blocks"][0]["elements"][0]["elements"][0] == {"type": "user", "user_id": "U2"}
    assert len([block for block in whole["blocks"] if block["type"] == "rich_text"]) == 3


def test_a_private_answer_shown_whole_can_still_be_shared(slack, server):
    server.slack(command("mensen klimaat", slack.response_url("a")))
    (private,) = slack.wait_for("respond")
    container = {"type": "message", "channel_id": "C1", "message_ts": timestamp(), "is_ephemeral": True}
    server.slack(press(buttons(private)[MORE], slack.response_url("b"), container=container))
    assert set(buttons(slack.wait_for("respond", 2)[1])) == {SHARE}


def test_an_answer_of_long_ago_cannot_be_shown_again(slack, server):
    button = {"type": "button", "action_id": MORE, "value": "0123456789abcdef|"}
    server.slack(press(button, slack.response_url("oud")))
    (told,) = slack.wait_for("respond")
    assert (told["text"], told["replace_original"]) == (EXPIRED, False)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "&lt;b&gt;mensen&lt;/b&gt; in de <https://x.nl|industrie> &amp; zorg?",
            "<b>mensen</b> in de industrie & zorg?",
        ),
        ("vraag <@U7|Jan> hoeveel <!here> mensen <#C9|industrie>", "vraag hoeveel mensen #industrie"),
    ],
)
def test_a_question_in_html_or_with_mentions(slack, server, text, asked):
    server.slack(mention(text))
    (post,) = slack.wait_for("chat.postMessage")
    assert PEOPLE in shown(post)
    assert [question for question, _, _ in server.assistant.asked] == [asked]


def test_a_very_long_passage_is_cut_around_its_answer(slack, store):
    with running(settings_for(slack, store), LongAssistant()) as server:
        server.slack(mention("Wat is er lang?"))
        (post,) = slack.wait_for("chat.postMessage")
        quote = post["blocks"][0]["elements"][0]["elements"]
        before, answer, after = (run["text"] for run in quote)
        assert before.startswith("[…] ")
        assert before.endswith("Nog een zin. Nog een zin. ")
        assert answer == LONG_ANSWER
        assert after.startswith(" Nog een zin. Nog")
        assert after.endswith((" zin. […]", " Nog […]", " een […]"))
        assert 1400 < len(before + answer + after) <= 1500
        server.slack(press(buttons(post)[MORE], slack.response_url("meer")))
        (whole,) = slack.wait_for("respond")
        assert len(shown(whole)) < 12_000
        assert shown(whole).count(LONG_ANSWER) == 5


def test_an_empty_mention_is_asked_what_it_wants(slack, server):
    server.slack(mention(""))
    (post,) = slack.wait_for("chat.postMessage")
    assert shown(post).startswith("Wat wilt u uit de brieven weten?\nNoem mij in een kanaal")
    assert server.assistant.asked == []


def test_help(slack, server):
    server.slack(mention("help"))
    (post,) = slack.wait_for("chat.postMessage")
    assert shown(post).startswith("Ik zoek antwoorden in brieven van de overheid en geef ze woord voor woord")


def test_the_letters(slack, server):
    server.slack(direct("Welke brieven zijn er?"))
    (post,) = slack.wait_for("chat.postMessage")
    assert "Ik zoek in 2 brieven:" in shown(post)
    assert "<b>Brief</b> met streken (2025): beslisnota, DGBI / 101636279" in shown(post)
    links = post["blocks"][1]["elements"][0]["elements"]
    assert links[1]["elements"][0]["url"] == PAGE


def test_a_question_that_cannot_be_asked(slack, server):
    server.slack(mention("stuk"))
    (post,) = slack.wait_for("chat.postMessage")
    assert shown(post).startswith("Er ging iets mis bij het zoeken.")
    assert "geheim" not in str(post)


def test_filters_in_words(slack, server):
    server.slack(mention(f"alleen de brief van Keijzer: {QUESTION}"))
    (post,) = slack.wait_for("chat.postMessage")
    assert "Alleen gezocht in: de brief van Keijzer" in shown(post)
    ((question, _, filters),) = server.assistant.asked
    assert (question, filters.letter_ids) == (QUESTION, ("visie & toekomst",))
    server.slack(mention(f"alleen de brief over windmolens: {QUESTION}"))
    post = slack.wait_for("chat.postMessage", 2)[1]
    assert shown(post).startswith("Ik weet niet welke brieven u bedoelt met “de brief over windmolens”.")


# Follow-ups


def test_a_follow_up_is_asked_with_the_question_before_it(slack, server):
    server.slack(mention(f"alleen brieven vanaf 2020: {QUESTION}", ts="1750000001.000100"))
    slack.wait_for("chat.postMessage")
    for text in ("en in 2020?", "en in 2021?"):
        server.slack(mention(text, thread_ts="1750000001.000100"))
    server.settle()
    assert [question for question, _, _ in server.assistant.asked] == [
        QUESTION,
        f"{QUESTION} en in 2020?",
        f"{QUESTION} en in 2021?",
    ]
    assert {filters.date_from for _, _, filters in server.assistant.asked} == {"2020"}
    assert f"Gevraagd als vervolg: “{QUESTION} en in 2020?”" in shown(slack.posted[1])


def test_more_shows_all_passages_of_the_last_answer(slack, server):
    server.slack(direct("mensen klimaat"))
    server.slack(direct("en de fabriek?"))
    server.slack(direct("meer"))
    whole = slack.wait_for("chat.postMessage", 3)[2]
    assert len([block for block in whole["blocks"] if block["type"] == "rich_text"]) == 3
    assert "Bij de vraag: “mensen klimaat en de fabriek?”" in shown(whole)
    assert buttons(whole) == {}
    server.slack(mention("meer"))
    assert shown(slack.wait_for("chat.postMessage", 4)[3]) == NOTHING_BEFORE


def test_a_follow_up_of_nothing_says_so(slack, server):
    server.slack(mention(QUESTION, ts="1750000001.000100"))
    slack.wait_for("chat.postMessage")
    server.slack(mention("en in 2020?", thread_ts="1750000009.000100"))
    assert shown(slack.wait_for("chat.postMessage", 2)[1]) == FOLLOWS_NOTHING
    assert len(server.assistant.asked) == 1


def test_in_a_direct_conversation_threads_are_not_needed(slack, server):
    server.slack(direct(QUESTION))
    server.slack(direct("en in 2020?"))
    slack.wait_for("chat.postMessage", 2)
    assert [question for question, _, _ in server.assistant.asked] == [QUESTION, f"{QUESTION} en in 2020?"]


def test_commands_follow_the_same_users_commands_alone(slack, server):
    server.slack(command(QUESTION, slack.response_url("a")))
    slack.wait_for("respond")
    server.slack(command("en in 2020?", slack.response_url("b")))
    slack.wait_for("respond", 2)
    server.slack({**command("en in 2020?", slack.response_url("c")), "user_id": "U9"})
    assert shown(slack.wait_for("respond", 3)[2]) == FOLLOWS_NOTHING
    assert len(server.assistant.asked) == 2


# While it takes long


def test_a_slow_answer_is_acknowledged_at_once_and_announced(slack, server):
    event = mention("traag mensen", ts="1750000001.000100")
    assert server.slack(event).status_code == 200
    (status,) = slack.wait_for("assistant.threads.setStatus")
    assert status == {"channel_id": "C1", "thread_ts": "1750000001.000100", "status": STATUS}
    assert slack.posted == []
    # Slack has heard nothing of the answer yet, and others are not kept waiting by it.
    assert (
        server.slack(event, **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}).status_code
        == 200
    )
    server.slack(mention(QUESTION, ts="1750000002.000100"))
    assert slack.wait_for("chat.postMessage")[0]["thread_ts"] == "1750000002.000100"
    server.assistant.go.set()
    slack.wait_for("chat.postMessage", 2)
    server.settle()
    assert [post["thread_ts"] for post in slack.posted] == ["1750000002.000100", "1750000001.000100"]


def test_a_slow_command_is_announced_privately(slack, server):
    server.slack(command("traag mensen", slack.response_url("a")))
    (told,) = slack.wait_for("respond")
    assert (told["text"], told["response_type"]) == (SEARCHING, "ephemeral")
    server.assistant.go.set()
    assert PEOPLE in shown(slack.wait_for("respond", 2)[1])


def test_a_sign_that_slack_does_not_take_is_left_out(slack, server):
    slack.scripts["assistant.threads.setStatus"] = [failing("channel_type_not_supported")]
    server.slack(mention("traag mensen"))
    slack.wait_for("assistant.threads.setStatus")
    server.assistant.go.set()
    assert PEOPLE in shown(slack.wait_for("chat.postMessage")[0])


def test_a_question_waits_for_the_letters_to_be_loaded(slack, store):
    assistant = FakeAssistant()
    found = []
    live = LiveAssistant(lambda: assistant, lambda: found[0] if found else "proef-1")
    live.start = live.stop = lambda: None
    with running(settings_for(slack, store), assistant, live) as server:
        assert server.slack(mention(QUESTION)).status_code == 200
        live.refresh()
        assert PEOPLE in shown(slack.wait_for("chat.postMessage")[0])


def test_without_letters_it_says_so(slack, store):
    live = LiveAssistant(FakeAssistant, lambda: None)
    with running(settings_for(slack, store), live=live) as server:
        slack.wait(lambda: live.problem is not None and "Maak hem met" in live.problem)
        server.slack(mention(QUESTION))
        server.slack(mention("brieven"))
        assert {shown(post) for post in slack.wait_for("chat.postMessage", 2)} == {NO_LETTERS}


# Useful or not


def test_votes_are_off_by_default(slack, server):
    server.slack(mention(QUESTION))
    (post,) = slack.wait_for("chat.postMessage")
    assert buttons(post) == {}


def test_votes_are_kept_with_the_question(slack, store):
    with running(settings_for(slack, store, bot_feedback=True)) as server:
        server.slack(mention(QUESTION))
        (post,) = slack.wait_for("chat.postMessage")
        assert set(buttons(post)) == {USEFUL, NOT_USEFUL}
        server.slack(press(buttons(post)[USEFUL], slack.response_url("a")))
        (thanks,) = slack.wait_for("respond")
        assert (thanks["text"], thanks["response_type"], thanks["replace_original"]) == (
            THANKS,
            "ephemeral",
            False,
        )
        assert "thread_ts" not in thanks


def test_what_is_said_to_one_user_stands_in_the_thread(slack, store):
    thread = "1750000001.000100"
    with running(settings_for(slack, store, bot_feedback=True)) as server:
        server.slack(mention(QUESTION, ts=thread))
        (post,) = slack.wait_for("chat.postMessage")
        container = {"type": "message", "channel_id": "C1", "message_ts": timestamp(), "thread_ts": thread}
        server.slack(press(buttons(post)[USEFUL], slack.response_url("a"), container=container))
        slack.wait_for("respond")
        slack.scripts["chat.postMessage"] = [failing("not_in_channel")] * 2
        server.slack(shortcut(QUESTION, slack.response_url("b"), thread_ts=thread))
        slack.wait_for("respond", 2)
        # A thread that is yet to begin shows nothing to one user alone, so there it is in the channel.
        server.slack(shortcut(QUESTION, slack.response_url("c")))
        slack.wait_for("respond", 3)
    assert [(each["to"], each.get("thread_ts")) for each in slack.of("respond")] == [
        ("a", thread),
        ("b", thread),
        ("c", None),
    ]
