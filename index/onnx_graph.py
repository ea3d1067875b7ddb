"""The BERT encoder as an ONNX graph, made in memory from weights in safetensors: nothing is read but numbers.

Floats, or weights of 8 bits: a matrix is stored as whole numbers from -127 to 127 with one scale for each output, and
ONNX Runtime brings the activations to 8 bits as it goes (dynamic quantisation). The operators of the `com.microsoft`
domain are described in ONNX Runtime's ContribOperators.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.model_folder import TOKEN_VECTORS

Precision = Literal["float32", "int8"]

_OPSET = 17
_IR_VERSION = 8
_MICROSOFT = "com.microsoft"
_LARGEST = 127
_MIDDLE = 128
_MOVED = 0.75
"""How much of the unevenness of inputs goes to the weights. Mean cosine to floats: 0.5 .978, 0.7 .9966, 0.75 .9971, 0.8
.9967, 0.9 .9938; without balance .9916 (passages of Kamervragen, the first model)."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the graph needs to know of a BERT model beside its weights."""

    layers: int
    heads: int
    epsilon: float
    """Added to the variance where a layer is normalised."""


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they are added."""

    precision: Precision
    signed: bool
    largest: Mapping[str, Array]
    fed: dict[str, str] = field(default_factory=dict)
    """What each linear part gets."""
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """Add a constant; what comes back is its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401
        """Add a node with one output; what comes back is the output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, name: str, values: str, weight: Array, bias: Array) -> str:
        """`values` times the weight, shape (outputs, inputs), plus the bias."""
        self.fed[name] = values
        bias_name = self.constant(f"{name}.bias", bias)
        if self.precision == "float32":
            product = self.node(
                "MatMul", [values, self.constant(f"{name}.weight", weight.T)], f"{name}.product"
            )
            return self.node("Add", [product, bias_name], name)
        largest = self.largest.get(name)
        if largest is not None:
            by = balance(largest, weight)
            values = self.node("Mul", [values, self.constant(f"{name}.by", 1 / by)], f"{name}.balanced")
            weight = weight * by
        whole, scale = quantised(weight)
        numbers, zero = whole, ""
        if not self.signed:
            numbers = (whole.astype(np.int16) + _MIDDLE).astype(np.uint8)
            zero = self.constant(f"{name}.zero", np.full(len(scale), _MIDDLE, dtype=np.uint8))
        inputs = [
            values,
            self.constant(f"{name}.weight", numbers.T),
            self.constant(f"{name}.scale", scale[:, 0]),
            zero,
            bias_name,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, _MICROSOFT)

    def rows(self, name: str, numbers: str, table: Array) -> str:
        """The rows of a table that the numbers name."""
        if self.precision == "float32":
            return self.node("Gather", [self.constant(f"{name}.table", table), numbers], name)
        whole, scale = quantised(table)
        row = self.node("Gather", [self.constant(f"{name}.table", whole), numbers], f"{name}.row")
        wide = self.node("Cast", [row], f"{name}.wide", to=TensorProto.FLOAT)
        by = self.node("Gather", [self.constant(f"{name}.scale", scale), numbers], f"{name}.by")
        return self.node("Mul", [wide, by], name)


def quantised(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """A matrix in whole numbers and the scale of each row, shape (rows, 1); their product is nearly the matrix."""
    scale = np.abs(matrix).max(axis=1, keepdims=True).clip(1e-12) / _LARGEST
    return np.rint(matrix / scale).astype(np.int8), scale.astype(np.float32)


def balance(largest: Array, weight: Array) -> Array:
    """By what each input of a linear part is divided, and its weights multiplied, before both are brought to 8 bits.

    Some inputs are always large; all share one scale, and the others would be lost in it (SmoothQuant, Xiao et al.
    2023, equation 4).

    :param largest: The largest value that each input takes, shape (inputs,).
    :param weight: Shape (outputs, inputs).
    """
    by: Array = largest.clip(1e-4) ** _MOVED / np.abs(weight).max(axis=0).clip(1e-4) ** (1 - _MOVED)
    return by


def bert_graph(
    weights: Mapping[str, Array],
    shape: BertShape,
    precision: Precision,
    largest: Mapping[str, Array] | None = None,
    *,
    tokens: Array | None = None,
    signed: bool = True,
) -> bytes:
    """A serialised model.

    Its inputs are `input_ids` and `attention_mask`, int64, shape (texts, pieces); its output `vectors`, shape
    (texts, dimension), of unit length. With `tokens` another is `token_vectors`, shape (texts, pieces, its outputs).

    :param weights: The tensors of a Hugging Face `BertModel` by their names.
    :param tokens: The matrix that makes the vectors of tokens, shape (outputs, dimension).
    :param largest: The largest values of what each linear part gets, as `largest_values` finds them; 8 bits are nearer
        to floats with them.
    :param signed: Whether weights in 8 bits go from -127 to 127, or from 1 to 255 with 128 for zero. The numbers are
        the same; which is fast, and exact, is for the processor.
    :raises KeyError: a tensor is missing.
    """
    g = _bert(weights, shape, precision, largest or {}, signed=signed)
    dimension = weights["embeddings.word_embeddings.weight"].shape[1]
    model = _model(g, dimension)
    if tokens is not None:
        last = f"encoder.layer.{shape.layers - 1}.output.LayerNorm"
        model.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(tokens.T), "tokens"))
        model.graph.node.append(helper.make_node("MatMul", [last, "tokens"], [TOKEN_VECTORS]))
        made = helper.make_tensor_value_info(
            TOKEN_VECTORS, TensorProto.FLOAT, ["texts", "pieces", len(tokens)]
        )
        model.graph.output.append(made)
    serialised: bytes = model.SerializeToString()
    return serialised


def watched_graph(weights: Mapping[str, Array], shape: BertShape) -> tuple[bytes, dict[str, str]]:
    """The model in floats that also gives what its linear parts get, and the name of that output for each part."""
    g = _bert(weights, shape, "float32", {}, signed=True)
    model = _model(g, weights["embeddings.word_embeddings.weight"].shape[1])
    for name in dict.fromkeys(g.fed.values()):
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    return model.SerializeToString(), g.fed


def _bert(
    weights: Mapping[str, Array],
    shape: BertShape,
    precision: Precision,
    largest: Mapping[str, Array],
    *,
    signed: bool,
) -> _Graph:
    g = _Graph(precision, signed, largest)
    g.node("Cast", ["attention_mask"], "mask32", to=TensorProto.INT32)
    g.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    values = _embeddings(g, weights, shape)
    for layer in range(shape.layers):
        values = _layer(g, weights, shape, layer, values)
    wide = g.node("Unsqueeze", ["mask", g.constant("axis", np.array([2]))], "mask_wide")
    masked = g.node("Mul", [values, wide], "masked")
    axis = g.constant("pieces", np.array([1]))
    total = g.node("ReduceSum", [masked, axis], "total", keepdims=0)
    length = g.node("ReduceSum", ["mask", axis], "length", keepdims=1)
    mean = g.node("Div", [total, length], "mean")
    g.node("LpNormalization", [mean], "vectors", axis=1, p=2)
    return g


def _embeddings(g: _Graph, weights: Mapping[str, Array], shape: BertShape) -> str:
    """The pieces' vectors with their places', normalised; every piece is of the first segment."""
    words = g.rows("words", "input_ids", weights["embeddings.word_embeddings.weight"])
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    size = g.node("Shape", ["input_ids"], "size", start=1, end=2)
    inputs = [g.constant("places", places), g.constant("from", np.array([0])), size]
    place = g.node("Slice", inputs, "place")
    both = g.node("Add", [words, place], "placed")
    return _normalised(g, "embeddings.LayerNorm", [both], weights, shape)


def _layer(g: _Graph, weights: Mapping[str, Array], shape: BertShape, number: int, values: str) -> str:
    """One layer: every piece looks at the others, then each by itself is worked on."""
    at = f"encoder.layer.{number}"
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    together = g.linear(
        f"{at}.qkv",
        values,
        np.concatenate([weights[f"{part}.weight"] for part in parts]),
        np.concatenate([weights[f"{part}.bias"] for part in parts]),
    )
    g.nodes.append(helper.make_node("Split", [together], parts, axis=2))
    attended = g.node(
        "MultiHeadAttention",
        [*parts, "", "mask32"],
        f"{at}.attended",
        _MICROSOFT,
        num_heads=shape.heads,
    )
    dense = _dense(g, f"{at}.attention.output.dense", attended, weights)
    values = _normalised(g, f"{at}.attention.output.LayerNorm", [values, dense], weights, shape)
    wide = _dense(g, f"{at}.intermediate.dense", values, weights)
    active = g.node("Gelu", [wide], f"{at}.active", _MICROSOFT)
    dense = _dense(g, f"{at}.output.dense", active, weights)
    return _normalised(g, f"{at}.output.LayerNorm", [values, dense], weights, shape)


def _dense(g: _Graph, name: str, values: str, weights: Mapping[str, Array]) -> str:
    return g.linear(name, values, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _normalised(
    g: _Graph, name: str, values: list[str], weights: Mapping[str, Array], shape: BertShape
) -> str:
    """The sum of one or two values, brought to mean 0 and variance 1, then scaled and moved as was learned."""
    inputs = [
        *values,
        g.constant(f"{name}.scale", weights[f"{name}.weight"]),
        g.constant(f"{name}.move", weights[f"{name}.bias"]),
    ]
    if len(values) == 1:
        return g.node("LayerNormalization", inputs, name, axis=-1, epsilon=shape.epsilon)
    return g.node("SkipLayerNormalization", inputs, name, _MICROSOFT, epsilon=shape.epsilon)


def _model(g: _Graph, dimension: int) -> ModelProto:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", dimension])]
    graph = helper.make_graph(g.nodes, "bert", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
