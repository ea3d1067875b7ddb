"""Everything that decides what the training makes: one table, read by every stage."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VocabularySettings:
    """The word pieces of the model."""

    dutch_pieces: int = 24_000
    """Pieces that are learned from Dutch text; those that the English vocabulary has already are not added again."""
    technical_share: float = 0.25
    """How much of the text that they are learned from may be documentation of software, as a share of the rest."""
    aligned_pieces: int = 3
    """A new piece starts as the mean of this many English pieces that it most often meets in translations."""
    kept_english: int = 16_000
    """English pieces that stay in any case, by their rank in English text: questions may be in English."""
    min_count: int = 4
    """Other pieces stay if the training data has them this often."""


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a stage learns: AdamW, linear warm-up and decay."""

    batch: int
    learning_rate: float
    epochs: float = 1.0
    warmup: float = 0.06
    """Share of the steps in which the learning rate rises."""


@dataclass(frozen=True, slots=True)
class DistillSettings:
    """Pulls the vectors of Dutch text to those that the English teacher gives to its translation."""

    fit: FitSettings = FitSettings(batch=128, learning_rate=4e-4)
    windows: float = 0.12
    """Paragraphs of neighbouring sentences, as a share of the number of sentences: the model must read long text."""
    window_sentences: tuple[int, int] = (3, 8)
    english: float = 0.10
    """English sentences among them, as a share: the model must not forget its English."""
    contrast_temperature: float = 0.05
    contrast_weight: float = 0.5
    """Weight of telling the right teacher vector among those of the batch; 1 minus it weighs the distance."""


@dataclass(frozen=True, slots=True)
class QuestionsSettings:
    """Contrast on questions with their passages, of texts and of their tokens."""

    fit: FitSettings = FitSettings(batch=64, learning_rate=1e-4)
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
    """Pieces that are read of a text; what comes after is not."""
    matryoshka: tuple[int, ...] = (384, 256, 128)
    """So many leading numbers of a vector are a vector by themselves."""
    held_out_one_in: int = 20
    """One in so many passages with written questions is not learned from: on them variants are compared."""
    vocabulary: VocabularySettings = field(default_factory=VocabularySettings)
    distill: DistillSettings = field(default_factory=DistillSettings)
    questions: QuestionsSettings = field(default_factory=QuestionsSettings)
