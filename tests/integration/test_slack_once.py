"""Each message is answered once: however often it is delivered, wherever, and whatever breaks in between."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from api.slack.web import make_client
from tests.bots import Server, running, settings_for
from tests.slack import PATIENCE, Call, broken, command, direct, failing, mention, timestamp
from tests.unit.api.fakes import PEOPLE

QUESTION = "Hoeveel mensen werken er in de industrie?"
ROOT = Path(__file__).parents[2]


def answered(slack):
    return sorted(post["thread_ts"] for post in slack.taken)


# Copies


def test_the_same_event_again(slack, server):
    event = mention(QUESTION, ts="1750000001.000100")
    for headers in (
        {},
        {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"},
        {"X-Slack-Retry-Num": "2"},
    ):
        assert server.slack(event, **headers).status_code == 200
    server.settle()
    assert server.slack(event).status_code == 200
    server.settle()
    assert answered(slack) == ["1750000001.000100"]


def test_eleven_copies_with_new_event_ids_and_without_a_header(slack, server):
    for _ in range(11):
        server.slack(mention(QUESTION, ts="1750000001.000100"))
    server.settle()
    assert answered(slack) == ["1750000001.000100"]


def test_a_retry_of_what_never_arrived_is_answered(slack, server):
    server.slack(mention(QUESTION), **{"X-Slack-Retry-Num": "3", "X-Slack-Retry-Reason": "connection_failed"})
    assert len(slack.wait_for("chat.postMessage")) == 1


def test_copies_at_the_same_time(slack, server):
    events = [mention(QUESTION, ts="1750000001.000100") for _ in range(10)]
    with ThreadPoolExecutor(20) as pool:
        responses = list(pool.map(server.slack, events + events))
    assert {response.status_code for response in responses} == {200}
    server.settle()
    assert answered(slack) == ["1750000001.000100"]


def test_a_message_that_comes_as_two_kinds_of_event(slack, server):
    ts = timestamp()
    server.slack(direct(f"<@UBOT> {QUESTION}", ts=ts))
    server.slack(mention(QUESTION, channel="D1", ts=ts))
    server.slack(
        {**direct(QUESTION, ts=ts), "event": {**mention(QUESTION, ts=ts)["event"], "type": "message"}}
    )
    server.settle()
    assert answered(slack) == [ts]


def test_one_message_under_two_timestamps(slack, server):
    for _ in range(2):
        server.slack(direct(QUESTION, client_msg_id="5f5a2c9e-7c0e-4a3c-9f0c-000000000001"))
    server.settle()
    assert len(slack.posted) == 1


def test_an_edited_message_is_not_answered_again(slack, server):
    ts = timestamp()
    server.slack(mention(QUESTION, ts=ts))
    server.settle()
    server.slack(mention("Wat is er met fabriek?", ts=ts, edited={"user": "U1", "ts": timestamp()}))
    changed = {"ts": ts, "user": "U1", "text": "iets anders", "edited": {"user": "U1", "ts": timestamp()}}
    server.slack(direct("", subtype="message_changed", hidden=True, message=changed, ts=timestamp()))
    server.slack(direct("", subtype="message_deleted", hidden=True, deleted_ts=ts, ts=timestamp()))
    server.settle()
    assert answered(slack) == [ts]


def test_a_mention_that_is_added_by_an_edit_is_answered(slack, server):
    server.slack(mention(QUESTION, edited={"user": "U1", "ts": timestamp()}))
    assert len(slack.wait_for("chat.postMessage")) == 1


def test_the_bot_answers_no_bot(slack, server):
    server.slack(direct(QUESTION, user="UBOT", bot_id="B1"))
    server.slack(direct(QUESTION, subtype="bot_message", bot_id="B2", user=None))
    server.slack(mention(QUESTION, bot_id="B2", user="U7"))
    server.settle()
    assert slack.calls == []


def test_two_servers_over_one_file(slack, server, store):
    event = mention(QUESTION, ts="1750000001.000100")
    with running(settings_for(slack, store)) as other, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: each.slack(event), [server, other] * 4))
        server.settle()
        assert answered(slack) == ["1750000001.000100"]
        assert len(server.assistant.asked) + len(other.assistant.asked) == 1


def test_a_hundred_messages_each_three_times(slack, server, store):
    """One hundred answers, none lost, none double, over two servers and with Slack slowing them down."""
    times = [timestamp() for _ in range(100)]
    deliveries = [
        mention(QUESTION, channel=f"C{i % 3}", ts=ts) for _ in range(3) for i, ts in enumerate(times)
    ]
    slack.scripts["chat.postMessage"] = [failing("ratelimited", 429, Retry_After="1") for _ in range(10)]
    with running(settings_for(slack, store)) as other, ThreadPoolExecutor(50) as pool:
        servers = [server, other]
        responses = list(pool.map(lambda i: servers[i % 2].slack(deliveries[i]), range(300)))
        assert [response.status_code for response in responses] == [200] * 300
        server.settle()
        # Ten were refused and came again; each of the hundred was taken once.
        assert answered(slack) == sorted(times)
        assert len(slack.posted) == 110
        assert len(server.assistant.asked) + len(other.assistant.asked) == 110


# Slack fails


def test_a_rate_limit_is_waited_out(slack, server):
    slack.scripts["chat.postMessage"] = [failing("ratelimited", 429, Retry_After="1")]
    server.slack(mention(QUESTION, ts="1750000001.000100"))
    slack.wait_for("chat.postMessage", 2)
    server.settle()
    assert len(slack.posted) == 2
    # Nothing arrived, so there is nothing to look for in the thread.
    assert slack.of("conversations.replies") == []


@pytest.mark.parametrize(
    "failure",
    [failing("internal_error"), failing("service_unavailable", 503), failing("", 502)],
    ids=["error", "unavailable", "gateway"],
)
def test_a_failure_that_passes_is_tried_again(slack, server, failure):
    slack.scripts["chat.postMessage"] = [failure, failure]
    server.slack(mention(QUESTION, ts="1750000001.000100"))
    slack.wait_for("chat.postMessage", 3)
    server.settle()
    # It may have done it all the same, so the thread was looked at.
    assert len(slack.of("conversations.replies")) == 2
    assert answered(slack) == ["1750000001.000100"]


def test_an_answer_that_arrived_before_the_connection_broke_is_not_sent_again(slack, server):
    slack.scripts["chat.postMessage"] = [broken]
    server.slack(mention(QUESTION, ts="1750000001.000100"))
    (looked,) = slack.wait_for("conversations.replies")
    assert (looked["channel"], looked["ts"]) == ("C1", "1750000001.000100")
    server.settle()
    assert len(slack.posted) == 1


def test_a_look_that_slack_holds_up_is_tried_again_before_anything_is_sent(slack, server):
    slack.scripts["chat.postMessage"] = [broken]
    slack.scripts["conversations.replies"] = [failing("ratelimited", 429, Retry_After="1")]
    server.slack(mention(QUESTION))
    slack.wait_for("conversations.replies", 2)
    server.settle()
    assert len(slack.posted) == 1


def test_without_the_scope_to_look_it_is_sent_again(slack, server):
    """Better twice, after a broken connection, than not at all."""
    slack.scripts["chat.postMessage"] = [broken]
    slack.scripts["conversations.replies"] = [failing("missing_scope")]
    server.slack(mention(QUESTION))
    slack.wait_for("chat.postMessage", 2)
    server.settle()
    assert len(slack.posted) == 2


def test_an_answer_is_found_among_many_in_a_long_thread(slack, server):
    slack.scripts["chat.postMessage"] = [broken]

    def full_page(_: Call):
        return {"ok": True, "messages": [{"text": "ruis"}], "response_metadata": {"next_cursor": "verder"}}

    slack.scripts["conversations.replies"] = [full_page]
    server.slack(mention(QUESTION, ts="1750000001.000100"))
    looked = slack.wait_for("conversations.replies", 2)
    assert looked[1]["cursor"] == "verder"
    server.settle()
    assert len(slack.posted) == 1


def test_what_slack_refuses_for_good_is_not_tried_again(slack, server, caplog):
    slack.scripts["chat.postMessage"] = [failing("is_archived")]
    server.slack(mention(QUESTION))
    slack.wait_for("chat.postMessage")
    server.settle()
    assert len(slack.posted) == 1
    assert "is_archived" in caplog.text


def test_blocks_that_slack_does_not_take_are_left_out(slack, server):
    slack.scripts["chat.postMessage"] = [failing("invalid_blocks")]
    server.slack(mention(QUESTION))
    _, plain = slack.wait_for("chat.postMessage", 2)
    assert "blocks" not in plain
    assert PEOPLE in plain["text"]


def test_a_response_url_that_fails_is_tried_again(slack, server):
    slack.scripts["respond"] = [
        lambda _: web.Response(status=429, headers={"Retry-After": "1"}),
        lambda _: web.Response(status=500),
    ]
    server.slack(command(QUESTION, slack.response_url("a")))
    slack.wait_for("respond", 3)
    server.settle()
    assert len(slack.of("respond")) == 3


def test_a_response_url_that_has_expired_ends_it(slack, server):
    slack.scripts["respond"] = [lambda _: web.Response(status=404, text="expired_url")]
    server.slack(command(QUESTION, slack.response_url("a")))
    slack.wait_for("respond")
    server.settle()
    assert len(slack.of("respond")) == 1


def test_slack_is_not_there(slack, server, monkeypatch):
    """A connection that cannot be made has sent nothing."""
    real, urls = AsyncWebClient.api_call, []

    async def api_call(client, method, **arguments):
        urls.append(method)
        if len(urls) == 1:
            client = make_client("x", "http://127.0.0.1:9/")
        return await real(client, method, **arguments)

    monkeypatch.setattr(AsyncWebClient, "api_call", api_call)
    server.slack(mention(QUESTION))
    slack.wait_for("chat.postMessage")
    server.settle()
    assert urls == ["chat.postMessage", "chat.postMessage"]


# The store fails


def test_what_cannot_be_written_down_is_not_acknowledged(slack, server, store):
    """So that Slack sends it again."""
    event = mention(QUESTION)
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("ALTER TABLE seen RENAME TO weg")
        assert server.slack(event).status_code == 500
        connection.execute("ALTER TABLE weg RENAME TO seen")
    assert (
        server.slack(event, **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}).status_code
        == 200
    )
    server.settle()
    assert len(slack.posted) == 1


# A restart


PROGRAM = """
import sys, json
from pathlib import Path
import api.bot.inbox, api.bot.worker
# A lease that runs out soon, so that the test need not wait for it.
api.bot.inbox.LEASE_SECONDS = 1.0
api.bot.worker.RENEW_SECONDS = 0.3
import uvicorn, socket
from api.app import create_app
from api.bot.settings import BotSettings
from api.settings import ServerSettings
from tests.bots import SlowAssistant
from tests.unit.api.fakes import serving
settings, slow = json.loads(sys.argv[1]), sys.argv[2] == "slow"
assistant = SlowAssistant()
if not slow:
    assistant.go.set()
