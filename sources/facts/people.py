"""The people of a letter: who signed it, to whom it goes, whose questions it answers, and from which ministry."""

import re
from collections.abc import Iterator, Sequence

from sources.document import AT_HEAD, AT_LETTERHEAD, AT_TEXT, Letterhead
from sources.facts.ministries import ministry_of
from sources.facts.signatures import read_signatures
from sources.types import Asker, BlockKind, Fact, Page, Signatory

_FIRST_BLOCKS = 14
"""Blocks at the top of the first page among which the address stands."""
_ADDRESSED = (
    r"(?:[Dd]e |[Hh]et |den |mevrouw |mw\. |dhr\. )?(?:heer |plv\. )?"
    r"(?:[Vv]oorzitters?|[Mm]inister(?:-[Pp]resident)?|[Ss]taatssecretaris|[Kk]oning(?:in)?|Tweede Kamer|Eerste Kamer|"
    r"Kamer|[Ll]eden|[Gg]riffier|[Cc]olleges?|[Rr]aad|[Dd]irecteur(?:-generaal)?|[Ss]ecretaris-generaal|[Bb]urgemeesters?|[Gg]emeenteraad|[Mm]inisterraad|[Bb]estuur)"
)
_ADDRESS_WORD = (
    r"(?:van|voor|der|des|de|het|en|burgemeester|wethouders|gedeputeerde|provinciale|staten|gemeenten?|raad|bestuur|commissie|"
    r"vaste|leden|[A-ZÀ-Þ‘’(&][\w’'&)-]*,?)"
)
_ADDRESSEE = re.compile(
    rf"^(?:Aan:? (?P<to>{_ADDRESSED}(?: {_ADDRESS_WORD}){{0,16}}?)|"
    r"(?P<chair>De [Vv]oorzitter van de (?:Tweede|Eerste) Kamer(?: der Staten-Generaal)?))"
    r"(?= (?:Postbus \d|Binnenhof|Plein \d|Kazernestraat|Prinses Irene|\d{4} ?[A-Z]{2}\b)"
    r"| (?:Den Haag|’s-Gravenhage),? \d| t\.a\.v\. |,?$)"
)
_ADDRESS_LINES = 4
_GOES_ON = re.compile(r"^(?:der|van|voor|en) ")
"""How the second line of an address begins: `der Staten-Generaal`."""
_TO_THE_KING = re.compile(r"\baangeboden aan (?P<who>de Koning(?:in)?)\b")
_PARTICLE = r"(?:(?:van|de|den|der|ten|ter|el|al|[’']t|in (?=[’']t)) )"
_WORD = r"(?:(?:van(?=[A-Z]))?[A-ZÀ-Þ][\w.'’´-]*)"
_PARTY = r"(?: ?\((?:beiden |allen )?[A-Z][\w-]*(?:[ /][\w-]+){0,2}\))?"
_MEMBER = rf"{_PARTICLE}{{0,3}}{_WORD}(?: {_PARTICLE}{{0,3}}{_WORD}){{0,4}}{_PARTY}"
_QUESTIONS = re.compile(
    r"\b[Vv]ragen van (?:het (?:[Kk]amer)?lid|de (?:[Kk]amer)?leden) "
    rf"(?P<members>{_MEMBER}(?:(?:, | en ){_MEMBER}){{0,12}})"
)
_ONE_MEMBER = re.compile(r"(?P<name>[^()]+?) ?(?:\((?P<all>beiden |allen )?(?P<party>[^()]+)\))?")
_MINISTRY_LINE = re.compile(r"^(?:Het )?[Mm]inisterie (?:van|voor) [A-Z]")
_MINISTRY_LINES = 3
"""Lines over which a ministry's name may run in a letterhead."""
_LONGEST_LINE = 100
_SITE = re.compile(r"\brijksoverheid\.nl/(?:ministeries/)?(?P<short>[a-z&]{2,6})\b")
_POST = re.compile(r"\b(?:minister|staatssecretaris)(?:-president)? (?:van|voor) (?P<post>.+)", re.IGNORECASE)


def signatory_of(text: str) -> Signatory:
    """Name and office of "F. Teeven, staatssecretaris van Veiligheid en Justitie"."""
    name, _, office = text.partition(", ")
    return Signatory(name.strip(), office.strip() or None)


def asker_of(text: str) -> Asker:
    """Name and party of "Van Nispen (SP)"."""
    match = re.fullmatch(r"(?P<name>.+?) ?\((?P<party>[^()]+)\)", text.strip())
    return Asker(match["name"], match["party"]) if match else Asker(text.strip())


