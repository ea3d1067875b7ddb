"""Reads the training data: the folder's files as records, without anything that the model is measured on."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from index.training.overlap import Forbidden
from index.training.settings import TrainingSettings
from sources import DEFAULT_LETTERS, read_folder
from sources.errors import CitationError
from sources.types import Span

PARALLEL = "parallel.tsv.gz"
PAIRS = "pairs.jsonl.gz"
QUESTIONS = "questions.jsonl.gz"
BENCHMARKS = ("benchmark-kamervragen.jsonl.gz", "benchmark-rijksoverheid.jsonl.gz")
TATOEBA = "benchmark-tatoeba.tsv.gz"
OWN_QUESTIONS = Path(__file__).parent / "questions.jsonl"
"""Questions written for this project over passages of the pairs and of letters, and where those stand."""

EVALUATION = Path(__file__).parents[2] / "eval"
"""Where the gold questions lie, and the sources of documents that were written to measure on: no stage may see them."""

TECHNICAL = frozenset({"ms-human", "ms-machine", "ms-docs"})
"""Sources that are documentation of software."""


class TrainingDataError(Exception):
    """The training data is missing or not as expected."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in two languages; neighbours of one source are neighbours in their document."""

    source: str
    english: str
    dutch: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, or a heading with the text under it; `context` is the title above, or empty."""

    source: str
    question: str
    context: str
    passage: str


@dataclass(frozen=True, slots=True)
class Written:
    """A passage with the questions that were written for it.

    `answers` says where in the passage each question is answered, in half-open ranges of characters; it is empty
    where nobody marked it.
    """

    source: str
    context: str
    passage: str
    questions: tuple[str, ...]
    answers: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What the stages learn from.

    `left_out` counts the rows that were left out because the model is measured on them, `lost` the passages of the
    project's own questions that were not where they should be.
    """

    translations: tuple[Translation, ...]
    pairs: tuple[Pair, ...]
    written: tuple[Written, ...]
    held_out: tuple[Written, ...]
    left_out: int
    lost: int

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage that a question may be answered from, those of documentation of software left out."""
        pairs = (pair.passage for pair in self.pairs if pair.source not in TECHNICAL)
        return tuple(dict.fromkeys([*(w.passage for w in self.written), *pairs]))

    def dutch_texts(self) -> tuple[list[str], list[str]]:
        """Every Dutch text: prose of government, and documentation of software."""
        prose: list[str] = []
        technical: list[str] = []
        for t in self.translations:
            (technical if t.source in TECHNICAL else prose).append(t.dutch)
        for pair in self.pairs:
            (technical if pair.source in TECHNICAL else prose).extend((pair.question, pair.passage))
        for w in self.written:
            prose.extend((w.passage, *w.questions))
        return prose, technical

    @property
    def summary(self) -> str:
        """How much there is, in one line."""
        return (
            f"{len(self.translations)} translations, {len(self.pairs)} pairs, "
            f"{sum(len(w.questions) for w in self.written)} written questions over {len(self.written)} passages, "
            f"{len(self.held_out)} passages held out; {self.left_out} rows left out because they share text with what "
            f"the model is measured on, {self.lost} passages not found"
        )


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Questions and passages; the passage of a question has the same place."""

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]


def read_lines(path: Path, limit: int | None = None) -> Iterator[str]:
    """The lines of a file, packed or not, without their ends.

    :raises TrainingDataError: there is no such file.
    """
    if not path.is_file():
        raise TrainingDataError(f"{path} is missing; the training data is described in docs/training.md.")
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as stream
    ):
        for line in islice(stream, limit):
            yield line.rstrip("\n")


def read_benchmarks(folder: Path) -> list[Benchmark]:
    """The benchmarks of a folder: questions to answers, and sentences to translations."""
    found = []
    for name in BENCHMARKS:
        rows = [json.loads(line) for line in read_lines(folder / name)]
        found.append(
            Benchmark(
                name=name.removeprefix("benchmark-").removesuffix(".jsonl.gz"),
                questions=tuple(row["question"] for row in rows),
                passages=tuple(row["passage"] for row in rows),
            )
        )
    sentences = [line.split("\t") for line in read_lines(folder / TATOEBA)]
    found.append(Benchmark("tatoeba", tuple(s[0] for s in sentences), tuple(s[1] for s in sentences)))
    return found


