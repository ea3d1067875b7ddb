"""The encoder that runs a BERT model with ONNX Runtime: without torch, and in weights of 8 bits."""

import math
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from index.batches import OnBatch, embed, unwatched
from index.model_folder import (
    LARGEST_VALUES,
    ONNX_SETTINGS,
    TOKEN_VECTORS,
    model_fingerprint,
    model_name,
    model_prompts,
    read_json,
)
from index.onnx_graph import BertShape, Precision, bert_graph
from index.settings import IndexSettings
from index.tokens import NO_TOKENS, PassageTokens, QuestionTokens, in_8_bits
from sources.errors import ModelError

_BATCH = 1
"""With 8 bits the activations get the scale of the largest of the batch: a vector would depend on its neighbours."""

_VECTORS = "vectors"
"""What the graph calls the vectors of texts."""

_CPUINFO = Path("/proc/cpuinfo")
_DEFAULTS = {"model_type": None, "hidden_act": None, "position_embedding_type": "absolute", "modules": None}
_MADE_FOR = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
    "modules": ["Transformer", "Pooling", "Normalize"],
}
"""What the graph computes; vectors of tokens it makes besides."""
_TOKENS = {
    "module_input_name": "token_embeddings",
    "module_output_name": TOKEN_VECTORS,
    "bias": False,
    "activation_function": "torch.nn.modules.linear.Identity",
}
"""How a module makes the vectors of tokens that the graph makes too."""


