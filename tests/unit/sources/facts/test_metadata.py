"""What is known of a letter: from its text, completed by letters.toml."""

import pytest

from sources.facts.metadata import make_letter
from sources.facts.sidecar import Details
from sources.text.clean import clean_pages
from sources.types import Asker, Fact, Letter, Signatory

HEAD = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2023–2024"


def make(*pages: str, details: Details | None = None, letter_id: str = "mijn-brief") -> Letter:
    return make_letter(
        letter_id, "mijn-brief.txt", "0" * 64, clean_pages(pages, ("Let op.",)), [details] if details else []
    )


def test_a_letter_by_its_own_text() -> None:
    page = """Datum 1 maart 2011
Onderwerp Draagmoederschap
Ons kenmerk
5687928/11
Geachte Voorzitter,

Draagmoederschap is een complex onderwerp waar wij bij betrokken zijn.

De Staatssecretaris van Veiligheid en Justitie,

F. Teeven"""
    letter = make(page)
    assert (letter.title, letter.kind, letter.date) == ("Draagmoederschap", "kamerbrief", "2011-03-01")
    assert (letter.kenmerk, letter.kamerstuk) == ("5687928/11", None)
    assert letter.sender == "F. Teeven, staatssecretaris van Veiligheid en Justitie"
    assert (letter.letter_id, letter.source, letter.sha256) == ("mijn-brief", "mijn-brief.txt", "0" * 64)
    assert letter.warnings == ("Let op.",)


def test_the_sidecar_goes_before_the_text_and_the_text_adds_numbers() -> None:
    page = "Datum 1 maart 2011\nBetreft Een titel\nOns kenmerk\n2024-0000123\nTekst hier."
    details = Details("Titel", "beslisnota", ("DGBI / 101636279",), ("33009, nr. 70",), "2019", "M. Keijzer")
    letter = make(page, details=details)
    assert (letter.title, letter.kind, letter.date, letter.sender) == (
        "Titel",
        "beslisnota",
        "2019",
        "M. Keijzer",
    )
    assert letter.kenmerken == ("DGBI / 101636279", "2024-0000123")
    assert letter.kamerstukken == ("33009, nr. 70",)


def test_a_number_that_is_written_in_two_ways_is_one() -> None:
    footer = "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 1"
    letter = make(f"Tekst.\n{footer}", details=Details(kamerstuk=("35 300, nr. 1", "33009, nr. 70")))
    assert letter.kamerstukken == ("35 300, nr. 1", "33009, nr. 70")


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("Geachte Voorzitter,\nHierbij bied ik u aan.", "kamerbrief"),
        ("Aan de Voorzitter van de Tweede Kamer\nTekst.", "kamerbrief"),
        ("Geadviseerd besluit\nU kunt de brief ondertekenen.", "beslisnota"),
        ("Doorgeleiding werkprogramma\nTER ONDERTEKENING\n\nTekst.", "beslisnota"),
        ("Hierbij de antwoorden.\n\nAntwoorden op vragen van het lid.", "kamervragen"),
        (
            f"{HEAD} Aanhangsel van de Handelingen\nTekst.\nTweede Kamer, vergaderjaar 2023–2024, 1 234, nr. 2 3",
            "kamerstuk",
        ),
        (
            f"{HEAD}\n36 450 Wet\nNr. 2 VOORSTEL VAN WET\nWij.\nTweede Kamer, vergaderjaar 2023–2024, 36 450, nr. 2 1",
            "wetsvoorstel",
        ),
        ("Zomaar een tekst.", "document"),
    ],
)
def test_kinds(page: str, kind: str) -> None:
    assert make(page).kind == kind


def test_a_kind_by_the_file_name() -> None:
    assert make("Tekst.", letter_id="Beslisnota-2025").kind == "beslisnota"


def test_written_questions() -> None:
    page = f"""{HEAD} Aanhangsel van de Handelingen
Vragen gesteld door de leden der Kamer, met de daarop door de
regering gegeven antwoorden
2395
Vragen van het lid Crijns (PVV) aan de Staatssecretaris van Volksgezondheid
over jeugdzorg (ingezonden 15 augustus 2024).
Antwoord van Staatssecretaris Karremans (Volksgezondheid, Welzijn en
Sport) (ontvangen 30 augustus 2024).
Vraag 1
Bent u bekend met het artikel?"""
    letter = make(page)
    assert letter.kind == "kamervragen"
    assert (
        letter.title
        == "Vragen van het lid Crijns (PVV) aan de Staatssecretaris van Volksgezondheid over jeugdzorg"
    )
    assert letter.kamerstukken == ("Aanhangsel 2023–2024, nr. 2395",)
    assert letter.date == "2024-08-30"
    assert letter.sender == "Karremans, staatssecretaris van Volksgezondheid, Welzijn en Sport"


