"""Administration over HTTP: who may, what is taken, and what is answered; the jobs themselves are done elsewhere."""

import errno
import io
import json
import threading
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.admin.jobs import FileState, JobState, JobStore
from api.admin.keys import Role, add_key, remove_key
from api.app import create_app
from api.bot.settings import BotSettings
from api.settings import ServerSettings
from tests.integration.test_api_errors import check_problem
from tests.slack import SECRET, TOKEN, signed
from tests.unit.api.fakes import FakeAssistant, serving

PDF = ("brief.txt", b"Geachte Voorzitter", "text/plain")


@pytest.fixture
def settings(tmp_path):
    return ServerSettings(
        index=tmp_path / "index", keys=tmp_path / "keys.json", max_upload_bytes=50_000, body_timeout=5
    )


@pytest.fixture
def store(settings):
    return JobStore(settings.index)


def client_of(settings, **more):
    app = create_app(serving(FakeAssistant()), settings, **more)
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def admin(settings):
    client = client_of(settings)
    client.headers["Authorization"] = f"Bearer {add_key(settings.keys, 'redactie', Role.ADMIN)}"
    return client


def post(client, *files, **data):
    return client.post("/v1/letters", files=[("files", file) for file in files], data=data)


ROUTES = [
    ("POST", "/v1/letters"),
    ("DELETE", "/v1/letters/kwaad"),
    ("POST", "/v1/reindex"),
    ("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/x"),
    ("GET", "/v1/jobs/x/events"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_administration_is_off_until_a_key_is_made_and_then_takes_that_alone(settings, store, method, path):
    client = client_of(settings)
    problem = check_problem(client.request(method, path), 403, "administration-off")
    assert "briefwijzer keys add NAAM" in problem["detail"]
    reader = add_key(settings.keys, "lezer", Role.READER)
    check_problem(
        client.request(method, path, headers={"Authorization": f"Bearer {reader}"}), 403, "administration-off"
    )
    key = add_key(settings.keys, "redactie", Role.ADMIN)
    for headers in (
        {},
        {"Authorization": f"Bearer {key}x"},
        {"Authorization": key},
        {"Authorization": "Bearer"},
    ):
        response = client.request(method, path, headers=headers)
        check_problem(response, 401, "no-key")
        assert response.headers["www-authenticate"] == "Bearer"
    problem = check_problem(
        client.request(method, path, headers={"Authorization": f"Bearer {reader}"}), 403, "not-allowed"
    )
    assert problem["detail"].startswith("De sleutel lezer is er een om te lezen")
    # A browser sends a password along with what other sites have it send: for administration that is no key.
    check_problem(client.request(method, path, auth=("x", key)), 401, "no-key")
    remove_key(settings.keys, "redactie")
    response = client.request(method, path, headers={"Authorization": f"Bearer {key}"})
    check_problem(response, 403, "administration-off")
    assert store.latest() == []


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_address_written_otherwise_is_no_way_round(settings, store, method, path):
    add_key(settings.keys, "redactie", Role.ADMIN)
    client = client_of(settings)
    for written in (f"{path}%0A", f"{path}/", f"/{path}", path.replace("v1", "%76%31"), path.upper()):
        response = client.request(method, written, files={"files": PDF} if method == "POST" else None)
        assert response.status_code in (401, 404, 405), written
    assert store.latest() == []


def test_files_become_a_job(admin, store):
    metadata = json.dumps(
        {"brief.txt": {"title": 'Een "titel"', "kenmerk": ["A / 1", "B"], "date": "2025-07"}}
    )
    response = post(admin, PDF, ("twee.pdf", b"%PDF-1.7", "application/pdf"), metadata=metadata)
    assert response.status_code == 202
    job = response.json()
    assert response.headers["location"] == f"/v1/jobs/{job['job_id']}"
    assert (job["kind"], job["state"], job["by"]) == ("add", "waiting", "redactie")
    assert [(file["name"], file["state"]) for file in job["files"]] == [
        ("brief.txt", "waiting"),
        ("twee.pdf", "waiting"),
    ]
    files = store.folder / job["job_id"] / "files"
    assert sorted(path.name for path in files.iterdir()) == ["brief.toml", "brief.txt", "twee.pdf"]
    assert (files / "brief.txt").read_bytes() == b"Geachte Voorzitter"
    told = 'title = "Een \\"titel\\""\nkenmerk = ["A / 1", "B"]\ndate = "2025-07"\n'
    assert (files / "brief.toml").read_text() == told
    assert admin.get(response.headers["location"]).json() == job
    assert admin.get("/v1/jobs").json() == {"jobs": [job]}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("brief.exe", "bestanden met uitgang “.exe” worden niet gelezen; wel .docx"),
        ("letters.toml", "bestanden met uitgang “.toml” worden niet gelezen"),
        ("../brief.pdf", "kan geen bestandsnaam zijn"),
        ("a\\b.pdf", "kan geen bestandsnaam zijn"),
        (".brief.pdf", "kan geen bestandsnaam zijn"),
        ("~$brief.docx", "kan geen bestandsnaam zijn"),
        ("CON.txt", "kan geen bestandsnaam zijn"),
        ("com1.v2.pdf", "kan geen bestandsnaam zijn"),
        ("letters.txt", "letters.toml hoort bij de hele map"),
        ("brief\u202efdp.pdf", "bevat onleesbare tekens"),
        ("e" * 250 + ".pdf", "langer dan 200 bytes"),
    ],
)
def test_a_name_that_cannot_be_is_reported_and_the_rest_goes_on(admin, store, name, reason):
    job = post(admin, (name, b"x", "text/plain"), PDF).json()
    assert [file["state"] for file in job["files"]] == ["failed", "waiting"]
    assert reason in job["files"][0]["reason"]
    assert [path.name for path in (store.folder / job["job_id"] / "files").iterdir()] == ["brief.txt"]


