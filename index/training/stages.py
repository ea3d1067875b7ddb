"""The stages of the training: each takes a model, learns one thing, and leaves a model."""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from datasets import Dataset, DatasetDict
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from index.training.contrast import Contrast, add_token_vectors
from index.training.data import REAL, TrainingData
from index.training.encode import encode
from index.training.fit import fit
from index.training.neighbours import neighbourhoods
from index.training.noise import misspelled
from index.training.own_questions import checksum
from index.training.records import Written
from index.training.settings import DistillSettings, TrainingSettings
from sources.sentences import sentence_ends

Vectors = NDArray[np.float32]

_BUCKET = 8_192
"""Rows of about one length that batches are drawn from: the shorter texts of a batch are padded for nothing."""
_SENTENCE = 30
"""Characters that a sentence has at least; shorter ones say nothing by themselves."""


def distill(
    student: SentenceTransformer,
    teacher: SentenceTransformer,
    data: TrainingData,
    settings: TrainingSettings,
    work: Path,
) -> None:
    """Pull the vectors of Dutch sentences and paragraphs to the teacher's of their translations.

    :param teacher: The English model.
    :param work: Where checkpoints lie, and the teacher's vectors.
    """
    rows = [*data.translations, *data.paragraphs]
    targets = _teacher_vectors(teacher, [row.english for row in rows], work, settings)
    # The English sentence itself for a few of the rows: its target is the same vector.
    count = len(data.translations)
    again = random.Random(settings.seed).sample(range(count), int(settings.distill.english * count))
    texts = [*(row.dutch for row in rows), *(rows[number].english for number in again)]
    labels = [*range(len(rows)), *again]
    sets = _buckets({"text": texts, "label": labels}, [len(text) for text in texts], "text")
    fit(student, sets, _TeacherLoss(student, targets, settings.distill), settings.distill.fit, settings, work)


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


class _TeacherLoss(nn.Module):
    """Distance to the teacher's vector, and telling it from those of the rest of the batch."""

    def __init__(self, student: SentenceTransformer, targets: Vectors, settings: DistillSettings) -> None:
        super().__init__()
        self.student = student
        self.targets = torch.from_numpy(targets)
        self.settings = settings

    def forward(self, sentence_features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        (features,) = sentence_features
        made = nn.functional.normalize(self.student(features)["sentence_embedding"].float(), dim=-1)
        wanted = self.targets[labels.cpu()].to(made.device, made.dtype)
        scores = made @ wanted.T
        distance = (1 - scores.diagonal()).mean()
        # A sentence may be in a batch in both languages; one is no negative of the other.
        same = labels[:, None] == labels[None, :]
        same.fill_diagonal_(fill_value=False)
        scores = (scores / self.settings.contrast_temperature).masked_fill(same, -torch.inf)
        told = nn.functional.cross_entropy(scores, torch.arange(len(scores), device=scores.device))
        weight = self.settings.contrast_weight
        return (1 - weight) * distance + weight * told


def _teacher_vectors(
    teacher: SentenceTransformer, english: Sequence[str], work: Path, settings: TrainingSettings
) -> Vectors:
    """The teacher's vectors of the texts, kept in half precision so that a run that goes on has them at once."""
    kept = work / "teacher.npy"
    if not kept.is_file():
        teacher.max_seq_length = settings.tokens
        vectors = encode(teacher, english).astype(np.float16)
        work.mkdir(parents=True, exist_ok=True)
        half = work / "half-teacher.npy"
        np.save(half, vectors)
        half.replace(kept)
    return np.load(kept).astype(np.float32)  # type: ignore[no-any-return]


def _buckets(columns: Mapping[str, Sequence[object]], lengths: Sequence[int], name: str) -> DatasetDict:
    """The rows in sets of about equal length; a batch is drawn from one of them."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    sets = DatasetDict()
    for start in range(0, len(order), _BUCKET):
        part = order[start : start + _BUCKET]
        sets[f"{name}-{start // _BUCKET}"] = Dataset.from_dict(
            {column: [values[row] for row in part] for column, values in columns.items()}
        )
    return sets
