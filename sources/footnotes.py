"""Footnotes: their texts at the foot of a page, and their numbers glued to words of the running text.

A footnote is believed only where its number is the next one of the letter's (or 1), and only where that
number stands in the running text before it, so that a line of prose or a table row that happens to begin
with a number stays in the body; one between two such footnotes may have a mark that cannot be read. A glued
number is taken out of the text only where a footnote with that number stands on the same page, so that
`CO2`, `6G` and `type1` keep their figures.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sources.lines import Line

MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Around a footnote's number in the running text until the page is put together; `tidy` has removed all others."""
MARK = re.compile(f"{MARK_OPEN}(\\d+){MARK_CLOSE}")

_START = re.compile(r"^(\d{1,3})\)? +(?=\S)")
_FIGURES = re.compile(r"\d+")
_MAX_FIGURES = 3
_BEFORE, _AFTER = 14, 12
"""How many characters around a number are looked at."""
_CHEMISTRY = re.compile(r"(?:\b(?:CO|TO|NO|SO|H|N|O|CH|NH|PM|COVID-)|[A-Z]\.)$")
_COUNTED_BY = re.compile(
    r"\b(?:artikel|artikelen|bijlage|box|categorie|deel|fase|groep|hoofdstuk|kamer|lid|nr|nummer|onderdeel|op|p|pagina|"
    r"paragraaf|per|punt|sdg|stap|tabel|top|tot|van|vanaf|voor|vraag|antwoord|vragen|en|of|met|in|om|de|het|ruim|circa|"
    r"ongeveer|maximaal|minimaal|minstens|slechts|zijn|waren|alle|bij|aan|over|uit|door|naar|dan|als|al|er|eerste) $",
    re.IGNORECASE,
)
"""Words before a number that counts or names something: `artikel 5`, `op 1 juli`, `ruim 100`."""
_COUNTED = re.compile(
    r" (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|miljoen|miljard|"
    r"mln|mld|mrd|procent|euro|jaar|maanden|weken|dagen|uur|km|en|of|tot|t/m|keer|leden)\b"
)
"""What comes after such a number."""
_SKIP_COST = 5
"""Cost of leaving a footnote without its place in the text; a doubtful place (cost 4) is still preferred to that."""
_MAX_MISSED = 2
"""How many footnotes in a row may have been lost (their number unreadable) before the count is given up."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote as it stands at the foot of a page."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a text a number may be a footnote's; a lower cost is likelier."""

    offset: int
    cost: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """A place chosen for the label number `label`, and the choices before it."""

    label: int
    offset: int
    before: "_Choice | None"


def labels_in(text: str) -> frozenset[str]:
    """Numbers in the text that may be a footnote's."""
    return frozenset(_places(text))


def split_footnotes(
    lines: Sequence[Line], last: int, seen: frozenset[str] = frozenset()
) -> tuple[list[Line], list[Footnote]]:
    """The lines of a segment without the footnotes at its end, and those footnotes.

    :param last: the number of the letter's last footnote so far; 0 for none.
    :param seen: numbers that may be a footnote's in the page's text before these lines.
    """
    starts = _starts(lines, last, seen)
    if not starts:
        return list(lines), []
    notes = []
    for (start, number), end in zip(starts, (*(i for i, _ in starts[1:]), len(lines)), strict=True):
        first = Line(_START.sub("", lines[start].text), lines[start].gap)
        notes.append(Footnote(str(number), (first, *lines[start + 1 : end])))
    return list(lines[: starts[0][0]]), notes


def _starts(lines: Sequence[Line], last: int, seen: frozenset[str]) -> list[tuple[int, int]]:
    """Index and number of each line that begins a footnote: the longest chain of numbers, the lowest on the page."""
    numbers = [_number_at_start(line.text) for line in lines]
    if not any(numbers):
        return []
    first_offset = {
        label: places[0].offset for label, places in _places("\n".join(x.text for x in lines)).items()
    }
    chains = _chains(numbers, lambda number: str(number) in seen or str(number) in first_offset)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line.text) + 1)
    for first in dict.fromkeys((*range(last + 1, last + 2 + _MAX_MISSED), 1)):
        label = str(first)
        fits = [
            i
            for i, number in enumerate(numbers)
            if number == first and (label in seen or first_offset.get(label, offsets[-1]) < offsets[i])
        ]
        if fits:
            at: int | None = max(fits, key=lambda i: (chains[i][0], i))
            found = []
            while at is not None:
                found.append((at, numbers[at]))
                at = chains[at][1]
            return found
    return []


def _number_at_start(text: str) -> int:
    """The number that a line begins with, where it may be a footnote's and counts nothing; else 0."""
    match = _START.match(text)
    return int(match[1]) if match and not _COUNTED.match(text, match.end(1)) else 0


