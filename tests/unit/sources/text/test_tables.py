"""Tables in text without places: heads, labels, and what is about them."""

from sources.assemble import assemble
from sources.text.clean import clean_pages
from sources.text.tables import tie_tables
from sources.types import BlockKind, Page

LINE = "Een volle regel tekst die de breedte van de kolom van deze brief laat zien, tot hier."
AROUND = "\n".join([LINE] * 5)
HEADS = "Markt Verdienvermogen\n\nWeerbaarheid"
CHEMISTRY = """Chemie

Nederland heeft een groot kennispotentieel in
de procestechnologie.

Er wordt sterke groei verwacht, met een
jaarlijks groeipercentage van 21,9%.

Een sterke positie draagt
bij aan minder
afhankelijkheden van
andere landen."""
MACHINES = """Machines

De markt kent veel kansrijke niches waarin
Nederland een koploperspositie heeft.

Landen voeren actief
industriebeleid vanwege
het strategische belang."""
BROKEN = """Chips

De vraag naar halfgeleiders groeit snel door
de opkomst van

Chips zijn cruciaal voor
veel producten. Een
positie in"""
REST = """nieuwe toepassingen en de bouw van datacenters
en meer rekenkracht.

deze waardeketen is van
groot belang."""


def read(*pages: str) -> list[tuple[str, str, list[str]]]:
    """Kind, first two words and, by the same, what it is about, of the blocks in the table."""
    raw = list(pages)
    raw[0], raw[-1] = f"{AROUND}\n\n{raw[0]}", f"{raw[-1]}\n\n{AROUND}"
    found = assemble(clean_pages(raw if len(pages) > 1 else [f"{AROUND}\n\n{pages[0]}\n\n{AROUND}"]))
    return [
        (
            block.kind.value,
            short(page, block.start, block.end),
            [short(found[s.page - 1], s.start, s.end) for s in block.about],
        )
        for page in found
        for block in page.blocks
        if not page.text[block.start :].startswith("Een volle")
    ]


def short(page: Page, start: int, end: int) -> str:
    return " ".join(page.text[start:end].split()[:2])


def test_cells_are_about_their_columns_head_and_their_rows_label() -> None:
    assert read(f"{HEADS}\n\n{CHEMISTRY}\n\n{MACHINES}") == [
        ("table", "Markt", []),
        ("table", "Verdienvermogen", []),
        ("table", "Weerbaarheid", []),
        ("table", "Chemie", ["Markt"]),
        ("paragraph", "Nederland heeft", ["Verdienvermogen", "Chemie"]),
        ("paragraph", "Er wordt", ["Verdienvermogen", "Chemie"]),
        ("paragraph", "Een sterke", ["Weerbaarheid", "Chemie"]),
        ("table", "Machines", ["Markt"]),
        ("paragraph", "De markt", ["Verdienvermogen", "Machines"]),
        ("paragraph", "Landen voeren", ["Weerbaarheid", "Machines"]),
    ]


def test_a_table_goes_on_over_a_page_with_its_heads() -> None:
    found = read(f"{HEADS}\n\n{CHEMISTRY}\n\n{BROKEN}", f"{REST}\n\n{MACHINES}")
    assert found[7:] == [
        ("table", "Chips", ["Markt"]),
        ("paragraph", "De vraag", ["Verdienvermogen", "Chips"]),
        ("paragraph", "Chips zijn", ["Weerbaarheid", "Chips"]),
        ("paragraph", "nieuwe toepassingen", ["Verdienvermogen", "Chips"]),
        ("paragraph", "deze waardeketen", ["Weerbaarheid", "Chips"]),
        ("table", "Machines", ["Markt"]),
        ("paragraph", "De markt", ["Verdienvermogen", "Machines"]),
        ("paragraph", "Landen voeren", ["Weerbaarheid", "Machines"]),
    ]