def test_two_files_of_one_name(admin):
    job = post(admin, PDF, ("brief.pdf", b"%PDF", "application/pdf")).json()
    assert [file["state"] for file in job["files"]] == ["waiting", "failed"]
    assert "een ander bestand met die naam" in job["files"][1]["reason"]


@pytest.mark.parametrize(
    ("metadata", "field", "message"),
    [
        ("{", "metadata", "Geen geldige JSON."),
        ("[" * 5000, "metadata", "Geen geldige JSON."),
        ("[]", "metadata", "Moet een JSON-object zijn."),
        ('{"brief.txt": {"titel": "a"}}', "metadata.brief.txt.titel", "Onbekend; bedoelt u title?"),
        ('{"brief.txt": {"date": "morgen"}}', "metadata.brief.txt.date", "Dit is geen datum"),
        ('{"brief.txt": {"title": ""}}', "metadata.brief.txt.title", "Mag niet leeg zijn."),
        ('{"brief.txt": {"title": "a\\u0007"}}', "metadata.brief.txt.title", "Bevat een stuurteken"),
        ('{"ander.pdf": {}}', "metadata.ander.pdf", "Er is geen bestand met deze naam meegestuurd."),
    ],
)
def test_wrong_metadata(admin, store, metadata, field, message):
    problem = check_problem(post(admin, PDF, metadata=metadata), 422, "invalid-input", field)
    assert problem["errors"][0]["message"].startswith(message)
    assert store.latest() == []
    assert not store.folder.exists()


@pytest.mark.parametrize("place", ["{}", '{{"brief.txt": {}}}'])
def test_of_much_that_is_wrong_a_part_is_named(admin, place):
    metadata = place.format(json.dumps({f"veld{number}": {} for number in range(200)}))
    response = post(admin, PDF, metadata=metadata)
    assert (response.status_code, len(response.json()["errors"])) == (422, 100)


