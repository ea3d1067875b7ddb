"""From a trained student to the folder that ships: half-precision weights, and what ONNX Runtime needs to run it."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.model_folder import LARGEST_VALUES, ONNX_SETTINGS
from index.onnx_encoder import bert_shape, load_tensors, new_session
from index.onnx_graph import watched_graph
from index.training.settings import TrainingSettings

_PAD = "[PAD]"
_LIMIT = 60_000_000
"""Bytes that a model may have to be shipped."""
_WATCHED = 300
"""Texts that are read to see how large the values become."""


def pack(student: SentenceTransformer, settings: TrainingSettings, folder: Path, texts: Sequence[str]) -> int:
    """Write the model and say how many bytes it has.

    Weights are stored in float16 and computed with in 32-bit floats or 8-bit whole numbers.

    :param texts: Texts as the model will read them, questions and passages.
    :raises ValueError: it is larger than what may be shipped.
    """
    shutil.rmtree(folder, ignore_errors=True)
    student.max_seq_length = settings.tokens
    tokenizer = student.tokenizer.backend_tokenizer
    tokenizer.enable_truncation(settings.tokens)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(_PAD), pad_token=_PAD)
    student.to(torch.float16).save_pretrained(str(folder), create_model_card=False)
    student.to(torch.float32)
    (folder / ONNX_SETTINGS).write_text(json.dumps({"precision": "int8"}) + "\n", encoding="utf-8")
    save_file(largest_values(folder, texts[:_WATCHED]), folder / LARGEST_VALUES)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > _LIMIT:
        raise ValueError(
            f"{folder} has {size} bytes; at most {_LIMIT} may be shipped: keep fewer word pieces."
        )
    return size


def largest_values(folder: Path, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """The largest value of each input of the linear parts over the texts, shape (inputs,) for each part."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    graph, fed = watched_graph(load_tensors(folder / "model.safetensors"), bert_shape(config))
    session = new_session(graph)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    watched = list(dict.fromkeys(fed.values()))
    largest: dict[str, NDArray[np.float32]] = {}
    for text in texts:
        encoding = tokenizer.encode(text)
        feed = {"input_ids": np.array([encoding.ids]), "attention_mask": np.array([encoding.attention_mask])}
        for name, values in zip(watched, session.run(watched, feed), strict=True):
            found = np.abs(values).max(axis=(0, 1))
            largest[name] = np.maximum(largest.get(name, found), found)
    return {part: largest[name] for part, name in fed.items()}
