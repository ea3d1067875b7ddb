"""The process in which files are read: it takes calls from `isolate`, makes them, and sends back what came of each.

It never imports the program that started it. It ends with it: when the pipe of calls closes, whatever is going on.
"""

import ctypes
import io
import os
import pickle
import re
import signal
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from sources.errors import UnreadableLetterError

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG = 1
_LENGTH = struct.Struct(">Q")
_SPARE_CPU_SECONDS = 5
"""The time limit of `isolate` comes first; this one is for a worker whose parent is gone while it calculates."""
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_TIRED_BYTES = 600_000_000
"""A worker that ever took this much memory is replaced, so that no file leaves the next one less."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function to call, of a module that can be imported, and its limits: seconds, and bytes of memory.

    `name` is what a message calls it by: the file that it reads.
    """

    name: str
    function: Callable[..., object]
    arguments: tuple[object, ...]
    seconds: float
    memory: int


class Kind(StrEnum):
    """How a call ended."""

    VALUE = "value"
    UNREADABLE = "unreadable"
    MEMORY = "memory"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a call: a value, a Dutch reason, or an exception's name; `tired` says that the worker should go."""

    kind: Kind
    value: Any
    tired: bool = False


def send(stream: BinaryIO, message: bytes) -> None:
    """Write a message, its length first."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """The next message.

    :raises EOFError: the other side is gone.
    """
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(header)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return bytes(message)


def answer(call: Call) -> Reply:
    """What comes of a call, whatever it raises."""
    try:
        return Reply(Kind.VALUE, call.function(*call.arguments), tired=is_tired())
    except UnreadableLetterError as exc:
        return Reply(Kind.UNREADABLE, str(exc), tired=is_tired())
    except MemoryError:
        return Reply(Kind.MEMORY, None, tired=True)
    except BaseException as exc:  # noqa: BLE001  (a file may make a library raise anything, and exit too)
        return Reply(Kind.ERROR, type(exc).__name__, tired=True)


def packed(reply: Reply) -> bytes:
    """A reply as bytes in which nothing is called but the classes of its records.

    :raises MemoryError: there is too little memory for it.
    """
    message = io.BytesIO()
    _Pickler(message).dump(reply)
    return message.getvalue()


class _Pickler(pickle.Pickler):
    """Writes the members of an enumeration by their values: some versions of Python 3.11 write `getattr` instead."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401  (so in the standard library)
        """How an object is made anew."""
        return (type(obj), (obj.value,)) if isinstance(obj, Enum) else NotImplemented


def limit(call: Call) -> None:
    """Let the system hold this process to the limits of a call, where it can; Windows cannot, macOS not for memory."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime + call.seconds + _SPARE_CPU_SECONDS
    for what, most in ((resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_AS, call.memory)):
        _, hard = resource.getrlimit(what)
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def is_tired() -> bool:
    """Whether this process ever took so much memory that another should read the next file."""
    if sys.platform == "win32":
        return False
    if (
        sys.platform == "linux"
    ):  # what getrusage gives there may be the parent's, of before this program began
        peak = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii", errors="replace"))
        return peak is not None and int(peak[1]) * 1024 > _TIRED_BYTES
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _TIRED_BYTES


def main() -> None:
    """Make calls until there are no more; standard input and output are the pipes, closed to everyone else."""
    calls, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    _bind_to_parent()
    send(replies, b"")
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(calls, waiting), daemon=True).start()
    while True:
        call: Call = pickle.loads(waiting.get())  # noqa: S301  (from the parent)
        limit(call)
        reply = answer(call)
        try:
            message = packed(reply)
        except MemoryError:
            message = packed(Reply(Kind.MEMORY, None, tired=True))
        send(replies, message)


def _bind_to_parent() -> None:
    """Have Linux say so when the parent is gone, also in a calculation that lets no other thread listen.

    And where memory runs out, have it end this process first.
    """
    if sys.platform == "linux":
        signal.signal(signal.SIGTERM, lambda *_: kill_group(os.getpid()))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")


def _listen(calls: BinaryIO, waiting: "SimpleQueue[bytes]") -> None:
    """Hand over calls, and end this process and what it started as soon as the parent is gone."""
    try:
        while True:
            waiting.put(receive(calls))
    except (EOFError, OSError):
        kill_group(os.getpid())


def kill_group(process: int) -> None:
    """End a worker and what it started, at once."""
    with suppress(OSError):
        if sys.platform == "win32":
            os.kill(process, signal.SIGTERM)
        else:
            os.killpg(process, signal.SIGKILL)
