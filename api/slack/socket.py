"""The bot by Socket Mode: it calls Slack and keeps the line open, so that no address need be open to the internet."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from api.bot.service import BotService
from api.bot.settings import BotSettings
from api.live import LiveAssistant
from api.metrics import Metrics
from api.slack.bot import SlackBot
from api.slack.web import error_code, is_refusal
from sources.errors import SettingsError

PING_SECONDS = 10.0
"""How often the line is tried; one that is silent for four times as long is made anew."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


async def serve_socket(
    settings: BotSettings,
    public_url: str | None,
    assistants: LiveAssistant,
    on_connected: Callable[[str], None],
) -> None:
    """Answer until cancelled; what is under way then is finished first.

    :param public_url: where users reach the web page; None for answers without links.
    :param on_connected: called once, with the name of the workspace.
    :raises SettingsError: a token is missing, or Slack refuses it.
    :raises BotStoreError: the bot's file cannot be used.
    """
    for name, token in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token),
        ("SLACK_APP_TOKEN", settings.slack_app_token),
    ):
        if not token:
            raise SettingsError(
                f"{name} is leeg; zonder kan de bot niet met Slack verbinden. Zie docs/slack.md."
            )
    service = BotService(settings, public_url, assistants, Metrics())
    bot = SlackBot(service)
    # Made here, since it wants a running event loop.
    handler = AsyncSocketModeHandler(bot.app, settings.slack_app_token, ping_interval=PING_SECONDS)
    assistants.start()
    try:
        workspace = await _introduce(bot, handler)
        service.start(bot.platforms)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        on_connected(workspace)
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            # Not on Windows, and not in a thread.
            task = asyncio.current_task()
            if task is not None:
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await asyncio.Event().wait()
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
        await service.stop()
        assistants.stop()


async def _introduce(bot: SlackBot, handler: AsyncSocketModeHandler) -> str:
    """The name of the workspace; both tokens have been tried then."""
    told = await _accepted("SLACK_BOT_TOKEN", bot.client.auth_test)
    handler.client.wss_uri = await _accepted("SLACK_APP_TOKEN", handler.client.issue_new_wss_url)
    return str(told["team"])


async def _accepted(token: str, call: Callable[[], Awaitable[T]]) -> T:
    """What Slack answers; while it cannot be reached it is tried again, as later when the line breaks.

    :raises SettingsError: Slack refuses the token.
    """
    while True:
        try:
            return await call()
        except SlackApiError as exc:
            if is_refusal(exc):
                raise SettingsError(f"Slack weigert {token} ({error_code(exc)}). Zie docs/slack.md.") from exc
            logger.warning("Slack antwoordt niet zoals het hoort; over %.0f s opnieuw.", PING_SECONDS)
        except (aiohttp.ClientError, TimeoutError) as exc:
            logger.warning(
                "Slack is niet te bereiken (%s); over %.0f s opnieuw.", type(exc).__name__, PING_SECONDS
            )
        await asyncio.sleep(PING_SECONDS)
