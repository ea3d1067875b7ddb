"""The server as a process of its own, with letters added and removed over HTTP while it runs, and killed halfway."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2 as httpx
import pytest

from api.admin.keys import Role, add_key

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.model, pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")]
FIRST = (
    "energie.txt",
    b"Kamerbrief over het stroomnet\n\nHet stroomnet wordt in 2030 uitgebreid.",
    "text/plain",
)
SECOND = (
    "wonen.txt",
    b"Kamerbrief over wonen\n\nDe minister bouwt honderdduizend woningen per jaar.",
    "text/plain",
)


class Server:
    """A server that a test starts, kills and starts again."""

    def __init__(self, folder: Path):
        self.index = folder / "index"
        self.letters = folder / "letters"
        key = add_key(folder / "keys.json", "redactie", Role.ADMIN)
        self.environ = {
            name: value for name, value in os.environ.items() if not name.startswith("BRIEFWIJZER_")
        }
        self.environ |= {
            "PYTHONUNBUFFERED": "1",
            "BRIEFWIJZER_INDEX": str(self.index),
            "BRIEFWIJZER_LETTERS": str(self.letters),
            "BRIEFWIJZER_KEYS": str(folder / "keys.json"),
        }
        self.headers = {"Authorization": f"Bearer {key}"}

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.environ,
            start_new_session=True,
        )
        address = next(
            found[1] for line in self.process.stdout if (found := re.search(r"draait op (http://\S+)", line))
        )
        self.client = httpx.Client(base_url=address, headers=self.headers, timeout=60)

    def stop(self, sign: int):
        self.client.close()
        if sign == signal.SIGKILL:
            os.killpg(self.process.pid, sign)  # the process that does the jobs too
        else:
            self.process.send_signal(sign)
        code = self.process.wait(30)
        self.process.stdout.close()
        return code

    def job(self, response):
        """What was told of the job, up to its end."""
        assert response.status_code == 202
        with self.client.stream("GET", f"{response.headers['location']}/events", timeout=300) as events:
            lines = list(events.iter_lines())
        return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]

    def letters_now(self):
        return [letter["letter_id"] for letter in self.client.get("/v1/letters").json()["letters"]]


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    if server.process.poll() is None:
        server.stop(signal.SIGKILL)


def test_letters_come_and_go_and_a_kill_loses_nothing(server):
    assert server.client.get("/readyz").status_code == 503
    broken = ("kapot.pdf", b"%PDF-1.7 en verder niets", "application/pdf")
    files = [("files", FIRST), ("files", broken), ("files", SECOND)]
    told = server.job(server.client.post("/v1/letters", files=files))
    assert [file["state"] for file in told[-1]["files"]] == ["added", "failed", "added"]
    assert told[-1]["files"][1]["reason"].startswith("kapot.pdf")
    # Which stages are seen is a matter of moments.
    assert {each["stage"] for each in told} <= {None, "checking", "reading", "embedding", "switching"}
    assert told[-1]["state"] == "done"
    assert server.letters_now() == ["energie", "wonen"]
    answer = server.client.post(
        "/v1/ask", json={"question": "Hoeveel woningen bouwt de minister per jaar?"}
    ).json()
    assert answer["passages"][0]["citation"]["letter_id"] == "wonen"

    removal = server.client.delete("/v1/letters/wonen")
    server.stop(signal.SIGKILL)
    server.start()
    told = server.job(removal)
    assert (told[-1]["state"], told[-1]["files"][0]["state"]) == ("done", "removed")
    assert server.letters_now() == ["energie"]
    assert sorted(path.name for path in server.letters.iterdir()) == ["energie.txt"]

    addition = server.client.post("/v1/letters", files=[("files", SECOND)])
    assert server.stop(signal.SIGTERM) == 0
    server.start()
    assert server.job(addition)[-1]["state"] == "done"
    assert server.letters_now() == ["energie", "wonen"]


def test_several_processes_count_and_answer_together(tmp_path):
    server = Server(tmp_path)
    server.environ["BRIEFWIJZER_WORKERS"] = "2"
    server.start()
    try:
        server.job(server.client.post("/v1/letters", files=[("files", FIRST)]))
        for _ in range(20):
            with httpx.Client(base_url=server.client.base_url, headers=server.headers, timeout=60) as other:
                other.get("/healthz")
        text = server.client.get("/metrics").text
        assert 'briefwijzer_http_requests_total{method="GET",route="/healthz",status="200"} 20.0' in text
        # Of a server that is killed, its processes leave the port by themselves.
        server.client.close()
        server.process.kill()
        server.process.wait(30)
        server.process.stdout.close()
        assert gone(server.client.base_url.port)
        server.start()
        assert server.stop(signal.SIGTERM) == 0
    finally:
        if server.process.poll() is None:
            server.stop(signal.SIGKILL)


def gone(port):
    """Whether nobody listens there any more, within 20 seconds."""
    for _ in range(100):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.2)
    return False
