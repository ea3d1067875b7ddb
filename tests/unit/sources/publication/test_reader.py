"""The XML of official publications: text, numbers, notes, tables, in the old vocabulary and the new."""

import pytest

from sources.document import Document
from sources.errors import UnreadableLetterError
from sources.publication.reader import read_publication
from sources.types import BlockKind
from tests.office import shown


def paper(inner: str, title: str = "MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS", more: str = "") -> Document:
    return read_publication(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <metadata>
    <meta name="OVERHEIDop.externMetadataRecord"
      content="https://zoek.officielebekendmakingen.nl/kst-32545-143/metadata.xml"/>
  </metadata>
  <kamerstuk>
    <kamerstukkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2020-2021</tekstregel></kamerstukkop>
    <dossier>
      <dossiernummer><dossiernr>32 545</dossiernr></dossiernummer>
      <titel>Wet- en regelgeving financiële markten</titel>
    </dossier>
    {more}
    <stuk>
      <stuknr>Nr. <ondernummer kamer="2">143</ondernummer></stuknr>
      <titel>{title}</titel>
      <datumtekst>Voorgesteld <datum isodatum="2021-07-06">6 juli 2021</datum></datumtekst>
      <algemeen><vrije-tekst><tekst status="goed">{inner}</tekst></vrije-tekst></algemeen>
    </stuk>
  </kamerstuk>
</officiele-publicatie>""".encode(),
        "kst.xml",
    )


def texts(inner: str) -> list[str]:
    """The texts after the paper's head."""
    (page,) = shown(paper(inner))
    return page[3:]


def test_the_head_of_a_paper() -> None:
    document = paper("<al>De Kamer,</al>")
    assert (document.paged, shown(document)) == (
        False,
        [
            [
                "32 545 Wet- en regelgeving financiële markten",
                "Nr. 143 MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS",
                "Voorgesteld 6 juli 2021",
                "De Kamer,",
            ]
        ],
    )
    head = document.letterhead
    assert head.kamerstukken == ("32 545, nr. 143", "kst-32545-143")
    assert head.dates == ("6 juli 2021",)
    assert head.title == (
        "Wet- en regelgeving financiële markten – MOTIE VAN DE LEDEN INGE VAN DIJK EN GRINWIS"
    )
    assert [(fact.name, fact.value, fact.page, fact.place) for fact in head.facts] == [
        ("kamerstuk", "32 545, nr. 143", 1, "kop"),
        ("kamerstuk", "kst-32545-143", None, "colofon"),
        ("date", "6 juli 2021", 1, "kop"),
    ]


def test_a_paper_of_several_dossiers_and_a_note_in_its_title() -> None:
    other = (
        "<dossier><dossiernummer><dossiernr>35 470</dossiernr><begrotingshoofdstuk>XIV</begrotingshoofdstuk>"
        "</dossiernummer><titel>Slotwet</titel></dossier>"
    )
    note = '<noot id="t" type="voet"><noot.nr>1</noot.nr><noot.al>Herdruk.</noot.al></noot>'
    document = paper("<al>Tekst.</al>", f"BRIEF VAN DE MINISTER{note}", other)
    assert document.letterhead.kamerstukken == ("32 545, nr. 143", "35 470 XIV, nr. 143", "kst-32545-143")
    assert document.letterhead.title == "Wet- en regelgeving financiële markten – BRIEF VAN DE MINISTER"
    assert shown(document)[0][1:3] == ["35 470 XIV Slotwet", "Nr. 143 BRIEF VAN DE MINISTER[1]"]
    assert document.pages[0][-1].text == "Herdruk."


def test_text_in_a_line() -> None:
    inner = (
        "<al>De UZI-server<?xpp afbm?>certificaten, CO<inf>2</inf> en m<sup>2</sup>, <nadruk type='vet'>vet</nadruk>,\n"
        "   zie <extref doc='kst-1'>28 844, nr. 266</extref>.</al>"
        "<al-groep><al>Inge van Dijk</al><al>Grinwis</al></al-groep>"
    )
    assert texts(inner) == [
        "De UZI-servercertificaten, CO2 en m2, vet, zie 28 844, nr. 266.",
        "Inge van Dijk",
        "Grinwis",
    ]


def test_notes_and_second_marks_of_them() -> None:
    inner = (
        '<al>Eerste<noot id="a" type="voet"><noot.nr>1</noot.nr><noot.al>Kamerstuk <extref>28 844</extref>.</noot.al>'
        '<noot.al>En meer.</noot.al></noot> zin.</al><al>Tweede<nootref refid="a"/> en<nootref refid="weg"/> slot.</al>'
    )
    assert texts(inner) == ["Eerste[1] zin.", "Tweede[1] en slot.", "Kamerstuk 28 844. En meer."]


def test_headings_by_structure_and_by_type() -> None:
    inner = (
        "<divisie><kop><nr>1.</nr><titel>Inleiding</titel></kop><al>Tekst.</al>"
        "<divisie><kop><nr>1.1</nr><titel>Doel</titel></kop><tussenkop kopopmaak='vet'>Vet</tussenkop>"
        "<tussenkop kopopmaak='cur'>Cursief</tussenkop><al>Tekst.</al></divisie></divisie>"
        "<tussenkop kopopmaak='rom'>Deze alinea is als kop opgemaakt, en leidt een lijst in:</tussenkop>"
    )
    (page,) = paper(inner).pages
    assert [(draft.text, draft.level) for draft in page[3:]] == [
        ("1. Inleiding", 2),
        ("Tekst.", None),
        ("1.1 Doel", 3),
        ("Vet", 15),
        ("Cursief", 17),
        ("Tekst.", None),
        ("Deze alinea is als kop opgemaakt, en leidt een lijst in:", None),
    ]


def test_lists_have_the_numbers_that_stand_there() -> None:
    inner = (
        "<lijst type='expliciet' nr-sluiting='.'><li><li.nr>1.</li.nr><al>een</al>"
        "<lijst type='ndash'><li><li.nr>–</li.nr><al>genest</al></li></lijst></li>"
        "<li><li.nr>2</li.nr><al>twee</al><al>Vervolg.</al></li></lijst>"
        "<lijst type='bullet'><li><al>punt</al></li></lijst><lijst type='ongemarkeerd'><li><al>kaal</al></li></lijst>"
        "<al>1. Een genummerde alinea.</al>"
        "<al>Met een lijst: <lijst><li><li.nr>a.</li.nr><al>erin</al></li></lijst> en meer.</al>"
    )
    (page,) = paper(inner).pages
    assert [(draft.kind is BlockKind.LIST_ITEM, draft.text) for draft in page[3:]] == [
        (True, "1. een"),
        (True, "– genest"),
        (True, "2. twee"),
        (False, "Vervolg."),
        (True, "• punt"),
        (True, "kaal"),
        (True, "1. Een genummerde alinea."),
        (False, "Met een lijst:"),
        (True, "a. erin"),
        (False, "en meer."),
    ]


def test_a_table_with_spans_and_a_note_of_its_own() -> None:
    columns = "".join(f'<colspec colname="c{n}"/>' for n in range(1, 5))
    note = '<noot type="tabel"><noot.nr>1</noot.nr><noot.al>Met reserve.</noot.al></noot>'
    inner = f"""
<al>Zie<noot type="voet"><noot.nr>1</noot.nr><noot.al>Voetnoot.</noot.al></noot> de tabel.</al>
<table><title>Begrotingsstaat (x € 1.000)</title><tgroup cols="4">{columns}
<thead><row><entry colname="c1"><al>Art.</al></entry><entry namest="c2" nameend="c4"><al>Begroting</al></entry></row>
<row><entry colname="c2"><al>Verplichtingen</al></entry><entry colname="c3"><al>Uitgaven</al></entry>
<entry colname="c4"><al>Ontvangsten</al></entry></row></thead>
<tbody><row><entry morerows="1"><al>1</al></entry><entry><al>2.727</al></entry><entry>2.856{note}</entry><entry/></row>
<row><entry colname="c3"><al>5</al></entry><entry colname="c4"><al>6</al></entry></row></tbody></tgroup></table>"""
    (page,) = paper(inner).pages
    assert [(draft.text, draft.about) for draft in page[4:]] == [
        ("Begrotingsstaat (x € 1.000)", ()),
        ("Art.\tBegroting", ()),
        ("Verplichtingen\tUitgaven\tOntvangsten", ()),
        ("1\t2.727\t2.856", ((1, 5), (1, 6))),
        ("5\t6", ((1, 5), (1, 6), (1, 7))),
        ("Voetnoot.", ()),
        ("Met reserve.", ((1, 7),)),
    ]
    assert [draft.label for draft in page[-2:]] == ["1", None]


def test_a_bill() -> None:
    inner = """
<voorstel-wet><aanhef><wie>Wij Willem-Alexander</wie><considerans>
<considerans.al>Allen, saluut!</considerans.al></considerans></aanhef>
<wettekst><artikel><kop><label>Artikel</label><nr>1</nr></kop><lid><lidnr>1.</lidnr><al>Eerste lid.</al></lid></artikel>
<artikel><kop><label>Artikel</label><nr>2</nr><titel>Slot</titel></kop>
<wijziging><nr>A</nr><wat>Artikel 3 vervalt.</wat></wijziging>
<definitielijst><definitie-item><li.nr>a.</li.nr><term>vergunning:</term><definitie><al>een besluit;</al></definitie>
</definitie-item></definitielijst></artikel></wettekst>
<voorstel-sluiting><label>Gegeven</label><ondertekening><functie>De Minister van Defensie,</functie>
<naam><voornaam>K.H.</voornaam><achternaam>Ollongren</achternaam></naam></ondertekening></voorstel-sluiting></voorstel-wet>"""
    assert texts(inner) == [
        "Wij Willem-Alexander",
        "Allen, saluut!",
        "Artikel 1",
        "1. Eerste lid.",
        "Artikel 2 Slot",
        "A Artikel 3 vervalt.",
        "a. vergunning: een besluit;",
        "Gegeven",
        "De Minister van Defensie,",
        "K.H. Ollongren",
    ]


def test_questions_with_their_answers() -> None:
    data = """<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord"
content="https://zoek.officielebekendmakingen.nl/ah-tk-20202021-3235/metadata.xml"/></metadata><kamervragen>
<kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2020-2021</tekstregel></kamervraagkop>
<kamervraagnummer>3235</kamervraagnummer>
<kamervraagomschrijving type="vraag">Vragen van de leden <naam><achternaam>Van Weyenberg</achternaam></naam> en
<naam><voornaam>Romke de</voornaam><achternaam>Jong</achternaam></naam> (D66)
over <kamervraagonderwerp>de TOZO</kamervraagonderwerp>
(ingezonden <datum isodatum="2021-06-03">3 juni 2021</datum>).</kamervraagomschrijving>
<kamervraagomschrijving type="antwoord">Antwoord van Minister <naam><achternaam>Koolmees</achternaam></naam>
(<organisatie afkorting="SZW">Sociale Zaken en Werkgelegenheid</organisatie>) (ontvangen
<datum isodatum="2021-06-21">21 juni 2021</datum>).</kamervraagomschrijving>
<vraag><nr status="officieel">Vraag 1</nr><al>Klopt het dat?</al></vraag>
<antwoord><nr status="officieel">Antwoord 1</nr><al>Ja.</al></antwoord></kamervragen></officiele-publicatie>"""
    document = read_publication(data.encode(), "ah.xml")
    assert shown(document) == [
        [
            "Vragen van de leden Van Weyenberg en Romke de Jong (D66) over de TOZO (ingezonden 3 juni 2021).",
            "Antwoord van Minister Koolmees (Sociale Zaken en Werkgelegenheid) (ontvangen 21 juni 2021).",
            "Vraag 1",
            "Klopt het dat?",
            "Antwoord 1",
            "Ja.",
        ]
    ]
    assert document.letterhead.kamerstukken == ("Aanhangsel 2020–2021, nr. 3235", "ah-tk-20202021-3235")
    assert document.letterhead.dates == ("21 juni 2021", "3 juni 2021")
    headings = [i for i, draft in enumerate(document.pages[0]) if draft.kind is BlockKind.HEADING]
    assert headings == [2, 4]


def test_an_old_paper() -> None:
    data = """<?xml version="1.0" encoding="iso-8859-1"?><kamerwrk kamer="2"><kop><titel>Tweede Kamer</titel></kop>
<frontm><vergjaar>1997-1998</vergjaar><onderw><nummer>25 823</nummer><naam>Wijziging van de Woningwet
(bouwbesluit)</naam></onderw></frontm><body><stuk><ltrlabel>Nr. </ltrlabel><nummer>3</nummer>
<titel>MEMORIE VAN TOELICHTING </titel>
<tuskop letat="vet">I. ALGEMEEN </tuskop><al>Zoals reeds<voetref refid="v1" nr="1"/> gezegd
over reële zaken.</al><witreg></witreg>
<ondtek><functie>De Staatssecretaris,</functie><naam>D. K. J. Tommel </naam></ondtek>
</stuk></body><voetnoot id="v1" nr="1"><al>Ter inzage gelegd.</al></voetnoot></kamerwrk>"""
    document = read_publication(data.encode("iso-8859-1"), "kst.xml")
    assert shown(document) == [
        [
            "25 823 Wijziging van de Woningwet (bouwbesluit)",
            "Nr. 3 MEMORIE VAN TOELICHTING",
            "I. ALGEMEEN",
            "Zoals reeds[1] gezegd over reële zaken.",
            "De Staatssecretaris,",
            "D. K. J. Tommel",
            "Ter inzage gelegd.",
        ]
    ]
    assert document.letterhead.kamerstukken == ("25 823, nr. 3",)
    assert document.letterhead.title == "Wijziging van de Woningwet (bouwbesluit) – MEMORIE VAN TOELICHTING"


def test_entities_are_not_followed_but_named_characters_are_kept() -> None:
    data = (
        '<!DOCTYPE a [<!ENTITY euml "x"><!ENTITY bom "&euml;&euml;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<officiele-publicatie><al>re&euml;el&bom;&f; slot</al></officiele-publicatie>"
    )
    assert shown(read_publication(data.encode(), "a.xml")) == [["reëel slot"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "<bestelling/>",
            (
                "a.xml is XML van een andere soort (<bestelling>); gelezen wordt die van Kamerstukken en andere "
                "officiële publicaties (<officiele-publicatie>, <kamerwrk>). Maak er een PDF van."
            ),
        ),
        (
            "<metadata_gegevens/>",
            "a.xml bevat alleen de metagegevens van een publicatie; zet het XML-bestand met de tekst in de map.",
        ),
        (
            "<a>" * 10_000 + "</a>" * 10_000,
            "a.xml is dieper genest dan een brief kan zijn; sla het bestand opnieuw op of maak er een PDF van.",
        ),
        (
            "<a>" * 160 + "</a>" * 160,
            "a.xml is dieper genest dan een brief kan zijn; sla het bestand opnieuw op of maak er een PDF van.",
        ),
    ],
)
def test_what_is_no_publication(data: str, reason: str) -> None:
    with pytest.raises(UnreadableLetterError) as caught:
        read_publication(data.encode(), "a.xml")
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "data", [b"", b"geen xml", b"<kamerwrk><body>", "<kamerwrk>\u0001</kamerwrk>".encode()]
)
def test_what_is_no_xml(data: bytes) -> None:
    with pytest.raises(
        UnreadableLetterError,
        match=r"^a\.xml is beschadigd of geen XML \(.+\); haal het bestand opnieuw op\.$",
    ):
        read_publication(data, "a.xml")
