"""Vectors of many texts at once, while training."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

_BATCH = 128


def encode(model: SentenceTransformer, texts: Sequence[str], *, progress: bool = True) -> NDArray[np.float32]:
    """The unit vectors of texts, shape (texts, dimension), made in bf16."""
    with torch.autocast(model.device.type, dtype=torch.bfloat16), torch.inference_mode():
        made = model.encode(list(texts), batch_size=_BATCH, show_progress_bar=progress)
    vectors: NDArray[np.float32] = np.asarray(made, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-12)
    return vectors
