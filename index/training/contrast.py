"""What a question's own passage is told from: the loss of the last stage, on whole texts and token by token."""

from collections.abc import Iterable, Sequence

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Dense
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

from index.model_folder import TOKEN_VECTORS

_EVERY_TOKEN = "token_embeddings"  # noqa: S105  (no password)
"""What sentence-transformers calls the last layer's vectors of the tokens."""
_NEVER = -10.0
"""Below any cosine: what a place without a token scores."""


def add_token_vectors(student: SentenceTransformer, dimension: int, seed: int) -> None:
    """Let the model give a vector for each token too: the last layer's, through a matrix that is to be learned.

    The part comes before the pooling, so that the last part is still that of the texts' vectors.
    """
    body = int(student.get_embedding_dimension() or 0)
    matrix = torch.empty(dimension, body)
    generator = torch.Generator().manual_seed(seed)
    nn.init.orthogonal_(matrix, generator=generator)
    student.insert(
        1,
        Dense(
            body,
            dimension,
            bias=False,
            activation_function=None,
            init_weight=matrix,
            module_input_name=_EVERY_TOKEN,
            module_output_name=TOKEN_VECTORS,
        ),
    )


class Contrast(nn.Module):
    """InfoNCE from question to passage and from passage to question, on texts' vectors and on those of their tokens.

    The columns are question and passage, and then one of texts that are wrong for each row: passages, or questions that
    sound alike and that the passage does not answer.
    """

    def __init__(
        self,
        student: SentenceTransformer,
        temperature: float,
        dimensions: Sequence[int],
        *,
        wrong_questions: bool = False,
    ) -> None:
        """:param dimensions: So many leading numbers of a text's vector are a vector by themselves (Matryoshka)."""
        super().__init__()
        self.student = student
        self.temperature = temperature
        self.dimensions = tuple(dimensions)
        self.wrong_questions = wrong_questions

    def forward(
        self,
        sentence_features: Iterable[dict[str, Tensor]],
        labels: Tensor | None = None,  # noqa: ARG002  (the trainer hands them over)
    ) -> dict[str, Tensor]:
        """The losses by name; their sum is what is learned from."""
        asked, right, *wrong = (self.student(features) for features in sentence_features)
        questions, passages = (
            ([asked, *wrong], [right]) if self.wrong_questions else ([asked], [right, *wrong])
        )
        left, beside = (
            torch.cat([made["sentence_embedding"].float() for made in side]) for side in (questions, passages)
        )
        whole = [normalize(left[:, :d], dim=1) @ normalize(beside[:, :d], dim=1).T for d in self.dimensions]
        tokens = torch.cat(
            [torch.cat([late_scores(q, p) for p in passages], dim=1) for q in questions],
        )
        return {"texts": torch.stack([self._told(s) for s in whole]).sum(), "tokens": self._told(tokens)}

    def _told(self, scores: Tensor) -> Tensor:
        """How badly the rows tell their passage, and the passages their question."""
        scores = scores / self.temperature
        count = min(scores.shape)
        right = torch.arange(count, device=scores.device)
        return (cross_entropy(scores[:count], right) + cross_entropy(scores[:, :count].T, right)) / 2


def late_scores(asked: dict[str, Tensor], passages: dict[str, Tensor]) -> Tensor:
    """How well every passage answers every question, token by token, from -1 to 1; shape (questions, passages).

    Each token of the question takes the token of the passage that is most like it (MaxSim, Khattab and Zaharia 2020,
    equation 3); the mean over the question's tokens is weighted by the length of their vectors, so that the model
    learns which of them matter.
    """
    with torch.autocast(asked[TOKEN_VECTORS].device.type, enabled=False):
        questions, there = asked[TOKEN_VECTORS].float(), asked["attention_mask"].float()
        told = normalize(passages[TOKEN_VECTORS].float(), dim=-1)
        empty = passages["attention_mask"][None, :, None, :] == 0
        alike = torch.einsum("qih,pjh->qpij", questions, told).masked_fill(empty, _NEVER)
        weights = (questions.norm(dim=-1) * there).sum(dim=1, keepdim=True).clip(1e-6)
        scores: Tensor = (alike.amax(dim=-1) * there[:, None, :]).sum(dim=-1) / weights
        return scores
