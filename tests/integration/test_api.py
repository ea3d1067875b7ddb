"""The HTTP interface over a small assistant: what every route answers when all is well."""

import json
import logging

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.live import LiveAssistant
from api.middleware import SECURITY_HEADERS
from api.settings import ServerSettings
from index.snapshot import IndexInfo
from tests.unit.api.fakes import PEOPLE, VISION_PAGE_1, VISION_PAGE_2, FakeAssistant, serving

VISION_URL = "/letters/visie%20%26%20toekomst/pages"


@pytest.fixture
def assistant():
    return FakeAssistant()


@pytest.fixture
def client(assistant):
    app = create_app(serving(assistant), ServerSettings(max_body_bytes=20_000))
    return TestClient(app, raise_server_exceptions=False)


def ask(client, **body):
    return client.post("/v1/ask", json=body)


# Answers


def test_an_answer_is_the_contract(client):
    answer = ask(client, question=" Hoeveel mensen werken er in de industrie? ").json()
    assert answer.pop("took_ms") >= 0
    text = f"Nederland heeft een industrie om trots op te zijn. {PEOPLE}"
    assert answer == {
        "question": "Hoeveel mensen werken er in de industrie?",
        "answered": True,
        "confidence": 0.9123,
        "reason": None,
        "message": None,
        "passages": [
            {
                "rank": 1,
                "score": 0.9123,
                "text": text,
                "highlights": [{"start": text.index(PEOPLE), "end": len(text)}],
                "gaps": [],
                "citation": {
                    "letter_id": "visie & toekomst",
                    "title": "Visie op de toekomst van de industrie",
                    "kind": "kamerbrief",
                    "kenmerk": None,
                    "kamerstuk": "29826, nr. 124",
                    "sender": "M.C.G. Keijzer, staatssecretaris",
                    "date": "2020-10",
                    "page": 1,
                    "spans": [{"page": 1, "start": 10, "end": 10 + len(text)}],
                    "label": "Visie op de toekomst van de industrie (2020-10), p. 1",
                    "printed_page": None,
                    "paged": True,
                    "ocr": False,
                    "url": f"{VISION_URL}/1?start=10&end={10 + len(text)}",
                },
            }
        ],
        "nearest": [],
        "index": {"snapshot": "proef-1", "model": "proefmodel", "letters": 2, "chunks": 7},
    }


def test_get_asks_the_same_as_post(client, assistant):
    posted = ask(client, question="mensen", top_k=2, filters={"kinds": ["kamerbrief"], "date_from": "2020"})
    got = client.get("/v1/ask?q=mensen&top_k=2&kinds=kamerbrief&date_from=2020")
    assert {**posted.json(), "took_ms": 0} == {**got.json(), "took_ms": 0}
    assert assistant.asked[0] == assistant.asked[1]
    client.get("/v1/ask?q=mensen&letter_ids=a&letter_ids=b")
    assert assistant.asked[2][2].letter_ids == ("a", "b")


def test_the_same_question_gives_the_same_bytes(client):
    def answer():
        return ask(client, question="mensen klimaat fabriek").text.rpartition(',"took_ms"')[0]

    assert answer() == answer()


def test_abstaining(client):
    answer = ask(client, question="Wat kost een brood?", top_k=2).json()
    assert (answer["answered"], answer["passages"], answer["reason"]) == (False, [], "not_confident")
    assert answer["message"] == "Niet gevonden in de brieven."
    assert [passage["rank"] for passage in answer["nearest"]] == [1, 2]


def test_a_citation_over_two_pages_has_both_spans(client):
    (passage,) = ask(client, question="klimaat").json()["passages"]
    end = len(VISION_PAGE_2)
    assert passage["citation"]["page"] == 2
    assert passage["citation"]["url"] == f"{VISION_URL}/2?start=0&end={end}&spans=3%3A0-57"


# Markdown


@pytest.mark.parametrize("question", ["mensen", "Wat kost een brood?"])
def test_who_accepts_markdown_gets_it_from_both_methods(client, question):
    accept = {"Accept": "text/markdown"}
    posted = client.post("/v1/ask", json={"question": question}, headers=accept)
    got = client.get("/v1/ask", params={"q": question}, headers=accept)
    for response in (posted, got):
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/markdown; charset=utf-8"
        assert "Accept" in response.headers["vary"].split(", ")
        assert response.text.startswith(f"**{question}**\n\n")
        assert f"(http://testserver{VISION_URL}/1?start=10" in response.text
    assert posted.text == got.text


