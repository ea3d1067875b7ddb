"""Who signed: an office with a name below or above it, the heads of answers, the movers of a motie, the King.

De Staatssecretaris van Veiligheid en Justitie,          Vincent Karremans
F. Teeven                                                Minister van Economische Zaken

Antwoord van Minister Van Hijum (Sociale Zaken en Werkgelegenheid), mede namens ...
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.document import AT_HEAD, AT_SIGNATURE
from sources.facts.ministries import preposition
from sources.shapes import is_closing
from sources.types import Block, BlockKind, Fact, Page

_MINISTER = r"(?:[Vv]ice)?-?[Mm]inister(?:-[Pp]resident)?|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS"
_OFFICER = (
    r"(?:(?:[Pp]lv\.|[Ww]nd\.|[Pp]laatsvervangend|[Ww]aarnemend) )?"
    r"(?:[Ss]ecretaris-[Gg]eneraal|[Dd]irecteur(?:-[Gg]eneraal)?|"
    r"[Ii]nspecteur-[Gg]eneraal|[Hh]oofd(?:directeur|inspecteur)?|[Pp]rogrammadirecteur|[Pp]rocureur-[Gg]eneraal|"
    r"[Vv]oorzitter|[Vv]ice-?[Pp]resident|[Pp]resident|[Gg]riffier|[Ss]ecretaris|[Bb]urgemeester|"
    r"[Cc]ommissaris van de Koning|[Nn]ationale [Oo]mbudsman|[Aa]fdelingshoofd)"
)
_OFFICE = (
    r"(?:[Dd]e |DE |Het )?(?P<office>"
    rf"(?:{_MINISTER})(?:(?:, [Mm]inister)? (?:van|voor|VAN|VOOR) [A-Z][^\n.]{{2,90}}?|(?<=-[Pp]resident))|"
    rf"(?:{_OFFICER})(?:[ ,][^\n.]{{2,90}}?)?)"
)
_PARTICLES = r"van|de|den|der|ten|ter|te|het|in|op|el|al|la|von|[’']t"
_NO_NAME = (
    r"(?![A-Z]{2} |"
    r"(?:De|Het|Aan|Onze|Bijlagen?|Ministerie|Directie|Postbus|Tweede|Eerste|Hoogachtend|Datum|Kamer)\b)"
)
_NAME = (
    rf"(?P<name>(?:(?:mr|drs|dr|ir|prof|ing|mw|dhr)\. ?)*{_NO_NAME}[A-ZÀ-Þ][\w.'’-]{{0,30}}"
    r"(?: \([A-ZÀ-Þ][\w'’-]{1,20}\))?"
    rf"(?: (?:{_PARTICLES}|[A-ZÀ-Þ][\w.'’-]{{0,30}})){{0,5}} [A-ZÀ-Þ][\w'’-]{{1,30}}(?: (?:MA|MSc|LLM|BSc|RA))?)"
)
_OFFICE_THEN_NAME = re.compile(rf"{_OFFICE}(?:, ?\n?|\n){_NAME}")
_NAME_THEN_OFFICE = re.compile(rf"{_NAME}[, \n]+{_OFFICE},?")
_OF_COMMITTEE = re.compile(
    r"De (?P<office>(?:(?:fungerend|plv\.|wnd\.) )?(?:voorzitter|(?:adjunct-)?griffier) "
    r"van de (?:vaste )?commissie[^\n,]{0,60}),"
    rf"[ \n](?P<name>(?:(?:{_PARTICLES}) ){{0,3}}[A-ZÀ-Þ][\w'’-]{{1,30}}(?: [A-ZÀ-Þ][\w'’-]{{1,30}}){{0,3}})",
    re.IGNORECASE,
)
"""Who signs for a committee of parliament, by a surname alone."""
_OFFICE_ALONE = re.compile(rf"{_OFFICE},?")
_NAME_ALONE = re.compile(rf"(?:\(?w\.g\.\)? )?{_NAME},?")
_BETWEEN = re.compile(
    r"(?:(?:namens|voor) (?:deze|dezen),?|mede namens .{3,100}|Hoogachtend,?|Met vriendelijke groet(?:en)?,?|w\.g\.|"
    r"(?:namens )?het college van (?:burgemeester en wethouders|dijkgraaf en heemraden|gedeputeerde staten)"
    r"(?: van [^\n.]{2,50}?)?,?|(?:namens )?gedeputeerde staten(?: van [^\n.]{2,50}?)?,?)",
    re.IGNORECASE,
)
"""What may stand between an office and a name."""
_OFFICE_AT_END = re.compile(rf"(?<=[.!?] )(?=De ){_OFFICE},$")
"""An office that stands right below a paragraph of one line, and was read with it."""
_ON_BEHALF = re.compile(r",? (?:namens|voor) dezen?,?(?=\s|$)")
_TWO_OFFICES = re.compile(rf"(?<=[\w,]) (?=[Dd]e (?:{_MINISTER}) (?:van|voor) )")
_TWO_NAMES = re.compile(r"(?<=[a-z]) (?=(?:(?:mr|drs|dr|ir|prof|ing)\. ?)*[A-Z][a-z]?\.)")
_LONGEST = 180
"""Characters of the longest block that can be a signature."""
_ANSWERED_BY = re.compile(
    r"(?:^|\. )(?:Antwoord(?:en)?|Mededeling) van (?P<who>(?:de )?(?:[Mm]inister|[Ss]taatssecretaris)[^\n]{3,600}?)"
    r"(?=,? mede namens|,? \(?ontvangen|$)",
    re.MULTILINE,
)
_ANSWERER = re.compile(
    r"(?:(?:, | en |^)(?:van )?(?:de )?(?P<office>[Mm]inisters?|[Ss]taatssecretaris(?:sen)?) |(?:, | en )(?:van )?)"
    r"(?P<name>[^()]{2,40}?) \((?P<post>[^()]{2,80})\)"
)
_MOVED_BY = re.compile(
    r"(?:MOTIE|AMENDEMENT|INITIATIEFNOTA)[A-Z ]* VAN (?:HET LID|DE LEDEN) (?P<names>.+?)(?P<others> C\.S\.)?"
    r"(?= TER VERVANGING|$)"
)
_MOVED = "gaat over tot de orde van de dag"
_MOVER = re.compile(
    rf"(?:(?:{_PARTICLES}) )*[A-ZÀ-Þ][\w'’.-]+(?: (?:(?:{_PARTICLES}) )*[A-ZÀ-Þ][\w'’.-]+){{0,4}}",
    re.IGNORECASE,
)
_SMALL = frozenset({"van", "voor", "en", "de", "der", "het"})
"""Words of an office that begin with a small letter."""
_LONGEST_MOVER = 40
_PARTICLE = re.compile(rf"(?<= )(?:{_PARTICLES})(?= )", re.IGNORECASE)
_ROYAL = re.compile(
    r"(?:’s-Gravenhage|Den Haag|Wassenaar|Gegeven te [^\n,]{3,40}), *\d{1,2} [a-z]+ \d{4}\.?\s+"
    r"(?P<name>Willem-Alexander|Beatrix|Juliana)\b"
)

_SALUTATION = re.compile(
    r"(?:zeer )?geachte? [^\n.?!:;]{2,80},?|(?:beste|l\.s\.)(?: [^\n.?!:;]{2,60})?,", re.IGNORECASE
)
_NO_SIGNATURE = (BlockKind.TABLE, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a signature on a page: an office, a name, both, or what may stand between them."""

    page: int
    office: str | None = None
    name: str | None = None


