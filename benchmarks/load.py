"""How the server holds under load, beside the same questions asked of the assistant itself.

    python -m benchmarks.load --clients 64 --seconds 60

Each client asks one dev question after another. After a third of the time a letter is added, after two thirds it is
removed again. Two answers to one question from one index must be the same, and only an index that has a letter may
cite it; otherwise, and on any error, the exit code is 1.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import numpy as np

from api.admin.keys import Role, add_key
from eval.gold import DOCUMENTS, SHIPPED_GOLD, read_gold, split_of
from index.build import build_index
from index.settings import IndexSettings
from rag.assistant import load_assistant
from rag.settings import RagSettings
from sources.folder import DEFAULT_LETTERS

ADDED = "kamerbrief-veenweide-2025"
"""The letter that comes and goes."""
TIMEOUT = 30.0

Ask = Callable[[str], object]


class Seen:
    """The answers that clients got, checked against each other."""

    def __init__(self, letters: int) -> None:
        """:param letters: how many there are without the one that comes and goes."""
        self._letters = letters
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, str], str] = {}
        self.wrong: list[str] = []
        self.indexes: set[str] = set()

    def check(self, question: str, answer: dict[str, Any]) -> None:
        """Note an answer, and what is wrong with it."""
        index = answer["index"]
        told = json.dumps({key: value for key, value in answer.items() if key != "took_ms"}, sort_keys=True)
        cited = {each["citation"]["letter_id"] for each in (*answer["passages"], *answer["nearest"])}
        with self._lock:
            self.indexes.add(index["snapshot"])
            if self._answers.setdefault((question, index["snapshot"]), told) != told:
                self.wrong.append(f"two answers of one index to: {question}")
            if ADDED in cited and index["letters"] == self._letters:
                self.wrong.append(f"a letter that is not there is cited for: {question}")


def closed_loop(ask: Ask, questions: list[str], clients: int, seconds: float) -> list[float]:
    """The seconds that each question took, asked by clients that wait for one answer before they ask the next."""
    until = time.monotonic() + seconds

    def client(number: int) -> list[float]:
        took = []
        at = number * len(questions) // clients
        while time.monotonic() < until:
            start = time.perf_counter()
            ask(questions[at % len(questions)])
            took.append(time.perf_counter() - start)
            at += 1
        return took

    with ThreadPoolExecutor(clients) as pool:
        return [each for took in pool.map(client, range(clients)) for each in took]


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """A server of its own with an administrator's key: its address and the key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key = add_key(folder / "keys.json", "load", Role.ADMIN)
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "api.cli", "serve", "--index", str(folder / "index"), "--port", str(port)],
        env={
            **os.environ,
            "BRIEFWIJZER_KEYS": str(folder / "keys.json"),
            "BRIEFWIJZER_LETTERS": str(folder / "own"),
        },
        stdout=subprocess.DEVNULL,
        stderr=(folder / "serve.log").open("wb"),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                if httpx2.get(f"{address}/readyz", timeout=TIMEOUT).status_code == httpx2.codes.OK:
                    break
            except httpx2.TransportError:
                if process.poll() is not None:
                    raise
            time.sleep(0.2)
        yield address, key
    finally:
        process.terminate()
        process.wait(TIMEOUT)


def change_letters(address: str, key: str, seconds: float) -> None:
    """Add a letter after a third of the time, and remove it after two thirds; each job must end well."""
    with httpx2.Client(
        base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT
    ) as client:
        time.sleep(seconds / 3)
        with (DOCUMENTS / f"{ADDED}.docx").open("rb") as file:
            _await_job(client, client.post("/v1/letters", files={"files": file}))
        time.sleep(seconds / 3)
        _await_job(client, client.delete(f"/v1/letters/{ADDED}"))


def _await_job(client: httpx2.Client, response: httpx2.Response) -> None:
    job = response.raise_for_status().json()
    start = time.monotonic()
    while job["state"] not in ("done", "failed"):
        time.sleep(0.5)
        job = client.get(f"/v1/jobs/{job['job_id']}").raise_for_status().json()
    say(f"{job['kind']}: {job['state']} after {time.monotonic() - start:.1f} s")
    if job["state"] != "done" or any(each["state"] == "failed" for each in job["files"]):
        raise RuntimeError(json.dumps(job, ensure_ascii=False))


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201


def line(name: str, took: list[float], seconds: float) -> str:
    """Latencies in milliseconds, and questions answered a second."""
    p50, p95, p99 = (1000 * float(np.quantile(took, q)) for q in (0.5, 0.95, 0.99))
    return f"{name:24} {len(took) / seconds:7.1f}/s {p50:8.0f} {p95:8.0f} {p99:8.0f}  {len(took)} questions"


def main() -> int:
    """Print the latencies with the server and without it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    questions = [q.text for q in read_gold(SHIPPED_GOLD) if split_of(q.question_id) == "dev"]
    with tempfile.TemporaryDirectory(prefix="briefwijzer-load-") as made:
        folder = Path(made)
        shutil.copytree(DEFAULT_LETTERS, folder / "own")
        settings = IndexSettings()
        seen = Seen(build_index(folder / "own", folder / "index", settings).letters)
        assistant = load_assistant(folder / "index", settings, RagSettings())
        bare = closed_loop(assistant.ask, questions, given.clients, given.seconds)
        say(f"{'':24} {'':>9} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}")
        say(line("Assistant.ask", bare, given.seconds))
        with (
            served(folder) as (address, key),
            httpx2.Client(
                base_url=address, timeout=TIMEOUT, limits=httpx2.Limits(max_connections=given.clients)
            ) as client,
            ThreadPoolExecutor(1) as other,
        ):

            def ask(question: str) -> None:
                response = client.post("/v1/ask", json={"question": question})
                seen.check(question, response.raise_for_status().json())

            changing = other.submit(change_letters, address, key, given.seconds)
            took = closed_loop(ask, questions, given.clients, given.seconds)
            changing.result()
    say(line("POST /v1/ask", took, given.seconds))
    say(f"{len(seen.indexes)} indexes answered; {len(seen.wrong)} answers wrong")
    say("\n".join(sorted(set(seen.wrong))[:20]))
    return 1 if seen.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