def test_json_stays_what_it_was_for_everybody_else(client):
    for accept in ("*/*", "application/json", "text/html,*/*;q=0.8", "text/markdown, application/json"):
        response = client.post("/v1/ask", json={"question": "mensen"}, headers={"Accept": accept})
        assert response.headers["content-type"] == "application/json"
        assert "Accept" in response.headers["vary"].split(", ")
        assert response.json()["answered"] is True


def test_the_public_address_stands_in_markdown(assistant):
    settings = ServerSettings(public_url="https://brieven.voorbeeld.nl/")
    client = TestClient(create_app(serving(assistant), settings))
    text = client.get("/v1/ask?q=mensen", headers={"Accept": "text/markdown"}).text
    assert f"](https://brieven.voorbeeld.nl{VISION_URL}/1?start=10" in text


def test_openapi_names_both_forms_of_an_answer(client):
    operations = client.get("/openapi.json").json()["paths"]["/v1/ask"]
    for method in ("get", "post"):
        content = operations[method]["responses"]["200"]["content"]
        assert content["application/json"]["schema"]["$ref"].endswith("/AskResponse")
        assert content["text/markdown"]["schema"] == {"type": "string"}


# A batch


def test_a_batch_is_each_question_by_itself(client, assistant):
    questions = [
        {"question": "mensen"},
        {"question": "Wat kost een brood?", "top_k": 2},
        {"question": "klimaat", "filters": {"kinds": ["kamerbrief"]}},
    ]
    response = client.post("/v1/ask:batch", json={"questions": questions})
    alone = [client.post("/v1/ask", json=each).json() for each in questions]
    assert list(response.json()) == ["answers"]
    assert [{**each, "took_ms": 0} for each in response.json()["answers"]] == [
        {**each, "took_ms": 0} for each in alone
    ]
    assert [each["answered"] for each in alone] == [True, False, True]
    assert assistant.asked[:3] == assistant.asked[3:]
    text = client.get("/metrics").text
    assert "\nbriefwijzer_answer_seconds_count 6.0\n" in text
    assert 'route="/v1/ask:batch",status="200"} 1.0' in text


def test_a_batch_is_answered_from_one_index():
    class Renewed(FakeAssistant):
        def ask(self, *arguments):
            snapshots.append(f"proef-{len(snapshots) + 1}")
            live.refresh()
            return super().ask(*arguments)

    snapshots = ["proef-1"]
    live = LiveAssistant(lambda: Renewed(info=IndexInfo(snapshots[-1], "m", 2, 7, ())), lambda: snapshots[-1])
    live.refresh()
    client = TestClient(create_app(live, ServerSettings()))
    questions = [{"question": "mensen"}, {"question": "klimaat"}]
    answers = client.post("/v1/ask:batch", json={"questions": questions}).json()["answers"]
    assert [each["index"]["snapshot"] for each in answers] == ["proef-1", "proef-1"]
    assert ask(client, question="mensen").json()["index"]["snapshot"] == "proef-3"


def test_the_largest_batch_fits_in_a_request(assistant):
    client = TestClient(create_app(serving(assistant), ServerSettings()))
    questions = [{"question": "a" * 1000, "top_k": 20}] * 50
    answers = client.post("/v1/ask:batch", json={"questions": questions}).json()["answers"]
    assert len(answers) == 50


# Searching


def test_a_search_gives_what_asking_gives_without_the_decision(client, assistant):
    for question in ("mensen", "Wat kost een brood?"):
        body = {"question": question, "top_k": 2, "filters": {"kinds": ["kamerbrief"]}}
        answer, found = client.post("/v1/ask", json=body).json(), client.post("/v1/search", json=body).json()
        assert found.pop("took_ms") >= 0
        assert found == {
            "question": question,
            "confidence": answer["confidence"],
            "reason": None,
            "message": None,
            "passages": answer["passages"] or answer["nearest"],
            "index": answer["index"],
        }
    assert len(found["passages"]) == 2
    assert assistant.asked[0] == assistant.asked[1]


def test_a_search_that_finds_nothing_says_why(client):
    found = client.post("/v1/search", json={"question": "mensen", "filters": {"kenmerk": "X"}}).json()
    assert (found["passages"], found["reason"], found["confidence"]) == ([], "no_letter_matches", 0.0)
    assert found["message"] == (
        "Niet gevonden in de brieven: de brief die de vraag of het filter noemt, is er niet. Het overzicht van de "
        "brieven laat zien welke er wel zijn."
    )


