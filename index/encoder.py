"""Text to vectors: the `Encoder` that the rest knows, and which one runs a model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.batches import OnBatch, unwatched
from index.model_folder import ONNX_SETTINGS, model_folder
from index.settings import IndexSettings
from index.tokens import PassageTokens, QuestionTokens

Vectors = NDArray[np.float32]
"""Rows of unit length, shape (texts, dimension)."""


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product says how alike they are, from -1 to 1."""

    name: str
    fingerprint: str
    dimension: int
    token_dimension: int
    """Numbers of the vector of a token; 0 where the model makes none, and there are no tokens to be had then."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, shape (len(texts), dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str], *, on_batch: OnBatch = unwatched) -> Vectors:
        """The vectors of passages, shape (len(texts), dimension)."""
        ...

    def encode_question(self, text: str) -> tuple[Vectors, QuestionTokens]:
        """The vector of one question, shape (1, dimension), and those of its tokens, none of a model without them."""
        ...

    def encode_with_tokens(
        self, texts: Sequence[str], *, on_batch: OnBatch = unwatched
    ) -> tuple[Vectors, list[PassageTokens]]:
        """The vectors of passages, shape (len(texts), dimension), and their tokens' vectors in 8 bits, in one go."""
        ...


def load_encoder(settings: IndexSettings) -> Encoder:
    """The encoder that the settings name: ONNX Runtime's for a model made for it, else sentence-transformers'.

    :raises ModelError: it cannot be found or loaded.
    """
    folder = model_folder(settings)
    # Each brings a library that takes seconds to import, and only one is needed.
    if (folder / ONNX_SETTINGS).is_file():
        from index.onnx_encoder import OnnxEncoder

        return OnnxEncoder(folder, settings)
    from index.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(folder, settings)
