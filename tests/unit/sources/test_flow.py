"""What a reader finds, put together: page breaks, notes, captions, headings in bold, the letterhead at the top."""

import pytest

from sources.document import Document, Letterhead
from sources.facts.metadata import make_letter
from sources.flow import Flow, Note
from sources.signs import LINE_END, PAGE_BREAK, PAGE_END, note_mark, plain
from sources.types import BlockKind
from tests.office import shown

PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING


def made(flow: Flow) -> Document:
    return flow.document(Letterhead())


def kinds(document: Document) -> list[list[str]]:
    return [[draft.kind.value for draft in page] for page in document.pages]


def test_the_signs_are_taken_out_of_a_files_own_text() -> None:
    assert plain("a\ufdd07\ufdd1b\fc\vd\te\nf") == "a7bc d e f".replace("bc", "b c")


def test_a_paragraph_over_several_pages() -> None:
    flow = Flow(paged=True)
    assert flow.add(PARAGRAPH, f"een {PAGE_END}twee {PAGE_END}drie") == (1, 0)
    document = made(flow)
    assert shown(document) == [["een"], ["twee"], ["drie"]]
    assert [page[0].continues for page in document.pages] == [None, 0, 0]


def test_after_an_empty_page_nothing_goes_on() -> None:
    flow = Flow(paged=True)
    flow.add(PARAGRAPH, f"een {PAGE_END}{PAGE_END} twee")
    document = made(flow)
    assert shown(document) == [["een"], [], ["twee"]]
    assert document.pages[2][0].continues is None


def test_a_break_of_the_makers_own_ends_a_paragraph_unless_the_sentence_goes_on() -> None:
    flow = Flow(paged=True)
    flow.add(PARAGRAPH, f"Een{PAGE_BREAK}Twee")
    flow.add(PARAGRAPH, f"drie{PAGE_BREAK}vier")
    document = made(flow)
    assert shown(document) == [["Een"], ["Twee", "drie"], ["vier"]]
    assert [page[0].continues for page in document.pages] == [None, None, 1]


def test_without_pages_breaks_mean_nothing() -> None:
    flow = Flow(paged=False)
    flow.add(PARAGRAPH, f"regel{PAGE_END}geving en{PAGE_BREAK}meer")
    flow.page_break(PAGE_BREAK)
    flow.table([[f"a{PAGE_END}", "b"], ["c", f"{PAGE_BREAK}d"]], 0)
    assert shown(made(flow)) == [["regelgeving en meer", "a\tb", "c\td"]]


def test_blocks_without_text_are_none() -> None:
    flow = Flow(paged=True)
    assert flow.add(PARAGRAPH, " \u200b ") is None
    assert flow.add(PARAGRAPH, f" {PAGE_BREAK} ") is None
    assert flow.add(PARAGRAPH, "Tekst.") == (2, 0)


def test_notes_are_placed_once_and_their_mark_may_come_again() -> None:
    flow = Flow(paged=False)
    flow.notes[0] = Note("Zie de  bijlage.", "4")
    flow.add(PARAGRAPH, f"Een{note_mark(0)} en {note_mark(0)} twee")
    document = made(flow)
    assert shown(document) == [["Een[4] en[4] twee", "Zie de bijlage."]]
    assert document.pages[0][1].label == "4"


def test_a_note_whose_number_is_taken_or_is_none_says_what_it_is_about() -> None:
    flow = Flow(paged=False)
    flow.notes |= {0: Note("Eerste.", "1"), 1: Note("Tweede.", "1"), 2: Note("Ster.", "*"), 3: Note("", "5")}
    flow.add(PARAGRAPH, f"Een{note_mark(0)}")
    flow.add(PARAGRAPH, f"Twee{note_mark(1)}{note_mark(2)}{note_mark(3)}{note_mark(9)}")
    document = made(flow)
    assert shown(document) == [["Een[1]", "Twee", "Eerste.", "Tweede.", "Ster."]]
    assert [(draft.label, draft.about) for draft in document.pages[0][2:]] == [
        ("1", ()),
        (None, ((1, 1),)),
        (None, ((1, 1),)),
    ]


def test_a_note_in_a_table_is_about_its_row_and_one_by_itself_belongs_to_the_block_before() -> None:
    flow = Flow(paged=False)
    flow.notes |= {0: Note("Bij de rij.", "a"), 1: Note("Los.", "1")}
    flow.table(
        [["Post", "2024"], ["Subsidies", "3"], [f"Opdrachten{note_mark(0)}", "4"], [note_mark(1), ""]], 1
    )
    document = made(flow)
    assert shown(document) == [["Post\t2024", "Subsidies\t3", "Opdrachten\t4[1]", "Bij de rij.", "Los."]]
    assert document.pages[0][3].about == ((1, 2),)


def test_a_tables_caption_is_a_heading_deeper_than_all() -> None:
    flow = Flow(paged=False)
    flow.add(PARAGRAPH, "Tabel 1 Uitgaven")
    flow.table([["Post", "2024"], ["Subsidies", "3"]], 1)
    flow.add(PARAGRAPH, "Tabel 2 staat in de bijlage.")
    document = made(flow)
    assert kinds(document) == [["heading", "table", "table", "paragraph"]]
    assert document.pages[0][0].level == 20


