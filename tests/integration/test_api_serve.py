"""The server as a process of its own: it starts without an index, answers, and stops tidily."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVE = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_serve_from_start_to_interrupt(tmp_path):
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFWIJZER_")}
    process = subprocess.Popen(
        [*SERVE, "--index", str(tmp_path / "geen")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**environ, "PYTHONUNBUFFERED": "1"},
        # A shell may have told its background jobs to ignore Ctrl-C; that must not reach the server.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        greeting = "".join(lines)
        address = re.search(r"Briefwijzer draait op (http://127\.0\.0\.1:\d+)\n", greeting)[1]
        assert "Let op: Er is nog geen index. Maak hem met: briefwijzer index\n" in greeting
        assert f"{address}/v1/ask\n" in greeting
        assert f"briefwijzer index mijn-brieven --index {tmp_path / 'geen'}\n" in greeting

        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as response:
            assert json.load(response) == {"status": "ok"}
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{address}/v1/ask?q=een+geheim", timeout=10)
        with caught.value as problem:
            assert json.load(problem)["status"] == 503

        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert out.endswith("Gestopt.\n")
        assert "GET /v1/ask 503" in err
        assert "geheim" not in err
        assert "Traceback" not in err
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
