"""Tables by their lines, or by figures in columns."""

from collections import Counter

from sources.hyphens import Words
from sources.pdf.grids import Grid
from sources.pdf.rows import Piece
from sources.pdf.ruled import ruled_grids
from sources.pdf.sheet import Rule
from sources.pdf.unruled import unruled_grids
from tests.unit.sources.pdf.setting import TYPE, piece

WORDS = Words(Counter())
COLUMNS = (100, 200, 300)


def row(y: float, *cells: str, x: tuple[int, ...] = COLUMNS) -> list[Piece]:
    return [piece(cell, at, y) for cell, at in zip(cells, x, strict=False) if cell]


def across(*heights: float) -> list[Rule]:
    return [Rule(95, y, 400, y) for y in heights]


def walls(*places: float, top: float = 90, bottom: float = 200) -> list[Rule]:
    return [Rule(x, top, x, bottom) for x in places]


def grids_of(pieces: list[Piece], rules: list[Rule]) -> list[Grid]:
    return [*ruled_grids(pieces, rules, TYPE), *unruled_grids(pieces if not rules else [], TYPE)]


def shown(grids: list[Grid]) -> list[tuple[int, list[list[object]]]]:
    return [(grid.heads, [list(cells) for cells in grid.cells(WORDS)]) for grid in grids]


def test_a_table_with_lines_between_head_rows_and_total() -> None:
    rows = [
        row(100, "Grond", "2021", "2022"),
        row(120, "Geslacht", "2", "3"),
        row(132, "Gerichtheid", "10", "14"),
        row(152, "Totaal", "12", "17"),
    ]
    grids = grids_of([p for r in rows for p in r], across(90, 108, 140, 160))
    assert shown(grids) == [
        (
            1,
            [
                ["Grond", "2021", "2022"],
                ["Geslacht", "2", "3"],
                ["Gerichtheid", "10", "14"],
                ["Totaal", "12", "17"],
            ],
        )
    ]


def test_two_tables_of_one_width_with_text_between_them() -> None:
    first = [*row(100, "Grond", "2021"), *row(120, "Geslacht", "2")]
    second = [*row(200, "Grond", "2021"), *row(220, "Geslacht", "7")]
    between = piece("Meldingen bij de politie, naar grond", 100, 160)
    grids = grids_of([*first, between, *second], across(90, 108, 128, 190, 208, 228))
    assert shown(grids) == [
        (1, [["Grond", "2021"], ["Geslacht", "2"]]),
        (1, [["Grond", "2021"], ["Geslacht", "7"]]),
    ]
    assert between not in [p for grid in grids for p in grid.pieces]


def test_two_tables_with_walls_that_reach_a_little_past_their_last_line() -> None:
    first = [*row(100, "Grond", "2021", "2022"), *row(120, "Geslacht", "2", "3")]
    prose = [piece("Het aantal meldingen steeg. Dat kwam door het meldpunt.", 95, 140)]
    second = [*row(180, "Regio", "2021", "2022"), *row(200, "Twente", "7", "8")]
    places = (95, 190, 290, 400)
    lines = [*across(90, 108, 128, 170, 188, 208)]
    lines += walls(*places, top=89.8, bottom=128.2) + walls(*places, top=169.8, bottom=208.2)
    assert shown(grids_of([*first, *prose, *second], lines)) == [
        (1, [["Grond", "2021", "2022"], ["Geslacht", "2", "3"]]),
        (1, [["Regio", "2021", "2022"], ["Twente", "7", "8"]]),
    ]


def test_cells_with_lines_around_them_are_one_however_many_lines_they_have() -> None:
    rows = [
        row(100, "Maatregel", "Toelichting"),
        row(120, "Innovatie-", "Een zin die"),
        row(132, "beleid", "doorloopt."),
        row(152, "Tweede", "Kort."),
    ]
    rules = [*across(90, 108, 140, 160), *walls(195)]
    assert shown(grids_of([p for r in rows for p in r], rules)) == [
        (
            1,
            [
                ["Maatregel", "Toelichting"],
                ["Innovatiebeleid", "Een zin die doorloopt."],
                ["Tweede", "Kort."],
            ],
        )
    ]


def test_the_borders_of_cells_are_one_line() -> None:
    borders = [Rule(x, y, x + 98, y) for y in (90.0, 108.0, 128.0) for x in (95.0, 196.0, 297.0)]
    pieces = [*row(100, "Jaar", "Aantal", "Deel"), *row(120, "2024", "12", "3%")]
    assert shown(grids_of(pieces, borders)) == [(1, [["Jaar", "Aantal", "Deel"], ["2024", "12", "3%"]])]


