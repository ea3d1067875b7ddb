"""From lines to blocks."""

from collections import Counter

from sources.hyphens import Words
from sources.lines import Line, to_lines
from sources.text.layout import Column, Draft, column_of, draft_blocks
from sources.types import BlockKind

WORDS = Words(Counter())
COLUMN = Column(50)


def blocks(
    text: str, after: str | None = "Nog een regel", *, unfinished: bool = False
) -> list[tuple[str, str]]:
    drafts = draft_blocks(to_lines(text), COLUMN, WORDS, unfinished=unfinished, after=after)
    return [(draft.kind.value, draft.text) for draft in drafts]


def test_the_column_is_as_wide_as_its_full_lines() -> None:
    lines = [Line("x" * 60, 0)] * 9 + [Line("kort", 0)]
    assert column_of([lines]) == Column(60, 0)
    assert column_of([[Line("kort", 0), *[Line("kort", 3)] * 7]]) == Column(20, 3)
    assert column_of([[Line("kort", 0), Line("kort", 3)]]) == Column(20, 0)
    assert column_of([]) == Column(20, 0)


def test_lines_of_one_paragraph() -> None:
    text = "Nederland is een welvarend land, maar die welvaart\nis niet vanzelfsprekend."
    assert blocks(text) == [("paragraph", text.replace("\n", " "))]


def test_a_line_that_ends_early_ends_the_paragraph() -> None:
    text = """Dit is een volle regel tot aan het eind van kolom
en hier stopt het.
De volgende alinea begint hier en gaat
nog even door."""
    assert blocks(text) == [
        ("paragraph", "Dit is een volle regel tot aan het eind van kolom en hier stopt het."),
        ("paragraph", "De volgende alinea begint hier en gaat nog even door."),
    ]


def test_a_blank_line_ends_the_paragraph_but_not_the_sentence() -> None:
    assert blocks("Een eerste alinea die loopt.\n\nEen tweede alinea die loopt.") == [
        ("paragraph", "Een eerste alinea die loopt."),
        ("paragraph", "Een tweede alinea die loopt."),
    ]
    assert blocks("Een zin die na een witregel\n\ngewoon doorloopt tot het eind.") == [
        ("paragraph", "Een zin die na een witregel gewoon doorloopt tot het eind.")
    ]


def test_where_all_lines_have_a_blank_line_between_them_more_are_needed() -> None:
    page = """Een volle regel die tot het eind van de kolom loopt

en verder gaat.



Een nieuwe alinea in deze

brief, met meer tekst

en meer regels dan een paar."""
    found = [
        "Een volle regel die tot het eind van de kolom loopt en verder gaat.",
        "Een nieuwe alinea in deze brief, met meer tekst en meer regels dan een paar.",
    ]
    assert [text for _, text in blocks(page)] == found
    few = draft_blocks(to_lines(page)[:3], Column(50, 1), WORDS, unfinished=False, after=None)
    assert [draft.text for draft in few] == [found[0], "Een nieuwe alinea in deze"]


def test_a_heading_right_below_another() -> None:
    page = "2. Kader en werkwijze\n2.1 Verdeling van taken\nDe provincie wijst de locaties voor zwemmers aan."
    assert blocks(page) == [
        ("heading", "2. Kader en werkwijze"),
        ("heading", "2.1 Verdeling van taken"),
        ("paragraph", "De provincie wijst de locaties voor zwemmers aan."),
    ]


def test_headings_items_and_paragraphs() -> None:
    text = """Kernpunten
• Door een haperend klimaat staan inkomen en
weerbaarheid onder druk.
• Het kabinet kiest:
o Op deze markten komt een programma.
1. We brengen focus aan.

Tot slot volgt hier een gewone alinea tekst."""
    assert blocks(text) == [
        ("heading", "Kernpunten"),
        ("list_item", "• Door een haperend klimaat staan inkomen en weerbaarheid onder druk."),
        ("list_item", "• Het kabinet kiest:"),
        ("list_item", "o Op deze markten komt een programma."),
        ("list_item", "1. We brengen focus aan."),
        ("paragraph", "Tot slot volgt hier een gewone alinea tekst."),
    ]


def test_numbers_that_follow_each_other_directly_are_a_list() -> None:
    text = "1. Administratieve lasten\n2. Knelpunten op de arbeidsmarkt\n3. Kwaliteit in de zorg"
    assert [kind for kind, _ in blocks(text)] == ["list_item"] * 3
    assert [kind for kind, _ in blocks("1. Inleiding\nDe wet regelt dat er een college komt.")] == [
        "heading",
        "paragraph",
    ]
    assert [kind for kind, _ in blocks("3. Slot van de lijst", after="4. Nog een punt")] == ["list_item"]


def test_clauses_that_end_on_a_semicolon() -> None:
    text = """constaterende dat banken hun klanten laten betalen
voor spaargeld;
overwegende dat dit de kleine spaarder nog verder
gaat raken;
verzoekt de regering iets te doen."""
    assert len(blocks(text)) == 3


def test_written_questions() -> None:
    text = """Vraag 1
Bent u bekend met het bericht?
Antwoord 1
Ja.
Vraag 2 en 3
Kunt u aangeven wat u daarvan vindt?"""
    assert blocks(text, after=None) == [
        ("heading", "Vraag 1"),
        ("paragraph", "Bent u bekend met het bericht?"),
        ("heading", "Antwoord 1"),
        ("paragraph", "Ja."),
        ("heading", "Vraag 2 en 3"),
        ("paragraph", "Kunt u aangeven wat u daarvan vindt?"),
    ]


