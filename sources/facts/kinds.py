"""What a document is, by what it says of itself at its head: a line there, its subject or title, whom it addresses.

A word deep in the text says nothing: a letter may enclose a rapport, answer an advies and quote a circulaire.
"""

import re
from collections.abc import Iterator, Sequence

from sources.document import AT_FILE_NAME, AT_HEAD, AT_TEXT, Letterhead
from sources.facts.numbers import number_key
from sources.letterheads import is_label
from sources.parliament import paper_kind
from sources.types import BlockKind, Fact, Page

_NTH = (
    r"(?:(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|laatste|nieuwe|herziene?|"
    r"geactualiseerde?|gewijzigde?|definitieve?|concept|ontwerp|jaarlijkse?|halfjaarlijkse?|\d{1,3}e)[ -]|concept-?|"
    r"ontwerp-?)?"
)
"""What may stand before the word that says what a document is."""
_OPENNESS = r"(?:Woo|Wob|Wet open overheid|Wet openbaarheid van bestuur|openbaarmaking|informatieverzoek)"
_ANSWERS_TO = (
    r"(?:(?:beantwoording|antwoord(?:en)?)(?: van| op)?(?: de| uw)? )?(?:schriftelijke |technische )?"
)
_ITSELF = (
    (
        rf"(?:\w+ )?(?:deel)?(?:besluit|beslissing|beschikking)\b.{{0,80}}\b{_OPENNESS}\b",
        "woo-besluit",
    ),
    (r"(?:Woo|Wob)-?(?:deel)?(?:besluit|beslissing)\b", "woo-besluit"),
    (r"beslisnota\b|nota bij (?:de |het )?(?:kamer)?brief\b", "beslisnota"),
    (r"kamerbrief\b", "kamerbrief"),
    (r"raadsinformatiebrief\b", "raadsinformatiebrief"),
    (r"raadsbrief\b", "raadsbrief"),
    (r"collegebrief\b", "collegebrief"),
    (r"raadsvoorstel\b", "raadsvoorstel"),
    (r"raadsbesluit\b", "raadsbesluit"),
    (r"college(?:voorstel|advies|nota)\b", "collegevoorstel"),
    (r"collegebesluit\b", "collegebesluit"),
    (r"statenbrief\b|statenmededeling\b", "statenbrief"),
    (r"statenvoorstel\b", "statenvoorstel"),
    (rf"{_ANSWERS_TO}raadsvragen\b", "raadsvragen"),
    (rf"{_ANSWERS_TO}statenvragen\b", "statenvragen"),
    (rf"{_ANSWERS_TO}kamervragen\b", "kamervragen"),
    (
        r"vragen van (?:het (?:kamer)?lid|de (?:kamer)?leden) .{3,200}? aan de (?:minister|staatssecretaris)",
        "kamervragen",
    ),
    (r"\w*circulaire\b", "circulaire"),
    (rf"{_NTH}(?:voortgangs|tussen)rapportage\b", "voortgangsrapportage"),
    (r"verslag (?:van )?(?:een |het )?(?:nader )?schriftelijk overleg\b", "verslag schriftelijk overleg"),
    (r"lijst van vragen en antwoorden\b", "lijst van vragen en antwoorden"),
    (r"memorie van toelichting\b", "memorie van toelichting"),
    (r"(?:nadere )?memorie van antwoord\b", "memorie van antwoord"),
    (r"nota van toelichting\b", "nota van toelichting"),
    (r"nota naar aanleiding van het (?:nader )?verslag\b", "nota naar aanleiding van het verslag"),
    (rf"{_NTH}nota van wijziging\b", "nota van wijziging"),
    (r"voorstel van wet\b", "wetsvoorstel"),
    (r"nader rapport\b", "nader rapport"),
    (r"inspectierapport\b|rapport inspectiebezoek\b", "inspectierapport"),
    (r"inspectiebrief\b", "inspectiebrief"),
)
"""Kinds by the first words of a line at the head, a subject or a title, whoever it is sent to; the first that fits."""
_NO_LETTER = (
    (
        rf"{_NTH}(?:spoed|uitvoerings|wetgevings)?advies\b|adviesrapport\b|advies Afdeling advisering\b",
        "advies",
    ),
    (rf"{_NTH}(?:eind|onderzoeks|evaluatie|meet|deel|inspectie)?rapport\b", "rapport"),
    (rf"{_NTH}(?:start|beleids|discussie|oplegg?|informatie)?notitie\b", "notitie"),
    (r"memo(?:randum)?\b", "memo"),
    (r"persbericht\b", "persbericht"),
    (rf"{_NTH}(?:instellings|aanwijzings|mandaat|ontwerp|verkeers|tracé)?besluit\b|beschikking\b", "besluit"),
    (r"regeling van de minister\b|ministeriële regeling\b", "regeling"),
    (r"beleidsregels?\b", "beleidsregel"),
    (r"verordening\b", "verordening"),
    (r"(?:bestuurs)?convenant\b|bestuursakkoord\b|bestuurlijke afspraken\b", "convenant"),
    (r"handreiking\b", "handreiking"),
    (r"jaarverslag\b", "jaarverslag"),
    (r"verslag\b|besluitenlijst\b|notulen\b", "verslag"),
)
"""The same, but of what a letter may be about as well: only where no parliament or council is addressed."""
_TO = (
    (
        r"\bvoorzitter van de (?:Tweede|Eerste) Kamer\b|\b(?:Tweede|Eerste) Kamer der Staten-Generaal\b",
        "kamerbrief",
    ),
    (r"\bgemeenteraad\b|^(?:de )?(?:leden van de )?raad(?: van de gemeente\b|$)", "raadsbrief"),
    (r"\bprovinciale staten\b", "statenbrief"),
)
_SALUTED = (
    (r"^Geachte (?:mevrouw de |heer |mijnheer de )?voorzitter\b", "kamerbrief"),
    (r"^Aan de voorzitter van de (?:Tweede|Eerste) Kamer\b", "kamerbrief"),
    (r"^Geachte (?:leden van de (?:gemeente)?raad|(?:gemeente)?raad|raadsleden)\b", "raadsbrief"),
    (r"^Geachte (?:leden van |voorzitter en leden van )?(?:provinciale )?staten(?:leden)?\b", "statenbrief"),
)
"""How a letter begins that goes to a parliament or a council."""
_NOTA = re.compile(
    r"\bTER (?:ADVISERING|BESLISSING|BESLUITVORMING|BESPREKING|INFORMATIE|ONDERTEKENING)$", re.MULTILINE
)
_ADVISED = re.compile(r"^(?:\d\.? )?Geadviseerd besluit:?$", re.MULTILINE)
_ANSWERED = re.compile(
    r"^(?:\d\.? )?Antwoord(?:en)? (?:op (?:de )?vra(?:ag|gen)|van (?:de )?[Mm]inister|van (?:de )?[Ss]taatssecretaris)",
    re.MULTILINE,
)
_ANSWERS_HERE = re.compile(
    r"\b(?:[Hh]ierbij|[Ii]n de bijlage|[Bb]ijgaand)\b[^.\n]{0,80}\bantwoord(?:en)? op (?:de )?(?:schriftelijke )?"
    r"vragen van (?:het (?:[Kk]amer)?lid|de (?:[Kk]amer)?leden)\b"
    r"|^(?:(?:Betreft|Onderwerp):? )?(?:Beantwoording|Antwoorden?) (?:van |op )?(?:de )?"
    r"(?:schriftelijke |[Kk]amer)?vragen\b",
    re.MULTILINE,
)
"""How the first page of a letter to parliament says that it answers questions."""
_ATTACHMENT = re.compile(r"^(?:blg-\d|bijlage)", re.IGNORECASE)
"""How the file of an attachment is named, where its text does not say what it is."""
_INSPECTORATE = re.compile(
    r"^(?:Ministerie van [^\n]{3,60}, )?(?:De )?(?:Inspectie [A-Z]|Inspectie van het |Nederlandse Arbeidsinspectie\b|"
    r"Onderwijsinspectie\b|Arbeidsinspectie\b)"
)
"""The line at the head of a letter that says that an inspectorate sends it."""
_SALUTATION = re.compile(r"^Geachte? [^\n]{2,80},$", re.MULTILINE)
_LETTER_PAGES = 2
"""Pages at the beginning on which a letter has its salutation: behind a cover, at most."""
_HEADBLOCKS = 8
"""Blocks at the top of the first page that may be lines of its head."""
_LONGEST_LINE = 120