def test_a_search_is_no_question_in_the_metrics(client):
    client.post("/v1/search", json={"question": "mensen"})
    text = client.get("/metrics").text
    assert "\nbriefwijzer_answer_seconds_count 0.0\n" in text
    assert 'briefwijzer_http_requests_total{method="POST",route="/v1/search",status="200"} 1.0' in text


# Letters


def test_letters_are_listed_with_what_could_not_be_read(client):
    body = client.get("/v1/letters").json()
    assert [letter["letter_id"] for letter in body["letters"]] == ["visie & toekomst", "kwaad"]
    assert body["failures"] == [{"source": "leeg<br>.pdf", "reason": "Het bestand bevat geen tekst."}]
    assert body["index"]["chunks"] == 7
    assert (body["total"], body["next_offset"]) == (2, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["visie & toekomst", "kwaad"]),
        ("kinds=beslisnota", ["kwaad"]),
        ("kinds=beslisnota&kinds=kamerbrief", ["visie & toekomst", "kwaad"]),
        ("letter_ids=kwaad", ["kwaad"]),
        ("kenmerk=DGBI+/+2", ["kwaad"]),
        ("kamerstuk=29826-124", ["visie & toekomst"]),
        ("sender=keijzer", ["visie & toekomst"]),
        ("date_from=2021", ["kwaad"]),
        ("date_to=2020", ["visie & toekomst"]),
        ("date_from=2026", []),
    ],
)
def test_letters_by_filter(client, query, found):
    body = client.get(f"/v1/letters?{query}").json()
    assert [letter["letter_id"] for letter in body["letters"]] == found
    assert (body["total"], body["next_offset"]) == (len(found), None)
    assert len(body["failures"]) == 1


def test_letters_in_parts(client):
    found, offset = [], 0
    while offset is not None:
        body = client.get(f"/v1/letters?limit=1&offset={offset}").json()
        found.append([letter["letter_id"] for letter in body["letters"]])
        assert body["total"] == 2
        offset = body["next_offset"]
    assert found == [["visie & toekomst"], ["kwaad"]]
    beyond = client.get("/v1/letters?offset=5").json()
    assert (beyond["letters"], beyond["total"], beyond["next_offset"]) == ([], 2, None)
    filtered = client.get("/v1/letters?kinds=beslisnota&limit=1").json()
    assert ([each["letter_id"] for each in filtered["letters"]], filtered["next_offset"]) == (["kwaad"], None)


def test_one_letter(client):
    assert client.get("/v1/letters/visie & toekomst").json() == {
        "letter_id": "visie & toekomst",
        "title": "Visie op de toekomst van de industrie",
        "kind": "kamerbrief",
        "kenmerken": [],
        "kamerstukken": ["29826, nr. 124"],
        "date": "2020-10",
        "sender": "M.C.G. Keijzer, staatssecretaris",
        "signatories": [
            {"name": "M.C.G. Keijzer", "office": "staatssecretaris"},
            {"name": "E.D. Wiebes", "office": None},
        ],
        "addressee": "de Voorzitter van de Tweede Kamer",
        "askers": [{"name": "Van Nispen", "party": "SP"}, {"name": "Grinwis", "party": None}],
        "ministry": "Economische Zaken en Klimaat",
        "cited": ["33009-70"],
        "facts": [
            {"name": "kamerstuk", "value": "29826, nr. 124", "page": 2, "place": "voettekst"},
            {"name": "date", "value": "2020-10", "page": None, "place": "letters.toml"},
        ],
        "pages": 3,
        "source": "visie & toekomst.pdf",
        "sha256": "a" * 64,
        "warnings": ["Het kenmerk in de brief is een foutmelding van de tekstverwerker."],
        "url": f"{VISION_URL}/1",
    }


def test_one_page(client):
    page = client.get("/v1/letters/visie & toekomst/pages/1").json()
    assert (page["letter_id"], page["page"], page["pages"]) == ("visie & toekomst", 1, 3)
    assert page["text"] == VISION_PAGE_1
    assert page["blocks"][1] == {
        "kind": "paragraph",
        "start": 10,
        "end": VISION_PAGE_1.index("\nHet"),
        "section": ["Inleiding"],
        "label": None,
        "continues": None,
        "about": [],
    }
    assert page["blocks"][-1]["label"] == "1"


# Running the server


def test_ready(client):
    assert client.get("/readyz").json() == {
        "status": "ready",
        "index": {"snapshot": "proef-1", "model": "proefmodel", "letters": 2, "chunks": 7},
        "warning": None,
    }


