"""From a letter to its chunks: whole sentences, inside one section, with exact spans."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from langchain_text_splitters import CharacterTextSplitter, RecursiveCharacterTextSplitter

from index.settings import IndexSettings
from index.types import Chunk
from sources.sentences import Sentence, letter_sentences
from sources.types import SPAN_JOINER, BlockKind, Letter, Span

_TITLE_CHARACTERS = 200
_LEAD_CHARACTERS = 300
"""How much of a title or heading, and of a sentence that a footnote or list hangs on, goes into the context.

Measured on the five letters: a chunk with its context is 133 word pieces on average and 225 at most, of the
256 that the shipped model reads; the context by itself is 37 and 100.
"""
_LONGEST_LIST = 500
"""Sentences before an item among which the one that leads into its list is looked for."""
_CLAUSE_ENDS = [r"\n", r"[;:]\s+", r",\s+", r"\s+", ""]
"""Where a sentence longer than a chunk is cut: at the first of these that leaves parts that fit."""


def chunk_letter(letter: Letter, settings: IndexSettings) -> list[Chunk]:
    """The letter's chunks, in reading order; together they hold every sentence of the letter.

    A chunk stays inside one section and never mixes running text, tables and footnotes; each footnote has its
    own. A sentence longer than a chunk is in several, each with the spans of its part.
    """
    sentences = letter_sentences(letter)
    texts = [letter.text_at(sentence.spans) for sentence in sentences]
    on_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for page in {span.page for span in sentence.spans}:
            on_page[page].append(number)
    chunks: list[Chunk] = []
    for region in _regions(sentences):
        pieces = [piece for i in region for piece in _pieces(i, sentences[i], texts[i], settings)]
        for part in _pack(pieces, settings):
            spans = merge_spans(letter, [span for piece in part for span in piece.spans])
            first, last = part[0].sentence, part[-1].sentence + 1
            chunks.append(
                Chunk(
                    chunk_id=f"{letter.letter_id}#{len(chunks) + 1:04d}",
                    letter_id=letter.letter_id,
                    sentences=(first, last),
                    spans=spans,
                    text=letter.text_at(spans),
                    context=_context(letter, sentences, texts, first, last, on_page),
                )
            )
    return chunks


def merge_spans(letter: Letter, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with neighbours on one page made one, where nothing but white space lies between them."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].page == span.page and merged[-1].end <= span.start:
            between = letter.pages[span.page - 1].text[merged[-1].end : span.start]
            if not between.strip():
                merged[-1] = Span(span.page, merged[-1].start, span.end)
                continue
        merged.append(span)
    return tuple(merged)


def _regions(sentences: Sequence[Sentence]) -> Iterator[range]:
    """Runs of sentences that may share a chunk: one section with its heading, one table, one footnote, one answer.

    The head or label of a table goes with what follows it and is about it.
    """
    numbers: list[tuple[int, object]] = []
    section = 0
    previous: Sentence | None = None
    for i, sentence in enumerate(sentences):
        if sentence.kind is BlockKind.HEADING and (
            previous is None or previous.kind is not BlockKind.HEADING
        ):
            section += 1
        note = sentence.unit if sentence.kind is BlockKind.FOOTNOTE else -1
        following = sentences[i + 1].kind if i + 1 < len(sentences) else None
        caption = sentence.kind is BlockKind.HEADING and following is BlockKind.TABLE
        table = caption or sentence.kind is BlockKind.TABLE
        numbers.append((i, (section, note, table, sentence.about)))
        if note < 0:
            previous = sentence
    for i in range(len(sentences) - 2, -1, -1):
        if sentences[i].kind is BlockKind.TABLE and sentences[i].spans[0] in sentences[i + 1].about:
            numbers[i] = (i, numbers[i + 1][1])
    for _, group in groupby(numbers, key=lambda pair: pair[1]):
        indices = [i for i, _ in group]
        yield range(indices[0], indices[-1] + 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of one that is longer than a chunk."""

    sentence: int
    spans: tuple[Span, ...]
    length: int


def _pieces(number: int, sentence: Sentence, text: str, settings: IndexSettings) -> Iterator[_Piece]:
    """The sentence whole, or cut at clause boundaries into parts that fit a chunk.

    The splitter keeps every character: the parts laid end to end are the text, so where each stands is known.
    """
    size = settings.chunk_characters - len(SPAN_JOINER)
    if len(text) <= size:
        yield _Piece(number, sentence.spans, len(text))
        return
    splitter = RecursiveCharacterTextSplitter(
        separators=_CLAUSE_ENDS,
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
        chunk_size=size,
        chunk_overlap=0,
    )
    end = 0
    for part in splitter.split_text(text):
        start, end = end, end + len(part)
        spans = tuple(_within(sentence.spans, end - len(part.lstrip()), start + len(part.rstrip())))
        if spans:
            yield _Piece(number, spans, len(part))


