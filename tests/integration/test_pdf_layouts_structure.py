"""What a PDF file may hold, read from files that are made here operator by operator."""

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from sources.assemble import assemble
from sources.errors import UnreadableLetterError
from sources.pdf import read_pdf
from tests.pdf_layouts import found, pages
from tests.pdf_layouts_structure import (
    BOTH,
    FIRST,
    LEFT,
    LINES,
    MORE,
    PICTURE,
    PROSE,
    SECOND,
    STRETCHED,
    TOP,
    WIDTH,
    Leaf,
    composite_font,
    drawn_font,
    fonts,
    form,
    glyph_lines,
    lines,
    literal,
    made,
    mapped_font,
    numbers,
    picture,
    spans,
    stretched,
)

BELOW = TOP - 12 * (len(LINES) + 1)
REST = lines(MORE, BELOW)
"""The second paragraph, at its place."""
EMPTY = Leaf("")
SCAN = Leaf(PICTURE, drawn={"Im": picture()})


def one(content: str | tuple[str, ...], **more: object) -> list[tuple[str, str]]:
    """The blocks of a page with this content."""
    (page,) = pages(made(Leaf(content, **more)))  # type: ignore[arg-type]
    return found(page)


@pytest.mark.parametrize(
    ("leaves", "warnings"),
    [
        ((Leaf(), EMPTY, Leaf(REST)), ("Pagina 2 bevat geen tekst (leeg, of een scan).",)),
        ((Leaf(), SCAN, Leaf(REST)), ("Pagina 2 bevat geen tekst (leeg, of een scan).",)),
        ((Leaf(), EMPTY, SCAN, Leaf(REST)), ("Pagina’s 2, 3 bevatten geen tekst (leeg, of een scan).",)),
    ],
    ids=["empty", "picture", "both"],
)
def test_pages_without_text_are_named(leaves: tuple[Leaf, ...], warnings: tuple[str, ...]) -> None:
    document = read_pdf(made(*leaves), "brief.pdf")
    assert document.warnings == warnings
    read_pages = assemble(document)
    assert found(read_pages[0]) == BOTH
    assert found(read_pages[-1]) == [("paragraph", SECOND)]
    assert [page.text for page in read_pages[1:-1]] == [""] * (len(leaves) - 2)


def test_text_outside_the_crop_box_is_not_read() -> None:
    content = (
        PROSE
        + lines(["Kleurbalk CMYK drukkerij"], 20)
        + lines(["blad 3 van 24"], TOP, 5)
        + lines(["snijlijn"], 830)
        + lines(["pasteken"], 400, 570)
    )
    boxes = {"/MediaBox": numbers(0, 0, WIDTH, 842), "/CropBox": numbers(60, 50, 540, 800)}
    assert one(content, entries=boxes) == BOTH


def test_a_page_whose_corner_is_not_the_origin() -> None:
    content = f"1 0 0 1 -300 -400 cm {PROSE}"
    assert one(content, entries={"/MediaBox": numbers(-300, -400, 295, 442)}) == BOTH


@pytest.mark.parametrize(
    ("angle", "matrix"),
    [(0, "1 0 0 1 0 0"), (90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 0 595")],
)
def test_turned_pages(angle: int, matrix: str) -> None:
    entries = {"/Rotate": NumberObject(angle)}
    if angle % 180:
        entries["/MediaBox"] = numbers(0, 0, 842, 595)
        entries["/CropBox"] = numbers(0, 0, 842, 595)
    assert one(f"{matrix} cm\n{PROSE}", entries=entries) == BOTH


@pytest.mark.parametrize("angle", [90, 180, 270, -90, 450])
def test_pages_turned_so_that_their_text_does_not_stand_upright_are_read(angle: int) -> None:
    assert one(PROSE, entries={"/Rotate": NumberObject(angle)}) == BOTH


def test_text_in_a_form() -> None:
    content = lines(LINES) + "/Fm Do\n"
    assert one(content, drawn={"Fm": form(REST, fonts())}) == BOTH


def test_a_form_without_resources_has_those_of_its_page() -> None:
    assert one(lines(LINES) + "/Fm Do\n", drawn={"Fm": form(REST)}) == BOTH


def test_a_scaled_form_with_a_matrix_inside_a_form() -> None:
    twice = lines(MORE, 0, 0, size=18, leading=24)
    resources = fonts()
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject("/In"): form(twice, fonts(), (0.5, 0, 0, 0.5, 0, 0))}
    )
    outer = form(f"q 1 0 0 1 {LEFT - 40} {BELOW - 100} cm /In Do Q", resources, (1, 0, 0, 1, 40, 100))
    assert one(f"{lines(LINES)} q /Fm Do Q\n", drawn={"Fm": outer}) == BOTH


