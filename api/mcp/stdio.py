"""MCP over standard input and output: the process that a client such as Claude Desktop starts for itself."""

import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import anyio
import click
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from api.live import NO_INDEX, LiveAssistant, open_index
from api.logs import log_to_stderr
from api.lookup import require_assistant
from api.mcp.server import create_server
from api.problems import ProblemError
from api.settings import Settings

if TYPE_CHECKING:
    from rag.assistant import Assistant

logger = logging.getLogger(__name__)

BY_HAND = (
    "Briefwijzer wacht op een MCP-client. Deze opdracht wordt door een programma gestart, zoals Claude Desktop;\n"
    "hoe u dat instelt, staat in docs/mcp.md. Stoppen: Ctrl-C."
)

NO_INDEX_HERE = (
    "Er is geen index in {index_dir}. Maak hem met briefwijzer index, of geef zijn map met --index."
)
INTERRUPTED = 130
"""The exit code after Ctrl-C, as for every command."""


def serve_stdio(settings: Settings) -> int:
    """Serve until the client closes our input; gives the exit code 0.

    The client is answered at once while the index is loaded beside it; without an index the tools say how to make
    one, and find it as soon as it is there. Standard output carries the protocol alone: the SDK turns what else is
    printed to stderr.
    """
    log_to_stderr(settings.server)
    signal.signal(signal.SIGINT, _interrupted)
    if sys.stdin.isatty():
        click.echo(BY_HAND, err=True)
    assistants, index_dir = open_index(settings), settings.server.index
    server = create_server(
        lambda: wait_for_assistant(assistants, index_dir), public_url=settings.server.public_url
    )
    try:
        anyio.run(_serve, server, assistants)
    except* BrokenPipeError:
        logger.info("De client is weg.")
    finally:
        assistants.stop()
    return 0


def wait_for_assistant(assistants: LiveAssistant, index_dir: Path) -> "Assistant":
    """The Assistant that serves now; where the index is being loaded, this waits for it.

    :param index_dir: where the index is, to name it: a client starts us in a folder of its own choice.
    :raises ProblemError: there is no index, or it cannot be loaded.
    """
    if assistants.assistant is None:
        assistants.refresh()
    if assistants.assistant is None and assistants.problem == NO_INDEX:
        raise ProblemError("no-index", NO_INDEX_HERE.format(index_dir=index_dir.absolute()))
    return require_assistant(assistants)


def _interrupted(_: int, __: FrameType | None) -> None:
    """Stop at once: the thread that reads our input cannot be woken, and there is nothing to put away."""
    click.echo("Onderbroken.", err=True)
    os._exit(INTERRUPTED)


async def _serve(server: Server[Any], assistants: LiveAssistant) -> None:
    async with stdio_server() as (received, sent):
        # Only now, as what loading prints would otherwise go to the client.
        assistants.start()
        await server.run(received, sent, server.create_initialization_options())
