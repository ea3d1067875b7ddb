"""Does the accepted work: claims it, holds it while it is under way, and tries again what did not get through."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from api.bot.inbox import LEASE_SECONDS, Inbox, Work
from sources.errors import BotStoreError

AT_ONCE = 8
"""Deliveries under way at once; most of their time they wait for the platform."""

POLL_SECONDS = 1.0
"""How often work that another process left, or that waits for its time, is looked for."""

RENEW_SECONDS = LEASE_SECONDS / 3

STOP_SECONDS = 10.0
"""How long work that is under way may take when the server stops; the rest is done after the next start."""

LONGEST_PAUSE = 60.0
"""Between two tries, the first after a second and each next after twice as long."""

logger = logging.getLogger(__name__)


class GiveUpError(Exception):
    """The platform will not take an answer, now or later; the message says why."""


class NotReadyError(Exception):
    """The letters are still being loaded; in a second it will do."""


class TryLaterError(Exception):
    """The platform did not take an answer; it is tried again.

    `sent` is whether it may have arrived all the same, `seconds` when the platform wants to be tried again.
    """

    def __init__(
        self, reason: str, *, sent: bool, seconds: float | None = None, rate_limited: bool = False
    ) -> None:
        super().__init__(reason)
        self.sent = sent
        self.seconds = seconds
        self.rate_limited = rate_limited


Deliver = Callable[[Work], Awaitable[None]]
"""Answers one delivery on its platform. Raises TryLaterError where that may yet succeed; other errors end the work."""


class Worker:
    """Answers what is in the inbox, from `start` to `stop`."""

    def __init__(self, inbox: Inbox, platforms: Mapping[str, Deliver]) -> None:
        """:param platforms: by name, what answers a delivery there."""
        self._inbox = inbox
        self._platforms = platforms
        self._news = asyncio.Event()
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look for work now: something was accepted."""
        self._news.set()

    def start(self) -> None:
        """Begin, with what was left from before."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Take no more work, and wait STOP_SECONDS for what is under way; the rest is for the next start."""
        self._stopping = True
        self._news.set()
        if self._loop is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                # Until the loop has ended it may begin another task.
                await asyncio.wait({self._loop})
                await asyncio.wait({self._loop, *self._tasks})
        late = {self._loop, *self._tasks}
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        slots = asyncio.Semaphore(AT_ONCE)
        while True:
            await slots.acquire()
            if self._stopping:
                return
            self._news.clear()
            work = await self._claim()
            if work is None:
                slots.release()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), POLL_SECONDS)
                continue
            task = asyncio.create_task(self._do(work))
            self._tasks.add(task)
            task.add_done_callback(lambda task: self._finished(task, slots))

    def _finished(self, task: asyncio.Task[None], slots: asyncio.Semaphore) -> None:
        self._tasks.discard(task)
        slots.release()
        # What waited for its turn in the same thread can be done now.
        self._news.set()

    async def _claim(self) -> Work | None:
        try:
            work, dropped = await self._inbox.claim(self._platforms)
        except Exception:
            # Were this loop to end, the bot would fall silent.
            logger.exception("De bot kan zijn werk niet vinden.")
            return None
        if dropped:
            logger.error("De bot liet %d berichten liggen die te oud zijn om nog te beantwoorden.", dropped)
        return work

    async def _do(self, work: Work) -> None:
        try:
            await self._try(work)
        except BotStoreError as exc:
            # The lease runs out, and then it is tried again.
            logger.error("%s", exc)  # noqa: TRY400 - the message says it all

    async def _try(self, work: Work) -> None:
        try:
            async with self._held(work):
                await self._platforms[work.platform](work)
        except NotReadyError:
            await self._inbox.again(work, POLL_SECONDS)
        except TryLaterError as late:
            pause = min(2.0 ** (work.tries - 1), LONGEST_PAUSE) if late.seconds is None else late.seconds
            logger.warning("De bot probeert een antwoord over %.0f s opnieuw: %s", pause, late)
            # What may have been sent before still may: perhaps only the look for it failed now.
            sent = late.sent or work.sending
            await self._inbox.again(work, pause, sent=sent, rate_limited=late.rate_limited)
        except GiveUpError as refused:
            logger.error("De bot kon een bericht niet beantwoorden: %s", refused)  # noqa: TRY400 - says it all
            await self._inbox.done(work)
        except asyncio.CancelledError:
            await self._inbox.again(work, 0.0)
            raise
        except BotStoreError:
            raise
        except Exception:
            logger.exception("De bot kon een bericht niet beantwoorden.")
            await self._inbox.done(work)
        else:
            await self._inbox.done(work)

    @contextlib.asynccontextmanager
    async def _held(self, work: Work) -> AsyncIterator[None]:
        """Renew the lease of `work` as long as it is under way."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(RENEW_SECONDS)
                with contextlib.suppress(BotStoreError):
                    await self._inbox.renew(work)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})