def test_what_a_form_sets_ends_with_it() -> None:
    outer = form(
        f"5 Tc 40 Tz 2 0 0 2 0 0 cm {lines(['Bijlage bij deze brief'], 370, LEFT // 2, 'F2')}", fonts()
    )
    assert one(f"/Fm Do\n{PROSE}", drawn={"Fm": outer})[1:] == BOTH


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(
            spans(("De minister heeft de versterking van de jeugdreclas", None), ("-", "FEFF00AD"))
            + spans(("sering toegezegd aan uw Kamer.", None), y=TOP - 12),
            "De minister heeft de versterking van de jeugdreclassering toegezegd aan uw Kamer.",
            id="soft hyphen",
        ),
        pytest.param(
            spans(("De minister heeft de versterking van de jeugdreclas", None), ("-", "FEFF"))
            + spans(("sering toegezegd aan uw Kamer.", None), y=TOP - 12),
            "De minister heeft de versterking van de jeugdreclassering toegezegd aan uw Kamer.",
            id="hyphen that is nothing",
        ),
        pytest.param(
            spans(
                ("De ", None),
                ("#", "FEFF00660069"),
                ("nanciële e", None),
                ("$", "FEFF006600660069"),
                ("ciëntie.", None),
            ),
            "De financiële efficiëntie.",
            id="ligatures",
        ),
        pytest.param(
            spans(("De tarieven zijn vastgesteld", None), (" . . . . .", "FEFF"), (" in maart.", None)),
            "De tarieven zijn vastgesteld in maart.",
            id="empty",
        ),
        pytest.param(
            spans(("De ", None), ("m.n.", "FEFF006D006500740020006E0061006D0065"), (" genoemde regio.", None)),
            "De met name genoemde regio.",
            id="an abbreviation written out",
        ),
    ],
)  # fmt: skip
def test_what_a_span_really_says(content: str, text: str) -> None:
    assert one(content) == [("paragraph", text)]


def test_an_invisible_layer_of_recognised_text_is_read() -> None:
    assert one(f"{PICTURE} 3 Tr\n{PROSE}", drawn={"Im": picture()}) == BOTH


HEAD, FOOT = "Versterking jeugdreclassering", "Inspectie Justitie en Veiligheid"
PAGINATION = "/Artifact <</Type /Pagination /Subtype /Header>> BDC {} EMC "


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("size", [7, 9])
def test_what_the_file_calls_a_head_or_foot_stands_in_no_text(count: int, size: int) -> None:
    edges = PAGINATION.format(lines([HEAD], 800, size=size)) + PAGINATION.format(lines([FOOT], 40, size=size))
    for page in pages(made(*[Leaf(edges + PROSE)] * count)):
        assert found(page) == BOTH


def test_a_head_that_a_property_list_of_the_page_calls_one() -> None:
    resources = fonts()
    pagination = DictionaryObject({NameObject("/Type"): NameObject("/Pagination")})
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/P0"): pagination})
    content = f"/Artifact /P0 BDC {lines([HEAD], 800)} EMC {PROSE}"
    assert one(content, resources=resources) == BOTH


@pytest.mark.parametrize("mapped", [True, False])
def test_a_font_whose_glyphs_are_drawn(mapped: bool) -> None:
    content = PROSE.replace("/F1", "/F3")
    assert one(content, resources=fonts(F3=drawn_font(mapped=mapped))) == BOTH


def test_numbers_of_glyphs_that_the_font_names() -> None:
    assert one(glyph_lines(LINES), resources=fonts(F3=composite_font(mapped=True))) == BOTH[:1]


ILLEGIBLE = "De tekst van pagina 2 is niet overgenomen: het lettertype zegt niet welke letters het zijn."


@pytest.mark.parametrize("shift", [29, -3, 31])
def test_a_page_whose_letters_are_not_known_is_refused_and_the_others_are_read(shift: int) -> None:
    lost = Leaf(glyph_lines((*LINES, *MORE), shift), fonts(F3=composite_font(mapped=False)))
    document = read_pdf(made(Leaf(), lost, Leaf(REST)), "brief.pdf")
    assert document.warnings == (ILLEGIBLE,)
    assert [found(page) for page in assemble(document)] == [BOTH, [], BOTH[1:]]


def test_a_paragraph_whose_letters_are_not_known_is_not_read_among_others() -> None:
    content = glyph_lines(LINES) + REST
    document = read_pdf(made(Leaf(content, fonts(F3=composite_font(mapped=False)))), "brief.pdf")
    assert found(assemble(document)[0]) == BOTH[1:]
    assert len(document.warnings) == 1


