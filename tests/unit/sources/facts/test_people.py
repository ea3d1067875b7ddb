"""Who signed, to whom a letter goes, whose questions it answers, and from which ministry."""

import pytest

from sources.facts.metadata import make_letter
from sources.facts.people import asker_of, first_in_office, signatory_of
from sources.text.clean import clean_pages
from sources.types import Asker, Letter, Signatory

HEAD = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2023–2024"
FOOT = "Tweede Kamer, vergaderjaar 2023–2024, 36 450, nr. 2 1"


def make(*pages: str) -> Letter:
    return make_letter("brief", "brief.txt", "0" * 64, clean_pages(pages))


@pytest.mark.parametrize(
    ("page", "signed"),
    [
        (
            "Slot.\n\nDe Minister van Financiën,\n\nE. Heinen\n\nDe Staatssecretaris van Financiën,\n\nF.L. Idsinga",
            [("E. Heinen", "minister van Financiën"), ("F.L. Idsinga", "staatssecretaris van Financiën")],
        ),
        (
            "Slot.\n\nDe Minister van Financiën,\n\nDe Minister van Defensie,\n\nE. Heinen\n\nR.P. Brekelmans",
            [("E. Heinen", "minister van Financiën"), ("R.P. Brekelmans", "minister van Defensie")],
        ),
        (
            "Slot.\n\nde minister van Infrastructuur en Waterstaat,\n\ning. B. (Barry) Madlener",
            [("ing. B. (Barry) Madlener", "minister van Infrastructuur en Waterstaat")],
        ),
        (
            "Slot.\n\nDE MINISTER VAN JUSTITIE EN VEILIGHEID,\n\nÖ. Çelik",
            [("Ö. Çelik", "minister van Justitie en Veiligheid")],
        ),
        (
            "Retouradres Postbus 20901 2500\nEX Den Haag\n\nDe voorzitter van de Tweede Kamer\n\nGeachte voorzitter,",
            [],
        ),
        (
            "Slot.\n\nEelco Heinen\nMinister van Financiën\n\nRuben Brekelmans\nMinister van Defensie",
            [("Eelco Heinen", "minister van Financiën"), ("Ruben Brekelmans", "minister van Defensie")],
        ),
        (
            "Hoogachtend,\n\nDe minister voor Natuur en Stikstof,\nnamens deze,\n\nJ. van der Berg",
            [("J. van der Berg", "minister voor Natuur en Stikstof")],
        ),
        (
            "Slot.\n\nDe directeur-generaal Bedrijfsleven en Innovatie,\n\nM. Jansen",
            [("M. Jansen", "directeur-generaal Bedrijfsleven en Innovatie")],
        ),
        (
            "Slot.\n\nDe Minister-President, Minister van Algemene Zaken,\n\nDick Schoof",
            [("Dick Schoof", "minister-President, Minister van Algemene Zaken")],
        ),
        (
            "Dat is het slot van deze brief. De Minister van Financiën,\n\nE. Heinen",
            [("E. Heinen", "minister van Financiën")],
        ),
        ("Slot.\n\nDe Minister van Financiën,\n\nDe Staatssecretaris van Defensie,", []),
        ("Aan de Minister van Financiën\n\nEelco Heinen is minister van Financiën.", []),
    ],
)
def test_signatures(page: str, signed: list[tuple[str, str]]) -> None:
    letter = make("Geachte Voorzitter,\n\nEen brief over belastingen en wat daarbij hoort.", page)
    assert [(each.name, each.office) for each in letter.signatories] == signed


@pytest.mark.parametrize(
    ("who", "signed"),
    [
        ("Minister Heinen (Financiën)", ["Heinen, minister van Financiën"]),
        (
            "Minister Heinen (Financiën), mede namens de Minister van Defensie",
            ["Heinen, minister van Financiën"],
        ),
        (
            "Minister Heinen (Financiën) en Staatssecretaris Tuinman (Defensie)",
            ["Heinen, minister van Financiën", "Tuinman, staatssecretaris van Defensie"],
        ),
        (
            "Ministers Heinen (Financiën) en Brekelmans (Defensie)",
            ["Heinen, minister van Financiën", "Brekelmans, minister van Defensie"],
        ),
        (
            "Minister Van der Wal-Zeggelink (Natuur en Stikstof)",
            ["Van der Wal-Zeggelink, minister voor Natuur en Stikstof"],
        ),
    ],
)
def test_who_answers(who: str, signed: list[str]) -> None:
    letter = make(
        f"Antwoord van {who} (ontvangen 29 augustus 2024).\n\nVraag 1\nBent u bekend met het artikel?"
    )
    assert [f"{each.name}, {each.office}" for each in letter.signatories] == signed


def paper(title: str, text: str) -> Letter:
    return make(f"{HEAD}\n36 450 Wet- en regelgeving\nNr. 2 {title}\n{text}\n{FOOT}")


