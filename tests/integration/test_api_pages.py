"""The HTML pages as a browser gets them."""

import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pageview import text_check
from api.settings import ServerSettings
from tests.unit.api.fakes import VISION_PAGE_1, VISION_PAGE_2, FakeAssistant, serving

VISION_URL = "/letters/visie%20%26%20toekomst/pages"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def client():
    return TestClient(create_app(serving(FakeAssistant()), ServerSettings()), raise_server_exceptions=False)


def marks(page):
    return re.findall(r"<mark>(.*?)</mark>", page, flags=re.DOTALL)


def test_the_letters_with_warnings_and_failures(client):
    page = client.get("/letters").text
    assert f'<a href="{VISION_URL}/1">Visie op de toekomst van de industrie</a>' in page
    assert "oktober 2020" in page
    assert "Kenmerk DGBI / 101636279" in page
    assert "Kenmerk DGBI / 2" in page
    assert "Het kenmerk in de brief is een foutmelding van de tekstverwerker." in page
    assert "leeg&lt;br&gt;.pdf" in page
    assert "&lt;b&gt;Brief&lt;/b&gt; met streken" in page
    assert "<b>Brief" not in page
    people = re.findall(r'<p class="sender">(.*?)</p>', page, flags=re.DOTALL)
    assert people == [
        "Bestand kwaad&lt;i&gt;.txt",
        "M.C.G. Keijzer, staatssecretaris; E.D. Wiebes",
        "Aan de Voorzitter van de Tweede Kamer",
        "Vragen van Van Nispen (SP), Grinwis",
        "Bestand visie &amp; toekomst.pdf",
    ]


def test_a_page_marks_the_cited_span_and_nothing_else(client):
    start = VISION_PAGE_1.index("Meer dan")
    end = VISION_PAGE_1.index(" Allemaal")
    page = client.get(f"{VISION_URL}/1?start={start}&end={end}").text
    assert marks(page) == [VISION_PAGE_1[start:end]]
    assert "Pagina 1 van 3" in page
    assert f'href="{VISION_URL}/2" rel="next"' in page
    assert 'rel="prev"' not in page
    assert '<sup class="note">1</sup>' in page


def test_a_page_links_to_the_rest_of_a_citation(client):
    page = client.get(f"{VISION_URL}/2?start=0&end={len(VISION_PAGE_2)}&spans=3:0-57").text
    assert marks(page) == [VISION_PAGE_2]
    text = f"{VISION_PAGE_2} investeringsklimaat voor het mkb en voor grote bedrijven."
    rest = f"{VISION_URL}/3?spans=2:0-{len(VISION_PAGE_2)},3:0-57&tekst={text_check(text)}"
    assert f'href="{rest.replace("&", "&amp;")}#passage"' in page
    assert marks(client.get(rest).text) == ["investeringsklimaat voor het mkb en voor grote bedrijven."]


@pytest.mark.parametrize(
    "query", ["start=5", "start=9&end=3", "start=0&end=99999", "spans=x", "start=%00&end=3"]
)
def test_a_span_that_is_not_there_is_said_not_guessed(client, query):
    response = client.get(f"{VISION_URL}/1?{query}")
    assert response.status_code == 200
    assert "De aangewezen passage staat niet op deze pagina" in response.text
    assert marks(response.text) == []


def test_a_passage_that_reads_otherwise_by_now_is_not_marked(client):
    start, end = VISION_PAGE_1.index("Meer dan"), VISION_PAGE_1.index(" Allemaal")
    url = f"{VISION_URL}/1?start={start}&end={end}&tekst="
    assert marks(client.get(url + text_check(VISION_PAGE_1[start:end])).text) == [VISION_PAGE_1[start:end]]
    page = client.get(url + text_check("Een andere zin.")).text
    assert marks(page) == []
    assert "misschien is de brief intussen opnieuw gelezen" in page


def test_letter_text_cannot_become_html(client):
    page = client.get("/letters/kwaad/pages/1").text
    assert "&lt;script&gt;document.title=" in page
    assert "<script>" not in page
    assert "<img src=x" not in page


def test_a_letter_without_page_goes_to_its_first(client):
    response = client.get("/letters/visie & toekomst", follow_redirects=False)
    assert (response.status_code, response.headers["Location"]) == (307, f"{VISION_URL}/1")


def test_a_person_gets_errors_as_a_page_and_a_program_as_a_problem(client):
    page = client.get("/letters/<script>/pages/1", headers=BROWSER)
    assert page.status_code == 404
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Onbekende brief</h1>" in page.text
    assert "<script>" not in page.text
    assert client.get("/nergens", headers=BROWSER).text.count("<h1>Niet gevonden</h1>") == 1
    assert client.get("/v1/nergens", headers=BROWSER).headers["content-type"] == "application/problem+json"


def test_no_page_has_inline_script_or_style(client):
    for path in ("/", "/letters", f"{VISION_URL}/1?start=10&end=20", "/docs", "/beheer"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page), path
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page), path
        assert '<html lang="nl">' in page