def find_kind(
    pages: Sequence[Page],
    title: Fact,
    head: Letterhead,
    letter_id: str,
    address: Fact | None,
    *,
    paper_title: str | None,
    in_head: bool,
) -> Fact:
    """What the document is: `kamerbrief`, `beslisnota`, ...; `brief` or `document` where it does not say.

    :param title: what `find_title` found.
    :param address: to whom it goes, if it says so.
    :param paper_title: the title in the head of a parliamentary paper.
    :param in_head: whether it has such a head.
    """
    if any(number_key(number).startswith("ah-") for number in head.kamerstukken):
        return Fact("kind", "kamervragen", 1, AT_HEAD)
    if head.kamerstukken or in_head:
        return Fact("kind", paper_kind(paper_title or ""), 1, AT_HEAD)
    to = list(_addressed(pages, address))
    found = (
        *_by_its_lines(pages),
        *_answers(pages, to[0].value if to else ""),
        *_by_words(title, _ITSELF),
        *to,
        *_by_words(title, _NO_LETTER),
        *_by_its_file(letter_id),
        *_plain_letter(pages, head),
    )
    return found[0] if found else Fact("kind", "document", None, AT_TEXT)


def _by_its_lines(pages: Sequence[Page]) -> Iterator[Fact]:
    """By lines of its own: `RAADSINFORMATIEBRIEF`, `TER BESLISSING`, `Geadviseerd besluit`."""
    for text in head_lines(pages[0]):
        for pattern, kind in (*_ITSELF, *_NO_LETTER):
            if re.fullmatch(pattern, text, re.IGNORECASE):
                yield Fact("kind", kind, 1, AT_HEAD)
    for said in (_NOTA, _ADVISED):
        for page in pages:
            if said.search(page.text):
                yield Fact("kind", "beslisnota", page.number, AT_TEXT)