def test_the_movers_of_a_motie() -> None:
    moved = "De Kamer,\n\ngehoord de beraadslaging,\n\nen gaat over tot de orde van de dag.\n\nInge van Dijk\nGrinwis"
    letter = paper("MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS", moved)
    assert letter.signatories == (Signatory("Inge van Dijk"), Signatory("Grinwis"))
    assert (letter.kind, letter.sender, letter.ministry) == ("motie", "Inge van Dijk", None)
    unread = paper(
        "AMENDEMENT VAN HET LID VAN DER LEE", "De ondergetekende stelt het volgende amendement voor."
    )
    assert unread.signatories == (Signatory("Van der Lee"),)


def test_the_king() -> None:
    letter = paper(
        "KONINKLIJKE BOODSCHAP", "Wij bieden U aan.\n\n’s-Gravenhage, 16 oktober 2023 Willem-Alexander"
    )
    assert (letter.signatories, letter.date) == ((Signatory("Willem-Alexander"),), "2023-10-16")


@pytest.mark.parametrize(
    ("page", "addressee"),
    [
        (
            "Aan de Voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nTekst.",
            "de Voorzitter van de Tweede Kamer der Staten-Generaal",
        ),
        (
            "De voorzitter van de Eerste Kamer der Staten-Generaal\nKazernestraat 52\n2514 CV DEN HAAG\n\nTekst.",
            "de voorzitter van de Eerste Kamer der Staten-Generaal",
        ),
        ("Aan de Minister van Economische Zaken\n\nTekst van de nota.", "de Minister van Economische Zaken"),
        (
            "Aan het college van burgemeester en wethouders van Utrecht\n\nTekst.",
            "het college van burgemeester en wethouders van Utrecht",
        ),
        ("Aan de Kamer is toegezegd een vernieuwd beleid op te stellen.", None),
        ("Aan de raad wordt gevraagd in te stemmen.", None),
        ("Geachte Voorzitter,\n\nTekst.", None),
    ],
)
def test_addressees(page: str, addressee: str | None) -> None:
    assert make(page).addressee == addressee


@pytest.mark.parametrize(
    ("who", "askers"),
    [
        ("het lid Sneller (D66)", [("Sneller", "D66")]),
        (
            "de leden Sneller (D66), Chakor (GroenLinks-PvdA) en Van Nispen (SP)",
            [("Sneller", "D66"), ("Chakor", "GroenLinks-PvdA"), ("Van Nispen", "SP")],
        ),
        ("de leden Van Eijk en Aartsen (beiden VVD)", [("Van Eijk", "VVD"), ("Aartsen", "VVD")]),
        (
            "de leden Bushoff, Patijn(beiden GroenLinks-PvdA) en Dobbe (SP)",
            [("Bushoff", "GroenLinks-PvdA"), ("Patijn", "GroenLinks-PvdA"), ("Dobbe", "SP")],
        ),
        ("het lid Van der Lee (GroenLinks-PvdA)", [("Van der Lee", "GroenLinks-PvdA")]),
        ("het lid Inge van Dijk (CDA)", [("Inge van Dijk", "CDA")]),
        ("het lid Omtzigt (Groep Omtzigt)", [("Omtzigt", "Groep Omtzigt")]),
        ("het lid El Abassi", [("El Abassi", None)]),
    ],
)
def test_askers(who: str, askers: list[tuple[str, str | None]]) -> None:
    letter = make(
        f"Vragen van {who} aan de Minister van Financiën over banken (ingezonden 28 juni 2024).\n"
        "Antwoord van Minister Heinen (Financiën) (ontvangen 29 augustus 2024).\n\nVraag 1\nBent u bekend?"
    )
    assert [(each.name, each.party) for each in letter.askers] == askers


@pytest.mark.parametrize(
    ("page", "ministry"),
    [
        (
            "Ministerie van Financiën\nDirectie Begrotingszaken\nOns kenmerk\n2024-0000123\nTekst.",
            "Financiën",
        ),
        ("Tekst.\n\nDe Minister voor Medische Zorg,\nB. Bruins", "Volksgezondheid, Welzijn en Sport"),
        ("Tekst.\n\nDe Minister-President,\nMinister van Algemene Zaken,\nDick Schoof", "Algemene Zaken"),
        ("Aan de Minister van Defensie\n\nEen nota\nTER BESLISSING\n\nTekst.", "Defensie"),
        ("Aan de Minister van Defensie\n\nGeachte heer,\n\nTekst.", None),
    ],
)
def test_ministries(page: str, ministry: str | None) -> None:
    assert make(page).ministry == ministry


def test_names_with_what_belongs_to_them() -> None:
    office = "staatssecretaris van Veiligheid en Justitie"
    assert signatory_of(f"F. Teeven, {office}") == Signatory("F. Teeven", office)
    assert signatory_of("Grinwis") == Signatory("Grinwis")
    assert asker_of("Van Nispen (SP)") == Asker("Van Nispen", "SP")
    assert asker_of("Van Nispen") == Asker("Van Nispen")
    president, minister = (
        Signatory("A", "vice-president van de Raad"),
        Signatory("B", "minister van Defensie"),
    )
    assert first_in_office((president, minister)) == minister
    assert first_in_office((president,)) == president
    assert first_in_office(()) is None
