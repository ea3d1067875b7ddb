"""The stages of the training: each takes a model, learns one thing, and leaves a model."""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from datasets import Dataset, DatasetDict
from numpy.typing import NDArray
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.training_args import BatchSamplers, MultiDatasetBatchSamplers
from torch import Tensor, nn

from index.training.attention import attend_fast, attend_plainly
from index.training.data import TECHNICAL, Pair, TrainingData, Translation, Written
from index.training.encode import encode
from index.training.negatives import Near
from index.training.noise import misspelled
from index.training.settings import DistillSettings, FitSettings, TrainingSettings
from sources.sentences import sentence_ends

Vectors = NDArray[np.float32]

_BUCKET = 8_192
"""Rows of about one length that batches are drawn from: the shorter texts of a batch are padded for nothing."""
_SAVE_STEPS = 100
_SENTENCE = 30
"""Characters that a sentence has at least; shorter ones say nothing by themselves."""


def distill(
    student: SentenceTransformer,
    teacher: Path,
    data: TrainingData,
    settings: TrainingSettings,
    work: Path,
) -> None:
    """Pull the vectors of Dutch sentences and paragraphs to the teacher's of their translations.

    :param teacher: The folder of the English model.
    :param work: Where checkpoints lie, and the teacher's vectors.
    """
    translations = data.translations
    english, dutch = _parallel_texts(translations, settings)
    targets = _teacher_vectors(teacher, english, work, settings)
    # The English sentence itself for a few of the rows: its target is the same vector.
    chance = random.Random(settings.seed)
    again = chance.sample(range(len(translations)), int(settings.distill.english * len(translations)))
    texts = [*dutch, *(english[row] for row in again)]
    rows = [*range(len(dutch)), *again]
    sets = _buckets({"text": texts, "label": rows}, [len(text) for text in texts], "text")
    loss = _TeacherLoss(student, targets, settings.distill)
    _fit(student, sets, loss, settings.distill.fit, settings, work, BatchSamplers.BATCH_SAMPLER)


def learn_pairs(
    student: SentenceTransformer, data: TrainingData, settings: TrainingSettings, work: Path
) -> None:
    """Contrast on questions with answers and headings with text; every batch is of one source, so that it is hard."""
    chance = random.Random(settings.seed)
    rows: dict[str, list[tuple[str, str]]] = {}
    technical = [pair for pair in data.pairs if pair.source in TECHNICAL]
    spared = set(map(id, chance.sample(technical, min(len(technical), settings.pairs.technical_rows))))
    for pair in data.pairs:
        if pair.source not in TECHNICAL or id(pair) in spared:
            rows.setdefault(pair.source, []).append(_as_indexed(pair, settings.pairs.context_share, chance))
    sets = DatasetDict()
    for source, found in sorted(rows.items()):
        columns = {"anchor": [a for a, _ in found], "positive": [p for _, p in found]}
        for name, part in _buckets(columns, [len(p) for _, p in found], source).items():
            sets[name] = part
    loss = _contrast(student, settings.pairs.temperature, settings)
    _fit(student, sets, loss, settings.pairs.fit, settings, work, BatchSamplers.NO_DUPLICATES)


