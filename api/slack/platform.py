"""Answers Slack's deliveries: in the thread where the question stands, or privately where it was asked so."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from api.bot.conversation import Conversation, Message
from api.bot.inbox import Inbox, Work
from api.bot.memory import Memory
from api.bot.reply import Reply
from api.bot.worker import TryLaterError
from api.slack.blocks import Frame, message
from api.slack.delivery import Delivery, Incoming, Kind
from api.slack.web import RefusedError, SlackWeb

NAME = "slack"

SIGN_SECONDS = 1.0
"""An answer that takes longer is announced; most take far less, and then a sign would only flash by."""

STATUS = "zoekt in de brieven …"
"""Slack puts the bot's name before it."""
SEARCHING = "Ik zoek in de brieven …"

HOW = (
    "Noem mij in een kanaal, stuur mij een bericht, kies bij een bericht “Zoek dit in de brieven”, of typ /brief met "
    "uw vraag voor een antwoord dat alleen u ziet."
)
EXPIRED = "Dit antwoord wordt niet meer bewaard; stel de vraag opnieuw."
THANKS = "Dank u, dat is genoteerd."
NOT_A_MEMBER = "Ik ben geen lid van dit kanaal, dus alleen u ziet dit antwoord. Nodig mij uit met /invite."

PROMPTS_TITLE = "Wat wilt u uit de brieven weten?"
PROMPTS = (("Welke brieven zijn er?", "brieven"), ("Hoe werkt dit?", "help"))

_OUTSIDE = frozenset({"not_in_channel", "channel_not_found"})
_UNLIKED_BLOCKS = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)

logger = logging.getLogger(__name__)


