"""Letterheads and page numbers: out of the text, their facts kept."""

import pytest

from sources.document import Letterhead
from sources.furniture import read_furniture, strip_furniture
from sources.lines import to_lines
from sources.types import Fact


def strip(*pages: str) -> tuple[list[list[list[str]]], Letterhead]:
    segmented, head = strip_furniture([to_lines(page) for page in pages])
    return [[[line.text for line in segment] for segment in segments] for segments in segmented], head


def test_a_letterhead_in_the_middle_of_a_page_cuts_it_in_two() -> None:
    page = """Eerste deel van de pagina.
Pagina 12 van 18
Directoraat-generaal
Bedrijfsleven & Innovatie
Ons kenmerk
DGBI / 101636279
- Kennis- en onderzoek"""
    text, head = strip(page)
    assert text == [[["Eerste deel van de pagina."], ["- Kennis- en onderzoek"]]]
    assert head.kenmerken == ("DGBI / 101636279",)
    assert head.printed_pages == ((1, 12, 18),)


def test_a_kenmerk_that_is_an_error_message_is_told_apart() -> None:
    page = "Ons kenmerk\nDGBI-TOP / Fout! Onbekende\nnaam voor\ndocumenteigenschap.\nDe brief begint."
    text, head = strip("Pagina een.", page)
    assert text[1] == [["De brief begint."]]
    assert head.kenmerken == ()
    assert head.broken == ((2, "DGBI-TOP / Fout! Onbekende naam voor documenteigenschap."),)


@pytest.mark.parametrize(
    "kenmerk",
    [
        "DGBI-I&K / 44426674",
        "2024-0000123456",
        "IENW/BSK-2024/12345",
        "4578945-1045126-PDC19",
        "MINBUZA-2024.12345",
        "5687928/11",
        "2024Z12345",
    ],
)
def test_kinds_of_kenmerk(kenmerk: str) -> None:
    assert strip(f"Ons kenmerk\n{kenmerk}\nTekst.")[1].kenmerken == (kenmerk,)
    assert strip(f"Kenmerk: {kenmerk}\nTekst.")[1].kenmerken == (kenmerk,)
    assert strip(f"Onze referentie {kenmerk}\nTekst.")[0] == [[["Tekst."]]]


def test_a_kenmerk_glued_to_the_text() -> None:
    text, head = strip(
        "Kenmerk\nDGBI-O / 89581779 - Inzake de taakopdracht, advisering naar bestaande\nwetgeving"
    )
    assert text == [[["- Inzake de taakopdracht, advisering naar bestaande", "wetgeving"]]]
    assert head.kenmerken == ("DGBI-O / 89581779",)


def test_the_other_sides_kenmerk_is_not_the_letters() -> None:
    text, head = strip("Uw kenmerk\n2024Z12345\nTekst.")
    assert text == [[["Tekst."]]]
    assert (head.kenmerken, head.answers) == ((), ("2024Z12345",))


@pytest.mark.parametrize(
    ("page", "kenmerk"),
    [
        ("Ons kenmerk\nIENW/BSK-\n2024/12345\nTekst.", "IENW/BSK-2024/12345"),
        ("Ons kenmerk\nDGBI-TOP /\n101636279\nTekst.", "DGBI-TOP / 101636279"),
        ("Ons kenmerk\n2024-\n0000123456\nTekst.", "2024-0000123456"),
        ("Kenmerk\nDGP 1234567\nTekst.", "DGP 1234567"),
        ("Zaaknummer: 2024-123456\nTekst.", "2024-123456"),
        ("Documentnummer\n2024-123456\nTekst.", "2024-123456"),
        ("BHM: 21286928\nTekst.", "21286928"),
    ],
)
def test_labels_and_kenmerken_over_lines(page: str, kenmerk: str) -> None:
    text, head = strip(page)
    assert (text, head.kenmerken) == ([[["Tekst."]]], (kenmerk,))


def test_where_each_fact_stands() -> None:
    footer = "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70"
    head = strip(f"Datum 1 maart 2019\nTekst.\nkst-33009-70\n{footer} 1", f"Meer.\n{footer} 2")[1]
    assert head.facts == (
        Fact("date", "1 maart 2019", 1, "briefhoofd"),
        Fact("kamerstuk", "kst-33009-70", 1, "colofon"),
        Fact("kamerstuk", "33 009, nr. 70", 1, "voettekst"),
    )
    assert head.kamerstukken == ("33 009, nr. 70", "kst-33009-70")
    assert head.lines == (
        (1, "Datum 1 maart 2019"),
        (1, "kst-33009-70"),
        (1, f"{footer} 1"),
        (2, f"{footer} 2"),
    )


def test_each_kenmerk_and_kamerstuk_once_in_order() -> None:
    footer = "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70"
    pages = [
        f"Ons kenmerk\n2024-000{n}\nTekst {n * 7}.\n{footer} {i}" for i, n in enumerate((2, 1, 2), start=1)
    ]
    head = strip(*pages)[1]
    assert head.kenmerken == ("2024-0002", "2024-0001")
    assert head.kamerstukken == ("33 009, nr. 70",)


