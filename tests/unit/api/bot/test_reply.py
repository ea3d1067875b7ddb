from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.bot.reply import CUT, MAX_LISTED, MAX_QUOTE, Run, answer_reply, letters_reply, quote_of, shorten
from api.respond import answer_out
from api.schemas import CitationOut, HighlightOut, PassageOut
from tests.unit.api.fakes import PEOPLE, VISION, FakeAssistant


def passage(text, start, end, gaps=()):
    citation = CitationOut(
        letter_id="brief",
        title="Een brief",
        kind="kamerbrief",
        kenmerk=None,
        kamerstuk=None,
        sender=None,
        date="2020",
        page=4,
        spans=[],
        label="Een brief (2020), p. 4",
        url="/letters/brief/pages/4?start=1&end=2",
    )
    return PassageOut(
        rank=1,
        score=0.9,
        text=text,
        highlights=[HighlightOut(start=start, end=end)],
        gaps=list(gaps),
        citation=citation,
    )


def response_to(question, **more):
    assistant = FakeAssistant()
    return answer_out(assistant.ask(question, **more), assistant.info, 0.0)


def test_an_answer_is_its_best_passage_with_the_sentence_strong():
    reply = answer_reply(
        response_to("mensen klimaat fabriek"), "a1", "https://b.nl/", ["Alleen nu"], whole=False
    )
    (quote,) = reply.quotes
    assert quote.runs == (
        Run("Nederland heeft een industrie om trots op te zijn. "),
        Run(PEOPLE, strong=True),
    )
    assert quote.source == "Visie op de toekomst van de industrie (2020-10), p. 1"
    assert (
        quote.url
        == f"https://b.nl/letters/visie%20%26%20toekomst/pages/1?start=10&end={10 + len(quote.text)}"
    )
    assert reply.remarks == ("Zekerheid 91%", "Alleen nu")
    assert (reply.answered, reply.more, reply.sentences) == (True, 2, ())
    assert reply.summary == f"{PEOPLE} — {quote.source}"


def test_all_passages_are_shown_when_the_whole_is_asked():
    reply = answer_reply(response_to("mensen klimaat fabriek"), "a1", None, [], whole=True)
    assert [quote.url for quote in reply.quotes] == [None, None, None]
    assert reply.more == 0
    assert "\x1b" not in reply.quotes[2].text


def test_a_refusal_says_so_and_keeps_what_came_nearest_back():
    reply = answer_reply(response_to("brood"), "a1", None, [], whole=False)
    assert (reply.sentences, reply.quotes, reply.more) == (("Niet gevonden in de brieven.",), (), 3)
    assert reply.summary == "Niet gevonden in de brieven."
    whole = answer_reply(response_to("brood"), "a1", None, [], whole=True)
    assert len(whole.quotes) == 3
    assert whole.sentences[1].startswith("Wat er het dichtst bij komt (waarschijnlijk geen antwoord")


def test_cells_gaps_and_controls():
    shown = quote_of(passage("2020\t15\x07 mln\nX", 5, 12, gaps=[13]), None)
    assert shown.runs == (Run("2020 | "), Run("15 mln", strong=True), Run("\n[…] X"))


def test_a_list_that_goes_on_says_so():
    shown = quote_of(passage("De stappen: een;", 0, 11, gaps=[16]), None)
    assert shown.text == "De stappen: een; […]"


@given(st.integers(0, 9000), st.integers(1, 9000), st.integers(0, 9000))
def test_a_long_passage_is_cut_around_its_answer(before, length, after):
    text = "a" * before + "b" * length + "c" * after
    shown = quote_of(passage(text, before, before + length), None)
    assert len(shown.text) <= MAX_QUOTE
    assert "b" in next(run.text for run in shown.runs if run.strong)
    assert shown.text.startswith(CUT) == (not text.startswith(shown.text[:100]))
    if len(text) <= MAX_QUOTE:
        assert shown.text == text
    if length < MAX_QUOTE // 2:
        assert "b" * length in shown.text


def test_the_letters_newest_first_and_not_too_many():
    letters = [replace(VISION, letter_id=f"b{i}", title=f"Brief {i}", date=f"{1990 + i}") for i in range(30)]
    reply = letters_reply(letters, "https://b.nl")
    assert reply.sentences == ("Ik zoek in 30 brieven:",)
    assert len(reply.items) == MAX_LISTED
    assert reply.items[0].text == "Brief 29 (2019): kamerbrief, 29826, nr. 124"
    assert reply.items[0].url == "https://b.nl/letters/b29/pages/1"
    assert reply.remarks == (f"Dit zijn de {MAX_LISTED} nieuwste. Alle brieven: https://b.nl/letters",)
    assert letters_reply([VISION], None).sentences == ("Ik zoek in 1 brief:",)
    assert letters_reply([VISION], None).items[0].url is None


@pytest.mark.parametrize(
    ("text", "short"),
    [("een twee", "een twee"), ("een  twee\ndrie vier", "een […]"), ("eentweedrievier", "eentwe […]")],
)
def test_shorten(text, short):
    assert shorten(text, 10) == short
