"""The bot's SQLite file: one connection in one thread of its own, each piece of work a transaction.

The event loop never waits for the disk, and answers that take long never keep an acknowledgement waiting. Several
processes on one machine may share the file. A process that is killed loses nothing that was committed; a power
failure may lose the last moments, since the disk is not waited for with every message.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sources.errors import BotStoreError

T = TypeVar("T")

BUSY_SECONDS = 30.0
"""How long a transaction waits for one of another process."""

LAYOUT = 1
"""Raised when the tables change."""

_TABLES = """
CREATE TABLE seen (key TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE work (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    line TEXT NOT NULL,
    payload TEXT NOT NULL,
    accepted REAL NOT NULL,
    due REAL NOT NULL,
    deadline REAL NOT NULL,
    owner TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    sending INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX work_by_line ON work (line, id);
CREATE TABLE questions (
    place TEXT PRIMARY KEY, question TEXT NOT NULL, only_words TEXT, whole TEXT NOT NULL, whole_only TEXT,
    at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE answers (
    id TEXT PRIMARY KEY, question TEXT NOT NULL, only_words TEXT, remarks TEXT NOT NULL, shown TEXT NOT NULL,
    at REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE votes (
    answer TEXT NOT NULL, voter TEXT NOT NULL, useful INTEGER NOT NULL, question TEXT NOT NULL, shown TEXT NOT NULL,
    at REAL NOT NULL, PRIMARY KEY (answer, voter)
) WITHOUT ROWID;
"""


class Database:
    """The file, opened with its first use; made, for its owner's eyes alone, where it is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="briefwijzer-bot-store")
        self._connection: sqlite3.Connection | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, done in one transaction; what it raises is raised, and then nothing was changed.

        :raises BotStoreError: the file cannot be opened, read or written.
        """
        return await asyncio.wrap_future(self._thread.submit(self._in_transaction, work))

    def run_now(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same as `run`, waited for."""
        return self._thread.submit(self._in_transaction, work).result()

    def close(self) -> None:
        """Close the file; what is under way is waited for."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    def _in_transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            connection = self._connection or self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as exc:
            raise BotStoreError(
                f"Het bestand van de bot, {self._path}, is niet te gebruiken ({exc}). Een andere plaats: "
                "BRIEFWIJZER_BOT_STORE."
            ) from exc
        return result

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # SQLite would make it readable to all.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as exc:
            raise BotStoreError(
                f"Het bestand van de bot, {self._path}, is niet te openen ({exc.strerror}). Een andere plaats: "
                "BRIEFWIJZER_BOT_STORE."
            ) from exc
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        if layout == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        connection.execute("COMMIT")
        if layout not in (0, LAYOUT):
            raise BotStoreError(
                f"Het bestand van de bot, {self._path}, heeft indeling {layout}; dit programma kent {LAYOUT}. "
                "Zet het weg; de bot maakt een nieuw."
            )

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
