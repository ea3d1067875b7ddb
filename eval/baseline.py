"""The committed baselines: what came of each dev question of the shipped sets, for the gate to compare with.

    python -m eval.baseline

measures both sets and writes them anew, into `baselines`. Do that where a change of results is wanted, and say in the
commit what changed and why.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from eval.compare import HEADLINES, compare
from eval.gold import split_of
from eval.provenance import provenance
from eval.report_comparison import format_comparison
from eval.run import evaluate
from eval.run_file import Run, as_run, read_run
from eval.sets import SETS, SetName, check_fit, index_letters, read_questions
from index.encoder import load_encoder
from index.settings import IndexSettings
from rag.assistant import Assistant
from rag.settings import RagSettings

BASELINES: dict[SetName, Path] = {
    name: Path(__file__).parent / "baselines" / f"{name}-dev.json"
    for name in ("brieven", "documenten", "openbaar")
}
SPLIT = "dev"


def measure_sets(index_dir: Path, *, progress: bool = False) -> Iterator[tuple[SetName, Run]]:
    """A run of the dev questions of each set whose letters are there, with the shipped model, letters and settings.

    :param index_dir: where the index of each set is made, one after the other; what stands there is reused.
    :param progress: whether to show bars on stderr.
    :raises GoldError: a letter or document was not read as its questions have it; nothing is to be learned from the
        answers then.
    """
    settings = IndexSettings()
    encoder = load_encoder(settings)
    for name in BASELINES:
        gold_set = SETS[name]
        if not gold_set.present:
            continue
        questions = read_questions(gold_set.gold)
        snapshot = index_letters(gold_set.folders, index_dir, settings, encoder, progress=progress)
        check_fit(gold_set.gold, questions, snapshot.letters)
        chosen = [question for question in questions if split_of(question.question_id) == SPLIT]
        results = evaluate(Assistant(snapshot, encoder, RagSettings()), chosen, progress=progress)
        yield name, as_run(results, provenance(gold_set.gold, SPLIT, RagSettings(), results.info))


def to_baseline(run: Run) -> str:
    """A run as the text of a baseline: of each question, on a line of its own, what the gate looks at."""
    names = dict.fromkeys(headline.measure for headline in HEADLINES)
    lines = [
        json.dumps(
            {
                "id": question.id,
                "answerable": question.answerable,
                "measures": {name: question.measures[name] for name in names},
            }
        )
        for question in run.questions
    ]
    head = {name: value for name, value in asdict(run).items() if name != "questions"}
    opening = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    rows = ",\n  ".join(lines)
    return f'{opening},\n "questions": [\n  {rows}\n ]\n}}\n'


def main() -> None:
    """Write the baselines anew, and show what changed."""
    with tempfile.TemporaryDirectory(prefix="briefwijzer-") as name:
        for gold_set, run in measure_sets(Path(name), progress=sys.stderr.isatty()):
            path = BASELINES[gold_set]
            before = read_run(path) if path.exists() else None
            if before and before.gold_sha256 == run.gold_sha256:
                texts = {question.id: question.question or "" for question in run.questions}
                sys.stdout.write(format_comparison(compare(run, before), before, texts))
            path.write_text(to_baseline(run), encoding="utf-8")
            sys.stdout.write(f"{path} is vernieuwd: {len(run.questions)} vragen.\n\n")


if __name__ == "__main__":
    main()
