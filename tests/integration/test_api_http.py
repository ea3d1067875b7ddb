"""What HTTP itself asks of the server: limits, time-outs, caching, compression, other sites, the log."""

import gzip
import json
import logging

import anyio
import pytest
from starlette.testclient import TestClient

from api.admin.keys import Role, add_key
from api.app import create_app
from api.logs import log_to_stderr
from api.middleware import SECURITY_HEADERS
from api.settings import ServerSettings
from tests.integration.test_api_errors import check_problem
from tests.unit.api.fakes import FakeAssistant, serving


def client_of(tmp_path, *, client=("testclient", 50000), **settings):
    app = create_app(serving(FakeAssistant()), ServerSettings(keys=tmp_path / "keys.json", **settings))
    return TestClient(app, raise_server_exceptions=False, client=client)


def test_an_address_may_ask_so_often(tmp_path):
    client = client_of(tmp_path, client=("192.0.2.1", 1), rate_per_address=3)
    assert [client.get("/v1/letters").status_code for _ in range(3)] == [200] * 3
    response = client.get("/v1/letters")
    problem = check_problem(response, 429, "too-many-requests")
    assert problem["detail"].startswith("Van dit adres komen meer dan 3 aanvragen per minuut")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert client.get("/static/style.css").status_code == 200
    # A wrong key is no way round, a right one has a limit of its own.
    check_problem(
        client.get("/v1/letters", headers={"Authorization": "Bearer bw_x"}), 429, "too-many-requests"
    )
    key = add_key(tmp_path / "keys.json", "lezer", Role.READER)
    assert client.get("/v1/letters", headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_a_key_may_ask_so_often(tmp_path):
    client = client_of(tmp_path, client=("127.0.0.1", 1), rate_per_key=2)
    headers = {"Authorization": f"Bearer {add_key(tmp_path / 'keys.json', 'lezer', Role.READER)}"}
    assert [client.get("/healthz", headers=headers).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("addresses", "together"),
    [
        (("127.0.0.1", "127.0.0.1", "127.0.0.1"), [200, 200, 200]),
        (("::1", "::1", "::1"), [200, 200, 200]),
        (("192.0.2.1", "192.0.2.2", "192.0.2.1"), [200, 200, 429]),
        (("2001:db8::1", "2001:db8::2", "2001:db8:1::1"), [200, 429, 200]),
        (("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.2"), [200, 429, 200]),
    ],
)
def test_which_addresses_are_counted_together(tmp_path, addresses, together):
    app = create_app(serving(FakeAssistant()), ServerSettings(keys=tmp_path / "k", rate_per_address=1))
    assert [
        TestClient(app, client=(each, 1)).get("/v1/letters").status_code for each in addresses
    ] == together


def test_without_a_limit_nobody_is_refused(tmp_path):
    client = client_of(tmp_path, client=("192.0.2.1", 1), rate_per_address=0)
    assert {client.get("/healthz").status_code for _ in range(50)} == {200}


@pytest.mark.parametrize(("method", "path"), [("POST", "/v1/ask"), ("POST", "/v1/letters")])
def test_a_body_that_does_not_come_is_not_waited_for(tmp_path, method, path):
    key = add_key(tmp_path / "keys.json", "redactie", Role.ADMIN)
    settings = ServerSettings(keys=tmp_path / "keys.json", index=tmp_path, body_timeout=1)
    app = create_app(serving(FakeAssistant()), settings)
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "client": ("192.0.2.1", 1),
        "headers": [
            (b"content-type", b"multipart/form-data; boundary=a"),
            (b"authorization", f"Bearer {key}".encode()),
        ],
    }
    sent = []

    async def receive():
        await anyio.sleep_forever()

    async def send(message):
        sent.append(message)

    anyio.run(app, scope, receive, send)
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["type"] == "/docs#body-timeout"


@pytest.mark.parametrize(
    "path", ["/v1/letters", "/v1/letters/kwaad", "/v1/letters/kwaad/pages/1", "/letters", "/docs"]
)
def test_who_has_it_already_gets_no_body(tmp_path, path):
    client = client_of(tmp_path)
    first = client.get(path)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": f'"x", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert all(SECURITY_HEADERS[name] == again.headers[name] for name in SECURITY_HEADERS)
    assert again.headers["vary"] == "Accept-Encoding"
    strong = client.get(path, headers={"If-None-Match": etag.removeprefix("W/")})
    assert strong.status_code == 304
    other = client.get(path, headers={"If-None-Match": '"x"'})
    assert (other.status_code, other.content) == (200, first.content)
    head = client.head(path, headers={"If-None-Match": etag})
    assert (head.status_code, head.content) == (304, b"")


