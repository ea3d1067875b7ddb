"""Once-only work: what was accepted is done once, by one of the processes that share the file, also after a restart.

A delivery is accepted with its keys (event id, channel and timestamp); any of them seen before makes it a copy. What
was accepted stays in the file until it is done. Who does it holds a lease; the lease of a process that was killed
runs out, and another takes the work over. Work of one line (a thread) is done in the order in which it came.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.bot.database import Database

LEASE_SECONDS = 30.0
"""How long work stays with a process that has gone silent; one that is alive renews it three times in that time."""

STALE_SECONDS = 600.0
"""Work that could not be done in this time is dropped: an answer to a question of long ago only startles."""

RATE_LIMITED_SECONDS = 3600.0
"""The same for work that the platform itself holds up."""

KEEP_KEYS_SECONDS = 7 * 86_400.0
"""How long a delivery is recognised. Slack repeats for an hour, or for a day where that was asked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """One accepted delivery, as it was claimed.

    `owner` is who claimed it: this try, and no other of the same process, for a machine that slept may try twice.
    `sending` is whether its answer may have been sent already by who tried before.
    """

    work_id: int
    owner: str
    platform: str
    payload: Mapping[str, Any]
    accepted: float
    tries: int
    sending: bool


class Inbox:
    """The accepted deliveries."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """:param clock: gives seconds since 1970, the same in all processes."""
        self._database = database
        self._clock = clock

    async def accept(
        self, keys: Sequence[str], *, platform: str, line: str, payload: Mapping[str, Any]
    ) -> bool:
        """Whether this delivery is new; if it is, it will be done from here on.

        :param keys: what the platform knows it by; a copy shares at least one.
        :param line: what it must be done in the order of, such as a thread.
        """
        now = self._clock()
        text = json.dumps(payload)

        def work(connection: sqlite3.Connection) -> bool:
            marks = ",".join("?" * len(keys))
            known = connection.execute(f"SELECT 1 FROM seen WHERE key IN ({marks})", tuple(keys)).fetchone()  # noqa: S608
            connection.executemany(
                "INSERT OR IGNORE INTO seen (key, at) VALUES (?, ?)", [(key, now) for key in keys]
            )
            if known:
                return False
            connection.execute(
                "INSERT INTO work (platform, line, payload, accepted, due, deadline) VALUES (?, ?, ?, ?, ?, ?)",
                (platform, line, text, now, now, now + STALE_SECONDS),
            )
            return True

        return await self._database.run(work)

    async def is_new(self, key: str) -> bool:
        """Whether this key was not seen before; for what is answered at once and leaves no work."""

        def work(connection: sqlite3.Connection) -> bool:
            return bool(
                connection.execute(
                    "INSERT OR IGNORE INTO seen (key, at) VALUES (?, ?)", (key, self._clock())
                ).rowcount
            )

        return await self._database.run(work)

    async def claim(self, platforms: Collection[str]) -> tuple[Work | None, int]:
        """The next work that is due, now leased to who asks, or None; and how much was dropped as too old.

        :param platforms: those that this process can answer on; another process may have others.
        """
        now = self._clock()
        owner = uuid.uuid4().hex
        marks = ",".join("?" * len(platforms))

        def work(connection: sqlite3.Connection) -> tuple[Work | None, int]:
            # Stale work that another process is busy with has a lease, so it is not due.
            dropped = connection.execute(
                "DELETE FROM work WHERE deadline < ? AND due <= ?", (now, now)
            ).rowcount
            row = connection.execute(
                f"SELECT * FROM work WHERE due <= ? AND platform IN ({marks}) AND NOT EXISTS "  # noqa: S608
                "(SELECT 1 FROM work AS before WHERE before.line = work.line AND before.id < work.id) "
                "ORDER BY id LIMIT 1",
                (now, *platforms),
            ).fetchone()
            if row is None:
                return None, dropped
            connection.execute(
                "UPDATE work SET owner = ?, due = ?, tries = tries + 1 WHERE id = ?",
                (owner, now + LEASE_SECONDS, row["id"]),
            )
            return _work(row, owner), dropped

        return await self._database.run(work)

    async def renew(self, work: Work) -> bool:
        """Hold `work` for another lease; False where it is another's by now."""
        return await self._update(work, "due = ?", self._clock() + LEASE_SECONDS)

    async def sending(self, work: Work) -> bool:
        """Write down that its answer is about to be sent; False where it is another's by now, so that it must not."""
        return await self._update(work, "sending = 1, due = ?", self._clock() + LEASE_SECONDS)

    async def again(
        self, work: Work, seconds: float, *, sent: bool | None = None, rate_limited: bool = False
    ) -> None:
        """Put `work` back, to be tried again in so many seconds.

        :param sent: whether its answer may have arrived all the same; None for what was written down of it before.
        """
        now = self._clock()
        patience = work.accepted + (RATE_LIMITED_SECONDS if rate_limited else STALE_SECONDS)
        await self._update(
            work,
            "owner = NULL, due = ?, sending = coalesce(?, sending), deadline = max(deadline, ?)",
            now + seconds,
            sent,
            patience,
        )

    async def done(self, work: Work) -> None:
        """Take `work` off; copies of it are known for KEEP_KEYS_SECONDS."""

        def delete(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM work WHERE id = ? AND owner = ?", (work.work_id, work.owner))

        await self._database.run(delete)

    async def forget(self, keep_days: int) -> None:
        """Remove the keys, questions and answers that have been kept long enough; votes are kept."""
        now = self._clock()

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM seen WHERE at < ?", (now - KEEP_KEYS_SECONDS,))
            for table in ("questions", "answers"):
                connection.execute(f"DELETE FROM {table} WHERE at < ?", (now - keep_days * 86_400,))  # noqa: S608

        await self._database.run(work)

    async def _update(self, work: Work, what: str, *values: object) -> bool:
        def update(connection: sqlite3.Connection) -> bool:
            return bool(
                connection.execute(
                    f"UPDATE work SET {what} WHERE id = ? AND owner = ?",  # noqa: S608
                    (*values, work.work_id, work.owner),
                ).rowcount
            )

        return await self._database.run(update)


def _work(row: sqlite3.Row, owner: str) -> Work:
    return Work(
        work_id=row["id"],
        owner=owner,
        platform=row["platform"],
        payload=json.loads(row["payload"]),
        accepted=row["accepted"],
        tries=row["tries"] + 1,
        sending=bool(row["sending"]),
    )
