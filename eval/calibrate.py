"""Fits the weights of the confidence on the dev questions of all sets whose letters are there.

    python -m eval.calibrate

It prints the weights for `rag/confidence.py`, with what they are worth in ten-fold cross-validation: how well the
confidence tells right first pages from others and questions with an answer from those without (area under the ROC
curve), how often a confidence was right, and what every threshold refuses.
"""

import itertools
import sys
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from eval.gold import Question
from eval.measures import Basis, holds
from eval.sets import SETS, SetName, asked_on_dev
from index.encoder import load_encoder
from index.settings import IndexSettings
from rag.assistant import Assistant
from rag.confidence import Evidence
from rag.settings import RagSettings

ASKED: tuple[SetName, ...] = ("alle", "openbaar")
"""The shipped questions of one index, and those about published papers."""
REGULARISATION = 3.0
"""scikit-learn's C: weakly held to small weights, for there are few of them."""
FOLDS, REPEATED = 10, 5
_BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_NAMES = [field.name for field in fields(Evidence)]


def gather(
    assistant: Assistant, questions: Sequence[Question]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The evidence of each question that anything was found for, and what is true of it.

    :return: shapes (questions, kinds of evidence) and (questions, 2): whether the first passage stands on a right page,
        and whether the question has an answer.
    """
    evidence, truth = [], []
    for question in questions:
        explained = assistant.explain(question.text, top_k=1)
        if explained.evidence is None:
            continue
        evidence.append([getattr(explained.evidence, name) for name in _NAMES])
        right = bool(holds(question, explained.found.passages[0], assistant.letters, Basis.PAGE))
        truth.append([question.answerable and right, question.answerable])
    return np.array(evidence), np.array(truth)


def _model() -> Pipeline:
    """Logistic regression on evidence that is brought to one scale first, so that each piece is held as tightly."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION))


def cross_validated(evidence: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The confidence that each question would have had from weights fitted on others, shape (questions,)."""
    made = [
        cross_val_predict(
            _model(),
            evidence,
            right,
            cv=StratifiedKFold(FOLDS, shuffle=True, random_state=seed),
            method="predict_proba",
        )[:, 1]
        for seed in range(REPEATED)
    ]
    return np.asarray(np.mean(made, axis=0))


def report(sure: NDArray[np.float64], truth: NDArray[np.bool_]) -> str:
    """What the confidence is worth, in lines."""
    right, answerable = truth.T
    lines = [
        f"AUC: right first page {roc_auc_score(right, sure):.3f}, answerable {roc_auc_score(answerable, sure):.3f}",
        "confidence  questions  right",
    ]
    for low, high in itertools.pairwise(_BINS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            lines.append(f"{low:.1f} to {high:.1f}  {inside.sum():9}  {right[inside].mean():.2f}")
    lines.append("threshold  refused: unanswerable  answerable  right ones lost  given: right")
    for threshold in np.arange(0.1, 0.8, 0.05):
        refused = sure < threshold
        lines.append(
            f"{threshold:9.2f}  {refused[~answerable].mean():21.2f}  {refused[answerable].mean():10.2f}"
            f"  {refused[right].mean():15.2f}  {right[~refused].mean():12.2f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Ask the dev questions, fit, and print."""
    settings = IndexSettings()
    encoder = load_encoder(settings)
    gathered = []
    for gold_set in ASKED:
        if SETS[gold_set].present:
            with asked_on_dev(gold_set, encoder, settings, RagSettings()) as (assistant, questions):
                gathered.append(gather(assistant, questions))
    evidence, truth = (np.concatenate(parts) for parts in zip(*gathered, strict=True))
    scaled, fitted = (step for _, step in _model().fit(evidence, truth[:, 0]).steps)
    weights = fitted.coef_[0] / scaled.scale_
    for name, weight in zip(_NAMES, weights, strict=True):
        sys.stdout.write(f"{name:10} {weight:6.2f}\n")
    sys.stdout.write(f"{'bias':10} {fitted.intercept_[0] - weights @ scaled.mean_:6.2f}\n\n")
    sys.stdout.write(report(cross_validated(evidence, truth[:, 0]), truth) + "\n")


if __name__ == "__main__":
    main()