def _within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Where the characters `start` to `end` of the joined text at `spans` stand on their pages."""
    offset = 0
    for span in spans:
        length = span.end - span.start
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high:
            yield Span(span.page, span.start + low, span.start + high)
        offset += length + len(SPAN_JOINER)


def _pack(pieces: Sequence[_Piece], settings: IndexSettings) -> Iterator[list[_Piece]]:
    """The pieces of each chunk, as many as it may have, neighbours sharing whole pieces.

    The splitter is given the numbers of the pieces and measures them by their lengths: where a chunk stands
    is known and never searched for.
    """

    def length(numbers: str) -> int:
        return sum(pieces[int(number)].length + len(SPAN_JOINER) for number in numbers.split())

    splitter = CharacterTextSplitter(
        separator=" ",
        chunk_size=settings.chunk_characters,
        chunk_overlap=min(settings.chunk_overlap, settings.chunk_characters // 2),
        length_function=length,
    )
    for part in splitter.split_text(" ".join(map(str, range(len(pieces))))):
        yield [pieces[int(number)] for number in part.split()]


def _named(letter: Letter) -> str:
    """The title with kind and year, by which questions name a letter: `Industriebeleid (kamerbrief 2025)`."""
    kind = f"{letter.kind} {(letter.date or '')[:4]}".strip()
    return f"{letter.title} ({kind})" if kind else letter.title


def _context(
    letter: Letter,
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    first: int,
    last: int,
    on_page: Mapping[int, Sequence[int]],
) -> str:
    """What the sentences from `first` to before `last` say only with the words around them.

    A cell's is `Industriebeleid (kamerbrief 2025) | Groeimarkten | Verdienvermogen | Biotechnologie`.
    """
    sentence = sentences[first]
    parts = [_head(part) for part in (_named(letter), *sentence.section[-2:])]
    if sentence.kind is BlockKind.FOOTNOTE:
        near = on_page.get(sentence.anchor.page, ()) if sentence.anchor else ()
        number = anchor_sentence(sentences, sentence, near)
    elif sentence.kind is BlockKind.LIST_ITEM:
        number = lead_in_sentence(sentences, texts, first)
    else:
        number = None
    if number is not None:
        parts.append(_tail(texts[number]))
    parts += _about(letter, sentences[last - 1].about)
    return " | ".join(part for part in parts if part)


def _about(letter: Letter, spans: Sequence[Span]) -> list[str]:
    """What the sentence is about (its question, its column's heads), each text once, all no longer than a lead."""
    texts = dict.fromkeys(letter.text_at((span,)) for span in spans)
    return [text[: _LEAD_CHARACTERS // len(texts)] for text in texts]


def _head(text: str) -> str:
    """The beginning of a title or heading, in whole words where it has any."""
    if len(text) <= _TITLE_CHARACTERS:
        return text
    return text[:_TITLE_CHARACTERS].rpartition(" ")[0] or text[:_TITLE_CHARACTERS]


def _tail(text: str) -> str:
    """The end of a sentence: what it leads into stands there."""
    return text[-_LEAD_CHARACTERS:]


def anchor_sentence(
    sentences: Sequence[Sentence], note: Sentence, among: Iterable[int] | None = None
) -> int | None:
    """The number of the sentence in which the footnote's number stood, or None.

    :param among: numbers of the sentences that it may be, in order; None for any.
    """
    place = note.anchor
    if place is None:
        return None
    for i in range(len(sentences)) if among is None else among:
        if any(s.page == place.page and s.start < place.end <= s.end for s in sentences[i].spans):
            return i
    return None


def first_of_unit(sentences: Sequence[Sentence], number: int) -> int:
    """The number of the first sentence of the paragraph or list item that the sentence is part of."""
    first = number
    while first > 0 and sentences[first - 1].unit == sentences[number].unit:
        first -= 1
    return first


def bullet(sentences: Sequence[Sentence], texts: Sequence[str], number: int) -> str:
    """What marks the list item that the sentence is part of: `•`, `-`, `o`, or `#` for a number or letter."""
    first = first_of_unit(sentences, number)
    mark = texts[first][:1]
    return mark if mark in "•●▪◦■·*-–—" or texts[first].startswith("o ") else "#"


Marker = Callable[[Sequence[Sentence], Sequence[str], int], str]
"""What marks the list item that a sentence is part of, as `bullet` says it."""


def lead_in_sentence(
    sentences: Sequence[Sentence], texts: Sequence[str], item: int, marker: Marker = bullet
) -> int | None:
    """The number of the sentence ending in a colon that leads into the list of which `item` is part, or None.

    An item with the same kind of bullet is a neighbour in the list, not its lead, also where it ends in a
    colon.

    :param marker: what tells the kinds of bullets apart.
    """
    own = marker(sentences, texts, item)
    for i in range(item - 1, max(item - _LONGEST_LIST, 0) - 1, -1):
        if sentences[i].kind is BlockKind.FOOTNOTE:
            continue
        in_list = sentences[i].kind is BlockKind.LIST_ITEM
        if texts[i].endswith(":") and not (in_list and marker(sentences, texts, i) == own):
            return i
        if not in_list:
            return None
    return None
