"""Calls in processes of their own: whatever happens to one, the others go on, and nothing stays behind."""

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sources import isolate
from sources.errors import SourceError
from sources.isolate import Refusal, call_each
from sources.types import BlockKind
from sources.worker import Call, Kind, Reply, packed

SECOND, MB = 1.0, 1_000_000
LONG = 600 * SECOND
BROKEN = "Het leesprogramma is op brief.pdf afgebroken ({}); het bestand is waarschijnlijk beschadigd."
ROOT = Path(isolate.__file__).parents[1]

HOSTILE = """
import ctypes, os, re, subprocess, sys, time
from pathlib import Path
from sources.errors import UnreadableLetterError

KEPT = []

def give(value): return value
def process(): return os.getpid()
def refuse(): raise UnreadableLetterError("brief.pdf is leeg.")
def fail(): raise KeyError("/Contents")
def leave(): sys.exit(4)
def vanish(): os._exit(3)
def crash(): ctypes.string_at(0)
def sleep(): time.sleep(600)
def spin(): re.match("(a+)+$", "a" * 64 + "b")  # never lets another thread run
def grow(): return len(bytearray(3_000_000_000))
def keep(): KEPT.append(bytearray(300_000_000)); return len(KEPT)
def write(): print("x" * 100_000); os.write(1, b"y"); os.write(2, b"z"); return sys.stdin.read()
def other(): return Path("/")
def path(): return sys.path
def spin_on(pid_file): Path(pid_file).write_text(str(os.getpid())); spin()
def child(pid_file):
    running = subprocess.Popen(["sleep", "600"])
    Path(pid_file).write_text(f"{os.getpid()} {running.pid}")
    running.wait()
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "hostile.py").write_text(HOSTILE)
    monkeypatch.syspath_prepend(tmp_path)
    import hostile

    yield hostile
    del sys.modules["hostile"]


def call(function: Any, *arguments: object, seconds: float = LONG, memory: int = 1_000 * MB) -> Call:
    return Call("brief.pdf", function, arguments, seconds, memory)


def outcomes(*calls: Call, workers: int = 1) -> list[object]:
    return list(call_each(calls, workers))


def gone(pid: int) -> bool:
    """Whether the process is gone, within what a busy machine takes to end one."""
    for _ in range(600):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_values_come_in_the_order_of_the_calls(hostile: Any, workers: int) -> None:
    values = ["é\udce9", None, (1, 2.5), {"a": b"\0"}, *range(20)]
    assert outcomes(*(call(hostile.give, value) for value in values), workers=workers) == values


def test_a_worker_is_used_again(hostile: Any) -> None:
    first, second, third = outcomes(*[call(hostile.process)] * 3)
    assert first == second == third != os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_one_that_breaks_leaves_the_others_alone(hostile: Any, workers: int) -> None:
    bad = {
        "refuse": "brief.pdf is leeg.",
        "fail": "brief.pdf laat het leesprogramma vastlopen (KeyError).",
        "leave": "brief.pdf laat het leesprogramma vastlopen (SystemExit).",
        "vanish": BROKEN.format("exitcode 3"),
        "crash": BROKEN.format("SIGSEGV"),
        "grow": "brief.pdf kost meer dan 1000 MB geheugen om te lezen.",
        "other": BROKEN.format("SIGKILL"),
    }
    calls, wanted = [], []
    for number, (name, reason) in enumerate(bad.items()):
        calls += [call(hostile.give, number), call(getattr(hostile, name))]
        wanted += [number, Refusal(reason)]
    assert outcomes(*calls, workers=workers) == wanted


@pytest.mark.parametrize("name", ["sleep", "spin"])
def test_one_that_never_ends_is_cut_off(hostile: Any, name: str) -> None:
    late = call(getattr(hostile, name), seconds=0.5)
    assert outcomes(call(hostile.give, 1), late, call(hostile.give, 2)) == [
        1,
        Refusal("brief.pdf kost meer dan 0 seconden om te lezen."),
        2,
    ]


def test_what_a_call_leaves_behind_does_not_reach_the_next(hostile: Any) -> None:
    kept = outcomes(*[call(hostile.keep)] * 6)
    assert set(kept) <= {1, 2, 3}
    assert kept.count(1) > 1


def test_what_is_written_to_the_terminal_goes_nowhere(
    hostile: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcomes(call(hostile.write)) == [""]
    assert capfd.readouterr() == ("", "")


def test_a_worker_looks_for_modules_where_its_parent_does(
    hostile: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elders" / "sources").mkdir(parents=True)
    (tmp_path / "elders" / "pickle.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path / "elders")
    assert outcomes(call(hostile.path)) == [[str(entry) for entry in sys.path]]


def test_a_worker_that_does_not_start(hostile: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolate, "_START", "raise OSError('kapot')")
    with pytest.raises(SourceError, match=r"^Het leesprogramma kan niet worden gestart: OSError: kapot$"):
        outcomes(call(hostile.give, 1))
    monkeypatch.setattr(sys, "executable", "/bestaat/niet")
    with pytest.raises(SourceError, match=r"^Het leesprogramma kan niet worden gestart: No such file"):
        outcomes(call(hostile.give, 1))


def test_closing_ends_what_is_going_on_and_what_that_started(hostile: Any, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with closing(
        call_each([call(hostile.give, 1), call(hostile.child, pids), call(hostile.sleep)], 2)
    ) as made:
        assert next(made) == 1
        while not pids.exists() or not pids.read_text():
            time.sleep(0.05)
    assert all(map(gone, map(int, pids.read_text().split())))


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    ("function", "how", "code"),
    [
        ("child", signal.SIGINT, 130),
        ("child", signal.SIGTERM, -15),
        ("child", signal.SIGKILL, -9),
        pytest.param(
            "spin_on", signal.SIGKILL, -9, marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux")
        ),
    ],
)
def test_nothing_stays_behind_when_the_program_ends(
    tmp_path: Path, function: str, how: signal.Signals, code: int
) -> None:
    pids, script = tmp_path / "pids", tmp_path / "programma.py"
    script.write_text(  # as a user writes it, without `if __name__ == "__main__"`
        "import signal, sys, hostile\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a program in the background ignores it\n"
        "from sources.isolate import call_each\n"
        "from sources.worker import Call\n"
        "try:\n"
        f"    list(call_each([Call('x', hostile.{function}, ({str(pids)!r},), 600, 10**9)], 2))\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit(130)\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    program = subprocess.Popen([sys.executable, script], env=environment)
    while not pids.exists() or not pids.read_text():
        assert program.poll() is None
        time.sleep(0.05)
    program.send_signal(how)
    try:
        assert program.wait(60) == code
    finally:
        program.kill()
        program.wait()
    assert all(map(gone, map(int, pids.read_text().split())))


def test_a_reply_is_read_however_this_python_would_write_members_of_enumerations(monkeypatch) -> None:
    """Python 3.11.2, that of Debian 12, writes `getattr` for them, which no reply may call."""
    for kind in (Kind, BlockKind):
        monkeypatch.setattr(kind, "__reduce_ex__", lambda member, _: (getattr, (type(member), member.name)))
    reply = Reply(Kind.VALUE, (BlockKind.TABLE, BlockKind.FOOTNOTE))
    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.getattr"):
        isolate._Unpickler(io.BytesIO(pickle.dumps(reply))).load()
    assert isolate._Unpickler(io.BytesIO(packed(reply))).load() == reply
