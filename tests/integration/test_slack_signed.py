"""What the server takes for Slack's: signed with the secret, not long ago; the rest is refused and in no log."""

import asyncio
import json
import logging
import time

import httpx2
import pytest
from slack_bolt.async_app import AsyncBoltRequest
from starlette.testclient import TestClient

from api.app import create_app
from api.bot.settings import BotSettings
from api.middleware import SECURITY_HEADERS
from api.settings import ServerSettings
from api.slack.bolt import make_app
from api.slack.web import make_client
from tests.bots import running, settings_for
from tests.slack import APP_TOKEN, SECRET, TOKEN, command, failing, form, mention, signed
from tests.unit.api.fakes import PEOPLE, FakeAssistant, serving

BODY = json.dumps(mention("geheime mensen"))
OTHER = SECRET[::-1]
FIVE_MINUTES = 300


def refused(response):
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/docs#not-recognised"
    assert all(response.headers[name] == value for name, value in SECURITY_HEADERS.items())
    return True


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**signed(BODY), "X-Slack-Signature": ""},
        {**signed(BODY), "X-Slack-Signature": "v0=" + "0" * 64},
        {**signed(BODY), "X-Slack-Signature": "v0=\xe9"},
        signed(BODY, secret=OTHER),
        signed(BODY + " "),
        {**signed(BODY), "X-Slack-Request-Timestamp": ""},
        {**signed(BODY), "X-Slack-Request-Timestamp": "vandaag"},
        {**signed(BODY), "X-Slack-Request-Timestamp": str(int(time.time()) + 1)},
        {name: value for name, value in signed(BODY).items() if name != "X-Slack-Request-Timestamp"},
    ],
    ids=[
        "none",
        "empty",
        "wrong",
        "not ascii",
        "other secret",
        "other body",
        "no time",
        "no number",
        "other time",
        "time left out",
    ],
)
def test_a_bad_signature_is_refused(slack, server, headers):
    headers = {name: value.encode("latin-1") for name, value in headers.items()}
    assert refused(server.post("/slack/events", BODY, headers))
    server.settle()
    assert (slack.calls, server.assistant.asked) == ([], [])


@pytest.mark.parametrize("age", [FIVE_MINUTES + 60, -FIVE_MINUTES - 60])
def test_an_old_timestamp_is_refused_also_with_the_right_signature(slack, server, age):
    assert refused(server.post("/slack/events", BODY, signed(BODY, at=time.time() - age)))
    assert server.slack(BODY).status_code == 200
    assert len(slack.wait_for("chat.postMessage")) == 1


def test_bolt_itself_refuses_as_well(slack):
    """Were the first check not there, nothing would come through either."""
    taken = []

    async def take(incoming):
        taken.append(incoming)

    app = make_app(make_client(TOKEN, slack.api_url), SECRET, take)

    async def status(headers):
        return (await app.async_dispatch(AsyncBoltRequest(body=BODY, headers=headers))).status

    old = signed(BODY, at=time.time() - FIVE_MINUTES - 60)
    assert [asyncio.run(status(each)) for each in (signed(BODY, secret=OTHER), old, signed(BODY))] == [
        401,
        401,
        200,
    ]
    assert len(taken) == 1


def test_url_verification(server):
    body = json.dumps(
        {"type": "url_verification", "token": "verouderd", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY"}
    )
    response = server.slack(body)
    assert (response.status_code, response.json()) == (200, {"challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY"})
    assert refused(server.post("/slack/events", body, {"Content-Type": "application/json"}))


def test_slack_may_look_at_the_certificate(slack, server):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.post("/slack/events", "ssl_check=1&token=x", kind).status_code == 200
    assert refused(server.post("/slack/events", "a=1&" * 100, kind))
    fields = {**command("mensen", "http://x.nl"), "ssl_check": "0"}
    assert refused(server.post("/slack/events", form(fields), kind))
    server.settle()
    assert slack.calls == []


@pytest.mark.parametrize(
    "body", ["[]", "null", "{", '{"type": "event_callback"}', "payload=", "payload=[1]", "a=b", ""]
)
def test_what_slack_would_never_sign_breaks_nothing(slack, server, body):
    """Only who has the secret gets this far; even so the server answers."""
    assert server.slack(body).status_code in (200, 404, 500)
    server.slack(mention("mensen"))
    assert len(slack.wait_for("chat.postMessage")) == 1


def test_a_body_that_is_no_text_is_refused(server):
    response = httpx2.post(f"{server.address}/slack/events", content=b"\xff\xfe", headers=signed("a"))
    assert refused(response)


def test_a_large_button_fits_and_a_larger_one_is_refused(slack, server):
    body = json.dumps({**mention("mensen"), "vulling": "x" * 200_000})
    assert server.slack(body).status_code == 200
    assert len(slack.wait_for("chat.postMessage")) == 1
    assert server.slack("x" * 1_100_000).status_code == 413
    assert server.post("/v1/ask", "x" * 70_000, {"Content-Type": "application/json"}).status_code == 413


def test_other_methods_are_refused(server):
    response = httpx2.get(f"{server.address}/slack/events")
    assert response.status_code == 405


@pytest.mark.parametrize(
    "settings",
    [BotSettings(), BotSettings(slack_bot_token=TOKEN), BotSettings(slack_signing_secret=SECRET)],
    ids=["nothing", "token alone", "secret alone"],
)
def test_without_tokens_there_is_no_bot(settings):
    client = TestClient(create_app(serving(FakeAssistant()), ServerSettings(), settings))
    response = client.post("/slack/events", content=BODY, headers=signed(BODY))
    assert response.status_code == 404


def test_no_log_has_a_token_or_a_question(slack, store, caplog):
    caplog.set_level(logging.DEBUG)
    with running(settings_for(slack, store, slack_app_token=APP_TOKEN)) as server:
        server.post("/slack/events", BODY, signed(BODY, secret=OTHER))
        slack.scripts["chat.postMessage"] = [failing("invalid_auth"), failing("internal_error", 500)]
        server.slack(BODY)
        slack.wait_for("chat.postMessage")
        server.slack(mention("geheime mensen met een geheim"))
        slack.wait_for("chat.postMessage", 3)
        server.settle()
    logged = "\n".join(
        [*caplog.messages, *(str(record.exc_text) for record in caplog.records), *map(str, caplog.records)]
    )
    assert "POST /slack/events 401" in logged
    assert "invalid_auth" in logged
    for private in (TOKEN, SECRET, APP_TOKEN, "geheime mensen", PEOPLE):
        assert private not in logged


def test_slacks_own_other_variables_change_nothing(slack, store, monkeypatch):
    """Who copies all of the app's credentials into the environment does not turn Bolt's OAuth on."""
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_VERIFICATION_TOKEN", "SLACK_BOT_TOKEN"):
        monkeypatch.setenv(name, "iets-anders")
    with running(settings_for(slack, store)) as server:
        server.slack(mention("mensen"))
        slack.wait_for("chat.postMessage")
        server.settle()
    assert {call.token for call in slack.calls} == {TOKEN}
