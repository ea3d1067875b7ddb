"""From a message to a reply: help, the letters, an answer; a follow-up is asked with the question before it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from api.asking import ask
from api.bot.memory import Asked, Kept, Memory, Place, Shown
from api.bot.message import Ask, Help, ListLetters, More, understand
from api.bot.only import EXAMPLES, Unclear, read_only
from api.bot.reply import MAX_ECHO, Item, Reply, answer_reply, letters_reply, shorten
from api.bot.worker import NotReadyError
from api.live import LOADING, LiveAssistant
from api.metrics import Metrics
from api.schemas import AskResponse, PassageOut
from rag.types import Filters
from sources.errors import BotStoreError, QuestionError
from sources.types import SPAN_JOINER

T = TypeVar("T")

PASSAGES = 5
"""How many passages an answer has when all are shown."""

THREADS = 4
"""Answers that are worked on at once; apart from the threads of HTTP, so that neither waits for the other."""

NO_LETTERS = "De brieven zijn nu niet te doorzoeken. Probeer het later opnieuw, of meld het aan de beheerder."
FAILED = "Er ging iets mis bij het zoeken. Probeer het later opnieuw, of meld het aan de beheerder."
FOLLOWS_NOTHING = (
    "Dit lijkt een vervolgvraag, maar ik weet niet op welke vraag. Stel de vraag helemaal, of stel hem in de draad "
    "van het antwoord waarop hij volgt."
)
NOTHING_BEFORE = "Ik weet niet waarvan u meer wilt zien: er is in dit gesprek nog niets gevraagd."

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What someone said to the bot, without the platform's signs.

    `answer_id` is what the answer will be known by, the same for every try. `before` are the conversations that may
    hold the question before it, nearest first; `remember_in` those that its question is the last of from now on. `how`
    says how the bot is addressed there.
    """

    text: str
    answer_id: str
    before: tuple[str, ...]
    remember_in: tuple[str, ...]
    how: str


