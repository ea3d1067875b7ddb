"""Running the server: its own port, a log without questions, and a greeting that says what to do next."""

import contextlib
import os
import shlex
import socket

import click
import uvicorn

from api.app import create_app
from api.bots import bot_lines
from api.live import open_index
from api.logs import log_to_stderr
from api.settings import Settings
from sources.errors import SettingsError

SHUTDOWN_SECONDS = 10
"""How long answers that are under way may take when the server stops."""

EXAMPLE = '{"question": "Hoeveel mensen werken er in de industrie?"}'


def serve(settings: Settings) -> int:
    """Serve until interrupted; gives the exit code 0.

    The port is taken first, so that a port in use is known before the index is loaded.

    :raises SettingsError: the address or the port cannot be had.
    """
    log_to_stderr()
    with _listen(settings.server.host, settings.server.port) as listener:
        address = _address(settings.server.host, listener.getsockname()[1])
        assistants = open_index(settings)
        click.echo(f"De index in {settings.server.index} wordt geladen ...")
        assistants.refresh()
        app = create_app(assistants, settings.server, settings.bot)
        click.echo(_greeting(address, settings, assistants.problem))
        config = uvicorn.Config(
            app,
            log_config=None,
            # uvicorn's access log holds the whole address, and so the question of GET /v1/ask.
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        # uvicorn stops tidily at Ctrl-C and only then raises it again.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    click.echo("Gestopt.")
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise SettingsError(f"Adres {host} bestaat niet op deze machine ({exc}).") from exc
    try:
        if os.name == "posix":
            # Lets a restart take the port while old connections linger; on Windows it would share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        # From here on a caller waits instead of being refused.
        listener.listen()
    except OSError as exc:
        listener.close()
        raise SettingsError(
            f"Poort {port} op {host} is niet te gebruiken ({exc.strerror}); een ander programma gebruikt hem "
            "misschien. Kies een andere poort, bijvoorbeeld: briefwijzer serve --port 8001"
        ) from exc
    return listener


def _address(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _greeting(address: str, settings: Settings, problem: str | None) -> str:
    lines = [
        "",
        f"  Briefwijzer draait op {address}",
        "",
        "  Vraag stellen met een programma:",
        f"    curl -H 'Content-Type: application/json' -d {shlex.quote(EXAMPLE)} {address}/v1/ask",
        "",
        "  Eigen brieven: zet ze (PDF, Word, ODT, HTML, XML, tekst) in een map en voer uit",
        f"    briefwijzer index mijn-brieven --index {shlex.quote(str(settings.server.index))}",
        "  De server neemt de nieuwe index vanzelf in gebruik.",
        "",
        "  Stoppen: Ctrl-C",
        "",
    ]
    if settings.server.mcp:
        lines[5:5] = [f"  Taalmodel aansluiten met MCP: {address}/mcp (zie docs/mcp.md)", ""]
    lines[2:2] = [f"  {line}" for line in bot_lines(settings.bot, address)]
    if problem:
        lines[2:2] = [f"  Let op: {problem}"]
    return "\n".join(lines)
