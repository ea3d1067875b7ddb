"""The assistant: asks a question of the letters, and gives the passages that answer it or says that none does."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.encoder import Encoder, load_encoder
from index.model_folder import model_fingerprint, model_folder
from index.settings import IndexSettings
from index.snapshot import IndexInfo, Snapshot, open_snapshot
from rag.asks_nothing import is_courtesy, knows_no_word
from rag.cite import cite
from rag.confidence import WITH_TOKENS, WITHOUT_TOKENS, Evidence, confidence, evidence
from rag.corpus import Corpus
from rag.extract import extract
from rag.figures import figures, instead_of, said
from rag.letter_details import Asked, asked_of_letters, known_of, named, passage_of
from rag.query import Query, passes, understand
from rag.rank import RANKED, RANKED_WITHOUT_TOKENS, Ranked, Weights, each_first, rank
from rag.retrieve import Candidate, retrieve
from rag.search import Search, prepare
from rag.settings import RagSettings
from rag.types import MESSAGES, Abstained, Answer, Answered, CitedPassage, Filters, Found, Passage, Reason
from sources.types import Letter

MAX_PASSAGES = 20
"""How many passages an answer may have."""

NEAR = 0.15
"""Below this confidence nothing was even near: on the dev questions so is one in a hundred of the right pages."""

LOOKED_UP = 0.9
"""The confidence in what was looked up and not searched for: nothing is guessed but that it is what is asked."""

_SAME_WORDS = 0.75
"""Two passages that share more than this part of the shorter one's words are one passage told twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """What was found for a question, and how: as far as the search came.

    `ranked` are all candidates, best first, by `weights`; `evidence` is what the confidence was computed from, and
    `unsaid` are the figures of the question that do not stand on the pages of the best, as they are typed. `asked` is
    what the question asks of a letter itself, which was looked up and not searched for.
    """

    query: Query
    found: Found
    weights: Weights
    search: Search | None = None
    ranked: tuple[Ranked, ...] = ()
    evidence: Evidence | None = None
    unsaid: tuple[str, ...] = ()
    asked: Asked | None = None


OnStage = Callable[[str, float], object]
"""Is told a stage of answering (understand, embed, retrieve, rank, extract) and the seconds that it took."""


def unwatched(_: str, __: float) -> None:
    """Nobody asked how long it took."""


class _Stages:
    """A watch that is read at the end of each stage."""

    def __init__(self, on_stage: OnStage) -> None:
        self._on_stage = on_stage
        self._began = time.perf_counter()

    def end(self, stage: str) -> None:
        """Tell how long the stage took that ends now; the next one begins."""
        now = time.perf_counter()
        self._on_stage(stage, now - self._began)
        self._began = now


class Assistant:
    """Answers questions from one snapshot; immutable, and safe to ask from many threads at once."""

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        settings: RagSettings,
        weights: Weights | None = None,
        on_stage: OnStage = unwatched,
    ) -> None:
        """Take what answers are made with.

        :param weights: how the evidence counts; others than the product's own are for measuring.
        :param on_stage: told how long each stage of a question took.
        """
        self.corpus = Corpus(snapshot)
        self._encoder = encoder
        self._settings = settings
        self._late = settings.late_interaction and snapshot.tokens.dimension > 0
        self._weights = weights or (RANKED if self._late else RANKED_WITHOUT_TOKENS)
        self._sure = WITH_TOKENS if self._late else WITHOUT_TOKENS
        self._on_stage = on_stage

    @property
    def letters(self) -> Mapping[str, Letter]:
        """The letters by id, in the order of the index."""
        return self.corpus.letters

    @property
    def info(self) -> IndexInfo:
        """What the index is made of."""
        return self.corpus.snapshot.info

    def select(self, filters: Filters) -> tuple[Letter, ...]:
        """The letters that the filters let through, in the order of the index."""
        return tuple(letter for letter in self.letters.values() if passes(letter, filters))

    def ask(self, question: str, top_k: int = 5, filters: Filters = Filters()) -> Answer:  # noqa: B008  (frozen)
        """The passages that answer the question, best first, or a refusal with what came closest.

        The same question on the same index gives the same answer.

        :param top_k: how many passages at most, 1 to 20.
        :raises QuestionError: the question is empty, too long or not text.
        """
        explained = self.explain(question, top_k, filters)
        found = explained.found
        sure = explained.asked is not None or found.confidence >= self._settings.min_confidence
        if found.reason is None and sure:
            return Answered(question, found.confidence, found.passages)
        reason = found.reason or self._why_not(explained)
        details = found.details
        if reason is Reason.OTHER_FIGURE:
            nearest = [each.passage.text for each in found.passages]
            details = instead_of(explained.unsaid, explained.query.text, nearest)
        message = MESSAGES[reason].format(details=details)
        return Abstained(question, found.confidence, reason, message, found.passages)

    def search(self, question: str, top_k: int = 5, filters: Filters = Filters()) -> Found:  # noqa: B008  (frozen)
        """The passages nearest to the question, best first, whether or not they answer it.

        :param top_k: how many passages at most, 1 to 20.
        :raises QuestionError: the question is empty, too long or not text.
        """
        return self.explain(question, top_k, filters).found

    def explain(self, question: str, top_k: int = 5, filters: Filters = Filters()) -> Explanation:  # noqa: B008
        """The same with how it was found.

        :param top_k: how many passages at most, 1 to 20.
        :raises QuestionError: the question is empty, too long or not text.
        """
        stages = _Stages(self._on_stage)
        query = understand(question, self.corpus.snapshot.letters, filters)
        stages.end("understand")
        if is_courtesy(query.text):
            return Explanation(query, Found(question, 0.0, (), Reason.NO_QUESTION), self._weights)
        if query.letters is not None and not query.letters:
            return Explanation(query, Found(question, 0.0, (), Reason.NO_LETTER_MATCHES), self._weights)
        if asked := asked_of_letters(query, self.corpus.snapshot.letters, self.corpus.analyser):
            found = self._looked_up(question, asked)
            stages.end("extract")
            return Explanation(query, found, self._weights, asked=asked)
        search = prepare(self.corpus, self._encoder, query, late=self._late)
        stages.end("embed")
        if not search.terms:
            return Explanation(query, Found(question, 0.0, (), Reason.NO_QUESTION), self._weights, search)
        candidates = retrieve(self.corpus, search)
        stages.end("retrieve")
        ranked = rank(candidates, self._weights)
        stages.end("rank")
        if not ranked:
            return Explanation(query, Found(question, 0.0, (), Reason.NOTHING_FOUND), self._weights, search)
        best = ranked[0].candidate.chunk
        there = said(self.corpus.letter(best.letter_id), best) if query.figures else frozenset()
        unsaid = tuple(typed for key, typed in query.figures.items() if key not in there)
        known = evidence(ranked, unsaid=bool(unsaid))
        sure = round(confidence(known, self._sure), 4)
        refused = sure < min(NEAR, self._settings.min_confidence)
        if refused and knows_no_word(self.corpus, query, search):
            found = Found(question, sure, (), Reason.UNKNOWN_WORDS)
            return Explanation(query, found, self._weights, search, tuple(ranked), known)
        naming = query.naming
        ordered = each_first(ranked, naming.compared if naming else ())
        several = naming is not None and len(naming.letters) > 1
        shown = self._shown(ordered, sure, min(top_k, MAX_PASSAGES), compared=several)
        stages.end("extract")
        found = Found(question, sure, tuple(shown))
        return Explanation(query, found, self._weights, search, tuple(ordered), known, unsaid)

    def _looked_up(self, question: str, asked: Asked) -> Found:
        """What a letter says of itself, or why there is no passage of it."""
        if len(asked.letters) > 1:
            return Found(question, 0.0, (), Reason.WHICH_LETTER, named(asked.letters))
        (letter,) = asked.letters
        passage = passage_of(self.corpus, letter, asked.detail, LOOKED_UP)
        if passage is None:
            return Found(question, 0.0, (), Reason.LETTER_DETAILS, known_of(letter))
        return Found(question, LOOKED_UP, (cite(letter, passage, passage.spans[0].page),))

    def _why_not(self, explained: Explanation) -> Reason:
        """Why what was found is no answer: it is far from one, or near but for a figure, or near."""
        if (
            explained.evidence is None
            or confidence(replace(explained.evidence, unsaid=False), self._sure) < NEAR
        ):
            return Reason.NOTHING_FOUND
        return Reason.OTHER_FIGURE if explained.unsaid else Reason.NOT_CONFIDENT

    def _shown(
        self, ranked: Sequence[Ranked], sure: float, count: int, *, compared: bool
    ) -> list[CitedPassage]:
        """The cited passages of the best chunks but for those that repeat a better one.

        Where letters are compared, what two of them say alike is shown of both. Scores fall from the confidence in step
        with the ranking, and never rise from one passage to the next.
        """
        top = max(r.score for r in ranked)
        kept: list[tuple[CitedPassage, frozenset[str]]] = []
        answers: set[tuple[str, int]] = set()
        for r in ranked:
            if len(kept) == count:
                break
            answer = (r.candidate.chunk.letter_id, r.candidate.answer)
            share = max(0.0, r.score) / top if top > 0 else 0.0
            score = min(round(sure * share, 4), kept[-1][0].passage.score if kept else 1.0)
            passage = extract(self.corpus, r.candidate, score)
            words = frozenset(self.corpus.analyser.terms(passage.text))
            rivals = [
                (o.passage, said) for o, said in kept if not compared or o.passage.letter_id == answer[0]
            ]
            if answer not in answers and not any(_repeats(passage, words, o, said) for o, said in rivals):
                answers.add(answer)
                kept.append((self.cited(r.candidate, passage), words))
        return [cited for cited, _ in kept]

    def cited(self, candidate: Candidate, passage: Passage) -> CitedPassage:
        """A candidate's passage, cited by the page on which the sentence begins that answers."""
        sentence = self.corpus.sentences[passage.letter_id][candidate.answer]
        return cite(self.corpus.letter(passage.letter_id), passage, sentence.spans[0].page)