def read_signatures(pages: Sequence[Page], kind: str, title: str) -> Iterator[Fact]:
    """Everyone who signed or answered, in order, each once, as "name, office".

    Of letters behind one another (annexes) the first signature counts; only an advice of the Raad van State is followed
    by the answer that it was given, under one cover.
    """
    answered = next((found for page in pages if (found := list(_answered(page)))), [])
    if answered:
        yield from _once(answered)
        return
    if moved := list(_movers(pages, title)):
        yield from moved
        return
    runs = [found for run in _runs(pages) if (found := list(_paired(run)))]
    together = kind in ("advies", "nader rapport")
    signed = [fact for run in (runs if together else runs[:1]) for fact in run]
    if not signed:
        for page in (pages[0], pages[-1]):
            if match := _ROYAL.search(page.text):
                signed = [Fact("signatory", match["name"], page.number, AT_SIGNATURE)]
    yield from _once(signed)


def is_formula(text: str) -> bool:
    """Whether a text is the salutation or the closing formula of a letter: `Geachte voorzitter,`, `Hoogachtend,`."""
    return bool(_SALUTATION.fullmatch(text)) or is_closing(text)


def signature_blocks(pages: Sequence[Page]) -> Iterator[tuple[int, Block]]:
    """The blocks in which a letter is signed, each with its page's number: an office and a name next to each other."""
    run: list[tuple[int, Block]] = []
    parts: list[_Part] = []
    for page in pages:
        for block in page.blocks:
            if block.kind is BlockKind.FOOTNOTE:
                continue
            text = page.text[block.start : block.end]
            found = None if block.kind in _NO_SIGNATURE else _parts(text, page.number)
            if found is None:
                yield from run if any(_paired(parts)) else ()
                run, parts = [], []
            else:
                run.append((page.number, block))
                parts += found
    yield from run if any(_paired(parts)) else ()


