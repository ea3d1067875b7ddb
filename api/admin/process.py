"""The process that does the jobs: started by the server when there are any, and gone when there are none left.

It is a program of its own, so that making an index slows no answer down and a crash of it stops no server. It
holds a lock, so that there is one; one that a killed server left behind finishes its work.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

from filelock import FileLock, Timeout

from api.admin.jobs import JobStore
from api.settings import PREFIX, Settings, load_settings
from sources.errors import JobError

logger = logging.getLogger(__name__)

_START = "import sys; sys.path[:] = sys.argv[1:]; from api.admin.process import main; sys.exit(main())"
_LOCK = ".lock"
_NICENESS = 5
"""Answering goes before indexing."""
POLL_SECONDS = 0.3
"""How often the server looks for jobs."""
AGAIN_SECONDS = 3.0
"""How long after the last one it may start another: one that cannot do the jobs must not be started all the time."""
STOP_SECONDS = 5.0
"""How long the process may take to stop; whatever it was at, the next one goes on with."""


def main() -> int:
    """Do the jobs of the index that the environment names, until there are none."""
    from api.admin.work import Worker
    from index.build import build_index

    settings = load_settings(os.environ)
    index_dir = settings.server.index
    store = JobStore(index_dir)
    with suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker = Worker(
        store,
        index_dir,
        settings.server.letters,
        lambda folder, progress: build_index(folder, index_dir, settings.index, progress=progress),
        ocr=settings.index.ocr,
    )
    try:
        with FileLock(store.folder / _LOCK, timeout=0):
            while job := store.next():
                worker.run(job)
            store.forget()
    except Timeout:
        return 0
    return 0


class JobRunner:
    """Starts the process when there is a job and none is at work; a thread of the server's first process."""

    def __init__(self, settings: Settings) -> None:
        self._store = JobStore(settings.server.index)
        self._environ = _environ(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="briefwijzer-jobs", daemon=True)

    def start(self) -> None:
        """Take up the jobs that a stop or a crash left, and watch for new ones.

        :raises JobError: the folder of jobs cannot be read.
        """
        self._store.tidy()
        self._thread.start()

    def stop(self) -> None:
        """Stop the process; the job that it was at goes on when the server starts again."""
        self._stopping.set()
        self._thread.join()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _watch(self) -> None:
        started = -AGAIN_SECONDS
        while not self._stopping.wait(POLL_SECONDS):
            idle = self._process is None or self._process.poll() is not None
            try:
                if idle and time.monotonic() - started >= AGAIN_SECONDS and self._store.next():
                    started = time.monotonic()
                    self._process = self._start()
            except (OSError, JobError) as exc:
                # The message says it all.
                logger.error("De taken kunnen niet worden gedaan; over enkele seconden nog eens. %s", exc)  # noqa: TRY400
                started = time.monotonic()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-c", _START, *sys.path]
        return subprocess.Popen(command, env=self._environ, stdin=subprocess.DEVNULL)  # noqa: S603


def _environ(settings: Settings) -> dict[str, str]:
    """The environment of the process: as ours, with the index that the command line may have named."""
    return {**os.environ, f"{PREFIX}INDEX": str(settings.server.index)}
