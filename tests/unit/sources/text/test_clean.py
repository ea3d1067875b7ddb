"""From raw pages to reading text."""

from sources.assemble import assemble
from sources.text.clean import clean_pages
from sources.types import Block, BlockKind, FootnoteMark, Page


def read(raw: list[str]) -> tuple[Page, ...]:
    return assemble(clean_pages(raw))


def blocks(pages: tuple[Page, ...], number: int) -> list[tuple[str, str]]:
    page = pages[number - 1]
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def test_a_page_with_everything() -> None:
    raw = """Kernpunten
Nederland is een welvarend land, maar ons verdien-
vermogen1 staat onder druk door alles wat er speelt.
• Een punt;
• Nog een punt.
1 De capaciteit om geld te
verdienen."""
    assert read([raw]) == (
        Page(
            1,
            "Kernpunten\n\nNederland is een welvarend land, maar ons verdienvermogen staat onder druk door alles wat "
            "er speelt.\n\n• Een punt;\n• Nog een punt.\n\nDe capaciteit om geld te verdienen.",
            (
                Block(BlockKind.HEADING, 0, 10),
                Block(BlockKind.PARAGRAPH, 12, 112, ("Kernpunten",)),
                Block(BlockKind.LIST_ITEM, 114, 125, ("Kernpunten",)),
                Block(BlockKind.LIST_ITEM, 126, 141, ("Kernpunten",)),
                Block(BlockKind.FOOTNOTE, 143, 178, label="1"),
            ),
            (FootnoteMark("1", 1, 69),),
        ),
    )


def test_a_word_over_a_page_end_stands_on_the_page_where_it_begins() -> None:
    cleaned = read(["Programma’s zoals de acceleratorpro-", "gramma’s van de topsector."])
    assert [page.text for page in cleaned] == [
        "Programma’s zoals de acceleratorprogramma’s",
        "van de topsector.",
    ]
    assert cleaned[1].blocks[0].continues == 0


def test_a_hyphen_at_a_page_end_that_joins_nothing() -> None:
    cleaned = read(["De kennis-", "en innovatieagenda is er."])
    assert [page.text for page in cleaned] == ["De kennis-", "en innovatieagenda is er."]
    cleaned = read(["Alleen een afgebro-", "ken"])
    assert [page.text for page in cleaned] == ["Alleen een afgebroken", ""]


def test_a_sentence_over_a_page_end_is_tied() -> None:
    first = "Een alinea die eindigt.\n\n\nEen zin die doorloopt op de"
    cleaned = read([first, "volgende pagina en daar eindigt."])
    assert cleaned[1].blocks == (Block(BlockKind.PARAGRAPH, 0, 32, continues=1),)


def test_a_new_item_a_heading_and_a_signature_go_on_from_nothing() -> None:
    for first, second in [
        ("De volgende punten horen daarbij en", "• een nieuw punt op de pagina."),
        ("Een zin die eindigt op deze pagina.", "een begin met een kleine letter."),
        ("De Minister van Financiën, W.B. Hoekstra", "redactionele bijlage bij het advies."),
    ]:
        assert read([first, second])[1].blocks[0].continues is None


def test_cells_of_a_table_go_on_in_their_own_order() -> None:
    wide = "\n".join(["Een volle regel tekst die de breedte van de kolom laat zien, tot hier."] * 6)
    first = """Bij oorlogsvoering is techniek
cruciaal. De groei is groot en
wordt onder

Geopolitiek onderstreept dit.
Nederland en zijn
bondgenoten hebben

Markt draagt direct bij aan
veiligheid.
Daarnaast kunnen"""
    second = "andere gedreven door AI.\n\nafgesproken dat het kan.\n\ntoepassingen leiden tot meer."
    last = read([f"{wide}\n\n{first}", f"{second}\n\n{wide}"])[1]
    assert [(last.text[b.start : b.end][:10], b.continues) for b in last.blocks] == [
        ("andere ged", 1),
        ("afgesproke", 2),
        ("toepassing", 4),
        ("Een volle ", None),
    ]


def test_a_footnote_after_the_letterhead_in_the_middle_of_a_page() -> None:
    raw = """Eerst de investeringen1 en meer tekst.
1 Bijvoorbeeld de IPCEI.
Pagina 12 van 18
Ons kenmerk
DGBI / 101636279
Dan de rest van de pagina2 met tekst.
2 Nog een noot."""
    assert blocks(read([raw]), 1) == [
        ("paragraph", "Eerst de investeringen en meer tekst. Dan de rest van de pagina met tekst."),
        ("footnote", "Bijvoorbeeld de IPCEI."),
        ("footnote", "Nog een noot."),
    ]


def test_a_link_target_that_stands_there_twice_goes() -> None:
    raw = """Onderzoek naar uitbesteden.1
1 Zie https://longreads.cbs.nl/im2018-2/uitbesteden-door-
bedrijven/
https://longreads.cbs.nl/im2018-2/uitbesteden-door-bedrijven/
https://longreads.cbs.nl/im2018-2/uitbesteden-door-bedrijven/"""
    assert blocks(read([raw]), 1)[1] == (
        "footnote",
        "Zie https://longreads.cbs.nl/im2018-2/uitbesteden-door-bedrijven/",
    )
    assert "https://www.cbs.nl" in read(["Een zin.\nhttps://www.cbs.nl"])[0].text


def test_pages_without_text() -> None:
    assert read([]) == ()
    assert read(["", "Tekst.", " \n"]) == (
        Page(1, ""),
        Page(2, "Tekst.", (Block(BlockKind.PARAGRAPH, 0, 6),)),
        Page(3, ""),
    )


def test_private_characters_in_the_text_cannot_pass_for_marks() -> None:
    page = read(["Een \ue0001\ue001 teken."])[0]
    assert (page.text, page.marks) == ("Een 1 teken.", ())
