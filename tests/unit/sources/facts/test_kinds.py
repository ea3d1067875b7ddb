"""What a document is, by what it says of itself, and by nothing else."""

import pytest

from sources.facts.metadata import make_letter
from sources.text.clean import clean_pages

CHAIR = "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal"
COUNCIL = "Aan De gemeenteraad van Oosterwaard"
WATER = "Ministerie van Infrastructuur en Waterstaat, Inspectie Leefomgeving en Transport"
BODY = "Deze tekst gaat over de uitvoering van het beleid, en is niet meer dan dat."


def kind(*pages: str, letter_id: str = "stuk") -> str:
    return make_letter(letter_id, "stuk.txt", "0" * 64, clean_pages(pages)).kind


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Voortgangsrapportage Nationaal Programma Landwind 2023", "voortgangsrapportage"),
        ("Vijfde voortgangsrapportage Hersteloperatie Toeslagen", "voortgangsrapportage"),
        ("Circulaire toegang tot de schuldhulpverlening 2022", "circulaire"),
        ("Septembercirculaire gemeentefonds 2024", "circulaire"),
        ("Besluit op uw verzoek om openbaarmaking van documenten (deelbesluit 1)", "woo-besluit"),
        ("Besluit Woo-verzoek stikstof", "woo-besluit"),
        ("Tweede deelbesluit op uw Woo-verzoek van 3 mei 2024", "woo-besluit"),
        ("Beslissing op bezwaar Wob-verzoek", "woo-besluit"),
        ("Beslisnota Aanpak geneesmiddelentekorten", "beslisnota"),
        ("Nota bij de Kamerbrief Industriebeleid", "beslisnota"),
        ("Raadsinformatiebrief stand van zaken jeugdhulp", "raadsinformatiebrief"),
        ("Raadsvoorstel vaststelling bestemmingsplan", "raadsvoorstel"),
        ("Beantwoording schriftelijke raadsvragen parkeren", "raadsvragen"),
        ("Beantwoording Kamervragen over de jeugdzorg", "kamervragen"),
        ("Nota naar aanleiding van het verslag wetsvoorstel X", "nota naar aanleiding van het verslag"),
        ("Memorie van toelichting Wet dienstverlening", "memorie van toelichting"),
        ("Verslag schriftelijk overleg Landbouwraad", "verslag schriftelijk overleg"),
        ("Inspectierapport bezoek aan De Linde", "inspectierapport"),
        ("Advies wijziging Omgevingsbesluit", "advies"),
        ("Eindrapport onderzoek wachttijden jeugdzorg", "rapport"),
        ("Besluit op uw aanvraag omgevingsvergunning", "besluit"),
        ("Notitie uitgangspunten begroting 2025", "notitie"),
        ("Uitkomsten van het onderzoek, met rapport en advies", "document"),
        ("Reactie op het advies van de Raad van State", "document"),
        ("Aanbieding voortgangsrapportage jeugd", "document"),
    ],
)
def test_by_the_first_words_of_the_subject(subject: str, expected: str) -> None:
    assert kind(f"Betreft {subject}\n\n{BODY}") == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Rapport Onderzoeksraad voor Veiligheid", "kamerbrief"),
        ("Advies Raad van State over de begroting", "kamerbrief"),
        ("Besluit over de Lelylijn", "kamerbrief"),
        ("Aanbieding voortgangsrapportage jeugd", "kamerbrief"),
        ("Voortgangsrapportage jeugd", "voortgangsrapportage"),
    ],
)
def test_a_letter_to_parliament_may_be_about_a_rapport_or_a_besluit(subject: str, expected: str) -> None:
    assert kind(f"{CHAIR}\nBetreft {subject}\n\nGeachte Voorzitter,\n\n{BODY}") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"{CHAIR}\n\n{BODY}", "kamerbrief"),
        (f"Geachte voorzitter,\n\n{BODY}", "kamerbrief"),
        (f"{COUNCIL}\n\nGeachte leden van de raad,\n\n{BODY}", "raadsbrief"),
        (f"Geachte raadsleden,\n\n{BODY}", "raadsbrief"),
        (f"{COUNCIL}\n\nBetreft Beantwoording schriftelijke vragen over parkeren\n\n{BODY}", "raadsvragen"),
        (f"Geachte leden van Provinciale Staten,\n\n{BODY}", "statenbrief"),
        (f"Aan de voorzitter van de Sociaal-Economische Raad\n\nGeachte voorzitter,\n\n{BODY}", "brief"),
        (f"Geachte heer De Vries,\n\n{BODY}", "brief"),
        (f"Inspectie van het Onderwijs\n\nGeacht bestuur,\n\n{BODY}", "inspectiebrief"),
        (f"{WATER}\n\nGeacht bestuur,\n\n{BODY}", "inspectiebrief"),
        (f"Geacht bestuur,\n\nDe Inspectie van het Onderwijs heeft u bezocht. {BODY}", "brief"),
    ],
)
def test_by_whom_it_goes_to_and_who_sends_it(page: str, expected: str) -> None:
    assert kind(page) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RAADSINFORMATIEBRIEF", "raadsinformatiebrief"),
        ("Circulaire", "circulaire"),
        ("Persbericht", "persbericht"),
        ("Memorie van toelichting", "memorie van toelichting"),
    ],
)
def test_by_a_line_at_its_head(line: str, expected: str) -> None:
    assert kind(f"Gemeente Oosterwaard\n\n{line}\n\n{BODY}") == expected
    assert kind(f"{BODY} {BODY} {BODY}\n\n{line}\n\n{BODY}") == "document"


@pytest.mark.parametrize(
    "text",
    [
        "Zie het antwoord op vraag 3, en de circulaire van 2019.",
        "De Geachte voorzitter, zo zei hij, had een advies.",
        "In het geadviseerd besluit staat wat er verandert.",
    ],
)
def test_words_in_the_text_say_nothing(text: str) -> None:
    assert kind(f"{BODY}\n{text}", f"{text}\n{BODY}") == "document"