def test_a_file_whose_letters_are_not_known_is_refused() -> None:
    lost = Leaf(glyph_lines((*LINES, *MORE)), fonts(F3=composite_font(mapped=False)))
    with pytest.raises(UnreadableLetterError, match="het lettertype zegt niet welke letters het zijn"):
        read_pdf(made(lost, lost), "brief.pdf")


@pytest.mark.parametrize(
    "setting",
    ["12 Tw", "-1.2 Tw", "60 Tz", "140 Tz", "0.4 Tc", "-0.3 Tc", "2 Tw 80 Tz"],
)
def test_spacing_and_scaling_part_the_same_words(setting: str) -> None:
    (text,) = one(f"{setting} {lines(['Wachttijden en tarieven van de', 'jeugdreclassering in 2023.'])}")
    assert text == ("paragraph", "Wachttijden en tarieven van de jeugdreclassering in 2023.")


@pytest.mark.parametrize("by", ["Tw", "Tc", "Tz"])
def test_lines_that_are_stretched_to_one_width_are_one_paragraph(by: str) -> None:
    assert one(stretched(by)) == [("paragraph", " ".join(STRETCHED))]


@pytest.mark.parametrize("back", ["/F1 9 Tf 0 Ts", ("0 Ts /F1 9 Tf")])
def test_a_raised_number_by_text_rise_is_a_mark(back: str) -> None:
    content = (
        f"BT /F1 9 Tf {LEFT} {TOP} Td (Het tarief geldt sinds 2024) Tj /F1 5.6 Tf 3.2 Ts (1) Tj {back} "
        f"( voor alle regio's. Het is op 1 januari vastgesteld.) Tj ET\n"
        f"BT /F1 4.5 Tf {LEFT} 80 Td 2.6 Ts (1) Tj 0 Ts /F1 7 Tf ( Kamerstukken II 2022/23, 28741, nr. 96.) Tj ET\n"
    )
    (page,) = pages(made(Leaf(content)))
    assert found(page) == [
        ("paragraph", "Het tarief geldt sinds 2024 voor alle regio's. Het is op 1 januari vastgesteld."),
        ("footnote", "Kamerstukken II 2022/23, 28741, nr. 96."),
    ]
    assert [(mark.label, page.text[: mark.offset]) for mark in page.marks] == [
        ("1", "Het tarief geldt sinds 2024")
    ]


def test_lowered_by_text_rise() -> None:
    content = (
        f"BT /F1 9 Tf {LEFT} {TOP} Td (De uitstoot van CO) Tj /F1 5.6 Tf -1.8 Ts (2) Tj "
        "0 Ts /F1 9 Tf ( daalt.) Tj ET"
    )
    assert one(content) == [("paragraph", "De uitstoot van CO2 daalt.")]


@pytest.mark.parametrize("operator", ["T*", "'", '"', "TD"])
def test_operators_that_go_to_the_next_line(operator: str) -> None:
    first, *others = map(literal, LINES)
    shown = {
        "T*": "12 TL {0} Tj " + " ".join(f"T* {text} Tj" for text in others),
        "'": "12 TL {0} Tj " + " ".join(f"{text} '" for text in others),
        '"': "12 TL {0} Tj " + " ".join(f'0 0 {text} "' for text in others),
        "TD": "{0} Tj 0 -12 TD " + " T* ".join(f"{text} Tj" for text in others),
    }[operator]
    assert one(f"BT /F1 9 Tf {LEFT} {TOP} Td {shown.format(first)} ET {REST}") == BOTH


def test_content_in_several_streams() -> None:
    start = PROSE.index("Tj") - 1
    middle = PROSE.index("Td", start + 40) + 2
    assert one((PROSE[:start], PROSE[start:middle], PROSE[middle:])) == BOTH


def test_fonts_of_the_node_above_the_page() -> None:
    data = made(Leaf(resources=None), Leaf(REST, resources=None), inherited=fonts())
    assert [found(page) for page in pages(data)] == [BOTH, BOTH[1:]]


def test_a_page_without_fonts_is_named_and_the_others_are_read() -> None:
    document = read_pdf(made(Leaf(), Leaf(resources=None)), "brief.pdf")
    assert found(assemble(document)[0]) == BOTH
    assert document.warnings == ("Pagina 2 bevat geen tekst (leeg, of een scan).",)


@pytest.mark.parametrize("sign", ["\ufffe", "\u00ad", "\u2010", "\u2011"])
def test_hyphens_by_other_codes_at_the_end_of_a_line(sign: str) -> None:
    texts = (
        "De minister heeft de versterking van de jeugd\x01",
        "reclassering toegezegd, zoals de jeugd\x01",
        "zorg.",
    )
    content = lines(texts, font="F3") + lines(["De jeugdreclassering en de jeugdzorg."], TOP - 48)
    assert one(content, resources=fonts(F3=mapped_font({1: sign})))[0] == (
        "paragraph",
        "De minister heeft de versterking van de jeugdreclassering toegezegd, zoals de jeugdzorg.",
    )


