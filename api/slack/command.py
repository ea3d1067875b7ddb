"""`briefwijzer slack`: the bot by Socket Mode, in a process of its own."""

import asyncio
import contextlib

import click

from api.live import open_index
from api.logs import log_to_stderr
from api.settings import Settings
from api.slack.socket import serve_socket


def run(settings: Settings) -> int:
    """Answer until interrupted; gives the exit code 0.

    :raises SettingsError: a token is missing, or Slack refuses it.
    :raises BotStoreError: the bot's file cannot be used.
    """
    log_to_stderr(settings.server)
    assistants = open_index(settings)
    click.echo(f"De index in {settings.server.index} wordt geladen ...")
    assistants.refresh()
    if assistants.problem:
        click.echo(f"Let op: {assistants.problem}")

    def connected(workspace: str) -> None:
        click.echo(f"Verbonden met Slack, werkruimte {workspace}. Stoppen: Ctrl-C")

    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(serve_socket(settings.bot, settings.server.public_url, assistants, connected))
    click.echo("Gestopt.")
    return 0
