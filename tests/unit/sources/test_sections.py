"""The path of headings above each block."""

from sources.document import Draft
from sources.sections import with_sections
from sources.types import BlockKind


def sections(*pages: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Each text with its section; a text in `#` is a heading."""
    drafts = [
        [
            Draft(BlockKind.HEADING if t.startswith("#") else BlockKind.PARAGRAPH, t.strip("#"), 9)
            for t in page
        ]
        for page in pages
    ]
    return [(draft.text, draft.section) for page in with_sections(drafts) for draft in page]


def test_numbered_and_plain_headings() -> None:
    page = [
        "#DE TOEKOMST VAN DE INDUSTRIE",
        "#1. Analyse",
        "a",
        "#Digitalisering",
        "b",
        "#2. Visie",
        "c",
        "#3) Mensen",
        "d",
    ]
    assert sections(page) == [
        ("DE TOEKOMST VAN DE INDUSTRIE", ()),
        ("1. Analyse", ("DE TOEKOMST VAN DE INDUSTRIE",)),
        ("a", ("DE TOEKOMST VAN DE INDUSTRIE", "1. Analyse")),
        ("Digitalisering", ("DE TOEKOMST VAN DE INDUSTRIE", "1. Analyse")),
        ("b", ("DE TOEKOMST VAN DE INDUSTRIE", "1. Analyse", "Digitalisering")),
        ("2. Visie", ("DE TOEKOMST VAN DE INDUSTRIE",)),
        ("c", ("DE TOEKOMST VAN DE INDUSTRIE", "2. Visie")),
        ("3) Mensen", ("DE TOEKOMST VAN DE INDUSTRIE", "2. Visie")),
        ("d", ("DE TOEKOMST VAN DE INDUSTRIE", "2. Visie", "3) Mensen")),
    ]


def test_a_section_goes_on_over_pages_and_an_annex_ends_all() -> None:
    found = sections(["#1. Analyse", "a"], ["b", "#Bijlage 1: voorbeelden", "c"])
    assert found[2] == ("b", ("1. Analyse",))
    assert found[4] == ("c", ("Bijlage 1: voorbeelden",))


def test_boxes_and_tables_stand_under_their_heading() -> None:
    found = sections(["#Digitalisering", "#Box 1: samenwerking", "a", "#Mensen", "b"])
    assert found[2] == ("a", ("Digitalisering", "Box 1: samenwerking"))
    assert found[4] == ("b", ("Mensen",))


def test_a_heading_with_a_page_to_itself_is_outermost() -> None:
    found = sections(["#1. Oud", "x"], ["#2 Grip op asiel"], ["#2. Asielcrisiswet", "a"])
    assert found[-1] == ("a", ("2 Grip op asiel", "2. Asielcrisiswet"))


def test_footnote_marks_are_no_part_of_a_section() -> None:
    assert sections(["#Analyse\ue0003\ue001", "a"])[1] == ("a", ("Analyse",))


def test_a_caption_stands_above_its_table_alone() -> None:
    row = Draft(BlockKind.TABLE, "Omzet 1 2")
    cell = Draft(BlockKind.PARAGRAPH, "Een cel.", about=((1, 2),))
    page = [
        Draft(BlockKind.HEADING, "1. Analyse"),
        Draft(BlockKind.HEADING, "Tabel 1: Cijfers"),
        row,
        cell,
        Draft(BlockKind.FOOTNOTE, "Een noot."),
        row,
        Draft(BlockKind.PARAGRAPH, "Daarna volgt gewone tekst."),
    ]
    found = [draft.section for draft in with_sections([page])[0]]
    above = ("1. Analyse", "Tabel 1: Cijfers")
    assert found == [(), ("1. Analyse",), above, above, (), above, ("1. Analyse",)]