def test_written_questions_with_a_line_for_each_thing() -> None:
    page = """Tweede Kamer der Staten-Generaal
Vergaderjaar 2024–2025
Aanhangsel van de Handelingen
9418
Vragen van de leden Groen en Roos over geneesmiddelen
Vragen van de leden Groen en Roos aan de minister over geneesmiddelen (ingezonden 8 oktober 2024, nummer 2024Z94471).
Antwoord van minister Meulendonk (Volksgezondheid, Welzijn en Sport), ontvangen 21 november 2024. Bij brief van
29 oktober 2024 is uitstel gemeld, omdat afstemming met de Inspectie Gezondheidszorg en Jeugd (IGJ) en het RIVM meer
tijd vergde.
Vraag 1
Kent u de antwoorden op de vragen van het lid Groen (2023Z11111)?"""
    letter = make(page)
    assert (letter.kind, letter.date) == ("kamervragen", "2024-11-21")
    assert letter.numbers == ("Aanhangsel 2024–2025, nr. 9418", "2024Z94471")
    assert letter.signatories == (Signatory("Meulendonk", "minister van Volksgezondheid, Welzijn en Sport"),)


PAPERS = [
    (
        (
            "36 987 Verslag van een schriftelijk overleg over het Actieplan Reservisten\nNr. 6\nVastgesteld verslag\n\n"
            "De vaste commissie heeft op 20 april 2023 vragen voorgelegd. Bij brief van 25 mei 2023 heeft de "
            "staatssecretaris deze beantwoord.\n\nAntwoord op vraag 1: ja."
        ),
        ("verslag schriftelijk overleg", "36 987, nr. 6", "2023-05-25"),
        "Verslag van een schriftelijk overleg over het Actieplan Reservisten",
    ),
    (
        (
            "36 410 VIII Vaststelling van de begrotingsstaten\nNr. 12 VERSLAG VAN EEN SCHRIFTELIJK OVERLEG\n"
            "Vastgesteld 12 maart 2024\n\nDe vragen zijn op 20 februari 2024 voorgelegd. "
            "Bij brief van 11 maart 2024 zijn de vragen beantwoord."
        ),
        ("verslag schriftelijk overleg", "36 410 VIII, nr. 12", "2024-03-12"),
        "Vaststelling van de begrotingsstaten – VERSLAG VAN EEN SCHRIFTELIJK OVERLEG",
    ),
    (
        (
            "36 871 Regels over dienstverlening – Advies Afdeling advisering Raad van State en nader rapport\nNr. 4\n"
            "Hieronder zijn opgenomen het advies van de Afdeling advisering van de Raad van State van 12 maart 2025 "
            "en het nader rapport van 26 juni 2025, aangeboden aan de Koning door de minister van Justitie."
        ),
        ("advies", "36 871, nr. 4", "2025-06-26"),
        "Regels over dienstverlening – Advies Afdeling advisering Raad van State en nader rapport",
    ),
]


@pytest.mark.parametrize(("text", "known", "title"), PAPERS)
def test_a_paper_by_its_head_alone(text: str, known: tuple[str, str, str], title: str) -> None:
    letter = make(f"Tweede Kamer der Staten-Generaal\nVergaderjaar 2022–2023\n{text}")
    assert (letter.kind, letter.kamerstuk, letter.date) == known
    assert letter.title == title


