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
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from torch import Tensor, nn

from index.training.data import TECHNICAL, TrainingData
from index.training.encode import encode
from index.training.fit import fit
from index.training.negatives import Near
from index.training.noise import misspelled
from index.training.own_questions import checksum
from index.training.records import Pair, Written
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


def learn_pairs(
    student: SentenceTransformer, data: TrainingData, settings: TrainingSettings, work: Path
) -> None:
    """Contrast on questions with answers and headings with text; every batch is of one source, so that it is hard."""
    chance = random.Random(settings.seed)
    technical = [pair for pair in data.pairs if pair.source in TECHNICAL]
    some = chance.sample(technical, min(len(technical), settings.pairs.technical_rows))
    rows: dict[str, list[tuple[str, str]]] = {}
    for pair in (*(pair for pair in data.pairs if pair.source not in TECHNICAL), *some):
        rows.setdefault(pair.source, []).append(_as_indexed(pair, settings.pairs.context_share, chance))
    sets = DatasetDict()
    for source, found in sorted(rows.items()):
        columns = {"anchor": [a for a, _ in found], "positive": [p for _, p in found]}
        sets.update(_buckets(columns, [len(p) for _, p in found], source))
    loss = _contrast(student, settings.pairs.temperature, settings)
    fit(student, sets, loss, settings.pairs.fit, settings, work)


def learn_questions(
    student: SentenceTransformer, data: TrainingData, settings: TrainingSettings, work: Path
) -> None:
    """Contrast on the written questions and on real ones, each with near passages that do not answer it."""
    chance = random.Random(settings.seed)
    own = settings.questions
    titles = data.titles
    asked = [(question, w.passage) for w in data.written for question in w.questions]
    real = [(p.question, p.passage) for p in data.pairs if p.source in {"kamervragen", "dekamer-be"}]
    asked += chance.sample(real, min(len(real), int(own.replay * len(asked))))
    negatives = Near(student, list(titles), own, settings.seed).find(asked)
    columns: dict[str, list[str]] = {"anchor": [], "positive": []}
    columns.update({f"negative_{i + 1}": [] for i in range(own.negatives)})
    for (question, passage), wrong in zip(asked, negatives, strict=True):
        noisy = chance.random() < own.noise
        columns["anchor"].append(misspelled(question, chance) if noisy else question)
        columns["positive"].append(_titled(passage, titles, own.context_share))
        for i, text in enumerate(wrong):
            columns[f"negative_{i + 1}"].append(_titled(text, titles, own.context_share))
    sets = DatasetDict({"questions": Dataset.from_dict(columns)})
    if own.sentences:
        sets["sentences"] = Dataset.from_dict(_sentence_columns(data.written, chance))
    fit(student, sets, _contrast(student, own.temperature, settings), own.fit, settings, work)


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


def _contrast(student: SentenceTransformer, temperature: float, settings: TrainingSettings) -> nn.Module:
    """InfoNCE over question to passage and passage to question, at every number of dimensions."""
    ranking = MultipleNegativesRankingLoss(
        student,
        scale=1 / temperature,
        directions=("query_to_doc", "doc_to_query"),
        partition_mode="per_direction",
    )
    dimensions = list(settings.matryoshka)
    return MatryoshkaLoss(student, ranking, matryoshka_dims=dimensions) if len(dimensions) > 1 else ranking


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


def _as_indexed(pair: Pair, share: float, chance: random.Random) -> tuple[str, str]:
    """A question and its passage; a title goes before the passage, as in the index, or the question, or nowhere."""
    if pair.context and chance.random() < share:
        return pair.question, f"{pair.context}\n{pair.passage}"
    if pair.context and chance.random() < share:
        return f"{pair.context}: {pair.question}", pair.passage
    return pair.question, pair.passage


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