def test_articles_of_a_law() -> None:
    text = """Er is een college dat advies geeft aan de regering.
Artikel 3 Kerntaken
1. Het college adviseert over:
a. een wetsvoorstel;"""
    assert blocks(text) == [
        ("paragraph", "Er is een college dat advies geeft aan de regering."),
        ("heading", "Artikel 3 Kerntaken"),
        ("list_item", "1. Het college adviseert over:"),
        ("list_item", "a. een wetsvoorstel;"),
    ]


def test_the_closing_of_a_letter() -> None:
    prose = "Ik waardeer de openheid van uw medewerkers zeer."
    assert blocks(f"{prose}\nHoogachtend,", after=None) == [
        ("paragraph", prose),
        ("paragraph", "Hoogachtend,"),
    ]
    assert blocks("Hoogachtend,\n\nmr. drs. M.C.G Keijzer", after=None) == [
        ("paragraph", "Hoogachtend,"),
        ("paragraph", "mr. drs. M.C.G Keijzer"),
    ]


def test_the_lines_of_a_letterhead() -> None:
    text = """Ministerie van Infrastructuur en Waterstaat, Inspectie
Aan Het dagelijks bestuur van Waterschap Eemerlanden
Betreft Uitkomsten inspectie badseizoen 2023 en te
nemen maatregelen"""
    assert [shown for _, shown in blocks(text)] == [
        "Ministerie van Infrastructuur en Waterstaat, Inspectie",
        "Aan Het dagelijks bestuur van Waterschap Eemerlanden",
        "Betreft Uitkomsten inspectie badseizoen 2023 en te nemen maatregelen",
    ]
    prose = "Dat is in het overleg van maart al zo afgesproken.\nAan de provincies is gevraagd om een plan, dat volgt."
    assert blocks(prose) == [("paragraph", prose.replace("\n", " "))]


def test_an_abbreviation_at_a_line_end_ends_no_paragraph() -> None:
    text = """Hieronder volgt het nader rapport van de minister van
Welzijn en Sport d.d.
Augustus 2020, aangeboden aan de Koning."""
    assert len(blocks(text)) == 1


def test_a_table_with_rows_of_figures() -> None:
    text = """Tabel 1: Kerncijfers industrie
Nederland Oeso
industrie totaal
Werkgelegenheid 9,6 100
Toegevoegde waarde 12,3 100
Groei
1996-2011 2,0 2,3

Nederland is in verschillende markten aanwezig en."""
    assert blocks(text) == [
        ("heading", "Tabel 1: Kerncijfers industrie"),
        ("table", "Nederland Oeso\nindustrie totaal\nWerkgelegenheid 9,6 100\nToegevoegde waarde 12,3 100"),
        ("table", "Groei\n1996-2011 2,0 2,3"),
        ("paragraph", "Nederland is in verschillende markten aanwezig en."),
    ]


def test_a_table_at_the_end_of_a_page() -> None:
    text = "Tabel 2: Cijfers over de industrie in Nederland\nOmzet 1 2"
    assert blocks(text, after=None)[1] == ("table", "Omzet 1 2")


def test_a_page_that_goes_on_in_the_middle_of_a_sentence() -> None:
    assert blocks("instrumenten", unfinished=True) == [("paragraph", "instrumenten")]
    assert blocks("o Indien van toepassing: toelichting", unfinished=True)[0][0] == "list_item"


def test_a_page_with_nothing_but_a_title() -> None:
    assert blocks("1\nBestaanszekerheid\nen koopkracht") == [("heading", "1 Bestaanszekerheid en koopkracht")]
    assert blocks("1\nBestaanszekerheid\nen koopkracht", after=None)[0][0] == "paragraph"


def test_an_empty_page() -> None:
    assert draft_blocks([], COLUMN, WORDS, unfinished=False, after=None) == []


def test_a_draft_knows_its_lines_and_the_longest() -> None:
    lines = ("Dit is een zin die", "doorgaat.")
    assert draft_blocks(to_lines("\n".join(lines)), COLUMN, WORDS, unfinished=False, after=None) == [
        Draft(BlockKind.PARAGRAPH, "Dit is een zin die doorgaat.", 18, lines=lines)
    ]


def test_a_table_of_figures_goes_on_on_the_next_page() -> None:
    def read(text: str, *, in_table: bool) -> list[tuple[str, str]]:
        drafts = draft_blocks(to_lines(text), COLUMN, WORDS, unfinished=False, after=None, in_table=in_table)
        return [(draft.kind.value, draft.text) for draft in drafts]

    assert read("Sector Omzet Winst\nBeheer 3 4", in_table=True) == [
        ("table", "Sector Omzet Winst\nBeheer 3 4")
    ]
    assert read("Beheer 3 4", in_table=False) == [("paragraph", "Beheer 3 4")]
    assert read("Een gewone alinea na de tabel.", in_table=True)[0][0] == "paragraph"


def test_a_captioned_table_of_words_has_blocks_and_no_rows() -> None:
    text = "Tabel 2: Overwegingen\n\nNederland heeft een goede\npositie.\n\nLanden voeren actief\nindustriebeleid."
    assert blocks(text, after=None)[1:] == [
        ("paragraph", "Nederland heeft een goede positie."),
        ("paragraph", "Landen voeren actief industriebeleid."),
    ]
    plan = "Tabel 2: Planning van de nota en de brief aan de Kamer\nActie Wanneer\nNota Q3"
    assert blocks(plan, after=None)[1] == ("table", "Actie Wanneer\nNota Q3")


def test_repeated_heads_are_blocks_of_their_own() -> None:
    lines = to_lines("Markt Verdienvermogen\n\nandere gedreven door de markt.")
    drafts = draft_blocks(lines, COLUMN, WORDS, unfinished=False, after=None, heads=1)
    assert [draft.text for draft in drafts] == ["Markt Verdienvermogen", "andere gedreven door de markt."]
