"""The bots that the settings turn on, as parts of the server; nothing of them is imported where none is on."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from fastapi import APIRouter

from api.bot.settings import BotSettings
from api.live import LiveAssistant
from api.metrics import Metrics

if TYPE_CHECKING:
    from api.bot.worker import Deliver


async def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Bots:
    """What the server needs of its bots: routes, how large requests to some paths may be, a start and an end."""

    routers: tuple[APIRouter, ...] = ()
    max_body_bytes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    start: Callable[[], Awaitable[None]] = _nothing
    stop: Callable[[], Awaitable[None]] = _nothing


def make_bots(
    settings: BotSettings, public_url: str | None, assistants: LiveAssistant, metrics: Metrics
) -> Bots:
    """The bots that `settings` turn on.

    :param public_url: where users reach the web page; None for answers without links.
    :raises BotStoreError: one is on, and its file cannot be used.
    """
    if not (settings.slack_over_http or settings.mattermost_tokens):
        return Bots()
    from api.bot.service import BotService

    service = BotService(settings, public_url, assistants, metrics)
    routers: list[APIRouter] = []
    sizes: dict[str, int] = {}
    platforms: dict[str, Deliver] = {}
    if settings.slack_over_http:
        from api.slack import routes as slack
        from api.slack.bot import SlackBot

        bot = SlackBot(service)
        routers.append(slack.slack_routes(bot.app, settings.slack_signing_secret or ""))
        sizes[slack.PATH] = slack.MAX_BODY_BYTES
        platforms.update(bot.platforms)
    if settings.mattermost_tokens:
        from api.mattermost import routes as mattermost

        routers.append(mattermost.mattermost_routes(service))
        sizes[mattermost.PATH] = mattermost.MAX_BODY_BYTES

    async def start() -> None:
        service.start(platforms)

    return Bots(tuple(routers), sizes, start, service.stop)


def bot_lines(settings: BotSettings, address: str) -> Iterator[str]:
    """What the server's greeting says of its bots: which are on, and what one lacks that is half set up."""
    if settings.slack_over_http:
        yield f"Slack: aanvragen komen op {address}/slack/events"
    elif settings.slack_signing_secret:
        yield "Let op: Slack staat uit, want SLACK_BOT_TOKEN is leeg."
    if settings.mattermost_tokens:
        yield f"Mattermost: aanvragen komen op {address}/mattermost"
