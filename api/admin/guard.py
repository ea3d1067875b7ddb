"""Who may do what: keys and limits, looked at before a request's body is."""

import base64
import ipaddress
import logging
import math
import re
import time
from collections.abc import Mapping

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.admin.keys import Key, KeyRing, Role
from api.problems import ProblemError, problem_response, request_path
from api.settings import ServerSettings
from sources.errors import KeyFileError

OPEN = re.compile(r"/(healthz|readyz|docs|beheer|openapi\.json|static/.*|slack/events|mattermost)")
"""What needs no key where reading does: it shows nothing of the letters, or looks itself at who is asking."""
ADMIN = re.compile(
    r"POST /v1/letters|DELETE /v1/letters/[^/]+|POST /v1/reindex|GET /v1/jobs|GET /v1/jobs/[^/]+(/events)?"
)
"""What an administrator alone may do, as method and path."""
KEY_NAME = "briefwijzer.key"
"""Where in the scope of a request the name of its key is."""
ADMITTED = "briefwijzer.admitted"
"""What is in the scope of a request that an administrator makes."""

NO_ADMIN = (
    "Beheer over HTTP staat uit zolang er geen sleutel voor is. Maak er een op de server met: "
    "briefwijzer keys add NAAM"
)
HOW = "Stuur een sleutel mee in de kopregel: Authorization: Bearer bw_..."

logger = logging.getLogger(__name__)


class Guard:
    """Refuses who may not, and who asks too often."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._ring = KeyRing(settings.keys)
        self._read_key = settings.read_key
        self._limits = _Limits(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            try:
                self._check(scope)
            except ProblemError as error:
                await problem_response(error, request_path(scope))(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        path = scope["path"]
        admin = ADMIN.fullmatch(f"{scope['method']} {path}") is not None
        bearer, basic = _offered(Headers(scope=scope))
        key = self._find(bearer if admin or bearer else basic)
        self._limits.check(scope, key)
        if key is not None:
            scope[KEY_NAME] = key.name
        if admin:
            self._check_admin(key)
            scope[ADMITTED] = True
        elif self._read_key and key is None and OPEN.fullmatch(path) is None:
            raise _no_key(basic=True)

    def _check_admin(self, key: Key | None) -> None:
        if not any(each.role is Role.ADMIN for each in self._keys()):
            raise ProblemError("administration-off", NO_ADMIN)
        if key is None:
            raise _no_key(basic=False)
        if key.role is not Role.ADMIN:
            raise ProblemError(
                "not-allowed",
                f"De sleutel {key.name} is er een om te lezen; hiervoor is er een voor beheer nodig.",
            )

    def _find(self, text: str | None) -> Key | None:
        try:
            return self._ring.find(text) if text else None
        except KeyFileError as exc:
            logger.error("%s", exc)  # noqa: TRY400 - the message says it all
            return None

    def _keys(self) -> tuple[Key, ...]:
        try:
            return self._ring.keys()
        except KeyFileError as exc:
            logger.error("%s", exc)  # noqa: TRY400 - the message says it all
            return ()


def require_admin(request: Request) -> None:
    """Refuse what no administrator asks, should an address ever reach a route without the guard knowing it for one.

    A router takes an address with a line break at its end for the one without.

    :raises ProblemError: the answer is 401.
    """
    if ADMITTED not in request.scope:
        raise _no_key(basic=False)


class _Limits:
    """Counts the requests of each key, and of each address that shows none, over the last minute.

    Requests from this machine itself are not counted, nor are the page's own files.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._of_key, self._of_address = settings.rate_per_key, settings.rate_per_address

    def check(self, scope: Scope, key: Key | None) -> None:
        """Count the request.

        :raises ProblemError: it is one too many; the answer is 429.
        """
        if scope["path"].startswith("/static/"):
            return
        who = f"key {key.name}" if key else _address(scope)
        allowed = self._of_key if key else self._of_address
        if not who or not allowed:
            return
        item = RateLimitItemPerMinute(allowed)
        if not self._counter.hit(item, who):
            wait = max(1, math.ceil(self._counter.get_window_stats(item, who).reset_time - time.time()))
            whose = "deze sleutel" if key else "dit adres"
            raise ProblemError(
                "too-many-requests",
                f"Van {whose} komen meer dan {allowed} aanvragen per minuut; probeer het over {wait} s opnieuw.",
                headers={"Retry-After": str(wait)},
            )


def _address(scope: Scope) -> str:
    """Whose requests are counted together: an IPv4 address, or a network of IPv6; empty for this machine itself."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _offered(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The key that a program sent, and the one that a browser sent as a password."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    value = value.strip()
    if scheme.lower() == "bearer":
        return value, None
    if scheme.lower() == "basic":
        try:
            return None, base64.b64decode(value, validate=True).decode().partition(":")[2]
        except ValueError:
            return None, None
    return None, None


def _no_key(*, basic: bool) -> ProblemError:
    """A 401; where a browser may ask for the key as a password, it does.

    A browser sends a password with what other sites make it send too, so that administration takes none.
    """
    return ProblemError(
        "no-key",
        f"Hiervoor is een geldige sleutel nodig. {HOW}",
        headers={"WWW-Authenticate": 'Basic realm="Briefwijzer", charset="UTF-8"' if basic else "Bearer"},
    )
