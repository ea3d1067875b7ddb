"""Everything that decides what the training makes: one table, read by every stage."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VocabularySettings:
    """The word pieces of the model."""

    pieces: int = 19_000
    """Pieces that stay of the base's."""
    technical_share: float = 0.25
    """How much of the text that they are counted in may be documentation of software, as a share of the rest."""
    min_count: int = 4
    """A sign that the texts have this often keeps its piece."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a stage learns: AdamW, linear warm-up and decay."""

    batch: int
    learning_rate: float
    tokens: int
    """Pieces that are read of a text; the model reads more of it afterwards, and learning takes the shorter for it."""
    epochs: float = 1.0
    warmup: float = 0.06
    """Share of the steps in which the learning rate rises."""


@dataclass(frozen=True, slots=True)
class QuestionsSettings:
    """Contrast on questions with their passages, of texts and of their tokens."""

    fit: FitSettings = FitSettings(batch=64, learning_rate=8e-5, tokens=192, epochs=0.4)
    temperature: float = 0.04
    token_dimension: int = 96
    """Numbers of the vector of a token."""
    neighbours: int = 384
    """A batch is drawn from so many questions at most, whose passages are near one another."""
    context_share: float = 0.3
    """How many passages get their title in front, as the chunks of the index do."""
    noise: float = 0.15
    """How many questions get a typing error."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """The whole run."""

    seed: int = 2026
    tokens: int = 256
    """Pieces that the model reads of a text; what comes after is not."""
    matryoshka: tuple[int, ...] = (384, 256, 128)
    """So many leading numbers of a vector are a vector by themselves."""
    held_out_one_in: int = 20
    """One in so many passages with written questions is not learned from: on them variants are compared."""
    vocabulary: VocabularySettings = field(default_factory=VocabularySettings)
    questions: QuestionsSettings = field(default_factory=QuestionsSettings)
