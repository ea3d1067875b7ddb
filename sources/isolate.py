"""Calls functions in processes of their own, within limits of time and memory: a bad file stops nothing else."""

import io
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from sources import types
from sources.errors import SourceError
from sources.worker import Call, Kind, Reply, kill_group, receive, send

_START = "import sys; sys.path[:] = sys.argv[1:]; from sources.worker import main; main()"
"""A worker finds modules where its parent does and nowhere else: not in the folder that it happens to run in."""
_CPU_SIGNAL = getattr(signal, "SIGXCPU", 0)
_START_SECONDS = 60
"""A worker starts in a fifth of a second; a machine that is very busy may take longer."""
_ANSWERS = {
    (made.__module__, made.__qualname__): made
    for made in (Reply, Kind, *vars(types).values())
    if isinstance(made, type) and made.__module__ in (types.__name__, Reply.__module__)
}
"""All that a worker may send back: a reader that a file took over must not choose what is made here."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """No value came of a call; `reason` is a Dutch sentence."""

    reason: str


def call_each(calls: Sequence[Call], workers: int) -> Generator[Any, None, None]:
    """What each call gives, or a Refusal, in the order of `calls`; `workers` of them are made at a time.

    What a call gives does not depend on the calls before it. Close the iterator to stop all at once.

    :raises SourceError: no process can be started.
    """
    pool = _Pool()
    threads = ThreadPoolExecutor(max(1, min(workers, len(calls))), thread_name_prefix="isolate")
    try:
        for outcome in [threads.submit(pool.make, call) for call in calls]:
            yield outcome.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        pool.end()
        threads.shutdown()
        pool.release()


class _Pool:
    """Workers that wait for a call, and all that there are."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._ending = False

    def make(self, call: Call) -> object:
        """What a call gives, or a Refusal; a worker that is lost over it is replaced."""
        worker = self._take()
        reply = worker.make(call)
        failed = reply is None or reply.kind in (Kind.MEMORY, Kind.ERROR)
        if failed and worker.calls > 1 and not worker.late and not self._ending:
            # The calls before may have left it little memory, or a library in disorder: only a new one can tell.
            self._dismiss(worker)
            worker = self._start()
            reply = worker.make(call)
        if reply is not None and not reply.tired and not worker.late:
            with self._lock:
                self._idle.append(worker)
        else:
            self._dismiss(worker)
        return _outcome(call, reply, worker)

    def end(self) -> None:
        """End all workers, whatever they are at."""
        with self._lock:
            self._ending = True
            for worker in self._all:
                worker.end()

    def release(self) -> None:
        """Close what is open to workers that ended."""
        for worker in self._all:
            worker.release()

    def _take(self) -> "_Worker":
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._start()

    def _start(self) -> "_Worker":
        worker = _Worker()
        with self._lock:
            self._all.append(worker)
            if self._ending:
                worker.end()
        return worker

    def _dismiss(self, worker: "_Worker") -> None:
        worker.end()
        worker.release()
        with self._lock:
            self._all.remove(worker)


class _Worker:
    """A process that makes one call at a time, and its pipes."""

    def __init__(self) -> None:
        self.calls = 0
        self.late = False
        self._ending = threading.Lock()
        self._ended = False
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-P", "-c", _START, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as exc:
            raise SourceError(f"Het leesprogramma kan niet worden gestart: {exc.strerror or exc}.") from exc
        self._calls, self._replies, errors = (
            cast("BinaryIO", pipe)
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr)
        )
        with errors:
            if self._exchange(None, _START_SECONDS) is None:
                self.end()
                self.release()
                said = errors.read().decode(errors="replace").splitlines() or ["het zegt niet waarom"]
                raise SourceError(f"Het leesprogramma kan niet worden gestart: {said[-1]}")

    @property
    def exit_code(self) -> int:
        """What it ended with, negative where a signal ended it; only after `end`."""
        return self._process.returncode

    def make(self, call: Call) -> Reply | None:
        """What comes of a call, or None: the process is gone."""
        self.calls += 1
        message = self._exchange(pickle.dumps(call), call.seconds)
        try:
            reply = None if message is None else _Unpickler(io.BytesIO(message)).load()
        except Exception:  # noqa: BLE001  (what is no reply may fail in any way)
            reply = None
        return reply if isinstance(reply, Reply) else None

    def end(self) -> None:
        """End the process and what it started, at once; who waits for its answer gets none."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            # Its number is its own until it is waited for: this reaches nobody else, even where it is dead.
            kill_group(self._process.pid)
            self._process.wait()

    def release(self) -> None:
        """Close the pipes; only after `end`, and when nobody waits for an answer."""
        for pipe in (self._calls, self._replies):
            with suppress(OSError):
                pipe.close()

    def _exchange(self, message: bytes | None, seconds: float) -> bytes | None:
        timer = threading.Timer(seconds, self._end_late)
        timer.start()
        try:
            if message is not None:
                send(self._calls, message)
            return receive(self._replies)
        except (EOFError, OSError):
            self.end()
            return None
        finally:
            timer.cancel()
            timer.join()  # so that it does not end the worker in the middle of its next call

    def _end_late(self) -> None:
        self.late = True
        self.end()


class _Unpickler(pickle.Unpickler):
    """Makes records of a letter and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (so in the standard library)
        """The record of this name."""
        try:
            return _ANSWERS[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None


def _outcome(call: Call, reply: Reply | None, worker: _Worker) -> object:
    """The value of a call, or why there is none."""
    if reply is None:
        return Refusal(_lost(call, worker))
    match reply.kind:
        case Kind.VALUE:
            return reply.value
        case Kind.UNREADABLE:
            return Refusal(str(reply.value))
        case Kind.MEMORY:
            return Refusal(f"{call.name} kost meer dan {call.memory // 1_000_000} MB geheugen om te lezen.")
        case Kind.ERROR:
            return Refusal(f"{call.name} laat het leesprogramma vastlopen ({reply.value}).")


def _lost(call: Call, worker: _Worker) -> str:
    """Why the process is gone."""
    if worker.late or worker.exit_code == -_CPU_SIGNAL:
        return f"{call.name} kost meer dan {call.seconds:.0f} seconden om te lezen."
    try:
        how = signal.Signals(-worker.exit_code).name
    except ValueError:
        how = f"exitcode {worker.exit_code}"
    return (
        f"Het leesprogramma is op {call.name} afgebroken ({how}); het bestand is waarschijnlijk beschadigd."
    )
