"""MCP over HTTP: the SDK's own client against a running server, and what /mcp refuses."""

import json
import logging
import socket
import threading
from contextlib import contextmanager

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client
from starlette.testclient import TestClient

from api.app import create_app
from api.live import LiveAssistant
from api.mcp.http import security
from api.middleware import SECURITY_HEADERS
from api.settings import ServerSettings
from index.snapshot import IndexInfo
from tests.unit.api.fakes import PEOPLE, FakeAssistant, serving

LOCAL = "http://localhost"
ANYWHERE = "0.0.0.0"  # noqa: S104 - never listened on here
ACCEPT = {"Accept": "application/json, text/event-stream"}
PASSAGE_PATH = "/letters/visie%20%26%20toekomst/pages/1?start=10&end=159"


@contextmanager
def running(app):
    """The application behind uvicorn, on a port of its own; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                thread.join(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def client():
    """The application without a network, as its own machine sees it."""
    app = create_app(serving(FakeAssistant()), ServerSettings(max_body_bytes=2000))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False) as client:
        yield client


def ask(client, question="mensen", headers=ACCEPT, **more):
    """A call of ask as a client of 2025 sends it, without saying hello first."""
    params = {"name": "ask", "arguments": {"question": question, **more}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    return client.post("/mcp", json=message, headers=headers)


def check_problem(response, status, slug):
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"/docs#{slug}"
    return response.json()["detail"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_over_the_network(mode, caplog):
    caplog.set_level(logging.INFO)

    async def converse(address):
        async with Client(f"{address}/mcp", mode=mode) as client:
            tools = await client.list_tools()
            answer = await client.call_tool("ask", {"question": "een geheim over mensen"})
            pages = await client.read_resource("briefwijzer://letters/visie%20%26%20toekomst")
            return [tool.name for tool in tools.tools], answer, pages.contents

    with running(create_app(serving(FakeAssistant()), ServerSettings())) as address:
        names, answer, contents = anyio.run(converse, address)
        metrics = httpx2.get(f"{address}/metrics").text
    assert names == ["ask", "search", "letters", "page"]
    (passage,) = answer.structured_content["passages"]
    assert passage["text"].endswith(PEOPLE)
    assert passage["citation"]["url"] == address + PASSAGE_PATH
    assert f"\nAdres: {address}{PASSAGE_PATH}\n" in answer.content[0].text
    assert [content.text.split("\n")[0][-4:] for content in contents[1:]] == ["p. 1", "p. 2", "p. 3"]
    assert 'briefwijzer_questions_total{outcome="answered"} 1.0' in metrics
    assert 'briefwijzer_http_requests_total{method="POST",route="/mcp",status="200"}' in metrics
    assert "POST /mcp 200" in caplog.text
    assert "geheim" not in caplog.text


def test_no_worker_needs_to_know_a_client_from_before(client):
    response = ask(client)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in response.headers
    assert all(SECURITY_HEADERS[name] == response.headers[name] for name in SECURITY_HEADERS)
    result = response.json()["result"]
    assert result["structuredContent"]["passages"][0]["citation"]["url"] == LOCAL + PASSAGE_PATH


def test_the_public_address_stands_in_the_sources():
    settings = ServerSettings(public_url="https://brieven.voorbeeld.nl/wijzer/")
    with TestClient(create_app(serving(FakeAssistant()), settings), base_url=LOCAL) as client:
        (passage,) = ask(client).json()["result"]["structuredContent"]["passages"]
    assert passage["citation"]["url"] == f"https://brieven.voorbeeld.nl/wijzer{PASSAGE_PATH}"


def test_a_new_index_answers_from_the_next_request_on():
    snapshots = ["een"]
    live = LiveAssistant(
        lambda: FakeAssistant(info=IndexInfo(snapshots[-1], "m", 2, 7, ())), lambda: snapshots[-1]
    )
    live.refresh()
    with TestClient(create_app(live, ServerSettings()), base_url=LOCAL) as client:
        names = [ask(client).json()["result"]["structuredContent"]["index"]["snapshot"]]
        snapshots.append("twee")
        live.refresh()
        names.append(ask(client).json()["result"]["structuredContent"]["index"]["snapshot"])
    assert names == ["een", "twee"]


def test_without_an_index_the_model_is_told():
    live = LiveAssistant(FakeAssistant, lambda: None)
    live.refresh()
    with TestClient(create_app(live, ServerSettings()), base_url=LOCAL) as client:
        result = ask(client).json()["result"]
    assert result["isError"] is True
    assert result["content"][0]["text"] == "Er is nog geen index. Maak hem met: briefwijzer index"


def test_it_can_be_started_twice_and_be_off():
    app = create_app(serving(FakeAssistant()), ServerSettings())
    for _ in range(2):
        with TestClient(app, base_url=LOCAL) as client:
            assert ask(client).status_code == 200
    stopped = TestClient(app, base_url=LOCAL)
    assert check_problem(ask(stopped), 503, "no-index").startswith("De server start nog op")
    with TestClient(
        create_app(serving(FakeAssistant()), ServerSettings(mcp=False)), base_url=LOCAL
    ) as client:
        check_problem(ask(client), 404, "not-found")


# What is refused


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_only_post(client, method):
    response = client.request(method, "/mcp", headers=ACCEPT)
    check_problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


def test_bodies_have_the_limit_of_the_other_routes(client):
    check_problem(ask(client, "a" * 3000), 413, "body-too-large")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_only_json(client, kind):
    check_problem(ask(client, headers={**ACCEPT, "Content-Type": kind}), 415, "unsupported-media-type")


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28", "9999-01-01", ""])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"[" * 1500, b'{"jsonrpc": "2.0"}', b"\xff", b'{"id": 1e999}']
)
def test_no_body_breaks_it(client, caplog, version, body):
    headers = {**ACCEPT, "Content-Type": "application/json", "MCP-Protocol-Version": version}
    response = client.post("/mcp", content=body, headers=headers)
    assert response.status_code in (202, 400)
    assert "Traceback" not in response.text + caplog.text


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
@pytest.mark.parametrize(
    "host", ["kwaad.voorbeeld", "localhost.kwaad.voorbeeld:80", "127.0.0.1.nip.io", "10.0.0.7:8000"]
)
def test_a_foreign_name_for_the_server_is_refused(client, host, version):
    response = ask(client, headers={**ACCEPT, "Host": host, "MCP-Protocol-Version": version})
    detail = check_problem(response, 421, "unknown-host")
    assert detail.startswith(f"Deze server kent zichzelf niet als {host!r}.")
    assert "BRIEFWIJZER_MCP_HOSTS" in detail


@pytest.mark.parametrize(
    "origin", ["https://kwaad.voorbeeld", "null", "http://localhost.kwaad.voorbeeld", "file://"]
)
def test_a_foreign_web_page_is_refused(client, origin):
    check_problem(ask(client, headers={**ACCEPT, "Origin": origin}), 403, "foreign-origin")


@pytest.mark.parametrize(
    ("settings", "host", "known"),
    [
        (ServerSettings(), "localhost", True),
        (ServerSettings(), "127.0.0.1:8123", True),
        (ServerSettings(), "LocalHost:8123", True),
        (ServerSettings(), "[::1]:8123", True),
        (ServerSettings(host=ANYWHERE), f"{ANYWHERE}:8000", False),
        (ServerSettings(host="::"), "[::]:8000", False),
        (ServerSettings(host="10.0.0.7"), "10.0.0.7:8000", True),
        (ServerSettings(host="fe80::1"), "[fe80::1]:8000", True),
        (ServerSettings(host=ANYWHERE, public_url="https://Brieven.nl/wijzer"), "brieven.nl", True),
        (ServerSettings(host=ANYWHERE, public_url="https://brieven.nl:8443"), "brieven.nl:8443", True),
        (ServerSettings(host=ANYWHERE, public_url="https://brieven.nl:8443"), "brieven.nl", False),
        (ServerSettings(host=ANYWHERE, mcp_hosts=("intern", "x.nl:81")), "intern:9000", True),
        (ServerSettings(host=ANYWHERE, mcp_hosts=("intern", "x.nl:81")), "x.nl:81", True),
        (ServerSettings(host=ANYWHERE, mcp_hosts=("intern", "x.nl:81")), "x.nl:82", False),
    ],
)
def test_the_names_that_the_server_has(settings, host, known):
    with TestClient(create_app(serving(FakeAssistant()), settings), base_url=LOCAL) as client:
        assert ask(client, headers={**ACCEPT, "Host": host}).status_code == (200 if known else 421)
        own_page = {**ACCEPT, "Host": "localhost", "Origin": f"https://{host}"}
        assert ask(client, headers=own_page).status_code == (200 if known else 403)


def test_no_setting_switches_the_check_off():
    assert security(ServerSettings(host=ANYWHERE)).enable_dns_rebinding_protection is True


def test_the_sdk_is_not_imported_where_it_is_not_needed():
    import subprocess
    import sys

    program = (
        "import sys, json, api.cli, api.app; from api.settings import ServerSettings;"
        "from api.live import LiveAssistant;"
        "api.app.create_app(LiveAssistant(lambda: None, lambda: None), ServerSettings(mcp=False));"
        "print(json.dumps([name for name in sys.modules if name.split('.')[0] in ('mcp', 'mcp_types')]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []
