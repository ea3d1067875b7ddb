"""What is known of a letter, each fact with where it was found: from its text, and from what lies beside it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sources.assemble import assemble
from sources.document import AT_HEAD, AT_LETTERHEAD, AT_NOTE, AT_TEXT, Document, Letterhead
from sources.facts.kinds import find_kind
from sources.facts.numbers import STATE_COUNCIL, Found, cited_numbers, is_identifier, number_key
from sources.facts.people import addressee_of, asker_of, first_in_office, people_facts, signatory_of
from sources.facts.sidecar import Details
from sources.facts.subject import find_dates, find_title
from sources.furniture import WORD_PROCESSOR_ERROR
from sources.parliament import is_house_line, read_head
from sources.shapes import is_question_head
from sources.types import Block, BlockKind, Fact, Letter, Page

_ASKED_WITH = re.compile(r"\b[Vv]ragen (?:van|die)\b|\bingezonden\b|\bschriftelijke vragen\b")
_CASE = re.compile(r"\d{4}-z-\d+")
_SINGLE = ("title", "kind", "date", "addressee", "ministry")
"""Facts of which a letter has one; the first found counts, and what lies beside the letter is found first."""


def make_letter(
    letter_id: str, source: str, sha256: str, document: Document, details: Sequence[Details] = ()
) -> Letter:
    """The letter with all that is known of it.

    :param details: what lies beside it, which goes before what the text says, the nearest first.
    """
    head = document.letterhead
    pages = assemble(document)
    facts = _settled((*_beside(details), *_own(pages, head, letter_id)))
    cited = tuple(_cited(pages, head, facts))
    of = {
        name: tuple(fact.value for fact in facts if fact.name == name)
        for name in {fact.name for fact in facts}
    }
    signatories = tuple(map(signatory_of, of.get("signatory", ())))
    first = first_in_office(signatories)
    own_words = next((each.sender for each in details if each.sender), None)
    return Letter(
        letter_id=letter_id,
        title=of["title"][0],
        kind=of["kind"][0],
        pages=pages,
        source=source,
        sha256=sha256,
        kenmerken=_distinct(of.get("kenmerk", ())),
        kamerstukken=_distinct(of.get("kamerstuk", ())),
        date=next(iter(of.get("date", ())), None),
        sender=own_words or (", ".join(filter(None, (first.name, first.office))) if first else None),
        warnings=(*document.warnings, *_warnings(pages, head)),
        paged=document.paged,
        ocr=document.ocr,
        signatories=signatories,
        addressee=next(iter(of.get("addressee", ())), None),
        askers=tuple(map(asker_of, of.get("asker", ()))),
        ministry=next(iter(of.get("ministry", ())), None),
        cited=_distinct(fact.value for fact in cited),
        facts=(*facts, *cited),
    )


def _settled(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that count: one title, one date; signatories and askers from one place; each number where it stands."""
    kept: dict[tuple[str, str, str], Fact] = {}
    taken: dict[str, str] = {}
    for fact in facts:
        several = fact.name not in _SINGLE
        beside = fact.page is None and fact.name in ("signatory", "asker")
        if fact.name in taken and not several:
            continue
        if fact.name in ("signatory", "asker") and not beside and taken.get(fact.name) == "beside":
            continue
        taken[fact.name] = "beside" if beside else "text"
        kept.setdefault((fact.name, fact.value, fact.place), fact)
    return tuple(kept.values())


