"""The evaluation from the command line: checks the gold questions, asks them, and writes the report."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from eval.compare import check_same, compare
from eval.gold import Question, split_of
from eval.html_report.render import render
from eval.overlap import overlaps
from eval.provenance import provenance
from eval.report import format_report
from eval.report_comparison import format_comparison, verdict
from eval.report_json import to_json
from eval.run import BASELINE, ablate, evaluate
from eval.run_file import Run, as_run, read_run
from eval.sets import (
    SETS,
    SetName,
    check_fit,
    fingerprint_of,
    index_letters,
    names_of,
    paths_of,
    read_questions,
)
from eval.summary import all_verbatim
from index.encoder import load_encoder
from index.model_folder import model_fingerprint, model_folder
from index.settings import IndexSettings
from index.snapshot import Snapshot, open_snapshot
from rag.assistant import Assistant
from rag.rank import Weights
from rag.settings import RagSettings
from sources.errors import GoldError
from sources.types import Letter

WORSE = 5
"""The exit code where a headline measure fell below the baseline by more than chance explains."""


def main(
    index_dir: Path | None,
    index_settings: IndexSettings,
    rag_settings: RagSettings,
    *,
    gold: Path | None = None,
    gold_set: SetName | None = None,
    split: Literal["dev", "test", "all"] = "dev",
    json_output: bool = False,
    ablations: bool = False,
    failures: bool = False,
    against: Path | None = None,
    html: Path | None = None,
) -> int:
    """Write the report of an evaluation to stdout; gives the exit code.

    :param index_dir: the index whose current snapshot is asked; None makes one of the letters of the set, which is
        gone afterwards.
    :param gold: a file of questions; None takes those of the set.
    :param gold_set: which of the shipped sets; None takes the questions about the five letters.
    :param split: which of them: "dev" to choose by, "test" only to report.
    :param json_output: whether to write JSON in place of tables.
    :param ablations: whether to compare with lexical alone, dense alone and both.
    :param failures: whether to list the questions that went wrong.
    :param against: an earlier run (its JSON, or a baseline) to compare with.
    :param html: where to write the report as a page too; what stands there is replaced.
    :return: 0; 1 where not every passage is word for word what stands at its citation (a lost question counts as one
        that is not); else `WORSE` where a headline measure fell below that run by more than chance explains.
    :raises GoldError: the questions are not valid, or their quotes are not in the letters of this index.
    :raises RunFileError: the earlier run cannot be read, or is of other questions.
    :raises IndexStoreError: there is no index, or it cannot be used.
    :raises ModelError: the model cannot be loaded.
    """
    chosen_set = SETS[gold_set or "brieven"]
    paths = (gold,) if gold else chosen_set.gold
    questions = read_questions(paths)
    chosen = [question for question in questions if split in ("all", split_of(question.question_id))]
    if not chosen:
        raise GoldError(
            f"Het vragenbestand {paths_of(paths)} heeft geen vragen in het deel {split}; geef een ander deel op."
        )
    before = _baseline(against, paths, split, chosen) if against else None
    progress = sys.stderr.isatty() and not json_output
    if index_dir is not None:
        snapshot = _open(index_dir, index_settings)
        check_fit(paths, questions, snapshot.letters)
        encoder = load_encoder(index_settings)
    else:
        encoder = load_encoder(index_settings)
        with tempfile.TemporaryDirectory(prefix="briefwijzer-") as made:
            snapshot = index_letters(
                chosen_set.folders, Path(made), index_settings, encoder, progress=progress
            )
        check_fit(paths, questions, snapshot.letters)

    def make(weights: Weights | None) -> Assistant:
        return Assistant(snapshot, encoder, rag_settings, weights)

    assistant = make(None)
    shared = overlaps(chosen, assistant.corpus)
    runs = ablate(make, chosen, overlaps=shared, progress=progress) if ablations else {}
    results = runs[BASELINE] if runs else evaluate(assistant, chosen, overlaps=shared, progress=progress)
    made_with = provenance(paths, split, rag_settings, results.info)
    changes = compare(as_run(results, made_with), before) if before else None
    if json_output:
        report = to_json(results, runs, made_with, list_failures=failures, changes=changes)
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(format_report(results, runs, made_with, list_failures=failures))
        if before and changes is not None:
            texts = {question.question_id: question.text for question in chosen}
            sys.stdout.write("\n" + format_comparison(changes, before, texts))
    if html is not None:
        page = render(results, runs, made_with, changes=changes, before=before)
        html.write_text(page, encoding="utf-8", errors="replace")
        sys.stderr.write(f"Het rapport staat in {html}.\n")
    if not all_verbatim(results.rows):
        return 1
    if changes is not None and any(change.fell for change in changes):
        sys.stderr.write(f"{verdict(changes)}\n")
        return WORSE
    return 0


def _baseline(path: Path, gold: Sequence[Path], split: str, questions: Sequence[Question]) -> Run:
    """The earlier run, refused before a question is asked where it is of others."""
    before = read_run(path)
    check_same(
        before,
        gold=names_of(gold),
        gold_sha256=fingerprint_of(gold),
        split=split,
        asked={question.question_id: question.text for question in questions},
    )
    return before


def letters_of(index_dir: Path, index_settings: IndexSettings) -> dict[str, Letter]:
    """The letters of an index by id.

    :raises IndexStoreError: there is no index, or it cannot be used.
    :raises ModelError: the model cannot be found.
    """
    return {letter.letter_id: letter for letter in _open(index_dir, index_settings).letters}


def _open(index_dir: Path, index_settings: IndexSettings) -> Snapshot:
    fingerprint = model_fingerprint(model_folder(index_settings), index_settings)
    return open_snapshot(index_dir, index_settings, fingerprint)