class OnnxEncoder:
    """A model folder whose transformer is a BERT with mean pooling and vectors of unit length."""

    def __init__(self, folder: Path, settings: IndexSettings, precision: Precision | None = None) -> None:
        """Load the model.

        :param precision: Another than the folder says, for measuring.
        :raises ModelError: the folder does not hold such a model, or not a whole one.
        """
        self.name = model_name(settings)
        self.fingerprint = model_fingerprint(folder, settings)
        self._query_prompt, self._passage_prompt = model_prompts(folder, settings)
        try:
            config = read_json(folder / "config.json", default={})
            precision = precision or read_json(folder / ONNX_SETTINGS, default={})["precision"]
            _check(folder, config, precision)
            self._tokenizer = _tokenizer(folder, config)
            tokens = token_matrix(folder)
            self._session = _session(folder, config, precision, tokens)
        except ModelError:
            raise
        except Exception as exc:  # a damaged model fails in any layer of three libraries
            raise ModelError(
                f"Het taalmodel in {folder} kan niet worden geladen ({type(exc).__name__}: {exc})."
            ) from exc
        self.dimension = int(config["hidden_size"])
        self.token_dimension = 0 if tokens is None else len(tokens)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions, shape (len(texts), dimension)."""
        return self._encode(texts, self._query_prompt, on_batch=unwatched)

    def encode_passages(self, texts: Sequence[str], *, on_batch: OnBatch = unwatched) -> NDArray[np.float32]:
        """The vectors of passages, shape (len(texts), dimension)."""
        return self._encode(texts, self._passage_prompt, on_batch=on_batch)

    def encode_question(self, text: str) -> tuple[NDArray[np.float32], QuestionTokens]:
        """The vector of one question, shape (1, dimension), and those of its tokens, none of a model without them."""
        if not self.token_dimension:
            return self.encode_queries([text]), NO_TOKENS
        vector, tokens = self._both(text, self._query_prompt)
        return vector[np.newaxis], tokens

    def encode_with_tokens(
        self, texts: Sequence[str], *, on_batch: OnBatch = unwatched
    ) -> tuple[NDArray[np.float32], list[PassageTokens]]:
        """The vectors of passages, shape (len(texts), dimension), and their tokens' vectors in 8 bits, in one go."""
        found: dict[str, PassageTokens] = {}

        def make(batch: list[str]) -> NDArray[np.float32]:
            vectors = []
            for text in batch:
                vector, tokens = self._both(text, self._passage_prompt)
                vectors.append(vector)
                found[text] = in_8_bits(tokens)
            return np.stack(vectors)

        vectors = embed(texts, make, dimension=self.dimension, batch=_BATCH, on_batch=on_batch)
        return vectors, [found[text] for text in texts]

    def _encode(self, texts: Sequence[str], prompt: str, *, on_batch: OnBatch) -> NDArray[np.float32]:
        def make(batch: list[str]) -> NDArray[np.float32]:
            made = [self._run(self._tokenizer.encode(prompt + text), [_VECTORS])[0] for text in batch]
            return np.concatenate(made)

        return embed(texts, make, dimension=self.dimension, batch=_BATCH, on_batch=on_batch)

    def _both(self, text: str, prompt: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The vector of a text, and those of its tokens."""
        vectors, tokens = self._run(self._tokenizer.encode(prompt + text), [_VECTORS, TOKEN_VECTORS])
        return vectors[0], tokens[0]

    def _run(self, encoding: Encoding, outputs: list[str]) -> list[NDArray[np.float32]]:
        feed = {
            "input_ids": np.array([encoding.ids]),
            "attention_mask": np.array([encoding.attention_mask]),
        }
        made: list[NDArray[np.float32]] = self._session.run(outputs, feed)
        return made


def load_tensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """The tensors of a file, as 32-bit floats."""
    return {name: tensor.astype(np.float32) for name, tensor in load_file(path).items()}


def bert_shape(config: Mapping[str, Any]) -> BertShape:
    """What the graph needs to know of a model, from its `config.json`."""
    return BertShape(config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"])


def _check(folder: Path, config: Mapping[str, Any], precision: object) -> None:
    """Refuse a model that the graph would compute wrongly.

    :raises ModelError: it is of another make than the graph.
    """
    tokens = _token_folder(folder)
    parts = {folder / str(module["path"]): module["type"].rpartition(".")[2] for module in _modules(folder)}
    said = {**config, "modules": [kind for part, kind in parts.items() if part != tokens]}
    found = {name: said.get(name, default) for name, default in _DEFAULTS.items()}
    pooling = {}
    for part, kind in parts.items():
        if kind == "Pooling":
            pooling = read_json(part / "config.json", default={})
    modes = [name for name, value in pooling.items() if name.startswith("pooling_mode_") and value is True]
    mean = pooling.get("pooling_mode", "mean") == "mean" and modes in ([], ["pooling_mode_mean_tokens"])
    if found != _MADE_FOR or not mean or precision not in get_args(Precision):
        raise ModelError(
            "ONNX Runtime kan dit taalmodel niet uitvoeren: nodig is een BERT-model met gelu, het gemiddelde van de "
            f"tekst en precisie {' of '.join(get_args(Precision))}. Haal {ONNX_SETTINGS} uit de map weg om het met "
            "sentence-transformers uit te voeren."
        )


def token_matrix(folder: Path) -> NDArray[np.float32] | None:
    """The matrix that makes the vectors of tokens, shape (their dimension, that of the model), or None without one."""
    part = _token_folder(folder)
    return None if part is None else load_tensors(part / "model.safetensors")["linear.weight"]


def _token_folder(folder: Path) -> Path | None:
    """Where the part of the model lies that makes the vectors of tokens."""
    for module in _modules(folder):
        part = folder / str(module["path"])
        said = read_json(part / "config.json", default={}) if module["path"] else {}
        if all(said.get(name) == value for name, value in _TOKENS.items()):
            return part
    return None


def _modules(folder: Path) -> list[dict[str, Any]]:
    modules: list[dict[str, Any]] = read_json(folder / "modules.json", default=[])
    return modules


def _tokenizer(folder: Path, config: Mapping[str, Any]) -> Tokenizer:
    """The model's tokenizer, which cuts what the model was not made to read."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    said = read_json(folder / "tokenizer_config.json", default={}).get("model_max_length", math.inf)
    own = read_json(folder / "sentence_bert_config.json", default={}).get("max_seq_length") or math.inf
    tokenizer.enable_truncation(int(min(said, own, config["max_position_embeddings"])))
    tokenizer.no_padding()  # a batch is one text
    return tokenizer


def _session(
    folder: Path, config: Mapping[str, Any], precision: Precision, tokens: NDArray[np.float32] | None
) -> onnxruntime.InferenceSession:
    largest = folder / LARGEST_VALUES
    graph = bert_graph(
        load_tensors(folder / "model.safetensors"),
        bert_shape(config),
        precision,
        load_tensors(largest) if largest.is_file() else None,
        tokens=tokens,
        signed=not saturates(platform.machine(), _CPUINFO),
    )
    return new_session(graph)


def saturates(machine: str, cpuinfo: Path) -> bool:
    """Whether the processor may cut off sums of products of signed 8-bit numbers, which changes vectors.

    Those of the x86 family without the VNNI instructions do; for them the weights are unsigned, which is exact there.
    With VNNI signed weights are 1.7 times as fast, and exact as well.

    :param cpuinfo: Where Linux lists what the processor can; elsewhere there is none, and it is taken to saturate.
    """
    if machine.lower() not in {"x86_64", "amd64"}:
        return False
    try:
        said = cpuinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return "avx512_vnni" not in said and "avx_vnni" not in said


def new_session(graph: bytes) -> onnxruntime.InferenceSession:
    """ONNX Runtime on the processor, silent but for errors."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Its threads would go on looking for work after a text, and keep the rest of a question from the processor.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
