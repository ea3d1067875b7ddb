"""Ministries by any of their names."""

import pytest

from sources.facts.ministries import ministry_of, preposition


@pytest.mark.parametrize(
    ("post", "ministry"),
    [
        ("Financiën", "Financiën"),
        ("Ministerie van Financiën", "Financiën"),
        ("het ministerie van Financiën", "Financiën"),
        ("Financiën – Fiscaliteit en Belastingdienst", "Financiën"),
        ("Volksgezondheid, Welzijn en Sport", "Volksgezondheid, Welzijn en Sport"),
        ("Volksgezondheid Welzijn en Sport", "Volksgezondheid, Welzijn en Sport"),
        (
            "Volksgezondheid, Welzijn en Sport – Jeugd, Preventie en Sport",
            "Volksgezondheid, Welzijn en Sport",
        ),
        ("VWS", "Volksgezondheid, Welzijn en Sport"),
        ("venj", "Veiligheid en Justitie"),
        ("Veiligheid en Justitie", "Veiligheid en Justitie"),
        ("Justitie en Veiligheid", "Justitie en Veiligheid"),
        ("Justitie", "Justitie"),
        ("Economische Zaken", "Economische Zaken"),
        ("Economische Zaken en Klimaat", "Economische Zaken en Klimaat"),
        ("EZK", "Economische Zaken en Klimaat"),
        ("Economische Zaken, Landbouw & Innovatie", "Economische Zaken, Landbouw en Innovatie"),
        ("Buitenlandse Handel en Ontwikkelingssamenwerking", "Buitenlandse Zaken"),
        ("Natuur en Stikstof", "Landbouw, Natuur en Voedselkwaliteit"),
        ("LNV", "Landbouw, Natuur en Voedselkwaliteit"),
        ("VROM", "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer"),
        ("VRO", "Volkshuisvesting en Ruimtelijke Ordening"),
        ("Zaken", None),
        ("", None),
    ],
)
def test_ministries(post: str, ministry: str | None) -> None:
    assert ministry_of(post) == ministry


def test_a_minister_without_a_ministry_is_one_for_something() -> None:
    assert preposition("Natuur en Stikstof") == "voor"
    assert preposition("Financiën") == "van"