class SlackPlatform:
    """Takes deliveries in, and answers them when the worker brings them back."""

    def __init__(
        self, inbox: Inbox, memory: Memory, conversation: Conversation, web: SlackWeb, *, votes: bool
    ) -> None:
        """:param votes: whether answers have buttons for useful and not."""
        self._inbox = inbox
        self._memory = memory
        self._conversation = conversation
        self._web = web
        self._votes = votes

    async def accept(self, incoming: Incoming) -> bool:
        """Whether this is new; from here on it will be answered, also after a restart."""
        return await self._inbox.accept(
            incoming.keys,
            platform=NAME,
            line=f"{NAME}:{incoming.line}",
            payload=asdict(incoming.delivery),
        )

    async def deliver(self, work: Work) -> None:
        """Answer one delivery.

        :raises TryLaterError: Slack did not take the answer.
        :raises NotReadyError: the letters are still being loaded.
        """
        payload = dict(work.payload)
        delivery = Delivery(**{**payload, "kind": Kind(payload["kind"])})
        match delivery.kind:
            case Kind.QUESTION:
                await self._question(work, delivery)
            case Kind.MORE | Kind.SHARE:
                await self._show_again(work, delivery)
            case Kind.VOTE:
                await self._vote(work, delivery)
            case Kind.PROMPTS:
                await self._web.suggest(delivery.channel, delivery.thread or "", PROMPTS_TITLE, PROMPTS)

    async def _question(self, work: Work, delivery: Delivery) -> None:
        if work.sending and await self._has_posted(delivery):
            return
        async with self._sign(delivery):
            reply = await self._conversation.reply(_message(delivery))
        shown = message(reply, self._frame(delivery.reply_id, shareable=delivery.private))
        if not await self._inbox.sending(work):
            return
        if delivery.private:
            await self._respond(delivery, _aside(delivery, shown))
        else:
            await self._post(delivery, reply, shown)

    async def _has_posted(self, delivery: Delivery) -> bool:
        """Whether an answer that was sent before, nobody knows how that ended, stands in the thread after all."""
        if delivery.private:
            return False
        return bool(await self._web.has_posted(delivery.channel, delivery.thread or "", delivery.reply_id))

    async def _post(self, delivery: Delivery, reply: Reply, shown: Mapping[str, Any]) -> None:
        thread = delivery.thread or ""
        try:
            await self._web.post(delivery.channel, thread, shown)
        except RefusedError as refused:
            if refused.code in _UNLIKED_BLOCKS:
                logger.warning(
                    "Slack wil de opmaak van een antwoord niet (%s); het gaat als tekst.", refused.code
                )
                plain = {name: value for name, value in shown.items() if name != "blocks"}
                await self._web.post(delivery.channel, thread, plain)
            elif refused.code in _OUTSIDE and delivery.response_url:
                told = message(
                    replace(reply, remarks=(*reply.remarks, NOT_A_MEMBER)), self._frame(delivery.reply_id)
                )
                await self._respond(delivery, _aside(delivery, told))
            else:
                raise

    async def _show_again(self, work: Work, delivery: Delivery) -> None:
        kept = await self._memory.kept(delivery.answer_id)
        if kept is None:
            await self._tell(delivery, EXPIRED)
            return
        sharing = delivery.kind is Kind.SHARE
        reply = await self._conversation.again(kept, whole=not sharing)
        shared_by = delivery.user if sharing else delivery.shared_by
        frame = self._frame(
            delivery.reply_id,
            question=kept.asked.question if shared_by else "",
            shared_by=shared_by,
            shareable=delivery.private and not sharing,
        )
        if not await self._inbox.sending(work):
            return
        where = {"response_type": "in_channel"} if sharing else {}
        await self._respond(delivery, {**where, "replace_original": not sharing, **message(reply, frame)})
        if sharing:
            with contextlib.suppress(TryLaterError, RefusedError):
                # The private copy would offer to share it again.
                await self._respond(delivery, {"delete_original": True})

    async def _vote(self, work: Work, delivery: Delivery) -> None:
        kept = await self._memory.kept(delivery.answer_id)
        if kept is not None and self._votes:
            await self._memory.vote(kept, delivery.user, useful=delivery.useful)
        if await self._inbox.sending(work):
            await self._tell(delivery, THANKS if kept is not None and self._votes else EXPIRED)

    def _frame(
        self, reply_id: str, *, question: str = "", shared_by: str | None = None, shareable: bool = False
    ) -> Frame:
        return Frame(reply_id, question, shared_by, shareable, self._votes)

    async def _tell(self, delivery: Delivery, text: str) -> None:
        """Say something to who pressed a button, beside the answer."""
        await self._respond(delivery, _aside(delivery, {"text": text}))

    async def _respond(self, delivery: Delivery, body: Mapping[str, Any]) -> None:
        if delivery.response_url is not None:
            await self._web.respond(delivery.response_url, body)

    @contextlib.asynccontextmanager
    async def _sign(self, delivery: Delivery) -> AsyncIterator[None]:
        """Show that work is under way, if it takes long; done with when the answer is posted, so never after it."""
        begun = asyncio.Event()

        async def show() -> None:
            await asyncio.sleep(SIGN_SECONDS)
            begun.set()
            if delivery.private:
                with contextlib.suppress(TryLaterError, RefusedError):
                    await self._tell(delivery, SEARCHING)
            else:
                await self._web.set_status(delivery.channel, delivery.thread or "", STATUS)

        task = asyncio.create_task(show())
        try:
            yield
        finally:
            if not begun.is_set():
                task.cancel()
            # Not awaited by itself: that would take an end of this work for the end of the sign.
            await asyncio.wait({task})
            if not task.cancelled() and (error := task.exception()) is not None:
                logger.error("Het teken dat er gezocht wordt gaf een onverwachte fout.", exc_info=error)


def _aside(delivery: Delivery, shown: Mapping[str, Any]) -> dict[str, Any]:
    """A message for one user alone, in the thread that it belongs to: without it Slack shows it in the channel.

    Not in a thread that is yet to begin, for there Slack does not show it at all.
    """
    thread = {} if delivery.thread in (None, delivery.ts) else {"thread_ts": delivery.thread}
    return {"response_type": "ephemeral", "replace_original": False, **thread, **shown}


def _message(delivery: Delivery) -> Message:
    """The question with the conversations that it belongs to."""
    if delivery.private:
        own = (f"{NAME}:{delivery.channel}:{delivery.user}",)
        return Message(delivery.text, delivery.reply_id, own, own, HOW)
    thread = f"{NAME}:{delivery.channel}:{delivery.thread}"
    whole = (f"{NAME}:{delivery.channel}",) if delivery.direct else ()
    in_thread = delivery.thread != delivery.ts
    before = (thread, *whole) if in_thread else whole
    return Message(delivery.text, delivery.reply_id, before, (thread, *whole), HOW)
