"""The figures of a text: one key for each however it is written, which are years, and what a refusal says of them."""

import re
from collections.abc import Iterable, Sequence

from index.types import Chunk
from sources.facts.dates import MONTHS
from sources.types import Letter

_THOUSANDS = r"\d{1,3}(?:[ .,\u00a0]\d{3})+(?!\d)"
_FIGURE = re.compile(rf"(?<![\d.,]){_THOUSANDS}|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(_THOUSANDS)
_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d| ?%)"
_YEARS = re.compile(
    rf"\b(?:in|uit|sinds|vanaf|tussen|jaar|jaren|begin|eind|medio|anno|since|year|{'|'.join(MONTHS)}) {_YEAR}"
    rf"|(?<=(?:19|20)\d\d[-–/]){_YEAR}|(?<=(?:19|20)\d\d (?:en|of) ){_YEAR}"
    rf"|(?<![\w.,-])(?<!€ )(?<!nr\. ){_YEAR}(?= ?[.,;:?!)]|[-–/](?:19|20)\d\d|\s*$|[\t\n])",
    re.IGNORECASE,
)
"""A figure that is a year, and no number of things, for what stands before it or because nothing comes after it."""
_MOST_YEARS = 5
"""How many years a refusal names."""


def figures(text: str) -> dict[str, str]:
    """The figures by key, as they are first written: `10.000`, `10 000` and `10,000` are `10000`, `2.5` is `2,5`."""
    found: dict[str, str] = {}
    for match in _FIGURE.finditer(text):
        written = match[0]
        grouped = _GROUPED.fullmatch(written)
        key = re.sub(r"\D", "", written) if grouped else written.replace(".", ",")
        found.setdefault(key, written)
    return found


def said(letter: Letter, chunk: Chunk) -> frozenset[str]:
    """The keys of the figures on the pages of a chunk, in what it stands under and in the date of its letter."""
    pages = [letter.pages[number - 1].text for number in {span.page for span in chunk.spans}]
    return frozenset(figures("\n".join([*pages, chunk.context, letter.date or ""])))


def years(text: str) -> tuple[str, ...]:
    """The figures that a text uses as years, in its order, each once.

    `years("In 2019 zijn er 2000 woningen gebouwd, in 2020 minder.")` is `("2019", "2020")`.
    """
    return tuple(dict.fromkeys(match[0][-4:] for match in _YEARS.finditer(text)))


def instead_of(unsaid: Sequence[str], question: str, nearest: Iterable[str]) -> str:
    """The figures that the letters do not have, and what to do: with years which others they do have.

    :param unsaid: figures of the question, as they are typed; at least one.
    :param nearest: the texts of the passages that came closest, best first.
    """
    lacking, one = " en ".join(unsaid), len(unsaid) == 1
    if not set(unsaid) <= set(years(question)):
        figure = "dat getal" if one else "die getallen"
        return f"{lacking} erbij. Vraag het zonder {figure}, of lees na wat er het dichtst bij komt."
    lacking = f"{'het jaar' if one else 'de jaren'} {lacking} erbij."
    others = dict.fromkeys(year for text in nearest for year in years(text) if year not in unsaid)
    if not others:
        return f"{lacking} Vraag naar een ander jaar, of zonder jaar."
    *first, last = sorted(list(others)[:_MOST_YEARS])
    named = f"{', '.join(first)} en {last}" if first else last
    choose = "een van die jaren" if first else "dat jaar"
    return f"{lacking} Wat er het dichtst bij komt, noemt wel {named}: vraag zo mogelijk naar {choose}."
