"""What the tests of several folders share: a stand-in for the embedding model, and letters made on the spot."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.analysis import STOP_WORDS, fold
from index.batches import OnBatch, unwatched
from index.build import BuildReport, build_index
from index.encoder import Vectors
from index.settings import IndexSettings
from index.tokens import NO_TOKENS, PassageTokens, QuestionTokens, in_8_bits
from sources.types import Block, BlockKind, FootnoteMark, Letter, Page


class StubEncoder:
    """Unit vectors of hashed words: one text always has one vector, and texts that share words are near.

    `seen` holds every passage that was embedded, in order, for tests that count them. Each word is a token, of which
    those that say little weigh little; without `tokens` it is a model that makes no vectors of them.
    """

    def __init__(self, dimension: int = 64, fingerprint: str = "stub", *, tokens: bool = True) -> None:
        self.name = "stub"
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.token_dimension = dimension if tokens else 0
        self.seen: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts]) if texts else self._none()

    def encode_passages(self, texts: Sequence[str], *, on_batch: OnBatch = unwatched) -> Vectors:
        self.seen += texts
        on_batch(len(texts))
        return self.encode_queries(texts)

    def encode_question(self, text: str) -> tuple[Vectors, QuestionTokens]:
        return self.encode_queries([text]), self._tokens(text) if self.token_dimension else NO_TOKENS

    def _tokens(self, text: str) -> QuestionTokens:
        words = re.findall(r"\w+", text) or [""]
        return np.stack([self._vector(word) * (0.1 if fold(word) in STOP_WORDS else 1.0) for word in words])

    def encode_with_tokens(
        self, texts: Sequence[str], *, on_batch: OnBatch = unwatched
    ) -> tuple[Vectors, list[PassageTokens]]:
        if texts and not self.token_dimension:
            raise AssertionError("this model makes no vectors of tokens")
        tokens = [in_8_bits(self._tokens(text)) for text in texts]
        return self.encode_passages(texts, on_batch=on_batch), tokens

    def _none(self) -> Vectors:
        return np.zeros((0, self.dimension), dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()) or [""]:
            number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
            vector[number % self.dimension] += 1.0 if number >> 60 & 1 else -1.0
        length = float(np.linalg.norm(vector))
        if length == 0.0:  # words that cancel each other out
            vector[0] = length = 1.0
        return vector / np.float32(length)


def build_with(
    encoder: StubEncoder, folder: Path, index_dir: Path, settings: IndexSettings | None = None
) -> BuildReport:
    """The index of a folder of letters, made with the stub."""
    return build_index(
        folder,
        index_dir,
        settings or IndexSettings(),
        encoder_loader=lambda _: encoder,
        fingerprint=encoder.fingerprint,
    )


Part = str | tuple[BlockKind, str]
"""A paragraph, or another block; a footnote's text begins with its number and a space."""


def letter_of(*pages: Sequence[Part], letter_id: str = "brief", title: str = "Een brief") -> Letter:
    """A letter whose pages are these blocks, each a part of its page's text.

    `[1]` in a paragraph marks the place of footnote 1, and is no part of the text. A heading is the section of what
    follows it. A page's first paragraph goes on from the page before where it begins with a lower-case letter.
    """
    made: list[Page] = []
    section: tuple[str, ...] = ()
    for number, parts in enumerate(pages, start=1):
        text, blocks, marks = "", [], []
        for part in parts:
            kind, content = part if isinstance(part, tuple) else (BlockKind.PARAGRAPH, part)
            label = None
            if kind is BlockKind.HEADING:
                section = (content,)
            if kind is BlockKind.FOOTNOTE:
                label, content = content.split(" ", 1)
            if text:
                text += "\n\n"
            start = len(text)
            for piece in re.split(r"(\[\d+\])", content):
                if re.fullmatch(r"\[\d+\]", piece):
                    marks.append(FootnoteMark(piece[1:-1], number, len(text)))
                else:
                    text += piece
            before = None
            if made and not blocks and kind is BlockKind.PARAGRAPH and content[:1].islower():
                before = max(
                    i for i, block in enumerate(made[-1].blocks) if block.kind is BlockKind.PARAGRAPH
                )
            blocks.append(Block(kind, start, len(text), section, label, before))
        made.append(Page(number, text, tuple(blocks), tuple(marks)))
    return Letter(letter_id, title, "kamerbrief", tuple(made), f"{letter_id}.txt", "0" * 64)
