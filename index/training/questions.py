"""What the model learns from questions: to tell the passage that answers one from others that are like it."""

import random
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from datasets import Dataset, DatasetDict
from sentence_transformers import SentenceTransformer

from index.training.contrast import Contrast, add_token_vectors
from index.training.data import REAL, TrainingData
from index.training.encode import encode
from index.training.fit import fit
from index.training.neighbours import neighbourhoods
from index.training.noise import misspelled
from index.training.own_questions import checksum
from index.training.records import Written
from index.training.settings import TrainingSettings
from sources.sentences import sentence_ends

if TYPE_CHECKING:
    from torch import nn

_SENTENCE = 30
"""Characters that a sentence has at least; shorter ones say nothing by themselves."""


def learn_questions(
    student: SentenceTransformer, data: TrainingData, settings: TrainingSettings, work: Path
) -> None:
    """Contrast on written and real questions, of texts and of their tokens, in batches of neighbouring passages.

    Besides: the sentence that answers against another of its passage, and questions that a passage answers against one
    that sounds alike.
    """
    own = settings.questions
    chance = random.Random(settings.seed)
    asked = _asked(data)
    titles = data.titles
    columns = {
        "anchor": [misspelled(q, chance) if chance.random() < own.noise else q for q, _ in asked],
        "positive": [_titled(passage, titles, own.context_share) for _, passage in asked],
    }
    sets = _neighbouring(student, columns, [passage for _, passage in asked], settings)
    add_token_vectors(student, own.token_dimension, settings.seed)
    told = Contrast(student, own.temperature, settings.matryoshka)
    losses: dict[str, nn.Module] = dict.fromkeys(sets, told)
    sets["sentences"] = Dataset.from_dict(_sentence_columns(data.written, chance))
    losses["sentences"] = told
    sets["near"] = Dataset.from_dict(_near_columns(data.written, chance))
    losses["near"] = Contrast(student, own.temperature, settings.matryoshka, wrong_questions=True)
    fit(student, sets, losses, own.fit, settings, work)


def _asked(data: TrainingData) -> list[tuple[str, str]]:
    """Questions with their passages: the written ones, and those that people asked."""
    written = [(question, w.passage) for w in data.written for question in w.questions]
    return [*written, *((p.question, p.passage) for p in data.pairs if p.source in REAL)]


def _neighbouring(
    student: SentenceTransformer,
    columns: Mapping[str, Sequence[str]],
    passages: Sequence[str],
    settings: TrainingSettings,
) -> DatasetDict:
    """The rows in sets of neighbouring passages; a batch is drawn from one of them."""
    rows: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        rows.setdefault(passage, []).append(number)
    by_passage = list(rows.values())
    student.max_seq_length = settings.questions.fit.tokens
    vectors = encode(student, list(rows))
    groups = neighbourhoods(
        vectors, [len(r) for r in by_passage], settings.questions.neighbours, settings.seed
    )
    sets = DatasetDict()
    for number, group in enumerate(groups):
        inside = [row for passage in group for row in by_passage[passage]]
        sets[f"neighbours-{number}"] = Dataset.from_dict(
            {column: [values[row] for row in inside] for column, values in columns.items()}
        )
    return sets


def _titled(passage: str, titles: Mapping[str, str], share: float) -> str:
    """The passage, with its title in front for a share of all passages, as the index embeds chunks.

    A passage has it always or never, so that the sampler sees which texts are equal, and whether it is right or wrong.
    """
    title = titles[passage]
    chosen = int(checksum(passage), 16) / 16 ** len(checksum(passage)) < share
    return f"{title}\n{passage}" if title and chosen else passage


def _sentence_columns(written: Sequence[Written], chance: random.Random) -> dict[str, list[str]]:
    """Questions with the sentences that answer them, and another sentence of the same passage that does not."""
    columns: dict[str, list[str]] = {"anchor": [], "positive": [], "negative": []}
    for w in written:
        ends = [0, *sentence_ends(w.passage)]
        for question, ranges in zip(w.questions, w.answers, strict=False):
            others = [
                w.passage[start:end].strip()
                for start, end in pairwise(ends)
                if not any(start < b and a < end for a, b in ranges) and end - start >= _SENTENCE
            ]
            answer = " ".join(w.passage[a:b].strip() for a, b in ranges)
            if others and answer not in others:
                columns["anchor"].append(question)
                columns["positive"].append(answer)
                columns["negative"].append(chance.choice(others))
    return columns


def _near_columns(written: Sequence[Written], chance: random.Random) -> dict[str, list[str]]:
    """Passages with a question that they answer, and one that sounds alike and that they do not answer."""
    some = [w for w in written if w.near]
    return {
        "anchor": [chance.choice(w.questions) for w in some],
        "positive": [w.passage for w in some],
        "negative": [w.near for w in some],
    }