def test_wrong_uploads(admin, store):
    check_problem(admin.post("/v1/letters", json={}), 415, "unsupported-media-type")
    check_problem(admin.post("/v1/letters"), 415, "unsupported-media-type")
    form = {"Content-Type": "multipart/form-data"}
    check_problem(admin.post("/v1/letters", content=b"x", headers=form), 400, "malformed-upload")
    form["Content-Type"] += "; boundary=a"
    check_problem(admin.post("/v1/letters", content=b"niets", headers=form), 400, "malformed-upload")
    check_problem(
        admin.post("/v1/letters", data={"metadata": "{}"}, files={"a": b""}), 422, "invalid-input", "files"
    )
    assert store.latest() == []


@pytest.mark.parametrize("many", [101, 1001])
def test_too_many_files(admin, settings, many):
    client = client_of(replace(settings, max_upload_bytes=1_000_000))
    client.headers["Authorization"] = admin.headers["Authorization"]
    problem = check_problem(post(client, *[PDF] * many), 422, "invalid-input", "files")
    assert problem["errors"][0]["message"] == "Heeft te veel waarden: ten hoogste 100."


def test_an_upload_that_is_too_large(admin, store):
    large = ("groot.txt", b"a" * 60_000, "text/plain")
    problem = check_problem(post(admin, large), 413, "body-too-large")
    assert problem["detail"] == (
        "De aanvraag is groter dan 50 kB; stuur de brieven in meer aanvragen, of verhoog voor één grote brief "
        "BRIEFWIJZER_MAX_UPLOAD_BYTES."
    )

    def streamed():
        yield b'--a\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(60):
            yield b"a" * 1000

    form = {"Content-Type": "multipart/form-data; boundary=a"}
    check_problem(admin.post("/v1/letters", content=streamed(), headers=form), 413, "body-too-large")
    assert store.latest() == []


def test_removing_and_reindexing_become_jobs(admin):
    job = admin.delete("/v1/letters/visie%20%26%20toekomst")
    assert job.status_code == 202
    assert job.json()["kind"] == "remove"
    assert job.json()["files"][0]["name"] == "visie & toekomst.pdf"
    check_problem(admin.delete("/v1/letters/onbekend"), 404, "unknown-letter")
    assert admin.post("/v1/reindex").json()["kind"] == "reindex"
    assert [job["kind"] for job in admin.get("/v1/jobs").json()["jobs"]] == ["reindex", "remove"]
    check_problem(admin.get("/v1/jobs/onbekend"), 404, "unknown-job")
    check_problem(admin.get("/v1/jobs/onbekend/events"), 404, "unknown-job")


def test_a_disk_that_takes_nothing_is_said(admin, settings):
    settings.index.write_text("geen map")
    problem = check_problem(admin.post("/v1/reindex"), 507, "storage")
    assert "kan niet worden geschreven" in problem["detail"]


def test_a_disk_that_is_full_while_files_come_in_is_said(admin, monkeypatch):
    class Full(io.BytesIO):
        _rolled = False

        def __init__(self, **_):
            super().__init__()

        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("starlette.formparsers.SpooledTemporaryFile", Full)
    problem = check_problem(post(admin, PDF), 507, "storage")
    assert problem["detail"] == "De bestanden kunnen niet worden bewaard: No space left on device."


def events(text):
    return [
        json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")
    ]


def test_a_job_is_followed_to_its_end(admin, store):
    job = store.find(post(admin, PDF).json()["job_id"])

    def work():
        for done in (1, 2):
            threading.Event().wait(0.5)
            job.state, job.stage, job.done, job.total = JobState.RUNNING, "embedding", done, 2
            store.save(job)
        threading.Event().wait(0.5)
        job.state, job.files[0].state = JobState.DONE, FileState.ADDED
        store.save(job)

    worker = threading.Thread(target=work)
    worker.start()
    response = admin.get(f"/v1/jobs/{job.job_id}/events")
    worker.join()
    assert response.headers["content-type"].startswith("text/event-stream")
    told = [(event["state"], event["done"]) for event in events(response.text)]
    assert told == [("waiting", 0), ("running", 1), ("running", 2), ("done", 2)]
    assert response.text.count("event: job") == 4


