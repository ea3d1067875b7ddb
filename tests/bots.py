"""The server as the bots' tests drive it: uvicorn in a thread on a port of its own, over a small assistant."""

import json
import socket
import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import uvicorn

from api.app import create_app
from api.bot.settings import BotSettings
from api.settings import ServerSettings
from rag.types import Answer, Filters
from tests.slack import PATIENCE, SECRET, TOKEN, Slack, form, payload, signed
from tests.unit.api.fakes import ANY, FakeAssistant, serving

PUBLIC_URL = "https://brieven.example.nl/"


class SlowAssistant(FakeAssistant):
    """Holds a question that has the word "traag" until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def ask(self, question: str, top_k: int = 5, filters: Filters = ANY) -> Answer:
        if "traag" in question:
            assert self.go.wait(PATIENCE)
        return super().ask(question, top_k, filters)


def settings_for(slack: Slack, store: Path, **more: Any) -> BotSettings:
    return BotSettings(
        **{
            "slack_signing_secret": SECRET,
            "slack_bot_token": TOKEN,
            "slack_api_url": slack.api_url,
            "bot_store": store,
            **more,
        }
    )


def settle(store: Path) -> None:
    """Wait until everything that was accepted is done with."""
    deadline = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(store, timeout=PATIENCE)) as connection:
        while connection.execute("SELECT count(*) FROM work").fetchone()[0]:
            assert time.monotonic() < deadline, "work is left undone"
            time.sleep(0.05)


class Server:
    """A running server; `assistant` answers, and may be looked at."""

    def __init__(self, address: str, assistant: FakeAssistant, store: Path) -> None:
        self.address = address
        self.assistant = assistant
        self.store = store

    def settle(self) -> None:
        """Wait until everything that was accepted is done with."""
        settle(self.store)

    def post(self, path: str, body: str, headers: dict[str, str]) -> httpx2.Response:
        return httpx2.post(f"{self.address}{path}", content=body.encode(), headers=headers, timeout=PATIENCE)

    def slack(self, body: dict[str, Any] | str, **headers: str) -> httpx2.Response:
        """Deliver something as Slack does: an event as JSON, a command as a form, the rest as a payload."""
        if isinstance(body, dict):
            if "command" in body:
                body = form(body)
            elif body["type"] in ("block_actions", "message_action"):
                body = payload(body)
            else:
                body = json.dumps(body)
        return self.post("/slack/events", body, signed(body) | headers)


@contextmanager
def running(settings: BotSettings, assistant: FakeAssistant | None = None, live: Any = None):
    """A server from its start to its tidy end."""
    assistant = assistant or SlowAssistant()
    app = create_app(live or serving(assistant), ServerSettings(public_url=PUBLIC_URL), settings)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{listener.getsockname()[1]}", assistant, settings.bot_store)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()
    assert not thread.is_alive()
