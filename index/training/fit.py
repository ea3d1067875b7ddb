"""One stage's learning: sentence-transformers' trainer, with checkpoints to go on from."""

import shutil
from pathlib import Path

import torch
from datasets import DatasetDict
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.training_args import BatchSamplers, MultiDatasetBatchSamplers
from torch import nn

from index.training.attention import attend_fast, attend_plainly
from index.training.settings import FitSettings, TrainingSettings

_SAVE_STEPS = 100
_CHECKPOINTS = "checkpoints"
_WHOLE = "trainer_state.json"
"""What the trainer writes last into a checkpoint."""


def fit(
    student: SentenceTransformer,
    data: DatasetDict,
    loss: dict[str, nn.Module],
    stage: FitSettings,
    settings: TrainingSettings,
    work: Path,
) -> None:
    """Learn; where a checkpoint of this stage lies in `work`, go on from there.

    A batch is drawn from one of the sets of `data` and holds no text twice, for it is contrasted with itself.

    :param loss: One for each set.
    """
    for module in student.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0  # few passes do not overfit, and it took a third of the time
    student.max_seq_length = stage.tokens
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(work / _CHECKPOINTS),
        num_train_epochs=stage.epochs,
        per_device_train_batch_size=stage.batch,
        learning_rate=stage.learning_rate,
        warmup_steps=stage.warmup,
        weight_decay=0.01,
        optim="adamw_torch_fused",
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        seed=settings.seed,
        data_seed=settings.seed,
        batch_sampler=BatchSamplers.NO_DUPLICATES,
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
    student.max_seq_length = settings.tokens


def drop_checkpoints(work: Path) -> None:
    """Remove the checkpoints of a stage that is done."""
    if (work / _CHECKPOINTS).is_dir():
        shutil.rmtree(work / _CHECKPOINTS)


def _last_checkpoint(work: Path) -> str | None:
    """The whole checkpoint with the most steps, or None; those that were not written to the end are removed."""
    whole = []
    for path in (work / _CHECKPOINTS).glob("checkpoint-*"):
        if (path / _WHOLE).is_file():
            whole.append(path)
        else:
            shutil.rmtree(path)
    return str(max(whole, key=lambda path: int(path.name.split("-")[1]))) if whole else None
