"""The parts of the bot that all platforms share, put together, from the start of a server to its end."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping

from api.bot.conversation import Conversation
from api.bot.database import Database
from api.bot.inbox import Inbox
from api.bot.memory import Memory
from api.bot.settings import BotSettings
from api.bot.worker import Deliver, Worker
from api.live import LiveAssistant
from api.metrics import Metrics

FORGET_SECONDS = 3600.0
"""How often what was kept long enough is removed."""

logger = logging.getLogger(__name__)


class BotService:
    """The file, what is in it, and who answers."""

    def __init__(
        self, settings: BotSettings, public_url: str | None, assistants: LiveAssistant, metrics: Metrics
    ) -> None:
        """Open the file, so that one that cannot be used is known before anything is accepted.

        :param public_url: where users reach the web page; None for answers without links.
        :raises BotStoreError: the file cannot be used.
        """
        self.settings = settings
        self._database = Database(settings.bot_store)
        self._database.run_now(lambda _: None)
        self.inbox = Inbox(self._database)
        self.memory = Memory(self._database)
        self.conversation = Conversation(assistants, metrics, self.memory, public_url)
        self._worker: Worker | None = None
        self._forgetting: asyncio.Task[None] | None = None

    def start(self, platforms: Mapping[str, Deliver]) -> None:
        """Begin to answer what was accepted, and to forget; in the event loop that the platforms live in.

        :param platforms: by name, what answers a delivery there; none for who answers in the request.
        """
        self._forgetting = asyncio.create_task(self._forget())
        if platforms:
            self._worker = Worker(self.inbox, platforms)
            self._worker.start()

    def wake(self) -> None:
        """Answer now: something was accepted."""
        if self._worker is not None:
            self._worker.wake()

    async def stop(self) -> None:
        """Stop answering, and close the file."""
        if self._worker is not None:
            await self._worker.stop()
        if self._forgetting is not None:
            self._forgetting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._forgetting
        self.conversation.close()
        self._database.close()

    async def _forget(self) -> None:
        while True:
            try:
                await self.inbox.forget(self.settings.bot_keep_days)
            except Exception:
                logger.exception("De bot kan niet opruimen wat hij lang genoeg bewaard heeft.")
            await asyncio.sleep(FORGET_SECONDS)