def test_a_side_column_with_an_address_and_a_date() -> None:
    page = """Hij meldt per jaar ongeveer tien gevallen in
Directoraat-Generaal
Preventie, Jeugd en
Sancties
Schedeldoekshaven 100
2511 EX  Den Haag
www.rijksoverheid.nl/venj
Datum
1 maart 2011
Ons kenmerk
5687928/11
T 070 379 8911"""
    text, head = strip(page)
    assert text == [[["Hij meldt per jaar ongeveer tien gevallen in"]]]
    assert head.dates == ("1 maart 2011",)
    assert head.kenmerken == ("5687928/11",)


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("> Retouradres Postbus 20301 2500 EH Den Haag\nTekst.", ["Tekst."]),
        ("Bijlage(n)\n2\nGeachte Voorzitter,", ["Geachte Voorzitter,"]),
        ("Bijlage(n) -3\nTekst.", ["Tekst."]),
        ("Datum 1 maart 2011\nTekst.", ["Tekst."]),
        ("Auteur\nPagina 1 van 2\nTekst.", ["Tekst."]),
        ("Pagina 1 van 2\nKenmerk\nTekst.", ["Tekst."]),
    ],
)
def test_labels_and_their_values(page: str, left: list[str]) -> None:
    assert strip(page)[0] == [[left]]


@pytest.mark.parametrize(
    "page",
    [
        "Kenmerk van deze aanpak is dat\nwe samenwerken.",
        "Directie en medewerkers werken samen.\nDat is mooi.",
        "Directie Industrie\nDe aanpak van deze directie bestaat uit een aantal onderdelen.",
        "Datum en plaats zijn nog niet bekend.",
        "Bijlage 1: voorbeelden van participatie\nQuantum",
        "Auteur",
        "Op pagina 3 van 18 staat een tabel.",
        "Fout! Dat is niet goed.",
        "Postbus 20301\n2500 EH Den Haag",
    ],
)
def test_prose_stays(page: str) -> None:
    text, head = strip(page)
    assert text == [[page.split("\n")]]
    assert head == Letterhead()


def test_empty_pages_have_one_empty_segment() -> None:
    assert strip("", "Pagina 2 van 2")[0] == [[[]], [[]]]
    assert strip() == ([], Letterhead())


def furniture(*pages: str) -> Letterhead:
    return read_furniture([to_lines(page) for page in pages])


@pytest.mark.parametrize(
    "page",
    [
        "Ons kenmerk\n5687928/11\nUw kenmerk\n2011Z01234",
        "Ons kenmerk 5687928/11\nUw kenmerk 2011Z01234",
        "Ons kenmerk\nUw kenmerk\n5687928/11\n2011Z01234",
        "Ons kenmerk\nDirectie Jeugd\n5687928/11\nTurfmarkt 147\nUw kenmerk\n2511 DP Den Haag\n2011Z01234",
        "Uw kenmerk\n2011Z01234\nOns kenmerk\nT 070 379 8911\n5687928/11",
        "Directoraat-Generaal\nOns kenmerk\nPreventie, Jeugd en\n5687928/11\nUw kenmerk\nSancties\n2011Z01234",
    ],
)
def test_labels_and_values_beside_other_lines(page: str) -> None:
    head = furniture(page)
    assert (head.kenmerken, head.answers) == (("5687928/11",), ("2011Z01234",))
    assert head.lines == tuple((1, line) for line in page.split("\n"))


def test_a_kenmerk_over_lines_that_others_come_between() -> None:
    head = furniture(
        "Ons kenmerk\nDGBI-TOP /\nBezuidenhoutseweg 73\n101636279\nDatum\nPostbus 20401\n1 maart 2011"
    )
    assert (head.kenmerken, head.dates) == (("DGBI-TOP / 101636279",), ("1 maart 2011",))


def test_furniture_of_several_pages() -> None:
    footer = "Tweede Kamer, vergaderjaar 2018–2019, 33 009, nr. 70"
    head = furniture(
        f"Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2018–2019\nkst-33009-70\n{footer} 1",
        "Pagina 2 van 3\nOns kenmerk\nDGBI-TOP / Fout! Onbekende\nnaam voor\ndocumenteigenschap.",
    )
    assert head.kamerstukken == ("33 009, nr. 70", "kst-33009-70")
    assert head.printed_pages == ((2, 2, 3),)
    assert head.broken == ((2, "DGBI-TOP / Fout! Onbekende naam voor documenteigenschap."),)
    assert head.kenmerken == ()


def test_furniture_that_says_nothing() -> None:
    assert furniture() == Letterhead()
    head = furniture("Ons kenmerk\nDatum\nPostbus 20401")
    assert (head.kenmerken, head.dates, head.answers) == ((), (), ())
