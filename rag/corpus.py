"""The letters as the answering code wants them: a snapshot with its sentences, terms and the ways between them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyser, words_of
from index.chunks import anchor_sentence
from index.encoder import Vectors
from index.snapshot import Snapshot
from rag.answer_type import AnswerType
from rag.figures import figures
from rag.spelling import Spelling
from rag.thesaurus import read_thesaurus
from sources.errors import UnknownLetterError
from sources.facts.references import only_refers
from sources.facts.signatures import is_formula, signature_blocks
from sources.sentences import Sentence, letter_sentences, named_text
from sources.shapes import is_address, is_fragment
from sources.types import BlockKind, Letter, Span

_TITLE_WORDS = 3
"""So many words of a title are the title; of a shorter one, all."""
_SUBJECT_LABELS = (["betreft"], ["onderwerp"])
"""What stands before a letter's title in its head."""


class Corpus:
    """A snapshot with what is derived from it once; nothing in it changes."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Derive the sentences of each letter and the analyser that the index was made with."""
        self.snapshot = snapshot
        self.letters: dict[str, Letter] = {letter.letter_id: letter for letter in snapshot.letters}
        self.sentences: dict[str, tuple[Sentence, ...]] = {
            x.letter_id: letter_sentences(x) for x in snapshot.letters
        }
        self.texts: dict[str, tuple[str, ...]] = {
            x.letter_id: tuple(x.text_at(s.spans) for s in self.sentences[x.letter_id])
            for x in snapshot.letters
        }
        self._mute = {
            x.letter_id: frozenset(_mute(x, self.sentences[x.letter_id], self.texts[x.letter_id]))
            for x in snapshot.letters
        }
        self._only_for = {
            x.letter_id: dict(_only_for(x, self.sentences[x.letter_id], self.texts[x.letter_id]))
            for x in snapshot.letters
        }
        self.analyser = Analyser({word for chunk in snapshot.chunks for word in words_of(chunk.text)})
        self.spelling = Spelling((chunk.text for chunk in snapshot.chunks), self.analyser.is_word)
        self.thesaurus = read_thesaurus()
        self._first_row: dict[str, int] = {}
        rows = 0
        for letter in snapshot.letters:
            self._first_row[letter.letter_id] = rows
            rows += len(self.sentences[letter.letter_id])
        self._chunks_of_row: list[list[int]] = [[] for _ in range(rows)]
        for number in range(len(snapshot.chunks)):
            for row in self._rows(number):
                self._chunks_of_row[row].append(number)
        self._sentence_vectors = snapshot.sentence_vectors.vectors(range(rows))
        self.chunk_terms = lru_cache(maxsize=4096)(self._chunk_terms)
        self.sentence_terms = lru_cache(maxsize=16384)(self._sentence_terms)
        self.anchor = lru_cache(maxsize=4096)(self._anchor)

    def letter(self, letter_id: str) -> Letter:
        """The letter with this id.

        :raises UnknownLetterError: there is none.
        """
        try:
            return self.letters[letter_id]
        except KeyError:
            raise UnknownLetterError(f"Er is geen brief met de naam “{letter_id}”.") from None

    def chunks_in(self, letter_ids: Collection[str]) -> list[int]:
        """Numbers of the chunks of these letters."""
        return [i for i, chunk in enumerate(self.snapshot.chunks) if chunk.letter_id in letter_ids]

    def answers(self, chunk: int, asked: AnswerType | None) -> bool:
        """Whether the chunk holds anything that may answer a question that asks for such a thing."""
        found = self.snapshot.chunks[chunk]
        return any(self.may_answer(found.letter_id, number, asked) for number in range(*found.sentences))

    def may_answer(self, letter_id: str, number: int, asked: AnswerType | None) -> bool:
        """Whether a sentence says anything by itself.

        A heading does not, nor does the letter's title, nor what only says what another block is about: the head of a
        table's columns, a caption, a question that is answered below it; nor the words with which a letter greets and
        closes. To whom it goes, how it is signed, and a bare name or label, answer only who did something; a title
        with the number of its paper answers only which one it is.
        """
        only = self._only_for[letter_id].get(number)
        return number not in self._mute[letter_id] and (only is None or asked is only)

    def chunks_of_sentence(self, row: int) -> Sequence[int]:
        """Numbers of the chunks that hold the sentence in this row of the sentence vectors."""
        return self._chunks_of_row[row]

    def sentence_rows(self, chunks: Sequence[int]) -> list[int]:
        """Rows of the sentence vectors that belong to these chunks."""
        return sorted({row for number in chunks for row in self._rows(number)})

    def cosines(self, letter_id: str, sentences: Sequence[int], vector: Vectors) -> NDArray[np.float32]:
        """The cosine of the question with these sentences of a letter, shape (len(sentences),)."""
        rows = np.asarray(sentences, dtype=np.int64) + self._first_row[letter_id]
        return np.asarray(self._sentence_vectors[rows] @ vector[0], dtype=np.float32)

    def weights(self, terms: Iterable[str]) -> dict[str, float]:
        """How rare each term is (idf), for `coverage`."""
        return {term: self.snapshot.lexical.idf(term) for term in terms}

    def _anchor(self, letter_id: str, note: int) -> int | None:
        """The number of the sentence that the footnote with this number hangs on, or None."""
        sentences = self.sentences[letter_id]
        return anchor_sentence(sentences, sentences[note])

    def _rows(self, chunk: int) -> range:
        found = self.snapshot.chunks[chunk]
        start = self._first_row[found.letter_id]
        return range(start + found.sentences[0], start + found.sentences[1])

    def _chunk_terms(self, number: int) -> frozenset[str]:
        return frozenset(self.analyser.terms(self.snapshot.chunks[number].indexed_text))

    def _sentence_terms(self, letter_id: str, number: int) -> frozenset[str]:
        sentence = self.sentences[letter_id][number]
        return frozenset(self.analyser.terms(named_text(self.letters[letter_id], sentence)))


