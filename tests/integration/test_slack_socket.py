"""The bot by Socket Mode: a websocket on this machine for Slack's, and `briefwijzer slack` as a process."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import api.slack.socket
from api.slack.socket import serve_socket
from sources.errors import SettingsError
from tests.bots import SlowAssistant, settings_for, settle
from tests.slack import APP_TOKEN, PATIENCE, TOKEN, command, direct, failing, mention, press, shortcut
from tests.unit.api.fakes import PEOPLE, serving

ROOT = Path(__file__).parents[2]
QUESTION = "Hoeveel mensen werken er in de industrie?"


@contextmanager
def connected(slack, store, assistant=None, **more):
    """The bot on its line, in a thread of its own."""
    assistant = assistant or SlowAssistant()
    settings = settings_for(slack, store, slack_app_token=APP_TOKEN, **more)
    ready, names = threading.Event(), []
    loops = []

    def on_connected(name):
        names.append(name)
        ready.set()

    async def main():
        loops.append((asyncio.get_running_loop(), asyncio.current_task()))
        await serve_socket(settings, None, serving(assistant), on_connected)

    def run():
        with suppress(asyncio.CancelledError):
            asyncio.run(main())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        assert names == ["Ministerie"]
        yield assistant
    finally:
        assistant.go.set()
        loop, task = loops[0]
        loop.call_soon_threadsafe(task.cancel)
        thread.join(PATIENCE)
    assert not thread.is_alive()


def envelope(kind, body, envelope_id="e1", **more):
    return {
        "type": kind,
        "envelope_id": envelope_id,
        "payload": body,
        "accepts_response_payload": False,
        **more,
    }


def test_every_way_to_ask(slack, store):
    with connected(slack, store):
        slack.send(envelope("events_api", mention(QUESTION, ts="1.000100"), "e1"))
        slack.send(envelope("events_api", direct(QUESTION, ts="2.000100"), "e2"))
        slack.send(envelope("slash_commands", command(QUESTION, slack.response_url("a")), "e3"))
        slack.send(envelope("interactive", shortcut(QUESTION, slack.response_url("b"), ts="3.000100"), "e4"))
        slack.wait_for("chat.postMessage", 3)
        slack.wait_for("respond")
        assert sorted(post["thread_ts"] for post in slack.posted) == ["1.000100", "2.000100", "3.000100"]
        slack.wait(lambda: sorted(slack.acknowledged) == ["e1", "e2", "e3", "e4"])
        (private,) = slack.of("respond")
        share = private["blocks"][-1]["elements"][-1]
        slack.send(envelope("interactive", press(share, slack.response_url("c")), "e5"))
        assert slack.wait_for("respond", 2)[1]["response_type"] == "in_channel"
    assert {call.token for call in slack.calls if call.method == "apps.connections.open"} == {APP_TOKEN}
    assert {call.token for call in slack.calls if call.method == "chat.postMessage"} == {TOKEN}


def test_copies_are_acknowledged_and_answered_once(slack, store):
    event = mention(QUESTION, ts="1.000100")
    with connected(slack, store):
        slack.send(envelope("events_api", event, "e1"))
        slack.send(envelope("events_api", event, "e2", retry_attempt=1, retry_reason="timeout"))
        slack.send(envelope("events_api", mention(QUESTION, ts="1.000100"), "e3"))
        slack.wait(lambda: sorted(slack.acknowledged) == ["e1", "e2", "e3"])
        settle(store)
    assert len(slack.posted) == 1


def test_a_slow_answer_is_acknowledged_at_once(slack, store):
    with connected(slack, store) as assistant:
        slack.send(envelope("events_api", mention("traag mensen")))
        slack.wait(lambda: slack.acknowledged == ["e1"])
        assert slack.posted == []
        assistant.go.set()
        slack.wait_for("chat.postMessage")


@pytest.mark.parametrize("how", ["disconnect", "hang up"])
def test_a_new_line_is_opened_when_slack_closes_one(slack, store, how):
    with connected(slack, store):
        if how == "disconnect":
            slack.send({"type": "disconnect", "reason": "refresh_requested"})
        else:
            slack.hang_up()
        slack.wait(lambda: slack.connections == 2)
        slack.send(envelope("events_api", mention(QUESTION)))
        slack.wait_for("chat.postMessage")


def test_what_was_accepted_before_is_answered_first(slack, store):
    slow = SlowAssistant()
    with connected(slack, store, slow):
        slack.scripts["chat.postMessage"] = [failing("ratelimited", 429, Retry_After="2")]
        slack.send(envelope("events_api", mention(QUESTION, ts="1.000100")))
        slack.wait_for("chat.postMessage")
    with connected(slack, store):
        slack.wait_for("chat.postMessage", 2)
        settle(store)
    assert [post["thread_ts"] for post in slack.taken] == ["1.000100"]


@pytest.mark.parametrize(
    ("method", "name"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")]
)
def test_a_refused_token_is_named(slack, store, method, name):
    slack.scripts[method] = [failing("invalid_auth")]
    settings = settings_for(slack, store, slack_app_token=APP_TOKEN)
    with pytest.raises(SettingsError) as caught:
        asyncio.run(serve_socket(settings, None, serving(SlowAssistant()), lambda _: None))
    assert str(caught.value) == f"Slack weigert {name} (invalid_auth). Zie docs/slack.md."


@pytest.mark.parametrize(
    ("missing", "name"), [("slack_bot_token", "SLACK_BOT_TOKEN"), ("slack_app_token", "SLACK_APP_TOKEN")]
)
def test_a_missing_token_is_named(slack, store, missing, name):
    settings = settings_for(slack, store, **{"slack_app_token": APP_TOKEN, missing: None})
    with pytest.raises(SettingsError, match=f"{name} is leeg"):
        asyncio.run(serve_socket(settings, None, serving(SlowAssistant()), lambda _: None))


def test_slack_that_cannot_be_reached_is_waited_for(slack, store, monkeypatch):
    monkeypatch.setattr(api.slack.socket, "PING_SECONDS", 0.2)
    slack.scripts["auth.test"] = [lambda _: None, failing("", 503)]
    slack.scripts["apps.connections.open"] = [failing("internal_error", 500)]
    with connected(slack, store):
        slack.send(envelope("events_api", mention(QUESTION)))
        assert PEOPLE in str(slack.wait_for("chat.postMessage")[0])


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command(slack, store, tmp_path, stop):
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("BRIEFWIJZER_", "SLACK_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "slack", "--index", str(tmp_path / "geen")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={
            **environ,
            "PYTHONUNBUFFERED": "1",
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "BRIEFWIJZER_SLACK_API_URL": slack.api_url,
            "BRIEFWIJZER_BOT_STORE": str(store),
        },
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        assert lines[1:] == [
            "Let op: Er is nog geen index. Maak hem met: briefwijzer index\n",
            "Verbonden met Slack, werkruimte Ministerie. Stoppen: Ctrl-C\n",
        ]
        slack.send(envelope("events_api", mention("geheim")))
        slack.wait_for("chat.postMessage")
        settle(store)
        process.send_signal(stop)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "Gestopt.\n")
        assert "Traceback" not in err
        assert not any(private in err for private in ("geheim", TOKEN, APP_TOKEN))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
