"""The bot in Slack, put together; how Slack reaches it, over HTTP or by Socket Mode, is another's part."""

from api.bot.service import BotService
from api.slack.bolt import make_app
from api.slack.delivery import Incoming
from api.slack.platform import NAME, SlackPlatform
from api.slack.web import SlackWeb, make_client


class SlackBot:
    """Bolt, and what answers what Bolt takes in."""

    def __init__(self, service: BotService) -> None:
        """Make the parts; nothing is asked of Slack yet."""
        settings = service.settings
        self._service = service
        self.client = make_client(settings.slack_bot_token, settings.slack_api_url)
        self.app = make_app(self.client, settings.slack_signing_secret or "", self._take)
        platform = SlackPlatform(
            service.inbox,
            service.memory,
            service.conversation,
            SlackWeb(self.client),
            votes=settings.bot_feedback,
        )
        self._accept = platform.accept
        self.platforms = {NAME: platform.deliver}

    async def _take(self, incoming: Incoming) -> None:
        if await self._accept(incoming):
            self._service.wake()
