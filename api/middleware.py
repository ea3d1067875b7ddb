"""What a request meets before a route: request id, security headers, log line, body limit, ETag, last resort.

Plain ASGI, without Starlette's BaseHTTPMiddleware, so that a body is counted while it comes in.
"""

import hashlib
import logging
import re
import time
import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import quote

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.admin.guard import KEY_NAME
from api.metrics import Metrics
from api.problems import ProblemError, problem_response, request_path
from api.settings import ServerSettings
from api.templating import file_size

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
UPLOAD = ("POST", "/v1/letters")
REVALIDATED = re.compile(r"(/v1)?/letters(/|$)|/openapi\.json$|/docs$|/$")
"""What the index and the program determine, so that it can be told from what the caller has already."""
_SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

logger = logging.getLogger(__name__)

Responder = Callable[[Request, ProblemError], Response]
"""Answers a request with a problem, in the form that who asked can read."""


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
            seconds = time.perf_counter() - began
            self._metrics.count_request(method, _route_template(inner), status, seconds)
            milliseconds = seconds * 1000
            path = request_path(scope)
            logger.info(
                "%s %s %d %.1f ms %s",
                quote(method),
                path,
                status,
                milliseconds,
                request_id,
                extra={
                    "method": method,
                    "path": path,
                    "status": status,
                    "milliseconds": round(milliseconds, 1),
                    "request_id": request_id,
                    "key": inner.get(KEY_NAME),
                },
            )


class LastResort:
    """Turns an exception that nobody expected into a 500 problem; the traceback goes to the log alone."""

    def __init__(self, app: ASGIApp, respond: Responder) -> None:
        self._app = app
        self._respond = respond

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
            await self._respond(Request(scope), error)(scope, receive, send)


class BodyLimit:
    """Refuses a body that is too large or too slow, whatever Content-Length says: a 413 or a 408.

    Letters go on to the route as they come in; any other body is read first.
    """

    def __init__(self, app: ASGIApp, settings: ServerSettings, larger: Mapping[str, int] = NOWHERE) -> None:
        """:param larger: paths where more is taken, with how much."""
        self._app = app
        self._max_bytes = settings.max_body_bytes
        self._larger = larger
        self._max_upload_bytes = settings.max_upload_bytes
        self._timeout = settings.body_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif (scope["method"], scope["path"]) == UPLOAD:
            await self._pass_on(scope, receive, send)
        else:
            await self._read_first(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self._max_upload_bytes:
            await _refuse(self._upload_too_large(), scope, receive, send)
            return
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message = await self._in_time(receive)
            taken += len(message.get("body", b""))
            if taken > self._max_upload_bytes:
                raise self._upload_too_large()
            return message

        await self._app(scope, receive_counted, send)

    async def _read_first(self, scope: Scope, receive: Receive, send: Send) -> None:
        max_bytes = max(self._max_bytes, self._larger.get(scope["path"], 0))
        body = bytearray()
        more = True
        try:
            with anyio.fail_after(self._timeout):
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return
                    body += message.get("body", b"")
                    more = message.get("more_body", False)
                    if len(body) > max_bytes:
                        error = _too_large(
                            f"De aanvraag is groter dan {max_bytes} bytes. Een vraag is ten hoogste 1000 tekens."
                        )
                        await _refuse(error, scope, receive, send)
                        return
        except TimeoutError:
            await _refuse(self._too_slow(), scope, receive, send)
            return
        whole: Message | None = {"type": "http.request", "body": bytes(body), "more_body": False}

        async def receive_whole() -> Message:
            nonlocal whole
            if whole is None:
                return await receive()
            message, whole = whole, None
            return message

        await self._app(scope, receive_whole, send)

    async def _in_time(self, receive: Receive) -> Message:
        try:
            with anyio.fail_after(self._timeout):
                return await receive()
        except TimeoutError:
            raise self._too_slow() from None

    def _upload_too_large(self) -> ProblemError:
        return _too_large(
            f"De aanvraag is groter dan {file_size(self._max_upload_bytes)}; stuur de brieven in meer aanvragen, "
            "of verhoog voor één grote brief BRIEFWIJZER_MAX_UPLOAD_BYTES."
        )

    def _too_slow(self) -> ProblemError:
        return ProblemError(
            "body-timeout",
            f"Binnen {self._timeout} seconden kwam de inhoud van de aanvraag niet binnen; probeer het opnieuw.",
            headers={"Connection": "close"},
        )


class Revalidation:
    """Gives what the index determines an ETag, so that who has it already is told so in a 304 without a body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "GET" or not REVALIDATED.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def send_whole(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            headers = MutableHeaders(scope=start)
            if start["status"] == 200:
                # Weak: gzip comes after this.
                headers["ETag"] = etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
                if _has_already(Headers(scope=scope).get("if-none-match", ""), etag):
                    start = {**start, "status": 304}
                    del headers["content-length"]
                    # What the whole answer says when it is compressed, and a cache keeps it by.
                    headers.add_vary_header("Accept-Encoding")
                    body.clear()
            await send(start)
            await send({"type": "http.response.body", "body": bytes(body)})

        await self._app(scope, receive, send_whole)


def _has_already(offered: str, etag: str) -> bool:
    """Whether `If-None-Match` offers this ETag; weak and strong are the same to it (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in offered.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _too_large(detail: str) -> ProblemError:
    return ProblemError("body-too-large", detail, headers={"Connection": "close"})


async def _refuse(error: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    await problem_response(error, request_path(scope))(scope, receive, send)


def _route_template(scope: Scope) -> str:
    """The path template of the route that answered; "other" when none did."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return path if isinstance(path, str) and path else "other"