def _repeats(passage: Passage, words: frozenset[str], other: Passage, said: frozenset[str]) -> bool:
    """Whether a passage stands where a better one does, or says the same in nearly the same words and figures.

    The longest of its parts is looked at: another may be the heads of a table, which more than one row may need.
    """
    part = max(passage.spans, key=lambda span: span.end - span.start)
    if passage.letter_id == other.letter_id:
        for span in other.spans:
            shared = min(part.end, span.end) - max(part.start, span.start)
            if part.page == span.page and shared > (part.end - part.start) / 2:
                return True
    answer = " ".join(passage.text[mark.start : mark.end] for mark in passage.highlights)
    if figures(answer).keys() - figures(other.text):
        return False
    smaller = min(len(words), len(said))
    return smaller > 0 and len(words & said) / smaller > _SAME_WORDS


def load_assistant(
    index_dir: Path, index_settings: IndexSettings, rag_settings: RagSettings, on_stage: OnStage = unwatched
) -> Assistant:
    """The assistant over the current snapshot in `index_dir`.

    :param on_stage: told how long each stage of a question took.
    :raises IndexStoreError: there is no index, or it cannot be used.
    :raises ModelError: the model cannot be loaded.
    """
    fingerprint = model_fingerprint(model_folder(index_settings), index_settings)
    snapshot = open_snapshot(index_dir, index_settings, fingerprint)
    return Assistant(snapshot, load_encoder(index_settings), rag_settings, on_stage=on_stage)
