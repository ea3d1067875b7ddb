"""Tables: rows and cells as drafts, each with where its heads and label stand."""

import pytest

from sources.document import Draft
from sources.tables import Cell, Merged, Spanning, TablePart, guess_heads, is_prose, spread, table_part
from sources.types import BlockKind

LEFT, ABOVE = Merged.LEFT, Merged.ABOVE
PROSE = "De subsidie wordt verhoogd. Daarvoor is geld nodig."


def drafts(part: TablePart) -> list[tuple[str, str, tuple[tuple[int, int], ...], int | None]]:
    return [(draft.kind.value, draft.text, draft.about, draft.continues) for draft in part.drafts]


def test_rows_of_short_cells_are_about_the_head_row() -> None:
    part = table_part([["Post", "2023", "2024"], ["Subsidies", "1,2", "3,4"], ["Totaal", "", "5"]], 1, 3, 10)
    assert drafts(part) == [
        ("table", "Post\t2023\t2024", (), None),
        ("table", "Subsidies\t1,2\t3,4", ((3, 10),), None),
        ("table", "Totaal\t\t5", ((3, 10),), None),
    ]


def test_cells_of_prose_are_about_their_column_and_row() -> None:
    rows = [
        ["Maatregel", "Toelichting", "Wanneer"],
        ["Subsidie", f"{PROSE}\n• een punt. En meer.", "2025"],
        ["Totaal", "5", "6"],
    ]
    assert drafts(table_part(rows, 1, 1, 4)) == [
        ("table", "Maatregel", (), None),
        ("table", "Toelichting", (), None),
        ("table", "Wanneer", (), None),
        ("table", "Subsidie", ((1, 4),), None),
        ("paragraph", PROSE, ((1, 5), (1, 7)), None),
        ("list_item", "• een punt. En meer.", ((1, 5), (1, 7)), None),
        ("table", "2025", ((1, 6), (1, 7)), None),
        ("table", "Totaal\t5\t6", ((1, 4), (1, 5), (1, 6)), None),
    ]  # fmt: skip


def test_merged_cells() -> None:
    rows: list[list[Cell]] = [
        ["Art.", "Begroting", LEFT],
        [ABOVE, "Uitgaven", "Ontvangsten"],
        ["1", "2.727", "97"],
        [ABOVE, "5", "6"],
    ]
    assert drafts(table_part(rows, 2, 1, 0)) == [
        ("table", "Art.\tBegroting", (), None),
        ("table", "Uitgaven\tOntvangsten", (), None),
        ("table", "1\t2.727\t97", ((1, 0), (1, 1)), None),
        ("table", "5\t6", ((1, 0), (1, 1), (1, 2)), None),
    ]
    rows[2][1] = PROSE
    assert drafts(table_part(rows, 2, 1, 0)) == [
        ("table", "Art.", (), None),
        ("table", "Begroting", (), None),
        ("table", "Uitgaven", (), None),
        ("table", "Ontvangsten", (), None),
        ("table", "1", ((1, 0),), None),
        ("paragraph", PROSE, ((1, 1), (1, 2), (1, 4)), None),
        ("table", "97", ((1, 1), (1, 3), (1, 4)), None),
        ("table", "5\t6", ((1, 0), (1, 1), (1, 2), (1, 3), (1, 4)), None),
    ]


def test_empty_head_cells_empty_rows_and_rows_of_unequal_length() -> None:
    rows = [["", "Uitgaven"], [], ["", ""], ["Personeel", "5", "6"], [PROSE]]
    assert drafts(table_part(rows, 1, 1, 0)) == [
        ("table", "Uitgaven", (), None),
        ("table", "Personeel\t5\t6", ((1, 0),), None),
        ("paragraph", PROSE, (), None),
    ]
    assert drafts(table_part([], 1, 1, 0)) == []
    assert drafts(table_part([[], [""]], 3, 1, 0)) == []


def test_heads_of_an_earlier_page_hold_on_the_next() -> None:
    first = table_part([["Post", "2024"], ["Subsidies", "3"]], 1, 1, 7)
    second = table_part([["Opdrachten", "4"]], 0, 2, 0, first)
    assert drafts(second) == [("table", "Opdrachten\t4", ((1, 7),), None)]
    third = table_part([[ABOVE, PROSE]], 0, 3, 0, second)
    assert drafts(third) == [("paragraph", PROSE, ((1, 7), (2, 0)), None)]


def test_a_row_that_goes_on_continues_cell_by_cell_where_a_sentence_is_broken_off() -> None:
    first = table_part([["Wat", "Hoe", "Waarom"], ["A", "Een zin. De tweede loopt", f"{PROSE}"]], 1, 1, 0)
    assert first.open == (0 + 3, 4, None)
    second = table_part([["", "hier door.", "Nog een reden. En nog een."]], 0, 2, 0, first, goes_on=True)
    assert drafts(second) == [
        ("paragraph", "hier door.", ((1, 1), (1, 3)), 4),
        ("paragraph", "Nog een reden. En nog een.", ((1, 2), (1, 3)), None),
    ]
    row = table_part([["a", "b"], ["1", "twee en"]], 1, 1, 0)
    rest = table_part([["", "drie"]], 0, 2, 0, row, goes_on=True)
    assert drafts(rest) == [("table", "drie", ((1, 0), (1, 1)), 1)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Subsidie", False),
        ("x" * 80, False),
        ("x" * 81, True),
        ("Een zin. En nog een.", True),
        ("Zie Kamerstuk 33 009, nr. 70.", False),
        ("Directie\nIndustrie", False),
        (LEFT, False),
    ],
)
def test_prose(cell: Cell, expected: bool) -> None:
    assert is_prose(cell) is expected


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([["Post", "2023", "2024"], ["Subsidies", "1", "2"]], 1),
        ([["", "Uitgaven"], ["Personeel", "€ 5,2"]], 1),
        ([["Jaar", "Bedrag", LEFT], ["2024", "5", "6"]], 1),
        ([["Maatregel", "Toelichting"], ["Subsidie", PROSE]], 1),
        ([["Voorwaarde", "Voldoet"], ["Tijdig", "Ja"]], 1),
        ([["Subsidies", "1,2"], ["Opdrachten", "3"]], 0),
        ([["Naam", "Jansen"], ["Functie", "directeur"]], 0),
        ([["Dit is een zin.", "En dit ook."], ["a", "1"]], 0),
        ([["Post", "2024"]], 0),
        ([["Alleen"], ["1"]], 0),
        ([], 0),
    ],
)
def test_whether_the_first_row_looks_like_column_heads(rows: list[list[Cell]], heads: int) -> None:
    assert guess_heads(rows) == heads


def test_cells_that_say_how_much_they_take() -> None:
    rows = [
        [Spanning("a", rows=2), Spanning("b", columns=2)],
        [Spanning("c"), Spanning("d")],
        [Spanning("e", column=1)],
    ]
    assert spread(rows) == [["a", "b", LEFT], [ABOVE, "c", "d"], ["", "e"]]
    wide = spread([[Spanning("x", columns=10**9, rows=10**9)], [Spanning("y")]])
    assert (len(wide[0]), wide[0][:2], wide[1][0]) == (63, ["x", LEFT], ABOVE)


def test_the_drafts_are_what_assemble_takes() -> None:
    assert table_part([["a", "b"]], 0, 1, 0).drafts == (Draft(BlockKind.TABLE, "a\tb"),)