def _once(facts: Sequence[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in facts:
        if fact.value not in seen:
            seen.add(fact.value)
            yield fact


def _answered(page: Page) -> Iterator[Fact]:
    """Who answers, by the head of written questions."""
    for match in _ANSWERED_BY.finditer(page.text):
        office = "minister"
        for who in _ANSWERER.finditer(match["who"]):
            office = (who["office"] or office).lower()
            office = "minister" if office.startswith("minister") else "staatssecretaris"
            of = preposition(who["post"]) if office == "minister" else "van"
            yield Fact(
                "signatory", f"{who['name'].strip()}, {office} {of} {who['post']}", page.number, AT_HEAD
            )


def _movers(pages: Sequence[Page], title: str) -> Iterator[Fact]:
    """The members who put forward a motie or an amendement: by its title, written as at its end."""
    match = _MOVED_BY.search(title)
    if not match:
        return
    last = pages[-1]
    below = last.text.rpartition(_MOVED)[2]
    lines = [line.strip() for line in below.splitlines() if line.strip(" .")]
    if match["others"]:
        for line in lines:
            if len(line) <= _LONGEST_MOVER and _MOVER.fullmatch(line):
                yield Fact("signatory", line, last.number, AT_SIGNATURE)
        return
    for name in re.split(r", | EN ", match["names"]):
        written = re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", below, re.IGNORECASE)
        if written and not written[-1].isupper():
            yield Fact("signatory", written[-1], last.number, AT_SIGNATURE)
        else:
            yield Fact("signatory", _PARTICLE.sub(lambda part: part[0].lower(), name.title()), 1, AT_HEAD)


def _runs(pages: Sequence[Page]) -> Iterator[list[_Part]]:
    """Stretches of offices and names with nothing else between them."""
    run: list[_Part] = []
    for page in pages:
        for block in page.blocks:
            if block.kind is BlockKind.FOOTNOTE:
                continue
            text = page.text[block.start : block.end]
            parts = _parts(text, page.number)
            if parts is None:
                if run:
                    yield run
                below = _OFFICE_AT_END.search(text)
                run = [_Part(page.number, office=_office(below))] if below else []
            else:
                run += parts
    if run:
        yield run


def _parts(text: str, page: int) -> list[_Part] | None:
    """The offices and names that a block is; None where it is anything else."""
    if len(text) > _LONGEST:
        return None
    text = _ON_BEHALF.sub(",", text)
    for pattern in (_OF_COMMITTEE, _OFFICE_THEN_NAME, _NAME_THEN_OFFICE):
        if match := pattern.fullmatch(text):
            return [_Part(page, _office(match), match["name"].strip())]
    parts: list[_Part] = []
    for line in [part for row in text.split("\n") for part in _TWO_OFFICES.split(row)]:
        if match := _OFFICE_ALONE.fullmatch(line):
            parts.append(_Part(page, office=_office(match)))
        elif names := _names(line):
            parts += [_Part(page, name=name) for name in names]
        elif not _BETWEEN.fullmatch(line):
            return None
    return parts


def _office(match: re.Match[str]) -> str:
    office = match["office"].rstrip(",")
    if office.isupper():
        office = " ".join(word if word in _SMALL else word.capitalize() for word in office.lower().split())
    return office[0].lower() + office[1:]


def _names(line: str) -> list[str]:
    """The name that a line is, or the several names that stand beside each other on it."""
    matches = [_NAME_ALONE.fullmatch(part) for part in _TWO_NAMES.split(line)]
    names = [match["name"].strip() for match in matches if match]
    return names if len(names) == len(matches) else []


def _paired(run: Sequence[_Part]) -> Iterator[Fact]:
    """Each name with its office: side by side, or all offices first and all names after them (or the reverse)."""
    offices = [part for part in run if part.office and not part.name]
    names = [part for part in run if part.name and not part.office]
    beside = len(run) > 2 and all(bool(part.office) == bool(run[0].office) for part in run[: len(run) // 2])
    if beside and len(offices) == len(names) == len(run) / 2:
        pairs = [(part.office, name.name, name.page) for part, name in zip(offices, names, strict=True)]
    else:
        pairs = []
        waiting: _Part | None = None
        for part in run:
            if part.office and part.name:
                pairs.append((part.office, part.name, part.page))
                waiting = None
            elif waiting and bool(waiting.office) != bool(part.office):
                pairs.append((waiting.office or part.office, waiting.name or part.name, part.page))
                waiting = None
            else:
                waiting = part
    for office, name, page in pairs:
        yield Fact("signatory", f"{name}, {office}", page, AT_SIGNATURE)
