"""OpenDocument texts: pages, headings, lists, tables, notes, letterhead, and files that are none."""

import pytest

from sources.errors import UnreadableLetterError
from sources.office.odt import read_odt
from sources.types import BlockKind
from tests.office import odt, shown, zipped

SOFT = "<text:soft-page-break/>"
BREAK = "".join(
    f'<style:style style:name="{name}" style:family="{family}" {attributes}>{content}</style:style>'
    for name, family, attributes, content in [
        ("Nieuw", "paragraph", "", '<style:paragraph-properties fo:break-before="page"/>'),
        ("Einde", "paragraph", "", '<style:paragraph-properties fo:break-after="page"/>'),
        ("Ander", "paragraph", 'style:master-page-name="Liggend"', ""),
        ("Vet", "text", "", '<style:text-properties fo:font-weight="bold"/>'),
        ("Weg", "text", "", '<style:text-properties text:display="none"/>'),
    ]
)


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def read(text: str, **parts: str) -> list[list[str]]:
    return shown(read_odt(odt(text, **parts), "brief.odt"))


def only(text: str, **parts: str) -> list[str]:
    (page,) = read(text, **parts)
    return page


def test_text_as_it_is_shown() -> None:
    gone = f"<text:changed-region><text:deletion>{p('weg')}</text:deletion></text:changed-region>"
    remark = "<office:annotation><dc:creator>X</dc:creator><text:p>opmerking</text:p></office:annotation>"
    shown_text = p(
        'Wij<text:s text:c="2"/>nemen<text:change text:change-id="1"/> dit<text:tab/>over<text:line-break/>en '
        f'<text:a>de site</text:a>{remark}<text:span text:style-name="Weg"> geheim</text:span> in '
        "<text:date>2024</text:date>."
    )
    section = f"<text:section>{p('In een sectie.')}</text:section>"
    text = f"<text:tracked-changes>{gone}</text:tracked-changes>{shown_text}{section}"
    assert only(f'<text:h text:outline-level="1">Kop</text:h>{text}', automatic=BREAK) == [
        "Kop",
        "Wij nemen dit over en de site in 2024.",
        "In een sectie.",
    ]


def test_a_file_that_does_not_say_where_pages_end_has_none() -> None:
    document = read_odt(odt(p("Een.") + p("Twee.")), "brief.odt")
    assert (document.paged, shown(document)) == (False, [["Een.", "Twee."]])


def test_pages_end_where_they_ended_when_the_file_was_last_laid_out() -> None:
    text = (
        p("Nieuw.", "Nieuw")
        + p(f"Een zin die {SOFT}doorloopt.")
        + SOFT
        + p("Drie.", "Nieuw")
        + p("Vier.", "Einde")
        + p("Vijf.")
    )
    document = read_odt(odt(text, automatic=BREAK), "brief.odt")
    assert document.paged
    assert shown(document) == [["Nieuw.", "Een zin die"], ["doorloopt."], ["Drie.", "Vier."], ["Vijf."]]
    assert document.pages[1][0].continues == 1


def test_another_kind_of_page_begins_a_page() -> None:
    assert read(p("Een.") + p("Twee.", "Ander"), automatic=BREAK) == [["Een."], ["Twee."]]


def test_headings_have_their_level_and_number() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
    )
    text = "".join(
        f'<text:h text:outline-level="{level}">{title}</text:h>'
        for level, title in [
            (1, "Inleiding"),
            (2, "Doel"),
            (2, "Opzet"),
            (1, "Aanpak"),
            (2, "Nu"),
            (3, "Los"),
        ]
    )
    (page,) = read_odt(odt(text, styles=outline), "brief.odt").pages
    assert [(draft.text, draft.level) for draft in page] == [
        ("1. Inleiding", 1),
        ("1.1 Doel", 2),
        ("1.2 Opzet", 2),
        ("2. Aanpak", 1),
        ("2.1 Nu", 2),
        ("Los", 3),
    ]


def test_headings_that_only_a_style_makes() -> None:
    styles = (
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2"/><style:style style:name="Title"/>'
        '<style:style style:name="Eigen" style:default-outline-level="3"/>'
    )
    own = '<style:style style:name="P1" style:parent-style-name="Heading_20_2"/>'
    text = p("Titel", "Title") + p("Tweede", "P1") + p("Derde", "Eigen") + p("Tekst.")
    (page,) = read_odt(odt(text, styles=styles, automatic=own), "a.odt").pages
    assert [(draft.kind is BlockKind.HEADING, draft.level) for draft in page] == [
        (True, 0),
        (True, 2),
        (True, 3),
        (False, None),
    ]


NUMBERS = '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
DASHES = '<text:list-level-style-bullet text:level="2" text:bullet-char="–"/>'
POINTS = '<text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0B7;"/>'
LISTS = (
    f'<text:list-style style:name="L">{NUMBERS}{DASHES}</text:list-style>'
    f'<text:list-style style:name="B">{POINTS}</text:list-style>'
)