def test_heads_that_come_back_on_the_next_page_stay_and_part_no_sentence() -> None:
    first, second = f"{HEADS}\n\n{CHEMISTRY}\n\n{BROKEN}", f"{HEADS}\n\n{REST}\n\n{MACHINES}"
    pages = assemble(clean_pages([f"{AROUND}\n\n{first}", f"{second}\n\n{AROUND}"]))
    blocks = pages[1].blocks
    texts = [pages[1].text[block.start : block.end] for block in blocks]
    assert texts[:3] == ["Markt", "Verdienvermogen", "Weerbaarheid"]
    assert [pages[0].text[pages[0].blocks[i].start :][:8] for b in blocks[3:5] if (i := b.continues)] == [
        "De vraag",
        "Chips zi",
    ]
    assert blocks[0].continues is None
    about = [pages[span.page - 1].text[span.start : span.end] for span in blocks[4].about]
    assert (about, blocks[4].about[0].page) == (["Weerbaarheid", "Chips"], 2)


def test_a_caption_may_stand_above_a_table_of_words() -> None:
    found = read(f"Tabel 2: Overwegingen\n\n{HEADS}\n\n{CHEMISTRY}\n\n{MACHINES}")
    assert found[0] == ("heading", "Tabel 2:", [])
    assert found[5] == ("paragraph", "Nederland heeft", ["Verdienvermogen", "Chemie"])


def test_what_only_looks_like_a_table_is_left_alone() -> None:
    one_row = f"{HEADS}\n\n{CHEMISTRY}"
    no_heads = f"{CHEMISTRY}\n\n{MACHINES}"
    too_few = "\n\n".join([f"{HEADS} Uitdagingen\n\nKansen", MACHINES, MACHINES])
    names = "Ministerie van Economische Zaken\n\nDen Haag\n\nPostbus 1\n\nBezoek 2\n\nUtrecht\n\nPostbus 3\n\nBezoek 4"
    for text in (one_row, no_heads, too_few, names):
        assert [about for _, _, about in read(text) if about] == []


def test_rows_of_figures_are_about_the_lines_of_heads() -> None:
    table = """Tabel 1: Kerncijfers industrie
Nederland Oeso
industrie totaal industrie totaal
Werkgelegenheid 9,6 100 12,4 100
Groei
1996-2011 2,0 2,3 2,2 2,2"""
    assert read(table)[1:] == [
        ("table", "Nederland Oeso", []),
        ("table", "Werkgelegenheid 9,6", ["Nederland Oeso"]),
        ("table", "Groei 1996-2011", ["Nederland Oeso"]),
    ]


def test_years_above_figures_are_heads() -> None:
    table = "Tabel 3: Begroting\nUitgaven 2024 2025\nRente 12 14\nBeheer\nloon 3 4"
    assert [row for row in read(table) if row[2]] == [
        ("table", "Rente 12", ["Uitgaven 2024"]),
        ("table", "Beheer loon", ["Uitgaven 2024"]),
    ]


def test_a_table_of_figures_goes_on_with_its_heads_or_repeats_them() -> None:
    first = "Tabel 3: Begroting\nSector Omzet Winst\nRente 12 14"
    assert read(first, "Beheer 3 4")[-1] == ("table", "Beheer 3", ["Sector Omzet"])
    again = read(first, "Sector Omzet Winst\nBeheer 3 4")
    assert again[-2:] == [("table", "Sector Omzet", []), ("table", "Beheer 3", ["Sector Omzet"])]


def test_figures_without_heads_are_about_nothing() -> None:
    assert read("Tabel 3: Begroting\nAandeel in economie\nRente 12 14 15") == [
        ("heading", "Tabel 3:", []),
        ("table", "Aandeel in", []),
    ]


def test_no_pages_and_empty_pages() -> None:
    assert tie_tables([], 60) == []
    assert tie_tables([[], []], 60) == [[], []]
    assert BlockKind.TABLE not in {
        block.kind for page in assemble(clean_pages(["", " \n"])) for block in page.blocks
    }