@pytest.mark.parametrize("text", [text for text, _, _ in PAPERS])
def test_what_only_quotes_the_head_of_a_paper_is_none(text: str) -> None:
    letter = make(f"Beleidskader dienstverlening voor gemeenten\n\nTekst.\n{text}")
    assert letter.kamerstukken == ()
    assert letter.title == "Beleidskader dienstverlening voor gemeenten"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Betreft: Industriebeleid met focus.\n\nTekst van de brief.", "Industriebeleid met focus"),
        ("Onderwerp van deze brief is de industrie, en verder niets.", "Mijn brief"),
        ("Doorgeleiding werkprogramma 2025\nTER INFORMATIE\n\nTekst.", "Doorgeleiding werkprogramma 2025"),
        (
            "Nadere toelichting op de verantwoording\n\nDe regeling financiert functies.",
            "Nadere toelichting op de verantwoording",
        ),
        ("Aanleiding\n\nDe regeling financiert functies.", "Mijn brief"),
        ("Tekst.", "Mijn brief"),
    ],
)
def test_titles(page: str, title: str) -> None:
    assert make(page).title == title


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ("Datum\n30 oktober 2024\nTekst.", "2024-10-30"),
        ("Den Haag, 23 januari 2019\nTekst.", "2019-01-23"),
        ("Tekst. ’s-Gravenhage, 16 oktober 2023 Willem-Alexander", "2023-10-16"),
        ("Nr. 143 MOTIE VAN DE LEDEN\nVoorgesteld 6 juli 2021\nDe Kamer,", "2021-07-06"),
        ("Datum 31 februari 2024\nTekst.", None),
        ("Op 19 januari 2024 heeft de Ministerraad ingestemd.", None),
        ("Datum 12-03-2024\nTekst.", "2024-03-12"),
        ("Nr. 8 AMENDEMENT VAN HET LID GRINWIS\nOntvangen 3 mei 2021\nTekst.", "2021-05-03"),
        ("Tekst.\n\nUtrecht, 4 april 2022", "2022-04-04"),
        (
            "Nr. 6\nVERSLAG VAN EEN SCHRIFTELIJK OVERLEG\nVastgesteld d.d. 12 maart 2024\nDe commissie",
            "2024-03-12",
        ),
        (
            "Antwoord van minister Heinen (Financiën), ontvangen 21 november 2024. Bij brief van 2 mei.",
            "2024-11-21",
        ),
        (
            "Antwoord van Minister Heinen (Financiën) (ontvangen 21 november 2024). Bij brief van 2 mei.",
            "2024-11-21",
        ),
        ("De brief van de minister, ontvangen 21 november 2024, is besproken.", None),
    ],
)
def test_dates(page: str, date: str | None) -> None:
    assert make(page).date == date


@pytest.mark.parametrize(
    ("page", "sender"),
    [
        (
            "De Staatssecretaris van Economische Zaken en Klimaat,\nM.C.G. Keijzer",
            "M.C.G. Keijzer, staatssecretaris van Economische Zaken en Klimaat",
        ),
        (
            (
                "Tekst van het verslag.\n\nDe voorzitter van de commissie,\nOosterlaken\n\n"
                "De adjunct-griffier van de commissie,\nVan der Mulderij"
            ),
            "Oosterlaken, voorzitter van de commissie",
        ),
        (
            (
                "Hoogachtend,\n\nnamens het college van burgemeester en wethouders van Oosterwaard,\n\nL.W. Oudkerk\n"
                "directeur Ruimte en Beheer"
            ),
            "L.W. Oudkerk, directeur Ruimte en Beheer",
        ),
        (
            "Slot van de brief.\n\nVincent Karremans\nMinister van Economische Zaken",
            "Vincent Karremans, minister van Economische Zaken",
        ),
        (
            "Hoogachtend,\n\nmr. drs. M.C.G Keijzer\nStaatssecretaris van Economische Zaken",
            "mr. drs. M.C.G Keijzer, staatssecretaris van Economische Zaken",
        ),
        (
            "De Minister van Volksgezondheid, Welzijn en Sport,\nH.M. de Jonge",
            "H.M. de Jonge, minister van Volksgezondheid, Welzijn en Sport",
        ),
        ("Aan de Minister van Economische Zaken\n\nTekst van de nota.", None),
        (
            "De Minister van Economische Zaken en Klimaat,\n\nDe Staatssecretaris van Binnenlandse Zaken,",
            None,
        ),
        ("Hierbij bied ik u mede namens de minister van Economische Zaken de visie aan.", None),
    ],
)
def test_senders(page: str, sender: str | None) -> None:
    assert make(page).sender == sender


def test_warnings() -> None:
    letter = make(
        "Pagina 1 van 3\nTekst een.",
        "Pagina 7 van 2\nTekst twee.\nOns kenmerk\nDGBI-TOP / Fout! Onbekende\nnaam voor\ndocumenteigenschap.\nSlot.",
    )
    assert letter.kenmerken == ()
    assert letter.warnings == (
        "Let op.",
        (
            "Het kenmerk op pagina 2 is een foutmelding van de tekstverwerker en is niet overgenomen: "
            "“Fout! Onbekende naam voor documenteigenschap.”"
        ),
        "Op pagina 1 staat gedrukt dat er 3 pagina’s zijn; gelezen zijn er 2.",
        "Op pagina 2 staat gedrukt dat het pagina 7 is.",
    )


