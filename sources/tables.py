"""From a table's cells to its blocks: a row of short cells is one block, a cell of prose has paragraphs of its own.

Each block says what it is about: its column's heads and its row's label. A reader makes the grid, whatever its format.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from sources.document import Draft
from sources.sentences import sentence_ends
from sources.shapes import bare, ended, is_item
from sources.types import BlockKind


class Merged(Enum):
    """A cell that has no text of its own, because it is one with the cell to its left or above it."""

    LEFT = "left"
    ABOVE = "above"


Cell = str | Merged
"""A cell's text, tidied, its paragraphs parted by line ends; empty where nothing stands in it."""
Place = tuple[int, int]
"""Page (from 1) and index of a draft on it."""

MOST_COLUMNS = 63
"""Columns of the widest table that is read, as many as Word allows; what stands further is left out."""
_PROSE = 80
"""Characters of the longest cell that is a label or a value rather than prose."""
_LONGEST_HEAD = 60
"""Characters of the longest cell that may be taken for a column's head where the file does not say which are."""
_VALUE = re.compile(
    r"^[-–‒+<>=≤≥±€$%()\d.,/: ]*\d[-–‒€$%()\d.,/: ]*$|^(?:ja|nee|n\.?v\.?t\.?|x|-|–)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TablePart:
    """The drafts of a table, or of the part of it that stands on one page.

    :ivar heads: for each column where its heads stand, on this page or one before, outermost first.
    :ivar label: where the label of the last row stands.
    :ivar open: for each column the index of the last row's last draft in it, where that was not the end of a sentence.
    :ivar apart: whether the last row's cells have drafts of their own.
    """

    drafts: tuple[Draft, ...]
    heads: tuple[tuple[Place, ...], ...] = ()
    label: Place | None = None
    open: tuple[int | None, ...] = ()
    apart: bool = False


def table_part(
    rows: Sequence[Sequence[Cell]],
    heads: int,
    page: int,
    first: int,
    before: TablePart | None = None,
    *,
    goes_on: bool = False,
) -> TablePart:
    r"""The drafts of a table: first its head rows, then each row or cell with where its heads and label stand.

    `[["Jaar", "Aantal"], ["2024", "12"]]` with one head row gives the drafts `"Jaar\tAantal"` and `"2024\t12"`, the
    second about the first.

    :param heads: how many rows at the top are column heads; 0 on a later page that does not repeat them.
    :param page: the page that the drafts will stand on, from 1.
    :param first: the index that the first of them will have there.
    :param before: the part of the table on the page before; its heads hold here too.
    :param goes_on: whether the first row goes on from the last one of `before`.
    """
    columns = max((len(row) for row in rows), default=0)
    made = _Making(page, first, [_heads_of(before, column) for column in range(columns)])
    made.label = before.label if before else None
    apart = any(is_prose(cell) for row in rows for cell in row)
    for number, row in enumerate(rows):
        cells = [*row, *[""] * (columns - len(row))]
        going_on = before if goes_on and number == 0 else None
        made.open = [None] * columns
        if number < heads:
            made.head_row(cells, apart=apart)
        elif going_on.apart if going_on else apart and any(is_prose(cell) for cell in cells):
            made.cells(cells, going_on)
        else:
            made.row(cells, going_on)
    return TablePart(
        tuple(made.drafts), tuple(map(tuple, made.heads)), made.label, tuple(made.open), apart=made.apart
    )


def is_prose(cell: Cell) -> bool:
    """Whether a cell holds prose: long, or of several sentences."""
    return isinstance(cell, str) and (len(bare(cell)) > _PROSE or len(sentence_ends(cell)) > 1)


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell with how many columns and rows it takes; `column` is where it stands, None for the next that is free."""

    text: str
    columns: int = 1
    rows: int = 1
    column: int | None = None


def spread(rows: Sequence[Sequence[Spanning]]) -> list[list[Cell]]:
    """The grid of a table whose cells say how many columns and rows they take, at most 63 columns."""
    grid: list[list[Cell]] = []
    hanging: dict[int, int] = {}  # column -> rows that a cell above still takes
    for row in rows:
        cells: dict[int, Cell] = dict.fromkeys(hanging, Merged.ABOVE)
        following = {column: left - 1 for column, left in hanging.items() if left > 1}
        at = 0
        for cell in row:
            at = at if cell.column is None else cell.column
            while at in cells:
                at += 1
            for column in range(at, min(at + max(1, cell.columns), MOST_COLUMNS)):
                cells[column] = cell.text if column == at else Merged.LEFT
                if cell.rows > 1:
                    following[column] = cell.rows - 1
            at += max(1, cell.columns)
        grid.append([cells.get(column, "") for column in range(max(cells, default=-1) + 1)])
        hanging = following
    return grid


def guess_heads(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top look like column heads, 0 or 1: words above figures, or short above long.

    For formats that do not say it, or say it of every table.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    top = rows[0][1:]
    if not all(
        cell is Merged.LEFT or (isinstance(cell, str) and cell and _may_be_head(cell)) for cell in top
    ):
        return 0
    if not isinstance(rows[0][0], str) or (rows[0][0] and not _may_be_head(rows[0][0])):
        return 0
    below = [cell for row in rows[1:] for cell in row[1:]]
    return int(any(is_prose(cell) or (isinstance(cell, str) and _VALUE.match(cell)) for cell in below))


def _may_be_head(cell: str) -> bool:
    year = re.fullmatch(r"(?:19|20)\d\d", cell)
    return (
        len(cell) <= _LONGEST_HEAD and (year is not None or not _VALUE.match(cell)) and not cell.endswith(".")
    )


def _heads_of(before: TablePart | None, column: int) -> list[Place]:
    return list(before.heads[column]) if before and column < len(before.heads) else []


@dataclass(slots=True)
class _Making:
    """A part of a table as its drafts are made."""

    page: int
    first: int
    heads: list[list[Place]]
    drafts: list[Draft] = field(default_factory=list)
    label: Place | None = None
    open: list[int | None] = field(default_factory=list)
    apart: bool = False

    def head_row(self, cells: Sequence[Cell], *, apart: bool) -> None:
        """A row of column heads: one draft, or one for each cell where the cells of the table stand apart."""
        self.label = None
        if not apart:
            if row := self._add(BlockKind.TABLE, _joined(cells), ()):
                for column in self.heads:
                    column.append(row)
            return
        place: Place | None = None
        for number, cell in enumerate(cells):
            if isinstance(cell, str):
                place = self._add(BlockKind.TABLE, _flat(cell), ())
            if place and cell is not Merged.ABOVE:
                self.heads[number].append(place)

    def row(self, cells: Sequence[Cell], going_on: TablePart | None) -> None:
        """A row as one draft."""
        self.apart = False
        about = [place for column in self.heads for place in column]
        if self.label and (cells[0] is Merged.ABOVE or going_on):
            about.append(self.label)
        continues = next((i for i in going_on.open if i is not None), None) if going_on else None
        text = _joined(cells)
        place = self._add(BlockKind.TABLE, text, about, continues)
        if place and not ended(text):
            self.open[0] = place[1]
        if cells[0] is not Merged.ABOVE and not going_on:
            self.label = place if cells[0] else None

    def cells(self, cells: Sequence[Cell], going_on: TablePart | None) -> None:
        """A row whose cells have drafts of their own: a label, and what is about it."""
        self.apart = True
        for column, cell in enumerate(cells):
            before = going_on.open[column] if going_on and column < len(going_on.open) else None
            labels = column == 0 and len(cells) > 1 and not going_on
            if labels and cell is not Merged.ABOVE:
                self.label = None
            if not isinstance(cell, str) or not cell:
                continue
            about = [*self.heads[column], *([self.label] if self.label else [])]
            if not is_prose(cell) and before is None:
                place = self._add(BlockKind.TABLE, _flat(cell), about)
                self.label = place if labels else self.label
                self.open[column] = place[1] if place and not ended(cell) else None
                continue
            for paragraph in filter(None, cell.split("\n")):
                kind = BlockKind.LIST_ITEM if is_item(paragraph) else BlockKind.PARAGRAPH
                place = self._add(kind, paragraph, about, before)
                before = None
                self.open[column] = place[1] if place and not ended(paragraph) else None

    def _add(
        self, kind: BlockKind, text: str, about: Sequence[Place], continues: int | None = None
    ) -> Place | None:
        if not text:
            return None
        self.drafts.append(Draft(kind, text, about=tuple(dict.fromkeys(about)), continues=continues))
        return self.page, self.first + len(self.drafts) - 1


def _flat(cell: str) -> str:
    return " ".join(filter(None, cell.split("\n")))


def _joined(cells: Sequence[Cell]) -> str:
    """A row's cells, each in its column, with a tab between them and none around them."""
    return "\t".join(_flat(cell) if isinstance(cell, str) else "" for cell in cells).strip("\t")
