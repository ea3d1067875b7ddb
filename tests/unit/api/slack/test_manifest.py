"""The manifest asks for what the bot uses and the documentation explains, within Slack's limits."""

import re
from pathlib import Path

import pytest
import yaml

from api.slack.delivery import read_event
from api.slack.platform import HOW
from api.slack.routes import PATH
from tests.slack import callback, direct, mention

ROOT = Path(__file__).parents[4]
TEXT = (ROOT / "docs/slack-manifest.yaml").read_text(encoding="utf-8")
DOCS = (ROOT / "docs/slack.md").read_text(encoding="utf-8")
OVER_HTTP = re.sub(r"# ((?:request_)?url: )", r"\1", TEXT).replace(
    "socket_mode_enabled: true", "socket_mode_enabled: false"
)


@pytest.fixture(params=[TEXT, OVER_HTTP], ids=["socket", "http"])
def manifest(request):
    return yaml.safe_load(request.param)


def test_its_scopes_and_events_are_explained(manifest):
    table = DOCS.partition("## What it may do, and why")[2].partition("## Once only")[0]
    for scope in manifest["oauth_config"]["scopes"]["bot"]:
        assert f"| `{scope}` |" in table
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    explained = re.search(r"Events: (.*?)\. Where", table)[1]
    assert sorted(events) == sorted(re.findall(r"`([\w.]+)`", explained))


def test_the_bot_does_something_with_each_event(manifest):
    pane = {"channel_id": "D1", "thread_ts": "1.5", "user_id": "U1"}
    known = {
        "app_mention": mention("a"),
        "message.im": direct("a"),
        "assistant_thread_started": callback({"type": "assistant_thread_started", "assistant_thread": pane}),
    }
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(events) == sorted(known)
    assert all(read_event(event) for event in known.values())


def test_its_texts_fit_and_agree(manifest):
    shortcut = manifest["features"]["shortcuts"][0]
    command = manifest["features"]["slash_commands"][0]
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    assert len(manifest["features"]["assistant_view"]["assistant_description"]) <= 300
    assert f"“{shortcut['name']}”" in HOW
    assert f"{command['command']} " in HOW


def test_over_http_all_goes_to_one_address():
    manifest = yaml.safe_load(OVER_HTTP)
    addresses = {
        manifest["features"]["slash_commands"][0]["url"],
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
    }
    assert addresses == {f"https://brieven.example.nl{PATH}"}
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert yaml.safe_load(TEXT)["settings"]["socket_mode_enabled"] is True