def test_each_fact_with_where_it_was_found() -> None:
    letter = make(
        """Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Postbus 20018

Onderwerp Draagmoederschap in Nederland
Datum 1 maart 2011
Ons kenmerk
5687928/11
In mijn brief (Kamerstukken II 2009/10, 32 123 XVI, nr. 30) heb ik dat aangekondigd.""",
        """De Staatssecretaris van Veiligheid en Justitie,

F. Teeven""",
    )
    assert letter.facts == (
        Fact("kenmerk", "5687928/11", 1, "briefhoofd"),
        Fact("title", "Draagmoederschap in Nederland", 1, "briefhoofd"),
        Fact("kind", "kamerbrief", 1, "briefhoofd"),
        Fact("date", "2011-03-01", 1, "briefhoofd"),
        Fact("signatory", "F. Teeven, staatssecretaris van Veiligheid en Justitie", 2, "ondertekening"),
        Fact("addressee", "de Voorzitter van de Tweede Kamer der Staten-Generaal", 1, "briefhoofd"),
        Fact("ministry", "Veiligheid en Justitie", 2, "ondertekening"),
        Fact("cited", "32 123 XVI, nr. 30", 1, "tekst"),
    )
    assert letter.signatories == (Signatory("F. Teeven", "staatssecretaris van Veiligheid en Justitie"),)
    assert (letter.addressee, letter.ministry, letter.cited) == (
        "de Voorzitter van de Tweede Kamer der Staten-Generaal",
        "Veiligheid en Justitie",
        ("32 123 XVI, nr. 30",),
    )
    assert make("Tekst.").facts == (
        Fact("title", "Mijn brief", None, "bestandsnaam"),
        Fact("kind", "document", None, "tekst"),
    )


def test_what_lies_beside_a_letter_is_told_with_the_file() -> None:
    near = Details(
        title="Titel", signatories=("F. Teeven, staatssecretaris", "I. Opstelten"), file="mijn-brief.toml"
    )
    far = Details("Andere titel", kenmerk=("A / 12345",), sender="Iemand", askers=("Van Nispen (SP)",))
    page = "Geachte Voorzitter,\n\nDe Minister van Financiën,\n\nE. Heinen\n\nOns kenmerk\n2024-0000123"
    document = clean_pages([page])
    letter = make_letter("mijn-brief", "mijn-brief.txt", "0" * 64, document, [near, far])
    assert letter.title == "Titel"
    assert letter.kenmerken == ("A / 12345", "2024-0000123")
    assert letter.signatories == (Signatory("F. Teeven", "staatssecretaris"), Signatory("I. Opstelten"))
    assert letter.askers == (Asker("Van Nispen", "SP"),)
    assert letter.sender == "Iemand"
    assert [(fact.name, fact.place) for fact in letter.facts if fact.page is None] == [
        ("kenmerk", "letters.toml"),
        ("signatory", "mijn-brief.toml"),
        ("signatory", "mijn-brief.toml"),
        ("asker", "letters.toml"),
        ("title", "mijn-brief.toml"),
    ]


def test_the_number_of_the_questions_is_that_of_the_answers_too() -> None:
    answers = make(
        """Ons kenmerk
2024-0000123456
Uw kenmerk
2024Z01234
Geachte Voorzitter,
Hierbij ontvangt u de antwoorden op de vragen van het lid Van Nispen (SP) over het gevangeniswezen (ingezonden 1
februari 2024, kenmerk 2024Z01234), en niet die van 2024Z09999.

Antwoord op vraag 1
Zie mijn antwoord op de vragen 2023Z05555."""
    )
    assert answers.kind == "kamervragen"
    assert answers.kenmerken == ("2024-0000123456", "2024Z01234", "2024Z09999")
    assert answers.cited == ("2023Z05555",)
    assert answers.askers == (Asker("Van Nispen", "SP"),)
    other = make("Uw kenmerk\n2024Z01234\nGeachte Voorzitter,\nDit is geen antwoord.")
    assert (other.kind, other.kenmerken, other.cited) == ("kamerbrief", (), ("2024Z01234",))


def test_of_two_writings_of_one_number_the_readable_one_is_shown() -> None:
    letter = make("Tekst.\nkst-33009-70\nTweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70 1")
    assert letter.kamerstukken == ("33 009, nr. 70",)
    assert [fact.value for fact in letter.facts if fact.name == "kamerstuk"] == [
        "kst-33009-70",
        "33 009, nr. 70",
    ]
    assert make("Tekst.\nkst-33009-70").kamerstukken == ("kst-33009-70",)
    assert make("Tekst.\nblg-1007826").kenmerken == ("blg-1007826",)


def test_a_title_page_gives_title_and_date() -> None:
    pages = [
        "Regeerprogramma\n\nUitwerking van het hoofdlijnenakkoord door het kabinet\n13 september 2024",
        "Tekst.",
    ]
    letter = make(*pages)
    assert letter.title.endswith("Uitwerking van het hoofdlijnenakkoord door het kabinet")
    assert letter.date == "2024-09-13"
