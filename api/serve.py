"""Running the server: its own port, a log without questions, and a greeting that says what to do next."""

import contextlib
import ipaddress
import multiprocessing
import os
import shlex
import signal
import socket
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from types import FrameType

import click
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.admin.process import JobRunner
from api.app import create_app
from api.bots import bot_lines
from api.live import open_index
from api.logs import log_to_stderr
from api.metrics import MULTIPROCESS, Metrics
from api.settings import Settings
from sources.errors import SettingsError

SHUTDOWN_SECONDS = 10
"""How long answers that are under way may take when the server stops."""

THIS_MACHINE = "127.0.0.1,::1,::ffff:127.0.0.1"
"""Where a proxy is believed about whose request it passes on, unless uvicorn's own variable says otherwise."""

EXAMPLE = '{"question": "Hoeveel mensen werken er in de industrie?"}'


def serve(settings: Settings) -> int:
    """Serve until interrupted; gives the exit code 0.

    The port is taken first, so that a port in use is known before the index is loaded.

    :raises SettingsError: the address or the port cannot be had.
    :raises JobError: the folder of jobs cannot be read.
    """
    log_to_stderr(settings.server)
    with _listen(settings.server.host, settings.server.port) as listener:
        address = _address(settings.server.host, listener.getsockname()[1])
        # As Ctrl-C, so that what follows serving is done then too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        jobs = JobRunner(settings)
        jobs.start()
        try:
            # uvicorn stops tidily at Ctrl-C and only then raises it again.
            with contextlib.suppress(KeyboardInterrupt):
                if settings.server.workers == 1:
                    _serve_alone(settings, listener, address)
                else:
                    _serve_together(settings, listener, address)
        finally:
            jobs.stop()
    click.echo("Gestopt.")
    return 0


def _serve_alone(settings: Settings, listener: socket.socket, address: str) -> None:
    metrics = Metrics()
    assistants = open_index(settings, metrics.count_stage)
    click.echo(f"De index in {settings.server.index} wordt geladen ...")
    assistants.refresh()
    click.echo(_greeting(address, settings, assistants.problem))
    stopping = threading.Event()
    app = create_app(assistants, settings.server, settings.bot, metrics, stopping)
    _Server(_config(lambda: app), stopping).run(sockets=[listener])


def _serve_together(settings: Settings, listener: socket.socket, address: str) -> None:
    """Serve with several processes on one socket; each maps the same index into memory."""
    with tempfile.TemporaryDirectory(prefix="briefwijzer-") as shared:
        # Where prometheus-client keeps what all processes count; the variable is its own.
        os.environ[MULTIPROCESS] = shared
        click.echo(_greeting(address, settings, None))
        config = _config(partial(_app_of_worker, settings), workers=settings.server.workers)
        Multiprocess(config, sockets=[listener]).run()


def _app_of_worker(settings: Settings) -> FastAPI:
    """The application of one of several processes, made in that process."""
    log_to_stderr(settings.server)
    threading.Thread(target=_stop_with_parent, name="briefwijzer-parent", daemon=True).start()
    metrics = Metrics()
    return create_app(open_index(settings, metrics.count_stage), settings.server, settings.bot, metrics)


def _stop_with_parent() -> None:
    """Stop this process when the one that started it is gone, so that a kill leaves no process with the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _config(make_app: Callable[[], FastAPI], workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        make_app,
        factory=True,
        workers=workers,
        log_config=None,
        # uvicorn's access log holds the whole address, and so the question of GET /v1/ask.
        access_log=False,
        server_header=False,
        forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", THIS_MACHINE),
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


class _Server(uvicorn.Server):
    """Says that it stops before it waits for what is under way, so that who follows a job lets go."""

    def __init__(self, config: uvicorn.Config, stopping: threading.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, because of a signal."""
        self._stopping.set()
        super().handle_exit(sig, frame)


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
        lines[5:5] = ["", f"  Taalmodel aansluiten met MCP: {address}/mcp (zie docs/mcp.md)"]
    lines[2:2] = [f"  {line}" for line in bot_lines(settings.bot, address)]
    if not settings.server.read_key and not is_own(settings.server.host):
        lines[2:2] = [
            "  Let op: iedereen die deze machine bereikt, kan de brieven lezen. BRIEFWIJZER_READ_KEY=true vraagt een",
            "  sleutel; die maakt u met: briefwijzer keys add NAAM --lezen",
        ]
    if problem:
        lines[2:2] = [f"  Let op: {problem}"]
    return "\n".join(lines)


def is_own(host: str) -> bool:
    """Whether the server listens to this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
