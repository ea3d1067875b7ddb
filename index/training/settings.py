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
class PairsSettings:
    """Contrast on questions with their answers and headings with their text."""

    fit: FitSettings = FitSettings(batch=96, learning_rate=2e-4)
    temperature: float = 0.04
    context_share: float = 0.5
    """How many passages get their title in front, as the chunks of the index do."""
    technical_rows: int = 10_000
    """At most so many pairs from documentation of software."""


@dataclass(frozen=True, slots=True)
class QuestionsSettings:
    """Contrast on the written questions, with near passages that do not answer them."""

    fit: FitSettings = FitSettings(batch=48, learning_rate=1e-4, epochs=2.0)
    temperature: float = 0.04
    negatives: int = 2
    """Near passages for each question, found by words and by the model of the stage before."""
    too_near: float = 0.95
    """A passage whose similarity is over this share of the right one's may be right as well, and is no negative."""
    context_share: float = 0.3
    noise: float = 0.15
    """How many questions get a typing error."""
    sentences: bool = True
    """Whether to learn also which sentence of a passage answers, where that was marked."""
    replay: float = 0.5
    """Real questions with their answers mixed in, as a share of the written ones."""


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
    pairs: PairsSettings = field(default_factory=PairsSettings)
    questions: QuestionsSettings = field(default_factory=QuestionsSettings)
