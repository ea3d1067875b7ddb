"""The word pieces: Dutch ones beside the teacher's English ones, each begun as the English ones that it translates."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from sentence_transformers import SentenceTransformer
from tokenizers import BertWordPieceTokenizer, Tokenizer

from index.training.data import TrainingData
from index.training.records import Translation
from index.training.settings import VocabularySettings

_LETTERS = 500
"""The most common letters and signs; each has a piece."""
_BLOCK = 20_000
"""Texts that are cut into pieces at a time."""


def learn_vocabulary(
    student: SentenceTransformer, data: TrainingData, settings: VocabularySettings, seed: int
) -> None:
    """Give an English model the pieces that Dutch text needs, and take away those that neither language needs."""
    prose, technical = data.dutch_texts()
    limit = settings.technical_share * sum(map(len, prose))
    random.Random(seed).shuffle(technical)
    lengths = np.cumsum([len(text) for text in technical])
    some = technical[: int(np.searchsorted(lengths, limit))]
    extend(student, learn_pieces([*prose, *some], settings), data.translations, settings)
    cut(student, chain(prose, technical, (t.english for t in data.translations)), settings)


def learn_pieces(texts: Sequence[str], settings: VocabularySettings) -> list[str]:
    """The pieces that Dutch text is best cut into, in the order of the alphabet.

    The text is made regular as the teacher's tokenizer does it: small letters, no accents. The letters are numbered
    beforehand: the library numbers them in an order that changes from run to run, and pieces that are equally good
    are chosen by number.
    """
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    letters = Counter(chain.from_iterable(texts))
    some = tokenizer.normalize("".join(letter for letter, _ in letters.most_common(_LETTERS)))
    common = sorted(set("".join(some.split())))
    tokenizer.train_from_iterator(
        texts,
        vocab_size=settings.dutch_pieces,
        min_frequency=2,
        special_tokens=["[UNK]", *(mark + letter for mark in ("", "##") for letter in common)],
        limit_alphabet=len(common),
        show_progress=False,
    )
    return sorted(tokenizer.get_vocab())


def extend(
    student: SentenceTransformer,
    pieces: Sequence[str],
    translations: Sequence[Translation],
    settings: VocabularySettings,
) -> None:
    """Give an English model the pieces that it lacks.

    :param pieces: The pieces to add; those that the teacher has stay as they are.
    :param translations: From these comes what a new piece means: the mean of the English pieces' vectors that
        it most often meets, weighted by the square of the Dice coefficient.
    """
    english = _tokenizer(student)
    new = [piece for piece in pieces if english.token_to_id(piece) is None]
    old_size = english.get_vocab_size()
    dutch = _with_vocabulary(english, {**english.get_vocab(), **{p: old_size + i for i, p in enumerate(new)}})
    weights = _vectors(student)
    rows = np.stack([_spelled(piece, english, weights) for piece in new]) if new else weights[:0]
    met = _dice(dutch, english, translations, old_size, len(new))
    best = settings.aligned_pieces
    for i in range(len(new)):
        start, end = met.indptr[i], met.indptr[i + 1]
        values, columns = met.data[start:end], met.indices[start:end]
        if len(values):
            top = np.argsort(-values, kind="stable")[:best]
            share = values[top] ** 2
            rows[i] = (share / share.sum()) @ weights[columns[top]]
    _set_pieces(student, dutch, np.concatenate([weights, rows]))


def cut(student: SentenceTransformer, texts: Iterable[str], settings: VocabularySettings) -> int:
    """Drop the pieces that the texts hardly ever have, and say how many stay.

    The first `kept_english` pieces stay in any case (BERT's are in the order of their frequency in English), and
    so do single characters, without which a word could not be spelled.
    """
    tokenizer = _tokenizer(student)
    counts = np.zeros(tokenizer.get_vocab_size(), dtype=np.int64)
    for block in _batched(texts, _BLOCK):
        for encoding in tokenizer.encode_batch_fast(block, add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
    vocabulary = tokenizer.get_vocab()
    kept = [
        (piece, number)
        for piece, number in sorted(vocabulary.items(), key=lambda item: item[1])
        if (number < settings.kept_english and not piece.startswith("[unused"))
        or counts[number] >= settings.min_count
        or len(piece.removeprefix("##")) == 1
    ]
    weights = _vectors(student)
    smaller = _with_vocabulary(tokenizer, {piece: i for i, (piece, _) in enumerate(kept)})
    _set_pieces(student, smaller, weights[[number for _, number in kept]])
    return len(kept)


def _batched(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while block := list(islice(rest, size)):
        yield block


def _set_pieces(student: SentenceTransformer, tokenizer: Tokenizer, weights: NDArray[np.float32]) -> None:
    """Give the student another vocabulary, with the vectors of its pieces, shape (pieces, dimension)."""
    body: Any = student[0].auto_model
    body.resize_token_embeddings(len(weights), mean_resizing=False)
    with torch.no_grad():
        body.get_input_embeddings().weight.copy_(torch.from_numpy(np.ascontiguousarray(weights)))
    student.tokenizer._tokenizer = tokenizer  # noqa: SLF001  (there is no other way)
    body.config.pad_token_id = tokenizer.token_to_id("[PAD]")


def _tokenizer(student: SentenceTransformer) -> Tokenizer:
    """A copy of the model's tokenizer that neither cuts nor pads."""
    tokenizer = Tokenizer.from_str(student.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _vectors(student: SentenceTransformer) -> NDArray[np.float32]:
    """The vectors of the model's pieces, shape (pieces, dimension)."""
    body: Any = student[0].auto_model
    table: NDArray[np.float32] = body.get_input_embeddings().weight.detach().cpu().numpy()
    return table.copy()


def _with_vocabulary(tokenizer: Tokenizer, vocabulary: dict[str, int]) -> Tokenizer:
    """The same tokenizer with another vocabulary; the special pieces keep their names and get their new numbers."""
    said: dict[str, Any] = json.loads(tokenizer.to_str())
    said["model"]["vocab"] = vocabulary
    for added in said["added_tokens"]:
        added["id"] = vocabulary[added["content"]]
    special = said["post_processor"]
    for name in ("sep", "cls"):
        if name in special:
            special[name][1] = vocabulary[special[name][0]]
    for name, token in special.get("special_tokens", {}).items():
        token["ids"] = [vocabulary[name]]
    if said.get("padding"):
        said["padding"]["pad_id"] = vocabulary[said["padding"]["pad_token"]]
    return Tokenizer.from_str(json.dumps(said))


def _spelled(piece: str, english: Tokenizer, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """A first vector of a piece that no translation has: the mean of the English pieces that it is spelled with."""
    ids = english.encode(piece.removeprefix("##"), add_special_tokens=False).ids
    mean: NDArray[np.float32] = weights[ids].mean(axis=0) if ids else weights.mean(axis=0)
    return mean


def _dice(
    dutch: Tokenizer, english: Tokenizer, translations: Sequence[Translation], first: int, new: int
) -> sparse.csr_array:
    """How often new pieces meet English ones, shape (new, English pieces): 2 x common sentences / sum of both."""
    size = english.get_vocab_size()
    met = sparse.csr_array((new, size), dtype=np.float32)
    of_new = np.zeros(new)
    of_english = np.zeros(size)
    for start in range(0, len(translations), _BLOCK):
        block = translations[start : start + _BLOCK]
        left = _occurrences(dutch, [t.dutch for t in block], first, new)
        right = _occurrences(english, [t.english for t in block], 0, size)
        met = met + (left.T @ right)
        of_new += np.asarray(left.sum(axis=0)).ravel()
        of_english += np.asarray(right.sum(axis=0)).ravel()
    met = met.tocoo()
    met.data = 2 * met.data / (of_new[met.row] + of_english[met.col])
    return met.tocsr()


def _occurrences(tokenizer: Tokenizer, texts: list[str], first: int, count: int) -> sparse.csr_array:
    """Which of the pieces from `first` on each text has, shape (texts, count), 0 or 1."""
    rows, columns = [], []
    for row, encoding in enumerate(tokenizer.encode_batch_fast(texts, add_special_tokens=False)):
        found = {number - first for number in encoding.ids if first <= number < first + count}
        rows.extend([row] * len(found))
        columns.extend(sorted(found))
    return sparse.csr_array(
        (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), count)
    )
