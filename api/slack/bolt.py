"""Bolt over our own deliveries: it checks and reads what Slack sends, and acknowledges what has been accepted."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from api.slack.delivery import Incoming, read_button, read_command, read_event, read_shortcut

_ANY = re.compile(r".+")

bolt_logger = logging.getLogger("api.slack.bolt_log")
"""For Bolt, which otherwise logs the body of a request that it refuses or does not know."""
bolt_logger.setLevel(logging.ERROR)

Take = Callable[[Incoming], Awaitable[None]]


def make_app(client: AsyncWebClient, signing_secret: str, take: Take) -> AsyncApp:
    """Bolt's application; it gives every delivery that is for the bot to `take`, and acknowledges it after that.

    Where `take` fails the delivery is not acknowledged, so that Slack sends it again.

    :param signing_secret: empty for Socket Mode, which has no signatures.
    """

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Bolt would ask Slack (auth.test) before the first acknowledgement, and lose the delivery if that fails.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=client.token)

    app = AsyncApp(
        name="briefwijzer",
        logger=bolt_logger,
        signing_secret=signing_secret,
        client=client,
        authorize=authorize,
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )

    async def on(ack: AsyncAck, incoming: Incoming | None) -> None:
        if incoming is not None:
            await take(incoming)
        await ack()

    @app.event(_ANY)
    async def on_event(ack: AsyncAck, body: dict[str, Any]) -> None:
        await on(ack, read_event(body))

    @app.command(_ANY)
    async def on_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await on(ack, read_command(body))

    @app.shortcut(_ANY)
    async def on_shortcut(ack: AsyncAck, body: dict[str, Any]) -> None:
        await on(ack, read_shortcut(body))

    @app.action(_ANY)
    async def on_action(ack: AsyncAck, body: dict[str, Any]) -> None:
        await on(ack, read_button(body))

    return app
