"""What the bot remembers: the last question of each conversation, the answers that have buttons, and votes on them."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from api.bot.database import Database


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer was found: a quote on one page of a letter, as the gold questions have it."""

    letter: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer showed: whether it was one, and the places of its first passage (or of what came closest)."""

    answered: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words that say which letters may answer, None for all."""

    question: str
    only: str | None


@dataclass(frozen=True, slots=True)
class Before:
    """The last question of a conversation, and with a follow-up `whole` what was then asked altogether."""

    asked: Asked
    whole: Asked


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that can be shown again; `remarks` are what was said of the question."""

    answer_id: str
    asked: Asked
    remarks: tuple[str, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether someone found an answer useful; nobody can tell who."""

    answer_id: str
    question: str
    useful: bool
    shown: Shown


class Memory:
    """The bot's memory, in the file."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def before(self, places: Sequence[str]) -> Before | None:
        """The last question of the first of these conversations that has one."""

        def work(connection: sqlite3.Connection) -> Before | None:
            for place in places:
                row = connection.execute("SELECT * FROM questions WHERE place = ?", (place,)).fetchone()
                if row is not None:
                    return Before(
                        Asked(row["question"], row["only_words"]), Asked(row["whole"], row["whole_only"])
                    )
            return None

        return await self._database.run(work)

    async def keep(self, kept: Kept, asked: Asked, places: Sequence[str]) -> None:
        """Keep an answer, and what its question was in these conversations.

        :param asked: the question that a follow-up will go on from.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO answers (id, question, only_words, remarks, shown, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    kept.answer_id,
                    kept.asked.question,
                    kept.asked.only,
                    json.dumps(kept.remarks),
                    _to_json(kept.shown),
                    now,
                ),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO questions (place, question, only_words, whole, whole_only, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (place, asked.question, asked.only, kept.asked.question, kept.asked.only, now)
                    for place in places
                ],
            )

        await self._database.run(work)

    async def kept(self, answer_id: str) -> Kept | None:
        """The answer with this id; None where it was kept long enough."""

        def work(connection: sqlite3.Connection) -> Kept | None:
            row = connection.execute("SELECT * FROM answers WHERE id = ?", (answer_id,)).fetchone()
            if row is None:
                return None
            return Kept(
                row["id"],
                Asked(row["question"], row["only_words"]),
                tuple(json.loads(row["remarks"])),
                _from_json(row["shown"]),
            )

        return await self._database.run(work)

    async def vote(self, kept: Kept, voter: str, *, useful: bool) -> None:
        """Count a vote on an answer; a later one of the same voter takes its place.

        :param voter: who votes; only a hash of it together with the answer is kept.
        """
        hashed = hashlib.sha256(f"{kept.answer_id}\0{voter}".encode()).hexdigest()[:16]
        now = self._clock()
        # The letters that may answer are part of what was asked.
        question = f"{kept.asked.question} ({kept.asked.only})" if kept.asked.only else kept.asked.question

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO votes (answer, voter, useful, question, shown, at) VALUES (?, ?, ?, ?, ?, ?)",
                (kept.answer_id, hashed, useful, question, _to_json(kept.shown), now),
            )

        await self._database.run(work)

    def votes(self) -> list[Vote]:
        """All votes, oldest first."""

        def work(connection: sqlite3.Connection) -> list[Vote]:
            rows = connection.execute("SELECT * FROM votes ORDER BY at, answer, voter")
            return [
                Vote(row["answer"], row["question"], bool(row["useful"]), _from_json(row["shown"]))
                for row in rows
            ]

        return self._database.run_now(work)


def _to_json(shown: Shown) -> str:
    return json.dumps(asdict(shown))


def _from_json(text: str) -> Shown:
    record = json.loads(text)
    return Shown(record["answered"], tuple(Place(**place) for place in record["places"]))