def _chains(numbers: Sequence[int], marked: Callable[[int], bool]) -> list[tuple[int, int | None]]:
    """For each line, how many lines begin with its number and the numbers after it, and which comes next.

    The last of them has its mark in the text; one before it may have a mark that cannot be read.
    """
    chains: list[tuple[int, int | None]] = [(0, None)] * len(numbers)
    nearest: dict[int, int] = {}
    for i in range(len(numbers) - 1, -1, -1):
        if numbers[i]:
            following = nearest.get(numbers[i] + 1)
            if following is not None and (marked(numbers[i] + 1) or chains[following][1] is not None):
                chains[i] = (chains[following][0] + 1, following)
            else:
                chains[i] = (1, None)
            nearest[numbers[i]] = i
    return chains


def _places(text: str) -> dict[str, list[_Place]]:
    """Each number in the text that may be a footnote's, with where it stands, in order."""
    places: dict[str, list[_Place]] = {}
    for match in _FIGURES.finditer(text):
        if match.end() - match.start() <= _MAX_FIGURES:
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            cost = _cost(before, text[match.end() : match.end() + _AFTER])
            if cost is not None:
                places.setdefault(match[0], []).append(_Place(match.start(), cost))
    return places


def _cost(before: str, after: str) -> int | None:
    """How unlikely a number between `before` and `after` is a footnote's, from 0; None where it cannot be one."""
    if not before or after.startswith(("%", "°")) or re.match(r"[.,]\d|-", after):
        return None
    last = before[-1]
    if last == " ":
        return _cost_alone(before, after)
    if last.isalpha():
        if last.islower():
            return 0
        return None if _CHEMISTRY.search(before) else 4
    if last in ".,":
        ended = re.match(r"$|[.,;:)]?(?:\s|$)", after)
        return (3 if re.search(r"\d[.,]$", before) else 0) if ended else None
    return 0 if last in "%)]?!:;’”»'\"" else None


def _cost_alone(before: str, after: str) -> int | None:
    """The cost of a number with a space before it: some PDF makers set a footnote's number apart."""
    if not re.match(r"$|[\s.,;)?!]", after):
        return None
    if re.search(r"(?:\d{4}|[.?!»”’)]) $", before):
        return 3
    if not re.search(r"[^\W\d_] $", before) or _COUNTED_BY.search(before) or _COUNTED.match(after):
        return None
    return 4


def mark_numbers(lines: Sequence[Line], labels: Sequence[str]) -> list[Line]:
    """The lines with each label's glued number between `MARK_OPEN` and `MARK_CLOSE`, a space put where words met.

    The labels stand in order in the text, so the cheapest rising sequence of places is taken.
    `investeringen8doet` becomes `investeringen⟨8⟩ doet`; a number at the start of a line goes to the end of the
    line before.
    """
    if not labels or not lines:
        return list(lines)
    text = "\n".join(line.text for line in lines)
    places = _places(text.replace("\n", " "))
    parts: list[str] = []
    end = 0
    for number, offset in _cheapest_rising([places.get(label, []) for label in labels]):
        before = text[end:offset]
        word = before.rstrip(" \n")
        line_end = "\n" * before.count("\n", len(word))
        end = offset + len(labels[number])
        if line_end:
            end = len(text) - len(text[end:].lstrip(" "))
        space = " " if not line_end and text[end : end + 1].isalpha() else ""
        parts.append(f"{word}{MARK_OPEN}{labels[number]}{MARK_CLOSE}{space}{line_end}")
    marked = "".join([*parts, text[end:]]).split("\n")
    return [replace(line, text=new) for new, line in zip(marked, lines, strict=True) if new]


def _cheapest_rising(candidates: Sequence[Sequence[_Place]]) -> list[tuple[int, int]]:
    """Number of a list and offset of its chosen place, for each list that has one: offsets rise, costs are least.

    Leaving a list without a place has a cost too. Kept at each step are the best choices so far: to reach further
    has to be cheaper.
    """
    frontier: list[tuple[int, int, _Choice | None]] = [(-1, 0, None)]
    for label, places in enumerate(candidates):
        reached = [end for end, _, _ in frontier]
        options = [(end, cost + _SKIP_COST, choice) for end, cost, choice in frontier]
        for place in places:
            i = bisect_left(reached, place.offset) - 1
            if i >= 0:
                _, cost, choice = frontier[i]
                options.append((place.offset, cost + place.cost, _Choice(label, place.offset, choice)))
        options.sort(key=lambda option: option[:2])
        frontier = []
        for option in options:
            if not frontier or option[1] < frontier[-1][1]:
                frontier.append(option)
    return list(_unwind(frontier[-1][2]))[::-1]


def _unwind(choice: _Choice | None) -> Iterator[tuple[int, int]]:
    while choice is not None:
        yield choice.label, choice.offset
        choice = choice.before
