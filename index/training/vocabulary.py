"""The word pieces: those of the base that Dutch and English need, in small letters and without accents."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from index.training.data import TrainingData
from index.training.settings import VocabularySettings

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
"""The first pieces, which stand for no text: beginning, padding, end, unknown."""
_BLOCK = 20_000
"""Texts that are cut into pieces at a time."""

Pieces = Sequence[tuple[str, float]]
"""Word pieces with their scores, the logarithms of their chances (Kudo 2018)."""


def needed_pieces(pieces: Pieces, data: TrainingData, settings: VocabularySettings, seed: int) -> list[int]:
    """The numbers of the pieces to keep, rising: the special ones, the signs of the texts, and the commonest others."""
    prose, technical = data.dutch_texts()
    limit = settings.technical_share * sum(map(len, prose))
    random.Random(seed).shuffle(technical)
    lengths = np.cumsum([len(text) for text in technical])
    some = technical[: int(np.searchsorted(lengths, limit))]
    return common_pieces(pieces, chain(prose, some, (t.english for t in data.translations)), settings)


def common_pieces(pieces: Pieces, texts: Iterable[str], settings: VocabularySettings) -> list[int]:
    """As `needed_pieces`, by what these texts have."""
    tokenizer = make_tokenizer(pieces)
    counts = np.zeros(len(pieces), dtype=np.int64)
    signs: Counter[str] = Counter()
    for block in _batched(texts, _BLOCK):
        for encoding in tokenizer.encode_batch_fast(block, add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
        for text in block:
            signs.update(tokenizer.normalizer.normalize_str(text))
    # What every word can be spelled with: a sign, alone and at the beginning of a word.
    common = {sign for sign, count in signs.items() if count >= settings.min_count}
    kept = set(range(len(SPECIAL)))
    for number, (piece, _) in enumerate(pieces):
        if piece in {"▁", *common}:
            kept.add(number)
    for number in np.argsort(-counts, kind="stable"):
        if len(kept) >= settings.pieces or not counts[number]:
            break
        kept.add(int(number))
    return sorted(kept)


def make_tokenizer(pieces: Pieces) -> Tokenizer:
    """Cuts text into the pieces that are together most likely, after making it regular.

    Capitals and accents are dropped: a question in capitals is the same question. So are soft hyphens; signs that
    cannot be seen count as spaces.
    """
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("\u00ad", ""),
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"[\s\p{Cc}\p{Cf}]+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens(list(SPECIAL))
    begin, _, end, _ = SPECIAL
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, 0), (end, 2)]
    )
    return tokenizer


def _batched(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while block := list(islice(rest, size)):
        yield block
