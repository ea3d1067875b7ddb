"""Tables, read from PDFs that are made here."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sources.types import Page
from tests.pdf_layouts import about, block, found, marked, pages, read, rotated
from tests.pdf_layouts_tables import (
    AFTER,
    BEFORE,
    CAPTION,
    CUT,
    FOOTNOTED,
    LONG_HEAD,
    PROSE,
    PROSE_LOOK,
    REGIONS,
    REGIONS_LOOK,
    SPANNING,
    SPANNING_LOOK,
    TWO_LINE_HEAD,
    TWO_LINE_LOOK,
    WRAPPED,
    WRAPPED_LOOK,
    YEARS,
    Look,
    cut_cell,
    long_table,
    sideways,
    with_table,
)

LINES = ["grid", "rows", "heads", "none"]
"""Which lines are drawn: all, those between rows, those below the heads and the last row, or none."""


def row(cells: Sequence[str]) -> str:
    """The text of a row, as it is read."""
    return "\t".join(cell.replace("<", "") for cell in cells).strip("\t")


def tables(page: Page) -> list[str]:
    """The texts of a page that are a table's."""
    return [text for kind, text in found(page) if kind == "table"]


def looking(look: Look, lines: str) -> Look:
    return replace(look, lines=lines)


@pytest.mark.parametrize(
    ("rows", "look", "lines"),
    [
        *(pytest.param(REGIONS, REGIONS_LOOK, lines, id=f"figures-{lines}") for lines in LINES),
        *(
            pytest.param(TWO_LINE_HEAD, TWO_LINE_LOOK, lines, id=f"heads of two lines-{lines}")
            for lines in LINES[:3]
        ),
        pytest.param(TWO_LINE_HEAD, TWO_LINE_LOOK, "none", id="heads of two lines-none"),
        *(pytest.param(SPANNING, SPANNING_LOOK, lines, id=f"spanning heads-{lines}") for lines in LINES[:3]),
        pytest.param(SPANNING, SPANNING_LOOK, "none", id="spanning heads-none"),
    ],
)
def test_each_row_is_a_block_about_its_heads(rows: Sequence[Sequence[str]], look: Look, lines: str) -> None:
    read_pages = pages(with_table(rows, looking(look, lines)))
    assert found(read_pages[0]) == [
        ("paragraph", BEFORE.read),
        *(("table", row(cells)) for cells in rows),
        ("paragraph", AFTER.read),
    ]
    heads = [row(cells) for cells in rows[: look.heads]]
    for cells in rows[look.heads :]:
        assert about(read_pages, 1, row(cells)) == heads


@pytest.mark.parametrize("lines", LINES)
def test_heads_that_stand_near_each_other(lines: str) -> None:
    (page,) = pages(with_table(REGIONS, replace(REGIONS_LOOK, lines=lines, aligned=False)))
    assert tables(page) == [row(cells) for cells in REGIONS]


@pytest.mark.parametrize("lines", LINES)
def test_cells_of_several_lines(lines: str) -> None:
    read_pages = pages(with_table(WRAPPED, looking(WRAPPED_LOOK, lines)))
    assert tables(read_pages[0]) == [row(cells) for cells in WRAPPED]
    assert about(read_pages, 1, "Landelijk meldpunt") == [row(WRAPPED[0])]


@pytest.mark.parametrize("lines", ["grid", "rows"])
def test_a_cell_of_prose_is_a_paragraph_about_its_head_and_label(lines: str) -> None:
    read_pages = pages(with_table(PROSE, looking(PROSE_LOOK, lines)))
    head, answer = PROSE[0]
    assert found(read_pages[0])[1:3] == [("table", head), ("table", answer)]
    for label, text in PROSE[1:]:
        assert ("paragraph", text) in found(read_pages[0])
        assert about(read_pages, 1, label) == [head]
        assert about(read_pages, 1, text) == [answer, label]


@pytest.mark.parametrize("lines", LINES)
def test_a_caption_is_what_the_rows_are_about(lines: str) -> None:
    read_pages = pages(with_table(REGIONS, looking(REGIONS_LOOK, lines), caption=CAPTION))
    assert found(read_pages[0])[1] == ("heading", CAPTION.read)
    assert CAPTION.read in about(read_pages, 1, "Twente")


@pytest.mark.parametrize("lines", LINES)
def test_a_table_right_above_the_footnotes(lines: str) -> None:
    rows = (*REGIONS[:-1], ("Zuid-Limburg<sup>1</sup>", *REGIONS[-1][1:]))
    (page,) = pages(with_table(rows, looking(REGIONS_LOOK, lines), notes=FOOTNOTED, after=()))
    assert tables(page) == [row(cells) for cells in REGIONS]
    assert found(page)[-1] == ("footnote", FOOTNOTED[0].read)
    assert marked(page) == [("1", "Zuid-Limburg")]


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("lines", LINES)
def test_a_table_over_three_pages(lines: str, repeated: bool) -> None:
    pdf = long_table(repeated=repeated, lines=lines)
    read_pages = pages(pdf)
    head = row(LONG_HEAD)
    for number, years in enumerate((YEARS[:10], YEARS[10:20], YEARS[20:]), start=1):
        heads = [head] if repeated or number == 1 else []
        assert tables(read_pages[number - 1]) == [*heads, *map(row, years)]
        for cells in years:
            assert about(read_pages, number, row(cells)) == [head]
    assert [page.printed for page in read_pages] == ["1", "2", "3"]


def test_a_cell_that_the_end_of_a_page_cuts_goes_on() -> None:
    first, second = read(cut_cell)[0]
    rest = second.blocks[0]
    assert second.text[rest.start : rest.end] == CUT[1][1]
    assert rest.continues is not None
    before = first.blocks[rest.continues]
    assert first.text[before.start : before.end] == CUT[0][1]
    assert about((first, second), 2, CUT[1][1]) == [PROSE[0][1], CUT[0][0]]


def test_what_stands_below_a_cut_cell_keeps_the_heads_of_the_page_before() -> None:
    read_pages, _ = read(cut_cell)
    assert about(read_pages, 2, PROSE[3][0]) == [PROSE[0][0]]
    assert about(read_pages, 2, PROSE[3][1]) == [PROSE[0][1], PROSE[3][0]]
    assert block(read_pages[1], AFTER.read).about == ()


@pytest.mark.parametrize("angle", [0, 90])
def test_a_table_that_is_set_sideways(angle: int) -> None:
    first, second = pages(rotated(sideways(), 2, angle))
    assert found(first) == [("paragraph", BEFORE.read), ("paragraph", AFTER.read)]
    assert found(second) == [
        ("heading", "Tabel 1: Jongeren per jeugdregio"),
        *(("table", row(cells)) for cells in REGIONS),
    ]
