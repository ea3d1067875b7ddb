import pytest

from api.answerview import TextPart, facts, sureness, text_parts, view_answer
from api.page_questions import PageQuestion
from api.respond import answer_out
from api.schemas import AskResponse, SpanOut
from rag.types import MESSAGES, Reason
from tests.unit.api.fakes import PEOPLE, FakeAssistant
from tests.unit.api.test_copytext import passage


@pytest.mark.parametrize(
    ("confidence", "word", "share", "level", "heading"),
    [
        (1.0, "Waarschijnlijk goed", "ongeveer 8 van de 10 vragen", "likely", "Antwoord uit de brieven"),
        (0.6, "Waarschijnlijk goed", "ongeveer 8 van de 10 vragen", "likely", "Antwoord uit de brieven"),
        (0.59, "Onzeker", "ruim de helft van de vragen", "unsure", "Misschien het antwoord"),
        (0.4, "Onzeker", "ruim de helft van de vragen", "unsure", "Misschien het antwoord"),
        (0.39, "Zeer onzeker", "ongeveer een vijfde van de vragen", "unsure", "Misschien het antwoord"),
        (0.0, "Zeer onzeker", "ongeveer een vijfde van de vragen", "unsure", "Misschien het antwoord"),
    ],
)
def test_how_sure_in_words(confidence, word, share, level, heading):
    sure = sureness(confidence)
    assert (sure.heading, sure.word, sure.level) == (heading, word, level)
    assert sure.meaning.startswith(f"In proeven stond zo’n passage bij {share} op een goede pagina.")
    assert sure.meaning.endswith("Lees de brief erbij.") == (level == "unsure")


def test_the_parts_of_a_passage():
    assert text_parts(passage("Eerst dit.", [6])) == (
        TextPart("E", marked=True, gap=False),
        TextPart("erst ", marked=False, gap=False),
        TextPart("dit.", marked=False, gap=True),
    )
    assert text_parts(passage("Eerst dit.", [10]))[-1] == TextPart("", marked=False, gap=True)


def test_a_source_names_every_page_of_its_passage():
    citation = passage("Een zin over een pagina.", []).citation
    first = SpanOut(page=3, start=0, end=11)
    other = citation.model_copy(update={"page": 3, "spans": [first, first.model_copy(update={"page": 4})]})
    assert "Pagina 3-4" in facts(other)
    assert "Pagina 3 (gedrukt: 1)" in facts(other.model_copy(update={"spans": [first], "printed_page": "1"}))


def test_an_answer_and_a_refusal():
    assistant, asked = FakeAssistant(), PageQuestion("mensen?", kind="nota")
    found = view_answer(answer_out(assistant.ask("mensen?"), assistant.info, 1.26), asked, "http://h/", 2)
    (card,) = found.cards
    assert [part.text for part in card.parts if part.marked] == [PEOPLE]
    assert card.facts == ("Kamerbrief", "oktober 2020", "Kamerstuk 29826, nr. 124", "Pagina 1")
    assert card.url.endswith("&vraag=mensen%3F&soort=nota#passage")
    assert found.searched == "Gezocht in 2 brieven, in 1,3 seconden."
    refused = view_answer(answer_out(assistant.ask("brood?"), assistant.info, 0.0), asked, "http://h/", 2)
    assert (refused.answered, refused.message) == (False, "Geen passage beantwoordt uw vraag.")


def tips_of(reason, asked):
    response = AskResponse.model_validate(
        {
            **answer_out(FakeAssistant().ask("brood?"), FakeAssistant().info, 0.0).model_dump(),
            "reason": reason,
            "message": MESSAGES[reason],
        }
    )
    return view_answer(response, asked, "http://h/", 2)


@pytest.mark.parametrize("reason", list(Reason))
def test_what_may_help_is_of_the_reason_and_not_what_the_message_says_already(reason):
    view = tips_of(reason, PageQuestion("brood?"))
    tips = " ".join(tip.before + tip.link + tip.after for tip in view.tips)
    assert view.tips
    for words in ("woorden die een ambtenaar", "andere woorden"):
        assert not (words in view.message and words in tips)
    about_a_letter = reason in (Reason.LETTER_DETAILS, Reason.WHICH_LETTER, Reason.NO_LETTER_MATCHES)
    assert ("Vraag één ding tegelijk" in tips) != (about_a_letter or reason is Reason.UNKNOWN_WORDS)


@pytest.mark.parametrize(
    ("reason", "helps"),
    [(Reason.NOTHING_FOUND, True), (Reason.WHICH_LETTER, False), (Reason.NO_QUESTION, False)],
)
def test_other_letters_are_offered_where_they_may_help(reason, helps):
    found = [tip.url for tip in tips_of(reason, PageQuestion("een brood?", kind="nota")).tips]
    assert ("/?vraag=een+brood%3F" in found) == helps
    assert "/?vraag=een+brood%3F" not in [tip.url for tip in tips_of(reason, PageQuestion("een brood?")).tips]


def test_an_answer_has_no_tips():
    assistant = FakeAssistant()
    found = view_answer(
        answer_out(assistant.ask("mensen?"), assistant.info, 1.0), PageQuestion(), "http://h/", 2
    )
    assert found.tips == ()
