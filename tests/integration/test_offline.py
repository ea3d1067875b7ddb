"""Indexing, asking and measuring need no network: with every socket closed they work as ever."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CLOSED = """
import socket, sys

def refuse(*args, **kwargs):
    raise RuntimeError("network access")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse

from api.cli import main
sys.exit(main(sys.argv[1:]))
"""


def briefwijzer(index_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process without network, hub settings or shared caches."""
    environ = {
        k: v for k, v in os.environ.items() if not k.startswith(("HF_", "TRANSFORMERS_", "BRIEFWIJZER_"))
    }
    environ |= {"HOME": str(index_dir), "BRIEFWIJZER_INDEX": str(index_dir / "index")}
    return subprocess.run(
        [sys.executable, "-c", CLOSED, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.model
def test_index_and_ask_without_network(tmp_path: Path) -> None:
    folder = tmp_path / "brieven"
    folder.mkdir()
    text = "De Waddenzee blijft natuurgebied. Er komen 12 nieuwe windmolens bij Delfzijl.\n"
    (folder / "brief.txt").write_text(text, encoding="utf-8")
    indexed = briefwijzer(tmp_path, "index", str(folder), "--json")
    assert indexed.returncode == 0, indexed.stderr
    assert json.loads(indexed.stdout)["letters"] == 1
    asked = briefwijzer(tmp_path, "ask", "--json", "Hoeveel windmolens komen er bij Delfzijl?")
    assert asked.returncode == 0, asked.stderr
    first = json.loads(asked.stdout)["passages"][0]
    assert first["text"] == text.strip()
    mark = first["highlights"][0]
    assert first["text"][mark["start"] : mark["end"]] == "Er komen 12 nieuwe windmolens bij Delfzijl."
    assert first["citation"]["page"] == 1


def test_the_test_would_notice_network_access(tmp_path: Path) -> None:
    program = CLOSED.replace(
        "from api.cli import main\nsys.exit(main(sys.argv[1:]))", "socket.create_connection(('x', 1))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert run.returncode == 1
    assert "network access" in run.stderr