def test_lists_are_counted_and_go_on_where_they_say_so() -> None:
    def items(*texts: str) -> str:
        return "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)

    inner = (
        f"<text:list-item>{p('twee')}<text:list>{items('sub')}</text:list>{p('Vervolg.')}</text:list-item>"
    )
    text = (
        f'<text:list xml:id="a" text:style-name="L">{items("een")}{inner}</text:list>'
        f'<text:list text:style-name="L" text:continue-list="a">{items("drie")}</text:list>'
        f'<text:list text:style-name="L">{items("opnieuw")}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{items("verder")}</text:list>'
        f'<text:list text:style-name="B">{items("punt")}</text:list>'
    )
    document = read_odt(odt(text, automatic=LISTS), "brief.odt")
    assert shown(document) == [
        ["1. een", "2. twee", "– sub", "Vervolg.", "3. drie", "1. opnieuw", "2. verder", "• punt"]
    ]
    assert [draft.kind is BlockKind.LIST_ITEM for draft in document.pages[0]] == [True] * 3 + [False] + [
        True
    ] * 4


def test_a_table_with_heads_merged_cells_and_a_page_end_between_rows() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(text)}</table:table-cell>"

    rows = (
        "<table:table-header-rows><table:table-row>" + cell("Jaar") + cell("Bedrag", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        + "<table:table-row>" + cell("2024", 'table:number-rows-spanned="2"') + cell("5") + cell("6")
        + "</table:table-row>"
        + SOFT + "<table:table-row><table:covered-table-cell/>" + cell("7") + cell("8") + "</table:table-row>"
    )  # fmt: skip
    document = read_odt(odt(p("Tabel 1 Geld") + f"<table:table>{rows}</table:table>"), "brief.odt")
    assert shown(document) == [["Tabel 1 Geld", "Jaar\tBedrag", "2024\t5\t6"], ["7\t8"]]
    assert [draft.about for page in document.pages for draft in page] == [(), (), ((1, 1),), ((1, 1), (1, 2))]
    assert document.pages[0][0].kind is BlockKind.HEADING


def test_frames_and_a_table_of_one_column_are_read_as_text() -> None:
    box = f"<draw:frame><draw:text-box>{p('In een kader.')}</draw:text-box><svg:title>plaatje</svg:title></draw:frame>"
    cell = f"<table:table-cell>{p('Een.')}{p('Twee.')}</table:table-cell>"
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert only(p(f"Ervoor.{box}") + table) == ["Ervoor.", "In een kader.", "Een.", "Twee."]


def test_notes() -> None:
    def note(number: str, text: str) -> str:
        return (
            f"<text:note><text:note-citation>{number}</text:note-citation>"
            f"<text:note-body>{p(text)}</text:note-body></text:note>"
        )

    document = read_odt(
        odt(p(f"Eerste zin.{note('1', 'Zie de bijlage.')} Tweede{note('i', 'Eindnoot.')} zin.")), "a.odt"
    )
    assert shown(document) == [["Eerste zin.[1] Tweede zin.", "Zie de bijlage.", "Eindnoot."]]
    assert [(draft.label, draft.about) for draft in document.pages[0][1:]] == [("1", ()), (None, ((1, 0),))]


def test_headers_of_the_pages_are_the_letterhead() -> None:
    header = f"<style:header>{p('Ons kenmerk')}{p('DGBI / 44426674')}</style:header>"
    masters = f"<style:master-page>{header}</style:master-page>"
    document = read_odt(odt(p("Datum 1 maart 2024") + p("Geachte Voorzitter,"), masters=masters), "a.odt")
    assert shown(document) == [["Geachte Voorzitter,"]]
    assert (document.letterhead.kenmerken, document.letterhead.dates) == (
        ("DGBI / 44426674",),
        ("1 maart 2024",),
    )


def test_the_title_among_the_properties_counts_where_the_text_says_it_too() -> None:
    title = "Voortgang van het industriebeleid"
    assert read_odt(odt(p(f"Betreft: {title}"), title=title), "a.odt").letterhead.title == title
    assert read_odt(odt(p("Tekst."), title=title), "a.odt").letterhead.title is None


def test_a_bold_line_above_text_is_a_heading() -> None:
    text = p('<text:span text:style-name="Vet">Stand van zaken</text:span>') + p("De uitvoering loopt.")
    (page,) = read_odt(odt(text, automatic=BREAK), "a.odt").pages
    assert [(draft.kind.value, draft.level) for draft in page] == [("heading", 6), ("paragraph", None)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            odt(p("x"), manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
            "b.odt is met een wachtwoord beveiligd; sla het zonder wachtwoord op.",
        ),
        (b"tekst", "b.odt is beschadigd of geen OpenDocument-tekst (.odt); haal het bestand opnieuw op."),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]),
            ("b.odt is geen OpenDocument-tekst (wel application/vnd.oasis.opendocument.spreadsheet); "
            "sla het op als tekstdocument (.odt) of PDF."),
        ),
        (
            zipped([("word/document.xml", "<a/>")]),
            "b.odt is geen OpenDocument-tekst; sla het op als tekstdocument (.odt) of PDF.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_opendocument_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableLetterError) as caught:
        read_odt(data, "b.odt")
    assert str(caught.value) == reason
