"""What a question asks for, and whether a sentence holds one."""

import pytest

from rag.answer_type import AnswerType, asked, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel mensen werken er in de industrie?", AnswerType.NUMBER),
        ("Hoe groot is het aandeel van de industrie?", AnswerType.NUMBER),
        ("Welk groeipercentage wordt verwacht?", AnswerType.NUMBER),
        ("How many experts were consulted?", AnswerType.NUMBER),
        ("Wanneer stopt het topsectorenbeleid?", AnswerType.DATE),
        ("In welk jaar werd het Digital Trust Center gelanceerd?", AnswerType.DATE),
        ("When will the new act be presented?", AnswerType.DATE),
        ("Wie tekende de brief?", AnswerType.NAME),
        ("Welke bedrijven kregen steun?", AnswerType.NAME),
        ("Welke bewindspersoon heeft de brief ondertekend?", AnswerType.NAME),
        ("Welk Kamerstuk gaat over het 3%-R&D-actieplan?", AnswerType.REFERENCE),
        ("Welke motie vroeg om een visie?", AnswerType.REFERENCE),
        ("dossiernummer wet digitale dienstverlening", AnswerType.REFERENCE),
        ("kamerstuknummers van de moties over groei", AnswerType.REFERENCE),
        ("Ik zoek de naam of het nummer van dat stuk.", AnswerType.REFERENCE),
        ("Wat is het nummer van de tweede brief?", AnswerType.REFERENCE),
        ("Welk telefoonnummer heeft het loket van de gemeente?", None),
        ("Waarom is samenwerking nodig?", None),
        ("Wat is reshoring?", None),
        ("groei halfgeleiders", None),
    ],
)
def test_asked(question: str, kind: AnswerType | None) -> None:
    assert asked(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (AnswerType.NUMBER, "In 2019 waren het er 740.000.", True),
        (AnswerType.NUMBER, "Nederland verdient een derde in het buitenland.", True),
        (AnswerType.NUMBER, "De industrie is innovatief.", False),
        (AnswerType.NUMBER, "In 2019 kwam het rapport, op 3 mei 2019 de reactie.", False),
        (AnswerType.NUMBER, "Zie Kamerstuk 33 009, nr. 70 over CO2.", False),
        (AnswerType.NUMBER, "Zie Kamerstuknummer 36600-XIII-65.", False),
        (AnswerType.NUMBER, "In 2019 groeide dit met 8.7% (€ 20 mln.).", True),
        (AnswerType.NUMBER, "Er is 4.000 ton CO2 bespaard.", True),
        (AnswerType.DATE, "Dit is op 1 november 2019 gereed.", True),
        (AnswerType.DATE, "In het najaar volgt meer.", True),
        (AnswerType.DATE, "Er waren 114 experts.", False),
        (AnswerType.NAME, "Dit deed TNO met KPMG.", True),
        (AnswerType.NAME, "De industrie groeit.", False),
        (AnswerType.REFERENCE, "Zie Kamerstuk 33 009, nr. 70.", True),
        *(
            (AnswerType.REFERENCE, f"Ons kenmerk {number}", True)
            for number in (
                "DGBI-I&K / 44426674",
                "KGG/91473058",
                "ILT-2023/998531",
                "2022-0000998417",
                "5687928/11",
            )
        ),
        (AnswerType.REFERENCE, "De industrie groeit.", False),
        (AnswerType.REFERENCE, "DGBI doet in 2019-2020 een proef in 2020/21 met CO2.", False),
        (None, "In 2019", False),
    ],
)
def test_holds(kind: AnswerType | None, text: str, expected: bool) -> None:
    assert holds(kind, text) is expected
