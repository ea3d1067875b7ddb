"""What stands around the text of a file with structure: the letterhead, headers and footers, and named metadata."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from sources.document import Draft, Letterhead
from sources.facts.dates import in_words, is_iso
from sources.furniture import read_furniture, strip_furniture
from sources.lines import Line, tidy, to_lines

_ISO = re.compile(r"^(\d{4}-\d\d-\d\d)(?:T.*)?$")
_DOSSIER = re.compile(r"^(\d\d) ?(\d{3})(?:[- ]?\(?([A-Z][\w()]*)\)?)?$")
_PARLIAMENT = re.compile(r"^(?:kst|ah-?[te]k|ah|blg|kv|h)-[\w-]*\d[\w-]*$")
_LABEL = re.compile(
    r"^(?:Datum|Betreft|Onderwerp|(?:Ons|Onze|Uw) (?:kenmerk|referentie)|Kenmerk|Bijlagen?(?:\(n\))?|Retouradres|"
    r"Contactpersoon|Behandeld door|Bezoekadres|Postadres|Doorkiesnummer)\b",
    re.IGNORECASE,
)
_DATE_NAMES = ("overheidop.datumontvangst", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.available")
_TITLE_NAMES = ("overheidop.documenttitel", "dcterms.title", "dc.title", "og:title")
_TITLE_WORDS = 4
"""Words of the shortest title that a file's properties may give."""
_FEWEST_WORDS = 2
"""Words of the shortest title that metadata may give."""


def is_label(text: str) -> bool:
    """Whether a line begins with a label of a letterhead: `Datum`, `Betreft`, `Ons kenmerk`."""
    return bool(_LABEL.match(text))


def of_lines(lines: Iterable[str]) -> Letterhead:
    """What headers and footers say: kenmerken, Kamerstuk numbers, dates.

    The page numbers in them are those of when the file was last laid out, on one page only, and are left out.
    """
    return replace(read_furniture([to_lines("\n".join(lines))]), printed_pages=(), title=None)


def merged(*heads: Letterhead) -> Letterhead:
    """All that these say, in this order, each thing once; the first title."""
    values: dict[str, Any] = {}
    for each in fields(Letterhead):
        found = [getattr(head, each.name) for head in heads]
        if each.name == "title":
            values[each.name] = next(filter(None, found), None)
        else:
            values[each.name] = tuple(dict.fromkeys(chain.from_iterable(found)))
    return Letterhead(**values)


def take_letterhead(texts: Sequence[str]) -> tuple[Letterhead, list[str]]:
    """What the paragraphs at the top of a letter say as a letterhead, and each without that; empty where all was."""
    lines = [Line(text, 0) for text in texts]
    segments, head = strip_furniture([lines])
    left = [line for segment in segments[0] for line in segment]
    kept = {id(line) for line in left}
    rests = [line.text for line in left if not any(line is one for one in lines)]
    out = []
    for line in lines:
        rest = next((text for text in rests if id(line) not in kept and line.text.endswith(text)), "")
        out.append(line.text if id(line) in kept else rest)
    return replace(head, printed_pages=(), title=None), out


def without(pages: Sequence[Sequence[Draft]], texts: Sequence[str]) -> list[list[Draft]]:
    """The pages with the first drafts of the first page reduced to `texts`, those that are empty left out.

    What other drafts say of places on that page is put right.
    """
    new: dict[int, int] = {}
    first: list[Draft] = []
    for i, draft in enumerate(pages[0]):
        text = texts[i] if i < len(texts) else draft.text
        if text:
            new[i] = len(first)
            first.append(replace(draft, text=text))
    out = []
    for number, page in enumerate([first, *pages[1:]], start=1):
        moved = []
        for draft in page:
            about = tuple((p, new[i]) if p == 1 else (p, i) for p, i in draft.about if p != 1 or i in new)
            on = draft.continues
            moved.append(
                replace(draft, about=about, continues=new.get(on) if number == 2 and on is not None else on)
            )
        out.append(moved)
    return out


def of_metadata(values: Mapping[str, Sequence[str]]) -> Letterhead:
    """What the metadata of an official publication or a government web page says, by their names in small letters."""
    dossiers = [d for value in values.get("overheidop.dossiernummer", ()) for d in re.split(r"[;,]", value)]
    numbers = [tidy(value) for value in values.get("overheidop.ondernummer", ()) if tidy(value)]
    papers = [paper_number(dossier, numbers[0]) for dossier in dossiers if numbers and tidy(dossier)]
    years = [tidy(value) for value in values.get("overheidop.vergaderjaar", ())]
    papers += [
        annex_number(years[0], value) for value in values.get("overheidop.aanhangselnummer", ()) if years
    ]
    named = [tidy(value) for value in values.get("dc.identifier", ())]
    papers += [value for value in named if _PARLIAMENT.match(value)]
    questions = [tidy(value) for value in values.get("overheidop.vraagnummer", ())]
    dates = [dutch_date(value) for key in _DATE_NAMES for value in values.get(key, ())]
    titles = [tidy(value) for key in _TITLE_NAMES for value in values.get(key, ())]
    return Letterhead(
        kenmerken=tuple(filter(None, questions)),
        kamerstukken=tuple(dict.fromkeys(papers)),
        dates=tuple(filter(None, dates)),
        title=next((title for title in titles if len(title.split()) >= _FEWEST_WORDS), None),
    )


def stated_title(title: str, texts: Sequence[str]) -> str | None:
    """The title in a file's properties, if the first page says it too: the properties are often those of a template."""
    wanted = tidy(title)
    said = wanted.casefold() in " ".join(texts).casefold()
    return wanted if said and len(wanted.split()) >= _TITLE_WORDS else None


def paper_number(dossier: str, number: str) -> str:
    """A Kamerstuk's number as papers print it: `32545` and `143` give `32 545, nr. 143`; `A` gives `32 545, A`."""
    dossier = tidy(dossier)
    if match := _DOSSIER.match(dossier):
        dossier = " ".join(filter(None, match.groups()))
    return f"{dossier}, nr. {number}" if number[:1].isdecimal() else f"{dossier}, {number}"


def annex_number(years: str, number: str) -> str:
    """The number of written questions with their answers: `Aanhangsel 2020–2021, nr. 3235`."""
    return f"Aanhangsel {re.sub(r' ?[-‒–] ?', '–', tidy(years))}, nr. {tidy(number)}"


def dutch_date(iso: str) -> str | None:
    """An ISO date as letters write it: `2021-07-06` is `6 juli 2021`; None where it is no such date."""
    match = _ISO.match(iso.strip())
    day = match[1] if match else ""
    return in_words(day) if is_iso(day) else None
