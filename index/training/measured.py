"""What the model is measured on: the benchmarks, and the texts that must not be learned from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.training.rows import read_columns, read_objects
from sources import DEFAULT_LETTERS

BENCHMARKS = ("benchmark-kamervragen.jsonl.gz", "benchmark-rijksoverheid.jsonl.gz")
TATOEBA = "benchmark-tatoeba.tsv.gz"
EVALUATION = Path(__file__).parents[2] / "eval"
"""Where the gold questions lie, and the sources of documents that were written to measure on."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Questions and passages; the passage of a question has the same place."""

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]


def read_benchmarks(folder: Path) -> list[Benchmark]:
    """The benchmarks of a folder: questions to answers, and sentences to translations.

    :raises TrainingDataError: a file is missing or wrong.
    """
    found = []
    for name in BENCHMARKS:
        rows = list(read_objects(folder / name, "question", "passage"))
        found.append(
            Benchmark(
                name=name.removeprefix("benchmark-").removesuffix(".jsonl.gz"),
                questions=tuple(row["question"] for row in rows),
                passages=tuple(row["passage"] for row in rows),
            )
        )
    sentences = list(read_columns(folder / TATOEBA, 2))
    found.append(Benchmark("tatoeba", tuple(s[0] for s in sentences), tuple(s[1] for s in sentences)))
    return found


def measured_texts(benchmarks: Sequence[Benchmark]) -> Iterator[str]:
    """Every text that the model is measured on: benchmarks, letters and documents of the project, gold questions.

    :raises TrainingDataError: the gold questions are not beside the code.
    """
    for benchmark in benchmarks:
        yield from benchmark.questions
        yield from benchmark.passages
    for path in sorted([*DEFAULT_LETTERS.glob("*.txt"), *EVALUATION.glob("source/*.md")]):
        yield path.read_text(encoding="utf-8")
    for name in ("questions.jsonl", "questions-documents.jsonl", "questions-published.jsonl"):
        for row in read_objects(EVALUATION / name, "question", "evidence"):
            yield row["question"]
            yield from (evidence["quote"] for evidence in row["evidence"])
