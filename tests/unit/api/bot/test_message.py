import pytest

from api.bot.message import Ask, Help, ListLetters, More, understand


@pytest.mark.parametrize("text", ["help", " Help! ", "HULP", "Hoe werkt dit?", "uitleg"])
def test_help(text):
    assert understand(text) == Help(asked=True)


@pytest.mark.parametrize(
    ("text", "asked"), [("", False), (" \n", False), ("👋", False), ("?", True), ("???", True)]
)
def test_nothing_asked(text, asked):
    assert understand(text) == Help(asked=asked)


@pytest.mark.parametrize("text", ["brieven", "Brieven?", "Welke brieven zijn er?", "welke brieven"])
def test_the_list_of_letters(text):
    assert understand(text) == ListLetters()


@pytest.mark.parametrize("text", ["meer", "Meer!", "meer passages"])
def test_more_of_the_last_answer(text):
    assert understand(text) == More()


@pytest.mark.parametrize(
    "text",
    [
        "Hoeveel mensen werken er in de industrie?",
        "Welke brieven noemen windmolens?",
        "brieven over help",
        "In de brief van 2025: wat staat daar over staal?",
        "alleen staal: dat is een vraag zonder vraag"[:12],
        "EN 50549 norm",
        "en hoeveel mensen werken er dan in de zorg?",
        "ooker wordt gebruikt",
    ],
)
def test_a_question_is_asked_as_it_is(text):
    assert understand(f"  {text} ") == Ask(text)


@pytest.mark.parametrize(
    ("text", "only", "question"),
    [
        ("alleen de brief van 2025: wat kost het?", "de brief van 2025", "wat kost het?"),
        ("Alleen kamerbrieven : wat\nkost het?", "kamerbrieven", "wat\nkost het?"),
        ("only letters from 2020: what does it cost: much?", "letters from 2020", "what does it cost: much?"),
    ],
)
def test_letters_chosen_in_words(text, only, question):
    assert understand(text) == Ask(question, only)


@pytest.mark.parametrize(
    "text", ["en in 2020?", "En voor het mkb?", "maar waarom dan?", "Ook op zee?", "and in 2020?"]
)
def test_a_bare_follow_up(text):
    assert understand(text) == Ask(text, follows=True)


def test_a_follow_up_may_choose_letters():
    assert understand("alleen de brief van 2020: en het mkb?") == Ask(
        "en het mkb?", "de brief van 2020", follows=True
    )
