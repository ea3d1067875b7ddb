"""Each answer is about its question."""

import pytest

from sources.document import Draft
from sources.questions import with_questions
from sources.types import BlockKind

H, P = BlockKind.HEADING, BlockKind.PARAGRAPH


def about(*pages: list[str]) -> dict[str, list[str]]:
    """What each text is about; a heading is marked with `#`."""
    drafts = [[Draft(H if text.startswith("#") else P, text.lstrip("#")) for text in page] for page in pages]
    made = with_questions(drafts)
    return {
        draft.text: [drafts[page - 1][i].text for page, i in draft.about]
        for page in made
        for draft in page
        if draft.about
    }


def test_an_answer_is_about_the_question_with_its_number() -> None:
    assert about(["#Vraag 1", "Klopt dat?", "#Antwoord 1", "Ja.", "Dat klopt."]) == {
        "Ja.": ["Klopt dat?"],
        "Dat klopt.": ["Klopt dat?"],
    }


def test_answers_over_pages_and_out_of_order() -> None:
    pages = ["#Vraag 1", "Een?", "#Vraag 2", "Twee?"], ["#Antwoord 2", "Ja.", "#Antwoord 1", "Nee."]
    assert about(*pages) == {"Ja.": ["Twee?"], "Nee.": ["Een?"]}


@pytest.mark.parametrize(
    "head",
    [
        "Antwoord 1, 2 en 3",
        "Antwoorden 1 t/m 3",
        "Antwoord op vragen 1, 2 en 3",
        "Antwoord 1-3",
        "Mededeling",
        "Antwoord 1, 2 3",
    ],
)
def test_one_answer_to_several_questions(head: str) -> None:
    asked = ["#Vraag 1", "Een?", "#Vraag 2", "Twee?", "#Vraag 3", "Drie?"]
    assert about([*asked, f"#{head}", "Ja."]) == {"Ja.": ["Een?", "Twee?", "Drie?"]}


def test_a_notice_answers_what_is_open() -> None:
    pages = ["#Vraag 1", "Een?", "#Antwoord 1", "Ja.", "#Vraag 2", "Twee?", "#Mededeling", "Later."]
    assert about(pages) == {"Ja.": ["Een?"], "Later.": ["Twee?"]}


def test_questions_asked_together() -> None:
    assert about(["#Vraag 3 en 4", "Drie?", "Vier?", "#Antwoord 3 en 4", "Ja."]) == {
        "Ja.": ["Drie?", "Vier?"]
    }


def test_an_answer_without_a_number_is_about_what_was_asked_last() -> None:
    assert about(["#Vraag 1", "Een?", "#Antwoord", "Ja."]) == {"Ja.": ["Een?"]}
    assert about(["Inleiding.", "Kunt u dat uitleggen?", "#Antwoord", "Ja."]) == {
        "Ja.": ["Kunt u dat uitleggen?"]
    }


def test_another_heading_ends_an_answer() -> None:
    assert about(["#Vraag 1", "Een?", "#Antwoord 1", "Ja.", "#Bijlage", "Tabel."]) == {"Ja.": ["Een?"]}


def test_an_answer_to_nothing() -> None:
    assert about(["#Antwoord 7", "Ja.", "#Mededeling", "Later."]) == {}


def test_what_a_row_is_already_about_stays() -> None:
    drafts = [
        [
            Draft(H, "Vraag 1"),
            Draft(P, "Een?"),
            Draft(H, "Antwoord 1"),
            Draft(P, "Jaar"),
            Draft(P, "2024", about=((1, 3),)),
        ]
    ]
    assert [draft.about for draft in with_questions(drafts)[0]] == [(), (), (), ((1, 1),), ((1, 3), (1, 1))]