class Conversation:
    """Replies to messages; safe to use for many at once."""

    def __init__(
        self, assistants: LiveAssistant, metrics: Metrics, memory: Memory, public_url: str | None
    ) -> None:
        self._assistants = assistants
        self._metrics = metrics
        self._memory = memory
        self._public_url = public_url
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="briefwijzer-bot-answer")

    def close(self) -> None:
        """Let go of the threads; an answer that nobody waits for any more is not waited for here either."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def reply(self, message: Message) -> Reply:
        """The reply to a message; what goes wrong is said in it.

        :raises NotReadyError: the letters are still being loaded.
        :raises BotStoreError: the bot's file cannot be used.
        """
        match understand(message.text):
            case Help(asked):
                return _help(message.how, asked=asked)
            case ListLetters():
                return await _spoken(self._letters())
            case More():
                return await _spoken(self._more(message))
            case Ask() as wanted:
                return await _spoken(self._answer(message, wanted))

    async def again(self, kept: Kept, *, whole: bool) -> Reply:
        """The answer to a question that was asked before; with `whole` all its passages.

        :raises NotReadyError: the letters are still being loaded.
        """

        async def answer() -> Reply:
            found = await self._in_thread(lambda: self._ask(kept.asked))
            if isinstance(found, Reply):
                return found
            return answer_reply(found, kept.answer_id, self._public_url, kept.remarks, whole=whole)

        return await _spoken(answer())

    async def _more(self, message: Message) -> Reply:
        if (before := await self._memory.before(message.before)) is None:
            return Reply(sentences=(NOTHING_BEFORE,))
        asked = before.whole
        found = await self._in_thread(lambda: self._ask(asked))
        if isinstance(found, Reply):
            return found
        remarks = (f"Bij de vraag: “{shorten(asked.question, MAX_ECHO)}”", *_only_remark(asked))
        return replace(
            answer_reply(found, message.answer_id, self._public_url, remarks, whole=True), answer_id=None
        )

    async def _letters(self) -> Reply:
        if (assistant := self._assistants.assistant) is None:
            return self._without_letters()
        letters = list(assistant.letters.values())
        return await self._in_thread(lambda: letters_reply(letters, self._public_url))

    async def _answer(self, message: Message, wanted: Ask) -> Reply:
        asked = base = Asked(wanted.question, wanted.only)
        remarks = []
        if wanted.follows:
            before = await self._memory.before(message.before)
            if before is None:
                return Reply(sentences=(FOLLOWS_NOTHING,))
            base = before.asked
            asked = Asked(f"{base.question} {wanted.question}", wanted.only or base.only)
            remarks.append(f"Gevraagd als vervolg: “{shorten(asked.question, MAX_ECHO)}”")
        remarks += _only_remark(asked)
        found = await self._in_thread(lambda: self._ask(asked))
        if isinstance(found, Reply):
            return found
        kept = Kept(message.answer_id, asked, tuple(remarks), _shown(found))
        await self._memory.keep(kept, base, message.remember_in)
        return answer_reply(found, message.answer_id, self._public_url, remarks, whole=False)

    def _ask(self, asked: Asked) -> AskResponse | Reply:
        """The answer, or what to say where there can be none; takes its time."""
        if (assistant := self._assistants.assistant) is None:
            return self._without_letters()
        filters = Filters()
        try:
            if asked.only:
                read = read_only(asked.only, list(assistant.letters.values()))
                if isinstance(read, Unclear):
                    return Reply(sentences=(read.message,))
                filters = read
            return ask(assistant, asked.question, PASSAGES, filters, self._metrics)
        except QuestionError as exc:
            return Reply(sentences=(str(exc),))

    def _without_letters(self) -> Reply:
        if self._assistants.problem == LOADING:
            raise NotReadyError
        logger.error("De bot kan niet antwoorden: %s", self._assistants.problem)
        return Reply(sentences=(NO_LETTERS,))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


async def _spoken(reply: Awaitable[Reply]) -> Reply:
    """The reply, or one that says that something went wrong: whoever asks must not be left without a word."""
    try:
        return await reply
    except (NotReadyError, BotStoreError):
        raise
    except Exception:
        logger.exception("Een vraag aan de bot gaf een onverwachte fout.")
        return Reply(sentences=(FAILED,))


def _only_remark(asked: Asked) -> list[str]:
    return [f"Alleen gezocht in: {shorten(asked.only, MAX_ECHO)}"] if asked.only else []


def _help(how: str, *, asked: bool) -> Reply:
    first = (
        "Ik zoek antwoorden in brieven van de overheid en geef ze woord voor woord, met de plaats waar ze staan. "
        "Staat het antwoord er niet in, dan zeg ik dat."
        if asked
        else "Wat wilt u uit de brieven weten?"
    )
    return Reply(
        sentences=(first,),
        items=(
            Item(how),
            Item("Stel een hele vraag: “Hoeveel mensen werken er in de industrie?”"),
            Item("Vraag daarna door, in dezelfde draad: “en in 2020?”"),
            Item("Zie meer passages dan de beste: “meer”."),
            Item(f"Kies in welke brieven ik zoek: {EXAMPLES}."),
            Item("“brieven” noemt de brieven die er zijn, “help” toont deze uitleg."),
        ),
    )


def _shown(response: AskResponse) -> Shown:
    first: Sequence[PassageOut] = (response.passages or response.nearest)[:1]
    return Shown(response.answered, tuple(place for passage in first for place in _places(passage)))


def _places(passage: PassageOut) -> list[Place]:
    """The answer sentences of a passage as quotes, each on one page."""
    found = []
    at = 0
    for span in passage.citation.spans:
        end = at + span.end - span.start
        for highlight in passage.highlights:
            text = passage.text[max(at, highlight.start) : min(end, highlight.end)].strip()
            if text:
                found.append(Place(passage.citation.letter_id, span.page, text))
        at = end + len(SPAN_JOINER)
    return found
