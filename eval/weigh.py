"""Shows what other weights of the ranking would give on the dev questions of every set whose letters are there.

    python -m eval.weigh [--without-late-interaction]

Each weight is taken at half, as it is and at twice, in every combination. A line says which share of the questions
with an answer has a right page first, and which the wanted sentence, of the letters, of the documents and of the
published papers; the best by the mean of the sets come first, then the worst, and the product's own line stands last.
"""

import argparse
import itertools
import sys
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from eval.gold import Question
from eval.measures import Basis, hit, holds
from eval.sets import SETS, SetName, asked_on_dev
from index.encoder import Encoder, load_encoder
from index.settings import IndexSettings
from rag.assistant import Assistant
from rag.extract import extract
from rag.rank import RANKED, RANKED_WITHOUT_TOKENS, Weights
from rag.settings import RagSettings
from rag.types import CitedPassage

_MEASURED: tuple[SetName, ...] = ("brieven", "documenten", "openbaar")
_STEPS = (0.5, 1.0, 2.0)
_SHOWN = 25
_NAMES = [field.name for field in fields(Weights)]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: the evidence of its candidates, shape (candidates, weights), and which of them would be right.

    `right` has shape (candidates, 2): whether the candidate, shown first, gives a right page, and the wanted sentence.
    """

    evidence: NDArray[np.float64]
    right: NDArray[np.float64]


def judge(assistant: Assistant, question: Question) -> Judged:
    """The candidates of a question, each judged as if it were shown first; of what was looked up, that alone."""
    explained = assistant.explain(question.text, top_k=1)
    found = [ranked.candidate for ranked in explained.ranked]
    if not found:
        looked_up = [_right(assistant, question, cited) for cited in explained.found.passages]
        return Judged(np.zeros((len(looked_up), len(_NAMES))), np.array(looked_up).reshape(-1, 2))
    cited = [assistant.cited(candidate, extract(assistant.corpus, candidate, 0.0)) for candidate in found]
    return Judged(
        evidence=np.array([[getattr(candidate, name) for name in _NAMES] for candidate in found]),
        right=np.array([_right(assistant, question, passage) for passage in cited]),
    )


def first_right(judged: list[Judged], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of the questions whose best candidate gives a right page, and the wanted sentence; shape (2,)."""
    firsts = [j.right[int(np.argmax(j.evidence @ weights))] if len(j.right) else np.zeros(2) for j in judged]
    return np.asarray(np.mean(firsts, axis=0))


def _right(assistant: Assistant, question: Question, cited: CitedPassage) -> tuple[float, float]:
    """Whether the passage by itself is a right page, and the wanted sentence."""
    page, quote = (
        hit([holds(question, cited, assistant.letters, basis)], len(question.groups), 1)
        for basis in (Basis.PAGE, Basis.QUOTE)
    )
    return page, quote


def _asked(name: SetName, encoder: Encoder, settings: IndexSettings, rag: RagSettings) -> list[Judged]:
    with asked_on_dev(name, encoder, settings, rag) as (assistant, questions):
        return [judge(assistant, question) for question in questions if question.answerable]


def main() -> None:
    """Ask the dev questions once, and try the weights on what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--without-late-interaction", action="store_true")
    late = not parser.parse_args().without_late_interaction
    settings = IndexSettings()
    encoder = load_encoder(settings)
    own = astuple(RANKED if late else RANKED_WITHOUT_TOKENS)
    sets = [
        _asked(name, encoder, settings, RagSettings(late_interaction=late))
        for name in _MEASURED
        if SETS[name].present
    ]
    every = [np.multiply(own, steps) for steps in itertools.product(_STEPS, repeat=len(own))]
    # Twice all weights is the same ranking.
    distinct = {tuple(np.round(weights / weights.sum(), 6)): weights for weights in every}.values()
    tried = [_try(sets, weights) for weights in distinct]
    tried.sort(key=lambda row: -float(np.mean(row[1][:, 0])))
    sys.stdout.write(
        "  ".join(f"{name:>8}" for name in _NAMES)
        + "  right page first, wanted sentence first, of each set\n"
    )
    for weights, shares in [*tried[:_SHOWN], tried[-1], _try(sets, np.array(own))]:
        said = "  ".join(f"{weight:8.3f}" for weight in weights)
        pages, sentences = shares.T
        of_sets = "   ".join(" ".join(f"{share:7.3f}" for share in measure) for measure in (pages, sentences))
        sys.stdout.write(f"{said}  {of_sets}\n")


def _try(
    sets: list[list[Judged]], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights, and for each set the shares of `first_right`, shape (sets, 2)."""
    return weights, np.array([first_right(judged, weights) for judged in sets])


if __name__ == "__main__":
    main()