def coverage(weights: Mapping[str, float], present: Collection[str]) -> float:
    """The share of the terms, by their weights, that are among `present`; 0 where there are none."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in present) / total if total else 0.0


def lacking_terms(weights: Mapping[str, float], present: Collection[str]) -> tuple[float, ...]:
    """Of each term that is not among `present` its share of all their weights, of others 0."""
    total = sum(weights.values()) or 1.0
    return tuple(0.0 if term in present else weight / total for term, weight in weights.items())


def begins_in(sentence: Sentence, spans: Iterable[Span]) -> bool:
    """Whether a sentence begins in one of these parts of its letter."""
    first = sentence.spans[0]
    return any(span.page == first.page and span.start <= first.start < span.end for span in spans)


def _mute(letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]) -> Iterator[int]:
    """Numbers of the sentences that say nothing by themselves."""
    told: dict[int, list[Span]] = {}
    blocks = {(page.number, block.start): block for page in letter.pages for block in page.blocks}
    for span in {span for block in blocks.values() for span in block.about}:
        block = blocks[span.page, span.start]
        label = any(blocks[s.page, s.start].kind is BlockKind.TABLE for s in block.about)
        if not (label and block.kind is BlockKind.TABLE):  # a row that labels others has figures of its own
            told.setdefault(span.page, []).append(span)
    for number, sentence in enumerate(sentences):
        first = sentence.spans[0]
        title = sentence.kind is BlockKind.HEADING or _is_title(letter, texts[number])
        if (
            (title and not _is_numbered_title(letter, texts[number]))
            or begins_in(sentence, told.get(first.page, ()))
            or is_formula(texts[number])
        ):
            yield number


def _only_for(
    letter: Letter, sentences: Sequence[Sentence], texts: Sequence[str]
) -> Iterator[tuple[int, AnswerType]]:
    """Numbers of the sentences that answer questions of one kind alone, each with that kind."""
    first_page = letter.pages[0]
    heads = ((1, each) for each in first_page.blocks if is_address(first_page.text[each.start : each.end]))
    named = [Span(page, each.start, each.end) for page, each in (*heads, *signature_blocks(letter.pages))]
    for number, sentence in enumerate(sentences):
        if begins_in(sentence, named) or (
            sentence.kind is BlockKind.PARAGRAPH and is_fragment(texts[number])
        ):
            yield number, AnswerType.NAME
        elif _is_numbered_title(letter, texts[number]) or (
            sentence.kind is BlockKind.FOOTNOTE and only_refers(texts[number])
        ):
            yield number, AnswerType.REFERENCE


def _is_title(letter: Letter, text: str) -> bool:
    """Whether a text is the letter's title, or how it begins, and no more, figures aside: `Betreft Welzijn`."""
    words = words_of(text)
    named = words[1:] if words[:1] in _SUBJECT_LABELS else words
    title = words_of(letter.title)
    shortest = min(_TITLE_WORDS, len(title))
    return any(len(said) >= max(shortest, 1) and said == title[: len(said)] for said in (words, named))


def _is_numbered_title(letter: Letter, text: str) -> bool:
    """Whether a text is the letter's title with a number that the title lacks: `36 450 Regels omtrent regeldruk`."""
    return _is_title(letter, text) and bool(figures(text).keys() - figures(letter.title))
