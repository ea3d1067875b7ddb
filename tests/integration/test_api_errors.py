"""Every error of the HTTP interface has one shape; input that means harm is refused and harms nothing."""

import logging
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.live import LiveAssistant
from api.middleware import SECURITY_HEADERS
from api.settings import ServerSettings
from tests.unit.api.fakes import FakeAssistant, serving

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def client(assistant):
    app = create_app(serving(assistant), ServerSettings(max_body_bytes=20_000))
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def empty_client():
    live = LiveAssistant(load=FakeAssistant, current=lambda: None)
    live.refresh()
    return TestClient(create_app(live, ServerSettings()), raise_server_exceptions=False)


def ask(client, **body):
    return client.post("/v1/ask", json=body)


def check_problem(response, status, slug, *fields):
    """The one shape of every error; gives the problem."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert list(problem) == ["type", "title", "status", "detail", "instance", "errors"]
    assert problem["type"] == f"/docs#{slug}"
    assert problem["status"] == status
    assert unquote(problem["instance"]) == response.request.url.path
    assert [error["field"] for error in problem["errors"]] == list(fields)
    assert all(SECURITY_HEADERS[name] == response.headers[name] for name in SECURITY_HEADERS)
    return problem


def test_unknown_letter_and_page(client):
    problem = check_problem(client.get("/v1/letters/kwaat"), 404, "unknown-letter")
    assert problem["detail"] == (
        "Er is geen brief 'kwaat' in de index. Bedoelt u kwaad? Alle brieven staan op /v1/letters."
    )
    problem = check_problem(client.get("/v1/letters/kwaad/pages/2"), 404, "unknown-page")
    assert problem["detail"] == "Brief kwaad heeft geen pagina 2; er zijn de pagina's 1 tot en met 1."


@pytest.mark.parametrize("page", ["nul", "0", "-1", "1.5", "9" * 5000])
def test_a_page_number_that_is_none(client, page):
    check_problem(client.get(f"/v1/letters/kwaad/pages/{page}"), 422, "invalid-input", "page")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["question"]),
        ({"question": ""}, ["question"]),
        ({"question": " \t\n"}, ["question"]),
        ({"question": "a" * 10_000}, ["question"]),
        ({"question": "a\x00b"}, ["question"]),
        ({"question": "a\x1b[31mb"}, ["question"]),
        ({"question": None}, ["question"]),
        ({"question": ["a"]}, ["question"]),
        ({"question": "a", "top_k": 0}, ["top_k"]),
        ({"question": "a", "top_k": 21}, ["top_k"]),
        ({"question": "a", "top_k": True}, ["top_k"]),
        ({"question": "a", "top_k": 3.0}, ["top_k"]),
        ({"question": "a", "top_k": "3"}, ["top_k"]),
        ({"question": "a", "top_k": 10**30}, ["top_k"]),
        ({"question": "a", "vraag": "b"}, ["vraag"]),
        ({"question": "a", "filters": {"jaar": 2020}}, ["filters.jaar"]),
        ({"question": "a", "filters": None}, ["filters"]),
        ({"question": "a", "filters": {"kenmerk": ""}}, ["filters.kenmerk"]),
        ({"question": "a", "filters": {"date_to": "morgen"}}, ["filters.date_to"]),
        ({"question": "", "top_k": 99}, ["question", "top_k"]),
        ([], ["body"]),
        ("vraag", ["body"]),
    ],
)
def test_wrong_bodies(client, assistant, body, fields):
    for path in ("/v1/ask", "/v1/search"):
        check_problem(client.post(path, json=body), 422, "invalid-input", *fields)
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({}, "questions", "Ontbreekt; dit veld is verplicht."),
        ({"questions": []}, "questions", "Heeft te weinig waarden: ten minste 1."),
        ({"questions": [{"question": "a"}] * 51}, "questions", "Heeft te veel waarden: ten hoogste 50."),
        ({"questions": "a"}, "questions", "Moet een lijst zijn."),
        ({"questions": ["a"]}, "questions[0]", "Moet een JSON-object zijn."),
        (
            {"questions": [{"question": "a"}, {"question": " "}]},
            "questions[1].question",
            "Mag niet leeg zijn.",
        ),
        (
            {"questions": [{"question": "a", "topk": 1}]},
            "questions[0].topk",
            "Onbekend; bedoelt u top_k? Toegestaan zijn: question, top_k, filters.",
        ),
        (
            {"questions": [{"question": "a", "filters": {"jaar": 2020}}]},
            "questions[0].filters.jaar",
            "Onbekend. Toegestaan zijn: letter_ids, kinds, kenmerk, kamerstuk, sender, date_from, date_to.",
        ),
        (
            {"questions": [{"question": "a"}], "top_k": 3},
            "top_k",
            "Onbekend. Toegestaan zijn: questions.",
        ),
        (
            {"questions": [{"question": "a"}, {"question": "?!"}]},
            "questions[1].question",
            "De vraag is leeg; stel een vraag in woorden.",
        ),
    ],
)
def test_one_wrong_question_stops_a_batch_and_is_named(client, assistant, body, field, message):
    problem = check_problem(client.post("/v1/ask:batch", json=body), 422, "invalid-input", field)
    assert problem["errors"][0]["message"] == message
    assert assistant.asked == []


def test_a_batch_that_cannot_be_read_is_shown_what_one_looks_like(client):
    problem = check_problem(client.post("/v1/ask:batch", headers=JSON), 422, "invalid-input", "body")
    assert problem["errors"][0]["message"] == (
        "De aanvraag heeft geen inhoud; stuur JSON met ten minste questions."
    )
    problem = check_problem(client.post("/v1/ask:batch", content=b"{", headers=JSON), 400, "malformed-json")
    assert problem["detail"] == (
        "De inhoud van de aanvraag is geen geldige JSON; het lezen stopte bij teken 2. Verwacht wordt bijvoorbeeld "
        '{"questions": [{"question": "Hoeveel mensen werken er in de industrie?"}, '
        '{"question": "Wanneer stopt het topsectorenbeleid?", "top_k": 1}]}.'
    )


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search"])
def test_a_wrong_field_says_what_is_allowed(client, path):
    response = client.post(path, json={"question": "a", "topk": 3})
    problem = check_problem(response, 422, "invalid-input", "topk")
    assert problem["detail"] == "topk: Onbekend; bedoelt u top_k? Toegestaan zijn: question, top_k, filters."
    assert problem["title"] == "Ongeldige invoer"


def test_an_error_is_a_problem_for_who_accepts_markdown_too(client):
    for headers in ({"Accept": "text/markdown"}, {"Accept": "text/markdown", "Host": "["}):
        check_problem(client.get("/v1/ask?q=", headers=headers), 422, "invalid-input", "q")
    answer = client.get("/v1/ask?q=mensen", headers={"Accept": "text/markdown", "Host": "["})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%00", "q"),
        ("q=a&top_k=5.0", "top_k"),
        ("q=a&top_k=+5", "top_k"),
        ("q=a&top_k=true", "top_k"),
        ("q=a&top_k=21", "top_k"),
        ("q=a&question=b", "question"),
        ("q=a&q=b", "q"),
        ("q=a&date_from=2020-13", "date_from"),
    ],
)
def test_wrong_queries(client, assistant, query, field):
    check_problem(client.get(f"/v1/ask?{query}"), 422, "invalid-input", field)
    assert assistant.asked == []


def test_of_much_that_is_wrong_the_first_hundred_fields_are_named(client):
    question = {"question": "mensen"} | {f"veld{number}": 1 for number in range(130)}
    problem = client.post("/v1/ask", json=question).json()
    assert [error["field"] for error in problem["errors"]] == [f"veld{number}" for number in range(100)]
    assert "veld99:" in problem["detail"]
    assert "veld100:" not in problem["detail"]


def test_an_unknown_query_parameter_names_those_there_are(client):
    problem = client.get("/v1/ask?q=a&jaar=2020").json()
    names = "q, letter_ids, kinds, kenmerk, kamerstuk, sender, date_from, date_to, top_k"
    assert problem["errors"][0]["message"] == f"Onbekend. Toegestaan zijn: {names}."
    problem = check_problem(client.get("/v1/letters?page=2"), 422, "invalid-input", "page")
    names = "letter_ids, kinds, kenmerk, kamerstuk, sender, date_from, date_to, limit, offset"
    assert problem["detail"] == f"page: Onbekend. Toegestaan zijn: {names}."
    problem = check_problem(client.get("/v1/letters/kwaad?limit=2"), 422, "invalid-input", "limit")
    assert problem["detail"] == "limit: Onbekend. Hier zijn geen parameters toegestaan."


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("limit=0", "limit", "Moet ten minste 1 zijn."),
        ("limit=1001", "limit", "Moet ten hoogste 1000 zijn."),
        ("limit=", "limit", "Moet een geheel getal zijn van 1 tot en met 1000."),
        ("limit=2.0", "limit", "Moet een geheel getal zijn van 1 tot en met 1000."),
        ("limit=1&limit=2", "limit", "Staat meer dan eens in het adres; één keer mag."),
        ("offset=-1", "offset", "Moet een geheel getal zijn van 0 tot en met 999999999."),
        ("offset=9999999999", "offset", "Moet een geheel getal zijn van 0 tot en met 999999999."),
        ("kenmerk=", "kenmerk", "Mag niet leeg zijn."),
        (
            "kenmerk=%00",
            "kenmerk",
            "Bevat een stuurteken (U+0000) op positie 1; alleen regeleinden en tabs mogen.",
        ),
        ("sender=a&sender=b", "sender", "Staat meer dan eens in het adres; één keer mag."),
        ("date_to=morgen", "date_to", "Dit is geen datum; schrijf 2025, 2025-07 of 2025-07-11."),
    ],
)
def test_wrong_filters_and_parts_of_the_letters(client, query, field, message):
    problem = check_problem(client.get(f"/v1/letters?{query}"), 422, "invalid-input", field)
    assert problem["errors"][0]["message"] == message


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"nee",
        b"\xff\xfe\x00",
        b'{"question": "a",}',
        b"[" * 15_000,
        b'{"question": "a", "top_k": ' + b"9" * 5000 + b"}",
    ],
)
def test_malformed_json(client, assistant, body):
    problem = check_problem(client.post("/v1/ask", content=body, headers=JSON), 400, "malformed-json")
    assert problem["detail"].startswith("De inhoud van de aanvraag is geen geldige JSON")
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"question": "\\ud800"}', "question"),
        (b'{"question": "a", "\\udfff": 1}', "body"),
        (b'{"question": "a", "top_k": NaN}', "top_k"),
        (b'{"question": "a", "top_k": Infinity}', "top_k"),
        (b"null", "body"),
    ],
)
def test_json_with_traps(client, body, field):
    check_problem(client.post("/v1/ask", content=body, headers=JSON), 422, "invalid-input", field)


def test_an_empty_body(client):
    problem = check_problem(client.post("/v1/ask", headers=JSON), 422, "invalid-input", "body")
    assert problem["errors"][0]["message"] == (
        "De aanvraag heeft geen inhoud; stuur JSON met ten minste question."
    )


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "a\xffb"])
def test_a_body_that_is_not_announced_as_json(client, content_type):
    headers = {} if content_type is None else {"Content-Type": content_type.encode("latin-1")}
    for path in ("/v1/ask", "/v1/search"):
        response = client.post(path, content=b'{"question": "mensen"}', headers=headers)
        problem = check_problem(response, 415, "unsupported-media-type")
        assert problem["detail"].endswith("verwacht wordt application/json.")


def test_a_character_set_may_be_named(client):
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/v1/ask", content=b'{"question": "mensen"}', headers=headers).status_code == 200


def test_a_body_is_counted_not_believed(client, assistant):
    sent = 0

    def parts():
        nonlocal sent
        yield b'{"question": "'
        for _ in range(100):
            sent += 1
            yield b"a" * 1000
        yield b'"}'

    response = client.post("/v1/ask", content=parts(), headers={**JSON, "Content-Length": "20"})
    problem = check_problem(response, 413, "body-too-large")
    assert problem["detail"].startswith("De aanvraag is groter dan 20000 bytes.")
    assert assistant.asked == []


def test_the_largest_body_that_is_allowed(client):
    head, tail = b'{"question": "mensen"', b"}"
    body = head + b" " * (20_000 - len(head) - len(tail)) + tail
    assert client.post("/v1/ask", content=body, headers=JSON).status_code == 200
    assert client.post("/v1/ask", content=body + b" ", headers=JSON).status_code == 413


def test_unknown_routes(client):
    problem = check_problem(client.get("/v2/ask"), 404, "not-found")
    assert problem["detail"] == "Op dit adres staat niets. Welke adressen er zijn, staat op /docs."
    check_problem(client.get("/v1/letters/"), 404, "not-found")
    check_problem(client.get("/static/nergens.js"), 404, "not-found")
    check_problem(client.get("/static/%2e%2e/app.py"), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/v1/ask", "GET, HEAD, POST"),
        ("GET", "/v1/search", "POST"),
        ("GET", "/v1/ask:batch", "POST"),
        ("PUT", "/v1/letters", "GET, HEAD, POST"),
        ("DELETE", "/", "GET, HEAD, POST"),
        ("POST", "/openapi.json", "GET, HEAD"),
        ("POST", "/static/ask.js", "GET, HEAD"),
        ("OPTIONS", "/healthz", "GET, HEAD"),
    ],
)
def test_wrong_methods_name_the_right_ones(client, method, path, allow):
    response = client.request(method, path)
    problem = check_problem(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == allow
    assert problem["detail"] == f"{path} kent de methode {method} niet; toegestaan zijn: {allow}."


def test_an_unexpected_failure_tells_the_log_not_the_caller(client, caplog):
    with caplog.at_level(logging.ERROR):
        response = client.post("/v1/ask", json={"question": "maak stuk"}, headers={"X-Request-ID": "proef-7"})
    problem = check_problem(response, 500, "internal-error")
    assert problem["detail"] == "Er ging iets mis op de server. Meld dit met aanvraagnummer proef-7."
    assert "geheim" not in response.text
    assert "geheim van de server" in caplog.text
    assert "Traceback" in caplog.text


def test_a_host_header_that_is_none(client):
    response = client.get("/nergens", headers={"Host": "["})
    assert (response.status_code, response.json()["instance"]) == (404, "/nergens")
    assert client.get("/healthz", headers={"Host": "["}).status_code == 200


def test_without_an_index(empty_client):
    assert empty_client.get("/healthz").json() == {"status": "ok"}
    for response in (
        empty_client.get("/readyz"),
        ask(empty_client, question="mensen"),
        empty_client.post("/v1/search", json={"question": "mensen"}),
        empty_client.post("/v1/ask:batch", json={"questions": [{"question": "mensen"}]}),
        empty_client.get("/v1/letters"),
        empty_client.get("/v1/letters/kwaad/pages/1"),
    ):
        problem = check_problem(response, 503, "no-index")
        assert problem["detail"] == "Er is nog geen index. Maak hem met: briefwijzer index"
        assert response.headers["Retry-After"] == "5"
    assert empty_client.get("/").status_code == 200
    assert "briefwijzer_letters 0.0" in empty_client.get("/metrics").text
