"""Filters in words: which letters `de brief van 2025` or `kamerbrieven vanaf 2020` leaves, or that it is unclear.

Words that were not understood are never passed over: an answer from other letters than were asked for is a wrong one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from index.analysis import fold
from rag.naming import named_letters
from rag.types import Filters
from sources.facts.dates import MONTHS
from sources.types import Letter

EXAMPLES = (
    "“alleen de brief van 2025: …”, “alleen brieven vanaf 2020: …”, “alleen kamerbrieven: …” of "
    "“alleen Kamerstuk 33009, nr. 70: …”"
)

_DATE = rf"(?:(?:{'|'.join(MONTHS)}) )?(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?"
_PERIODS = (
    (
        "between",
        re.compile(
            rf"\btussen ({_DATE}) en ({_DATE})\b|\b(?:van|uit) ({_DATE}) (?:tot(?: en met)?|t/m) ({_DATE})\b"
        ),
    ),
    ("from", re.compile(rf"\b(?:vanaf|sinds|since) ({_DATE})\b")),
    ("to", re.compile(rf"\b(?:tot en met|t/m|until) ({_DATE})\b")),
    ("in", re.compile(rf"\b({_DATE})\b")),
)
_NOTES = re.compile(r"\bnota(?:'?s)?\b")
"""Of whatever kind: a beslisnota is a nota."""
_PASSED_OVER = frozenset(
    """de het een die dat deze dit van uit in en of over op met bij door aan als the a of from in and by about
    brief brieven letter letters document documenten stuk stukken minister staatssecretaris kamerstuk kamerstukken
    kenmerk nr nummer jaar""".split()
)
"""Words that choose no letters."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A filter that cannot be followed; `message` says so in Dutch, and how it can."""

    message: str


def read_only(words: str, letters: Collection[Letter]) -> Filters | Unclear:
    """The filter that `words` mean for these letters.

    `read_only("kamerbrieven vanaf 2020", letters)` gives `Filters(kinds=("kamerbrief",), date_from="2020")`.
    """
    rest = " ".join(fold(words).split())
    date_from, date_to, rest = _period(rest)
    kinds, rest = _kinds(rest, letters)
    left = [word for word in re.findall(r"\w+", rest) if word not in _PASSED_OVER]
    ids: frozenset[str] | None = None
    if left:
        naming = named_letters(rest, list(letters))
        if naming is not None:
            ids = naming.letters
            used = set(re.findall(r"\w+", fold(" ".join(naming.words))))
            left = [word for word in left if word not in used]
        if left:
            told = _told_by(left, letters)
            ids = told if ids is None else ids & told
        if not ids:
            return Unclear(
                f"Ik weet niet welke brieven u bedoelt met “{words}”. Zo kan het: {EXAMPLES}. "
                "Welke brieven er zijn, zegt “brieven”."
            )
    if not (ids or kinds or date_from or date_to):
        return Unclear(f"“{words}” zegt niet welke brieven u bedoelt. Zo kan het: {EXAMPLES}.")
    return Filters(letter_ids=tuple(sorted(ids or ())), kinds=kinds, date_from=date_from, date_to=date_to)


def _period(text: str) -> tuple[str | None, str | None, str]:
    """The first and last date, and the text without them."""
    for name, pattern in _PERIODS:
        if (match := pattern.search(text)) is None:
            continue
        dates = [_iso(group) for group in match.groups() if group]
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        match name:
            case "from":
                return dates[0], None, rest
            case "to":
                return None, dates[0], rest
            case _:
                return dates[0], dates[-1], rest
    return None, None, text


def _iso(text: str) -> str:
    """`maart 2020` gives `2020-03`; what has no month in words is as it is."""
    month, _, year = text.rpartition(" ")
    return f"{year}-{MONTHS.index(month) + 1:02}" if month else text


def _kinds(text: str, letters: Collection[Letter]) -> tuple[tuple[str, ...], str]:
    """The kinds of letter that are named, in the singular or the plural, and the text without them."""
    found = []
    for kind in sorted({letter.kind for letter in letters}, key=lambda kind: (-len(kind), kind)):
        if fold(kind) in _PASSED_OVER:
            continue
        plural = re.escape(fold(kind)).replace("brief", "brie(?:f|ven)")
        text, count = re.subn(rf"\b{plural}(?:'?s|en)?(?!\w)", " ", text)
        if count:
            found.append(kind)
    if not found and _NOTES.search(text):
        found = sorted({letter.kind for letter in letters if "nota" in letter.kind})
        text = _NOTES.sub(" ", text) if found else text
    return tuple(found), text


def _told_by(words: Collection[str], letters: Collection[Letter]) -> frozenset[str]:
    """The letters that have all these words in their title or their sender."""
    return frozenset(
        letter.letter_id
        for letter in letters
        if set(words) <= set(re.findall(r"\w+", fold(f"{letter.title} {letter.sender or ''}")))
    )
