"""What a passage shows of a table."""

from collections.abc import Iterable, Iterator, Sequence

from rag.room import MAX_CHARACTERS, size
from sources.sentences import Sentence
from sources.types import BlockKind


def table_window(sentences: Sequence[Sentence], texts: Sequence[str], answer: int) -> list[int]:
    """A small table whole; of a larger one the heads of the answer's columns, its row, and rows around it.

    The caption goes with either. Heads that are repeated on the table's next page are shown once: in a whole table
    where it begins, else those on the page of the row.
    """
    table = _rows(sentences, answer)
    heads = _heads(sentences, table, answer)
    names = {texts[i] for i in heads}
    body = [i for i in table if i == answer or texts[i] not in names]
    whole = sorted({*body, *(next(i for i in table if texts[i] == name) for name in names)})
    if size(texts, whole) <= MAX_CHARACTERS + 1:
        shown = whole
    else:
        shown = sorted({*heads, *_around(body, texts, answer, size(texts, heads))})
    above = next(
        (i for i in range(table[0] - 1, -1, -1) if sentences[i].kind is not BlockKind.FOOTNOTE), None
    )
    caption = above is not None and _is_caption(sentences, above, table[0])
    return [above, *shown] if above is not None and caption else shown


def _rows(sentences: Sequence[Sentence], answer: int) -> list[int]:
    """Numbers of the table's rows, over page breaks: between them stands nothing but footnotes."""

    def onwards(numbers: Iterable[int]) -> Iterator[int]:
        for number in numbers:
            if sentences[number].kind is BlockKind.FOOTNOTE:
                continue
            if (sentences[number].kind, sentences[number].section) != (
                BlockKind.TABLE,
                sentences[answer].section,
            ):
                return
            yield number

    before = list(onwards(range(answer - 1, -1, -1)))
    return [*reversed(before), answer, *onwards(range(answer + 1, len(sentences)))]


def _heads(sentences: Sequence[Sentence], rows: Sequence[int], answer: int) -> list[int]:
    """Numbers of the rows that say what the answer's row is about; the first where the letter names none."""
    named = [i for i in rows if i != answer and sentences[i].spans[0] in sentences[answer].about]
    return named or [i for i in rows[:1] if i != answer]


def _is_caption(sentences: Sequence[Sentence], above: int, row: int) -> bool:
    """Whether the sentence above a table is its caption: a heading, or what its first row is about."""
    return sentences[above].kind is BlockKind.HEADING or sentences[above].spans[0] in sentences[row].about


def _around(rows: Sequence[int], texts: Sequence[str], answer: int, taken: int) -> list[int]:
    """The answer's row with its neighbours, in turn the next and the one before, while there is room.

    :param taken: characters that the passage has already.
    """
    first = last = rows.index(answer)
    taken += len(texts[answer])
    grown = True
    while grown:
        grown = False
        for at in (last + 1, first - 1):
            if 0 <= at < len(rows) and taken + len(texts[rows[at]]) + 1 <= MAX_CHARACTERS:
                taken += len(texts[rows[at]]) + 1
                first, last, grown = min(first, at), max(last, at), True
    return list(rows[first : last + 1])