def test_a_stopping_server_lets_go_of_who_follows(settings):
    stopping = threading.Event()
    stopping.set()
    client = client_of(settings, stopping=stopping)
    client.headers["Authorization"] = f"Bearer {add_key(settings.keys, 'redactie', Role.ADMIN)}"
    job = post(client, PDF).json()
    assert [event["state"] for event in events(client.get(f"/v1/jobs/{job['job_id']}/events").text)] == [
        "waiting"
    ]


def test_a_job_is_not_done_before_the_server_answers_from_its_index(admin, settings, store):
    job = store.find(admin.post("/v1/reindex").json()["job_id"])
    job.state, job.snapshot = JobState.DONE, "proef-2"
    store.save(job)
    (settings.index / "current").write_text("proef2")
    assert admin.get(f"/v1/jobs/{job.job_id}").json()["state"] == "done"
    job.snapshot = "proef2"
    store.save(job)
    shown = admin.get(f"/v1/jobs/{job.job_id}").json()
    assert (shown["state"], shown["stage"]) == ("running", "switching")


# Keys for reading


def test_reading_takes_a_key_where_that_is_asked(settings):
    settings = ServerSettings(index=settings.index, keys=settings.keys, read_key=True)
    client = client_of(settings)
    key = add_key(settings.keys, "lezer", Role.READER)
    for path in ("/", "/v1/letters", "/v1/ask?q=mensen", "/letters", "/metrics", "/niets"):
        response = client.get(path)
        check_problem(response, 401, "no-key")
        assert response.headers["www-authenticate"] == 'Basic realm="Briefwijzer", charset="UTF-8"'
    for path in ("/healthz", "/readyz", "/docs", "/beheer", "/openapi.json", "/static/style.css"):
        assert client.get(path).status_code == 200
    assert client.get("/v1/letters", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert client.get("/letters", auth=("iedereen", key)).status_code == 200
    check_problem(client.get("/letters", auth=("iedereen", key[:-1])), 401, "no-key")
    check_problem(client.get("/letters", headers={"Authorization": "Basic ££".encode()}), 401, "no-key")


def test_where_reading_takes_a_key_the_bots_know_who_asks_and_mcp_takes_the_key(settings, tmp_path):
    settings = ServerSettings(index=settings.index, keys=settings.keys, read_key=True)
    bot = BotSettings(
        slack_signing_secret=SECRET,
        slack_bot_token=TOKEN,
        mattermost_tokens=("token",),
        bot_store=tmp_path / "bot.sqlite",
    )
    hello = json.dumps({"type": "url_verification", "challenge": "weerwoord"})
    ask = {"name": "ask", "arguments": {"question": "mensen"}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ask}
    key = {"Authorization": f"Bearer {add_key(settings.keys, 'lezer', Role.READER)}"}
    app = create_app(serving(FakeAssistant()), settings, bot)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        known = client.post("/slack/events", content=hello, headers=signed(hello))
        assert known.json() == {"challenge": "weerwoord"}
        check_problem(client.post("/slack/events", content=hello), 401, "not-recognised")
        told = client.post("/mattermost", data={"token": "token", "command": "/brief", "text": "mensen"})
        assert (told.status_code, told.json()["response_type"]) == (200, "ephemeral")
        check_problem(client.post("/mattermost", data={"token": "x"}), 401, "not-recognised")
        check_problem(client.post("/mcp", json=call), 401, "no-key")
        headers = {"Accept": "application/json, text/event-stream"}
        answer = client.post("/mcp", json=call, headers=headers | key).json()
    assert answer["result"]["structuredContent"]["answered"] is True


def test_a_damaged_key_file_lets_nobody_in(settings, caplog):
    settings.keys.write_text("{")
    client = client_of(settings)
    check_problem(
        client.post("/v1/reindex", headers={"Authorization": "Bearer bw_x"}), 403, "administration-off"
    )
    assert "is beschadigd" in caplog.text
    assert client.get("/v1/letters").status_code == 200
