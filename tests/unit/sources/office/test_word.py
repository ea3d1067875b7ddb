"""Word files: text as Word shows it, pages, headings, lists, tables, notes, letterhead, and files that are none."""

import pytest

from sources.errors import UnreadableLetterError
from sources.office.word import read_docx
from sources.types import BlockKind
from tests.office import docx, p, r, shown, tbl, zipped

END = "<w:r><w:lastRenderedPageBreak/></w:r>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def read(body: str, **parts: str) -> list[list[str]]:
    return shown(read_docx(docx(body, **parts), "brief.docx"))


def only(body: str, **parts: str) -> list[str]:
    (page,) = read(body, **parts)
    return page


# Text


def test_what_was_inserted_is_shown_and_what_was_deleted_is_not() -> None:
    deleted = "<w:del><w:r><w:delText>laten dat </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('weg')}</w:moveFrom><w:moveTo>{r(' Hier.')}</w:moveTo>"
    body = p(f"{r('Wij ')}<w:ins>{r('nemen dit ')}</w:ins>{deleted}{r('over.')}{moved}")
    assert only(body) == ["Wij nemen dit over. Hier."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = p("De eerste helft ", "<w:rPr><w:del/></w:rPr>") + p("en de tweede.")
    assert only(body) == ["De eerste helft en de tweede."]


def test_hidden_text_is_out_whether_the_run_or_a_style_hides_it() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Geheim"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Weg"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    hidden = r(" verborgen", "<w:vanish/>") + r(" geheim", '<w:rStyle w:val="Geheim"/>')
    body = p(r("Zichtbaar") + hidden + r(".", '<w:vanish w:val="0"/>')) + p(
        r("Alles weg."), '<w:pStyle w:val="Weg"/>'
    )
    assert only(body, styles=styles) == ["Zichtbaar."]


def test_of_a_field_its_result_is_shown_also_where_it_spans_paragraphs_or_holds_another() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>DATE \\@ dd</w:instrText></w:r>"
    inner = mark("begin") + mark("separate") + r("voorwaarde") + mark("end")
    body = (
        p(r("Den Haag, ") + mark("begin") + code + mark("separate") + r("1 maart 2024") + mark("end") + r("."))
        + p(mark("begin") + code + inner + mark("separate") + r("Eerste"))
        + p(r("Tweede") + mark("end"))
        + p(f'<w:fldSimple w:instr="DOCPROPERTY x">{r("Fout! Onbekende naam voor documenteigenschap.")}</w:fldSimple>')
    )  # fmt: skip
    assert only(body) == [
        "Den Haag, 1 maart 2024.",
        "Eerste",
        "Tweede",
        "Fout! Onbekende naam voor documenteigenschap.",
    ]


def test_signs_of_word() -> None:
    body = p(
        "<w:r><w:t>co</w:t><w:softHyphen/><w:t>operatie</w:t><w:tab/>"
        "<w:t>Zuid</w:t><w:noBreakHyphen/><w:t>Holland</w:t>"
        '<w:br/><w:t>x</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>y</w:t>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t><w:sym w:font="Onbekend" w:char="F0FF"/></w:r>'
        '<w:hyperlink r:id="rId9"><w:r><w:t> (de site)</w:t></w:r></w:hyperlink>'
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    )
    assert only(p("Inleiding.", '<w:outlineLvl w:val="0"/>') + body) == [
        "Inleiding.",
        "cooperatie Zuid-Holland x→y≥5 (de site)a+b",
    ]


def test_content_controls_and_comments() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias w:val='Onderwerp'/></w:sdtPr>"
        f"<w:sdtContent>{p('In een veld.')}</w:sdtContent></w:sdt>"
        + p(
            '<w:commentRangeStart w:id="0"/>'
            + r("Met opmerking.")
            + '<w:r><w:commentReference w:id="0"/></w:r>'
        )
    )
    assert only(body) == ["In een veld.", "Met opmerking."]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('Uit het kader.')}</w:txbxContent>"
    body = p(
        r("Bij de tekst.")
        + "<w:r><mc:AlternateContent>"
        + f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx><a:t>diagram</a:t></w:drawing></mc:Choice>"
        + f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert only(body) == ["Bij de tekst.", "Uit het kader."]


# Pages


def test_a_file_that_does_not_say_where_pages_end_has_none() -> None:
    document = read_docx(docx(p("Een.") + p("Twee.")), "brief.docx")
    assert (document.paged, shown(document)) == (False, [["Een.", "Twee."]])


def test_page_breaks_of_the_writer_alone_are_believed_only_where_each_page_may_be_one() -> None:
    hard = '<w:r><w:br w:type="page"/></w:r>'
    long = "Een zin van de brief die niet kort is. " * 100
    short = read_docx(docx(p(r("Een.")) + p(hard + r("Twee."))), "brief.docx")
    assert (short.paged, len(short.pages)) == (True, 2)
    assert not read_docx(docx(p(r(long)) + p(hard + r("Twee."))), "brief.docx").paged
    assert read_docx(docx(p(r(long)) + p(END + r("Twee."))), "brief.docx").paged


def test_text_that_is_struck_out_is_not_read() -> None:
    struck = '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">10 </w:t></w:r>'
    assert shown(read_docx(docx(p(r("Het tarief is ") + struck + r("12 euro."))), "brief.docx")) == [
        ["Het tarief is 12 euro."]
    ]


def test_pages_end_where_word_last_ended_them_and_a_sentence_goes_on() -> None:
    document = read_docx(
        docx(p(r("Een zin die ") + END + r("doorloopt.")) + p(END + r("Nieuwe pagina."))), "a.docx"
    )
    assert document.paged
    assert shown(document) == [["Een zin die"], ["doorloopt."], ["Nieuwe pagina."]]
    assert [draft.continues for page in document.pages for draft in page] == [None, 0, None]


def test_a_word_that_a_page_end_cuts_stays_whole_on_the_first() -> None:
    assert read(p(r("De regel") + END + r("geving, zo blijkt."))) == [["De regelgeving,"], ["zo blijkt."]]


def test_a_break_and_the_page_end_that_came_of_it_are_one() -> None:
    body = p("Een.") + p(BREAK) + p(END + r("Twee.")) + p("Drie.", "<w:pageBreakBefore/>")
    assert read(body) == [["Een."], ["Twee."], ["Drie."]]


def test_two_breaks_leave_a_page_empty() -> None:
    assert read(p("Een.") + p(BREAK) + p(BREAK) + p("Drie.")) == [["Een."], [], ["Drie."]]


def test_sections_begin_a_page_unless_they_go_on() -> None:
    def section(kind: str = "") -> str:
        return f"<w:sectPr>{f'<w:type w:val={kind!r}/>' if kind else ''}</w:sectPr>"

    body = p("Een.", section()) + p("Twee.", section("continuous")) + p("Drie.") + section()
    assert read(body) == [["Een.", "Twee."], ["Drie."]]


def test_breaks_alone_do_not_tell_the_pages_where_more_stands_than_fits_on_one() -> None:
    body = "".join(p("Een zin die er staat. " * 40) for _ in range(20)) + p(BREAK) + p("Slot.")
    document = read_docx(docx(body), "lang.docx")
    assert (document.paged, len(document.pages)) == (False, 1)
    assert document.pages[0][-1].text == "Slot."


def test_another_number_of_pages_than_word_counted_is_a_warning() -> None:
    body = p(r("Een.") + END + r("Twee."))
    assert read_docx(docx(body, pages=3), "a.docx").warnings == (
        "Het bestand zegt dat het 3 pagina’s heeft; te vinden zijn er 2. Paginanummers kunnen afwijken.",
    )
    assert read_docx(docx(body, pages=2), "a.docx").warnings == ()


# Headings and lists

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Eigen kop"/><w:basedOn w:val="Kop1"/></w:style>
<w:style w:type="paragraph" w:styleId="Tweede"><w:name w:val="Paragraafkop"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Geen"><w:name w:val="TOC Heading"/><w:basedOn w:val="Kop1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="Kop1"/>', 1),
        ('<w:pStyle w:val="Eigen"/>', 1),
        ('<w:pStyle w:val="Tweede"/>', 2),
        ('<w:pStyle w:val="Titel"/>', 0),
        ('<w:outlineLvl w:val="2"/>', 3),
        ('<w:pStyle w:val="Geen"/>', None),
        ('<w:pStyle w:val="Kop1"/><w:outlineLvl w:val="9"/>', None),
        ("", None),
    ],
)
def test_headings_by_style_and_outline_level(properties: str, level: int | None) -> None:
    document = read_docx(docx(p("De aanpak", properties) + p("Tekst."), styles=STYLES), "brief.docx")
    draft = document.pages[0][0]
    assert draft.level == level
    assert draft.kind is (BlockKind.PARAGRAPH if level is None else BlockKind.HEADING)


