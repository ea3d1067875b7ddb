"""What a request meets before a route: request id, security headers, log line, body limit, last resort.

Plain ASGI, without Starlette's BaseHTTPMiddleware, so that a body is counted while it comes in.
"""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import ProblemError, problem_response, request_path

REQUEST_ID_HEADER = "X-Request-ID"
SECURITY_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # A question stands in the page's address; no other site may learn it.
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
NOWHERE: Mapping[str, int] = MappingProxyType({})
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

logger = logging.getLogger(__name__)


class Envelope:
    """Gives every response its request id and security headers, counts it and writes one log line.

    The log has the path without its query, since a query may hold a question.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method, began, status = scope["method"], time.perf_counter(), 500
        offered = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
        request_id = offered if _SAFE_ID.fullmatch(offered) else uuid.uuid4().hex
        # HEAD is GET without a body; routes know GET alone.
        inner = {**scope, "method": "GET" if method == "HEAD" else method, "request_id": request_id}

        async def send_wrapped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID_HEADER] = request_id
                headers.setdefault("Cache-Control", "no-cache")
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._app(inner, receive, send_wrapped)
        finally:
            self._metrics.count_request(method, _route_template(inner), status)
            milliseconds = (time.perf_counter() - began) * 1000
            path = request_path(scope)
            logger.info("%s %s %d %.1f ms %s", quote(method), path, status, milliseconds, request_id)


class LastResort:
    """Turns an exception that nobody expected into a 500 problem; the traceback goes to the log alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        started = False

        async def send_wrapped(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_wrapped)
        except Exception:
            if scope["type"] != "http" or started:
                raise
            logger.exception("Onverwachte fout bij aanvraag %s", scope.get("request_id"))
            error = ProblemError(
                "internal-error",
                f"Er ging iets mis op de server. Meld dit met aanvraagnummer {scope.get('request_id')}.",
            )
            await problem_response(error, request_path(scope))(scope, receive, send)


class BodyLimit:
    """Reads the body first, up to `max_bytes`, whatever Content-Length says; beyond that it is a 413."""

    def __init__(self, app: ASGIApp, max_bytes: int, larger: Mapping[str, int] = NOWHERE) -> None:
        """:param larger: paths where more is taken, with how much."""
        self._app = app
        self._max_bytes = max_bytes
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        max_bytes = max(self._max_bytes, self._larger.get(scope["path"], 0))
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > max_bytes:
                await self._refuse(scope, receive, send, max_bytes)
                return
        whole: Message | None = {"type": "http.request", "body": bytes(body), "more_body": False}

        async def receive_whole() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            message, whole = whole, None
            return message

        await self._app(scope, receive_whole, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, max_bytes: int) -> None:
        error = ProblemError(
            "body-too-large",
            f"De aanvraag is groter dan {max_bytes} bytes. Een vraag is ten hoogste 1000 tekens.",
            headers={"Connection": "close"},
        )
        await problem_response(error, request_path(scope))(scope, receive, send)


def _route_template(scope: Scope) -> str:
    """The path template of the route that answered; "other" when none did."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return path if isinstance(path, str) and path else "other"
