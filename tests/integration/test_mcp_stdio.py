"""MCP over stdio: the SDK's own client against `briefwijzer mcp` as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

ROOT = Path(__file__).parents[2]
MCP = ["-m", "api.cli", "mcp"]
ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFWIJZER_")}
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "proef", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}
NOISY = """
import os, sys
import api.mcp.stdio
from api.cli import main
from tests.unit.api.fakes import FakeAssistant, serving

class Noisy(FakeAssistant):
    def ask(self, *arguments):
        print("ruis van een bibliotheek")
        os.write(1, b"ruis van C-code")
        return super().ask(*arguments)

api.mcp.stdio.open_index = lambda settings: serving(Noisy())
sys.exit(main(["mcp"]))
"""


def converse(conversation, *arguments, mode="auto", errlog, environ=None):
    """What the conversation with `python *arguments` gives."""
    params = StdioServerParameters(
        command=sys.executable, args=list(arguments), cwd=ROOT, env={**ENVIRON, **(environ or {})}
    )

    async def connected():
        with errlog.open("w", encoding="utf-8") as log:
            async with Client(stdio_client(params, errlog=log), mode=mode) as client:
                return await conversation(client)

    return anyio.run(connected)


@pytest.fixture
def errlog(tmp_path):
    return tmp_path / "stderr.txt"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_without_an_index_it_starts_and_says_how_to_make_one(tmp_path, errlog, mode):
    async def conversation(client):
        tools = await client.list_tools()
        return [tool.name for tool in tools.tools], await client.call_tool("ask", {"question": "Wat?"})

    names, result = converse(conversation, *MCP, "--index", str(tmp_path / "geen"), mode=mode, errlog=errlog)
    assert names == ["ask", "search", "letters", "page"]
    assert result.is_error is True
    assert result.content[0].text == (
        f"Er is geen index in {tmp_path / 'geen'}. Maak hem met briefwijzer index, of geef zijn map met --index."
    )
    assert "Traceback" not in errlog.read_text(encoding="utf-8")


def test_what_is_printed_goes_to_stderr_and_a_question_is_not_logged(errlog):
    async def conversation(client):
        return await client.call_tool("ask", {"question": "een geheim over mensen"})

    environ = {"BRIEFWIJZER_PUBLIC_URL": "https://brieven.voorbeeld.nl"}
    result = converse(conversation, "-c", NOISY, errlog=errlog, environ=environ)
    (passage,) = result.structured_content["passages"]
    assert passage["citation"]["url"].startswith("https://brieven.voorbeeld.nl/letters/visie")
    log = errlog.read_text(encoding="utf-8")
    assert "ruis van een bibliotheek" in log
    assert "ruis van C-code" in log
    assert "ask gelukt" in log
    assert "geheim" not in log


def speak(*arguments, messages=(), **more):
    """A process that was sent these messages and then the end of its input."""
    sent = "".join(json.dumps(message) + "\n" for message in messages)
    return subprocess.run(
        [sys.executable, *arguments],
        input=sent,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**ENVIRON, **more},
        check=False,
    )


def test_stdout_is_the_protocol_alone_and_the_end_of_input_is_the_end(tmp_path):
    run = speak(*MCP, "--index", str(tmp_path / "geen"), messages=[HELLO, READY])
    assert run.returncode == 0
    (line,) = run.stdout.splitlines()
    assert json.loads(line)["result"]["serverInfo"]["title"] == "Briefwijzer"
    assert "Traceback" not in run.stderr


def test_lines_that_are_no_message_stop_nothing(tmp_path):
    process = subprocess.run(
        [sys.executable, *MCP, "--index", str(tmp_path / "geen")],
        input=b"{\n\xff\xfe\n[]\n" + json.dumps(HELLO).encode() + b"\n",
        capture_output=True,
        cwd=ROOT,
        env=ENVIRON,
        check=False,
    )
    assert process.returncode == 0
    assert json.loads(process.stdout.splitlines()[-1])["id"] == 1
    assert b"Traceback" not in process.stderr


def test_a_wrong_setting_is_told_at_once():
    run = speak(*MCP, BRIEFWIJZER_PUBLIC_URL="brieven.nl")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith(
        "Fout: Instelling BRIEFWIJZER_PUBLIC_URL is 'brieven.nl'; toegestaan is tekst die met http"
    )


@pytest.mark.skipif(os.name != "posix", reason="closes a POSIX pipe")
def test_a_client_that_goes_away_leaves_no_traceback(tmp_path):
    process = subprocess.Popen(
        [sys.executable, *MCP, "--index", str(tmp_path / "geen")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRON,
    )
    process.stdout.close()
    process.stdin.write(json.dumps(HELLO).encode() + b"\n")
    process.stdin.close()
    error = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == 0
    assert "Traceback" not in error
    assert "De client is weg." in error


@pytest.mark.skipif(os.name != "posix", reason="opens a POSIX terminal")
def test_in_a_terminal_it_says_what_it_is_for_and_stops_at_an_interrupt(tmp_path):
    terminal, side = os.openpty()
    process = subprocess.Popen(
        [sys.executable, *MCP, "--index", str(tmp_path / "geen")],
        stdin=side,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRON,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    os.close(side)
    try:
        said = process.stderr.readline().decode()
        assert said.startswith("Briefwijzer wacht op een MCP-client.")
        assert process.stderr.readline().decode().endswith("Stoppen: Ctrl-C.\n")
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
        assert (process.returncode, out) == (130, b"")
        assert error.decode().endswith("Onderbroken.\n")
        assert "Traceback" not in error.decode()
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


@pytest.mark.model
def test_the_real_thing_over_stdio_and_http_gives_one_answer(tmp_path, errlog):
    folder = tmp_path / "brieven"
    folder.mkdir()
    text = "De Waddenzee blijft natuurgebied. Er komen 12 nieuwe windmolens bij Delfzijl.\n"
    (folder / "brief.txt").write_text(text, encoding="utf-8")
    index = ["--index", str(tmp_path / "index")]
    built = speak("-m", "api.cli", "index", str(folder), *index)
    assert built.returncode == 0, built.stderr
    question = {"question": "Hoeveel windmolens komen er bij Delfzijl?"}

    async def conversation(client):
        answer = await client.call_tool("ask", question)
        page = await client.read_resource("briefwijzer://letters/brief/pages/1")
        return answer.structured_content, page.contents[0].text

    over_stdio, page = converse(conversation, *MCP, *index, errlog=errlog)
    assert over_stdio["answered"] is True
    (passage,) = over_stdio["passages"]
    mark = passage["highlights"][0]
    assert passage["text"][mark["start"] : mark["end"]] == "Er komen 12 nieuwe windmolens bij Delfzijl."
    assert passage["citation"]["label"] == "Brief, p. 1"
    assert page.endswith(f"> {text.strip()}")

    server = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--port", "0", *index],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**ENVIRON, "PYTHONUNBUFFERED": "1"},
    )
    drain = threading.Thread(target=server.stderr.read)
    drain.start()
    try:
        address = next(line.split()[-3].removesuffix("/mcp") for line in server.stdout if "/mcp" in line)

        async def over_network():
            async with Client(f"{address}/mcp") as client:
                return await conversation(client)

        over_http, _ = anyio.run(over_network)
        request = urllib.request.Request(
            f"{address}/v1/ask", json.dumps(question).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as response:
            contract = json.load(response)
    finally:
        server.terminate()
        server.wait()
        drain.join()
        server.stdout.close()
        server.stderr.close()
    (cited,) = over_http["passages"]
    assert cited["citation"].pop("url") == address + passage["citation"].pop("url")
    contract["passages"][0]["citation"].pop("url")
    for answer in (over_stdio, over_http, contract):
        answer.pop("took_ms")
    assert over_stdio == over_http == contract
