"""What is known of a letter: from its text, completed by letters.toml."""

from pathlib import Path

import pytest

from sources.clean import clean_pages
from sources.errors import LetterMetadataError
from sources.metadata import Details, make_letter, number_key, read_sidecar
from sources.types import Letter

HEAD = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2023–2024"


def make(*pages: str, details: Details | None = None, letter_id: str = "mijn-brief") -> Letter:
    return make_letter(
        letter_id, "mijn-brief.txt", "0" * 64, clean_pages(pages, ("Let op.",)), details or Details()
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
    ("one", "other"),
    [
        ("33 009, nr. 70", "33009-70"),
        ("36600-XIII-65", "36 600 XIII, nr. 65"),
        ("DGBI / 101636279", "dgbi/101636279"),
    ],
)
def test_number_keys(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)
    assert number_key(one) != number_key(one[:-1])


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("Geachte Voorzitter,\nHierbij bied ik u aan.", "kamerbrief"),
        ("Aan de Voorzitter van de Tweede Kamer\nTekst.", "kamerbrief"),
        ("Geadviseerd besluit\nU kunt de brief ondertekenen.", "beslisnota"),
        ("Doorgeleiding werkprogramma\nTER ONDERTEKENING\n\nTekst.", "beslisnota"),
        ("Hierbij de antwoorden. Antwoorden op vragen van het lid.", "kamervragen"),
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


def sidecar(folder: Path, text: str | bytes) -> dict[str, Details]:
    (folder / "letters.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sidecar(folder)


def test_reading_letters_toml(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path) == {}
    text = """\ufeff[brief]
title = " Titel "
kenmerk = ["A / 1", "B / 2"]
kamerstuk = "33009, nr. 70"
date = "2024-02-29"
"""
    assert sidecar(tmp_path, text) == {
        "brief": Details("Titel", None, ("A / 1", "B / 2"), ("33009, nr. 70",), "2024-02-29", None)
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[brief", "letters.toml is geen geldig TOML-bestand: "),
        (b"\xff\xfe[", "letters.toml is geen geldig TOML-bestand: "),
        ("x = " + "[" * 5000, "letters.toml is geen geldig TOML-bestand: "),
        ("brief = 1", "letters.toml: brief moet een kop zijn, zoals [brief]."),
        (
            '[brief]\nauteur = "x"',
            "letters.toml: onbekende sleutel 'auteur' bij brief; toegestaan: title, kind, kenmerk",
        ),
        (
            "[brief]\ntitle = 3",
            "letters.toml: title van brief moet tekst tussen aanhalingstekens zijn, niet 3.",
        ),
        (
            '[brief]\ntitle = " "',
            "letters.toml: title van brief moet tekst tussen aanhalingstekens zijn, niet ' '.",
        ),
        (
            '[brief]\nkenmerk = ["a", 1]',
            "letters.toml: kenmerk van brief moet tekst tussen aanhalingstekens zijn",
        ),
        (
            "[brief]\ndate = 2024-01-19",
            "letters.toml: date van brief moet tekst tussen aanhalingstekens zijn",
        ),
        (
            '[brief]\ndate = "19-01-2024"',
            "letters.toml: date van brief moet 2024, 2024-01 of 2024-01-19 zijn",
        ),
        (
            '[brief]\ndate = "2024-02-30"',
            "letters.toml: date van brief moet 2024, 2024-01 of 2024-01-19 zijn",
        ),
    ],
)
def test_what_letters_toml_may_not_say(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(LetterMetadataError) as caught:
        sidecar(tmp_path, text)
    assert str(caught.value).startswith(reason)


def test_a_letters_toml_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "letters.toml").mkdir()
    with pytest.raises(LetterMetadataError, match=r"^letters\.toml kan niet worden gelezen: "):
        read_sidecar(tmp_path)
