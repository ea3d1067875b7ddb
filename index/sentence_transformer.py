"""The encoder that runs any model of the sentence-transformers library, in floats."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.batches import OnBatch, embed, unwatched
from index.model_folder import TOKEN_VECTORS, model_fingerprint, model_name, model_prompts
from index.settings import IndexSettings
from index.tokens import NO_TOKENS, PassageTokens, QuestionTokens, in_8_bits
from sources.errors import ModelError

_BATCH = 32


class SentenceTransformerEncoder:
    """A model folder of the sentence-transformers library, without network or foreign code."""

    def __init__(self, folder: Path, settings: IndexSettings) -> None:
        """Load the model.

        :raises ModelError: the folder does not hold a model that can be loaded.
        """
        self.name = model_name(settings)
        self.fingerprint = model_fingerprint(folder, settings)
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        quiet: Callable[[], None] = logging.disable_progress_bar
        quiet()
        try:
            self._model = SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True, "dtype": "float32"},
            )
        except Exception as exc:  # a damaged model fails in any layer of three libraries
            raise ModelError(
                f"Het taalmodel in {folder} kan niet worden geladen ({type(exc).__name__}: {exc})."
            ) from exc
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.token_dimension = _token_dimension(self._model)
        self._query_prompt, self._passage_prompt = model_prompts(folder, settings)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions, shape (len(texts), dimension)."""
        return self._encode(texts, self._query_prompt, on_batch=unwatched)

    def encode_passages(self, texts: Sequence[str], *, on_batch: OnBatch = unwatched) -> NDArray[np.float32]:
        """The vectors of passages, shape (len(texts), dimension)."""
        return self._encode(texts, self._passage_prompt, on_batch=on_batch)

    def encode_question(self, text: str) -> tuple[NDArray[np.float32], QuestionTokens]:
        """The vector of one question, shape (1, dimension), and those of its tokens, none of a model without them."""
        tokens = self._tokens(text, self._query_prompt) if self.token_dimension else NO_TOKENS
        return self.encode_queries([text]), tokens

    def encode_with_tokens(
        self, texts: Sequence[str], *, on_batch: OnBatch = unwatched
    ) -> tuple[NDArray[np.float32], list[PassageTokens]]:
        """The vectors of passages, shape (len(texts), dimension), and their tokens' vectors in 8 bits."""
        tokens = [in_8_bits(self._tokens(text, self._passage_prompt)) for text in texts]
        return self.encode_passages(texts, on_batch=on_batch), tokens

    def _tokens(self, text: str, prompt: str) -> NDArray[np.float32]:
        import torch

        with torch.inference_mode():
            made: NDArray[np.float32] = self._model(self._model.preprocess([prompt + text]))[TOKEN_VECTORS][
                0
            ].numpy()
        return made

    def _encode(self, texts: Sequence[str], prompt: str, *, on_batch: OnBatch) -> NDArray[np.float32]:
        def make(batch: list[str]) -> NDArray[np.float32]:
            made: NDArray[np.float32] = self._model.encode(
                batch,
                prompt=prompt,
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
            return made

        return embed(texts, make, dimension=self.dimension, batch=_BATCH, on_batch=on_batch)


def _token_dimension(model: Iterable[object]) -> int:
    """The numbers of the vector of a token, 0 where no part of the model makes one."""
    for part in model:
        if getattr(part, "module_output_name", None) == TOKEN_VECTORS:
            return int(getattr(part, "out_features", 0))
    return 0
