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

from index.encoder import load_encoder
from index.model_folder import LARGEST_VALUES, ONNX_SETTINGS
from index.onnx_encoder import OnnxEncoder, bert_shape, load_tensors, new_session
from index.onnx_graph import watched_graph
from index.settings import IndexSettings
from index.training.settings import TrainingSettings
from sources.errors import TrainingDataError

_LIMIT = 58_000_000
"""Bytes that the weights may have to be shipped; with the tokenizer and the card it is 60 million."""
_BYTES = 2
"""Bytes of a stored weight."""
_WATCHED = 300
"""Texts that are read to see how large the values become; as many others show what 8 bits change."""
_AGREEMENT = 0.985
"""Least mean cosine of a vector in 8 bits to the same in floats."""


def check_size(student: SentenceTransformer) -> None:
    """Refuse a model that is too large to ship, before it is trained.

    :raises TrainingDataError: it is.
    """
    size = _BYTES * sum(parameter.numel() for parameter in student.parameters())
    if size > _LIMIT:
        raise TrainingDataError(
            f"De gewichten zijn {size} bytes, en meegeleverd mogen er {_LIMIT} worden: houd minder woordstukken."
        )


def pack(
    student: SentenceTransformer, settings: TrainingSettings, folder: Path, texts: Sequence[str]
) -> float:
    """Write the model, and say how near its vectors in 8 bits are to those in floats, as a mean cosine.

    Weights are stored in float16 and computed with in 32-bit floats or 8-bit whole numbers.

    :param texts: Texts as the model will read them, questions and passages.
    :raises TrainingDataError: in 8 bits it is another model.
    """
    made = folder.with_name(f"{folder.name}-half")
    for old in (made, folder):
        if old.is_dir():
            shutil.rmtree(old)
    student.max_seq_length = settings.tokens
    tokenizer = student.tokenizer.backend_tokenizer
    tokenizer.enable_truncation(settings.tokens)
    pad = student.tokenizer.pad_token
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(pad), pad_token=pad)
    student.to(torch.float16).save_pretrained(str(made), create_model_card=False)
    student.to(torch.float32)
    (made / ONNX_SETTINGS).write_text(json.dumps({"precision": "int8"}) + "\n", encoding="utf-8")
    save_file(largest_values(made, texts[:_WATCHED]), made / LARGEST_VALUES)
    own = IndexSettings(model=str(made))
    others = texts[_WATCHED : 2 * _WATCHED] or texts
    exact = OnnxEncoder(made, own, "float32").encode_passages(others)
    agreement = float((load_encoder(own).encode_passages(others) * exact).sum(axis=1).mean())
    if agreement < _AGREEMENT:
        raise TrainingDataError(
            f"De vectoren in 8 bits wijken te veel af: gemiddelde cosinus {agreement:.4f}, nodig is {_AGREEMENT}."
        )
    made.rename(folder)
    return agreement


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