def test_bold_lines_above_text_are_headings() -> None:
    flow = Flow(paged=False)
    for text, bold in [
        ("Aanpak", 6),
        ("Tekst van de aanpak.", None),
        ("Dit moet.", 6),
        ("Slot zonder tekst", 6),
    ]:
        flow.add(PARAGRAPH, text, bold=bold)
    flow.add(PARAGRAPH, "Vraag 3")
    flow.add(PARAGRAPH, "Waarom?")
    assert kinds(made(flow)) == [["heading", "paragraph", "paragraph", "heading", "heading", "paragraph"]]


def test_the_letterhead_at_the_top_is_taken_out_and_places_stay_right() -> None:
    flow = Flow(paged=True, letterhead=True)
    flow.add(PARAGRAPH, f"Ons kenmerk{LINE_END}DGBI / 44426674")
    flow.table([["Datum", "1 maart 2024"], ["Onderwerp", "Industriebeleid"]], None)
    flow.add(PARAGRAPH, "Geachte Voorzitter,")
    flow.table([["Post", "2024"], ["Subsidies", "3"]], 1)
    flow.add(PARAGRAPH, f"Een zin die{PAGE_END} doorloopt.")
    document = flow.document(Letterhead(kenmerken=("X / 12345",)))
    assert shown(document) == [
        ["Onderwerp Industriebeleid", "Geachte Voorzitter,", "Post\t2024", "Subsidies\t3", "Een zin die"],
        ["doorloopt."],
    ]
    assert document.letterhead.kenmerken == ("X / 12345", "DGBI / 44426674")
    assert document.letterhead.dates == ("1 maart 2024",)
    assert document.pages[0][3].about == ((1, 2),)
    assert document.pages[1][0].continues == 4


def test_labels_and_values_of_a_letterhead_in_columns() -> None:
    flow = Flow(paged=False, letterhead=True)
    flow.table([["Datum\nBetreft", "1 maart 2024\nIndustriebeleid"]], None)
    flow.table([["Onderwerp", "Een titel\nvan twee regels"], ["Aan de Voorzitter\nPostbus 20018", ""]], None)
    document = made(flow)
    assert shown(document) == [
        [
            "Betreft Industriebeleid",
            "Onderwerp Een titel van twee regels",
            "Aan de Voorzitter",
            "Postbus 20018",
        ]
    ]
    assert document.letterhead.dates == ("1 maart 2024",)


def test_further_down_such_lines_are_text() -> None:
    flow = Flow(paged=False, letterhead=True)
    flow.add(PARAGRAPH, "Geachte Voorzitter,")
    flow.add(PARAGRAPH, "Ons kenmerk")
    flow.add(PARAGRAPH, "DGBI / 44426674")
    assert shown(made(flow)) == [["Geachte Voorzitter,", "Ons kenmerk", "DGBI / 44426674"]]


def test_a_page_fuller_than_any() -> None:
    flow = Flow(paged=True)
    flow.add(PARAGRAPH, "x" * 7000)
    assert not flow.tells_pages()
    flow.add(PARAGRAPH, f"{PAGE_END}x")
    assert flow.tells_pages()
    flow.add(PARAGRAPH, "x" * 7000)
    assert not flow.tells_pages()


def test_another_number_of_pages_than_the_file_says_is_a_warning() -> None:
    flow = Flow(paged=True)
    flow.add(PARAGRAPH, f"een {PAGE_END}twee")
    flow.page_break(PAGE_BREAK)
    assert flow.doubt(4) == (
        "Het bestand zegt dat het 4 pagina’s heeft; te vinden zijn er 3. Paginanummers kunnen afwijken.",
    )
    assert [flow.doubt(stated) for stated in (0, 1, 3)] == [(), (), ()]
    assert Flow(paged=False).doubt(4) == ()


BETREFT, KENMERK, DATUM = "Voortgang sluis Weurt", "IENW/BSK-2025/114233", "14 mei 2025"


@pytest.mark.parametrize(
    "rows",
    [
        [["Datum", DATUM], ["Ons kenmerk", KENMERK], ["Betreft", BETREFT], ["Bijlagen", "2"]],
        [["Datum", ":", DATUM], ["Ons kenmerk", ":", KENMERK], ["Betreft", ":", BETREFT]],
        [["Datum", "Ons kenmerk", "Betreft"], [DATUM, KENMERK, BETREFT]],
        [[f"Datum\n{DATUM}", f"Ons kenmerk\n{KENMERK}"], ["Betreft", BETREFT]],
    ],
)
def test_tables_in_which_letterheads_are_set(rows: list[list[str]]) -> None:
    flow = Flow(paged=True, letterhead=True)
    flow.table(rows, None)
    flow.add(BlockKind.PARAGRAPH, "Geachte voorzitter,")
    letter = make_letter("brief", "brief.docx", "0" * 64, flow.document(Letterhead()))
    assert (letter.title, letter.kenmerken, letter.date) == (BETREFT, (KENMERK,), "2025-05-14")
    assert letter.pages[0].text.endswith("Geachte voorzitter,")
