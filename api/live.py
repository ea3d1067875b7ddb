"""The Assistant that now serves; a newer index is loaded beside it and only then takes its place."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from api.settings import Settings
from sources.errors import BriefwijzerError

if TYPE_CHECKING:
    from rag.assistant import Assistant

POLL_SECONDS = 1.0
"""How often the pointer file is looked at, so how long a new index goes unnoticed at most."""

RETRY_SECONDS = 30.0
"""How long an index that could not be loaded is left alone before it is tried again."""

NO_INDEX = "Er is nog geen index. Maak hem met: briefwijzer index"
LOADING = "De index wordt geladen; probeer het over enkele seconden opnieuw."
LOAD_FAILED = "De index kan niet worden geladen; de reden staat in het logboek van de server."

logger = logging.getLogger(__name__)


class LiveAssistant:
    """Holds the current Assistant and replaces it when `current` names another snapshot.

    A request takes `assistant` once and keeps it, so a switch never disturbs a request under way. `start`
    watches the index in a thread of its own; without it, `refresh` looks once.
    """

    def __init__(
        self,
        load: "Callable[[], Assistant]",
        current: Callable[[], str | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hold nothing yet.

        :param load: gives the Assistant over the index as it is now; slow, and may raise.
        :param current: gives the name of the current snapshot, or None when there is no index; cheap.
        :param clock: gives seconds, for the time between two tries.
        """
        self._load = load
        self._current = current
        self._clock = clock
        self._assistant: Assistant | None = None
        self._snapshot: str | None = None
        self._problem: str | None = LOADING
        self._tried: str | None = None
        self._failed: str | None = None
        self._retry_at = 0.0
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def assistant(self) -> "Assistant | None":
        """The Assistant that serves now; None as long as no index has been loaded."""
        return self._assistant

    @property
    def problem(self) -> str | None:
        """A Dutch sentence that says why the newest index does not serve; None if it does."""
        return self._problem

    def awaits(self, snapshot: str) -> bool:
        """Whether this snapshot is still to be loaded: it does not serve, and was not found to be unusable."""
        return snapshot not in (self._snapshot, self._failed)

    def refresh(self) -> None:
        """Load the current index if another one serves; a failure is logged and leaves the old one."""
        with self._lock:
            try:
                snapshot = self._current()
                if snapshot is None:
                    self._problem = NO_INDEX
                elif self._is_due(snapshot):
                    self._switch_to(snapshot)
            except BriefwijzerError as exc:
                self._problem = str(exc)
                logger.error("De index is niet te gebruiken: %s", exc)  # noqa: TRY400 - the message says it all
            except Exception:
                self._problem = LOAD_FAILED
                logger.exception("De index is niet te laden door een onverwachte fout.")

    def start(self) -> None:
        """Watch the index from a thread until `stop`."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._watch, name="briefwijzer-index", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a load that is under way is not waited for."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=POLL_SECONDS)
            self._thread = None

    def _watch(self) -> None:
        self.refresh()
        while not self._stop.wait(POLL_SECONDS):
            self.refresh()

    def _is_due(self, snapshot: str) -> bool:
        if snapshot == self._snapshot:
            return False
        return snapshot != self._tried or self._clock() >= self._retry_at

    def _switch_to(self, snapshot: str) -> None:
        self._tried, self._retry_at = snapshot, self._clock() + RETRY_SECONDS
        if self._assistant is None:
            self._problem = LOADING
        try:
            assistant = self._load()
        except Exception:
            self._failed = snapshot
            raise
        self._assistant, self._snapshot, self._problem = assistant, snapshot, None
        logger.info("Index %s dient nu; aantal brieven: %d.", snapshot, assistant.info.letters)


def open_index(settings: Settings, on_stage: Callable[[str, float], object] | None = None) -> LiveAssistant:
    """A LiveAssistant over the index folder of `settings`; nothing is loaded yet.

    :param on_stage: told how long each stage of a question took; None tells nobody.
    """

    def load() -> "Assistant":
        from rag.assistant import load_assistant, unwatched

        return load_assistant(settings.server.index, settings.index, settings.rag, on_stage or unwatched)

    def current() -> str | None:
        from index.snapshot import current_snapshot

        return current_snapshot(settings.server.index)

    return LiveAssistant(load, current)
