import pytest
from pydantic import ValidationError

from api.dutch import FALLBACK, field_errors, translate_errors, unknown_name
from api.problems import FieldError
from api.questions import AskRequest


def errors_of(body):
    with pytest.raises(ValidationError) as caught:
        AskRequest.model_validate(body)
    return field_errors(caught.value, AskRequest)


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({}, "question", "Ontbreekt; dit veld is verplicht."),
        ({"question": 5}, "question", "Moet tekst zijn."),
        ({"question": " \n "}, "question", "Mag niet leeg zijn."),
        ({"question": "a" * 1001}, "question", "Is te lang: ten hoogste 1000 tekens."),
        (
            {"question": "a\ud800"},
            "question",
            "Bevat tekens die geen geldige tekst zijn (een half surrogaatpaar).",
        ),
        (
            {"question": "ab\x00"},
            "question",
            "Bevat een stuurteken (U+0000) op positie 3; alleen regeleinden en tabs mogen.",
        ),
        ({"question": "a", "top_k": 0}, "top_k", "Moet ten minste 1 zijn."),
        ({"question": "a", "top_k": 21}, "top_k", "Moet ten hoogste 20 zijn."),
        ({"question": "a", "top_k": True}, "top_k", "Moet een geheel getal zijn."),
        ({"question": "a", "top_k": 5.0}, "top_k", "Moet een geheel getal zijn."),
        ({"question": "a", "top_k": "5"}, "top_k", "Moet een geheel getal zijn."),
        ({"question": "a", "filters": []}, "filters", "Moet een JSON-object zijn."),
        (
            {"question": "a", "topk": 5},
            "topk",
            "Onbekend; bedoelt u top_k? Toegestaan zijn: question, top_k, filters.",
        ),
        (
            {"question": "a", "filters": {"xyz": 1}},
            "filters.xyz",
            "Onbekend. Toegestaan zijn: letter_ids, kinds, kenmerk, kamerstuk, sender, date_from, date_to.",
        ),
        ({"question": "a", "filters": {"kinds": "nota"}}, "filters.kinds", "Moet een lijst zijn."),
        ({"question": "a", "filters": {"kinds": ["nota", 3]}}, "filters.kinds[1]", "Moet tekst zijn."),
        (
            {"question": "a", "filters": {"letter_ids": ["x"] * 101}},
            "filters.letter_ids",
            "Heeft te veel waarden: ten hoogste 100.",
        ),
        (
            {"question": "a", "filters": {"date_from": "2025-02-29"}},
            "filters.date_from",
            "Dit is geen datum; schrijf 2025, 2025-07 of 2025-07-11.",
        ),
        (
            {"question": "a", "filters": {"date_from": "2025-03", "date_to": "2024"}},
            "filters",
            "date_from (2025-03) ligt na date_to (2024); zo blijft geen brief over.",
        ),
    ],
)
def test_each_mistake_has_its_sentence(body, field, message):
    assert errors_of(body) == [FieldError(field=field, message=message)]


def test_cut_dates_within_each_other_are_a_period():
    filters = AskRequest.model_validate(
        {"question": "a", "filters": {"date_from": "2020-05", "date_to": "2020"}}
    ).filters
    assert (filters.date_from, filters.date_to) == ("2020-05", "2020")


def test_question_is_stripped_and_keeps_its_lines():
    assert AskRequest(question="  wat\nis\tdit? ").question == "wat\nis\tdit?"


def test_several_mistakes_are_all_told():
    assert [error.field for error in errors_of({"question": "", "top_k": 99, "x": 1})] == [
        "question",
        "top_k",
        "x",
    ]


def test_an_unforeseen_error_type_is_dutch_too():
    error = {"type": "brand_new", "loc": ("body", "question"), "msg": "English", "ctx": {}}
    assert translate_errors([error], AskRequest) == [FieldError(field="question", message=FALLBACK)]


def test_names_that_callers_make_up_are_cut():
    long_name = "x" * 5000
    (error,) = errors_of({"question": "a", long_name: 1})
    assert error.field == "x" * 60


def test_no_parameters_allowed():
    assert unknown_name("x", ()) == "Onbekend. Hier zijn geen parameters toegestaan."