def test_rows_of_figures_without_lines() -> None:
    rows = [row(100 + 12 * i, f"Sector {i}", str(10 + i), f"{i},5%") for i in range(4)]
    assert shown(grids_of([p for r in rows for p in r], [])) == [
        (0, [[f"Sector {i}", str(10 + i), f"{i},5%"] for i in range(4)])
    ]


def test_what_is_no_table() -> None:
    letterhead = [*row(100, "Datum", "1 maart 2011"), *row(112, "Onderwerp", "Draagmoederschap")]
    assert grids_of(letterhead, []) == []
    prose = [*row(100, "links van de tekst", "rechts van de tekst", x=(100, 330))] * 5
    assert grids_of(prose, []) == []
    assert grids_of([piece("Tekst tussen twee lijnen", 100, 100)], across(90, 108)) == []
    assert grids_of([], across(90, 108)) == []


def cell_texts(*cells: list[str], known: dict[str, int] | None = None) -> list[object]:
    """The first column of a table whose cells have these lines, in letters that are half as wide as high."""
    rules = walls(95, 200, 400, top=90, bottom=90 + 60 * len(cells))
    across_ = [Rule(95, 90 + 60 * i, 400, 90 + 60 * i) for i in range(len(cells) + 1)]
    pieces = [
        p
        for i, lines_ in enumerate(cells)
        for p in (
            *(piece(text, 100, 102 + 60 * i + 12 * n) for n, text in enumerate(lines_)),
            piece(str(i), 210, 102 + 60 * i),
        )
    ]
    (grid,) = ruled_grids(pieces, [*rules, *across_], TYPE)
    return [row[0] for row in grid.cells(Words(Counter(known or {})))]


def test_words_that_a_narrow_column_cuts_are_made_whole() -> None:
    cells = (["Onderd", "eel"], ["Opleid", "ing en", "keurin", "g"], ["Tegemo", "etkomi", "ng"], ["Totaal"])
    assert cell_texts(*cells, known={"onderdeel": 1, "onder": 4, "en": 9}) == [
        "Onderdeel",
        "Opleiding en keuring",
        "Tegemoetkoming",
        "Totaal",
    ]


def test_a_cut_word_is_known_by_a_longer_one_and_may_have_a_bracket_before_it() -> None:
    assert cell_texts(["uitvoerin", "g"], ["Totaal"], known={"uitvoeringstoets": 1}) == [
        "uitvoering",
        "Totaal",
    ]
    assert cell_texts(["(vergunninghou", "der)"], known={"vergunninghouders": 2, "der": 5}) == [
        "(vergunninghouder)"
    ]
    assert cell_texts(["aan", "de"], known={"aandeel": 2}) == ["aan de"]


def test_words_below_each_other_in_a_column_made_to_their_measure_stay_apart() -> None:
    cells = (["Zeewolde", "noord"], ["Dronten", "en", "Urk"], ["Lelystad", "en omgeving"], ["Almere", "stad"])
    assert cell_texts(*cells, known={"en": 9}) == [
        "Zeewolde noord",
        "Dronten en Urk",
        "Lelystad en omgeving",
        "Almere stad",
    ]


MEASURES = [
    *row(100, "Maatregel", "Wie", "Bedrag"),
    *row(120, "Opvang in", "Gemeenten", "€ 12,4"),
    *row(132, "elke regio"),
    *row(152, "Meldpunt", "Inspectie", "€ 0,8"),
    *row(164, "", "Justitie"),
    *row(184, "Opleiding", "Scholen", "€ 3,1"),
]


def test_rows_of_several_lines_are_told_by_the_white_between_them() -> None:
    assert shown(grids_of(MEASURES, [])) == [
        (
            1,
            [
                ["Maatregel", "Wie", "Bedrag"],
                ["Opvang in elke regio", "Gemeenten", "€ 12,4"],
                ["Meldpunt", "Inspectie Justitie", "€ 0,8"],
                ["Opleiding", "Scholen", "€ 3,1"],
            ],
        )
    ]


def test_words_below_each_other_without_figures_or_white_are_no_table() -> None:
    words = [piece("later", p.x0, p.y) if p.text.startswith("€") else p for p in MEASURES]
    assert grids_of(words, []) == []
    tight = [
        *row(100, "Opvang in", "Gemeenten", "zie 3"),
        *row(112, "elke regio"),
        *row(124, "Meldpunt", "Inspectie", "2"),
        *row(136, "Opleiding", "Scholen", "3"),
    ]
    assert grids_of(tight, []) == []
    ragged = [piece(p.text, p.x0 + p.y / 20, p.y) for p in MEASURES]
    assert grids_of(ragged, []) == []