def people_facts(
    pages: Sequence[Page], head: Letterhead, kind: str, title: str, address: Fact | None
) -> Iterator[Fact]:
    """Signatories, addressee, askers and ministry, as far as the letter says.

    :param address: what `addressee_of` found.
    """
    signed = list(read_signatures(pages, kind, title))
    yield from signed
    if (
        address is None
        and kind in ("advies", "nader rapport")
        and (match := _TO_THE_KING.search(pages[0].text))
    ):
        address = Fact("addressee", match["who"], 1, AT_TEXT)
    if address:
        yield address
    if kind == "kamervragen":
        yield from _askers(pages[0], title)
    if ministry := _ministry(pages[0], head, signed, address if "nota" in kind else None):
        yield ministry


def first_in_office(signatories: Sequence[Signatory]) -> Signatory | None:
    """Whom a citation names: the first minister or staatssecretaris, else the first who signed."""
    ministers = (each for each in signatories if each.office and _POST.match(each.office))
    return next(ministers, signatories[0] if signatories else None)


def _texts(page: Page) -> list[str]:
    """The blocks of a page but for footnotes, each on one line."""
    return [
        " ".join(page.text[block.start : block.end].split())
        for block in page.blocks
        if block.kind is not BlockKind.FOOTNOTE
    ]


def addressee_of(first: Page, head: Letterhead) -> Fact | None:
    """To whom the letter goes, by the address on its first page, in the text or in what stands around it."""
    texts = _texts(first)[:_FIRST_BLOCKS]
    lines = [text for number, text in head.lines if number == 1]
    ways = [(texts[i : i + 2], texts[i]) for i in range(len(texts))]
    for i in range(len(lines)):
        # Beside the address stands the column of the letterhead: its lines come in between.
        below = [line for line in lines[i + 1 : i + 1 + _ADDRESS_LINES] if _GOES_ON.match(line)]
        ways.append(([lines[i], *below[:1]], lines[i]))
    for joined, alone in ways:
        for text in (" ".join(joined), alone):
            if match := _ADDRESSEE.match(text):
                who = match["to"] or match["chair"]
                return Fact("addressee", _lower_first(who).rstrip(","), 1, AT_LETTERHEAD)
    return None


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(("De ", "Het ")) else text


def _askers(first: Page, title: str) -> Iterator[Fact]:
    """The members whose questions are answered, each with the party behind the name or behind all names."""
    match = _QUESTIONS.search(title) or _QUESTIONS.search(" ".join(first.text.split()))
    if not match:
        return
    waiting: list[str] = []
    for part in re.split(r", | en (?![^()]*\))", match["members"]):
        member = _ONE_MEMBER.fullmatch(part.strip())
        if not member:
            continue
        waiting.append(member["name"].strip())
        if member["party"]:
            shared = waiting if member["all"] else waiting[-1:]
            yield from (Fact("asker", name, 1, AT_HEAD) for name in waiting[: len(waiting) - len(shared)])
            yield from (Fact("asker", f"{name} ({member['party']})", 1, AT_HEAD) for name in shared)
            waiting = []
    yield from (Fact("asker", name, 1, AT_HEAD) for name in waiting)


def _ministry(first: Page, head: Letterhead, signed: Sequence[Fact], address: Fact | None) -> Fact | None:
    """The ministry by its letterhead, else by who signed, else by whom a note is for, else by the site it names."""
    lines = [text for number, text in head.lines if number == 1]
    for texts in (lines, _texts(first)):
        for i, text in enumerate(texts):
            if len(text) <= _LONGEST_LINE and _MINISTRY_LINE.match(text):
                name = ministry_of(" ".join(texts[i : i + _MINISTRY_LINES]))
                if name:
                    return Fact("ministry", name, 1, AT_LETTERHEAD)
    for fact in (*signed, *((address,) if address else ())):
        if name := _ministry_of_office(fact.value):
            return Fact("ministry", name, fact.page, fact.place)
    for text in lines:
        if (match := _SITE.search(text)) and (name := ministry_of(match["short"])):
            return Fact("ministry", name, 1, AT_LETTERHEAD)
    return None


def _ministry_of_office(text: str) -> str | None:
    if re.search(r"\bminister-president\b", text, re.IGNORECASE):
        return "Algemene Zaken"
    match = _POST.search(text)
    return ministry_of(match["post"]) if match else None
