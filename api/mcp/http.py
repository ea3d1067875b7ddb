"""MCP over HTTP: POST /mcp in the application, behind the same limits and over the same index as the other routes.

Stateless and answered in JSON: any worker can serve any request, no connection stays open, and nothing is remembered of
a client. What is left out, a stream from the server, has no use here: nothing is ever sent unasked.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.live import LiveAssistant
from api.lookup import require_assistant
from api.mcp.server import create_server
from api.problems import ProblemError, require_json
from api.settings import ServerSettings

if TYPE_CHECKING:
    from api.metrics import Metrics

PATH = "/mcp"
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
NAMES = (b"host", b"origin")
ANY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


class McpEndpoint:
    """The ASGI application of /mcp; it serves while `running`.

    A web page that someone on this machine or in this network visits could have its own name point here (DNS rebinding)
    and so read the letters through their browser. So /mcp answers only to names that the server is known to have.
    """

    def __init__(self, assistants: LiveAssistant, settings: ServerSettings, metrics: "Metrics") -> None:
        self._server = create_server(lambda: require_assistant(assistants), metrics, settings.public_url)
        self._max_bytes = settings.max_body_bytes
        self._security = security(settings)
        self._guard = TransportSecurityMiddleware(self._security)
        self._manager: StreamableHTTPSessionManager | None = None
        # GET is 405, which tells a client that nothing will be sent unasked.
        self.route = Route(PATH, self, methods=["POST"], name="mcp", include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve as long as this lasts; may be entered again afterwards."""
        manager = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            security_settings=self._security,
            max_request_body_size=self._max_bytes,
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request.

        :raises ProblemError: it is not JSON, or is meant for another server, or comes from a foreign web page.
        """
        # The metrics count by route; FastAPI notes only its own.
        scope["route"] = self.route
        # Names of servers may be written in capitals, which the SDK would not know again.
        headers = [(key, value.lower() if key in NAMES else value) for key, value in scope["headers"]]
        scope = {**scope, "headers": headers}
        request = Request(scope)
        require_json(request)
        await self._check(request)
        if self._manager is None:
            raise ProblemError("no-index", "De server start nog op of stopt; probeer het opnieuw.")
        await self._manager.handle_request(scope, receive, send)

    async def _check(self, request: Request) -> None:
        """Let the SDK judge Host and Origin, and say in Dutch what it found."""
        refusal = await self._guard.validate_request(request)
        if refusal is None:
            return
        if refusal.status_code == 403:
            raise ProblemError(
                "foreign-origin",
                f"Een webpagina van {request.headers.get('origin', '')[:80]!r} mag {PATH} niet gebruiken. "
                "Hoort zij bij deze server, zet haar naam dan in BRIEFWIJZER_MCP_HOSTS.",
            )
        raise ProblemError(
            "unknown-host",
            f"Deze server kent zichzelf niet als {request.headers.get('host', '')[:80]!r}. Is dat zijn naam, zet "
            "die dan in BRIEFWIJZER_PUBLIC_URL of BRIEFWIJZER_MCP_HOSTS.",
        )


def security(settings: ServerSettings) -> TransportSecuritySettings:
    """The names that /mcp answers to, on any port unless one is given, and the web pages under those names."""
    names = [*THIS_MACHINE, *(name.lower() for name in settings.mcp_hosts)]
    if settings.host not in ANY_ADDRESS:
        names.append(f"[{settings.host}]" if ":" in settings.host else settings.host.lower())
    if settings.public_url is not None:
        names.append(urlsplit(settings.public_url).netloc.lower())
    hosts = [host for name in names for host in ([name] if _has_port(name) else [name, f"{name}:*"])]
    return TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")],
    )


def _has_port(name: str) -> bool:
    return name.rpartition(":")[2].isdecimal() and not name.endswith("]")
