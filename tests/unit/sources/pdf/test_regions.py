"""The order in which columns are read."""

from sources.pdf.regions import regions_of
from sources.pdf.rows import Piece
from sources.pdf.sheet import Rule
from tests.unit.sources.pdf.setting import TYPE, column, piece

LEFT = [f"links regel {n} van de tekst die hier" for n in range(6)]
RIGHT = [f"rechts regel {n} van de tekst die hier" for n in range(6)]


def order(pieces: list[Piece], rules: tuple[Rule, ...] = ()) -> list[list[str]]:
    pieces = sorted(pieces, key=lambda p: (p.y, p.x0))
    return [[p.text for p in region.pieces] for region in regions_of(pieces, rules, TYPE)]


def test_no_text_has_no_regions() -> None:
    assert order([]) == []


def test_one_column_is_one_region() -> None:
    assert order(column(LEFT)) == [LEFT]


def test_the_left_column_comes_before_the_right_one_also_where_their_lines_stand_off() -> None:
    assert order([*column(LEFT), *column(RIGHT, x=330, y=107)]) == [LEFT, RIGHT]


def test_a_title_over_both_columns_comes_first() -> None:
    title = piece("Een titel die over beide kolommen loopt en dus lang moet zijn, langer dan een", 100, 80)
    assert order([title, *column(LEFT), *column(RIGHT, x=330)]) == [[title.text], LEFT, RIGHT]


def test_columns_above_and_below_a_title_are_read_apart() -> None:
    title = piece("Een titel die over beide kolommen loopt en dus lang moet zijn, langer dan een", 100, 200)
    below = [*column(LEFT, y=230), *column(RIGHT, x=330, y=230)]
    assert order([*column(LEFT), *column(RIGHT, x=330), title, *below]) == [
        LEFT,
        RIGHT,
        [title.text],
        LEFT,
        RIGHT,
    ]


def test_a_bullet_that_hangs_out_belongs_to_its_column() -> None:
    right = column(RIGHT, x=330)
    right[3] = piece("• punt dat uithangt en de regel vult", 318, right[3].y)
    assert order([*column(LEFT), *right]) == [LEFT, [p.text for p in right]]


def test_rows_with_lines_drawn_between_them_are_no_columns() -> None:
    rules = tuple(Rule(90, y, 500, y) for y in (105.0, 129.0, 153.0))
    pieces = [*column(LEFT), *column(RIGHT, x=330)]
    assert order(pieces, rules) == [[text for pair in zip(LEFT, RIGHT, strict=True) for text in pair]]


def test_short_cells_beside_each_other_are_no_columns() -> None:
    labels, figures = ["2021", "2022", "2023", "2024"], ["12", "14", "16", "18"]
    pieces = [*column(labels), *column(figures, x=330)]
    assert order(pieces) == [[text for pair in zip(labels, figures, strict=True) for text in pair]]


def test_three_columns() -> None:
    third = [f"derde regel {n} van de tekst die hier" for n in range(6)]
    pieces = [*column(LEFT), *column(RIGHT, x=330), *column(third, x=560)]
    assert order(pieces) == [LEFT, RIGHT, third]
