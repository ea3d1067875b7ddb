"""A folder of training data and an English teacher, both tiny and made here."""

import gzip
import json
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel, BertTokenizerFast

from index.training.own_questions import checksum

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


def write_teacher(folder: Path) -> Path:
    """An English sentence-transformers model of two small layers, with weights by chance."""
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator([en for en, _ in SENTENCES], vocab_size=200, show_progress=False)
    body = folder.with_name(f"{folder.name}-body")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(body)
    tokenizer.save(str(body / "tokenizer.json"))
    BertTokenizerFast(tokenizer_file=str(body / "tokenizer.json")).save_pretrained(body)
    transformer = Transformer(str(body), max_seq_length=32)
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu").save_pretrained(
        str(folder)
    )
    return folder


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
