"""Reads the training data: the folder's files as records, without anything that the model is measured on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.training.measured import Benchmark, measured_texts
from index.training.overlap import Forbidden
from index.training.own_questions import checksum, read_own_questions
from index.training.records import Pair, Translation, Written
from index.training.rows import read_columns, read_objects
from index.training.settings import TrainingSettings
from sources.errors import TrainingDataError

PARALLEL = "parallel.tsv.gz"
PAIRS = "pairs.jsonl.gz"
QUESTIONS = "questions.jsonl.gz"

TECHNICAL = frozenset({"ms-human", "ms-machine", "ms-docs"})
"""Sources that are documentation of software."""
REAL = frozenset({"kamervragen", "dekamer-be", "vws-faq"})
"""Sources whose questions people asked; those of the others are headings."""


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What the stages learn from.

    `left_out` counts the rows that were left out because the model
    is measured on them, `lost` the passages of the project's own questions that were not where they should be.
    """

    translations: tuple[Translation, ...]
    pairs: tuple[Pair, ...]
    written: tuple[Written, ...]
    held_out: tuple[Written, ...]
    left_out: int
    lost: int

    @property
    def titles(self) -> dict[str, str]:
        """Every passage that a question may be answered from, but documentation of software, with its title or ""."""
        found = {w.passage: w.context for w in self.written}
        for pair in self.pairs:
            if pair.source not in TECHNICAL:
                found.setdefault(pair.passage, pair.context)
        return found

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
    :raises TrainingDataError: a file is missing or wrong, or too little is left.
    :raises FolderError: there is no such folder of letters.
    """
    gate = _Gate(Forbidden(measured_texts(benchmarks)))
    rows = (Translation(*row) for row in read_columns(folder / PARALLEL, 3, limit))
    translations = [t for t in rows if gate.passes(t.english, t.dutch)]
    all_pairs = [
        Pair(row["source"], row["question"], row["context"], row["passage"])
        for row in read_objects(folder / PAIRS, "source", "question", "context", "passage", limit=limit)
    ]
    asked = [
        Written(row["source"], "", row["passage"], tuple(row["questions"]))
        for row in read_objects(folder / QUESTIONS, "source", "passage", "questions", limit=limit)
    ]
    own = read_own_questions(all_pairs, letters, limit)
    by_passage = {
        w.passage: w for w in (*asked, *own.found) if gate.passes(w.passage, w.context, *w.questions)
    }
    held_out = [w for w in by_passage.values() if _held_out(w, settings)]
    # A passage that is held out, or shares text with one, is not learned from in any other row either.
    apart = Forbidden(w.passage for w in held_out)
    written = [w for w in by_passage.values() if not _held_out(w, settings) and not apart.holds(w.passage)]
    pairs = [
        p for p in all_pairs if not apart.holds(p.passage) and gate.passes(p.question, p.context, p.passage)
    ]
    if not (translations and pairs and written and held_out):
        raise TrainingDataError(
            f"In {folder} is te weinig om van te leren: {len(translations)} vertalingen, {len(pairs)} paren, "
            f"{len(written)} passages met vragen en {len(held_out)} om mee te meten."
        )
    return TrainingData(
        translations=tuple(translations),
        pairs=tuple(pairs),
        written=tuple(written),
        held_out=tuple(held_out),
        left_out=gate.kept_out,
        lost=own.lost,
    )


class _Gate:
    """Lets through what the model is not measured on, and counts the rest."""

    def __init__(self, forbidden: Forbidden) -> None:
        self._forbidden = forbidden
        self.kept_out = 0

    def passes(self, *texts: str) -> bool:
        if any(self._forbidden.holds(text) for text in texts if text):
            self.kept_out += 1
            return False
        return True


def _held_out(written: Written, settings: TrainingSettings) -> bool:
    """Whether a passage is for measuring, by its text, so that it stays so when others are added."""
    return int(checksum(written.passage), 16) % settings.held_out_one_in == 0
