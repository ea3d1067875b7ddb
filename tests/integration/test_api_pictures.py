"""The picture of a PDF's page, beside its text."""

import re
from dataclasses import replace

import fpdf
import pytest
from starlette.testclient import TestClient

import sources.pdf.picture
from api.app import create_app
from api.settings import ServerSettings
from sources.folder import read_letter
from tests.unit.api.fakes import FakeAssistant, serving

TEXT = "Het besluit valt in mei."


@pytest.fixture
def folder(tmp_path):
    paper = fpdf.FPDF()
    paper.set_font("helvetica", size=12)
    paper.add_page()
    paper.text(20, 30, TEXT)
    letters = tmp_path / "brieven"
    letters.mkdir()
    (letters / "plan & b.pdf").write_bytes(bytes(paper.output()))
    (tmp_path / "letters-folder").write_text(f"{letters}\n")
    return letters


@pytest.fixture
def client(folder):
    letter = read_letter(folder / "plan & b.pdf", "plan & b.pdf", folder, ())
    assistant = FakeAssistant(letters={letter.letter_id: letter, **FakeAssistant().letters})
    app = create_app(serving(assistant), replace(ServerSettings(), index=folder.parent))
    return TestClient(app, raise_server_exceptions=False)


def test_a_page_of_a_pdf_shows_its_picture_with_the_cited_text(client):
    page = client.get(f"/letters/plan%20%26%20b/pages/1?start=0&end={len(TEXT)}").text
    (address,) = re.findall(r'<img src="(/letters/[^"]+)"', page)
    assert address.startswith(f"/letters/plan%20%26%20b/pages/1/beeld?spans=1%3A0-{len(TEXT)}&amp;bestand=")
    picture = client.get(address.replace("&amp;", "&"))
    assert picture.status_code == 200
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["cache-control"] == "private, max-age=86400"
    assert picture.content.startswith(b"\x89PNG")


def test_a_picture_is_drawn_once(client, monkeypatch):
    drawn = []
    monkeypatch.setattr(sources.pdf.picture, "picture_of", lambda *call: drawn.append(call[-1]) or b"beeld")
    for query in ("", "?start=0&end=3", "?spans=1:0-3", "?spans=1:0-3", ""):
        assert client.get(f"/letters/plan%20%26%20b/pages/1/beeld{query}").content == b"beeld"
    assert [[(span.start, span.end) for span in spans] for spans in drawn] == [[], [(0, 3)]]


def test_without_the_file_there_is_no_picture(client, folder):
    (folder / "plan & b.pdf").unlink()
    assert "<img" not in client.get("/letters/plan%20%26%20b/pages/1").text.partition("<main")[2]
    answer = client.get("/letters/plan%20%26%20b/pages/1/beeld")
    assert (answer.status_code, answer.json()["detail"]) == (404, "Van plan & b.pdf is geen beeld.")


def test_a_file_that_changed_is_not_shown(client, folder):
    (folder / "plan & b.pdf").write_bytes(b"%PDF-1.4 een ander")
    answer = client.get("/letters/plan%20%26%20b/pages/1/beeld")
    assert answer.status_code == 404
    assert "is veranderd sinds het is gelezen" in answer.json()["detail"]
