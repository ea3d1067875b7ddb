import pytest

from api.answerview import TextPart, sureness, text_parts, view_answer
from api.page_questions import PageQuestion
from api.respond import answer_out
from tests.unit.api.fakes import PEOPLE, FakeAssistant
from tests.unit.api.test_copytext import passage


@pytest.mark.parametrize(
    ("confidence", "word", "times"),
    [
        (0.99, "Vrij zeker", 9),
        (0.75, "Vrij zeker", 8),
        (0.6, "Waarschijnlijk", 6),
        (0.36, "Onzeker", 4),
        (0, "Onzeker", 1),
    ],
)
def test_how_sure_in_words(confidence, word, times):
    sure = sureness(confidence)
    assert sure.word == word
    assert f"ongeveer {times} van de 10 keer" in sure.meaning


def test_the_parts_of_a_passage():
    assert text_parts(passage("Eerst dit.", [6])) == (
        TextPart("E", marked=True, gap=False),
        TextPart("erst ", marked=False, gap=False),
        TextPart("dit.", marked=False, gap=True),
    )


def test_an_answer_and_a_refusal():
    assistant, asked = FakeAssistant(), PageQuestion("mensen?", kind="nota")
    found = view_answer(answer_out(assistant.ask("mensen?"), assistant.info, 1.26), asked, "http://h/")
    (card,) = found.cards
    assert [part.text for part in card.parts if part.marked] == [PEOPLE]
    assert card.facts == ("Kamerbrief", "oktober 2020", "Kamerstuk 29826, nr. 124", "Pagina 1")
    assert card.url.endswith("&vraag=mensen%3F&soort=nota#passage")
    assert found.searched == "Gezocht in 2 brieven, in 1,3 seconden."
    refused = view_answer(answer_out(assistant.ask("brood?"), assistant.info, 0.0), asked, "http://h/")
    assert (refused.answered, refused.message) == (False, "Geen passage beantwoordt uw vraag.")