def _answers(pages: Sequence[Page], to: str) -> Iterator[Fact]:
    """Answers to questions, by how its first page begins or by the heads of answers; whose, by whom it goes to."""
    kind = {"raadsbrief": "raadsvragen", "statenbrief": "statenvragen"}.get(to, "kamervragen")
    for pattern, within in ((_ANSWERS_HERE, pages[:1]), (_ANSWERED, pages)):
        for page in within:
            if pattern.search(page.text):
                yield Fact("kind", kind, page.number, AT_TEXT)


def head_lines(first: Page) -> Iterator[str]:
    """The short blocks at the top of the first page, up to a label of a letterhead, a salutation or running text."""
    for block in first.blocks[:_HEADBLOCKS]:
        text = " ".join(first.text[block.start : block.end].split())
        if (
            is_label(text)
            or len(text) > _LONGEST_LINE
            or _SALUTATION.match(text)
            or block.kind is BlockKind.TABLE
        ):
            return
        yield text


def _by_words(title: Fact, kinds: Sequence[tuple[str, str]]) -> Iterator[Fact]:
    """By the first words of its subject or title, where that is not its file's name."""
    if title.place == AT_FILE_NAME:
        return
    for pattern, kind in kinds:
        if re.match(pattern, title.value, re.IGNORECASE):
            yield Fact("kind", kind, title.page, title.place)


def _addressed(pages: Sequence[Page], address: Fact | None) -> Iterator[Fact]:
    """By the parliament or council that it goes to, by its address and else by its salutation."""
    if address:
        for pattern, kind in _TO:
            if re.search(pattern, address.value, re.IGNORECASE):
                yield Fact("kind", kind, address.page, address.place)
        return
    for page in pages[:_LETTER_PAGES]:
        for pattern, kind in _SALUTED:
            if re.search(pattern, page.text, re.IGNORECASE | re.MULTILINE):
                yield Fact("kind", kind, page.number, AT_TEXT)


def _by_its_file(letter_id: str) -> Iterator[Fact]:
    if "beslisnota" in letter_id.lower():
        yield Fact("kind", "beslisnota", None, AT_FILE_NAME)
    if _ATTACHMENT.search(letter_id):
        yield Fact("kind", "bijlage", None, AT_FILE_NAME)


def _plain_letter(pages: Sequence[Page], head: Letterhead) -> Iterator[Fact]:
    """A letter by its salutation, of an inspectorate where its head says so."""
    for page in pages[:_LETTER_PAGES]:
        if _SALUTATION.search(page.text):
            lines = [text for number, text in head.lines if number == 1]
            of_inspectorate = any(map(_INSPECTORATE.match, (*lines, *head_lines(pages[0]))))
            yield Fact("kind", "inspectiebrief" if of_inspectorate else "brief", page.number, AT_TEXT)
            return
