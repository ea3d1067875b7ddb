"""What the head of an official publication's XML says: numbers, titles and dates, as a letterhead."""

import re
from collections.abc import Iterator

from sources.document import AT_COLOPHON, AT_HEAD, Letterhead
from sources.letterheads import annex_number, dutch_date, merged, of_metadata, paper_number
from sources.lines import tidy
from sources.types import Fact
from sources.xml_tree import Element, attribute, child, children, entity_text, name

_IDENTIFIER = re.compile(r"/(?P<id>(?:kst|ah|kv|blg)-[\w-]*\d[\w-]*)(?:/|\.|$)")
_YEARS = re.compile(r"\d{4} ?[-‒–] ?\d{4}")
_NUMBER = re.compile(r"\d+[a-z]?|[A-Z]{1,3}$")


def read_publication_head(root: Element) -> Letterhead:
    """The letterhead of a publication, from its metadata and its head."""
    values: dict[str, list[str]] = {}
    for meta in root.iter("{*}meta"):
        values.setdefault((attribute(meta, "name") or "").lower(), []).append(
            attribute(meta, "content") or ""
        )
    records = values.get("overheidop.externmetadatarecord", [])
    identifiers = [match["id"] for record in records if (match := _IDENTIFIER.search(record))]
    values.setdefault("dc.identifier", []).extend(identifiers)
    own = _own(root)
    head = merged(own, of_metadata(values))
    facts = [Fact("kamerstuk", number, 1, AT_HEAD) for number in own.kamerstukken]
    facts += [Fact("kamerstuk", n, None, AT_COLOPHON) for n in head.kamerstukken if n not in own.kamerstukken]
    facts += [Fact("date", date, 1, AT_HEAD) for date in own.dates]
    return merged(head, Letterhead(facts=tuple(facts)))


def _own(root: Element) -> Letterhead:
    """What the publication's head says."""
    questions = next(root.iter("{*}kamervragen"), None)
    if questions is not None:
        return _questions(questions)
    paper = next(root.iter("{*}stuk"), None)
    if paper is None:
        return Letterhead()
    subjects = list(root.iter("{*}dossier", "{*}onderw"))
    number = (
        _said(child(paper, "stuknr", "ondernummer"))
        or _said(child(paper, "stuknr"))
        or _said(child(paper, "nummer"))
    )
    found = _NUMBER.search(number)
    dossiers = [_dossier(subject) for subject in subjects]
    titles = [_said(child(subject, "titel")) or _said(child(subject, "naam")) for subject in subjects]
    title = " – ".join(filter(None, (*titles[:1], _said(child(paper, "titel")))))
    return Letterhead(
        kamerstukken=tuple(paper_number(dossier, found[0]) for dossier in dossiers if dossier and found),
        dates=tuple(_dates(child(paper, "datumtekst"))),
        title=title or None,
    )


def _dossier(subject: Element) -> str:
    numbered = child(subject, "dossiernummer")
    if numbered is None:
        return _said(child(subject, "nummer"))
    return " ".join(filter(None, map(_said, children(numbered))))


def _questions(questions: Element) -> Letterhead:
    """What the head of written questions says; the date is that of the answer, where there is one."""
    lines = [
        _said(line) for line in questions.iter("{*}tekstregel") if attribute(line, "inhoud") == "vergaderjaar"
    ]
    years = next((match[0] for line in lines if (match := _YEARS.search(line))), None)
    number = _said(child(questions, "kamervraagnummer"))
    described = {attribute(part, "type"): part for part in children(questions, "kamervraagomschrijving")}
    dates = [*_dates(described.get("antwoord")), *_dates(described.get("vraag"))]
    return Letterhead(
        kamerstukken=(annex_number(years, number),) if years and number.isdecimal() else (),
        dates=tuple(dates),
    )


def _dates(element: Element | None) -> Iterator[str]:
    """The dates in an element, as letters write them."""
    for date in element.iter("{*}datum") if element is not None else ():
        written = dutch_date(attribute(date, "isodatum") or "") or _said(date)
        if written:
            yield written


def _said(element: Element | None) -> str:
    """The text of an element in one line, without its notes."""
    if element is None or name(element) in ("noot", "nootref", "voetref"):
        return ""
    parts = [element.text or ""]
    for part in element:
        parts += [_said(part) if name(part) else entity_text(part), part.tail or ""]
    return tidy(" ".join("".join(parts).split()))