def _distinct(numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers in order, each in one writing: the first that is not the publisher's identifier, if there is one."""
    distinct: dict[str, str] = {}
    for number in numbers:
        key = number_key(number)
        if key not in distinct or (is_identifier(distinct[key]) and not is_identifier(number)):
            distinct[key] = number
    return tuple(distinct.values())


def _beside(details: Sequence[Details]) -> Iterator[Fact]:
    """What the files beside the letter say of it."""
    several = {"kenmerk": "kenmerk", "kamerstuk": "kamerstuk", "signatories": "signatory", "askers": "asker"}
    for key, name in several.items():
        for each in details:
            values: tuple[str, ...] = getattr(each, key)
            yield from (Fact(name, value, None, each.file) for value in values)
            if values and name in ("signatory", "asker"):
                break
    for name in _SINGLE:
        for each in details:
            if value := getattr(each, name):
                yield Fact(name, value, None, each.file)
    named = any(each.signatories for each in details)
    for each in details:
        if each.sender and not named:
            yield Fact("signatory", each.sender, None, each.file)
            break


def _own(pages: Sequence[Page], head: Letterhead, letter_id: str) -> Iterator[Fact]:
    """What the letter itself says."""
    paper = read_head([line for page in pages[:1] for line in page.text.split("\n") if line.strip()])
    house = any(page == 1 and is_house_line(text) for page, text in head.lines)
    in_head = paper is not None and (bool(head.kamerstukken) or house)
    paper_title = head.title or (paper.title if paper and in_head else None)
    if paper and paper.number and in_head:
        yield Fact("kamerstuk", paper.number, 1, AT_HEAD)
    yield from (fact for fact in head.facts if fact.name != "date")
    stated = {(fact.name, fact.value) for fact in head.facts}
    for name, values in (("kenmerk", head.kenmerken), ("kamerstuk", head.kamerstukken)):
        yield from (Fact(name, value, 1, AT_LETTERHEAD) for value in values if (name, value) not in stated)
    title = find_title(pages, paper_title, letter_id)
    address = addressee_of(pages[0], head)
    kind = find_kind(pages, title, head, letter_id, address, paper_title=paper_title, in_head=in_head)
    yield title
    yield kind
    yield from find_dates(pages, head, kind.value)
    if kind.value == "kamervragen":
        yield from _question_numbers(pages[0], head)
    if kind.value in ("advies", "nader rapport") and (advice := STATE_COUNCIL.search(pages[0].text)):
        yield Fact("kenmerk", advice[0], 1, AT_TEXT)
    yield from people_facts(pages, head, kind.value, title.value, address)


def _question_numbers(first: Page, head: Letterhead) -> Iterator[Fact]:
    """The numbers of the questions that a letter answers, by which people call the answers as well."""
    for number in head.answers:
        if _CASE.fullmatch(number_key(number)):
            yield Fact("kenmerk", number, 1, AT_LETTERHEAD)
    for block in first.blocks:
        text = first.text[block.start : block.end]
        if is_question_head(text):
            return  # below it, questions are asked and answered, and others cited
        if block.kind is not BlockKind.FOOTNOTE and _ASKED_WITH.search(text):
            numbers = [found.value for found in cited_numbers(text) if _CASE.fullmatch(found.key)]
            yield from (Fact("kenmerk", number, 1, AT_TEXT) for number in numbers)
            if numbers:
                return


def _cited(pages: Sequence[Page], head: Letterhead, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The numbers of other letters, each where it first stands."""
    seen = {number_key(fact.value) for fact in facts if fact.name in ("kenmerk", "kamerstuk")}
    for number in head.answers:
        if (key := number_key(number)) not in seen:
            seen.add(key)
            yield Fact("cited", number, 1, AT_LETTERHEAD)
    for page in pages:
        for found in cited_numbers(page.text):
            if found.key not in seen:
                seen.add(found.key)
                yield Fact("cited", found.value, page.number, _place_of(page.blocks, found))


def _place_of(blocks: Sequence[Block], found: Found) -> str:
    note = any(b.start <= found.start < b.end and b.kind is BlockKind.FOOTNOTE for b in blocks)
    return AT_NOTE if note else AT_TEXT


def _warnings(pages: Sequence[Page], head: Letterhead) -> Iterable[str]:
    broken: dict[str, list[int]] = {}
    for page, text in head.broken:
        broken.setdefault(match[0] if (match := WORD_PROCESSOR_ERROR.search(text)) else text, []).append(page)
    for shown, where in broken.items():
        places = " en ".join(filter(None, [", ".join(map(str, where[:-1])), str(where[-1])]))
        yield (
            f"Het kenmerk op pagina {places} is een foutmelding van de tekstverwerker en is niet overgenomen: “{shown}”"
        )
    count = len(pages)
    for page, printed, total in head.printed_pages:
        if printed != page:
            yield f"Op pagina {page} staat gedrukt dat het pagina {printed} is."
        elif total != count:
            yield f"Op pagina {page} staat gedrukt dat er {total} pagina’s zijn; gelezen zijn er {count}."
