import subprocess
import sys
from pathlib import Path

import pytest

from api.bot.settings import BotSettings
from api.bots import bot_lines, make_bots
from api.metrics import Metrics
from sources.errors import BotStoreError
from tests.unit.api.fakes import FakeAssistant, serving

ROOT = Path(__file__).parents[3]
SLACK = {"slack_signing_secret": "a", "slack_bot_token": "b"}


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        ({}, []),
        ({"slack_bot_token": "b"}, []),
        (SLACK, ["Slack: aanvragen komen op http://x/slack/events"]),
        ({"slack_signing_secret": "a"}, ["Let op: Slack staat uit, want SLACK_BOT_TOKEN is leeg."]),
        (
            {**SLACK, "mattermost_tokens": ("t",)},
            [
                "Slack: aanvragen komen op http://x/slack/events",
                "Mattermost: aanvragen komen op http://x/mattermost",
            ],
        ),
    ],
)
def test_what_the_greeting_says(settings, lines):
    assert list(bot_lines(BotSettings(**settings), "http://x")) == lines


def test_a_file_that_cannot_be_used_is_known_at_once(tmp_path):
    with pytest.raises(BotStoreError):
        make_bots(BotSettings(**SLACK, bot_store=tmp_path), None, serving(FakeAssistant()), Metrics())


def test_nothing_of_a_bot_is_imported_where_none_is_on():
    program = """
import sys
import api.cli, api.serve
from api.app import create_app
from api.settings import ServerSettings
from tests.unit.api.fakes import FakeAssistant, serving
create_app(serving(FakeAssistant()), ServerSettings())
print(sorted({"slack_bolt", "slack_sdk", "aiohttp", "sqlite3", "api.slack", "api.mattermost"} & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


def test_settings_do_not_show_secrets():
    secrets = {
        "slack_signing_secret": "geheim1",
        "slack_bot_token": "geheim2",
        "mattermost_tokens": ("geheim3",),
    }
    assert "geheim" not in repr(BotSettings(**secrets))