def learn_questions(
    student: SentenceTransformer,
    data: TrainingData,
    near: Near,
    settings: TrainingSettings,
    work: Path,
) -> None:
    """Contrast on the written questions and on real ones, each with near passages that do not answer it.

    :param near: Finds those passages.
    """
    chance = random.Random(settings.seed)
    own = settings.questions
    asked = [(q, w.passage, w.context) for w in data.written for q in w.questions]
    real = [
        (p.question, p.passage, p.context) for p in data.pairs if p.source in {"kamervragen", "dekamer-be"}
    ]
    asked += chance.sample(real, min(len(real), int(own.replay * len(asked))))
    negatives = near.find([(q, passage) for q, passage, _ in asked])
    columns: dict[str, list[str]] = {"anchor": [], "positive": []}
    columns.update({f"negative_{i + 1}": [] for i in range(own.negatives)})
    # A passage has its title in front for all of its questions or for none: the sampler keeps equal texts apart.
    indexed: dict[str, str] = {}
    for _, passage, context in asked:
        with_title = context and chance.random() < own.context_share
        indexed.setdefault(passage, f"{context}\n{passage}" if with_title else passage)
    for (question, passage, _), wrong in zip(asked, negatives, strict=True):
        noisy = chance.random() < own.noise
        columns["anchor"].append(misspelled(question, chance) if noisy else question)
        columns["positive"].append(indexed[passage])
        for i, text in enumerate(wrong):
            columns[f"negative_{i + 1}"].append(text)
    sets = DatasetDict({"questions": Dataset.from_dict(columns)})
    if own.sentences:
        sets["sentences"] = Dataset.from_dict(_sentence_columns(data.written, chance))
    loss = _contrast(student, own.temperature, settings)
    _fit(student, sets, loss, own.fit, settings, work, BatchSamplers.NO_DUPLICATES)


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
        # The same text may be in a batch twice; it is no negative of itself.
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


def _fit(
    student: SentenceTransformer,
    data: DatasetDict,
    loss: nn.Module,
    fit: FitSettings,
    settings: TrainingSettings,
    work: Path,
    sampler: BatchSamplers,
) -> None:
    """Learn; where a checkpoint of this stage lies, go on from there."""
    gpu = torch.cuda.is_available()
    for module in student.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0  # few passes do not overfit, and it took a third of the time
    student.max_seq_length = settings.tokens
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(work / "checkpoints"),
        num_train_epochs=fit.epochs,
        per_device_train_batch_size=fit.batch,
        learning_rate=fit.learning_rate,
        warmup_steps=fit.warmup,
        weight_decay=0.01,
        optim="adamw_torch_fused",
        bf16=True,
        use_cpu=not gpu,
        seed=settings.seed,
        data_seed=settings.seed,
        batch_sampler=sampler,
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.PROPORTIONAL,
        save_steps=_SAVE_STEPS,
        save_total_limit=1,
        logging_steps=50,
        report_to="none",
    )
    trainer = SentenceTransformerTrainer(model=student, args=arguments, train_dataset=data, loss=loss)
    attend_plainly(student)
    trainer.train(resume_from_checkpoint=_last_checkpoint(work))
    attend_fast(student)


def _parallel_texts(
    translations: Sequence[Translation], settings: TrainingSettings
) -> tuple[list[str], list[str]]:
    """English and Dutch texts: every sentence, and paragraphs of neighbouring ones."""
    english = [t.english for t in translations]
    dutch = [t.dutch for t in translations]
    chance = random.Random(settings.seed)
    low, high = settings.distill.window_sentences
    for _ in range(int(settings.distill.windows * len(translations))):
        start = chance.randrange(len(translations))
        window = translations[start : start + chance.randint(low, high)]
        window = [t for t in window if t.source == window[0].source]
        english.append(" ".join(t.english for t in window))
        dutch.append(" ".join(t.dutch for t in window))
    return english, dutch


def _teacher_vectors(
    teacher: Path, english: Sequence[str], work: Path, settings: TrainingSettings
) -> Vectors:
    """The teacher's vectors of the texts, kept in a file so that a run that goes on has them at once."""
    kept = work / "teacher.npy"
    if kept.is_file():
        vectors: Vectors = np.load(kept).astype(np.float32)
        if len(vectors) == len(english):
            return vectors
    model = SentenceTransformer(str(teacher), local_files_only=True)
    model.max_seq_length = settings.tokens
    vectors = encode(model, english)
    work.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors.astype(np.float16))
    return vectors


def _as_indexed(pair: Pair, share: float, chance: random.Random) -> tuple[str, str]:
    """A question and its passage; some passages with their title in front, as the index embeds chunks."""
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


def _last_checkpoint(work: Path) -> str | None:
    """The checkpoint with the most steps, or None where there is none."""
    found = sorted((work / "checkpoints").glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]))
    return str(found[-1]) if found else None
