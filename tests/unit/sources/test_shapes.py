"""What a line or block looks like."""

import pytest

from sources import shapes


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("• Een bullet", True),
        ("- Een streep", True),
        ("– Een lange streep", True),
        ("o Motie van het lid", True),
        ("o.a. dit", False),
        ("1. We brengen focus", True),
        ("2) Digitalisering", True),
        ("(3) derde", True),
        ("a. een wetsvoorstel", True),
        ("iv) vierde", True),
        ("1,5% groei", False),
        ("2010 is gestabiliseerd", False),
        ("-adaptatie, extreme", False),
        ("Een gewone zin", False),
    ],
)
def test_items(text: str, item: bool) -> None:
    assert shapes.is_item(text) is item


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Dat is zo.", True),
        ("als volgt:", True),
        ("‘Is dat zo?’", True),
        ("(bijlage)", False),
        ("en dan", False),
        ("groei.\ue0001\ue001", True),
    ],
)
def test_ended(text: str, over: bool) -> None:
    assert shapes.ended(text) is over


def test_broken_off() -> None:
    assert shapes.broken_off("Een positie in")
    assert not shapes.broken_off("Een positie")
    assert not shapes.broken_off("Is dat zo?")


def test_list_numbers() -> None:
    assert shapes.list_number("2) Digitalisering") == (")", 2)
    assert shapes.list_number("(2) Digitalisering") == ("()", 2)
    assert shapes.list_number("12. Slot") == (".", 12)
    assert shapes.list_number("• Slot") is None


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Werkgelegenheid 9,6 100 12,4 100", True),
        ("2012-2017 -0,3 0,8", True),
        ("groeit met 16% 20%", True),
        ("in 2019", False),
        ("1 " * 400, False),
    ],
)
def test_rows(text: str, row: bool) -> None:
    assert shapes.is_row(text.strip()) is row


def test_long_rows() -> None:
    assert shapes.is_long_row("Totaal 9,6 100 12,4")
    assert not shapes.is_long_row("van 2019 2020")


@pytest.mark.parametrize(
    ("text", "following", "heading"),
    [
        ("Kernpunten", "• Door een haperend klimaat", True),
        ("Politieke context:", "- De politiek", True),
        ("2. Wat komt er op de industrie af?", "We leven in een turbulente wereld", True),
        ("3) Menselijk kapitaal", "De afgelopen jaren is gewerkt", True),
        ("Hollandse handigheid", "De Nederlandse historie", True),
        ("Vraag 1", "Bent u bekend met het artikel", True),
        ("Tabel", None, False),
        ("Geachte Voorzitter,", "Hierbij bied ik u aan", False),
        ("Hoogachtend", "de Minister", False),
        ("De Minister van Economische Zaken", "F. Teeven", False),
        ("F. Teeven en anderen", "Minister van Justitie", False),
        ("• Een bullet", "Tekst", False),
        ("a. eerste", "Tekst", False),
        ("Een zin die eindigt.", "Nog een zin", False),
        ("Hij zegt daarover het volgende hier:", "Tekst", False),
        ("kleine letter", "Tekst", False),
        ("Een begin dat doorloopt", "op de volgende regel", False),
        ("Omzet 12 14", "Tekst", False),
        ("Woord " * 19, "Tekst", False),
        ("https://www.cbs.nl", "Tekst", False),
    ],
)
def test_headings(text: str, following: str | None, heading: bool) -> None:
    text = text.strip()
    assert shapes.is_heading([text], text, following, 75) is heading


def test_a_short_name_above_an_office_is_no_heading() -> None:
    assert not shapes.is_heading(["B. de Vries"], "B. de Vries", "Minister van Financiën", 75)
    assert shapes.is_heading(["Financiën"], "Financiën", "De begroting is in evenwicht.", 75)


