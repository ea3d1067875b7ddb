"""Tables, lists, boxes and footnotes that are not as usual, read from PDFs that are made here."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from sources.types import Page
from tests.pdf_layouts import about, block, found, head, item, marked, note, pages, para, wanted
from tests.pdf_layouts_details import (
    AFTER,
    BEFORE,
    BELOW_TABLE,
    BESIDE,
    BOX,
    CONTEXT,
    ENDNOTES,
    HUNDREDS,
    IN_COLUMN,
    LISTED,
    LISTED_HEAD,
    LONG_LIST,
    LONG_NOTE,
    LOOKS,
    MERGED,
    MERGED_HEAD,
    NOTE_PARAGRAPHS,
    OTHER,
    SHADED,
    SHADES,
    SMALL_TABLE,
    SOURCE,
    boxed,
    endnotes,
    few_words_and_long_notes,
    list_over_columns,
    listed_cells,
    merged_labels,
    more_than_99,
    note_of_paragraphs,
    note_over_pages,
    noted,
    shaded,
    starred,
    table_in_a_column,
)
from tests.pdf_layouts_tables import REGIONS, REGIONS_LOOK, with_table

LINES = ["grid", "rows", "heads", "none"]

NOTES_OUTWEIGH = pytest.mark.xfail(
    strict=True, reason="the commonest size is taken for that of the running text"
)


def row(cells: Sequence[str]) -> str:
    """The text of a row, as it is read."""
    return re.sub("</?[a-z]+>", "", "\t".join(cells)).strip("\t")


def rows(page: Page) -> list[str]:
    """The rows of the tables on a page."""
    return [text for kind, text in found(page) if kind == "table"]


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("name", LOOKS)
def test_tables(name: str, lines: str) -> None:
    cells, look = LOOKS[name]
    read_pages = pages(with_table(cells, replace(look, lines=lines), after=(replace(AFTER, above=1),)))
    assert rows(read_pages[0]) == [row(one) for one in cells]
    assert [about(read_pages, 1, row(one)) for one in cells[1:]] == [[row(cells[0])]] * (len(cells) - 1)


@pytest.mark.parametrize("shade", SHADES)
def test_tables_on_a_colour(shade: str) -> None:
    read_pages = pages(shaded(shade))
    texts = [("table", row(cells)) for cells in SHADED]
    assert found(read_pages[0]) == [("paragraph", BEFORE.read), *texts, ("paragraph", AFTER.read)]
    assert about(read_pages, 1, "Twente") == [row(SHADED[0])]


@pytest.mark.parametrize("centred", [False, True])
def test_labels_beside_two_rows(centred: bool) -> None:
    read_pages = pages(merged_labels(centred=centred))
    assert rows(read_pages[0]) == [
        row(MERGED_HEAD),
        *(row((label, *first)) for label, (first, _) in MERGED[:1]),
        *(row(second) for _, (_, second) in MERGED[:1]),
        *(row((label, *first)) for label, (first, _) in MERGED[1:]),
        *(row(second) for _, (_, second) in MERGED[1:]),
    ]


@pytest.mark.parametrize("centred", [False, True])
def test_a_row_is_about_the_label_that_it_shares(centred: bool) -> None:
    read_pages = pages(merged_labels(centred=centred))
    label, (first, second) = MERGED[1]
    assert about(read_pages, 1, row(second)) == [row(MERGED_HEAD), row((label, *first))]


def test_a_list_in_a_cell() -> None:
    read_pages = pages(listed_cells())
    head_, measures = LISTED_HEAD
    assert found(read_pages[0])[1:-1] == [
        ("table", head_),
        ("table", measures),
        *(
            pair
            for label, texts in LISTED
            for pair in (("table", label), *(("list_item", f"• {text}") for text in texts))
        ),
    ]


def test_the_text_of_a_list_in_a_cell_is_all_there() -> None:
    text = pages(listed_cells())[0].text
    assert [line for _, texts in LISTED for line in texts if line not in text.replace("\n", " ")] == []


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("right", [False, True])
def test_a_table_in_one_of_two_columns(lines: str, right: bool) -> None:
    (page,) = pages(table_in_a_column(lines, right=right))
    with_table_ = [
        *wanted(IN_COLUMN),
        *(("table", row(cells)) for cells in SMALL_TABLE),
        *wanted(BELOW_TABLE),
    ]
    beside = wanted(BESIDE)
    assert found(page) == ([*beside, *with_table_] if right else [*with_table_, *beside])


@pytest.mark.parametrize("foot", [140.0, 152.0, 164.0, 176.0])
def test_a_list_that_goes_on_in_the_next_column(foot: float) -> None:
    assert found(pages(list_over_columns(foot))[0]) == wanted(LONG_LIST)


@pytest.mark.parametrize("filled", [False, True])
def test_a_box_between_paragraphs(filled: bool) -> None:
    assert found(pages(boxed(filled=filled))[0]) == wanted((BEFORE, *BOX, AFTER))


def test_footnotes_over_99() -> None:
    for page, notes in zip(pages(more_than_99()), HUNDREDS, strict=True):
        assert found(page) == [
            *(("paragraph", text) for _, text, _ in notes),
            *(("footnote", source) for _, _, source in notes),
        ]
        assert marked(page) == [(str(n), text.split()[-1]) for n, text, _ in notes]


TEXT = para("De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.<sup>1</sup>")
NOTES = (note(1, SOURCE), note(2, OTHER))


@pytest.mark.parametrize(
    ("part", "marks"),
    [
        pytest.param(
            "De minister noemt het «onhoudbaar».<sup>1,2</sup> Dat is nieuw.",
            [("1", "«onhoudbaar»."), ("2", "«onhoudbaar».")],
            id="two",
        ),
        pytest.param(
            "De minister noemt het «onhoudbaar».<sup>1</sup><sup>, </sup><sup>2</sup> Dat is nieuw.",
            [("1", "«onhoudbaar»."), ("2", "«onhoudbaar».")],
            id="two apart",
        ),
        pytest.param(
            "De wachttijd<sup>1</sup>, die in 2022 opliep tot elf weken<sup>2</sup>.",
            [("1", "wachttijd"), ("2", "weken")],
            id="before a sign",
        ),
        pytest.param(
            "De minister noemt het «onhoudbaar»<sup>1</sup> en “te lang”<sup>2</sup>.",
            [("1", "«onhoudbaar»"), ("2", "lang”")],
            id="behind a quotation mark",
        ),
        pytest.param(
            "In 2022<sup>1</sup> waren er 1.240 jongeren (2023: 865<sup>2</sup>).",
            [("1", "2022"), ("2", "865")],
            id="behind figures",
        ),
        pytest.param(
            "De uitstoot van CO2<sup>1</sup> per m2<sup>2</sup> daalt.",
            [("1", "CO2"), ("2", "m2")],
            id="behind a formula",
        ),
        pytest.param(
            "<i>Wachten op begeleiding</i><sup>1</sup> is het <b>tweede</b><sup>2</sup> rapport.",
            [("1", "begeleiding"), ("2", "tweede")],
            id="behind another style",
        ),
    ],
)
def test_where_marks_stand(part: str, marks: list[tuple[str, str]]) -> None:
    (page,) = pages(noted((para(part),), NOTES))
    assert found(page) == wanted((*CONTEXT, para(part), *NOTES))
    assert marked(page) == marks


def test_a_raised_figure_of_a_unit_is_no_mark() -> None:
    text = "Het gebouw telt<sup>1</sup> 1.200 m<sup>2</sup> aan kantoren, ruim 10 procent meer dan vroeger.<sup>2</sup>"
    (page,) = pages(noted((para(text),), NOTES))
    read_text = "Het gebouw telt 1.200 m2 aan kantoren, ruim 10 procent meer dan vroeger."
    assert found(page) == [*wanted(CONTEXT), ("paragraph", read_text), *wanted(NOTES)]
    assert marked(page) == [("1", "telt"), ("2", "vroeger.")]


@pytest.mark.parametrize("style", ["B", "I"])
def test_a_mark_in_a_heading(style: str) -> None:
    parts = (
        head("Wachttijden<sup>1</sup>", style, above=0),
        replace(TEXT, text=TEXT.text.replace("1<", "2<")),
    )
    (page,) = pages(noted(parts, NOTES))
    assert found(page) == wanted((*CONTEXT, *parts, *NOTES))
    assert marked(page) == [("1", "Wachttijden"), ("2", "weken.")]
    assert block(page, "De wachttijden").section == ("Wachttijden",)


@pytest.mark.parametrize("lines", LINES)
def test_a_mark_behind_a_figure_of_a_table(lines: str) -> None:
    cells = (*REGIONS[:2], ("Friesland", "287", "301<sup>1</sup>", "4,9%"), *REGIONS[3:])
    look = replace(REGIONS_LOOK, lines=lines, aligned=False)
    (page,) = pages(with_table(cells, look, notes=NOTES[:1], after=()))
    assert rows(page) == [row(one) for one in REGIONS]
    assert marked(page) == [("1", "301")]
    assert found(page)[-1] == ("footnote", SOURCE)


@pytest.mark.parametrize("lines", LINES)
def test_a_list_number_is_no_mark_of_a_note_to_a_table(lines: str) -> None:
    cells = (*REGIONS[:2], ("Friesland", "287", "301<sup>1</sup>", "4,9%"), *REGIONS[3:])
    look = replace(REGIONS_LOOK, lines=lines, aligned=False)
    listed = item("Een landelijk meldpunt wordt ingericht, zoals in de motie is gevraagd.", "1.")
    (page,) = pages(with_table(cells, look, caption=listed, notes=NOTES[:1], after=()))
    assert found(page)[1] == ("list_item", listed.read)
    assert marked(page) == [("1", "301")]


def test_a_note_of_more_paragraphs() -> None:
    (page,) = pages(note_of_paragraphs())
    notes = [(b.label, page.text[b.start : b.end]) for b in page.blocks if b.kind.value == "footnote"]
    assert notes == [("1", " ".join(NOTE_PARAGRAPHS)), ("2", SOURCE)]


@NOTES_OUTWEIGH
def test_a_page_with_more_words_in_its_notes_than_in_its_text() -> None:
    (page,) = pages(few_words_and_long_notes())
    assert found(page) == [("paragraph", TEXT.read), ("footnote", LONG_NOTE[0])]
    assert marked(page) == [("1", "weken.")]


def test_a_note_over_three_pages() -> None:
    read_pages = pages(note_over_pages())
    assert [[text for kind, text in found(page) if kind == "footnote"] for page in read_pages] == [
        [LONG_NOTE[0]],
        [LONG_NOTE[1]],
        [LONG_NOTE[2], SOURCE],
    ]
    assert [[b.label for b in page.blocks if b.label] for page in read_pages] == [["1"], ["1"], ["1", "2"]]
    assert [b.continues for page in read_pages[1:] for b in page.blocks if b.label] == [2, 2, None]


@pytest.mark.parametrize("raised", [False, True])
def test_notes_with_asterisks_are_not_lost(raised: bool) -> None:
    (page,) = pages(starred(raised=raised))
    assert [text for _, text in found(page)] == [
        *(part.read for part in CONTEXT),
        "De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.*",
        "In Groningen begint een traject gemiddeld na drie dagen.**",
        f"* {SOURCE}",
        f"** {OTHER}",
    ]


MARKS = ["{}", "{}.", "[{}]"]


@pytest.mark.parametrize("mark", MARKS)
def test_endnotes_are_blocks_of_their_own(mark: str) -> None:
    last = pages(endnotes(mark))[-1]
    texts = [re.sub(r"^\W*\d+\W*", "", text) for _, text in found(last)]
    assert texts == ["Noten", *ENDNOTES]


@pytest.mark.parametrize("mark", MARKS)
def test_numbers_of_endnotes_are_not_glued_to_words(mark: str) -> None:
    first, second, _ = pages(endnotes(mark))
    assert found(first) == [("paragraph", "De wachttijden zijn in 2022 opgelopen tot gemiddeld elf weken.")]
    assert (marked(first), marked(second)) == ([("1", "weken.")], [("2", "dagen."), ("3", "vastgesteld.")])