def test_metrics_count_outcomes_without_questions(client):
    ask(client, question="mensen")
    ask(client, question="een heel bijzonder geheim")
    ask(client, question="")
    client.get("/v1/letters/niet-bestaand")
    client.request("BREW", "/pad/van/een/vreemde")
    text = client.get("/metrics").text
    for line in (
        'briefwijzer_questions_total{outcome="answered"} 1.0',
        'briefwijzer_questions_total{outcome="not_confident"} 1.0',
        "briefwijzer_answer_seconds_count 2.0",
        'briefwijzer_http_requests_total{method="POST",route="/v1/ask",status="200"} 2.0',
        'briefwijzer_http_requests_total{method="POST",route="/v1/ask",status="422"} 1.0',
        'briefwijzer_http_requests_total{method="GET",route="/v1/letters/{letter_id}",status="404"} 1.0',
        'briefwijzer_http_requests_total{method="other",route="other",status="404"} 1.0',
        "briefwijzer_letters 2.0",
        "briefwijzer_unreadable_letters 1.0",
    ):
        assert f"\n{line}\n" in text
    for private in ("geheim", "niet-bestaand", "vreemde"):
        assert private not in text


def test_two_applications_count_apart(assistant):
    clients = [TestClient(create_app(serving(assistant), ServerSettings())) for _ in range(2)]
    ask(clients[0], question="mensen")
    assert "briefwijzer_answer_seconds_count 1.0" in clients[0].get("/metrics").text
    assert "briefwijzer_answer_seconds_count 0.0" in clients[1].get("/metrics").text


def test_request_ids(client):
    assert client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["X-Request-ID"] == "abc-1"
    made = client.get("/healthz", headers={"X-Request-ID": "a b\tc<>"}).headers["X-Request-ID"]
    assert len(made) == 32
    assert made != client.get("/healthz").headers["X-Request-ID"]


def test_the_log_has_no_question(client, caplog):
    with caplog.at_level(logging.INFO):
        client.get("/v1/ask?q=een+geheim", headers={"X-Request-ID": "log-1"})
    assert any("GET /v1/ask 200" in message and "log-1" in message for message in caplog.messages)
    assert "geheim" not in "".join(
        m for r, m in zip(caplog.records, caplog.messages, strict=True) if r.name == "api.middleware"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/letters",
        f"{VISION_URL}/1",
        "/docs",
        "/static/ask.js",
        "/static/style.css",
        "/healthz",
        "/v1/letters",
    ],
)
def test_security_headers_are_everywhere(client, path):
    response = client.get(path)
    assert response.status_code == 200
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    assert response.headers["Cache-Control"] == "no-cache"
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_head_is_get_without_a_body(client):
    for path in ("/healthz", "/", "/v1/letters", "/static/ask.js"):
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b"")


def test_the_index_is_watched_from_start_to_shutdown(assistant):
    live = LiveAssistant(lambda: assistant, lambda: "proef-1")
    with TestClient(create_app(live, ServerSettings())) as client:
        for _ in range(500):
            if client.get("/readyz").status_code == 200:
                break
        assert ask(client, question="mensen").json()["answered"] is True
    assert live._thread is None


# OpenAPI


def test_openapi_explains_every_field_with_an_example(client):
    text = client.get("/openapi.json").json()
    schemas = text["components"]["schemas"]
    assert {"AskRequest", "AskResponse", "Problem", "FieldError"} <= set(schemas)
    for name, schema in schemas.items():
        assert schema["description"], name
        for field_name, field in schema["properties"].items():
            # A field that is another object has that object's description and examples.
            refers = "$ref" in json.dumps(field)
            assert field.get("description") or refers, (name, field_name)
            assert field.get("examples") or refers, (name, field_name)
    for path, methods in text["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description"), (path, parameter["name"])
    responses = text["paths"]["/v1/ask"]["post"]["responses"]
    assert sorted(responses) == ["200", "400", "401", "408", "413", "415", "422", "429", "500", "503"]
    assert set(responses["422"]["content"]) == {"application/problem+json"}
    assert "HTTPValidationError" not in schemas


def test_docs_come_from_here_alone(client):
    page = client.get("/docs").text
    assert "http://127.0.0.1:8000/v1/ask" in page
    assert "https://" not in page
    assert page.count("<script") == page.count('<script src="/static/keys.js" type="module">') == 1
    assert 'id="invalid-input"' in page
    assert client.get("/redoc").status_code == 404