def test_a_style_that_is_based_on_itself_is_no_trap() -> None:
    styles = "".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>' for one, other in ("AB", "BA")
    )
    assert only(p("Tekst.", '<w:pStyle w:val="A"/>'), styles=styles) == ["Tekst."]


def test_a_bold_line_above_text_is_a_heading_and_a_bold_sentence_is_not() -> None:
    body = (
        p(r("Stand van zaken", "<w:b/>"))
        + p("De uitvoering loopt.")
        + p(r("Dit is belangrijk.", "<w:b/>"))
        + p("Slot.")
    )
    (page,) = read_docx(docx(body), "brief.docx").pages
    assert [(draft.kind.value, draft.level) for draft in page] == [
        ("heading", 6),
        ("paragraph", None),
        ("paragraph", None),
        ("paragraph", None),
    ]


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="cardinalText"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
"""


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_list_numbers_are_counted_as_word_counts_them() -> None:
    first = [item("een", 1), item("twee", 1), item("sub", 1, 1), item("sub", 1, 1), p("Ertussen.")]
    then = [item("drie", 1), item("sub", 1, 1), item("diep", 1, 2), item("opnieuw", 3), item("verder", 1)]
    signs = [item("punt", 2), item("streep", 2, 1), item("woord", 4), item("geen lijst", 0)]
    body = "".join([*first, *then, *signs])
    assert only(body, numbering=NUMBERING) == [
        *("1. een", "2. twee", "a) sub", "b) sub", "Ertussen."),
        *("3. drie", "a) sub", "3.a.1 diep", "1. opnieuw", "2. verder"),
        *("• punt", "– streep", "woord", "geen lijst"),
    ]
    document = read_docx(docx(body, numbering=NUMBERING), "brief.docx")
    kinds = [draft.kind.value for draft in document.pages[0]]
    assert kinds == ["list_item"] * 4 + ["paragraph"] + ["list_item"] * 8 + ["paragraph"]


def test_headings_have_the_number_of_their_style() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/>{numbered}</w:style>'
    look = '<w:pStyle w:val="Kop1"/>'
    assert only(p("Inleiding", look) + p("Tekst.") + p("Slot", look), styles=styles, numbering=NUMBERING) == [
        "1. Inleiding",
        "Tekst.",
        "2. Slot",
    ]


# Tables


def test_a_table_with_merged_cells_and_a_caption() -> None:
    span = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Bedrag") + "</w:tc>"
    down = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("2024") + "</w:tc>"
    on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"

    def cell(text: str) -> str:
        return f"<w:tc>{p(text)}</w:tc>"

    rows = [cell("Jaar") + span, down + cell("5") + cell("6"), on + cell("7") + cell("8")]
    table = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    document = read_docx(docx(p("Tabel 2 Uitgaven") + table + p("Na de tabel.")), "brief.docx")
    (page,) = document.pages
    assert [(d.kind.value, d.text, d.about) for d in page] == [
        ("heading", "Tabel 2 Uitgaven", ()),
        ("table", "Jaar\tBedrag", ()),
        ("table", "2024\t5\t6", ((1, 1),)),
        ("table", "7\t8", ((1, 1), (1, 2))),
        ("paragraph", "Na de tabel.", ()),
    ]


def test_a_table_over_a_page_end() -> None:
    prose = "Een eerste zin staat hier. De tweede loopt "
    row = [p(r("Tweede")), p(r(prose) + END + r("door op de volgende pagina."))]
    body = tbl(
        ["Maatregel", "Toelichting"],
        ["Eerste", "Kort en klaar. Meer niet."],
        row,
        [p(END + r("Derde")), "Ja. Zeker."],
        heads=1,
    )
    document = read_docx(docx(p("Kop", '<w:outlineLvl w:val="0"/>') + body), "brief.docx")
    first, second, third = document.pages
    assert [(d.text, d.about, d.continues) for d in first[1:]] == [
        ("Maatregel", (), None),
        ("Toelichting", (), None),
        ("Eerste", ((1, 1),), None),
        ("Kort en klaar. Meer niet.", ((1, 2), (1, 3)), None),
        ("Tweede", ((1, 1),), None),
        (prose.strip(), ((1, 2), (1, 5)), None),
    ]
    assert [(d.text, d.about, d.continues) for d in second] == [
        ("door op de volgende pagina.", ((1, 2), (1, 5)), 6)
    ]
    assert [(d.text, d.about) for d in third] == [("Derde", ((1, 1),)), ("Ja. Zeker.", ((1, 2), (3, 0)))]


def test_a_table_of_one_column_is_a_box_and_is_read_as_text() -> None:
    body = p("Ervoor.", '<w:outlineLvl w:val="0"/>') + tbl(
        [p("Kader", '<w:outlineLvl w:val="1"/>') + p("Tekst in het kader.")]
    )
    (page,) = read_docx(docx(body), "brief.docx").pages
    assert [(d.kind.value, d.text) for d in page] == [
        ("heading", "Ervoor."),
        ("heading", "Kader"),
        ("paragraph", "Tekst in het kader."),
    ]


def test_a_table_in_a_cell_and_rows_that_were_deleted() -> None:
    inner = tbl(["a", "b"])
    body = p("Kop", '<w:outlineLvl w:val="0"/>') + tbl(["Soort", "Aantal"], [f"{inner}<w:p/>", "12"]).replace(
        "</w:tbl>", "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", 2
    )
    assert only(body)[1:] == ["Soort\tAantal", "a b\t12"]


# Notes


def note(kind: str, key: int, text: str) -> str:
    return f'<w:{kind} w:id="{key}">{p(f"<w:r><w:{kind}Ref/></w:r>{r(text)}")}</w:{kind}>'


def ref(kind: str, key: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"{more}/></w:r>'


def test_footnotes_stand_last_on_the_page_of_their_mark() -> None:
    line = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    notes = line + note("footnote", 7, "Zie de bijlage.") + note("footnote", 3, "Kamerstuk 33 009.")
    body = p(r("Eerste zin.") + ref("footnote", 3)) + p(END + r("Tweede ") + ref("footnote", 7) + r(" zin."))
    document = read_docx(docx(body, footnotes=notes), "brief.docx")
    assert shown(document) == [["Eerste zin.[1]", "Kamerstuk 33 009."], ["Tweede[2] zin.", "Zie de bijlage."]]
    assert [(page[-1].kind, page[-1].label) for page in document.pages] == [
        (BlockKind.FOOTNOTE, "1"),
        (BlockKind.FOOTNOTE, "2"),
    ]


def test_notes_without_a_number_of_their_own_say_what_they_are_about() -> None:
    notes = note("footnote", 1, "Met een sterretje.")
    ends = note("endnote", 1, "Aan het einde.")
    body = (
        p("Kop", '<w:outlineLvl w:val="0"/>')
        + p(r("Een") + ref("footnote", 1, ' w:customMarkFollows="1"') + r("* zin.") + ref("endnote", 1))
    )  # fmt: skip
    (page,) = read_docx(docx(body, footnotes=notes, endnotes=ends), "brief.docx").pages
    assert [(d.text, d.label, d.about) for d in page[1:]] == [
        ("Een* zin.", None, ()),
        ("Met een sterretje.", None, ((1, 1),)),
        ("Aan het einde.", None, ((1, 1),)),
    ]


# Letterhead


def shows(kind: str, pages: str, number: int = 1) -> str:
    return f'<w:{kind}Reference w:type="{pages}" r:id="{kind}{number}"/>'


def test_headers_and_the_table_at_the_top_are_the_letterhead() -> None:
    section = f"<w:sectPr>{shows('header', 'first')}{shows('footer', 'default')}<w:titlePg/></w:sectPr>"
    header = p("Ministerie van Economische Zaken") + p(
        r("Ons kenmerk") + "<w:r><w:br/></w:r>" + r("DGBI / 44426674")
    )
    body = (
        tbl(["Datum", "1 maart 2024"], ["Betreft", "Voortgang van het industriebeleid"])
        + p("Geachte Voorzitter,")
        + section
    )
    document = read_docx(docx(body, header1=header, footer1=p("Pagina 1 van 4")), "brief.docx")
    assert shown(document) == [["Betreft Voortgang van het industriebeleid", "Geachte Voorzitter,"]]
    head = document.letterhead
    assert (head.kenmerken, head.dates, head.printed_pages) == (("DGBI / 44426674",), ("1 maart 2024",), ())


def test_a_header_that_is_not_shown_says_nothing() -> None:
    section = f"<w:sectPr>{shows('header', 'first')}{shows('header', 'even', 2)}</w:sectPr>"
    head = read_docx(
        docx(
            p("Tekst.") + section,
            header1=p("Ons kenmerk OUD / 11111111"),
            header2=p("Ons kenmerk OUD / 22222222"),
        ),
        "a.docx",
    ).letterhead
    assert head.kenmerken == ()


def test_a_kenmerk_that_is_an_error_is_kept_as_one() -> None:
    result = r("Fout! Onbekende naam voor documenteigenschap.")
    field = f'<w:fldSimple w:instr="DOCPROPERTY Kenmerk">{result}</w:fldSimple>'
    section = f"<w:sectPr>{shows('header', 'default')}</w:sectPr>"
    head = read_docx(docx(p("Tekst.") + section, header1=p("Ons kenmerk") + p(field)), "a.docx").letterhead
    assert head.broken == ((1, "Fout! Onbekende naam voor documenteigenschap."),)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Voortgang van het industriebeleid", "Voortgang van het industriebeleid"),
        ("Sjabloon voor een brief aan de Kamer", None),
        ("Document1", None),
        ("", None),
    ],
)
def test_the_title_among_the_properties_counts_where_the_text_says_it_too(
    title: str, expected: str | None
) -> None:
    body = p("Betreft: voortgang van het industriebeleid") + p("Tekst.")
    assert read_docx(docx(body, title=title), "a.docx").letterhead.title == expected


# What is no Word file


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
            "b.docx is een oud Word-bestand (.doc); open het in een tekstverwerker en sla het op als .docx of PDF.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "b.docx is met een wachtwoord beveiligd; sla het zonder wachtwoord op.",
        ),
        (b"gewone tekst", "b.docx is beschadigd of geen Word-bestand (.docx); haal het bestand opnieuw op."),
        (docx(p("Tekst."))[:-40], "b.docx is beschadigd of geen Word-bestand (.docx); haal het bestand opnieuw op."),
        (
            zipped([("xl/workbook.xml", "<workbook/>")]),
            "b.docx is geen Word-bestand: de tekst (word/document.xml) ontbreekt. Haal het bestand opnieuw op.",
        ),
        (
            zipped([("word/document.xml", "<html/>")]),
            "b.docx is geen Word-bestand: de tekst (word/document.xml) ontbreekt. Haal het bestand opnieuw op.",
        ),
        (
            docx("<w:tbl>" * 200 + "</w:tbl>" * 200),
            ("b.docx (word/document.xml) is dieper genest dan een brief kan zijn; "
            "sla het bestand opnieuw op of maak er een PDF van."),
        ),
        (
            zipped([("word/document.xml", "<w>" + " " * 50_000_000 + "</w>")]),
            ("b.docx pakt uit tot 50 MB, veel meer dan een brief nodig heeft; "
            "verwijder de afbeeldingen of maak er een PDF van."),
        ),
    ],
)  # fmt: skip
def test_what_is_no_word_file(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableLetterError) as caught:
        read_docx(data, "b.docx")
    assert str(caught.value) == reason


def test_the_same_file_gives_the_same_document() -> None:
    data = docx(p("Een.") + tbl(["a", "b"], ["1", "2"]))
    assert read_docx(data, "a.docx") == read_docx(data, "a.docx")