def read_training_data(
    folder: Path,
    benchmarks: Sequence[Benchmark],
    settings: TrainingSettings,
    *,
    letters: Path | None = None,
    limit: int | None = None,
) -> TrainingData:
    """Everything that the stages learn from; rows that share text with what the model is measured on are left out.

    :param folder: The folder with the files.
    :param letters: The folder with the letters that some of the project's own questions are about.
    :param limit: Rows to read of each file; all without.
    :raises TrainingDataError: a file is missing.
    """
    forbidden = Forbidden(measured_texts(benchmarks))
    left_out = 0

    def keep(*texts: str) -> bool:
        nonlocal left_out
        if any(forbidden.holds(text) for text in texts):
            left_out += 1
            return False
        return True

    lines = (line.split("\t") for line in read_lines(folder / PARALLEL, limit))
    translations = [Translation(*line) for line in lines if keep(*line[1:])]
    rows = [json.loads(line) for line in read_lines(folder / PAIRS, limit)]
    pairs = [Pair(row["source"], row["question"], row["context"], row["passage"]) for row in rows]
    written = [
        Written(row["source"], "", row["passage"], tuple(row["questions"]))
        for row in map(json.loads, read_lines(folder / QUESTIONS, limit))
    ]
    own = read_own_questions(pairs, letters, limit)
    written = [w for w in (*written, *own.found) if keep(w.passage, *w.questions)]
    apart = [int(checksum(w.passage), 16) % settings.held_out_one_in == 0 for w in written]
    return TrainingData(
        translations=tuple(translations),
        pairs=tuple(pair for pair in pairs if keep(pair.question, pair.passage)),
        written=tuple(w for w, held in zip(written, apart, strict=True) if not held),
        held_out=tuple(w for w, held in zip(written, apart, strict=True) if held),
        left_out=left_out,
        lost=own.lost,
    )


def measured_texts(benchmarks: Sequence[Benchmark]) -> Iterator[str]:
    """Every text that the model is measured on: benchmarks, the letters that come with the project, its gold questions.

    :raises TrainingDataError: the gold questions are not beside the code.
    """
    for benchmark in benchmarks:
        yield from benchmark.questions
        yield from benchmark.passages
    for path in sorted([*DEFAULT_LETTERS.glob("*.txt"), *EVALUATION.glob("source/*.md")]):
        yield path.read_text(encoding="utf-8")
    for path in (EVALUATION / "questions.jsonl", EVALUATION / "questions-documents.jsonl"):
        for row in map(json.loads, read_lines(path)):
            yield row["question"]
            yield from (evidence["quote"] for evidence in row["evidence"])


@dataclass(frozen=True, slots=True)
class OwnQuestions:
    """The project's own questions with their passages, and how many passages are not where they should be."""

    found: tuple[Written, ...]
    lost: int


def read_own_questions(pairs: Sequence[Pair], letters: Path | None, limit: int | None = None) -> OwnQuestions:
    """The project's own questions, each with its passage as it stands in a pair or a letter.

    The questions are ours and lie in the project, the passages are not: the file names where they stand, with a
    checksum, so that a letter that is read otherwise now gives no wrong passage.
    """
    by_key = {checksum(pair.passage): pair for pair in pairs}
    by_id = {letter.letter_id: letter for letter in read_folder(letters).letters} if letters else {}
    found, lost = [], 0
    for row in map(json.loads, read_lines(OWN_QUESTIONS, limit)):
        place = row["passage"]
        pair, letter = by_key.get(place.get("pair")), by_id.get(place.get("letter"))
        passage = context = ""
        if pair:
            passage = pair.passage[place["start"] : place["end"]]
            context = " | ".join(part for part in (pair.context, pair.question[:300]) if part)
        elif letter:
            spans = tuple(Span(*span) for span in place["spans"])
            try:
                passage, context = letter.text_at(spans), letter.title
            except CitationError:
                passage = ""
        if checksum(passage) == place["sha256"]:
            questions = tuple(question["text"] for question in row["questions"])
            answers = tuple(tuple((a, b) for a, b in question["answer"]) for question in row["questions"])
            found.append(Written(row["source"], context, passage, questions, answers))
        else:
            lost += 1
    return OwnQuestions(tuple(found), lost)


def checksum(passage: str) -> str:
    """What a passage is known by in `questions.jsonl`: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(passage.encode()).hexdigest()[:16]