def test_a_304_is_documented_where_there_is_one(tmp_path):
    paths = client_of(tmp_path).get("/openapi.json").json()["paths"]
    documented = {
        path for path, methods in paths.items() if "304" in methods.get("get", {"responses": {}})["responses"]
    }
    assert documented == {
        "/v1/letters",
        "/v1/letters/{letter_id}",
        "/v1/letters/{letter_id}/pages/{page}",
    }


def test_answers_and_errors_have_no_etag(tmp_path):
    client = client_of(tmp_path)
    assert "etag" not in client.get("/v1/ask?q=mensen").headers
    assert "etag" not in client.get("/v1/letters/onbekend").headers


def test_long_answers_are_compressed_for_who_takes_that(tmp_path):
    client = client_of(tmp_path)
    with client.stream("GET", "/v1/letters", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        assert len(json.loads(gzip.decompress(b"".join(response.iter_raw())))["letters"]) == 2
    plain = client.get("/v1/letters", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_other_sites_are_let_in_by_name(tmp_path):
    ours, theirs = "https://intranet.voorbeeld.nl", "https://kwaad.voorbeeld.nl"
    client = client_of(tmp_path)
    assert "access-control-allow-origin" not in client.get("/v1/letters", headers={"Origin": ours}).headers
    client = client_of(tmp_path, cors_origins=(ours,), read_key=True)
    asking = {"Origin": ours, "Access-Control-Request-Method": "POST"}
    asking["Access-Control-Request-Headers"] = "authorization, content-type"
    allowed = client.options("/v1/ask", headers=asking)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, ours)
    # An error can be read there too.
    assert client.get("/v1/letters", headers={"Origin": ours}).headers["access-control-allow-origin"] == ours
    assert "access-control-allow-origin" not in client.get("/v1/letters", headers={"Origin": theirs}).headers


@pytest.fixture
def own_log(monkeypatch, caplog):
    """Lets a test set up the log, and puts it back afterwards."""
    with (
        caplog.at_level(logging.WARNING),
        caplog.at_level(logging.INFO, logger="api"),
        caplog.at_level(logging.WARNING, logger="api.asking"),
    ):
        yield monkeypatch


def test_the_log_has_questions_where_that_is_asked_alone(tmp_path, capsys, own_log):
    for questions in (False, True):
        own_log.setattr(logging.getLogger(), "handlers", [])
        log_to_stderr(ServerSettings(log_questions=questions))
        client = client_of(tmp_path)
        client.get("/v1/ask?q=geheime+mensen")
        client.post("/v1/ask", json={"question": "mensen\nen meer"})
        client.post("/v1/ask:batch", json={"questions": [{"question": "geheime batch"}]})
        client.post("/v1/search", json={"question": "geheime zoekvraag"})
        log = capsys.readouterr().err
        assert "POST /v1/ask 200" in log
        assert ("geheime" in log) is questions
    assert "Vraag: 'mensen\\nen meer' (beantwoord)" in log
    assert "Vraag: 'geheime batch'" in log
    assert "Zoekvraag: 'geheime zoekvraag'" in log


def test_a_line_of_the_log_as_json(tmp_path, capsys, own_log):
    own_log.setattr(logging.getLogger(), "handlers", [])
    log_to_stderr(ServerSettings(log_format="json"))
    client_of(tmp_path).get("/v1/letters/onbekend", headers={"X-Request-ID": "aanvraag-1"})
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line["message"].startswith("GET /v1/letters/onbekend 404 ")
    assert {
        name: line[name] for name in ("level", "logger", "method", "path", "status", "request_id", "key")
    } == {
        "level": "INFO",
        "logger": "api.middleware",
        "method": "GET",
        "path": "/v1/letters/onbekend",
        "status": 404,
        "request_id": "aanvraag-1",
        "key": None,
    }
    assert line["milliseconds"] >= 0


def test_metrics_have_stages_age_and_the_share_without_an_answer(tmp_path):
    client = client_of(tmp_path)
    before = client.get("/metrics").text
    assert "briefwijzer_abstention_share" not in before
    for question in ("mensen", "klimaat", "onvindbaar"):
        client.post("/v1/ask", json={"question": question})
    text = client.get("/metrics").text
    assert "briefwijzer_abstention_share 0.333" in text
    assert 'briefwijzer_http_request_seconds_count{route="/v1/ask"} 3.0' in text
    assert "briefwijzer_index_age_seconds " in text
    assert "onvindbaar" not in text