def test_a_hyphen_by_another_code_inside_a_line() -> None:
    content = lines(["De niet\x01gouvernementele organisaties."], font="F3")
    assert one(content, resources=fonts(F3=mapped_font({1: "\ufffe"}))) == [
        ("paragraph", "De niet-gouvernementele organisaties.")
    ]


def test_one_code_for_more_letters() -> None:
    content = lines(["De \x01nanci\x02le e\x03ciency."], font="F3")
    codes = {1: "fi", 2: "ë", 3: "ffi"}
    assert one(content, resources=fonts(F3=mapped_font(codes))) == [
        ("paragraph", "De financiële efficiency.")
    ]


def test_a_first_paragraph_before_the_second_however_they_are_drawn() -> None:
    assert one(REST + lines(LINES)) == [("paragraph", FIRST), ("paragraph", SECOND)]


@pytest.mark.parametrize(
    ("before", "matrix", "size"),
    [
        pytest.param("", "9 0 0 9 79 {y}", "1", id="the size in the matrix"),
        pytest.param("", "0.9 0 0 0.9 79 {y}", "10", id="scaled"),
        pytest.param("", "9 0 1.5 9 79 {y}", "1", id="slanted by the matrix"),
        pytest.param("0.75 0 0 0.75 0 0 cm", "1 0 0 1 105.3 {y}", "12", id="a scaled page"),
    ],
)
def test_text_placed_by_matrices(before: str, matrix: str, size: str) -> None:
    factor = 4 / 3 if before else 1
    steps = [(LINES, TOP), (MORE, BELOW)]
    shown = "".join(
        f"BT /F1 {size} Tf {matrix.format(y=(top - 12 * n) * factor)} Tm {literal(text)} Tj ET\n"
        for texts, top in steps
        for n, text in enumerate(texts)
    )
    assert one(f"q {before} {shown} Q") == BOTH


def test_a_page_drawn_upside_down() -> None:
    """As browsers print: the page is mirrored, and the text mirrored back."""
    shown = "".join(
        f"BT /F1 9 Tf 1 0 0 -1 79 {842 - top + 12 * n} Tm {literal(text)} Tj ET\n"
        for texts, top in ((LINES, TOP), (MORE, BELOW))
        for n, text in enumerate(texts)
    )
    assert one(f"1 0 0 -1 0 842 cm {shown}") == BOTH


def test_a_background_and_frames_are_no_table() -> None:
    frames = "0.9 g 0 0 595 842 re f 0 g 60 60 480 700 re S 79 590 m 500 590 l S 60 640 480 0.5 re f\n"
    assert one(f"{frames} 0 g {PROSE}") == BOTH


def test_strings_in_hexadecimal_and_with_codes() -> None:
    content = (
        f"BT /F1 9 Tf {LEFT} {TOP} Td <4465206D696E6973746572> Tj ( heeft de finan\\\r\nci\\353le) Tj "
        "( bijlage \\(2023\\) g) Tj (e\\253ist.) Tj ET"
    )
    assert one(content) == [("paragraph", "De minister heeft de financi\xeble bijlage (2023) ge\xabist.")]


def test_a_picture_inside_the_content() -> None:
    picture_ = "q 10 0 0 10 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q\n"
    assert one(f"{lines(LINES)}{picture_}{REST}") == BOTH


def test_text_in_a_layer_that_is_not_shown_is_not_read() -> None:
    resources = fonts()
    layer = DictionaryObject(
        {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Opmerkingen")}
    )
    resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L1"): layer})
    note = f"/OC /L1 BDC {lines(['Let op: deze zin klopt nog niet.'], TOP + 30)} EMC "
    (page,) = pages(made(Leaf(note + PROSE, resources), hidden="/L1"))
    assert found(page) == BOTH


def test_a_filled_field_is_read() -> None:
    value = form(f"/Tx BMC {lines(['21 maart 2024'], 4, 2)} EMC", fonts())
    value[NameObject("/BBox")] = numbers(0, 0, 160, 16)
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/Rect"): numbers(LEFT + 52, TOP + 30, LEFT + 212, TOP + 46),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): value}),
        }
    )
    content = lines(["Besloten op"], TOP + 34) + PROSE
    assert one(content, entries={"/Annots": ArrayObject([field])}) == [
        ("paragraph", "Besloten op 21 maart 2024"),
        *BOTH,
    ]
