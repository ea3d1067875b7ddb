"""A question on its way: its words, terms and vector together, as retrieval and extraction want them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.encoder import Encoder, Vectors
from index.tokens import NO_TOKENS, QuestionTokens
from rag.answer_type import AnswerType
from rag.corpus import Corpus
from rag.query import Query

_FRAME = frozenset(
    """zegt zeggen zei schrijft schrijven schreef meldt melden noemt noemen genoemd vertelt vertellen vindt vinden vond
    beschrijft beschreven vermeldt vermeld informatie says say said states state mentions mention mentioned""".split()
)
"""Words that only ask what a letter says; few letters use them, so they would count as rare terms that are missing."""


ALTERNATIVES = 3
"""How many of the ways that the thesaurus has for a phrase are looked for; they stand in order of likeliness."""

Alternatives = tuple[tuple[str, ...], ...]
"""The terms of each way to write something."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What is looked for: `terms` of the mended question, `text`, in order, each once.

    `vector` is the question's as it was typed but for its end, a unit vector, shape (1, dimension). `tokens` are those
    of the question, none where the model makes no vectors of them. `weights` says how rare each term is, worked out
    once for all candidates. `expansions` are what letters may write for words of the question: of each, the terms of
    the likeliest ways to write it. `chunks` are the numbers of those that may answer, None for all.
    """

    text: str
    terms: tuple[str, ...]
    weights: Mapping[str, float]
    vector: Vectors
    tokens: QuestionTokens
    expansions: tuple[Alternatives, ...]
    chunks: tuple[int, ...] | None
    answer_type: AnswerType | None


def prepare(corpus: Corpus, encoder: Encoder, query: Query, *, late: bool = True) -> Search:
    """The search for a question.

    Its typing errors are mended for the search of words, and what was typed is looked for as well. The model reads what
    was typed: it has learned to read typing errors, and a word that no letter has is not always one. It reads it with
    one question mark, typed or not, for it takes the same words without one for another question. Words that only
    name a letter are left out of the terms, for they have done their work by leaving the other letters out, and so are
    those that only ask.

    :param late: with the tokens of the question, where the model makes vectors of them.
    """
    mended = corpus.spelling.mend(query.text)
    typed, meant = corpus.analyser.terms(query.text), corpus.analyser.terms(mended)
    known = corpus.snapshot.lexical.vocabulary
    terms = dict.fromkeys([*meant, *(term for term in typed if term in known or mended == query.text)])
    left_out = {term for word in _FRAME for term in corpus.analyser.terms(word)}
    if query.naming is not None:
        left_out |= set(corpus.analyser.terms(query.naming.said))
    terms = dict.fromkeys(term for term in terms if term not in left_out) or terms
    asked = f"{query.text.rstrip(' ?!.')}?"
    vector, tokens = encoder.encode_question(asked) if late else (encoder.encode_queries([asked]), NO_TOKENS)
    return Search(
        text=mended,
        terms=tuple(terms),
        weights=corpus.weights(terms),
        vector=vector,
        tokens=tokens,
        expansions=_expansions(corpus, mended, terms),
        chunks=None if query.letters is None else tuple(corpus.chunks_in(query.letters)),
        answer_type=query.answer_type,
    )


def _expansions(corpus: Corpus, question: str, terms: Collection[str]) -> tuple[Alternatives, ...]:
    """What letters may write for phrases of the question, but for the terms that are looked for already."""
    found = []
    for expansion in corpus.thesaurus.expansions(question):
        ways = [corpus.analyser.terms(written) for written in expansion.written[:ALTERNATIVES]]
        new = [tuple(term for term in dict.fromkeys(way) if term not in terms) for way in ways]
        found.append(tuple(way for way in new if way))
    return tuple(ways for ways in found if ways)
