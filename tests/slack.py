"""Slack for the tests: a server that records the calls of its Web API, and requests signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import itertools
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from aiohttp import WSMsgType, web

SECRET = "geheim-van-slack"  # noqa: S105
TOKEN = "xoxb-geheim-token"  # noqa: S105
APP_TOKEN = "xapp-geheim-token"  # noqa: S105
BOT = "UBOT"
PATIENCE = 120.0
"""Seconds after which a test gives up; no test is slower for it where all is well."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Call:
    """What the bot asked of Slack: a method of the Web API, or `respond` with the name of a response_url."""

    method: str
    arguments: dict[str, Any]
    token: str = ""


Answer = Callable[[Call], Any]
"""Gives the JSON of an answer, a web.Response, or None to break the connection; may be a coroutine function."""


class Slack:
    """The stand-in; it runs in a thread of its own from `start` to `stop`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.scripts: dict[str, list[Answer]] = defaultdict(list)
        self.taken: list[dict[str, Any]] = []
        """The messages that it posted, and did not refuse."""
        self.acknowledged: list[str] = []
        self.connections = 0
        self._changed = threading.Condition()
        self._sockets: list[web.WebSocketResponse] = []

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,))
        self._thread.start()
        assert ready.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(PATIENCE)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def response_url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/respond/{name}"

    def of(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of a method so far."""
        with self._changed:
            return [call.arguments for call in self.calls if call.method == method]

    @property
    def posted(self) -> list[dict[str, Any]]:
        return self.of("chat.postMessage")

    def wait(self, done: Callable[[], bool]) -> None:
        """Wait until `done`, which is looked at with every call that comes in."""
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while not done():
                if time.monotonic() > deadline:
                    raise AssertionError(f"Slack heard: {self.calls}; acknowledged: {self.acknowledged}")
                self._changed.wait(1.0)

    def wait_for(self, method: str, count: int = 1) -> list[dict[str, Any]]:
        self.wait(lambda: len(self.of(method)) >= count)
        return self.of(method)

    def send(self, envelope: dict[str, Any]) -> None:
        """Send an envelope over the newest websocket."""
        self.wait(lambda: bool(self._sockets))
        asyncio.run_coroutine_threadsafe(self._sockets[-1].send_json(envelope), self._loop).result(PATIENCE)

    def hang_up(self) -> None:
        """Close the websocket without a word."""
        self.wait(lambda: bool(self._sockets))
        socket = self._sockets[-1]
        asyncio.run_coroutine_threadsafe(socket.close(), self._loop).result(PATIENCE)

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._end = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        ready.set()
        await self._end.wait()
        await runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        arguments = dict(request.query)
        if request.can_read_body and "json" in request.content_type:
            arguments |= await request.json()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return await self._answer(request, Call(request.match_info["method"], arguments, token), self._usual)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        call = Call("respond", {"to": request.match_info["name"], **await request.json()})
        return await self._answer(request, call, lambda _: web.Response(text="ok"))

    async def _answer(self, request: web.Request, call: Call, usual: Answer) -> web.StreamResponse:
        with self._changed:
            script = self.scripts[call.method].pop(0) if self.scripts[call.method] else usual
            self.calls.append(call)
            self._changed.notify_all()
        answer = script(call)
        if asyncio.iscoroutine(answer):
            answer = await answer
        if call.method == "chat.postMessage" and (answer is None or script == usual):
            self.taken.append(call.arguments)
        if answer is None:
            request.transport.abort()
            return web.Response()
        return answer if isinstance(answer, web.StreamResponse) else web.json_response(answer)

    def _usual(self, call: Call) -> dict[str, Any]:
        if call.method == "conversations.replies":
            arguments = call.arguments
            messages = [
                {"blocks": post.get("blocks") or []}
                for post in self.taken
                if (post["channel"], post["thread_ts"]) == (arguments["channel"], arguments["ts"])
            ]
            return {"ok": True, "messages": [{"text": "de vraag"}, *messages]}
        if call.method == "apps.connections.open":
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"}
        if call.method == "auth.test":
            return {"ok": True, "team": "Ministerie", "user_id": BOT, "bot_id": "B1"}
        return {"ok": True, "ts": timestamp()}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        with self._changed:
            self._sockets.append(socket)
            self.connections += 1
            self._changed.notify_all()
        await socket.send_json({"type": "hello"})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                with self._changed:
                    self.acknowledged.append(json.loads(message.data)["envelope_id"])
                    self._changed.notify_all()
        with self._changed:
            self._sockets.remove(socket)
        return socket


def failing(error: str, status: int = 200, **headers: str) -> Answer:
    """An answer that says no."""
    return lambda _: web.json_response(
        {"ok": False, "error": error},
        status=status,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def broken(_: Call) -> None:
    """Slack did it, and then the connection broke."""


def signed(body: str, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers of a request as Slack signs it: https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    kind = "application/json" if body.startswith("{") else "application/x-www-form-urlencoded"
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": kind,
    }


def timestamp() -> str:
    """A new one each time."""
    return f"1750000000.{next(_numbers):06}"


def callback(event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
    """The envelope of an event."""
    return {
        "type": "event_callback",
        "token": "verouderd",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": event_id or f"Ev{next(_numbers):010}",
        "event_time": 1750000000,
        "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True, "is_enterprise_install": False}],
        "event": event,
    }


def mention(text: str, *, channel: str = "C1", ts: str | None = None, **more: Any) -> dict[str, Any]:
    """Someone mentions the bot in a channel."""
    return callback(
        {
            "type": "app_mention",
            "user": "U1",
            "text": f"<@{BOT}> {text}",
            "channel": channel,
            "ts": ts or timestamp(),
            **more,
        }
    )


def direct(text: str, *, ts: str | None = None, **more: Any) -> dict[str, Any]:
    """Someone writes to the bot."""
    return callback(
        {
            "type": "message",
            "channel_type": "im",
            "user": "U1",
            "text": text,
            "channel": "D1",
            "ts": ts or timestamp(),
            **more,
        }
    )


def command(text: str, response_url: str) -> dict[str, str]:
    """Someone types /brief."""
    return {
        "command": "/brief",
        "text": text,
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": f"13345224609.{next(_numbers)}",
        "response_url": response_url,
    }


def shortcut(text: str, response_url: str, **message: Any) -> dict[str, Any]:
    """Someone chooses the shortcut at a message."""
    return {
        "type": "message_action",
        "callback_id": "zoek_in_brieven",
        "trigger_id": f"13345224609.{next(_numbers)}",
        "response_url": response_url,
        "team": {"id": "T1"},
        "user": {"id": "U2"},
        "channel": {"id": "C1"},
        "message": {"type": "message", "user": "U1", "ts": timestamp(), "text": text, **message},
    }


def press(button: dict[str, Any], response_url: str, **more: Any) -> dict[str, Any]:
    """Someone presses a button that the bot posted."""
    return {
        "type": "block_actions",
        "trigger_id": f"13345224609.{next(_numbers)}",
        "response_url": response_url,
        "team": {"id": "T1"},
        "user": {"id": "U2"},
        "channel": {"id": "C1"},
        "container": {
            "type": "message",
            "channel_id": "C1",
            "message_ts": timestamp(),
            "is_ephemeral": False,
        },
        "actions": [{**button, "action_ts": timestamp()}],
        **more,
    }


def form(fields: dict[str, str]) -> str:
    return urlencode(fields)


def payload(body: dict[str, Any]) -> str:
    """How Slack sends what is interactive."""
    return urlencode({"payload": json.dumps(body)})