settings["bot_store"] = Path(settings["bot_store"])
app = create_app(serving(assistant), ServerSettings(), BotSettings(**settings))
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run(sockets=[listener])
"""


@contextmanager
def process(slack, store, *, slow=False):
    """A server as a process of its own, which can be killed."""
    settings = settings_for(slack, store)
    fields = {name: getattr(settings, name) for name in settings.__dataclass_fields__} | {
        "bot_store": str(store)
    }
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, json.dumps(fields), "slow" if slow else "quick"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        server = Server(f"http://127.0.0.1:{int(running.stdout.readline())}", None, store)
        server.process = running
        yield server
    finally:
        running.kill()
        running.wait(PATIENCE)
        running.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_killed_between_delivery_and_answer(slack, store):
    event = mention(f"traag {QUESTION}", ts="1750000001.000100")
    with process(slack, store, slow=True) as first:
        assert first.slack(event).status_code == 200
        slack.wait_for("assistant.threads.setStatus")
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(PATIENCE)
    assert slack.posted == []
    with process(slack, store) as second:
        (post,) = slack.wait_for("chat.postMessage")
        assert post["thread_ts"] == "1750000001.000100"
        assert second.slack(event).status_code == 200
        second.settle()
    assert len(slack.posted) == 1


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_killed_after_the_answer_was_posted_and_before_that_was_known(slack, store):
    with process(slack, store) as first:

        def kill(_: Call):
            first.process.send_signal(signal.SIGKILL)

        slack.scripts["chat.postMessage"] = [kill]
        first.slack(mention(QUESTION, ts="1750000001.000100"))
        slack.wait_for("chat.postMessage")
        first.process.wait(PATIENCE)
    with process(slack, store) as second:
        slack.wait_for("conversations.replies")
        second.settle()
    assert len(slack.posted) == 1


def test_a_tidy_restart_loses_nothing(slack, store):
    with running(settings_for(slack, store)) as first:
        slack.scripts["chat.postMessage"] = [failing("ratelimited", 429, Retry_After="2")]
        first.slack(mention(QUESTION, ts="1750000001.000100"))
        slack.wait_for("chat.postMessage")
    with running(settings_for(slack, store)) as second:
        slack.wait_for("chat.postMessage", 2)
        second.settle()
    assert answered(slack) == ["1750000001.000100"]
