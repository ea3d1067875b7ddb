"""The overview of the letters as a page: searched in titles and numbers, chosen by kind, a part at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from sources.facts.numbers import same_number
from sources.types import Letter

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Overview:
    """The letters that are shown: part `number` of `parts`, of the `found` that fit; `search` and `kind` as asked."""

    letters: tuple[Letter, ...]
    found: int
    number: int
    parts: int
    search: str
    kind: str

    def url(self, number: int) -> str:
        """The address of another part."""
        asked = {"zoek": self.search, "soort": self.kind, "deel": str(number) if number > 1 else ""}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/letters?{query}" if query else "/letters"


def make_overview(letters: Iterable[Letter], search: str, kind: str, number: int) -> Overview:
    """The letters that fit, newest first, those without a date last.

    :param search: words that must all be in the title, the sender or the file's name, or a number in any writing.
    :param number: which part, from 1; beyond the last gives the last.
    """
    fitting = [each for each in letters if (not kind or each.kind == kind) and _fits(each, search)]
    fitting.sort(key=lambda each: each.title.casefold())
    fitting.sort(key=lambda each: each.date or "", reverse=True)
    parts = max(1, -(-len(fitting) // PER_PAGE))
    number = min(max(number, 1), parts)
    shown = fitting[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Overview(tuple(shown), len(fitting), number, parts, search, kind)


def _fits(letter: Letter, search: str) -> bool:
    if not search or any(same_number(search, own) for own in letter.numbers):
        return True
    told = " ".join([letter.title, letter.source, letter.sender or "", *letter.numbers]).casefold()
    return all(word in told for word in search.casefold().split())
