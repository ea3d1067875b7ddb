"""The bot in Mattermost: requests as it sends them to the running server, and what the server answers."""

import json
import logging
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.testclient import TestClient

import api.mattermost.routes
from api.app import create_app
from api.bot.conversation import FOLLOWS_NOTHING, NO_LETTERS
from api.bot.settings import BotSettings
from api.live import LiveAssistant
from api.mattermost.routes import TOO_SLOW
from api.settings import ServerSettings
from tests.bots import SlowAssistant, running
from tests.unit.api.fakes import PEOPLE, PEOPLE_INTRO, FakeAssistant, serving

TOKENS = ("eerste-token", "tweede-token")
QUESTION = "Hoeveel mensen werken er in de industrie?"
ANSWER = f"> {PEOPLE_INTRO}**{PEOPLE}**\n>\n> — [Visie op de toekomst van de industrie (2020-10), p. 1](https://brieven.example.nl/letters/"


@pytest.fixture
def settings(tmp_path):
    return BotSettings(mattermost_tokens=TOKENS, bot_store=tmp_path / "bot.sqlite")


@pytest.fixture
def server(settings):
    with running(settings) as server:
        yield server
        server.assistant.go.set()


def command(text, trigger_id="t1", **more):
    """A slash command: https://developers.mattermost.com/integrate/slash-commands/custom"""
    return {
        "channel_id": "kanaal",
        "channel_name": "plein",
        "command": "/brief",
        "response_url": "https://mm.example.nl/hooks/commands/x",
        "team_domain": "team",
        "team_id": "team1",
        "text": text,
        "token": TOKENS[0],
        "trigger_id": trigger_id,
        "user_id": "jan",
        "user_name": "jan",
        **more,
    }


def webhook(text, post_id="p1", **more):
    """An outgoing webhook: https://developers.mattermost.com/integrate/webhooks/outgoing"""
    return {
        "channel_id": "kanaal",
        "channel_name": "plein",
        "file_ids": "",
        "post_id": post_id,
        "team_domain": "team",
        "team_id": "team1",
        "text": text,
        "timestamp": "1750000000",
        "token": TOKENS[1],
        "trigger_word": "brief",
        "user_id": "jan",
        "user_name": "jan",
        **more,
    }


def send(server, fields, *, as_json=False):
    if as_json:
        return server.post("/mattermost", json.dumps(fields), {"Content-Type": "application/json"})
    return server.post(
        "/mattermost", urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"}
    )


def test_a_command_is_answered_privately(server):
    response = send(server, command(QUESTION))
    assert response.status_code == 200
    body = response.json()
    assert (body["response_type"], body["skip_slack_parsing"]) == ("ephemeral", True)
    assert body["text"].startswith(ANSWER)
    assert body["text"].endswith("\n\nZekerheid 91%")


@pytest.mark.parametrize("as_json", [False, True])
def test_a_webhook_is_answered_in_the_thread(server, as_json):
    body = send(server, webhook(f"brief: {QUESTION}"), as_json=as_json).json()
    assert body["response_type"] == "comment"
    assert body["text"].startswith(ANSWER)
    assert [question for question, _, _ in server.assistant.asked] == [QUESTION]


def test_a_refusal_and_what_came_nearest(server):
    assert send(server, command("Wat kost een brood?")).json()["text"] == (
        "Niet gevonden in de brieven.\n\nwat er het dichtst bij komt: typ “meer”"
    )
    assert ANSWER in send(server, command("meer", "t2")).json()["text"]


def test_help_letters_filters_and_follow_ups_are_the_same(server):
    assert (
        send(server, command("", "t1"))
        .json()["text"]
        .startswith("Wat wilt u uit de brieven weten?\n\n- Typ /brief")
    )
    assert "Ik zoek in 2 brieven:\n\n- [\\<b" not in send(server, command("brieven", "t2")).json()["text"]
    assert (
        "&lt;b&gt;Brief&lt;/b&gt; met streken (2025)" in send(server, command("brieven", "t3")).json()["text"]
    )
    send(server, command(f"alleen brieven vanaf 2020: {QUESTION}", "t4"))
    assert (
        f"Gevraagd als vervolg: “{QUESTION} en in 2021?”"
        in send(server, command("en in 2021?", "t5")).json()["text"]
    )
    assert send(server, command("en in 2021?", "t6", user_id="piet")).json()["text"] == FOLLOWS_NOTHING
    assert [filters.date_from for _, _, filters in server.assistant.asked] == ["2020", "2020"]


def test_text_of_a_letter_can_neither_format_nor_mention(server):
    text = send(server, command("fabriek")).json()["text"]
    assert "&lt;script&gt;document.title=" in text
    assert "<" not in text


def test_a_copy_is_not_answered_again(server):
    assert send(server, webhook(f"brief {QUESTION}")).json()["text"]
    assert send(server, webhook(f"brief {QUESTION}")).json() == {}
    assert send(server, command(QUESTION)).json()["text"]
    assert send(server, command(QUESTION)).json() == {}
    assert len(server.assistant.asked) == 2


def test_what_has_no_id_is_answered(server):
    for fields in (command(QUESTION, ""), webhook(f"brief {QUESTION}", "")):
        assert [send(server, fields).json()["text"].startswith(ANSWER) for _ in range(2)] == [True, True]


@pytest.mark.parametrize(
    "fields",
    [{}, {"token": ""}, {"token": "een-ander"}, {"token": TOKENS[0][:-1]}, {"token": "é"}, {"token": ["x"]}],
    ids=str,
)
def test_a_wrong_token_is_refused(server, fields):
    for as_json in (False, True):
        known = {name: value for name, value in command(QUESTION).items() if name != "token"}
        response = send(server, known | fields, as_json=as_json)
        assert response.status_code == 401
        assert response.json()["type"] == "/docs#not-recognised"
    assert server.assistant.asked == []


@pytest.mark.parametrize("body", [b"\xff", b"{", b"[]", b"", b"[" * 100_000])
def test_a_body_that_is_none_is_refused(server, body):
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        response = httpx2.post(f"{server.address}/mattermost", content=body, headers={"Content-Type": kind})
        assert response.status_code == 401


def test_a_slow_answer_ends_before_mattermost_gives_up(server, monkeypatch):
    monkeypatch.setattr(api.mattermost.routes, "ANSWER_SECONDS", 0.1)
    assert send(server, command("traag mensen")).json()["text"] == TOO_SLOW


def test_before_the_letters_are_there(settings):
    live = LiveAssistant(FakeAssistant, lambda: None)
    live.start = live.stop = lambda: None
    with running(settings, SlowAssistant(), live) as server:
        assert send(server, command(QUESTION)).json()["text"] == NO_LETTERS
        live.refresh()
        assert send(server, command(QUESTION, "t2")).json()["text"] == NO_LETTERS


def test_without_tokens_there_is_no_bot():
    client = TestClient(create_app(serving(FakeAssistant()), ServerSettings()))
    assert client.post("/mattermost", data=command(QUESTION)).status_code == 404


def test_no_log_has_a_token_or_a_question(settings, caplog):
    caplog.set_level(logging.DEBUG)
    with running(settings) as server:
        send(server, command("geheime mensen"))
        send(server, command("geheime mensen") | {"token": "een-ander"})
    assert "POST /mattermost 401" in caplog.text
    for private in (*TOKENS, "een-ander", "geheime", PEOPLE):
        assert private not in caplog.text
