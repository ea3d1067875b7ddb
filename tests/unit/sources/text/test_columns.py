"""Which column a table's cells stand in."""

import math

import pytest

from sources.text.columns import Cell, Part, cell_of, columns_of

WIDE = Cell(39, 42)
NARROW = Cell(19, 22)
EITHER = Cell(9)
"""A single line, which fits in any column that is wide enough."""


def test_lines_tell_how_wide_a_column_is() -> None:
    cell = cell_of(["een goede positie in", "de wereld"])
    assert (round(cell.least, 1), round(cell.most, 1)) == (17.1, 19.7)
    assert cell_of(["Mmmm"]).least > cell_of(["Iiii"]).least
    assert cell_of(["Eén regel"]).most == math.inf


def test_the_width_tells_where_a_column_ends() -> None:
    parts = [Part((WIDE, WIDE, WIDE, NARROW), whole=True), Part((WIDE, NARROW, NARROW, NARROW), whole=True)]
    assert columns_of(parts, 2) == [[0, 0, 0, 1], [0, 1, 1, 1]]


def test_one_paragraph_in_each_column_needs_no_widths() -> None:
    parts = [Part((EITHER, EITHER, EITHER), whole=True)] * 3
    assert columns_of(parts, 3) == [[0, 1, 2]] * 3


def test_a_cell_that_fits_in_two_columns_is_not_told() -> None:
    parts = [Part((WIDE, NARROW), whole=True), Part((WIDE, EITHER, NARROW), whole=True)]
    assert columns_of(parts, 2) == [[0, 1], [0, None, 1]]


def test_a_cell_that_goes_on_stays_in_its_column() -> None:
    first = Part((WIDE, NARROW, EITHER), whole=True)
    rest = Part((Cell(9, before=(0, 0)), Cell(9, before=(0, 1)), EITHER), whole=False)
    assert columns_of([first, rest], 3) == [[0, 1, 2], [0, 1, None]]


def test_cells_that_do_not_fit_so_many_columns_are_no_table() -> None:
    mixed = Part((WIDE, NARROW, WIDE, NARROW), whole=True)
    assert columns_of([mixed, mixed], 2) is None
    back = Part((Cell(39, 42, (0, 1)), Cell(19, 22, (0, 0))), whole=False)
    assert columns_of([Part((WIDE, NARROW), whole=True), back], 2) is None


@pytest.mark.parametrize("cells", [1, 400])
def test_however_many_rows_there_are(cells: int) -> None:
    assert columns_of([Part((WIDE, NARROW), whole=True)] * cells, 2) == [[0, 1]] * cells
