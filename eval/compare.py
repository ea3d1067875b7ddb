"""Two runs question by question: what was won and lost, and which headline measures fell by more than chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Estimate, bootstrap
from eval.measures import REFUSED, Basis, hit_name
from eval.run_file import Run, RunQuestion
from sources.errors import RunFileError

SIGNIFICANT = 0.05
"""A change counts where chance alone would give one as large, up or down, less often than this.

So about one in forty comparisons of equals says that a given measure fell. Six questions lost and none won is enough;
so is 13 lost and 4 won.
"""

_LISTED = 5
"""How many ids a message lists."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A measure that a run is judged by, over the questions with an answer or over those without.

    `better` is 1 where higher is better, -1 where lower is.
    """

    name: str
    label: str
    measure: str
    answerable: bool
    better: int


HEADLINES = (
    Headline("page_hit@1", "hit@1 (pagina)", hit_name(Basis.PAGE, 1), answerable=True, better=1),
    Headline("page_hit@5", "hit@5 (pagina)", hit_name(Basis.PAGE, 5), answerable=True, better=1),
    Headline("quote_hit@1", "hit@1 (citaat)", hit_name(Basis.QUOTE, 1), answerable=True, better=1),
    Headline("rightly_refused", "terecht geweigerd", REFUSED, answerable=False, better=1),
    Headline("wrongly_refused", "onterecht geweigerd", REFUSED, answerable=True, better=-1),
)


@dataclass(frozen=True, slots=True)
class Change:
    """How a headline measure changed over the questions that it applies to.

    `won` and `lost` are the ids of the questions that came out better and worse, in the order of the run; `difference`
    is the mean of the measure now less that before, with its interval; `p` is the chance that questions that could as
    well have gone the other way are so unevenly won and lost.
    """

    headline: Headline
    before: float
    now: float
    difference: Estimate
    won: tuple[str, ...]
    lost: tuple[str, ...]
    p: float

    @property
    def fell(self) -> bool:
        """Whether more was lost than won, and more than chance explains."""
        return len(self.lost) > len(self.won) and self.p < SIGNIFICANT


def exact_mcnemar(won: int, lost: int) -> float:
    """The two-sided p-value of the exact McNemar test (McNemar 1947), a sign test on the questions that changed.

    Questions that came out the same say nothing; of the others each could as well have been won as lost. The value is
    twice the chance that the rarer outcome comes up as seldom as it did in `won + lost` throws of a coin, at most 1.

    >>> exact_mcnemar(0, 6)
    0.03125
    """
    changed = won + lost
    tail = sum(math.comb(changed, count) for count in range(min(won, lost) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def compare(now: Run, before: Run) -> tuple[Change, ...]:
    """The change of each headline measure that applies to any question, in their order.

    :raises RunFileError: the runs are not of the same questions, or the earlier one lacks a measure.
    """
    asked = {question.id: question.question for question in now.questions}
    check_same(before, gold=now.gold, gold_sha256=now.gold_sha256, split=now.split, asked=asked)
    earlier = {question.id: question for question in before.questions}
    changes = []
    for headline in HEADLINES:
        pairs = [
            (question.id, _value(question, headline), _value(earlier[question.id], headline))
            for question in now.questions
            if question.answerable is headline.answerable
        ]
        if pairs:
            changes.append(_change(headline, pairs))
    return tuple(changes)


def check_same(
    before: Run, *, gold: str, gold_sha256: str, split: str, asked: Mapping[str, str | None]
) -> None:
    """Refuse to compare with a run of other questions.

    :param gold: the name of the file of questions, `gold_sha256` its hash and `split` the part of it that is asked.
    :param asked: the questions that are asked now: the text, where it is known, by id.
    :raises RunFileError: the message says what differs.
    """
    then = {each.id: each.question for each in before.questions}
    differs = []
    if before.split != split:
        differs.append(f"deel {before.split} in de basislijn, nu deel {split}")
    if before.gold != gold:
        differs.append(f"bestand {before.gold} in de basislijn, nu {gold}")
    elif before.gold_sha256 != gold_sha256:
        differs.append(f"het bestand {gold} is veranderd")
    if before.split == split:
        differs += _differences(then, asked)
    same = (before.gold_sha256, before.split) == (gold_sha256, split) and then.keys() == asked.keys()
    if not same:
        raise RunFileError(
            "De basislijn is van andere vragen, en dus niet te vergelijken: "
            f"{'; '.join(differs)}. Vraag hetzelfde, of maak de basislijn opnieuw."
        )


def _differences(then: Mapping[str, str | None], now: Mapping[str, str | None]) -> list[str]:
    """What differs between questions by id, in Dutch."""
    groups = {
        "alleen in de basislijn": [name for name in then if name not in now],
        "alleen nu": [name for name in now if name not in then],
        "met een andere tekst": [
            name for name, text in now.items() if text and then.get(name) and then[name] != text
        ],
    }
    return [f"{label}: {_listed(names)}" for label, names in groups.items() if names]


def _listed(names: Sequence[str]) -> str:
    more = f" en nog {len(names) - _LISTED}" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _change(headline: Headline, pairs: Sequence[tuple[str, float, float]]) -> Change:
    """:param pairs: at least one, each the id of a question, the measure now and before."""
    gains = {name: headline.better * (now - before) for name, now, before in pairs}
    won = tuple(name for name, gain in gains.items() if gain > 0)
    lost = tuple(name for name, gain in gains.items() if gain < 0)
    difference = bootstrap([now - before for _, now, before in pairs])
    if difference is None:
        raise ValueError("a change is of at least one question")
    return Change(
        headline=headline,
        before=sum(before for *_, before in pairs) / len(pairs),
        now=sum(now for _, now, _ in pairs) / len(pairs),
        difference=difference,
        won=won,
        lost=lost,
        p=exact_mcnemar(len(won), len(lost)),
    )


def _value(question: RunQuestion, headline: Headline) -> float:
    value = question.measures.get(headline.measure)
    if value is None:
        raise RunFileError(
            f"De basislijn heeft geen maat {headline.measure} bij vraag {question.id}; maak de basislijn opnieuw."
        )
    return value
