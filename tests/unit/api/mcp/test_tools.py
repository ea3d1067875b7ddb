"""The tools as functions: what they take, what they give, and how they refuse."""

import json

import pytest

from api.mcp.schemas import MAX_PART, schema_of
from api.mcp.tools import letter_tools, page_part
from api.problems import ProblemError
from api.schemas import AskResponse
from index.snapshot import IndexInfo
from rag.types import Filters
from sources.errors import UnknownLetterError, UnknownPageError
from sources.folder import FailedLetter
from sources.types import Letter, Page
from tests.unit.api.fakes import HOSTILE, HOSTILE_TEXT, VISION_PAGE_2, FakeAssistant

TOOLS = letter_tools()


@pytest.fixture
def assistant():
    return FakeAssistant()


def call(name, assistant, **arguments):
    return TOOLS[name].call(assistant, arguments, None)[0]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", {}, "question: Ontbreekt; dit veld is verplicht."),
        ("ask", {"question": " "}, "question: Mag niet leeg zijn."),
        ("ask", {"question": "a" * 1001}, "question: Is te lang: ten hoogste 1000 tekens."),
        ("search", {"question": "a", "top_k": 21}, "top_k: Moet ten hoogste 20 zijn."),
        (
            "ask",
            {"question": "a", "topk": 1},
            "topk: Onbekend; bedoelt u top_k? Toegestaan zijn: question, top_k, filters.",
        ),
        (
            "ask",
            {"question": "a", "filters": {"date_from": "gisteren"}},
            "filters.date_from: Dit is geen datum; schrijf 2025, 2025-07 of 2025-07-11.",
        ),
        (
            "letters",
            {"ofset": 1},
            "ofset: Onbekend; bedoelt u offset? Toegestaan zijn: filters, limit, offset.",
        ),
        ("page", {"letter_id": "kwaad", "page": "1"}, "page: Moet een geheel getal zijn."),
        (
            "page",
            {"letter_id": "kwaad", "page": 1, "start": 5000},
            f"start: Pagina 1 heeft {len(HOSTILE_TEXT)} tekens; start moet daaronder liggen.",
        ),
    ],
)
def test_wrong_arguments_are_named_in_dutch(assistant, name, arguments, message):
    with pytest.raises(ProblemError) as caught:
        TOOLS[name].call(assistant, arguments, None)
    assert caught.value.detail == message
    assert assistant.asked == []


def test_null_is_not_given(assistant):
    call("ask", assistant, question="mensen", top_k=None, filters=None)
    call(
        "ask",
        assistant,
        question="mensen",
        filters={"letter_ids": None, "kenmerk": None, "date_from": "2020"},
    )
    assert assistant.asked == [("mensen", 5, Filters()), ("mensen", 5, Filters(date_from="2020"))]


def test_filters_and_top_k_reach_the_assistant(assistant):
    for name in ("ask", "search"):
        call(
            name,
            assistant,
            question="mensen",
            top_k=2,
            filters={"kinds": ["kamerbrief"], "date_from": "2020"},
        )
    assert assistant.asked == [("mensen", 2, Filters(kinds=("kamerbrief",), date_from="2020"))] * 2


def test_a_search_gives_passages_where_asking_gives_none(assistant):
    assert call("ask", assistant, question="brood?").passages == []
    found = call("search", assistant, question="brood?")
    assert [each.rank for each in found.passages] == [1, 2, 3]
    assert (found.reason, found.message) == (None, None)


def test_a_search_that_finds_nothing_says_why(assistant):
    found, text = TOOLS["search"].call(assistant, {"question": "a", "filters": {"kenmerk": "X"}}, None)
    assert (found.passages, found.reason) == ([], "no_letter_matches")
    assert text == found.message
    assert text == (
        "Niet gevonden in de brieven: de brief die de vraag of het filter noemt, is er niet. Het overzicht van de "
        "brieven laat zien welke er wel zijn."
    )


def test_letters_come_in_parts_and_by_filter(assistant):
    first = call("letters", assistant, limit=1)
    assert ([each.letter_id for each in first.letters], first.total) == (["visie & toekomst"], 2)
    assert first.letters[0].uri == "briefwijzer://letters/visie%20%26%20toekomst"
    second = call("letters", assistant, limit=1, offset=first.next_offset)
    assert ([each.letter_id for each in second.letters], second.next_offset) == (["kwaad"], None)
    assert call("letters", assistant, offset=7).letters == []
    notes = call("letters", assistant, filters={"kinds": ["Beslisnota"]})
    assert ([each.letter_id for each in notes.letters], notes.total) == (["kwaad"], 1)


def test_files_that_could_not_be_read_are_counted_where_they_are_too_many_to_list():
    failures = tuple(FailedLetter(f"{n}.pdf", "Leeg.") for n in range(150))
    listed, text = TOOLS["letters"].call(FakeAssistant(info=IndexInfo("p", "m", 2, 7, failures)), {}, None)
    assert (len(listed.failures), listed.failures_total) == (100, 150)
    assert "Niet te lezen, en dus niet doorzocht (150):" in text
    assert text.endswith("\n- …")


def test_a_page_is_its_text_with_the_source_for_quotes(assistant):
    page = call("page", assistant, letter_id="visie & toekomst", page=2)
    assert (page.text, page.start, page.next_start) == (VISION_PAGE_2, 0, None)
    assert page.label == "Visie op de toekomst van de industrie (2020-10), Kamerstuk 29826, nr. 124, p. 2"
    assert page.uri == "briefwijzer://letters/visie%20%26%20toekomst/pages/2"


def test_an_unknown_letter_or_page_names_what_there_is(assistant):
    with pytest.raises(UnknownLetterError) as caught:
        call("page", assistant, letter_id="kwaat", page=1)
    assert str(caught.value) == (
        "Er is geen brief 'kwaat' in de index. Bedoelt u kwaad? Alle brieven geeft het hulpmiddel letters."
    )
    with pytest.raises(UnknownPageError, match="er zijn de pagina's 1 tot en met 1"):
        call("page", assistant, letter_id="kwaad", page=2)


@pytest.mark.parametrize("text", ["regel\n" * 9000, "woord " * 9000, "x" * 50_000, "", "kort"])
def test_the_parts_of_a_page_make_the_page(text):
    letter = Letter("x", "X", "brief", (Page(1, text),), "x.txt", "0" * 64)
    parts, start = [], 0
    while start is not None:
        part = page_part(letter, letter.pages[0], start)
        assert len(part.text) <= MAX_PART
        assert part.next_start is None or part.text[-1] in "\n x"
        parts.append(part.text)
        start = part.next_start
    assert "".join(parts) == text
    assert len(parts) == -(-len(text) // MAX_PART) or len(text) <= MAX_PART


def test_a_part_does_not_cut_a_word():
    assert page_part(HOSTILE, HOSTILE.pages[0], 0, 30).text == "Kwaadaardig "


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_schemas_need_no_references(tool):
    for schema in (schema_of(tool.request), schema_of(tool.response, output=True)):
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False
        assert "$ref" not in json.dumps(schema)


def test_what_asking_gives_is_the_contract_of_http():
    assert TOOLS["ask"].response is AskResponse
    schema = schema_of(AskResponse, output=True)
    citation = schema["properties"]["passages"]["items"]["properties"]["citation"]
    assert citation["description"] == "Waar de passage staat."
    assert {"label", "page", "url", "kenmerk"} <= set(citation["required"])
