import pytest
from starlette.datastructures import QueryParams

from api.page_questions import PageQuestion, address, check_question, iso_date, read_question


def test_an_address_there_and_back():
    asked = read_question(QueryParams("vraag= wat%3F &brief=a+%26+b&van=2024&los=1"))
    assert asked == PageQuestion(question="wat?", letter="a & b", date_from="2024")
    assert address(asked) == "/?vraag=wat%3F&brief=a+%26+b&van=2024"
    assert address(PageQuestion()) == "/"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"), ("mei 2024", "2024-05"), ("1 mei 2024", "2024-05-01"), ("01-05-2024", "2024-05-01"),
        ("2024-05-01", "2024-05-01"), ("30 februari 2024", "30 februari 2024"), ("gisteren", "gisteren"), ("", ""),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text, iso):
    assert iso_date(text) == iso


def test_filters_become_those_of_the_contract():
    checked = check_question(PageQuestion("wat?", "a", "nota", "Keijzer", "2019", "1 mei 2024"))
    assert checked.filters.model_dump() == {
        "letter_ids": ["a"], "kinds": ["nota"], "kenmerk": None, "kamerstuk": None, "sender": "Keijzer",
        "date_from": "2019", "date_to": "2024-05-01",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        (PageQuestion("wat?", date_to="ooit"), "Tot en met", "Dit is geen datum"),
        (PageQuestion("wat?\x07"), "Uw vraag", "Bevat een stuurteken"),
        (PageQuestion("w" * 1001), "Uw vraag", "Is te lang"),
        (
            PageQuestion("wat?", date_from="2024", date_to="2020"),
            "Datum",
            "De eerste datum (2024) ligt na de laatste",
        ),
    ],
)
def test_what_is_wrong_is_said_by_the_name_on_the_page(asked, field, message):
    (error,) = check_question(asked)
    assert error.field == field
    assert error.message.startswith(message)
