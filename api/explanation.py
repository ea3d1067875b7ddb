"""How an answer was found, stage by stage, as text for the terminal (docs/answering.md says what each stage does)."""

import textwrap
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from api.terminal import INDENT, MAX_WIDTH, printable
from rag.answer_type import AnswerType
from rag.letter_details import Detail
from rag.rank import Ranked, Weights
from rag.types import Reason

if TYPE_CHECKING:
    from rag.assistant import Assistant, Explanation

SHOWN = 8
"""How many candidates are listed."""

_HEADS = {"lexical": "BM25", "dense": "vector", "coverage": "dekking", "fit": "zin", "late": "woorddelen"}
"""The columns of evidence, by the name of the weight."""
_TYPES = {
    AnswerType.NUMBER: "een getal",
    AnswerType.DATE: "een tijdstip",
    AnswerType.NAME: "een naam",
    AnswerType.REFERENCE: "een verwijzing",
}
_DETAILS = {
    Detail.SIGNATORY: "wie ondertekende",
    Detail.ADDRESSEE: "aan wie die gaat",
    Detail.DATE: "van wanneer die is",
    Detail.NUMBER: "welk nummer die heeft",
}
_ENDED = {
    Reason.LETTER_DETAILS: "Op de pagina's van de brief staat dat niet; verder is niet gezocht.",
    Reason.WHICH_LETTER: "De vraag zegt niet van welke brief; verder is niet gezocht.",
    Reason.NO_LETTER_MATCHES: "De brief die de vraag of het filter noemt, is er niet; verder is niet gezocht.",
    Reason.NO_QUESTION: "Van de vraag blijft geen zoekwoord over; verder is niet gezocht.",
    Reason.UNKNOWN_WORDS: "Geen woord van de vraag staat in een brief of een woordenlijst, en geen passage komt in de "
    "buurt: niet gevonden.",
    Reason.NOTHING_FOUND: "Geen passage deelt iets met de vraag.",
}


def format_explanation(
    assistant: "Assistant", explained: "Explanation", threshold: float, *, width: int
) -> str:
    """What was looked for, the best candidates with what each piece of evidence adds, and the decision.

    :param threshold: the confidence from which an answer is given.
    :param width: columns of the terminal.
    """
    width = min(width, MAX_WIDTH)
    lines = ["Hoe dit is gevonden", "", *_understood(assistant, explained, width), ""]
    if explained.asked and explained.found.passages:
        lines.append("Dat is op de pagina's van de brief opgezocht; verder is niet gezocht.")
    elif explained.evidence is None:
        lines.append(_ENDED.get(explained.found.reason or Reason.NOTHING_FOUND, ""))
    else:
        lines += [*_candidates(assistant, explained, width), "", *_decision(explained, threshold, width)]
    return "\n".join(lines) + "\n"


def _understood(assistant: "Assistant", explained: "Explanation", width: int) -> Iterator[str]:
    query, search = explained.query, explained.search
    if query.naming is not None:
        named = ", ".join(sorted(query.naming.letters)) or "een die er niet is"
        yield from _wrapped(f"De vraag noemt een brief: {named}", width)
    elif query.letters is not None:
        yield from _wrapped(f"Alleen in: {', '.join(sorted(query.letters))}", width)
    if explained.asked is not None:
        yield from _wrapped(f"Gevraagd wordt naar een brief zelf: {_DETAILS[explained.asked.detail]}", width)
    elif query.answer_type is not None:
        yield f"Gevraagd wordt naar: {_TYPES[query.answer_type]}"
    if search is None:
        return
    if search.text != query.text:
        yield from _wrapped(f"Verbeterd tot: {search.text}", width)
    known = assistant.corpus.snapshot.lexical.vocabulary
    words = [f"{term}{'' if term in known else ' (in geen brief)'}" for term in search.terms]
    yield from _wrapped(f"Zoekwoorden, als woordstam: {', '.join(words)}", width)
    for ways in search.expansions:
        yield from _wrapped(f"Thesaurus, ook gezocht: {'; '.join(' '.join(way) for way in ways)}", width)


def _candidates(assistant: "Assistant", explained: "Explanation", width: int) -> Iterator[str]:
    """The best candidates: what each piece of evidence adds to the score, and the sentence that answers."""
    yield f"{len(explained.ranked)} kandidaten; de beste, met wat elk gegeven aan de score toevoegt:"
    names = [field.name for field in fields(Weights) if getattr(explained.weights, field.name)]
    yield f"{'':4}{'score':>6}" + "".join(f"{_HEADS[name]:>12}" for name in names)
    for place, ranked in enumerate(explained.ranked[:SHOWN], 1):
        parts = [getattr(explained.weights, name) * getattr(ranked.candidate, name) for name in names]
        yield f"{place:>2}. {ranked.score:6.2f}" + "".join(f"{part:12.2f}" for part in parts)
        yield from _wrapped(_sentence(assistant, ranked), width, INDENT + " ")


def _sentence(assistant: "Assistant", ranked: Ranked) -> str:
    letter_id, number = ranked.candidate.chunk.letter_id, ranked.candidate.answer
    text = " ".join(assistant.corpus.texts[letter_id][number].split())
    page = assistant.corpus.sentences[letter_id][number].spans[0].page
    return printable(f"{letter_id}, p. {page}: {textwrap.shorten(text, 160, placeholder=' …')}")


def _decision(explained: "Explanation", threshold: float, width: int) -> Iterator[str]:
    evidence, sure = explained.evidence, explained.found.confidence
    if evidence is None:
        return
    yield from _wrapped(
        f"Zekerheid {sure:.2f}, uit de voorsprong van de beste op de vierde tot en met de tiende "
        f"({evidence.lead:.2f}), de gelijkenis van zijn vector met die van de vraag ({evidence.cosine:.2f}) en wat hij "
        f"mist van de twee woorden die hem het meest ontbreken ({evidence.lacking:.2f}).",
        width,
    )
    if explained.unsaid:
        yield from _wrapped(f"Op zijn pagina's staat niet: {', '.join(explained.unsaid)}", width)
    if explained.found.reason is not None:
        yield from _wrapped(_ENDED[explained.found.reason], width)
        return
    given = "een antwoord" if sure >= threshold else "niet gevonden"
    yield f"De drempel is {threshold:.2f}: {given}."


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent or "    ")