def test_a_heading_of_two_lines() -> None:
    long = "Missiegedreven aanpak als uitgangspunt topsectoren- en"
    assert shapes.is_heading(
        [long, "innovatiebeleid"], f"{long} innovatiebeleid", "Gezonder ouder worden", 75
    )
    assert not shapes.is_heading(["Een smalle cel met", "tekst"], "Een smalle cel met tekst", "Tekst", 75)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vraag 1", "question"),
        ("Antwoord 3, 4 en 5", "question"),
        ("Vraag 7, 8, 9 10 en 11", "question"),
        ("Antwoord vraag 3", "question"),
        ("Antwoord op de vragen 3 t/m 6", "question"),
        ("Antwoord 12 mei", ""),
        ("Mededeling", "question"),
        ("Vraag is of dit lukt", ""),
        ("Artikel 3 Kerntaken", "article"),
        ("HOOFDSTUK 2 ADVIESCOLLEGE", "article"),
        ("Artikel 6, eerste lid, onder c", ""),
        ("Nr. 143 MOTIE VAN DE LEDEN", "paper"),
        ("Voorgesteld 6 juli 2021", "paper"),
        ("Nr. 70 van de brief", ""),
        ("Hoogachtend,", "closing"),
        ("Met vriendelijke groet", "closing"),
        ("De Minister van Financiën,", "signatory"),
        ("Box 1: samenwerking", "box"),
        ("Tabel 1: Kerncijfers", "caption"),
        ("Tabellen volgen", ""),
    ],
)
def test_lines_with_a_set_form(text: str, kind: str) -> None:
    tests = {
        "question": shapes.is_question_head,
        "article": shapes.is_article_head,
        "paper": shapes.is_paper_head,
        "closing": shapes.is_closing,
        "signatory": shapes.is_signatory,
        "box": shapes.is_box,
        "caption": shapes.is_caption,
    }
    assert [name for name, test in tests.items() if test(text)] == ([kind] if kind else [])


def test_a_heading_below_another() -> None:
    assert shapes.is_subheading("2.1 Verdeling van taken", "2. Kader en werkwijze")
    assert shapes.is_subheading("2.1. Verdeling", "2 Kader")
    assert shapes.is_subheading("3.2.1 Bemonstering", "3.2 Uitvoering")
    assert not shapes.is_subheading("2.1 Verdeling van taken", "Kader en werkwijze")
    assert not shapes.is_subheading("2.1 miljoen euro", "2. Kader en werkwijze")
    assert not shapes.is_subheading("3.1 Verdeling", "2. Kader en werkwijze")


def test_titles() -> None:
    assert shapes.is_title("3a Wonen en volkshuisvesting")
    assert not shapes.is_title("De Minister van Financiën")
    assert not shapes.is_title("Dit is een hele zin.")
    assert not shapes.is_title("en dit loopt door")


def test_figures_at_the_end_of_a_row_are_counted() -> None:
    assert shapes.figures_at_end("1996-2011 2,0 2,3 -2,2 € 2,2") == 4
    assert shapes.figures_at_end("Werkgelegenheid 9,6") == 0
    assert shapes.figures_at_end("x" * 400 + " 1 2") == 0


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Sector 2018 2019", True),
        ("2018 2019 2020", True),
        ("Sector 2018", False),
        ("Sector 2018 12", False),
        ("Deel 1 2018 2019", False),
    ],
)
def test_a_row_of_years(text: str, is_it: bool) -> None:
    assert shapes.is_years(text) is is_it


@pytest.mark.parametrize(
    ("text", "columns", "may"),
    [
        ("industrie totaal industrie totaal", 4, True),
        ("Sector Omzet Winst", 2, True),
        ("Sector omzet winst", 2, False),
        ("Aandeel in economie", 3, False),
        ("(in %, 2017)", 3, False),
        ("Omzet", 1, False),
    ],
)
def test_a_word_for_each_figure_may_be_heads(text: str, columns: int, may: bool) -> None:
    assert shapes.may_be_heads(text, columns) is may
